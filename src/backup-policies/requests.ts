/** The documented requests of backup policies, and the commands that carry them. */
import type { ScheduledPolicy } from './schedule.ts'

/** One of `resources`, for AssociateResources. Documented in AssociateResources. */
export interface ResourceToAssociate {
  /** A UUID; its case does not matter. */
  readonly resource_id: string
  readonly resource_type: 'volume'
  /** A host that knows it puts it here, and the reply carries it. */
  readonly availability_zone?: string
  /** A host that knows it puts it here, and the reply carries it. */
  readonly os_vol_host_attr?: string
}

/** One of `resources`, for DisassociateResources. Documented in DisassociateResources. */
export interface ResourceReference {
  /** A UUID; its case does not matter. */
  readonly resource_id: string
}

/** A policy to make: its name, and when it makes backups. Documented in CreateBackupPolicy. */
export interface CreateBackupPolicyRequest {
  /** 1 to 64 letters, digits, `_` or `-`, not starting with `default`. */
  readonly backup_policy_name: string
  readonly scheduled_policy: ScheduledPolicy
}

/** The resources to bring into a policy. Documented in AssociateResources. */
export interface AssociateResourcesRequest {
  readonly backup_policy_id: string
  /** A resource that is named twice counts once, at its first place. */
  readonly resources: readonly ResourceToAssociate[]
}

/** The resources to take out of a policy. Documented in DisassociateResources. */
export interface DisassociateResourcesRequest {
  /** In the path on the wire. */
  readonly policy_id: string
  /** A resource that is named twice counts once, at its first place. */
  readonly resources: readonly ResourceReference[]
}

/** The policy to delete. Documented in DeleteBackupPolicy. */
export interface DeleteBackupPolicyRequest {
  /** In the path on the wire. */
  readonly policy_id: string
}

/** Nothing narrows the list of policies down. Documented in ListBackupPolicies. */
export type ListBackupPoliciesRequest = Readonly<Record<string, unknown>>

/** Which records to list. The library's own. */
export interface ListResourcesRequest {
  /** Only the records of this policy, deleted or not. */
  readonly policy_id?: string
}

/** Makes a policy, with what the host adds: its id. Documented in CreateBackupPolicy. */
export interface CreateBackupPolicy {
  readonly type: 'CreateBackupPolicy'
  /** The id to give the policy: a UUID. */
  readonly policyId: string
  readonly request: CreateBackupPolicyRequest
}

/** Brings resources into a policy; one that is in another moves. Documented in AssociateResources. */
export interface AssociateResources {
  readonly type: 'AssociateResources'
  readonly request: AssociateResourcesRequest
}

/** Takes resources out of a policy, each for itself. Documented in DisassociateResources. */
export interface DisassociateResources {
  readonly type: 'DisassociateResources'
  readonly request: DisassociateResourcesRequest
}

/** Deletes a policy, and ends the associations of its resources. Documented in DeleteBackupPolicy. */
export interface DeleteBackupPolicy {
  readonly type: 'DeleteBackupPolicy'
  readonly request: DeleteBackupPolicyRequest
}

/** Does all that is due: deletes records whose time has come. The library's own. */
export interface Sweep {
  readonly type: 'Sweep'
}

/** The operations of the service that change something. Documented in each operation. */
export type ServiceCommand = CreateBackupPolicy | AssociateResources | DisassociateResources | DeleteBackupPolicy

/** Whatever can be asked of a project's policies: operations, and the sweep. The library's own. */
export type BackupPoliciesCommand = ServiceCommand | Sweep
