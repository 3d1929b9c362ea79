/** What each command is answered with, field by field. */
import { describe, expect, test } from 'vitest'
import {
  associate,
  create,
  day,
  deletion,
  disassociate,
  factsOf,
  member,
  must,
  ofResource,
  ofTarget,
  outsider,
  owner,
  ready,
  run,
  service,
  shareId,
  start,
  sweep,
  vswitch,
  withOutsider
} from './support.ts'

const RequestId = factsOf().requestId
const CreateTime = '2020-12-04T09:40:41.250Z'
const later = { now: start + 4_306 }
const UpdateTime = '2020-12-04T09:40:45.556Z'

const replyTo = (...given: Parameters<typeof run>) => {
  const { result } = run(...given)
  return result.ok ? result.reply : result.error.code
}

const shown = { ResourceShareId: shareId, ResourceShareName: 'test', CreateTime, UpdateTime: CreateTime }

describe('associations', () => {
  const network = { ...shown, AssociationType: 'Resource', EntityId: 'vsw-1', EntityType: 'VSwitch' }
  const account = { ...shown, AssociationType: 'Target', EntityId: member, EntityType: 'Account' }

  test('resources come first, then targets, each in the order of the request', () => {
    const request = { Targets: [member], Resources: [vswitch('vsw-2'), vswitch('vsw-1')] }
    expect(replyTo(create(), associate(request))).toStrictEqual({
      RequestId,
      ResourceShareAssociations: [{ ...network, EntityId: 'vsw-2' }, network, account].map((each) => ({
        ...each,
        AssociationStatus: 'Associating'
      }))
    })
  })

  test('the first disassociation keeps the time of association', () => {
    expect(replyTo(ready(), disassociate({ Targets: [member] }), later)).toStrictEqual({
      RequestId,
      ResourceShareAssociations: [{ ...account, AssociationStatus: 'Disassociating', UpdateTime }]
    })
  })

  test('a message is there where there is one, and a property where the target is a service', () => {
    const invited = withOutsider(false)
    const ended = replyTo(invited, disassociate({ Targets: [outsider] }), later)
    const AssociationStatusMessage = 'The invitation was cancelled.'
    const status = { AssociationStatus: 'Disassociated', AssociationStatusMessage, UpdateTime }
    expect(ended).toStrictEqual({ RequestId, ResourceShareAssociations: [{ ...account, EntityId: outsider, ...status }] })
    const TargetProperty = '{"timeRange":1}'
    const request = { Targets: [service], TargetProperties: [{ TargetId: service, Property: TargetProperty }] }
    const held = create({ Resources: [vswitch('cr-1', 'CapacityReservation')] })
    expect(replyTo(held, associate(request))).toStrictEqual({
      RequestId,
      ResourceShareAssociations: [{ ...account, EntityId: service, AssociationStatus: 'Associating', TargetProperty }]
    })
  })
})

describe('shares and invitations', () => {
  test('a share that is made', () => {
    const request = { ResourceShareName: 'test', AllowExternalTargets: true, Targets: [outsider] }
    const reply = replyTo(
      must(create(), deletion),
      { type: 'CreateResourceShare', resourceShareId: 'rs-2', request },
      {
        now: start + 5 * day
      }
    )
    expect(reply).toStrictEqual({
      RequestId,
      ResourceShare: {
        ResourceShareId: 'rs-2',
        ResourceShareName: 'test',
        ResourceShareOwner: owner,
        ResourceShareStatus: 'Pending',
        AllowExternalTargets: true,
        CreateTime: '2020-12-09T09:40:41.250Z',
        UpdateTime: '2020-12-09T09:40:41.250Z'
      }
    })
  })

  test.each([
    ['AcceptResourceShareInvitation', 'Accepted'],
    ['RejectResourceShareInvitation', 'Rejected']
  ])('%s', (type, Status) => {
    const answer = { type, request: { ResourceShareInvitationId: 'i-1' } }
    expect(replyTo(withOutsider(false), answer, { ...later, accountId: outsider })).toStrictEqual({
      RequestId,
      ResourceShareInvitation: {
        ResourceShareInvitationId: 'i-1',
        ResourceShareId: shareId,
        ResourceShareName: 'test',
        SenderAccountId: owner,
        ReceiverAccountId: outsider,
        Status,
        CreateTime
      }
    })
  })

  test('a share that is deleted', () => {
    expect(replyTo(create(), deletion)).toStrictEqual({ RequestId })
  })
})

test.each([
  ofResource('AssociationSucceeded', 'vsw-2'),
  ofTarget('AssociationFailed', 'rd-abc123'),
  ofResource('DisassociationSucceeded', 'vsw-1'),
  ofTarget('DisassociationFailed', member),
  sweep
])('$type is answered with nothing', (command) => {
  const leaving = must(ready(), disassociate({ Resources: [vswitch('vsw-1')], Targets: [member] }))
  const state = must(leaving, associate({ Resources: [vswitch('vsw-2')], Targets: ['rd-abc123'] }))
  expect(replyTo(state, command)).toStrictEqual({})
})
