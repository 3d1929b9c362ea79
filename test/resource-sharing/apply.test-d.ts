/** What a command comes to is known by its type: the reply, the error's code, the event. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import { resourceSharing as S } from '../../src/index.ts'

declare const state: S.ResourceShareState
declare const facts: S.Facts
declare const command: S.ResourceSharingCommand
declare const signal: S.Signal
declare const answer: S.AcceptResourceShareInvitation | S.DeleteResourceShare

type Empty = Record<string, never>

// A reply by its command; of several, one of theirs.
expectTypeOf<S.ReplyOf<S.CreateResourceShare>>().toEqualTypeOf<S.ResourceShareReply>()
expectTypeOf<S.ReplyOf<S.AssociateResourceShare>>().toEqualTypeOf<S.AssociationsReply>()
expectTypeOf<S.ReplyOf<S.DisassociateResourceShare>>().toEqualTypeOf<S.AssociationsReply>()
expectTypeOf<S.ReplyOf<S.DeleteResourceShare>>().toEqualTypeOf<S.RequestIdReply>()
expectTypeOf<S.ReplyOf<S.AcceptResourceShareInvitation>>().toEqualTypeOf<S.InvitationReply>()
expectTypeOf<S.ReplyOf<S.RejectResourceShareInvitation>>().toEqualTypeOf<S.InvitationReply>()
expectTypeOf<S.ReplyOf<S.Signal | S.Sweep>>().toEqualTypeOf<Empty>()
expectTypeOf<S.ReplyOf<typeof answer>>().toEqualTypeOf<S.InvitationReply | S.RequestIdReply>()

const swept = S.apply(state, { type: 'Sweep' }, facts)
expectTypeOf(swept).toEqualTypeOf<S.Outcome<'Sweep'>>()
if (swept.result.ok) expectTypeOf(swept.result.reply).toEqualTypeOf<Empty>()
const told = S.apply(state, signal, facts)
if (told.result.ok) expectTypeOf(told.result.reply).toEqualTypeOf<Empty>()
const answered = S.apply(state, answer, facts)
if (answered.result.ok) {
  expectTypeOf(answered.result.reply).toEqualTypeOf<S.InvitationReply | S.RequestIdReply>()
  if ('ResourceShareInvitation' in answered.result.reply) expectTypeOf(answered.result.reply).toEqualTypeOf<S.InvitationReply>()
}
const any = S.apply(state, command, facts)
expectTypeOf(any).toEqualTypeOf<S.Outcome>()
if (any.result.ok) expectTypeOf(any.result.reply).toEqualTypeOf<S.ReplyOf<S.ResourceSharingCommand>>()
expectTypeOf<S.Outcome<'DeleteResourceShare'>>().toEqualTypeOf<
  S.Applied<S.ResourceShareState, S.ResourceSharingEvent, S.Result<S.RequestIdReply, S.ErrorCode>>
>()

// Either a reply or an error, never both, and neither before it is asked which.
const { result } = S.disassociateResourceShare(state, { ResourceShareId: 'rs-1' }, facts)
expectTypeOf(result).toEqualTypeOf<
  { readonly ok: true; readonly reply: S.AssociationsReply } | { readonly ok: false; readonly error: S.CommandError<S.ErrorCode> }
>()
// @ts-expect-error it may have been refused
void result.reply
// @ts-expect-error it may have been accepted
void result.error
if (result.ok) {
  // @ts-expect-error what was accepted has no error
  void result.error
  // @ts-expect-error the reply of another command
  void result.reply.ResourceShareInvitation
} else {
  expectTypeOf(result).toEqualTypeOf<S.Refused<S.ErrorCode>>()
  // @ts-expect-error what was refused has no reply
  void result.reply
}

// What is misspelt is an error, in the command and in its request.
// @ts-expect-error no such parameter
S.apply(state, { type: 'DisassociateResourceShare', request: { ResourceShareId: 'rs-1', Target: ['a'] } }, facts)
// @ts-expect-error no such parameter
S.disassociateResourceShare(state, { ResourceShareId: 'rs-1', resources: [] }, facts)
// @ts-expect-error a sweep has no request
S.apply(state, { type: 'Sweep', request: {} }, facts)
// @ts-expect-error only a creation names the id of a share beside its request
S.apply(state, { type: 'DeleteResourceShare', resourceShareId: 'rs-1', request: { ResourceShareId: 'rs-1' } }, facts)
// @ts-expect-error a signal names an association
S.apply(state, { type: 'AssociationSucceeded' }, facts)
// @ts-expect-error the request of another command
S.apply(state, { type: 'AcceptResourceShareInvitation', request: { ResourceShareId: 'rs-1' } }, facts)
// @ts-expect-error an id of another kind
S.apply(state, { type: 'DeleteResourceShare', request: { ResourceShareId: 1 } }, facts)

// Nothing that is given out can be changed.
// @ts-expect-error a state is a value
state.running = 0
// @ts-expect-error so are the events
any.events.push()
// @ts-expect-error and the result
any.result = result

expectTypeOf<S.ResourceShareState>().toEqualTypeOf<Readonly<S.ResourceShareState>>()
expectTypeOf<S.Outcome>().toEqualTypeOf<Readonly<S.Outcome>>()

expectTypeOf<S.Decision<S.ResourceSharingEvent, S.ErrorCode>>().toEqualTypeOf<
  { readonly ok: true; readonly events: readonly S.ResourceSharingEvent[] } | S.Refused<S.ErrorCode>
>()
expectTypeOf<S.Stored<S.ResourceShareState>>().toEqualTypeOf<
  { readonly ok: true; readonly state: S.ResourceShareState } | { readonly ok: false; readonly error: S.StoredError }
>()
expectTypeOf<S.StoredError['status']>().toEqualTypeOf<422>()
