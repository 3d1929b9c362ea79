/** Events that do not fit change nothing: of invitations above all, which have a life of their own beside that of the association. */
import { describe, expect, test } from 'vitest'
import { resourceSharing } from '../../src/index.ts'
import { associate, create, deletion, factsOf, must, ofTarget, outsider, ready, run, shareId, start } from './support.ts'

const invitationId = 'i-1'
const about = {
  at: start + 5,
  resourceShareId: shareId,
  associationType: 'Target',
  entityType: 'Account',
  entityId: outsider
} as const
const answer = { request: { ResourceShareInvitationId: invitationId } }
const byOutsider = { accountId: outsider }

const empty = create({ AllowExternalTargets: true })
const invited = must(empty, associate({ Targets: [outsider] }, { invitationIds: { [outsider]: invitationId } }))
const accepted = must(invited, { type: 'AcceptResourceShareInvitation', ...answer }, byOutsider)
const rejected = must(invited, { type: 'RejectResourceShareInvitation', ...answer }, byOutsider)
const joined = must(accepted, ofTarget('AssociationSucceeded', outsider))

const answers = ['InvitationAccepted', 'InvitationRejected', 'InvitationCancelled', 'InvitationExpired'] as const
const states = { empty, invited, accepted, rejected, joined }

const misfits: readonly (readonly [state: keyof typeof states, type: string])[] = [
  ...answers.flatMap((type) => (['empty', 'accepted', 'rejected', 'joined'] as const).map((state) => [state, type] as const)),
  ['invited', 'AssociationSucceeded'],
  ['invited', 'AssociationFailed'],
  ['rejected', 'AssociationSucceeded'],
  ['empty', 'AssociationSucceeded'],
  ['empty', 'AssociationExpired']
]

describe('an event that does not fit leaves the state as it was', () => {
  test.each(misfits)('%s: %s', (state, type) => {
    const event = { type, ...about, invitationId } as never
    expect(resourceSharing.evolve(states[state], event)).toBe(states[state])
    expect(resourceSharing.serialize(resourceSharing.evolveAll(states[state], [event]))).toBe(
      resourceSharing.serialize(states[state])
    )
  })
})

describe('an event of a share that does not fit it leaves it as it was', () => {
  const none = resourceSharing.initialState
  const active = create()
  const deleting = must(ready(), deletion)
  const deleted = must(create(), deletion)
  const created = {
    type: 'ResourceShareCreated',
    resourceShareName: 'other',
    resourceShareOwner: 'other',
    allowExternalTargets: true
  }

  test.each([
    ['none', none, { type: 'ResourceShareDeletionStarted' }],
    ['none', none, { type: 'ResourceShareDeleted' }],
    ['none', none, { type: 'ResourceSharePurged' }],
    ['an active one', active, created],
    ['an active one', active, { type: 'ResourceShareDeleted' }],
    ['one that is being deleted', deleting, { type: 'ResourceShareDeletionStarted' }],
    ['a deleted one', deleted, { type: 'ResourceShareDeletionStarted' }],
    ['a deleted one', deleted, { type: 'ResourceShareDeleted' }]
  ])('%s: %#', (_, state, event) => {
    const { at, resourceShareId } = about
    expect(resourceSharing.evolve(state, { ...event, at, resourceShareId } as never)).toBe(state)
  })
})

test('an answer that fits ends the wait', () => {
  const after = (type: string) => {
    const state = resourceSharing.evolve(invited, { type, ...about, invitationId } as never)
    const [association] = [...resourceSharing.associations(state, factsOf({ now: start + 6 }))]
    return [association?.status, association?.invitation?.status]
  }
  expect(answers.map(after)).toStrictEqual([
    ['Associating', 'Accepted'],
    ['Disassociated', 'Rejected'],
    ['Disassociated', 'Cancelled'],
    ['Disassociated', 'Expired']
  ])
})

test('disassociateResourceShare is the command of that name', () => {
  const state = ready()
  for (const request of [
    { ResourceShareId: shareId, Resources: [{ ResourceId: 'r-1', ResourceType: 'VSwitch' }] },
    { ResourceShareId: '' }
  ])
    expect(resourceSharing.disassociateResourceShare(state, request as never, factsOf())).toStrictEqual(
      run(state, { type: 'DisassociateResourceShare', request })
    )
})
