/** What happened, in the documented form. Resources come first, then targets, each in the order of the request. */
import type { AssociationStatus } from '../lifecycle/association.ts'
import { isoPrinter, toIso } from '../lifecycle/instant.ts'
import type { ResourceSharingEvent } from './events.ts'
import type { Facts } from './facts.ts'
import { type Association, type AssociationType, type InvitationStatus, type ResourceShareState, shareStatusAt } from './model.ts'
import type { EntityLists, ResourceSharingCommand, Signal, Sweep } from './requests.ts'
import { namedIn } from './shape.ts'

/** An association as the service shows it. Times are UTC, ISO 8601 with milliseconds. Documented in DisassociateResourceShare. */
export interface ResourceShareAssociation {
  readonly ResourceShareId: string
  readonly ResourceShareName: string
  readonly AssociationType: AssociationType
  readonly EntityId: string
  /** The resource type, such as `VSwitch`; `Account` for every target. */
  readonly EntityType: string
  readonly AssociationStatus: AssociationStatus
  /** Why an operation failed or was cancelled. */
  readonly AssociationStatusMessage?: string
  /** When it was associated. */
  readonly CreateTime: string
  /** When its status last changed. */
  readonly UpdateTime: string
  /** Of a service: a JSON text, verbatim. */
  readonly TargetProperty?: string
}

/** The associations that a request named, after it. Documented in AssociateResourceShare and DisassociateResourceShare. */
export interface AssociationsReply {
  readonly RequestId: string
  readonly ResourceShareAssociations: readonly ResourceShareAssociation[]
}

/** The share that was made. Times are UTC, ISO 8601 with milliseconds. Documented in CreateResourceShare. */
export interface ResourceShareReply {
  readonly RequestId: string
  /** The share, as the service shows it. */
  readonly ResourceShare: {
    readonly ResourceShareId: string
    readonly ResourceShareName: string
    readonly ResourceShareOwner: string
    readonly ResourceShareStatus: 'Active' | 'Pending' | 'Deleting' | 'Deleted'
    readonly AllowExternalTargets: boolean
    readonly CreateTime: string
    readonly UpdateTime: string
  }
}

/** An invitation as the service shows it. Documented in AcceptResourceShareInvitation. */
export interface ResourceShareInvitation {
  readonly ResourceShareInvitationId: string
  readonly ResourceShareId: string
  readonly ResourceShareName: string
  /** The share's owner. */
  readonly SenderAccountId: string
  /** The account that is invited. */
  readonly ReceiverAccountId: string
  readonly Status: InvitationStatus
  /** UTC, ISO 8601 with milliseconds. */
  readonly CreateTime: string
}

/** The invitation after its answer. Documented in AcceptResourceShareInvitation and RejectResourceShareInvitation. */
export interface InvitationReply {
  readonly RequestId: string
  readonly ResourceShareInvitation: ResourceShareInvitation
}

/** All that there is to say of a deletion. Documented in DeleteResourceShare. */
export interface RequestIdReply {
  readonly RequestId: string
}

/**
 * The reply to each operation.
 * @internal
 */
interface Replies {
  readonly CreateResourceShare: ResourceShareReply
  readonly AssociateResourceShare: AssociationsReply
  readonly DisassociateResourceShare: AssociationsReply
  readonly DeleteResourceShare: RequestIdReply
  readonly AcceptResourceShareInvitation: InvitationReply
  readonly RejectResourceShareInvitation: InvitationReply
}

/** The reply to a command; signals and Sweep are answered with an empty object. Documented in each operation. */
export type ReplyOf<C extends ResourceSharingCommand> = C extends { readonly type: keyof Replies }
  ? Replies[C['type']]
  : C extends Signal | Sweep
    ? Record<string, never>
    : never

type Head = Pick<NonNullable<ResourceShareState['share']>, 'resourceShareId' | 'resourceShareName'>

interface Entry {
  readonly share: Head
  readonly association: Association
}

export const showAssociations = (entries: readonly Entry[]): ResourceShareAssociation[] => {
  const createTime = isoPrinter()
  const updateTime = isoPrinter()
  return entries.map(({ share, association }) => {
    const { message, targetProperty } = association
    return {
      ResourceShareId: share.resourceShareId,
      ResourceShareName: share.resourceShareName,
      AssociationType: association.associationType,
      EntityId: association.entityId,
      EntityType: association.entityType,
      AssociationStatus: association.status,
      ...(message !== undefined && message !== '' ? { AssociationStatusMessage: message } : undefined),
      CreateTime: createTime(association.createTime),
      UpdateTime: updateTime(association.updateTime),
      ...(targetProperty === undefined ? undefined : { TargetProperty: targetProperty })
    }
  })
}

export const showInvitation = (
  share: Head & { readonly resourceShareOwner: string },
  { entityId, invitation }: Association
): ResourceShareInvitation | undefined =>
  invitation && {
    ResourceShareInvitationId: invitation.invitationId,
    ResourceShareId: share.resourceShareId,
    ResourceShareName: share.resourceShareName,
    SenderAccountId: share.resourceShareOwner,
    ReceiverAccountId: entityId,
    Status: invitation.status,
    CreateTime: toIso(invitation.createTime)
  }

const associationsReply = (state: ResourceShareState, request: EntityLists, { requestId }: Facts): AssociationsReply => {
  const { share } = state
  const entries: Entry[] = []
  for (const entity of namedIn(request)) {
    const association = state.associations.get(entity)
    if (association !== undefined && share !== undefined) entries.push({ share, association })
  }
  return { RequestId: requestId, ResourceShareAssociations: showAssociations(entries) }
}

export const shareReply = (state: ResourceShareState, { now, requestId }: Facts): ResourceShareReply => {
  const { share } = state
  if (share === undefined) throw new Error('there is no share to reply about')
  return {
    RequestId: requestId,
    ResourceShare: {
      ResourceShareId: share.resourceShareId,
      ResourceShareName: share.resourceShareName,
      ResourceShareOwner: share.resourceShareOwner,
      ResourceShareStatus: shareStatusAt(state, share, now),
      AllowExternalTargets: share.allowExternalTargets,
      CreateTime: toIso(share.createTime),
      UpdateTime: toIso(share.updateTime)
    }
  }
}

/** The invitation that the command's one event is about. A record that it has just closed may be past its ceiling already. */
const invitationReply = (
  state: ResourceShareState,
  [event]: readonly ResourceSharingEvent[],
  { requestId }: Facts
): InvitationReply => {
  const association = event !== undefined && 'entityId' in event ? state.associations.get(event) : undefined
  const invitation = association && state.share && showInvitation(state.share, association)
  if (invitation === undefined) throw new Error('there is no invitation to reply about')
  return { RequestId: requestId, ResourceShareInvitation: invitation }
}

/** The documented reply to a command that was accepted, from the state that it led to. */
export const replyTo = (
  command: ResourceSharingCommand,
  state: ResourceShareState,
  events: readonly ResourceSharingEvent[],
  facts: Facts
): unknown => {
  switch (command.type) {
    case 'CreateResourceShare':
      return shareReply(state, facts)
    case 'AssociateResourceShare':
    case 'DisassociateResourceShare':
      return associationsReply(state, command.request, facts)
    case 'DeleteResourceShare':
      return { RequestId: facts.requestId }
    case 'AcceptResourceShareInvitation':
    case 'RejectResourceShareInvitation':
      return invitationReply(state, events, facts)
    case 'AssociationSucceeded':
    case 'AssociationFailed':
    case 'DisassociationSucceeded':
    case 'DisassociationFailed':
    case 'Sweep':
      return {}
  }
}
