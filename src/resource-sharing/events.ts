/**
 * What has happened to a share, in the past tense: the interface of the host to its workers. Times are epoch milliseconds.
 * Some events ask the host for work; a worker answers with a signal, see `workOf`.
 */
import type { Closing } from '../aggregate/facts.ts'
import type { FailedOperation } from '../lifecycle/association.ts'
import type { Entity, Membership } from './model.ts'

/**
 * What all events of a share say.
 * @internal
 */
interface OfShare {
  /** When it happened: epoch milliseconds. */
  readonly at: number
  readonly resourceShareId: string
}

/**
 * What all events of an association say: which it is.
 * @internal
 */
type OfAssociation = OfShare & Entity

/**
 * What is said of an association that has ended.
 * @internal
 */
type Ended = OfAssociation & Closing & { readonly reason?: string }
/**
 * What is said of an invitation that has ended.
 * @internal
 */
type InvitationEnded = Ended & { readonly invitationId: string }

/** There is a share now. The library's own. */
export interface ResourceShareCreated extends OfShare {
  readonly type: 'ResourceShareCreated'
  readonly resourceShareName: string
  /** The account that has created it. */
  readonly resourceShareOwner: string
  /** Whether accounts outside the owner's directory can be targets. */
  readonly allowExternalTargets: boolean
}

/** An entity is to be associated, for the first time or again. Asks for work. The library's own. */
export type AssociationStarted = OfAssociation & {
  readonly type: 'AssociationStarted'
  /** Of a service: a JSON text, verbatim. */
  readonly targetProperty?: string
  readonly membership?: Membership
}

/**
 * An account outside the owner's directory has been invited; its association waits for the answer until `closesAt`. The library's
 * own.
 */
export type TargetInvited = OfAssociation & {
  readonly type: 'TargetInvited'
  readonly invitationId: string
  /** When the invitation expires: epoch milliseconds. */
  readonly closesAt: number
}

/** The invited account has accepted. Asks for work: its association goes on. The library's own. */
export type InvitationAccepted = OfAssociation & { readonly type: 'InvitationAccepted'; readonly invitationId: string }

/** The invited account has refused: the association has ended with the invitation. The library's own. */
export type InvitationRejected = InvitationEnded & { readonly type: 'InvitationRejected' }
/** The owner has withdrawn the invitation: the association has ended with it. The library's own. */
export type InvitationCancelled = InvitationEnded & { readonly type: 'InvitationCancelled' }
/**
 * The invitation's seven days are over: the association has ended with it. `at` is when they were, however late that was noticed.
 * The library's own.
 */
export type InvitationExpired = InvitationEnded & { readonly type: 'InvitationExpired' }

/** The entity is associated: a worker has said so. The library's own. */
export type AssociationSucceeded = OfAssociation & { readonly type: 'AssociationSucceeded' }
/** The entity could not be associated: a worker has said so. The library's own. */
export type AssociationFailed = Ended & { readonly type: 'AssociationFailed' }

/** An entity is to be disassociated, for the first time or in a further try. Asks for work. The library's own. */
export type DisassociationStarted = OfAssociation & { readonly type: 'DisassociationStarted' }
/** The entity is disassociated: a worker has said so. The library's own. */
export type DisassociationSucceeded = OfAssociation & Closing & { readonly type: 'DisassociationSucceeded' }
/** The entity could not be disassociated, and is still shared in effect: a worker has said so. The library's own. */
export type DisassociationFailed = Ended & { readonly type: 'DisassociationFailed' }

/**
 * The record is deleted. With `failedOperation: 'Disassociate'` the entity may still be shared in effect: a host may want to
 * raise an alarm. The library's own.
 */
export type AssociationExpired = OfAssociation & {
  readonly type: 'AssociationExpired'
  readonly failedOperation?: FailedOperation
}

/** The share is being deleted: it waits for its associations to end. The library's own. */
export interface ResourceShareDeletionStarted extends OfShare {
  readonly type: 'ResourceShareDeletionStarted'
}

/** Every association of the share has ended. The library's own. */
export interface ResourceShareDeleted extends OfShare, Closing {
  readonly type: 'ResourceShareDeleted'
}

/** The record of a deleted share is gone, with all that was in it. The library's own. */
export interface ResourceSharePurged extends OfShare {
  readonly type: 'ResourceSharePurged'
}

/** Anything that can happen to a share. The library's own. */
export type ResourceSharingEvent =
  | ResourceShareCreated
  | AssociationStarted
  | TargetInvited
  | InvitationAccepted
  | InvitationRejected
  | InvitationCancelled
  | InvitationExpired
  | AssociationSucceeded
  | AssociationFailed
  | DisassociationStarted
  | DisassociationSucceeded
  | DisassociationFailed
  | AssociationExpired
  | ResourceShareDeletionStarted
  | ResourceShareDeleted
  | ResourceSharePurged

/**
 * The signals that answer an event: that it went well, that it failed.
 * @internal
 */
const answers = Object.freeze({
  AssociationStarted: ['AssociationSucceeded', 'AssociationFailed'],
  InvitationAccepted: ['AssociationSucceeded', 'AssociationFailed'],
  DisassociationStarted: ['DisassociationSucceeded', 'DisassociationFailed']
} as const satisfies Partial<Record<ResourceSharingEvent['type'], readonly ResourceSharingEvent['type'][]>>)

/** An event that asks the host for work. The library's own. */
export type AsksForWork = Extract<ResourceSharingEvent, { readonly type: keyof typeof answers }>

/**
 * The events that ask the host for work, each with the signals that answer it: that it went well, that it failed. Of every other event
 * there is nothing. The library's own.
 */
export const workOf: typeof answers & { readonly [T in Exclude<ResourceSharingEvent['type'], keyof typeof answers>]?: never } =
  answers
