/** Texts of any policies that the commands can make: read back they are the same, and changed they are refused or keep the change. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Association, BackupPoliciesState, Facts } from '../../src/backup-policies/index.ts'
import { backupPolicies } from '../../src/index.ts'
import { describeDamagedTexts } from '../decider/stored-texts.ts'
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

/** With its lists in one order. */
const sorted = (stored: { policies: { policyId: string }[]; associations: Association[] }) => ({
  ...stored,
  policies: stored.policies.sort((a, b) => (a.policyId < b.policyId ? -1 : 1)),
  associations: stored.associations.sort(byIdentity)
})

const head = '{"format":"association-lifecycle/backup-policies","version":1'

describeDamagedTexts({
  deserialize,
  stored: history(20).map((happenings) => serialize(momentsOf(happenings).at(-1)?.state ?? initialState)),
  words: {
    names: ['message', 'failedOperation', 'expiresBy', 'frequency', 'week_frequency'],
    values: [
      ...[2, start, start + day, start + 2 * day, start + 4 * day, ['MON']],
      ...[...policyIds, ...volumeIds, project, otherProject, volumeId.toUpperCase()],
      ...['Associating', 'Associated', 'Disassociating', 'Disassociated', 'Failed', 'Associate', 'ON', 'Y', 'Resource']
    ]
  },
  enveloped: (text) => [
    `${head},"policies":[${text}],"associations":[]}`,
    `${head},"policies":[],"associations":[${text}]}`,
    `${head},"policies":${text},"associations":${text}}`
  ],
  isKept: (state, text) => {
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
})
