/** Backup policies on the command line: projects apart, reasons beside replies, and what a reader sees. */
import { expect, test } from 'vitest'
import { printLines } from '../../../src/hosting/cli/lines.ts'
import { plainPaint } from '../../../src/hosting/cli/paint.ts'
import { print } from '../../../src/hosting/cli/print.ts'
import { timelineOf } from '../../../src/hosting/cli/timeline.ts'
import { printTimeline } from '../../../src/hosting/cli/timeline-print.ts'
import { run } from '../../../src/hosting/scenarios/run.ts'
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
import { asked, codesOf, parse } from '../scenarios/support.ts'

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

const printed = (steps: readonly unknown[], width = 100): string => {
  const parsed = parse(fileOf(steps))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault))
  return print(run(parsed.scenario, parsed.system), parsed.scenario, parsed.system, { width, paint: plainPaint })
}

const linesOf = (steps: readonly unknown[]): string[] => {
  const parsed = parse(fileOf(steps))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault))
  return printLines(run(parsed.scenario, parsed.system), parsed.scenario).trimEnd().split('\n')
}

const drawn = (steps: readonly unknown[], width = 100): string[] =>
  printTimeline(timelineOf(runSteps(steps)), Date.parse('2018-05-12T09:00:00.000Z'), width, plainPaint)

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

test('two projects may have policies of the same id: each is seen', () => {
  const outcomes = runSteps([...made, ...made.map((step) => ({ ...step, ...inProject('project-2') }))])
  const lives = outcomes.at(-1)?.lives() ?? []
  expect(lives.map(({ id }) => id)).toStrictEqual([policyId, volumeId, policyId, volumeId])
  expect(new Set(lives.map(({ key }) => key)).size).toBe(4)
})

test('a policy is shown with the number of its resources; commands at the same time share a column', () => {
  const steps = [
    ...made,
    { command: association([uuid(1)]) },
    { advance: '1h' },
    { command: disassociation([uuid(1)]) },
    { advance: '1h' },
    { command: deletion() }
  ]
  expect(drawn(steps)).toStrictEqual([
    'since 2018-05-12 09:00:00.000 UTC',
    '                                 start      +1h    +2h',
    'af8a20b0-117…aa3968a4f870 plan01 ON (2)─────ON (1)─deleted',
    '  volume 00000000-00…00000000001 Associated█Disassociated········',
    '  volume bce8d47a-af…c7ae9f29c2c Associated████████Disassociated·',
    '',
    'A█ Associated   D· Disassociated   ¦ may be deleted   × gone   (n) so many in it'
  ])
  expect(JSON.parse(linesOf(steps).at(-1) ?? '')).toMatchObject({ kind: 'summary', lives: [{ status: 'Disassociated' }, {}] })
  expect(JSON.parse(linesOf(steps.slice(0, -1)).at(-1) ?? '')).toMatchObject({ lives: [{ id: policyId, count: 1 }, {}, {}] })
})

test('in a narrow timeline a deleted policy is named as long as a record of it is left', () => {
  const lines = drawn([...made, { advance: '1h' }, { command: deletion() }, { advance: '96h' }], 40)
  const [, legend = 0] = lines.flatMap((line, at) => (line === '' ? [at] : [])).slice(-2)
  expect(lines.slice(legend - 2, legend).map((line) => line.slice(0, 10))).toStrictEqual(['af8a20b…8a', '  volume b'])
  for (const line of lines) expect(line).toBe(line.trimEnd())
})

test('of a disk that has moved the clock says which of its records it means', () => {
  const steps = [
    ...made,
    { command: creation(uuid(9)) },
    { command: association([volumeId], uuid(9)) },
    { advance: '48h' },
    { sweep: true },
    { command: disassociation([volumeId], uuid(9)) },
    { advance: '48h' }
  ]
  const changes = printed(steps, 160)
    .split('\n')
    .filter((line) => line.includes('┊'))
  expect(changes.map((line) => line.trim())).toStrictEqual([
    `┊ volume ${volumeId} in ${policyId}: ended 48h ago, a sweep may delete its record now`,
    `┊ volume ${volumeId}: ended 48h ago, a sweep may delete its record now`
  ])
})

test('a reply without a body, and reasons, are lines of their own', () => {
  const text = printed([...made, { command: disassociation([uuid(1)]) }, { command: deletion() }], 120)
  expect(text).toContain(`\n     ! failures [{ "resource_id": "${uuid(1)}", "reason": "NotAssociated" }]\n`)
  expect(text).toContain('\n     < 204\n     * DisassociationStarted, DisassociationSucceeded, BackupPolicyDeleted\n')
})

test('the documented request gets the documented reply, and the same again a failure without a code', () => {
  const [, , first, again] = runSteps([...made, { command: disassociation([volumeId]) }, { command: disassociation([volumeId]) }])
  expect(asked(first).answer).toMatchObject({ ok: true, status: 200 })
  expect(asked(first).answer.body).toStrictEqual({ success_resources: [{ resource_id: volumeId }], fail_resources: [] })
  expect(asked(again).answer).toStrictEqual({
    ok: true,
    status: 200,
    body: { success_resources: [], fail_resources: [{ resource_id: volumeId }] },
    failures: [{ resource_id: volumeId, reason: 'NotAssociated' }],
    events: []
  })
})

test('the signals of the other system are no commands of this one', () => {
  for (const type of ['AssociationSucceeded', 'AssociationFailed', 'DisassociationSucceeded', 'DisassociationFailed'])
    expect(codesOf(runSteps([...made, { command: { type, entityId: volumeId } }]))).toStrictEqual(['ok', 'ok', 'AutoBackup.0222'])
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
