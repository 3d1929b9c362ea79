/** The documented requests of backup policies, and the commands that carry them. */
import type { ScheduledPolicy } from './schedule.ts'

/** One of `resources`, for AssociateResources. */
export interface ResourceToAssociate {
  /** A UUID; its case does not matter. */
  readonly resource_id: string
  readonly resource_type: 'volume'
  /** Where the host knows them it puts them here, and the reply carries them. */
  readonly availability_zone?: string
  readonly os_vol_host_attr?: string
}

/** One of `resources`, for DisassociateResources. */
export interface ResourceReference {
  /** A UUID; its case does not matter. */
  readonly resource_id: string
}

export interface CreateBackupPolicyRequest {
  /** 1 to 64 letters, digits, `_` or `-`, not starting with `default`. */
  readonly backup_policy_name: string
  readonly scheduled_policy: ScheduledPolicy
}

export interface AssociateResourcesRequest {
  readonly backup_policy_id: string
  /** A resource that is named twice counts once, at its first place. */
  readonly resources: readonly ResourceToAssociate[]
}

export interface DisassociateResourcesRequest {
  /** In the path on the wire. */
  readonly policy_id: string
  /** A resource that is named twice counts once, at its first place. */
  readonly resources: readonly ResourceReference[]
}

export interface DeleteBackupPolicyRequest {
  /** In the path on the wire. */
  readonly policy_id: string
}

/** Nothing narrows the list of policies down. */
export type ListBackupPoliciesRequest = Readonly<Record<string, unknown>>

export interface ListResourcesRequest {
  /** Only the records of this policy, deleted or not. */
  readonly policy_id?: string
}

export interface CreateBackupPolicy {
  readonly type: 'CreateBackupPolicy'
  /** The id to give the policy: a UUID. */
  readonly policyId: string
  readonly request: CreateBackupPolicyRequest
}

export interface AssociateResources {
  readonly type: 'AssociateResources'
  readonly request: AssociateResourcesRequest
}

export interface DisassociateResources {
  readonly type: 'DisassociateResources'
  readonly request: DisassociateResourcesRequest
}

export interface DeleteBackupPolicy {
  readonly type: 'DeleteBackupPolicy'
  readonly request: DeleteBackupPolicyRequest
}

/** Does all that is due: deletes records whose time has come. */
export interface Sweep {
  readonly type: 'Sweep'
}

/** The operations of the service that change something. */
export type ServiceCommand = CreateBackupPolicy | AssociateResources | DisassociateResources | DeleteBackupPolicy

export type BackupPoliciesCommand = ServiceCommand | Sweep
