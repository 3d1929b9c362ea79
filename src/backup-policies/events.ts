/**
 * What has happened to the policies of a project, in the past tense. Times are epoch milliseconds. The service is synchronous: no event
 * asks the host for work that a signal would answer.
 */
import type { Closing } from '../aggregate/facts.ts'
import type { Identity } from './model.ts'
import type { ScheduledPolicy } from './schedule.ts'

interface OfPolicy {
  /** When it happened. */
  readonly at: number
  readonly projectId: string
  readonly policyId: string
}

type OfAssociation = OfPolicy & Identity

export interface BackupPolicyCreated extends OfPolicy {
  readonly type: 'BackupPolicyCreated'
  readonly policyName: string
  readonly scheduledPolicy: ScheduledPolicy
}

/** A resource is associated, for the first time or again. */
export type AssociationStarted = OfAssociation & { readonly type: 'AssociationStarted' }
export type AssociationSucceeded = OfAssociation & { readonly type: 'AssociationSucceeded' }

/** A resource is disassociated: on request, with its policy, or because another policy gets it. */
export type DisassociationStarted = OfAssociation & { readonly type: 'DisassociationStarted' }
export type DisassociationSucceeded = OfAssociation & Closing & { readonly type: 'DisassociationSucceeded' }

/** The record is deleted. */
export type AssociationExpired = OfAssociation & { readonly type: 'AssociationExpired' }

/** The policy is gone, with no resource left in it. Its backups stay. */
export interface BackupPolicyDeleted extends OfPolicy {
  readonly type: 'BackupPolicyDeleted'
}

export type BackupPoliciesEvent =
  | BackupPolicyCreated
  | AssociationStarted
  | AssociationSucceeded
  | DisassociationStarted
  | DisassociationSucceeded
  | AssociationExpired
  | BackupPolicyDeleted
