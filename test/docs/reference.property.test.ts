/** Whatever happens in histories of the systems, the reference lists it: which command is answered with what, and has which events. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { setting as policies } from '../../src/testing/backup-policies/histories.ts'
import { type AnyFacts, historyOf, type Setting } from '../../src/testing/history.ts'
import type { States } from '../../src/testing/model.ts'
import { setting as shares } from '../../src/testing/resource-sharing/histories.ts'
import { namesAfter, sectionsOf } from './reference.ts'

/** How many histories of each system; `npm run docs:histories` asks for many more. */
const numRuns = Number(process.env.REFERENCE_HISTORIES ?? 40)

/** What the pages list of each command and query. */
const listedOf = (system: string) => {
  const sections = ['commands', 'replies'].flatMap((page) => sectionsOf(`${system}-${page}.md`))
  return new Map(
    sections.map((section) => [
      section.name,
      { errors: namesAfter('- Errors:', section), events: namesAfter('- Events:', section) }
    ])
  )
}

/** What a history shows of the known commands and queries that is not on the pages. */
const unlistedIn =
  <State, Facts extends AnyFacts>({ system, send }: Setting<State, Facts>, listed = listedOf(system)) =>
  (calls: readonly { readonly command: Readonly<Record<string, unknown>>; readonly facts: Facts }[]): string[] => {
    let states: States<State> = new Map()
    return calls.flatMap(({ command, facts }) => {
      const sent = send(states, command, facts)
      states = sent.states
      const onPage = listed.get(String(command.type))
      if (onPage === undefined) return []
      const { result, events } = sent
      const codes = result.ok || onPage.errors.includes(result.error.code) ? [] : [result.error.code]
      const more = events.map(({ type }) => type).filter((type) => !onPage.events.includes(type))
      return [...codes, ...more].map((name) => `${command.type}: ${name}`)
    })
  }

const advice = (unlisted: readonly string[]) =>
  `the reference lacks ${unlisted.join(', ')}: give an example in docs/generate/reference/examples, then npm run docs`

const check = <State, Facts extends AnyFacts>(setting: Setting<State, Facts>) => {
  const unlisted = unlistedIn(setting)
  let calls = 0
  fc.assert(
    fc.property(historyOf(setting, { maxCalls: 60 }), (history) => {
      calls += history.length
      const found = unlisted(history)
      if (found.length > 0) throw new Error(advice(found))
    }),
    { numRuns }
  )
  return calls
}

describe('what histories show is on the pages', () => {
  test('of Resource Sharing', () => {
    expect(check(shares)).toBeGreaterThan(numRuns * 5)
  })

  test('of backup policies', () => {
    expect(check(policies)).toBeGreaterThan(numRuns * 5)
  })
})

test('what is not on a page is found out', () => {
  const facts = { now: 0, requestId: 'request', accountId: '1000000000000001' }
  const create = { type: 'CreateResourceShare', resourceShareId: 'rs-1', request: { ResourceShareName: 'demo' } }
  expect(unlistedIn(shares)([{ command: create, facts }])).toStrictEqual([])
  const lacking = new Map([...listedOf(shares.system), ['CreateResourceShare', { errors: [], events: [] }]])
  const again = { command: { ...create, request: {} }, facts }
  expect(unlistedIn(shares, lacking)([{ command: create, facts }, again])).toStrictEqual([
    'CreateResourceShare: ResourceShareCreated',
    'CreateResourceShare: InvalidParameter'
  ])
})
