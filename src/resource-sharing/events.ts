/**
 * What has happened to a share, in the past tense: the interface of the host to its workers. Times are epoch milliseconds.
 * Some events ask the host for work; a worker answers with a signal, see `workOf`.
 */
import type { Closing } from '../aggregate/facts.ts'
import type { FailedOperation } from '../lifecycle/association.ts'
import type { Entity, Membership } from './model.ts'

interface OfShare {
  /** When it happened. */
  readonly at: number
  readonly resourceShareId: string
}

type OfAssociation = OfShare & Entity

type Ended = OfAssociation & Closing & { readonly reason?: string }
type InvitationEnded = Ended & { readonly invitationId: string }

export interface ResourceShareCreated extends OfShare {
  readonly type: 'ResourceShareCreated'
  readonly resourceShareName: string
  readonly resourceShareOwner: string
  readonly allowExternalTargets: boolean
}

/** An entity is to be associated, for the first time or again. Asks for work. */
export type AssociationStarted = OfAssociation & {
  readonly type: 'AssociationStarted'
  readonly targetProperty?: string
  readonly membership?: Membership
}

/** An account outside the owner's directory has been invited; its association waits for the answer until `closesAt`. */
export type TargetInvited = OfAssociation & {
  readonly type: 'TargetInvited'
  readonly invitationId: string
  readonly closesAt: number
}

/** The invited account has accepted. Asks for work: its association goes on. */
export type InvitationAccepted = OfAssociation & { readonly type: 'InvitationAccepted'; readonly invitationId: string }

/** The invitation has ended, and its association with it. */
export type InvitationRejected = InvitationEnded & { readonly type: 'InvitationRejected' }
export type InvitationCancelled = InvitationEnded & { readonly type: 'InvitationCancelled' }
/** Its seven days are over. `at` is when they were, however late that was noticed. */
export type InvitationExpired = InvitationEnded & { readonly type: 'InvitationExpired' }

export type AssociationSucceeded = OfAssociation & { readonly type: 'AssociationSucceeded' }
export type AssociationFailed = Ended & { readonly type: 'AssociationFailed' }

/** An entity is to be disassociated, for the first time or in a further try. Asks for work. */
export type DisassociationStarted = OfAssociation & { readonly type: 'DisassociationStarted' }
export type DisassociationSucceeded = OfAssociation & Closing & { readonly type: 'DisassociationSucceeded' }
export type DisassociationFailed = Ended & { readonly type: 'DisassociationFailed' }

/**
 * The record is deleted. With `failedOperation: 'Disassociate'` the entity may still be shared in effect: a host may want to
 * raise an alarm.
 */
export type AssociationExpired = OfAssociation & {
  readonly type: 'AssociationExpired'
  readonly failedOperation?: FailedOperation
}

export interface ResourceShareDeletionStarted extends OfShare {
  readonly type: 'ResourceShareDeletionStarted'
}

/** Every association of the share has ended. */
export interface ResourceShareDeleted extends OfShare, Closing {
  readonly type: 'ResourceShareDeleted'
}

/** The record of a deleted share is gone, with all that was in it. */
export interface ResourceSharePurged extends OfShare {
  readonly type: 'ResourceSharePurged'
}

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

/** The events that ask the host for work, each with the signals that answer it. */
export const workOf = Object.freeze({
  AssociationStarted: ['AssociationSucceeded', 'AssociationFailed'],
  InvitationAccepted: ['AssociationSucceeded', 'AssociationFailed'],
  DisassociationStarted: ['DisassociationSucceeded', 'DisassociationFailed']
} as const satisfies Partial<Record<ResourceSharingEvent['type'], readonly ResourceSharingEvent['type'][]>>)
