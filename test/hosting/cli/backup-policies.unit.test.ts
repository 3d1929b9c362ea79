/** Backup policies on the command line: projects apart, reasons beside replies, and what a reader sees. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backupPoliciesSystem as system } from '../../../src/hosting/cli/backup-policies.ts'
import { printLines } from '../../../src/hosting/cli/lines.ts'
import { plainPaint } from '../../../src/hosting/cli/paint.ts'
import { print } from '../../../src/hosting/cli/print.ts'
import { run } from '../../../src/hosting/cli/run.ts'
import {
  association,
  creation,
  deletion,
  disassociation,
  policyId,
  schedule,
  uuid,
  volumeId
} from '../../backup-policies/support.ts'
import { asked, codesOf, parse } from './support.ts'

const fileOf = (steps: readonly unknown[]) => ({
  system: 'backup-policies',
  version: 1,
  start: '2018-05-12T09:00:00.000Z',
  facts: { projectId: 'project-1' },
  steps
})

const runSteps = (steps: readonly unknown[]) => {
  const parsed = parse(fileOf(steps))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault))
  return run(parsed.scenario, parsed.system)
}

const inProject = (projectId: string) => ({ facts: { projectId } })
const made = [{ command: creation() }, { command: association([volumeId]) }]

test('each project is a world of its own', () => {
  const outcomes = runSteps([
    ...made,
    { command: disassociation([volumeId]), ...inProject('project-2') },
    { command: creation(), ...inProject('project-2') },
    { query: { type: 'ListBackupPolicies' }, ...inProject('project-2') },
    { query: { type: 'listResources' } }
  ])
  expect(codesOf(outcomes)).toStrictEqual(['ok', 'ok', 'AutoBackup.0205', 'ok', 'ok', 'ok'])
  expect(asked(outcomes[4]).answer.body).toMatchObject({ backup_policies: [{ policy_resource_count: 0 }] })
  expect(asked(outcomes[5]).answer.body).toMatchObject({ resources: [{ resource_id: volumeId, status: 'Associated' }] })
})

test('a sweep is for all projects, whoever the facts say is asking', () => {
  const ended = (projectId: string) =>
    [...made, { command: disassociation([volumeId]) }].map((step) => ({ ...step, ...inProject(projectId) }))
  const outcomes = runSteps([...ended('a'), ...ended('b'), { advance: '48h' }, { sweep: true }])
  expect(asked(outcomes.at(-1)).answer.events).toMatchObject([{ projectId: 'a' }, { projectId: 'b' }])
})

test('reasons stand beside the reply, where something failed, and can be expected', () => {
  const expectation = (failures: object[]) => ({ command: disassociation([volumeId, uuid(1)]), expect: { failures } })
  const outcomes = runSteps([...made, expectation([{ resource_id: uuid(1), reason: 'NotAssociated' }]), expectation([]), ...made])
  expect(asked(outcomes[2])).toMatchObject({ unmet: [], answer: { failures: [{ resource_id: uuid(1) }] } })
  expect(asked(outcomes[3]).unmet).toStrictEqual(['expected failures to be a list of 0; it has 2'])
  expect(asked(outcomes[1]).answer).not.toHaveProperty('failures')
})

test('a deletion is answered without a body; a command of no operation with its error', () => {
  const outcomes = runSteps([...made, { command: deletion() }, { command: { type: 'Nothing' } }])
  expect(asked(outcomes[2]).answer).toMatchObject({ ok: true, status: 204 })
  expect(asked(outcomes[2]).answer).not.toHaveProperty('body')
  expect(asked(outcomes[3]).answer).toMatchObject({ ok: false, status: 400, body: { error: { code: 'AutoBackup.0222' } } })
})

test('a reader sees policies with what is in them, and the records of deleted ones', () => {
  const off = { backup_policy_name: 'off', scheduled_policy: { ...schedule, status: 'OFF' } }
  const outcomes = runSteps([...made, { advance: '1s' }, { command: creation(uuid(9), off) }, { command: deletion() }])
  const shown = (at: number) => outcomes[at]?.lives().map(({ id, status, isContainer }) => [id, status, isContainer])
  expect(shown(3)).toStrictEqual([
    [policyId, 'ON', true],
    [volumeId, 'Associated', false],
    [uuid(9), 'OFF', true]
  ])
  expect(shown(4)).toStrictEqual([
    [uuid(9), 'OFF', true],
    [volumeId, 'Disassociated', false]
  ])
})

test('the queries of the library, with times as they are read', () => {
  const outcomes = runSteps([
    ...made,
    { command: disassociation([volumeId]) },
    ...['associations', 'failedDisassociations', 'nextDeadline'].map((type) => ({ query: { type } }))
  ])
  expect(outcomes.slice(3).map((outcome) => asked(outcome).answer.body)).toMatchObject([
    [{ policyId, entityId: volumeId, createTime: '2018-05-12T09:00:00.000Z', expiresBy: '2018-05-16T09:00:00.000Z' }],
    [],
    ['2018-05-14T09:00:00.000Z']
  ])
})

const names = [
  'request',
  'policyId',
  'policy_id',
  'backup_policy_id',
  'resources',
  'resource_id',
  'resource_type',
  '__proto__',
  'type'
]
const thing = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(policyId, volumeId, 'volume', '<', '', '\u009b31m', null, 0, true),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 4, noNullPrototype: true })
  )
})).value
const types = ['CreateBackupPolicy', 'AssociateResources', 'DisassociateResources', 'DeleteBackupPolicy', 'Sweep', '__proto__']
const step = fc.oneof(
  fc.constantFrom(...made, { command: disassociation([volumeId]) }, { command: deletion() }, { sweep: true }, { advance: '50h' }),
  fc
    .tuple(fc.constantFrom(...types), fc.dictionary(fc.constantFrom(...names), thing, { noNullPrototype: true }))
    .map(([type, rest]) => ({ command: { ...rest, type } })),
  fc.record({ type: fc.constantFrom(...system.queryTypes), request: thing }).map((query) => ({ query }))
)

test('whatever a step asks for, it runs and is printed, without control characters', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 10 }), (steps) => {
      const parsed = parse(fileOf(steps))
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault))
      const outcomes = run(parsed.scenario, parsed.system)
      expect(outcomes).toHaveLength(steps.length)
      const text = print(outcomes, parsed.scenario, parsed.system, { width: 80, paint: plainPaint })
      expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
      for (const line of printLines(outcomes, parsed.scenario).trimEnd().split('\n')) expect(() => JSON.parse(line)).not.toThrow()
    }),
    { numRuns: 150 }
  )
})
