/** The documented requests of Resource Sharing, the host's signals, and the commands that carry them. */
import type { AssociationStatus } from '../lifecycle/association.ts'
import type { AssociationType } from './model.ts'

/** One of `Resources`: both fields are needed. Documented in DisassociateResourceShare. */
export interface ResourceReference {
  readonly ResourceId: string
  /** Such as `VSwitch`; one of those that the facts know. */
  readonly ResourceType: string
}

/** One of `TargetProperties`: a JSON text for a service among the targets. Documented in AssociateResourceShare. */
export interface TargetProperty {
  readonly TargetId: string
  /** A JSON text; it is kept as it is. */
  readonly Property: string
}

/** The resources and targets that a request names. Documented in DisassociateResourceShare. */
export interface EntityLists {
  /** 1 to 5, no two alike. */
  readonly Resources?: readonly ResourceReference[]
  /** 1 to 5, no two alike: an account, a directory (`rd-...`), a folder (`fd-...`) or a service. */
  readonly Targets?: readonly string[]
}

/** The parameters that make a share, and associate what they name. Documented in CreateResourceShare. */
export interface CreateResourceShareRequest extends EntityLists {
  /** 1 to 50 letters, digits, Chinese characters, `.`, `_` or `-`. */
  readonly ResourceShareName: string
  /** Default false: accounts outside the owner's resource directory cannot be targets. */
  readonly AllowExternalTargets?: boolean
  /** One for each service among the targets that needs it. */
  readonly TargetProperties?: readonly TargetProperty[]
}

/** The parameters that bring resources and targets into a share. Documented in AssociateResourceShare. */
export interface AssociateResourceShareRequest extends EntityLists {
  readonly ResourceShareId: string
  /** One for each service among the targets that needs it. */
  readonly TargetProperties?: readonly TargetProperty[]
}

/** The parameters that take resources and targets out of a share. Documented in DisassociateResourceShare. */
export interface DisassociateResourceShareRequest extends EntityLists {
  readonly ResourceShareId: string
  /** `Self` (default): the share is the caller's. `OtherAccounts`: it is somebody else's, and the caller leaves it. */
  readonly ResourceOwner?: 'Self' | 'OtherAccounts'
}

/** The share to delete. Documented in DeleteResourceShare. */
export interface DeleteResourceShareRequest {
  readonly ResourceShareId: string
}

/** The invitation to answer. Documented in AcceptResourceShareInvitation and RejectResourceShareInvitation. */
export interface InvitationRequest {
  readonly ResourceShareInvitationId: string
}

/**
 * Which associations to list, and which page of them. Documented in ListResourceShareAssociations, but for `ResourceOwner`, which
 * is the library's own.
 */
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

/** Makes a share, with what the host adds: its id. Documented in CreateResourceShare. */
export interface CreateResourceShare {
  readonly type: 'CreateResourceShare'
  /** The id to give the share, `rs-...`. */
  readonly resourceShareId: string
  /** Ids for the invitations to open, by account. */
  readonly invitationIds?: Readonly<Record<string, string>>
  readonly request: CreateResourceShareRequest
}

/**
 * Brings resources and targets into a share; an account outside the directory is invited. Documented in AssociateResourceShare.
 */
export interface AssociateResourceShare {
  readonly type: 'AssociateResourceShare'
  /** Ids for the invitations to open, by account; where one is not given it is derived from share, account and time. */
  readonly invitationIds?: Readonly<Record<string, string>>
  readonly request: AssociateResourceShareRequest
}

/** Takes resources and targets out of a share, or lets the caller leave it. Documented in DisassociateResourceShare. */
export interface DisassociateResourceShare {
  readonly type: 'DisassociateResourceShare'
  readonly request: DisassociateResourceShareRequest
}

/** Ends all associations of a share, and then the share. Documented in DeleteResourceShare. */
export interface DeleteResourceShare {
  readonly type: 'DeleteResourceShare'
  readonly request: DeleteResourceShareRequest
}

/** The invited account comes into the share. Documented in AcceptResourceShareInvitation. */
export interface AcceptResourceShareInvitation {
  readonly type: 'AcceptResourceShareInvitation'
  readonly request: InvitationRequest
}

/** The invited account stays outside. Documented in RejectResourceShareInvitation. */
export interface RejectResourceShareInvitation {
  readonly type: 'RejectResourceShareInvitation'
  readonly request: InvitationRequest
}

/** How an operation of the host's workers has ended. The library's own. */
export interface Signal {
  /** Which operation has ended, and how. */
  readonly type: 'AssociationSucceeded' | 'AssociationFailed' | 'DisassociationSucceeded' | 'DisassociationFailed'
  readonly associationType: AssociationType
  /** The resource type, such as `VSwitch`; `Account` for every target. */
  readonly entityType: string
  readonly entityId: string
  /** Why it failed; kept as the association's message. */
  readonly reason?: string
}

/** Does all that is due: ends invitations, deletes records whose time has come. The library's own. */
export interface Sweep {
  readonly type: 'Sweep'
}

/** The operations of the service that change something. Documented in each operation. */
export type ServiceCommand =
  | CreateResourceShare
  | AssociateResourceShare
  | DisassociateResourceShare
  | DeleteResourceShare
  | AcceptResourceShareInvitation
  | RejectResourceShareInvitation

/** Whatever can be asked of a share: operations, signals from the host's workers, and the sweep. The library's own. */
export type ResourceSharingCommand = ServiceCommand | Signal | Sweep
