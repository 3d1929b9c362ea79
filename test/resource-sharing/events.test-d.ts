/** The events of a share: each is known by its type. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import { resourceSharing as S } from '../../src/index.ts'

declare const event: S.ResourceSharingEvent

type Of<T extends S.ResourceSharingEvent['type']> = Extract<S.ResourceSharingEvent, { readonly type: T }>

expectTypeOf<Of<'ResourceShareCreated'>>().toEqualTypeOf<S.ResourceShareCreated>()
expectTypeOf<Of<'AssociationStarted'>>().toEqualTypeOf<S.AssociationStarted>()
expectTypeOf<Of<'TargetInvited'>>().toEqualTypeOf<S.TargetInvited>()
expectTypeOf<Of<'InvitationAccepted'>>().toEqualTypeOf<S.InvitationAccepted>()
expectTypeOf<Of<'InvitationRejected'>>().toEqualTypeOf<S.InvitationRejected>()
expectTypeOf<Of<'InvitationCancelled'>>().toEqualTypeOf<S.InvitationCancelled>()
expectTypeOf<Of<'InvitationExpired'>>().toEqualTypeOf<S.InvitationExpired>()
expectTypeOf<Of<'AssociationSucceeded'>>().toEqualTypeOf<S.AssociationSucceeded>()
expectTypeOf<Of<'AssociationFailed'>>().toEqualTypeOf<S.AssociationFailed>()
expectTypeOf<Of<'DisassociationStarted'>>().toEqualTypeOf<S.DisassociationStarted>()
expectTypeOf<Of<'DisassociationSucceeded'>>().toEqualTypeOf<S.DisassociationSucceeded>()
expectTypeOf<Of<'DisassociationFailed'>>().toEqualTypeOf<S.DisassociationFailed>()
expectTypeOf<Of<'AssociationExpired'>>().toEqualTypeOf<S.AssociationExpired>()
expectTypeOf<Of<'ResourceShareDeletionStarted'>>().toEqualTypeOf<S.ResourceShareDeletionStarted>()
expectTypeOf<Of<'ResourceShareDeleted'>>().toEqualTypeOf<S.ResourceShareDeleted>()
expectTypeOf<Of<'ResourceSharePurged'>>().toEqualTypeOf<S.ResourceSharePurged>()

// @ts-expect-error an event of the share names no entity
void event.entityId
if ('entityId' in event) expectTypeOf(event).toExtend<S.Entity>()
if (event.type === 'TargetInvited') {
  expectTypeOf(event.invitationId).toEqualTypeOf<string>()
  expectTypeOf(event.closesAt).toEqualTypeOf<number>()
  // @ts-expect-error an invitation has not ended yet
  void event.reason
}
if (event.type === 'AssociationFailed' || event.type === 'DisassociationFailed')
  expectTypeOf(event.reason).toEqualTypeOf<string | undefined>()
if (event.type === 'AssociationStarted') expectTypeOf(event.membership).toEqualTypeOf<S.Membership | undefined>()
// @ts-expect-error no such event
if (event.type === 'ResourceShareMade') void event
expectTypeOf<S.ResourceShareCreated>().toEqualTypeOf<Readonly<S.ResourceShareCreated>>()
// @ts-expect-error what has happened has happened
event.at = 0

/** A switch over all types is complete. */
export const isOfShare = ({ type }: S.ResourceSharingEvent): boolean => {
  switch (type) {
    case 'ResourceShareCreated':
    case 'ResourceShareDeletionStarted':
    case 'ResourceShareDeleted':
    case 'ResourceSharePurged':
      return true
    case 'AssociationStarted':
    case 'TargetInvited':
    case 'InvitationAccepted':
    case 'InvitationRejected':
    case 'InvitationCancelled':
    case 'InvitationExpired':
    case 'AssociationSucceeded':
    case 'AssociationFailed':
    case 'DisassociationStarted':
    case 'DisassociationSucceeded':
    case 'DisassociationFailed':
    case 'AssociationExpired':
      return false
  }
}

// What asks for work is answered by signals of these types, and by no others.
expectTypeOf(S.workOf.DisassociationStarted).toEqualTypeOf<readonly ['DisassociationSucceeded', 'DisassociationFailed']>()
expectTypeOf<(typeof S.workOf)[S.AsksForWork['type']][number]>().toEqualTypeOf<S.Signal['type']>()
expectTypeOf<(typeof S.workOf)[S.ResourceSharingEvent['type']]>().toEqualTypeOf<
  (typeof S.workOf)[S.AsksForWork['type']] | undefined
>()
expectTypeOf<S.AsksForWork>().toEqualTypeOf<S.AssociationStarted | S.InvitationAccepted | S.DisassociationStarted>()
