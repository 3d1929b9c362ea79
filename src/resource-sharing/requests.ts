/** The documented requests of Resource Sharing, the host's signals, and the commands that carry them. */
import type { AssociationStatus } from '../lifecycle/association.ts'
import type { AssociationType } from './model.ts'

/** One of `Resources`: both fields are needed. */
export interface ResourceReference {
  readonly ResourceId: string
  readonly ResourceType: string
}

/** One of `TargetProperties`: a JSON text for a service among the targets. */
export interface TargetProperty {
  readonly TargetId: string
  readonly Property: string
}

/** What a request names. */
export interface EntityLists {
  /** 1 to 5, no two alike. */
  readonly Resources?: readonly ResourceReference[]
  /** 1 to 5, no two alike: an account, a directory (`rd-...`), a folder (`fd-...`) or a service. */
  readonly Targets?: readonly string[]
}

export interface CreateResourceShareRequest extends EntityLists {
  /** 1 to 50 letters, digits, Chinese characters, `.`, `_` or `-`. */
  readonly ResourceShareName: string
  /** Default false: accounts outside the owner's resource directory cannot be targets. */
  readonly AllowExternalTargets?: boolean
  readonly TargetProperties?: readonly TargetProperty[]
}

export interface AssociateResourceShareRequest extends EntityLists {
  readonly ResourceShareId: string
  readonly TargetProperties?: readonly TargetProperty[]
}

export interface DisassociateResourceShareRequest extends EntityLists {
  readonly ResourceShareId: string
  /** `Self` (default): the share is the caller's. `OtherAccounts`: it is somebody else's, and the caller leaves it. */
  readonly ResourceOwner?: 'Self' | 'OtherAccounts'
}

export interface DeleteResourceShareRequest {
  readonly ResourceShareId: string
}

export interface InvitationRequest {
  readonly ResourceShareInvitationId: string
}

export interface ListResourceShareAssociationsRequest {
  readonly AssociationType: AssociationType
  readonly AssociationStatus?: AssociationStatus
  /** Only with `Resource`. */
  readonly ResourceId?: string
  /** Only with `Target`. */
  readonly Target?: string
  /** Up to 5, no two alike; none counts as absent. */
  readonly ResourceShareIds?: readonly string[]
  /** 1 to 100, default 20. */
  readonly MaxResults?: number
  /** From the page before, up to 256 characters. */
  readonly NextToken?: string
  /** The library's own: with `OtherAccounts` a principal sees its own records in the shares of others. */
  readonly ResourceOwner?: 'Self' | 'OtherAccounts'
}

export interface CreateResourceShare {
  readonly type: 'CreateResourceShare'
  /** The id to give the share, `rs-...`. */
  readonly resourceShareId: string
  /** Ids for the invitations to open, by account. */
  readonly invitationIds?: Readonly<Record<string, string>>
  readonly request: CreateResourceShareRequest
}

export interface AssociateResourceShare {
  readonly type: 'AssociateResourceShare'
  /** Ids for the invitations to open, by account; where one is not given it is derived from share, account and time. */
  readonly invitationIds?: Readonly<Record<string, string>>
  readonly request: AssociateResourceShareRequest
}

export interface DisassociateResourceShare {
  readonly type: 'DisassociateResourceShare'
  readonly request: DisassociateResourceShareRequest
}

export interface DeleteResourceShare {
  readonly type: 'DeleteResourceShare'
  readonly request: DeleteResourceShareRequest
}

export interface AcceptResourceShareInvitation {
  readonly type: 'AcceptResourceShareInvitation'
  readonly request: InvitationRequest
}

export interface RejectResourceShareInvitation {
  readonly type: 'RejectResourceShareInvitation'
  readonly request: InvitationRequest
}

/** How an operation of the host's workers has ended. */
export interface Signal {
  readonly type: 'AssociationSucceeded' | 'AssociationFailed' | 'DisassociationSucceeded' | 'DisassociationFailed'
  readonly associationType: AssociationType
  readonly entityType: string
  readonly entityId: string
  /** Why it failed; kept as the association's message. */
  readonly reason?: string
}

/** Does all that is due: ends invitations, deletes records whose time has come. */
export interface Sweep {
  readonly type: 'Sweep'
}

/** The operations of the service that change something. */
export type ServiceCommand =
  | CreateResourceShare
  | AssociateResourceShare
  | DisassociateResourceShare
  | DeleteResourceShare
  | AcceptResourceShareInvitation
  | RejectResourceShareInvitation

export type ResourceSharingCommand = ServiceCommand | Signal | Sweep
