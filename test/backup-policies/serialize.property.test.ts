/** Texts of any policies that the commands can make: read back they are the same, and changed they are refused or keep the change. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Association, BackupPoliciesState, Facts } from '../../src/backup-policies/index.ts'
import { backupPolicies } from '../../src/index.ts'
import { history, momentsOf, policyIds, volumeIds } from './storage-arbitraries.ts'
import {
  association,
  creation,
  day,
  deletion,
  disassociation,
  factsOf,
  otherProject,
  project,
  run,
  start,
  sweep,
  volumeId
} from './support.ts'

const {
  associations,
  deserialize,
  evolve,
  failedDisassociations,
  initialState,
  listBackupPolicies,
  listResources,
  nextDeadline,
  serialize
} = backupPolicies

const read = (text: string): BackupPoliciesState => {
  const answer = deserialize(text)
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message} in ${text}`)
  return answer.state
}

const identityOf = ({ policyId, entityId, projectId }: Association) => `${policyId} ${entityId} ${projectId}`
const byIdentity = (a: Association, b: Association) => (identityOf(a) < identityOf(b) ? -1 : 1)

/** All that a reader can see of a state. */
const seen = (state: BackupPoliciesState, facts: Facts) => ({
  text: serialize(state),
  deadline: nextDeadline(state),
  associations: [...associations(state, facts)].sort(byIdentity),
  stuck: failedDisassociations(state, facts),
  lists: [project, otherProject].map((projectId) => [
    listBackupPolicies(state, {}, { ...facts, projectId }),
    listResources(state, {}, { ...facts, projectId }),
    ...policyIds.map((policy_id) => listResources(state, { policy_id }, { ...facts, projectId }))
  ])
})

describe('policies that the commands have made', () => {
  test('are read back from their text after every event', () => {
    fc.assert(
      fc.property(history(30), (happenings) => {
        let state = initialState
        for (const { events, facts } of momentsOf(happenings))
          for (const event of events) {
            state = evolve(state, event)
            const text = serialize(state)
            const restored = read(text)
            expect(serialize(restored)).toBe(text)
            expect(seen(restored, facts)).toStrictEqual(seen(state, facts))
          }
      }),
      { numRuns: 150 }
    )
  })

  test('go on alike from their text', () => {
    fc.assert(
      fc.property(history(30), history(30), (before, after) => {
        const { state, facts } = momentsOf(before).at(-1) ?? { state: initialState, facts: factsOf() }
        const expected = momentsOf(after, state, facts.now)
        momentsOf(after, read(serialize(state)), facts.now).forEach((moment, index) => {
          expect([moment.result, moment.events]).toStrictEqual([expected[index]?.result, expected[index]?.events])
          expect(seen(moment.state, moment.facts)).toStrictEqual(seen(expected[index]?.state ?? initialState, moment.facts))
        })
      }),
      { numRuns: 150 }
    )
  })

  test('have one text, whatever the order of the fields and entries in the one that they are read from', () => {
    const shuffled = (value: unknown, order: readonly number[], isInWeek = false): unknown => {
      const by = (index: number) => order[index % order.length] ?? 0
      if (Array.isArray(value)) {
        const entries = value.map((each, index) => [by(index), shuffled(each, order)] as const)
        // The days of a week are kept in the order in which they were given.
        return (isInWeek ? entries : entries.sort(([a], [b]) => a - b)).map(([, each]) => each)
      }
      if (typeof value !== 'object' || value === null) return value
      const fields = Object.entries(value).map(
        ([name, each], index) => [by(index), name, shuffled(each, order, name === 'week_frequency')] as const
      )
      return Object.fromEntries(fields.sort(([a], [b]) => a - b).map(([, name, each]) => [name, each]))
    }
    fc.assert(
      fc.property(
        history(30),
        fc.array(fc.nat(), { minLength: 1, maxLength: 13 }),
        fc.nat({ max: 4 }),
        (happenings, order, indent) => {
          const text = serialize(momentsOf(happenings).at(-1)?.state ?? initialState)
          expect(serialize(read(JSON.stringify(shuffled(JSON.parse(text), order), undefined, indent)))).toBe(text)
        }
      )
    )
  })
})

type Path = readonly (string | number)[]

const pathsOf = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? [
        path,
        ...Object.entries(value).flatMap(([name, each]) =>
          pathsOf(each, [...path, Array.isArray(value) && /^\d+$/.test(name) ? Number(name) : name])
        )
      ]
    : [path]

type Container = Record<string | number, unknown>

/** Sets a field as JSON.parse does: `__proto__` is a name like others. */
const setAt = (container: Container, name: string | number, value: unknown) =>
  Object.defineProperty(container, name, { value, enumerable: true, configurable: true, writable: true })

const fieldNames = ['__proto__', 'constructor', 'message', 'failedOperation', 'expiresBy', 'frequency', 'week_frequency', 'x', '']
const words = ['Associating', 'Associated', 'Disassociating', 'Disassociated', 'Failed', 'Associate', 'ON', 'Y', 'Resource']

const mutation = fc.record({
  where: fc.nat(),
  how: fc.constantFrom('delete', 'replace', 'add', 'swap', 'repeat'),
  other: fc.nat(),
  name: fc.constantFrom(...fieldNames),
  value: fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(0, 2, 1e300, start, start + day, start + 2 * day, start + 4 * day, 8.65e15, '', ['MON']),
    fc.constantFrom(...policyIds, ...volumeIds, project, otherProject, volumeId.toUpperCase()),
    fc.constantFrom(...words)
  )
})

/** The stored value with one thing changed in it, or what it was where that thing cannot be done. */
const mutated = (
  stored: object,
  { where, how, other, name, value }: typeof mutation extends fc.Arbitrary<infer T> ? T : never
): unknown => {
  const copy = structuredClone(stored)
  const paths = pathsOf(copy)
  const containerAt = (path: Path): Container =>
    path.reduce<Container>((inner, key) => inner[key] as Container, copy as Container)
  const path = paths[where % paths.length] ?? []
  const key = path.at(-1)
  if (key === undefined) return how === 'replace' ? value : setAt(copy as Container, name, value)
  const container = containerAt(path.slice(0, -1))
  const from = containerAt(paths[other % paths.length] ?? [])
  if (how === 'replace') setAt(container, key, value)
  else if (how === 'swap') setAt(container, key, structuredClone(from))
  else if (how === 'delete') {
    if (Array.isArray(container)) container.splice(Number(key), 1)
    else delete container[key]
  } else if (Array.isArray(container)) container.push(how === 'repeat' ? structuredClone(container[Number(key)]) : value)
  else setAt(container, name, value)
  return copy
}

const codes = ['NotJson', 'UnknownVersion', 'UnknownStatus', 'Malformed']

/** With its lists in one order. */
const sorted = (stored: { policies: { policyId: string }[]; associations: Association[] }) => ({
  ...stored,
  policies: stored.policies.sort((a, b) => (a.policyId < b.policyId ? -1 : 1)),
  associations: stored.associations.sort(byIdentity)
})

/** Refused with a reason, or kept whole; in any case answered, and what is kept can be worked with. */
const isRefusedOrKept = (text: string): void => {
  const answer = deserialize(text)
  if (!answer.ok) {
    expect(Object.keys(answer.error)).toStrictEqual(['status', 'code', 'message'])
    expect(codes).toContain(answer.error.code)
    expect(answer.error.message).toMatch(/\S/)
    expect(answer.error.message.length).toBeLessThan(400)
    return
  }
  const { state } = answer
  expect(sorted(JSON.parse(serialize(state)))).toStrictEqual(sorted(JSON.parse(text)))
  const deadline = nextDeadline(state)
  expect(deadline === undefined || Number.isFinite(deadline)).toBe(true)
  for (const now of [start - day, start, start + 3 * day, start + 20 * day, 8.64e15]) {
    seen(state, factsOf({ now }))
    for (const projectId of [project, otherProject])
      for (const command of [
        sweep,
        ...policyIds.flatMap((id) => [creation(id), association(volumeIds, id), disassociation(volumeIds, id), deletion(id)])
      ])
        expect(read(serialize(run(state, command, { now, projectId }).state))).toBeDefined()
  }
}

describe('a text with something changed in it is refused with a reason, or keeps what was changed', () => {
  const stored = history(20).map((happenings) => serialize(momentsOf(happenings).at(-1)?.state ?? initialState))

  test('a field or an entry', () => {
    fc.assert(
      fc.property(stored, fc.array(mutation, { minLength: 1, maxLength: 3 }), (text, mutations) => {
        const value = mutations.reduce<unknown>(
          (each, one) => (typeof each === 'object' && each !== null ? mutated(each, one) : each),
          JSON.parse(text)
        )
        isRefusedOrKept(JSON.stringify(value))
      }),
      { numRuns: 2_000 }
    )
  })

  test('a character, or all from some place on', () => {
    const characters = fc.constantFrom(...'0123456789-.eE"\\{}[],: \nxutrFfals\0漢\uD800\u2028')
    fc.assert(
      fc.property(
        stored,
        fc.nat(),
        characters,
        fc.constantFrom('put', 'insert', 'delete', 'cut'),
        (text, place, character, how) => {
          const index = place % text.length
          const rest = how === 'cut' ? '' : text.slice(how === 'insert' ? index : index + 1)
          isRefusedOrKept(`${text.slice(0, index)}${how === 'put' || how === 'insert' ? character : ''}${rest}`)
        }
      ),
      { numRuns: 2_000 }
    )
  })

  test('a name that is there twice is never kept', () => {
    fc.assert(
      fc.property(stored, fc.nat(), fc.constantFrom('null', '"x"', '0', '{}', '[]'), (text, place, value) => {
        const found = [...text.matchAll(/"(\w+)":/g)]
        const name = found[place % found.length]
        const index = name?.index ?? 0
        const answer = deserialize(`${text.slice(0, index)}${name?.[0]}${value},${text.slice(index)}`)
        expect(answer).toMatchObject({ ok: false, error: { message: `an object has two fields of the name "${name?.[1]}"` } })
      })
    )
  })

  test('any text at all', () => {
    const anyText = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.jsonValue().map((value) => JSON.stringify(value))
    )
    const head = '{"format":"association-lifecycle/backup-policies","version":1'
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          anyText.map((text) => `${head},"policies":[${text}],"associations":[]}`),
          anyText.map((text) => `${head},"policies":[],"associations":[${text}]}`),
          anyText.map((text) => `${head},"policies":${text},"associations":${text}}`)
        ),
        isRefusedOrKept
      ),
      { numRuns: 500 }
    )
  })

  test('any value at all', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true }), (value) => {
        const answer = deserialize(value as string)
        expect(answer.ok ? undefined : codes.includes(answer.error.code)).toBe(true)
      })
    )
  })
})
