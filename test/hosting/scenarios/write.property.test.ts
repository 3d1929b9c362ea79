/** A scenario that is written can be read again, and is the same. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readScenario, type Scenario, writeScenario } from '../../../src/hosting/scenarios/index.ts'
import { parse, systemOf } from './support.ts'

const json = fc.jsonValue({ maxDepth: 4 })
/** Also what a terminal would obey, or that would turn a line around: it is written as an escape. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('\u{e0001}', 'a\u2028b', '\u202e', '\u001b[1m')
)
const durations = fc.oneof(
  fc.nat(),
  fc.maxSafeNat().map((ms) => ms % 400_000_000_000)
)
const instants = fc.integer({ min: -62_135_596_800_000, max: 2_000_000_000_000 })
const when = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const given = (fields: object): object => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

const facts = fc
  .record({ accountId: when(text), limits: when(fc.record({ sharesPerAccount: fc.nat() })), usage: when(fc.constant(null)) })
  .map(given)
const asking = {
  note: when(text),
  facts: when(facts),
  expect: when(fc.record({ ok: fc.boolean(), reply: json, events: fc.array(text, { maxLength: 2 }) }))
}
const commands = fc.record({ type: fc.string(), request: json, ['__proto__']: json })

const steps = fc.oneof(
  fc.record({ command: commands, ...asking }),
  fc.record({
    signal: fc.record({ type: fc.constantFrom(...systemOf().signalTypes), entityId: json, resourceShareId: fc.constant('rs-a') }),
    ...asking
  }),
  fc.record({ query: fc.record({ type: fc.constantFrom(...systemOf().queryTypes), request: json }), ...asking }),
  fc.record({ sweep: fc.constant(true), ...asking }),
  fc.record({ advance: durations, note: when(text) }),
  fc.record({ at: instants, note: when(text) }),
  fc.record({ note: text })
)

const scenarios = fc
  .record({
    system: fc.constant('resource-sharing'),
    version: fc.constant(1),
    title: when(text),
    note: when(text),
    start: instants,
    facts: fc.record({ accountId: text }),
    steps: fc.array(steps.map(given), { maxLength: 6 })
  })
  // As a file holds it: no `undefined`, no negative zero.
  .map((file): unknown => JSON.parse(JSON.stringify(given(file))))

const read = (written: string): Scenario => {
  const found = readScenario(written)
  if (!found.ok) throw new Error(`${found.line}\n${written}`)
  return found.scenario
}

describe('a scenario that is written', () => {
  test('is read as the same scenario', () => {
    fc.assert(
      fc.property(scenarios, (file) => {
        const parsed = parse(file)
        if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault))
        expect(read(writeScenario(parsed.scenario))).toStrictEqual(parsed.scenario)
      }),
      { numRuns: 400 }
    )
  })

  test.each(['documented-disassociation', 'invitations-and-failures', 'backup-policies'])('is read as the same: %s', (name) => {
    const written = readFileSync(new URL(`../../../docs/examples/${name}.json`, import.meta.url), 'utf8')
    const scenario = read(written)
    expect(read(writeScenario(scenario))).toStrictEqual(scenario)
  })
})
