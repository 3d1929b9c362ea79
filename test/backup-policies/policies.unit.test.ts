/** The policies of a project by example: what is documented, and the readings where it is silent. */
import { describe, expect, test } from 'vitest'
import type { BackupPoliciesEvent, BackupPoliciesState, Facts } from '../../src/backup-policies/index.ts'
import { backupPolicies } from '../../src/index.ts'
import {
  association,
  codeOf,
  countsOf,
  creation,
  day,
  deletion,
  disassociation,
  factsOf,
  hour,
  must,
  otherPolicyId,
  otherProject,
  partsOf,
  policyId,
  project,
  ready,
  recordOf,
  run,
  schedule,
  start,
  sweep,
  twoPolicies,
  uuid,
  volume,
  volumeId
} from './support.ts'

const { associations, decide, errors, evolve, evolveAll, failedDisassociations, initialState, nextDeadline, serialize, wire } =
  backupPolicies

const [first, second, third] = [uuid(11), uuid(12), uuid(13)] as const
const upper = (id: string) => id.toUpperCase()
const ids = (entries: readonly { readonly resource_id: string }[]) => entries.map(({ resource_id }) => resource_id)

/** What is listed of the records: of a policy, or all. */
const listed = (state: BackupPoliciesState, request: object = {}, facts: Partial<Facts> = {}) => {
  const answer = backupPolicies.listResources(state, request, factsOf(facts))
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.reply.resources
}

/** Policy, resource and status of each record that is listed. */
const shown = (...given: Parameters<typeof listed>) =>
  listed(...given).map(({ policy_id, resource_id, status }) => [policy_id, resource_id, status])

const changesOf = ({ events }: { readonly events: readonly BackupPoliciesEvent[] }) =>
  events.map((event) => [event.type, event.policyId, 'entityId' in event ? event.entityId : undefined])

const movedOut = (policy: string, id: string) => [
  ['DisassociationStarted', policy, id],
  ['DisassociationSucceeded', policy, id]
]
const movedIn = (policy: string, id: string) => [
  ['AssociationStarted', policy, id],
  ['AssociationSucceeded', policy, id]
]

describe('the documented disassociation, field by field', () => {
  const request = { policy_id: policyId, resources: [{ resource_id: 'bce8d47a-af17-4169-901f-4c7ae9f29c2c' }] }

  test('succeeds', () => {
    const { state, events, result } = run(ready(), { type: 'DisassociateResources', request }, { now: start + 50 })
    expect(result).toStrictEqual({
      ok: true,
      reply: { success_resources: [{ resource_id: 'bce8d47a-af17-4169-901f-4c7ae9f29c2c' }], fail_resources: [] },
      failures: []
    })
    expect(wire.writeReply('DisassociateResources', result)).toStrictEqual({
      status: 200,
      body: { success_resources: [{ resource_id: 'bce8d47a-af17-4169-901f-4c7ae9f29c2c' }], fail_resources: [] }
    })
    const identity = {
      at: start + 50,
      projectId: project,
      policyId: 'af8a20b0-117d-4fc3-ae53-aa3968a4f870',
      associationType: 'Resource',
      entityType: 'volume',
      entityId: 'bce8d47a-af17-4169-901f-4c7ae9f29c2c'
    }
    expect(events).toStrictEqual([
      { type: 'DisassociationStarted', ...identity },
      { type: 'DisassociationSucceeded', ...identity }
    ])
    expect(countsOf(state)).toStrictEqual({ [policyId]: 0, [otherPolicyId]: 0 })
    expect(listed(state)).toStrictEqual([
      {
        policy_id: 'af8a20b0-117d-4fc3-ae53-aa3968a4f870',
        resource_id: 'bce8d47a-af17-4169-901f-4c7ae9f29c2c',
        resource_type: 'volume',
        status: 'Disassociated',
        create_time: '2020-12-04T09:40:41.250Z',
        update_time: '2020-12-04T09:40:41.300Z',
        expires_from: '2020-12-06T09:40:41.300Z',
        expires_by: '2020-12-08T09:40:41.300Z'
      }
    ])
  })

  test('is HTTP 200 also when every resource failed: no code, no message, and nothing changes', () => {
    const none = twoPolicies()
    const { state, events, result } = run(none, { type: 'DisassociateResources', request })
    expect(result).toStrictEqual({
      ok: true,
      reply: { success_resources: [], fail_resources: [{ resource_id: volumeId }] },
      failures: [{ resource_id: volumeId, reason: 'NotAssociated' }]
    })
    expect(wire.writeReply('DisassociateResources', result)).toStrictEqual({
      status: 200,
      body: { success_resources: [], fail_resources: [{ resource_id: volumeId }] }
    })
    expect(state).toBe(none)
    expect(events).toStrictEqual([])
  })

  test('is the same by its own name', () => {
    expect(backupPolicies.disassociateResources(ready(), request, factsOf())).toStrictEqual(
      run(ready(), { type: 'DisassociateResources', request })
    )
  })
})

describe('disassociating', () => {
  const three = ready([first, second, third])

  test('each resource for itself, in the order of the request', () => {
    const applied = run(three, disassociation([third, uuid(21), first, volumeId]))
    expect(partsOf(applied)).toStrictEqual({
      success_resources: [{ resource_id: third }, { resource_id: first }],
      fail_resources: [{ resource_id: uuid(21) }, { resource_id: volumeId }],
      failures: [
        { resource_id: uuid(21), reason: 'NotAssociated' },
        { resource_id: volumeId, reason: 'NotAssociated' }
      ]
    })
    expect(changesOf(applied)).toStrictEqual([...movedOut(policyId, third), ...movedOut(policyId, first)])
    expect(countsOf(applied.state)).toMatchObject({ [policyId]: 1 })
  })

  test('one that is named twice counts once, at its first place, whatever its case', () => {
    const letters = 'abcdef00-0000-4000-8000-00000000000a'
    const state = must(three, association([upper(letters)]))
    const applied = run(state, disassociation([second, upper(letters), uuid(21), second, letters, uuid(21), first]))
    const { success_resources, fail_resources, failures } = partsOf(applied)
    expect(ids(success_resources)).toStrictEqual([second, letters, first])
    expect(ids(fail_resources)).toStrictEqual([uuid(21)])
    expect(failures.length).toBe(1)
    expect(applied.events.length).toBe(6)
  })

  test('again fails, and changes nothing', () => {
    const left = must(three, disassociation([first]))
    const again = run(left, disassociation([first]), { now: start + hour })
    expect(partsOf(again)).toMatchObject({ success_resources: [], fail_resources: [{ resource_id: first }] })
    expect(again.state).toBe(left)
    expect(again.events).toStrictEqual([])
  })

  test('from a policy that it is not in fails, though it is in another', () => {
    const applied = run(three, disassociation([first], otherPolicyId))
    expect(partsOf(applied).failures).toStrictEqual([{ resource_id: first, reason: 'NotAssociated' }])
    expect(applied.state).toBe(three)
  })

  test('a policy that is being executed, or is the default one, does not stop it', () => {
    const facts = { executingPolicyIds: [policyId], defaultPolicyId: policyId }
    expect(ids(partsOf(run(three, disassociation([first]), facts)).success_resources)).toStrictEqual([first])
  })

  test('nor does one that is switched off', () => {
    const off = creation(policyId, { scheduled_policy: { ...schedule, status: 'OFF' } })
    const state = must(must(initialState, off), association([first]))
    expect(ids(partsOf(run(state, disassociation([first]))).success_resources)).toStrictEqual([first])
  })

  test('ids are read in any case and kept in lower case', () => {
    const applied = run(ready(), disassociation([upper(volumeId)], upper(policyId)))
    expect(partsOf(applied).success_resources).toStrictEqual([{ resource_id: volumeId }])
    expect(partsOf(run(applied.state, disassociation([upper(volumeId)]))).fail_resources).toStrictEqual([
      { resource_id: volumeId }
    ])
  })

  test('a long list', () => {
    const many = Array.from({ length: 5_000 }, (_, at) => uuid(at))
    const state = must(twoPolicies(), association(many), { limits: { resourcesPerPolicy: 5_000 } })
    expect(countsOf(state)).toMatchObject({ [policyId]: 5_000 })
    expect(ids(partsOf(run(state, disassociation(many))).success_resources)).toStrictEqual(many)
  })
})

describe('associating', () => {
  test('the reply carries what the request’s entry has: type, zone and host attribute', () => {
    const resources = [
      { ...volume(first), availability_zone: 'az1.dc1', os_vol_host_attr: 'host-1' },
      { ...volume(second), os_vol_host_attr: 'host-2' },
      { ...volume(first), availability_zone: 'another' },
      { ...volume(third), availability_zone: 'az2.dc1', note: 'x' }
    ]
    const request = { backup_policy_id: policyId, resources }
    const applied = run(twoPolicies(), { type: 'AssociateResources', request }, { limits: { resourcesPerPolicy: 2 } })
    const { message, code } = errors['AutoBackup.0204']
    expect(applied.result).toStrictEqual({
      ok: true,
      reply: {
        success_resources: [
          { resource_id: first, resource_type: 'volume', availability_zone: 'az1.dc1', os_vol_host_attr: 'host-1' },
          { resource_id: second, resource_type: 'volume', os_vol_host_attr: 'host-2' }
        ],
        fail_resources: [{ resource_id: third, resource_type: 'volume', availability_zone: 'az2.dc1', message, code }]
      },
      failures: [{ resource_id: third, reason: 'PolicyFull' }]
    })
  })

  test('the record and its events', () => {
    const applied = run(twoPolicies(), association([upper(volumeId)], upper(policyId)), { now: start + 50 })
    const identity = {
      projectId: project,
      policyId,
      associationType: 'Resource',
      entityType: 'volume',
      entityId: volumeId
    }
    expect(applied.events).toStrictEqual([
      { type: 'AssociationStarted', at: start + 50, ...identity },
      { type: 'AssociationSucceeded', at: start + 50, ...identity }
    ])
    expect([...associations(applied.state, factsOf())]).toStrictEqual([
      { ...identity, status: 'Associated', createTime: start + 50, updateTime: start + 50 }
    ])
    expect(listed(applied.state)).toStrictEqual([
      {
        policy_id: policyId,
        resource_id: volumeId,
        resource_type: 'volume',
        status: 'Associated',
        create_time: '2020-12-04T09:40:41.300Z',
        update_time: '2020-12-04T09:40:41.300Z'
      }
    ])
  })

  test('again succeeds, makes no second record and no events, and keeps the state', () => {
    const state = ready([first, second])
    const again = run(state, association([second, first, second]), { now: start + hour, limits: { resourcesPerPolicy: 0 } })
    expect(ids(partsOf(again).success_resources)).toStrictEqual([second, first])
    expect(partsOf(again).failures).toStrictEqual([])
    expect(again.state).toBe(state)
    expect(again.events).toStrictEqual([])
  })

  test('a policy has room for 64, and the rest fails in its place', () => {
    const many = Array.from({ length: 66 }, (_, at) => uuid(at))
    const applied = run(twoPolicies(), association(many))
    expect(ids(partsOf(applied).success_resources)).toStrictEqual(many.slice(0, 64))
    expect(partsOf(applied).failures).toStrictEqual(many.slice(64).map((resource_id) => ({ resource_id, reason: 'PolicyFull' })))
    expect(countsOf(applied.state)).toMatchObject({ [policyId]: 64 })
    expect(codeOf(applied.state, association([first], otherPolicyId))).toBe('ok')
  })

  test('one that is in already takes no room and is no failure; a place that is left can be taken', () => {
    const limits = { limits: { resourcesPerPolicy: 2 } }
    const state = ready([first])
    const applied = run(state, association([second, first, third]), limits)
    expect(ids(partsOf(applied).success_resources)).toStrictEqual([second, first])
    expect(ids(partsOf(applied).fail_resources)).toStrictEqual([third])
    const left = must(applied.state, disassociation([first]), limits)
    expect(ids(partsOf(run(left, association([third, first]), limits)).success_resources)).toStrictEqual([third])
  })

  test('after an end revives the one record: its time starts anew, retention is cancelled', () => {
    const ended = must(ready(), disassociation([volumeId]), { now: start + 10 })
    expect(nextDeadline(ended)).toBe(start + 10 + 48 * hour)
    const revived = must(ended, association([volumeId]), { now: start + 20 })
    expect([...associations(revived, factsOf())]).toStrictEqual([
      {
        projectId: project,
        policyId,
        associationType: 'Resource',
        entityType: 'volume',
        entityId: volumeId,
        status: 'Associated',
        createTime: start + 20,
        updateTime: start + 20
      }
    ])
    expect(nextDeadline(revived)).toBeUndefined()
  })
})

describe('a resource has one policy at most: associating it with another moves it', () => {
  const before = ready([first, second])
  const moved = run(before, association([third, second], otherPolicyId), { now: start + 70 })

  test('in one decision: it ends here and starts there', () => {
    expect(partsOf(moved)).toStrictEqual({
      success_resources: [
        { resource_id: third, resource_type: 'volume' },
        { resource_id: second, resource_type: 'volume' }
      ],
      fail_resources: [],
      failures: []
    })
    expect(changesOf(moved)).toStrictEqual([
      ...movedIn(otherPolicyId, third),
      ...movedOut(policyId, second),
      ...movedIn(otherPolicyId, second)
    ])
    expect(moved.events.every(({ at }) => at === start + 70)).toBe(true)
    expect(countsOf(moved.state)).toStrictEqual({ [policyId]: 1, [otherPolicyId]: 2 })
  })

  test('the record of its time in the old policy is kept and listed', () => {
    expect(shown(moved.state)).toStrictEqual([
      [policyId, first, 'Associated'],
      [policyId, second, 'Disassociated'],
      [otherPolicyId, second, 'Associated'],
      [otherPolicyId, third, 'Associated']
    ])
    expect(recordOf(moved.state, second)).toMatchObject({
      createTime: start,
      updateTime: start + 70,
      expiresFrom: start + 70 + 48 * hour,
      expiresBy: start + 70 + 96 * hour
    })
    expect(recordOf(moved.state, second, otherPolicyId)).toMatchObject({ createTime: start + 70, updateTime: start + 70 })
  })

  test('then it is in the new one only', () => {
    expect(partsOf(run(moved.state, disassociation([second]))).failures).toMatchObject([{ reason: 'NotAssociated' }])
    expect(partsOf(run(moved.state, disassociation([second], otherPolicyId))).failures).toStrictEqual([])
    expect(must(moved.state, association([second], otherPolicyId))).toBe(moved.state)
  })

  test('and back: each identity has one record', () => {
    const back = must(moved.state, association([second]), { now: start + 80 })
    expect(shown(back, {}, { now: start + 80 })).toStrictEqual([
      [policyId, first, 'Associated'],
      [otherPolicyId, second, 'Disassociated'],
      [otherPolicyId, third, 'Associated'],
      [policyId, second, 'Associated']
    ])
    expect(recordOf(back, second)).toMatchObject({ createTime: start + 80, updateTime: start + 80 })
  })

  test('a full policy does not get it: it stays where it is', () => {
    const limits = { limits: { resourcesPerPolicy: 1 } }
    const both = must(ready([first]), association([second], otherPolicyId), limits)
    const full = run(both, association([first, third], otherPolicyId), limits)
    expect(partsOf(full).failures.map(({ reason }) => reason)).toStrictEqual(['PolicyFull', 'PolicyFull'])
    expect(full.state).toBe(both)
  })

  test('it makes room where it was, and none where it goes', () => {
    const limits = { limits: { resourcesPerPolicy: 2 } }
    const applied = run(before, association([first, second, third], otherPolicyId), limits)
    expect(ids(partsOf(applied).success_resources)).toStrictEqual([first, second])
    expect(ids(partsOf(applied).fail_resources)).toStrictEqual([third])
    expect(countsOf(applied.state)).toStrictEqual({ [policyId]: 0, [otherPolicyId]: 2 })
    expect(ids(partsOf(run(applied.state, association([third]), limits)).success_resources)).toStrictEqual([third])
  })

  test('its end in the old policy takes the window of the facts', () => {
    const retention = { floorMs: 5, ceilingMs: 10 }
    const { state, events } = run(before, association([second], otherPolicyId), { retention })
    expect(events.filter((event) => 'retention' in event)).toMatchObject([{ type: 'DisassociationSucceeded', retention }])
    expect(nextDeadline(state)).toBe(start + 5)
    expect(shown(state, { policy_id: policyId }, { now: start + 10 })).toStrictEqual([[policyId, first, 'Associated']])
  })

  test('not from a policy of another project', () => {
    const others = must(before, creation(uuid(3)), { projectId: otherProject })
    const both = must(others, association([first], uuid(3)), { projectId: otherProject })
    expect(recordOf(both, first)).toMatchObject({ status: 'Associated', projectId: project })
    expect(recordOf(both, first, uuid(3))).toMatchObject({ status: 'Associated', projectId: otherProject })
    const left = must(both, disassociation([first]))
    expect(recordOf(left, first, uuid(3))).toMatchObject({ status: 'Associated' })
    expect(countsOf(left, { projectId: otherProject })).toStrictEqual({ [uuid(3)]: 1 })
  })
})

describe('creating', () => {
  test('field by field', () => {
    const id = 'ABCDEF00-0000-4000-8000-00000000000A'
    const scheduled_policy = {
      rentention_day: 30,
      week_frequency: ['MON', 'FRI'],
      frequency: null,
      start_time: '23:59',
      status: 'OFF',
      remain_first_backup_of_curMonth: 'Y',
      note: 'unknown'
    }
    const kept = {
      week_frequency: ['MON', 'FRI'],
      start_time: '23:59',
      status: 'OFF',
      rentention_day: 30,
      remain_first_backup_of_curMonth: 'Y'
    }
    const applied = run(initialState, creation(id, { scheduled_policy, note: 'unknown' }))
    expect(applied.result).toStrictEqual({ ok: true, reply: { backup_policy_id: 'abcdef00-0000-4000-8000-00000000000a' } })
    expect(applied.events).toStrictEqual([
      {
        type: 'BackupPolicyCreated',
        at: start,
        projectId: project,
        policyId: 'abcdef00-0000-4000-8000-00000000000a',
        policyName: 'plan01',
        scheduledPolicy: kept
      }
    ])
    expect(backupPolicies.listBackupPolicies(applied.state, {}, factsOf())).toStrictEqual({
      ok: true,
      reply: {
        backup_policies: [
          {
            backup_policy_id: 'abcdef00-0000-4000-8000-00000000000a',
            backup_policy_name: 'plan01',
            scheduled_policy: kept,
            policy_resource_count: 0
          }
        ]
      }
    })
  })

  test('keeps nothing of its giver’s: what is changed afterwards changes nothing', () => {
    const week_frequency = ['MON']
    const scheduled_policy = { ...schedule, frequency: undefined, week_frequency }
    const state = must(initialState, creation(policyId, { scheduled_policy }))
    const text = serialize(state)
    week_frequency.push('TUE')
    scheduled_policy.start_time = '13:00'
    expect(serialize(state)).toBe(text)
  })
})

describe('deleting', () => {
  const state = must(ready([first, second]), association([third], otherPolicyId))
  const deleted = run(state, deletion(upper(policyId)), { now: start + 30 })

  test('ends what is in the policy, and nothing else', () => {
    expect(deleted.result).toStrictEqual({ ok: true, reply: {} })
    expect(wire.writeReply('DeleteBackupPolicy', deleted.result)).toStrictEqual({ status: 204 })
    expect(changesOf(deleted)).toStrictEqual([
      ...movedOut(policyId, first),
      ...movedOut(policyId, second),
      ['BackupPolicyDeleted', policyId, undefined]
    ])
    expect(deleted.events.at(-1)).toStrictEqual({ type: 'BackupPolicyDeleted', at: start + 30, projectId: project, policyId })
    expect(countsOf(deleted.state)).toStrictEqual({ [otherPolicyId]: 1 })
    expect(codeOf(deleted.state, deletion())).toBe('AutoBackup.0205')
  })

  test('the records stay readable for 48 to 96 hours, swept or not', () => {
    const closed = start + 30
    const ended = [
      [policyId, first, 'Disassociated'],
      [policyId, second, 'Disassociated']
    ]
    const before = { now: closed + 48 * hour - 1 }
    expect(must(deleted.state, sweep, before)).toBe(deleted.state)
    expect(shown(deleted.state, { policy_id: policyId }, { now: closed + 96 * hour - 1 })).toStrictEqual(ended)
    expect(shown(deleted.state, { policy_id: policyId }, { now: closed + 96 * hour })).toStrictEqual([])
    const swept = must(deleted.state, sweep, { now: closed + 48 * hour })
    expect(shown(swept, {}, { now: closed + 48 * hour })).toStrictEqual([[otherPolicyId, third, 'Associated']])
  })

  test('the id can be given again: the new policy is empty, and a resource that comes back revives its record', () => {
    const again = must(deleted.state, creation(policyId, { backup_policy_name: 'again' }), { now: start + 40 })
    expect(countsOf(again)).toStrictEqual({ [otherPolicyId]: 1, [policyId]: 0 })
    expect(shown(again, { policy_id: policyId })).toStrictEqual([
      [policyId, first, 'Disassociated'],
      [policyId, second, 'Disassociated']
    ])
    const back = must(again, association([second]), { now: start + 50 })
    expect(countsOf(back)).toStrictEqual({ [otherPolicyId]: 1, [policyId]: 1 })
    expect(shown(back, { policy_id: policyId })).toStrictEqual([
      [policyId, first, 'Disassociated'],
      [policyId, second, 'Associated']
    ])
    expect(recordOf(back, second)).toMatchObject({ createTime: start + 50, updateTime: start + 50 })
  })

  test('another project can take the id: the records stay the first one’s', () => {
    const taken = must(deleted.state, creation(), { projectId: otherProject, now: start + 40 })
    const both = must(taken, association([first]), { projectId: otherProject, now: start + 50 })
    expect(shown(both, { policy_id: policyId })).toHaveLength(2)
    expect(shown(both, {}, { projectId: otherProject })).toStrictEqual([[policyId, first, 'Associated']])
    expect(codeOf(both, disassociation([first]))).toBe('AutoBackup.0205')
    expect(countsOf(both, { projectId: otherProject })).toStrictEqual({ [policyId]: 1 })
  })

  test('an empty policy, and the last one: the state is initialState again', () => {
    const one = must(initialState, creation())
    expect(must(one, deletion())).toBe(initialState)
    const gone = must(must(must(one, association([first])), deletion()), sweep, { now: start + 48 * hour })
    expect(gone).toBe(initialState)
  })
})

describe('retention', () => {
  const ended = must(must(ready([first, second]), disassociation([first])), disassociation([second]), { now: start + hour })

  test('nextDeadline is the earliest, and a sweep does what is due, once', () => {
    expect(nextDeadline(initialState)).toBeUndefined()
    expect(nextDeadline(ready())).toBeUndefined()
    expect(nextDeadline(ended)).toBe(start + 48 * hour)
    const swept = run(ended, sweep, { now: start + 48 * hour })
    expect(swept.result).toStrictEqual({ ok: true, reply: {} })
    expect(swept.events).toStrictEqual([
      {
        type: 'AssociationExpired',
        at: start + 48 * hour,
        projectId: project,
        policyId,
        associationType: 'Resource',
        entityType: 'volume',
        entityId: first
      }
    ])
    expect(must(swept.state, sweep, { now: start + 48 * hour })).toBe(swept.state)
    expect(nextDeadline(swept.state)).toBe(start + 49 * hour)
    expect(changesOf(run(ended, sweep, { now: start + 9 * day }))).toStrictEqual([
      ['AssociationExpired', policyId, first],
      ['AssociationExpired', policyId, second]
    ])
  })

  test('a sweep does the work of every project', () => {
    const others = must(must(ended, creation(uuid(3)), { projectId: otherProject }), association([first], uuid(3)), {
      projectId: otherProject
    })
    const left = must(others, disassociation([first], uuid(3)), { projectId: otherProject })
    expect(run(left, sweep, { now: start + 48 * hour }).events.length).toBe(2)
  })

  test('the window is that of the command that closed the record, and stays with it', () => {
    const retention = { floorMs: 5, ceilingMs: 10 }
    const applied = run(ready([first, second]), disassociation([first]), { retention })
    expect(recordOf(applied.state, first)).toMatchObject({ expiresFrom: start + 5, expiresBy: start + 10 })
    expect(nextDeadline(applied.state)).toBe(start + 5)
    expect(recordOf(applied.state, first, policyId, { now: start + 9 })).toBeDefined()
    expect(recordOf(applied.state, first, policyId, { now: start + 10 })).toBeUndefined()
    const both = must(applied.state, disassociation([second]))
    expect(recordOf(both, second)).toMatchObject({ expiresFrom: start + 48 * hour, expiresBy: start + 96 * hour })
    retention.floorMs = 6
    expect(serialize(evolveAll(ready([first, second]), applied.events))).toBe(serialize(applied.state))
    expect(applied.events.at(-1)).toMatchObject({ retention: { floorMs: 5, ceilingMs: 10 } })
    expect(run(ready(), deletion(), { retention: { floorMs: 0, ceilingMs: 0 } }).events[1]).toMatchObject({
      retention: { floorMs: 0, ceilingMs: 0 }
    })
  })

  test('a record at its ceiling is as if it were not there, swept or not', () => {
    const late = { now: start + hour + 96 * hour }
    const swept = must(ended, sweep, late)
    for (const state of [ended, swept]) {
      expect([...associations(state, factsOf(late))]).toStrictEqual([])
      expect(listed(state, {}, late)).toStrictEqual([])
      expect(partsOf(run(state, disassociation([first]), late)).failures).toMatchObject([{ reason: 'NotAssociated' }])
      const back = must(state, association([first]), late)
      expect(recordOf(back, first, policyId, late)).toMatchObject({ createTime: late.now, updateTime: late.now })
    }
    const [unswept, gone] = [ended, swept].map((state) => listed(must(state, association([first]), late), {}, late))
    expect(unswept).toStrictEqual(gone)
  })

  test('a clock that goes back moves no time back, and no deadline', () => {
    const back = { now: start - hour }
    const left = must(ready([first]), disassociation([first]), back)
    const closed = { createTime: start, updateTime: start, expiresFrom: start + 48 * hour, expiresBy: start + 96 * hour }
    expect(recordOf(left, first)).toMatchObject(closed)
    expect(recordOf(must(ready([first]), deletion(), back), first)).toMatchObject(closed)
    const moved = must(ready([first]), association([first], otherPolicyId), back)
    expect(recordOf(moved, first)).toMatchObject(closed)
    expect(recordOf(moved, first, otherPolicyId)).toMatchObject({ createTime: back.now, updateTime: back.now })
    const revived = must(left, association([first]), { now: start - 2 * hour })
    expect(recordOf(revived, first)).toMatchObject({ status: 'Associated', createTime: start, updateTime: start })
  })

  test('no disassociation ever fails, so none is listed', () => {
    for (const state of [initialState, ready(), ended]) expect([...failedDisassociations(state, factsOf())]).toStrictEqual([])
  })
})

describe('lists', () => {
  const made = [
    [uuid(7), 'last', 20],
    [uuid(9), 'first', 0],
    [uuid(8), 'second-by-id', 10],
    [uuid(6), 'second', 10]
  ] as const
  const four = made.reduce(
    (state, [id, name, after]) => must(state, creation(id, { backup_policy_name: name }), { now: start + after }),
    must(initialState, creation(uuid(5)), { projectId: otherProject })
  )

  test('of policies: in the order of creation, then of ids, without another project’s', () => {
    const state = must(must(four, association([first, second], uuid(8))), disassociation([first], uuid(8)))
    const answer = backupPolicies.listBackupPolicies(state, {}, factsOf())
    if (!answer.ok) throw new Error(answer.error.code)
    expect(answer.reply).toStrictEqual({
      backup_policies: [
        [uuid(9), 'first', 0],
        [uuid(6), 'second', 0],
        [uuid(8), 'second-by-id', 1],
        [uuid(7), 'last', 0]
      ].map(([backup_policy_id, backup_policy_name, policy_resource_count]) => ({
        backup_policy_id,
        backup_policy_name,
        scheduled_policy: schedule,
        policy_resource_count
      }))
    })
    expect(Object.keys(countsOf(state, { projectId: otherProject }))).toStrictEqual([uuid(5)])
    expect(countsOf(state, { projectId: 'nobody' })).toStrictEqual({})
  })

  test('of records: in the order of association, then of ids, without another project’s', () => {
    const after = [
      [third, 0],
      [second, 5],
      [first, 5]
    ] as const
    const three = after.reduce(
      (state, [id, now]) => must(state, association([id]), { now: start + now }),
      must(twoPolicies(), creation(uuid(5)), { projectId: otherProject })
    )
    const state = must(three, association([first], uuid(5)), { projectId: otherProject })
    expect(ids(listed(state))).toStrictEqual([third, first, second])
    expect(shown(state, {}, { projectId: otherProject })).toStrictEqual([[uuid(5), first, 'Associated']])
    expect(listed(state, { policy_id: policyId }, { projectId: otherProject })).toStrictEqual([])
  })

  test('of the records of one policy, in any case, deleted or not', () => {
    const state = must(must(ready([first]), association([second], otherPolicyId)), deletion())
    expect(shown(state, { policy_id: policyId })).toStrictEqual([[policyId, first, 'Disassociated']])
    expect(shown(state, { policy_id: upper(policyId) })).toStrictEqual([[policyId, first, 'Disassociated']])
    expect(shown(state, { policy_id: otherPolicyId })).toStrictEqual([[otherPolicyId, second, 'Associated']])
    expect(shown(state, { policy_id: uuid(8) })).toStrictEqual([])
    expect(shown(state)).toHaveLength(2)
  })

  test.each([['<'], [{ policy_id: '>' }], [{ '<': 1 }]])('the request %j has < or >', (request) => {
    const error = { error: { status: 400, code: 'AutoBackup.0221' } }
    expect(backupPolicies.listBackupPolicies(four, request as never, factsOf())).toMatchObject(error)
    expect(backupPolicies.listResources(four, request as never, factsOf())).toMatchObject(error)
  })

  test.each([[undefined], [null], ['x'], [5], [[]], [{ policy_id: null }], [JSON.parse('{"__proto__":{"policy_id":"x"}}')]])(
    'the request %j narrows nothing down',
    (request) => {
      const state = ready([first])
      expect(backupPolicies.listBackupPolicies(state, request, factsOf())).toMatchObject({ ok: true })
      expect(backupPolicies.listResources(state, request, factsOf())).toMatchObject({ reply: { resources: [{}] } })
    }
  )
})

test('a time of -0 is 0, as it is once it has been stored', () => {
  const state = must(must(initialState, creation(), { now: -0 }), association([first]), { now: -0 })
  expect([...associations(state, factsOf({ now: 0 }))].map(({ createTime }) => Object.is(createTime, 0))).toStrictEqual([true])
})

describe('an event that does not fit leaves the state as it is', () => {
  const others = must(ready([first, second]), creation(uuid(3)), { projectId: otherProject })
  const state = must(others, disassociation([second]))
  const policy = { projectId: project, policyId, at: start + 1 }
  const created = { ...policy, type: 'BackupPolicyCreated', policyName: 'x', scheduledPolicy: schedule }
  const deleted = { ...policy, type: 'BackupPolicyDeleted' }
  const of = (type: string, entityId: string, given: object = {}) => ({
    ...policy,
    type,
    associationType: 'Resource',
    entityType: 'volume',
    entityId,
    ...given
  })
  const toOther = { policyId: otherPolicyId }
  const asOther = { projectId: otherProject }

  test('a policy without a right schedule is a programmer’s error: passing over it would lose the policy', () => {
    const state = ready()
    const strange = { ...created, policyId: uuid(8), scheduledPolicy: {} } as unknown as BackupPoliciesEvent
    expect(() => evolve(state, strange)).toThrow('evolve was given a BackupPolicyCreated without a right scheduledPolicy')
  })

  test('the service’s own policy comes in by an event, and has all that others have but an end', () => {
    const own = { ...created, policyId: uuid(8), policyName: 'default_policy' } as BackupPoliciesEvent
    const state = must(evolve(ready(), own), association([uuid(7)], uuid(8)))
    const restored = backupPolicies.deserialize(backupPolicies.serialize(state))
    if (!restored.ok) throw new Error(restored.error.message)
    const facts = { defaultPolicyId: uuid(8) }
    expect(codeOf(restored.state, deletion(uuid(8)), facts)).toBe('AutoBackup.0100')
    expect(codeOf(restored.state, disassociation([uuid(7)], uuid(8)), facts)).toBe('ok')
  })

  test.each([
    ['the policy is there', created],
    ['another project has the id', { ...created, ...asOther }],
    ['a resource is in the policy', deleted],
    ['no such policy', { ...deleted, policyId: uuid(8) }],
    ['the policy is another project’s', { ...deleted, ...toOther, ...asOther }],
    ['it is in the policy', of('AssociationStarted', first)],
    ['it is in another policy', of('AssociationStarted', first, toOther)],
    ['into no policy', of('AssociationStarted', third, { policyId: uuid(8) })],
    ['into another project’s policy', of('AssociationStarted', third, { policyId: uuid(3) })],
    ['another project has the policy', of('AssociationStarted', third, asOther)],
    ['it has succeeded before', of('AssociationSucceeded', first)],
    ['it has ended', of('AssociationSucceeded', second)],
    ['nothing has started', of('AssociationSucceeded', third)],
    ['there is nothing to end', of('DisassociationStarted', third)],
    ['it has ended before', of('DisassociationStarted', second)],
    ['it is in another policy', of('DisassociationStarted', first, toOther)],
    ['its end has not started', of('DisassociationSucceeded', first)],
    ['it has ended twice', of('DisassociationSucceeded', second)],
    ['there is nothing that ends', of('DisassociationSucceeded', third)],
    ['it is live', of('AssociationExpired', first, { at: start + 9 * day })],
    ['it is not due', of('AssociationExpired', second, { at: start + 48 * hour - 1 })],
    ['there is no record', of('AssociationExpired', third, { at: start + 9 * day })],
    ['another project has the record', of('AssociationExpired', second, { ...asOther, at: start + 9 * day })]
  ])('%s: $type', (_, event) => {
    expect(evolve(state, event as never)).toBe(state)
    expect(evolveAll(state, [event as never, event as never])).toBe(state)
  })

  test('in a state that has nothing', () => {
    for (const event of [
      deleted,
      of('AssociationStarted', first),
      of('DisassociationSucceeded', first),
      of('AssociationExpired', first)
    ])
      expect(evolve(initialState, event as never)).toBe(initialState)
    expect(evolveAll(state, [])).toBe(state)
  })

  test('and one of an unknown type is a programmer’s error', () => {
    for (const event of [
      { ...policy, type: 'SomethingNew' },
      { ...policy, type: 'AssociationFailed' },
      { type: '__proto__' },
      {}
    ])
      expect(() => evolve(state, event as never)).toThrow(TypeError)
    expect(() => evolveAll(state, [deleted, { ...policy, type: 'SomethingNew' }] as never)).toThrow(/SomethingNew/)
  })
})

describe('a programmer’s error', () => {
  const state = ready()
  const asking: Readonly<Record<string, (state: never, facts: never) => unknown>> = {
    decide: (state, facts) => decide(sweep as never, state, facts),
    apply: (state, facts) => backupPolicies.apply(state, deletion() as never, facts),
    disassociateResources: (state, facts) => backupPolicies.disassociateResources(state, {} as never, facts),
    listBackupPolicies: (state, facts) => backupPolicies.listBackupPolicies(state, {}, facts),
    listResources: (state, facts) => backupPolicies.listResources(state, {}, facts),
    associations: (state, facts) => associations(state, facts),
    failedDisassociations: (state, facts) => failedDisassociations(state, facts)
  }

  test.each(Object.entries(asking))('%s: facts that are no facts, a state that is none of ours', (_, ask) => {
    for (const wrong of [
      { now: Number.NaN },
      { now: Number.POSITIVE_INFINITY },
      { now: 1e300 },
      { now: '5' },
      { now: undefined },
      { retention: { floorMs: 2, ceilingMs: 1 } },
      { retention: { floorMs: -1, ceilingMs: 1 } },
      { retention: { floorMs: 0, ceilingMs: Number.POSITIVE_INFINITY } },
      { retention: {} }
    ])
      expect(() => ask(state as never, { ...factsOf(), ...wrong } as never)).toThrow(RangeError)
    for (const wrong of [
      { projectId: undefined },
      { projectId: 5 },
      { requestId: null },
      { defaultPolicyId: 5 },
      { executingPolicyIds: policyId },
      { executingPolicyIds: [5] }
    ])
      expect(() => ask(state as never, { ...factsOf(), ...wrong } as never)).toThrow(TypeError)
    for (const [wrong, named] of [
      [{ defaultPolicyId: 5 }, 'facts.defaultPolicyId'],
      [{ executingPolicyIds: [5] }, 'facts.executingPolicyIds'],
      [{ limits: { policiesPerProject: Number.NaN } }, 'limits']
    ] as const)
      expect(() => ask(state as never, { ...factsOf(), ...wrong } as never)).toThrow(named)
    for (const none of [undefined, null]) expect(() => ask(state as never, none as never)).toThrow(RangeError)
    for (const none of [undefined, null, {}, [], 'x', JSON.parse(serialize(state)), { policies: [], live: [], ended: [] }]) {
      expect(() => ask(none as never, factsOf() as never)).toThrow(TypeError)
      expect(() => ask(none as never, factsOf() as never)).toThrow(/deserialize/)
      expect(() => nextDeadline(none as never)).toThrow(TypeError)
    }
  })
})
