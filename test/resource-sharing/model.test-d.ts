/** What a share’s state is made of, and the facts of a decision. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import { type lifecycle, resourceSharing as S } from '../../src/index.ts'

declare const association: S.Association
declare const share: S.ResourceShare
declare const facts: S.Facts

expectTypeOf<S.AssociationType>().toEqualTypeOf<'Resource' | 'Target'>()
expectTypeOf<S.InvitationStatus>().toEqualTypeOf<'Pending' | 'Accepted' | 'Cancelled' | 'Rejected' | 'Expired' | 'AcceptFailed'>()
expectTypeOf<S.Membership>().toEqualTypeOf<'Member' | 'External'>()
expectTypeOf<S.ShareStatus>().toEqualTypeOf<'Active' | 'Deleting' | 'Deleted'>()
expectTypeOf<S.Entity>().toEqualTypeOf<{
  readonly associationType: S.AssociationType
  readonly entityType: string
  readonly entityId: string
}>()
expectTypeOf<S.Invitation>().toEqualTypeOf<{
  readonly invitationId: string
  readonly status: S.InvitationStatus
  readonly createTime: number
  readonly closesAt: number
}>()

// An association is an identity with a life; what not every association has may be absent.
expectTypeOf<S.Association>().toExtend<S.Entity & lifecycle.AssociationRecord>()
expectTypeOf(association.invitation).toEqualTypeOf<S.Invitation | undefined>()
expectTypeOf(association.membership).toEqualTypeOf<S.Membership | undefined>()
expectTypeOf(association.targetProperty).toEqualTypeOf<string | undefined>()
expectTypeOf<S.IdentifiedAssociation>().toEqualTypeOf<S.Association & { readonly resourceShareId: string }>()
expectTypeOf(share.expiresBy).toEqualTypeOf<number | undefined>()
expectTypeOf<S.ResourceShareState['share']>().toEqualTypeOf<S.ResourceShare | undefined>()
// @ts-expect-error no such status
if (share.status === 'Gone') void share
// @ts-expect-error Pending is shown, never kept
if (share.status === 'Pending') void share
expectTypeOf<S.Association>().toEqualTypeOf<Readonly<S.Association>>()
expectTypeOf<S.ResourceShare>().toEqualTypeOf<Readonly<S.ResourceShare>>()
expectTypeOf<S.Facts>().toEqualTypeOf<Readonly<S.Facts>>()
// @ts-expect-error a record is a value
association.status = 'Failed'
// @ts-expect-error and so is what it holds
if (association.invitation) association.invitation.status = 'Accepted'
// @ts-expect-error parsed JSON is no state
S.evolve({}, { type: 'ResourceSharePurged', at: 0, resourceShareId: 'rs-1' })

// Facts: what is not known is left out.
expectTypeOf<Pick<S.Facts, 'now' | 'requestId' | 'accountId'>>().toExtend<S.Facts>()
expectTypeOf(facts.directory).toEqualTypeOf<S.ResourceDirectory | undefined>()
expectTypeOf(facts.resourceTypes).toEqualTypeOf<Readonly<Record<string, S.ResourceType>> | undefined>()
expectTypeOf(facts.retention).toEqualTypeOf<lifecycle.Retention | undefined>()
expectTypeOf(S.resourceTypes.VSwitch).toEqualTypeOf<S.ResourceType | undefined>()
expectTypeOf<S.ResourceType>().toEqualTypeOf<{
  readonly leavable: boolean
  readonly external: boolean
  readonly service: boolean
}>()
export const wrong: S.Facts[] = [
  // @ts-expect-error time is a number
  { now: new Date(), requestId: 'r', accountId: 'a' },
  // @ts-expect-error a directory has a management account
  { now: 0, requestId: 'r', accountId: 'a', directory: { id: 'rd-1', memberIds: [] } },
  // @ts-expect-error no such fact
  { now: 0, requestId: 'r', accountId: 'a', limit: { sharesPerAccount: 1 } }
]

// The statechart takes a command with its facts.
expectTypeOf<S.ResourceShareMachineEvent>().toEqualTypeOf<S.ResourceSharingCommand & { readonly facts: S.Facts }>()
expectTypeOf<S.ResourceShareMachineContext['now']>().toEqualTypeOf<number>()
expectTypeOf(S.stateOf).returns.toEqualTypeOf<S.ResourceShareState>()
