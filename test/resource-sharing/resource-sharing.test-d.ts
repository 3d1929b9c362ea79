/** The public names of `resourceSharing` and their types. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import { resourceSharing as S } from '../../src/index.ts'

declare const state: S.ResourceShareState
declare const facts: S.Facts
declare const command: S.ResourceSharingCommand
declare const event: S.ResourceSharingEvent

expectTypeOf(S.initialState).toEqualTypeOf<S.ResourceShareState>()
expectTypeOf(S.decide).parameters.toEqualTypeOf<[S.ResourceSharingCommand, S.ResourceShareState, S.Facts]>()
const decision = S.decide(command, state, facts)
if (decision.ok) expectTypeOf(decision.events).toEqualTypeOf<readonly S.ResourceSharingEvent[]>()
else expectTypeOf(decision.error.code).toEqualTypeOf<S.ErrorCode>()
expectTypeOf(S.evolve(state, event)).toEqualTypeOf<S.ResourceShareState>()
expectTypeOf(S.evolveAll(state, [event])).toEqualTypeOf<S.ResourceShareState>()

// A reply by its command.
const made = S.apply(state, { type: 'CreateResourceShare', resourceShareId: 'rs-1', request: { ResourceShareName: 'n' } }, facts)
if (made.result.ok) expectTypeOf(made.result.reply).toEqualTypeOf<S.ResourceShareReply>()
const associated = S.apply(
  state,
  { type: 'AssociateResourceShare', invitationIds: { a: 'i-1' }, request: { ResourceShareId: 'rs-1', Targets: ['a'] } },
  facts
)
if (associated.result.ok) expectTypeOf(associated.result.reply).toEqualTypeOf<S.AssociationsReply>()
const disassociated = S.disassociateResourceShare(state, { ResourceShareId: 'rs-1', ResourceOwner: 'OtherAccounts' }, facts)
expectTypeOf(disassociated.state).toEqualTypeOf<S.ResourceShareState>()
expectTypeOf(disassociated.events).toEqualTypeOf<readonly S.ResourceSharingEvent[]>()
if (disassociated.result.ok) expectTypeOf(disassociated.result.reply).toEqualTypeOf<S.AssociationsReply>()
else
  expectTypeOf(disassociated.result.error).toMatchObjectType<{
    readonly status: number
    readonly code: S.ErrorCode
    readonly message: string
  }>()
const deleted = S.apply(state, { type: 'DeleteResourceShare', request: { ResourceShareId: 'rs-1' } }, facts)
if (deleted.result.ok) expectTypeOf(deleted.result.reply).toEqualTypeOf<S.RequestIdReply>()
for (const type of ['AcceptResourceShareInvitation', 'RejectResourceShareInvitation'] as const) {
  const answered = S.apply(state, { type, request: { ResourceShareInvitationId: 'i-1' } }, facts)
  if (answered.result.ok) expectTypeOf(answered.result.reply).toEqualTypeOf<S.InvitationReply>()
}
for (const type of ['AssociationSucceeded', 'AssociationFailed', 'DisassociationSucceeded', 'DisassociationFailed'] as const) {
  const told = S.apply(state, { type, associationType: 'Target', entityType: 'Account', entityId: 'a', reason: 'why' }, facts)
  if (told.result.ok) expectTypeOf(told.result.reply).toEqualTypeOf<Record<string, never>>()
}
S.apply(state, { type: 'Sweep' }, facts)
// @ts-expect-error no such command
S.apply(state, { type: 'ShareWithEverybody' }, facts)
// @ts-expect-error facts need to say who calls
S.apply(state, { type: 'Sweep' }, { now: 0, requestId: 'r' })

// Codes are a union of literals, and each is in the catalogue.
expectTypeOf<'DisassociateInvalid' | 'SignalRejected'>().toExtend<S.ErrorCode>()
expectTypeOf<'Teapot'>().not.toExtend<S.ErrorCode>()
expectTypeOf(S.errors.DisassociateInvalid).toEqualTypeOf<{
  readonly status: 400
  readonly code: 'DisassociateInvalid'
  readonly message: string
  readonly description: string
  readonly origin: 'documented' | 'library'
}>()
expectTypeOf(S.operations.DisassociateResourceShare.accessLevel).toEqualTypeOf<'Write' | 'Read' | 'List'>()

expectTypeOf(S.nextDeadline(state)).toEqualTypeOf<number | undefined>()
expectTypeOf(S.serialize(state)).toEqualTypeOf<string>()
const read = S.deserialize('')
if (read.ok) expectTypeOf(read.state).toEqualTypeOf<S.ResourceShareState>()
else expectTypeOf(read.error.code).toEqualTypeOf<'NotJson' | 'UnknownVersion' | 'UnknownStatus' | 'Malformed'>()

expectTypeOf(S.associations(state, facts)).toEqualTypeOf<Iterable<S.IdentifiedAssociation>>()
expectTypeOf(S.invitations(state, facts)).toEqualTypeOf<Iterable<S.ResourceShareInvitation>>()
expectTypeOf(S.failedDisassociations(state, facts)).toEqualTypeOf<readonly S.IdentifiedAssociation[]>()
const listed = S.listResourceShareAssociations([state], { AssociationType: 'Target' }, facts)
if (listed.ok) expectTypeOf(listed.reply).toEqualTypeOf<S.AssociationsPage>()
else expectTypeOf(listed.error.code).toEqualTypeOf<S.ErrorCode>()

// Every event says when and of which share; those of an association say which.
expectTypeOf(event.at).toEqualTypeOf<number>()
expectTypeOf(event.resourceShareId).toEqualTypeOf<string>()
if (event.type === 'AssociationExpired') {
  expectTypeOf(event.associationType).toEqualTypeOf<'Resource' | 'Target'>()
  expectTypeOf(event.failedOperation).toEqualTypeOf<'Associate' | 'Disassociate' | undefined>()
}
