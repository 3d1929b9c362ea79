/** The life of a share by example: what is documented, and the readings where it is silent. */
import { describe, expect, test } from 'vitest'
import { resourceSharing } from '../../src/index.ts'
import type { ResourceShareState } from '../../src/resource-sharing/index.ts'
import {
  associate,
  codeOf,
  create,
  day,
  deletion,
  directory,
  disassociate,
  factsOf,
  factsOutside,
  hour,
  leave,
  member,
  must,
  ofResource,
  ofTarget,
  otherMember,
  outsider,
  owner,
  ready,
  run,
  service,
  shareId,
  shownBy,
  start,
  statusOf,
  stranger,
  sweep,
  vswitch,
  withOutsider
} from './support.ts'

const { initialState, nextDeadline, serialize } = resourceSharing

const list = (states: ResourceShareState[], request: object, facts: object = {}) => {
  const listed = resourceSharing.listResourceShareAssociations(states, request as never, factsOf(facts))
  if (!listed.ok) throw new Error(listed.error.code)
  return listed.reply
}

const accept = { type: 'AcceptResourceShareInvitation', request: { ResourceShareInvitationId: 'i-1' } }
const reject = { type: 'RejectResourceShareInvitation', request: { ResourceShareInvitationId: 'i-1' } }
const typesOf = (applied: ReturnType<typeof run>) => applied.events.map(({ type }) => type)

test('the documented disassociation, field by field', () => {
  const target = '172050525300****'
  const facts = { directory: { ...directory, memberIds: [target] } }
  let state = create({ Targets: [target] }, facts)
  state = must(state, ofTarget('AssociationSucceeded', target), { ...facts, now: start + 1_000 })
  const { result } = run(state, disassociate({ Targets: [target] }), { ...facts, now: Date.parse('2020-12-04T09:40:45.556Z') })
  expect(result).toStrictEqual({
    ok: true,
    reply: {
      RequestId: '95230BC9-A8E8-4493-96BD-4F0C758E37F8',
      ResourceShareAssociations: [
        {
          ResourceShareId: 'rs-6GRmdD3X****',
          ResourceShareName: 'test',
          AssociationType: 'Target',
          EntityId: '172050525300****',
          EntityType: 'Account',
          AssociationStatus: 'Disassociating',
          CreateTime: '2020-12-04T09:40:41.250Z',
          UpdateTime: '2020-12-04T09:40:45.556Z'
        }
      ]
    }
  })
})

test('resources come first, then targets, each in request order', () => {
  let state = must(
    ready(),
    associate({ Targets: ['rd-abc123', 'fd-f1'], Resources: [vswitch('vsw-3'), vswitch('vsw-2', 'Image')] })
  )
  for (const id of ['rd-abc123', 'fd-f1']) state = must(state, ofTarget('AssociationSucceeded', id))
  state = must(must(state, ofResource('AssociationSucceeded', 'vsw-3')), ofResource('AssociationSucceeded', 'vsw-2', 'Image'))
  const request = {
    Targets: ['fd-f1', 'rd-abc123', member],
    Resources: [vswitch('vsw-2', 'Image'), vswitch('vsw-1'), vswitch('vsw-3')]
  }
  const ids = shownBy(run(state, disassociate(request))).map(({ EntityId }) => EntityId)
  expect(ids).toStrictEqual(['vsw-2', 'vsw-1', 'vsw-3', 'fd-f1', 'rd-abc123', member])
})

test('a resource and a target of the same type and id are two associations', () => {
  const resourceTypes = { Account: { leavable: true, external: true, service: false } }
  const state = must(create(), associate({ Resources: [vswitch(member, 'Account')], Targets: [member] }), { resourceTypes })
  const ended = must(state, ofResource('AssociationFailed', member, 'Account'))
  expect(
    [...resourceSharing.associations(ended, factsOf())]
      .map(({ associationType, status }) => `${associationType} ${status}`)
      .sort()
  ).toStrictEqual(['Resource Failed', 'Target Associating'])
})

test('all or nothing: one entity that is not there, and nothing is touched', () => {
  const state = ready()
  const applied = run(state, disassociate({ Targets: [member], Resources: [vswitch('vsw-1'), vswitch('vsw-2')] }))
  expect(applied.result).toMatchObject({ ok: false, error: { code: 'DisassociateInvalid' } })
  expect(applied.state).toBe(state)
})

describe('associating', () => {
  test('twice is no error, makes no second record and no events, and keeps the state', () => {
    const state = ready()
    const applied = run(state, associate({ Targets: [member], Resources: [vswitch('vsw-1')] }), { now: start + 50 })
    expect(applied.result).toMatchObject({
      ok: true,
      reply: { ResourceShareAssociations: [{ AssociationStatus: 'Associated' }, { AssociationStatus: 'Associated' }] }
    })
    expect(applied.state).toBe(state)
    expect(applied.events).toStrictEqual([])
  })

  test('after an end revives the one record: CreateTime moves, the message is cleared, retention is cancelled', () => {
    let state = create({ Resources: [vswitch('vsw-1')] })
    state = must(state, ofResource('AssociationFailed', 'vsw-1', 'VSwitch', 'no capacity'), { now: start + 10 })
    expect(nextDeadline(state)).toBe(start + 10 + 48 * hour)
    const { result, state: revived } = run(state, associate({ Resources: [vswitch('vsw-1')] }), { now: start + 20 })
    expect(result.ok && result.reply).toMatchObject({ ResourceShareAssociations: [{ AssociationStatus: 'Associating' }] })
    const [shown] = list([revived], { AssociationType: 'Resource' }).ResourceShareAssociations
    expect(shown).toStrictEqual({
      ResourceShareId: shareId,
      ResourceShareName: 'test',
      AssociationType: 'Resource',
      EntityId: 'vsw-1',
      EntityType: 'VSwitch',
      AssociationStatus: 'Associating',
      CreateTime: '2020-12-04T09:40:41.270Z',
      UpdateTime: '2020-12-04T09:40:41.270Z'
    })
    expect(nextDeadline(revived)).toBeUndefined()
    expect(list([revived], { AssociationType: 'Resource' }).ResourceShareAssociations.length).toBe(1)
  })

  test('a service needs a resource that services can use; its TargetProperty is kept verbatim and shown for it alone', () => {
    const property = ' {"timeRange": {"beginTime":"00:00", "timezone":"Asia/Shanghai"}} '
    const request = {
      Resources: [vswitch('cr-1', 'CapacityReservation')],
      Targets: [service, member],
      TargetProperties: [{ TargetId: service, Property: property }]
    }
    expect(codeOf(ready(), associate({ Targets: [service] }))).toBe('InvalidTarget')
    const shown = shownBy(run(ready(), associate(request)))
    expect(shown.map(({ TargetProperty }) => TargetProperty)).toStrictEqual([undefined, property, undefined])
    expect(shown[1]?.EntityType).toBe('Account')
  })

  test('a resource of the same id as a service has no TargetProperty', () => {
    const request = {
      Resources: [vswitch(service, 'CapacityReservation')],
      Targets: [service],
      TargetProperties: [{ TargetId: service, Property: '{}' }]
    }
    expect(shownBy(run(ready(), associate(request))).map(({ TargetProperty }) => TargetProperty)).toStrictEqual([undefined, '{}'])
  })

  test.each([
    ['a number', [{ TargetId: service, Property: 5 }]],
    ['null', [{ TargetId: service, Property: null }]],
    ['nothing', [{ TargetId: service }]],
    ['no JSON', [{ TargetId: service, Property: '{' }]],
    ['of no target', [{ Property: '{}' }]],
    ['of a target that is not named', [{ TargetId: 'oss.aliyuncs.com', Property: '{}' }]],
    ['two of one target', [1, 2].map((each) => ({ TargetId: service, Property: `{"each":${each}}` }))],
    [
      'one right, one wrong',
      [
        { TargetId: service, Property: '{}' },
        { TargetId: member, Property: '{}' }
      ]
    ],
    ['no entry', [null]],
    ['no list', { TargetId: service, Property: '{}' }]
  ])('TargetProperties: %s', (_, TargetProperties) => {
    const request = { Resources: [vswitch('cr-1', 'CapacityReservation')], Targets: [service], TargetProperties }
    expect(codeOf(ready(), associate(request))).toBe('InvalidParameter.TargetProperties')
  })

  test('the quota counts all that are stuck', () => {
    let state = must(ready(), associate({ Resources: [vswitch('vsw-2')] }))
    state = must(state, ofResource('AssociationSucceeded', 'vsw-2'))
    state = must(state, disassociate({ Resources: [vswitch('vsw-1'), vswitch('vsw-2')] }))
    for (const id of ['vsw-1', 'vsw-2']) state = must(state, ofResource('DisassociationFailed', id, 'VSwitch', 'in use'))
    const one = associate({ Resources: [vswitch('vsw-3')] })
    expect(codeOf(state, one, { limits: { sharedResourcesPerAccount: 2 } })).toBe('QuotaExceeded.SharedResource.Count')
    expect(codeOf(state, one, { limits: { sharedResourcesPerAccount: 3 } })).toBe('ok')
  })

  test('the quota counts live resources, a failed disassociation among them, and only new ones', () => {
    const limits = { limits: { sharedResourcesPerAccount: 2 } }
    const two = associate({ Resources: [vswitch('vsw-2'), vswitch('vsw-3')] })
    expect(codeOf(ready(), two, limits)).toBe('QuotaExceeded.SharedResource.Count')
    let stuck = must(ready(), disassociate({ Resources: [vswitch('vsw-1')] }))
    const failed = { now: start + 5 }
    stuck = must(stuck, ofResource('DisassociationFailed', 'vsw-1', 'VSwitch', 'in use'), failed)
    expect(codeOf(stuck, two, { ...limits, ...failed })).toBe('QuotaExceeded.SharedResource.Count')
    expect(codeOf(stuck, associate({ Resources: [vswitch('vsw-1'), vswitch('vsw-2')] }), { ...limits, ...failed })).toBe('ok')
    expect(codeOf(stuck, two, { ...limits, now: start + 5 + 96 * hour })).toBe('ok')
    expect(codeOf(ready(), two, { limits: { sharedResourcesPerAccount: 10 }, usage: { sharedResources: 9 } })).toBe(
      'QuotaExceeded.SharedResource.Count'
    )
    expect(codeOf(ready(), associate({ Resources: [vswitch('vsw-1')] }), { limits: { sharedResourcesPerAccount: 0 } })).toBe('ok')
  })
})

describe('a failed disassociation', () => {
  const failed = must(must(ready(), disassociate({ Targets: [member] })), ofTarget('DisassociationFailed', member, 'in use'), {
    now: start + 5
  })

  test('can be tried again; retention is cancelled', () => {
    const retried = must(failed, disassociate({ Targets: [member] }), { now: start + 6 })
    expect(statusOf(retried, member)).toBe('Disassociating')
    expect(nextDeadline(retried)).toBeUndefined()
  })

  test('is listed ahead of its purge, and its expiry carries the operation', () => {
    expect([...resourceSharing.failedDisassociations(failed, factsOf({ now: start + 6 }))]).toMatchObject([
      { entityId: member, message: 'in use', expiresFrom: start + 5 + 48 * hour, expiresBy: start + 5 + 96 * hour }
    ])
    const swept = run(failed, sweep, { now: start + 5 + 48 * hour })
    expect(swept.events).toMatchObject([{ type: 'AssociationExpired', entityId: member, failedOperation: 'Disassociate' }])
    expect(resourceSharing.failedDisassociations(failed, factsOf({ now: start + 5 + 96 * hour }))).toStrictEqual([])
  })

  test('cannot be retried once it is gone', () => {
    expect(codeOf(failed, disassociate({ Targets: [member] }), { now: start + 5 + 96 * hour })).toBe('DisassociateInvalid')
  })
})

describe('leaving', () => {
  test('an outsider who has joined leaves for itself', () => {
    const { result } = run(withOutsider(true), leave(outsider), { accountId: outsider })
    expect(result).toMatchObject({
      ok: true,
      reply: { ResourceShareAssociations: [{ EntityId: outsider, AssociationStatus: 'Disassociating' }] }
    })
  })

  test('after the owner has removed you: a documented error, and no change', () => {
    let state = must(withOutsider(true), disassociate({ Targets: [outsider] }))
    expect(codeOf(state, leave(outsider), { accountId: outsider })).toBe('DisassociateConflict')
    state = must(state, ofTarget('DisassociationSucceeded', outsider))
    expect(codeOf(state, leave(outsider), { accountId: outsider })).toBe('EntityNotExists.ResourceShare')
  })

  test('an account that a directory or a folder brought in cannot leave, and one that nothing brought in finds no share', () => {
    const byDirectory = must(create({ Targets: ['rd-abc123'] }), ofTarget('AssociationSucceeded', 'rd-abc123'))
    expect(codeOf(byDirectory, leave(otherMember), { accountId: otherMember })).toBe('LeavingFailed.Account')
    const byFolder = must(create({ Targets: ['fd-f1'] }), ofTarget('AssociationSucceeded', 'fd-f1'))
    expect(codeOf(byFolder, leave(otherMember), { accountId: otherMember })).toBe('LeavingFailed.Account')
    expect(codeOf(byFolder, leave(member), { accountId: member })).toBe('EntityNotExists.ResourceShare')
  })

  test('a resource that is stuck in a failed disassociation does not keep anybody', () => {
    let state = must(withOutsider(true), associate({ Resources: [vswitch('pool-1', 'IpamPool')] }))
    expect(codeOf(state, leave(outsider), { accountId: outsider })).toBe('LeavingFailed.ResourceType')
    state = must(state, ofResource('AssociationSucceeded', 'pool-1', 'IpamPool'))
    state = must(state, disassociate({ Resources: [vswitch('pool-1', 'IpamPool')] }))
    expect(codeOf(state, leave(outsider), { accountId: outsider })).toBe('LeavingFailed.ResourceType')
    state = must(state, ofResource('DisassociationFailed', 'pool-1', 'IpamPool'))
    expect(codeOf(state, leave(outsider), { accountId: outsider })).toBe('ok')
  })
})

describe('invitations', () => {
  const invited = withOutsider(false)
  const asOutsider = { accountId: outsider }

  test('while one is open the share is Pending, its association waits, and signals are rejected', () => {
    expect(resourceSharing.resourceShare(invited, factsOf())?.ResourceShareStatus).toBe('Pending')
    expect(statusOf(invited, outsider)).toBe('Associating')
    expect(codeOf(invited, ofTarget('AssociationSucceeded', outsider))).toBe('SignalRejected')
    expect(codeOf(invited, ofTarget('AssociationFailed', outsider))).toBe('SignalRejected')
    expect([...resourceSharing.invitations(invited, factsOf())]).toStrictEqual([
      {
        ResourceShareInvitationId: 'i-1',
        ResourceShareId: shareId,
        ResourceShareName: 'test',
        SenderAccountId: owner,
        ReceiverAccountId: outsider,
        Status: 'Pending',
        CreateTime: '2020-12-04T09:40:41.250Z'
      }
    ])
  })

  test('accepted: the association goes on with its signal; failed: AcceptFailed', () => {
    const accepted = must(invited, accept, asOutsider)
    expect(resourceSharing.resourceShare(accepted, factsOf())?.ResourceShareStatus).toBe('Active')
    expect(statusOf(accepted, outsider)).toBe('Associating')
    expect(codeOf(accepted, disassociate({ Targets: [outsider] }))).toBe('DisassociateConflict')
    const failed = must(accepted, ofTarget('AssociationFailed', outsider, 'no'))
    expect([...resourceSharing.invitations(failed, factsOf())]).toMatchObject([{ Status: 'AcceptFailed' }])
    expect(codeOf(failed, accept, asOutsider)).toBe('InvitationStatus.AlreadyAccepted')
  })

  test('rejected, cancelled or expired: the association ends as Disassociated with a message', () => {
    const rejected = run(invited, reject, asOutsider)
    expect(rejected.result).toMatchObject({ ok: true, reply: { ResourceShareInvitation: { Status: 'Rejected' } } })
    const cancelled = run(invited, disassociate({ Targets: [outsider] }))
    expect(cancelled.result).toMatchObject({
      ok: true,
      reply: {
        ResourceShareAssociations: [
          { AssociationStatus: 'Disassociated', AssociationStatusMessage: 'The invitation was cancelled.' }
        ]
      }
    })
    expect(codeOf(cancelled.state, accept, asOutsider)).toBe('EntityNotExists.ResourceShareInvitation')
    const expired = must(invited, sweep, { now: start + 7 * day })
    const entries = [rejected.state, cancelled.state, expired].map(
      (state) => list([state], { AssociationType: 'Target', Target: outsider }, { now: start + day }).ResourceShareAssociations[0]
    )
    expect(entries.map((entry) => [entry?.AssociationStatus, typeof entry?.AssociationStatusMessage])).toStrictEqual(
      Array(3).fill(['Disassociated', 'string'])
    )
  })

  test('are expired for everybody at seven days, swept or not, and read the same before the sweep and after', () => {
    const late = { now: start + 8 * day }
    const swept = must(invited, sweep, late)
    for (const state of [invited, swept]) {
      expect(resourceSharing.resourceShare(state, factsOf(late))?.ResourceShareStatus).toBe('Active')
      expect(codeOf(state, accept, { ...asOutsider, ...late })).toBe('InvitationStatus.Expired')
      expect(codeOf(state, disassociate({ Targets: [outsider] }), late)).toBe('DisassociateInvalid')
    }
    const target = { AssociationType: 'Target', Target: outsider }
    expect(list([invited], target, late)).toStrictEqual(list([swept], target, late))
    expect(list([invited], target, late).ResourceShareAssociations[0]?.UpdateTime).toBe('2020-12-11T09:40:41.250Z')
    expect(nextDeadline(swept)).toBe(start + 7 * day + 48 * hour)
    const gone = { now: start + 7 * day + 96 * hour }
    expect(list([invited], target, gone).ResourceShareAssociations).toStrictEqual([])
    expect(typesOf(run(invited, sweep, gone))).toStrictEqual(['InvitationExpired', 'AssociationExpired'])
  })

  test('a revival opens a new one', () => {
    const rejected = must(invited, reject, asOutsider)
    const again = run(rejected, associate({ Targets: [outsider] }, { invitationIds: { [outsider]: 'i-2' } }), { now: start + 9 })
    expect([...resourceSharing.invitations(again.state, factsOf())]).toMatchObject([
      { ResourceShareInvitationId: 'i-2', Status: 'Pending' }
    ])
    const lapsed = run(invited, associate({ Targets: [outsider] }), { now: start + 8 * day })
    expect(typesOf(lapsed)).toStrictEqual(['InvitationExpired', 'TargetInvited'])
    expect(statusOf(lapsed.state, outsider, { now: start + 8 * day })).toBe('Associating')
  })

  test('whose id another had that is long gone, and not yet swept, can be answered', () => {
    const late = { now: start + 7 * day + 96 * hour }
    const again = must(invited, associate({ Targets: [stranger] }, { invitationIds: { [stranger]: 'i-1' } }), late)
    expect(codeOf(again, accept, { ...late, accountId: stranger })).toBe('ok')
    // With a longer window the first is still there for this reader: the id is not its alone, but each account finds its own.
    const longer = { ...late, retention: { floorMs: 97 * hour, ceilingMs: 98 * hour } }
    expect(codeOf(again, accept, { ...longer, accountId: stranger })).toBe('ok')
    expect(codeOf(again, accept, { ...longer, accountId: outsider })).toBe('InvitationStatus.Expired')
  })

  test('ids are derived where none is given, and never taken twice', () => {
    const derived = run(create({ AllowExternalTargets: true }), associate({ Targets: [outsider] }))
    const [event] = derived.events
    expect(event).toMatchObject({
      type: 'TargetInvited',
      invitationId: expect.stringMatching(/^i-6GRmdD3X\*{4}-1999999999999999-/)
    })
    expect(derived.events).toStrictEqual(run(create({ AllowExternalTargets: true }), associate({ Targets: [outsider] })).events)
    for (const now of [5e-324, -0.5, 8.64e15, -8.64e15]) {
      const early = run(create({ AllowExternalTargets: true }, { now }), associate({ Targets: [outsider] }), { now })
      const [{ invitationId }] = early.events as unknown as [{ invitationId: string }]
      const answer = { type: 'RejectResourceShareInvitation', request: { ResourceShareInvitationId: invitationId } }
      expect(codeOf(early.state, answer, { now, accountId: outsider })).toBe('ok')
    }
    for (const invitationIds of [
      { x: 'i-1' },
      [],
      'i-1',
      { [outsider]: 'nothing' },
      { x: 'i-3', y: 'i-3' },
      { x: 'i-3', y: 'j-4' }
    ])
      expect(codeOf(invited, associate({ Targets: [otherMember] }, { invitationIds }))).toBe('InvalidParameter')
    expect(codeOf(invited, associate({ Targets: [otherMember] }, { invitationIds: { x: 'i-3', y: 'i-4' } }))).toBe('ok')
  })
})

describe('disassociating several at once', () => {
  const half = must(ready(), associate({ Resources: [vswitch('vsw-2')] }))
  const both = disassociate({ Resources: [vswitch('vsw-1'), vswitch('vsw-2')] })

  test('is a conflict when one of them is under way', () => {
    expect(codeOf(half, both)).toBe('DisassociateConflict')
    expect(codeOf(must(half, ofResource('AssociationSucceeded', 'vsw-2')), both)).toBe('ok')
  })
})

describe('leaving is for those who are in', () => {
  test('not for the owner, although its directory is', () => {
    const held = must(ready(), associate({ Targets: [directory.id] }))
    const within = { directory: { ...directory, memberIds: [...directory.memberIds, owner] } }
    expect(codeOf(held, leave(owner), within)).toBe('EntityNotExists.ResourceShare')
  })

  test('nor a share of another id', () => {
    const state = withOutsider(true)
    expect(codeOf(state, leave(outsider, { ResourceShareId: 'rs-other' }), { accountId: outsider })).toBe(
      'EntityNotExists.ResourceShare'
    )
    expect(codeOf(state, leave(outsider), { accountId: outsider })).toBe('ok')
  })
})

describe('deleting', () => {
  test('with nothing live: at once', () => {
    expect(typesOf(run(create(), deletion))).toStrictEqual(['ResourceShareDeletionStarted', 'ResourceShareDeleted'])
  })

  test('ends live associations and open invitations, and is done with the last signal', () => {
    const applied = run(withOutsider(false), deletion)
    expect(typesOf(applied)).toStrictEqual([
      'ResourceShareDeletionStarted',
      'DisassociationStarted',
      'DisassociationStarted',
      'InvitationCancelled'
    ])
    expect(codeOf(applied.state, deletion)).toBe('DeleteResourceShareConflict')
    const one = must(applied.state, ofTarget('DisassociationSucceeded', member))
    const last = run(one, ofResource('DisassociationSucceeded', 'vsw-1'))
    expect(typesOf(last)).toStrictEqual(['DisassociationSucceeded', 'ResourceShareDeleted'])
    expect(codeOf(last.state, deletion)).toBe('ResourceShareStatusMismatchAction')
  })

  test('waits for a failed disassociation: tried again by a further request, or gone with its record', () => {
    let state = must(must(ready({ Targets: [member] }), deletion), ofResource('DisassociationSucceeded', 'vsw-1'))
    state = must(state, ofTarget('DisassociationFailed', member))
    expect(resourceSharing.resourceShare(state, factsOf())?.ResourceShareStatus).toBe('Deleting')
    expect(typesOf(run(state, deletion))).toStrictEqual(['DisassociationStarted'])
    expect(typesOf(run(state, sweep, { now: start + 48 * hour }))).toStrictEqual([
      'AssociationExpired',
      'AssociationExpired',
      'ResourceShareDeleted'
    ])
    expect(typesOf(run(state, deletion, { now: start + 96 * hour }))).toStrictEqual(['ResourceShareDeleted'])
  })

  test('the record of a deleted share goes in 48 to 96 hours with all that is in it: the state is initialState again', () => {
    let state = must(create({ Resources: [vswitch('vsw-1')] }), ofResource('AssociationFailed', 'vsw-1'))
    state = must(state, deletion)
    expect(nextDeadline(state)).toBe(start + 48 * hour)
    expect(must(state, sweep, { now: start + 48 * hour - 1 })).toBe(state)
    expect(must(state, sweep, { now: start + 48 * hour })).toBe(initialState)
    expect(codeOf(state, deletion, { now: start + 96 * hour })).toBe('EntityNotExists.ResourceShare')
    expect([...resourceSharing.associations(state, factsOf({ now: start + 96 * hour }))]).toStrictEqual([])
  })

  test('with a window of no length everything goes in one sweep', () => {
    let state = must(must(ready({ Targets: [member] }), deletion), ofResource('DisassociationSucceeded', 'vsw-1'))
    state = must(state, ofTarget('DisassociationFailed', member))
    const swept = run(state, sweep, { now: start + 48 * hour, retention: { floorMs: 0, ceilingMs: 0 } })
    expect(typesOf(swept).slice(-2)).toStrictEqual(['ResourceShareDeleted', 'ResourceSharePurged'])
    expect(swept.state).toBe(initialState)
  })

  test('a clock that stepped back does not purge a share before its own deadline', () => {
    const retention = { floorMs: 0, ceilingMs: 0 }
    const back = { now: start - 100 }
    let state = must(create(), associate({ Resources: [vswitch('vsw-1')] }), back)
    state = must(must(state, ofResource('AssociationSucceeded', 'vsw-1'), back), deletion, back)
    state = must(state, ofResource('DisassociationFailed', 'vsw-1'), { ...back, retention })
    const swept = run(state, sweep, { ...back, retention })
    expect(typesOf(swept)).toStrictEqual(['AssociationExpired', 'ResourceShareDeleted'])
    expect(nextDeadline(swept.state)).toBe(start)
    expect(must(swept.state, sweep, { now: start })).toBe(initialState)
  })

  test('a new share can take the place of a purged one, and of none before', () => {
    const state = must(create(), deletion)
    const request = { ResourceShareName: 'again', Resources: [vswitch('vsw-2')] }
    const again = { type: 'CreateResourceShare', resourceShareId: 'rs-2', request }
    expect(codeOf(state, again, { now: start + 96 * hour - 1 })).toBe('InvalidParameter')
    const made = run(state, again, { now: start + 96 * hour })
    expect(typesOf(made)).toStrictEqual(['ResourceSharePurged', 'ResourceShareCreated', 'AssociationStarted'])
    expect(serialize(made.state)).toBe(serialize(must(initialState, again, { now: start + 96 * hour })))
  })
})

test.each([
  { ResourceShareName: '' },
  { ResourceShareName: 'a b' },
  { ResourceShareName: 'x'.repeat(51) },
  { ResourceShareName: 5 },
  { ResourceShareName: 'ok', AllowExternalTargets: 'yes' },
  {}
])('no share is made of %o', (request) => {
  expect(codeOf(initialState, { type: 'CreateResourceShare', resourceShareId: shareId, request })).toBe('InvalidParameter')
})

test('names may be Chinese, and the id to give is needed', () => {
  const request = { ResourceShareName: '资源共享.a_b-1' }
  expect(codeOf(initialState, { type: 'CreateResourceShare', resourceShareId: shareId, request })).toBe('ok')
  for (const resourceShareId of [undefined, '', 'share', 5])
    expect(codeOf(initialState, { type: 'CreateResourceShare', resourceShareId, request })).toBe('InvalidParameter')
})

describe('signals', () => {
  test.each([{ associationType: 'Both' }, { entityType: 5 }, { entityId: null }, { reason: 5 }])('%o is malformed', (fault) => {
    expect(codeOf(ready(), { ...ofTarget('AssociationSucceeded', member), ...fault })).toBe('InvalidParameter')
  })

  test('late, repeated or out of order: rejected, and nothing changes', () => {
    const state = must(ready(), disassociate({ Targets: [member] }))
    for (const signal of [
      ofTarget('AssociationSucceeded', member),
      ofTarget('AssociationFailed', member),
      ofTarget('DisassociationSucceeded', outsider),
      ofResource('DisassociationSucceeded', 'vsw-1')
    ])
      expect(codeOf(state, signal)).toBe('SignalRejected')
    expect(codeOf(initialState, ofTarget('AssociationSucceeded', member))).toBe('SignalRejected')
  })
})

test('an event keeps nothing of its giver’s: a window that is changed afterwards changes nothing', () => {
  const retention = { floorMs: 5, ceilingMs: 10 }
  const state = create({ Resources: [vswitch('vsw-1')] })
  const failed = run(state, ofResource('AssociationFailed', 'vsw-1'), { retention })
  retention.floorMs = 6
  expect(serialize(resourceSharing.evolveAll(state, failed.events))).toBe(serialize(failed.state))
  expect(failed.events).toMatchObject([{ retention: { floorMs: 5, ceilingMs: 10 } }])
})

test('a time of -0 is 0, as it is once it has been stored', () => {
  const state = create({ Resources: [vswitch('vsw-1')] }, { now: -0 })
  expect(
    [...resourceSharing.associations(state, factsOf({ now: 0 }))].map(({ createTime }) => Object.is(createTime, 0))
  ).toStrictEqual([true])
})

test('a type of the host with a longer name than a token can hold is no type', () => {
  const type = { leavable: true, external: true, service: false }
  const resourceTypes = { ['T'.repeat(64)]: type, ['T'.repeat(65)]: type }
  for (const [length, code] of [
    [64, 'ok'],
    [65, 'InvalidParameter.ResourceType']
  ] as const)
    expect(codeOf(create(), associate({ Resources: [vswitch('r-1', 'T'.repeat(length))] }), { resourceTypes })).toBe(code)
})

test('an event that does not fit leaves the state as it is', () => {
  const state = withOutsider(false)
  const of = { at: start + 1, resourceShareId: shareId }
  const target = { ...of, associationType: 'Target', entityType: 'Account' }
  const strange = [
    {
      ...of,
      type: 'ResourceShareCreated',
      resourceShareName: 'other',
      resourceShareOwner: stranger,
      allowExternalTargets: false
    },
    { ...of, type: 'ResourceShareDeleted' },
    { ...target, type: 'AssociationSucceeded', entityId: outsider },
    { ...target, type: 'AssociationStarted', entityId: member },
    { ...target, type: 'InvitationRejected', entityId: member, invitationId: 'i-1', reason: 'no' },
    { ...target, type: 'AssociationExpired', entityId: stranger }
  ]
  for (const event of strange) expect(resourceSharing.evolve(state, event as never)).toBe(state)
  expect(resourceSharing.evolve(initialState, { ...target, type: 'AssociationStarted', entityId: member } as never)).toBe(
    initialState
  )
})

test('facts that are no facts are a programmer’s error', () => {
  const facts = factsOf()
  for (const wrong of [
    { now: Number.NaN },
    { now: 1e300 },
    { now: '5' },
    { retention: { floorMs: 2, ceilingMs: 1 } }
  ] as object[])
    expect(() => resourceSharing.decide(sweep as never, ready(), { ...facts, ...wrong })).toThrow(RangeError)
  for (const wrong of [
    { accountId: 5 },
    { requestId: undefined },
    { directory: { id: 'rd-1' } },
    { directory: { memberIds: [], folders: { 'fd-1': 5 } } }
  ] as object[])
    expect(() => resourceSharing.decide(sweep as never, ready(), { ...facts, ...wrong })).toThrow(TypeError)
  for (const state of [undefined, null, {}, JSON.parse(serialize(ready())), structuredClone({ associations: [] })])
    expect(() => resourceSharing.decide(sweep as never, state as never, facts)).toThrow(/deserialize/)
  expect(() => resourceSharing.evolve(ready(), { type: 'SomethingNew', at: start } as never)).toThrow(TypeError)
})

describe('outside a directory', () => {
  test('directories and folders are nobody’s, and every account is an outsider', () => {
    const facts = factsOutside()
    const made = resourceSharing.apply(
      initialState,
      {
        type: 'CreateResourceShare',
        resourceShareId: shareId,
        request: { ResourceShareName: 'test', AllowExternalTargets: true, Targets: [member] }
      },
      facts
    )
    expect(made.events).toMatchObject([{ type: 'ResourceShareCreated' }, { type: 'TargetInvited' }])
    const { result } = resourceSharing.apply(made.state, associate({ Targets: ['rd-abc123'] }) as never, facts)
    expect(result).toMatchObject({ error: { code: 'InvalidTarget' } })
  })
})
