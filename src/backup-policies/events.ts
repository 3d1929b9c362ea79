/**
 * What has happened to the policies of a project, in the past tense. Times are epoch milliseconds. The service is synchronous: no event
 * asks the host for work that a signal would answer.
 */
import type { Closing } from '../aggregate/facts.ts'
import type { Identity } from './model.ts'
import type { ScheduledPolicy } from './schedule.ts'

/**
 * What all events of a policy say.
 * @internal
 */
interface OfPolicy {
  /** When it happened: epoch milliseconds. */
  readonly at: number
  readonly projectId: string
  readonly policyId: string
}

/**
 * What all events of an association say: which it is.
 * @internal
 */
type OfAssociation = OfPolicy & Identity

/** There is a policy now. The library's own. */
export interface BackupPolicyCreated extends OfPolicy {
  readonly type: 'BackupPolicyCreated'
  readonly policyName: string
  readonly scheduledPolicy: ScheduledPolicy
}

/** A resource is associated, for the first time or again. The library's own. */
export type AssociationStarted = OfAssociation & { readonly type: 'AssociationStarted' }
/** The resource is associated: at once, in the same decision. The library's own. */
export type AssociationSucceeded = OfAssociation & { readonly type: 'AssociationSucceeded' }

/** A resource is disassociated: on request, with its policy, or because another policy gets it. The library's own. */
export type DisassociationStarted = OfAssociation & { readonly type: 'DisassociationStarted' }
/** The resource is disassociated: at once, in the same decision. The library's own. */
export type DisassociationSucceeded = OfAssociation & Closing & { readonly type: 'DisassociationSucceeded' }

/** The record is deleted. The library's own. */
export type AssociationExpired = OfAssociation & { readonly type: 'AssociationExpired' }

/** The policy is gone, with no resource left in it. Its backups stay. The library's own. */
export interface BackupPolicyDeleted extends OfPolicy {
  readonly type: 'BackupPolicyDeleted'
}

/** Anything that can happen to the policies of a project. The library's own. */
export type BackupPoliciesEvent =
  | BackupPolicyCreated
  | AssociationStarted
  | AssociationSucceeded
  | DisassociationStarted
  | DisassociationSucceeded
  | AssociationExpired
  | BackupPolicyDeleted
