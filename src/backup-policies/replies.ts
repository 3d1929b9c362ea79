/** What happened, in the documented form, and beside it this library's own reasons for what failed. Lists keep the order of the request. */
import { errors } from './errors.ts'
import type { BackupPoliciesEvent } from './events.ts'
import type { Facts } from './facts.ts'
import { toId } from './grammar.ts'
import type { BackupPoliciesState, BackupPolicy } from './model.ts'
import type {
  AssociateResources,
  AssociateResourcesRequest,
  BackupPoliciesCommand,
  DisassociateResources,
  DisassociateResourcesRequest,
  ResourceToAssociate
} from './requests.ts'
import type { ScheduledPolicy } from './schedule.ts'
import { namedIn } from './shape.ts'

/** A resource of a request. Its id is in lower case. Documented in DisassociateResources. */
export interface DisassociatedResource {
  readonly resource_id: string
}

/** A resource of a request, with what the request said of it. Documented in AssociateResources. */
export interface AssociatedResource extends DisassociatedResource {
  readonly resource_type: 'volume'
  /** Where the request had it. */
  readonly availability_zone?: string
  /** Where the request had it. */
  readonly os_vol_host_attr?: string
}

/**
 * What a resource that failed has beside. There need not be a `code`: the list that an entry is in says that it failed.
 * Documented in DisassociateResources.
 */
export interface Failing {
  /** What the service says of the code. */
  readonly message?: string
  readonly code?: 'AutoBackup.0204'
}

/**
 * Each resource of the request is in one of the two, once; both are always there. Documented in AssociateResources and
 * DisassociateResources.
 */
export interface ResourcesReply<Resource extends DisassociatedResource = DisassociatedResource> {
  /** What came true, in the order of the request. */
  readonly success_resources: readonly Resource[]
  /** What did not, in the order of the request. */
  readonly fail_resources: readonly (Resource & Failing)[]
}

/** What became of each resource to associate. Documented in AssociateResources. */
export type AssociateResourcesReply = ResourcesReply<AssociatedResource>
/** What became of each resource to disassociate. Documented in DisassociateResources. */
export type DisassociateResourcesReply = ResourcesReply

/** The id of the policy that was made, in lower case. Documented in CreateBackupPolicy. */
export interface CreateBackupPolicyReply {
  readonly backup_policy_id: string
}

/** A policy as the service shows it. Documented in ListBackupPolicies. */
export interface BackupPolicyShown {
  readonly backup_policy_id: string
  readonly backup_policy_name: string
  readonly scheduled_policy: ScheduledPolicy
  /** How many resources are in it. */
  readonly policy_resource_count: number
}

/** Why a resource failed: it is not in the policy, or the policy has no room for it. The library's own. */
export type FailureReason = 'NotAssociated' | 'PolicyFull'

/** A failed resource with its reason: what the wire form, which may have no code, cannot say. The library's own. */
export interface ResourceFailure {
  readonly resource_id: string
  readonly reason: FailureReason
}

/**
 * The reply to each operation that has one.
 * @internal
 */
interface Replies {
  readonly CreateBackupPolicy: CreateBackupPolicyReply
  readonly AssociateResources: AssociateResourcesReply
  readonly DisassociateResources: DisassociateResourcesReply
}

/** The reply to a command; deleting a policy and Sweep are answered with an empty object. Documented in each operation. */
export type ReplyOf<C extends BackupPoliciesCommand> = C extends { readonly type: keyof Replies }
  ? Replies[C['type']]
  : Record<string, never>

/**
 * What an accepted command came to: the documented reply, and, of one that names resources, the failures with their reasons. The
 * library's own.
 */
export type AcceptedOf<C extends BackupPoliciesCommand> = C extends AssociateResources | DisassociateResources
  ? { readonly ok: true; readonly reply: ReplyOf<C>; readonly failures: readonly ResourceFailure[] }
  : { readonly ok: true; readonly reply: ReplyOf<C> }

export const showPolicy = ({ policyId, policyName, scheduledPolicy, resourceCount }: BackupPolicy): BackupPolicyShown => ({
  backup_policy_id: policyId,
  backup_policy_name: policyName,
  scheduled_policy: scheduledPolicy,
  policy_resource_count: resourceCount
})

const hostFields = ['availability_zone', 'os_vol_host_attr'] as const

const showToAssociate = (resource_id: string, entry: ResourceToAssociate): AssociatedResource => ({
  resource_id,
  resource_type: entry.resource_type,
  ...Object.fromEntries(hostFields.flatMap((name) => (typeof entry[name] === 'string' ? [[name, entry[name]]] : [])))
})

/** The code of a reason, where the service has one. */
const codes = { NotAssociated: undefined, PolicyFull: 'AutoBackup.0204' } as const

/** Parts the resources of a request into those that came true and those that did not. */
const partition = <E, Resource extends DisassociatedResource>(
  named: ReadonlyMap<string, E>,
  show: (resourceId: string, entry: E) => Resource,
  cameTrue: (resourceId: string) => boolean,
  reason: FailureReason
) => {
  const code = codes[reason]
  const success_resources: Resource[] = []
  const fail_resources: (Resource & Failing)[] = []
  for (const [resourceId, entry] of named) {
    const shown = show(resourceId, entry)
    if (cameTrue(resourceId)) success_resources.push(shown)
    else fail_resources.push(code === undefined ? shown : { ...shown, message: errors[code].message, code })
  }
  const failures = fail_resources.map(({ resource_id }): ResourceFailure => ({ resource_id, reason }))
  return { ok: true as const, reply: { success_resources, fail_resources }, failures }
}

const answerAssociate = (
  { resources, backup_policy_id }: AssociateResourcesRequest,
  { live }: BackupPoliciesState,
  { projectId }: Facts
) => {
  const policyId = toId(backup_policy_id)
  const isIn = (entityId: string) => live.get({ projectId, entityId })?.policyId === policyId
  return partition(namedIn(resources), showToAssociate, isIn, 'PolicyFull')
}

const answerDisassociate = ({ resources }: DisassociateResourcesRequest, events: readonly BackupPoliciesEvent[]) => {
  const left = new Set(events.map((event) => ('entityId' in event ? event.entityId : '')))
  return partition(
    namedIn(resources),
    (resource_id) => ({ resource_id }),
    (resourceId) => left.has(resourceId),
    'NotAssociated'
  )
}

/** The answer to a command that was accepted, from the state and the events that it led to. */
export const answerTo = (
  command: BackupPoliciesCommand,
  state: BackupPoliciesState,
  events: readonly BackupPoliciesEvent[],
  facts: Facts
): AcceptedOf<BackupPoliciesCommand> => {
  switch (command.type) {
    case 'CreateBackupPolicy':
      return { ok: true, reply: { backup_policy_id: toId(command.policyId) } }
    case 'AssociateResources':
      return answerAssociate(command.request, state, facts)
    case 'DisassociateResources':
      return answerDisassociate(command.request, events)
    case 'DeleteBackupPolicy':
    case 'Sweep':
      return { ok: true, reply: {} }
  }
}
