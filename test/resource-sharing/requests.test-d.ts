/** Requests, commands and replies, spelt as documented. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import type { lifecycle, resourceSharing as S } from '../../src/index.ts'

declare const shown: S.ResourceShareAssociation
declare const page: S.AssociationsPage

type Command<T extends S.ServiceCommand['type']> = Extract<S.ServiceCommand, { readonly type: T }>

expectTypeOf<Command<'CreateResourceShare'>['request']>().toEqualTypeOf<S.CreateResourceShareRequest>()
expectTypeOf<Command<'AssociateResourceShare'>['request']>().toEqualTypeOf<S.AssociateResourceShareRequest>()
expectTypeOf<Command<'DisassociateResourceShare'>['request']>().toEqualTypeOf<S.DisassociateResourceShareRequest>()
expectTypeOf<Command<'DeleteResourceShare'>['request']>().toEqualTypeOf<S.DeleteResourceShareRequest>()
expectTypeOf<Command<'AcceptResourceShareInvitation'>['request']>().toEqualTypeOf<S.InvitationRequest>()
expectTypeOf<Command<'RejectResourceShareInvitation'>['request']>().toEqualTypeOf<S.InvitationRequest>()
expectTypeOf<S.ResourceSharingCommand>().toEqualTypeOf<S.ServiceCommand | S.Signal | S.Sweep>()

expectTypeOf<S.EntityLists>().toEqualTypeOf<{
  readonly Resources?: readonly S.ResourceReference[]
  readonly Targets?: readonly string[]
}>()
expectTypeOf<S.ResourceReference>().toEqualTypeOf<{ readonly ResourceId: string; readonly ResourceType: string }>()
expectTypeOf<S.TargetProperty>().toEqualTypeOf<{ readonly TargetId: string; readonly Property: string }>()
expectTypeOf<S.CreateResourceShareRequest['TargetProperties']>().toEqualTypeOf<readonly S.TargetProperty[] | undefined>()
expectTypeOf<S.DisassociateResourceShareRequest['ResourceOwner']>().toEqualTypeOf<'Self' | 'OtherAccounts' | undefined>()
expectTypeOf<S.ListResourceShareAssociationsRequest['AssociationType']>().toEqualTypeOf<S.AssociationType>()
expectTypeOf<S.ListResourceShareAssociationsRequest['AssociationStatus']>().toEqualTypeOf<
  lifecycle.AssociationStatus | undefined
>()

export const wrong: S.DisassociateResourceShareRequest[] = [
  // @ts-expect-error the share is needed
  { Targets: ['a'] },
  // @ts-expect-error both halves of a pair are needed
  { ResourceShareId: 'rs-1', Resources: [{ ResourceId: 'v' }] },
  // @ts-expect-error no such owner
  { ResourceShareId: 'rs-1', ResourceOwner: 'Others' }
]
// @ts-expect-error a list of associations is of one type
export const untyped: S.ListResourceShareAssociationsRequest = { MaxResults: 1 }
// @ts-expect-error a creation needs the id to give
export const nameless: S.CreateResourceShare = { type: 'CreateResourceShare', request: { ResourceShareName: 'n' } }

// Replies: times are texts, statuses are the documented words.
expectTypeOf(shown.AssociationStatus).toEqualTypeOf<lifecycle.AssociationStatus>()
expectTypeOf(shown.CreateTime).toEqualTypeOf<string>()
expectTypeOf(shown.TargetProperty).toEqualTypeOf<string | undefined>()
expectTypeOf(page.NextToken).toEqualTypeOf<string | undefined>()
expectTypeOf(page.ResourceShareAssociations).toEqualTypeOf<readonly S.ResourceShareAssociation[]>()
expectTypeOf<S.ResourceShareReply['ResourceShare']['ResourceShareStatus']>().toEqualTypeOf<S.ShareStatus | 'Pending'>()
expectTypeOf<S.ResourceShareInvitation['Status']>().toEqualTypeOf<S.InvitationStatus>()
expectTypeOf<S.RequestIdReply>().toEqualTypeOf<{ readonly RequestId: string }>()
// @ts-expect-error a reply is a value
page.ResourceShareAssociations[0] = shown
