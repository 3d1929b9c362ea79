/** What can be asked of a state. A query sees what is there at `facts.now`, whether or not a sweep has run. */
import type { Refused } from '../decider/catalogue.ts'
import { isMissingId } from '../decider/values.ts'
import type { AssociationStatus } from '../lifecycle/association.ts'
import { deadlineToIso, toIso } from '../lifecycle/instant.ts'
import { type RefusalCode, refuse } from './errors.ts'
import { checkFacts, type Facts } from './facts.ts'
import { toId } from './grammar.ts'
import {
  type Association,
  type BackupPoliciesState,
  checkState,
  compareByCreation,
  comparePolicies,
  entityType,
  policiesOf
} from './model.ts'
import { presentAssociations } from './presence.ts'
import { type BackupPolicyShown, showPolicy } from './replies.ts'
import type { ListBackupPoliciesRequest, ListResourcesRequest } from './requests.ts'
import { isCode, queryShape } from './shape.ts'

/** The policies of a project. Documented in ListBackupPolicies. */
export interface BackupPoliciesReply {
  /** In the order of their creation. */
  readonly backup_policies: readonly BackupPolicyShown[]
}

/** A record of an association. Times are UTC, ISO 8601 with milliseconds. The library's own. */
export interface ResourceRecord {
  readonly policy_id: string
  readonly resource_id: string
  readonly resource_type: 'volume'
  readonly status: AssociationStatus
  /** When it was associated. */
  readonly create_time: string
  /** When its status last changed. */
  readonly update_time: string
  /** Of an ended one: from the first its record may go, at the second it is gone. */
  readonly expires_from?: string
  /** Of an ended one: from here on it is gone for every reader. */
  readonly expires_by?: string
}

/** The records of a project. The library's own. */
export interface ResourcesListed {
  readonly resources: readonly ResourceRecord[]
}

/**
 * What a query comes to.
 * @internal
 */
type Answer<Reply> = { readonly ok: true; readonly reply: Reply } | Refused<RefusalCode>

const check = (state: BackupPoliciesState, facts: Facts): void => {
  checkFacts(facts)
  checkState(state)
}

/**
 * The project's policies with the number of their resources, in the order of their creation. Documented in ListBackupPolicies.
 * @throws RangeError or TypeError when the facts are no facts, or the state none of ours: a programmer's error.
 */
export const listBackupPolicies = (
  state: BackupPoliciesState,
  request: ListBackupPoliciesRequest,
  facts: Facts
): Answer<BackupPoliciesReply> => {
  check(state, facts)
  const shape = queryShape(request)
  if (isCode(shape)) return refuse(shape)
  const policies = [...policiesOf(state, facts.projectId)].sort(comparePolicies)
  return { ok: true, reply: { backup_policies: policies.map(showPolicy) } }
}

const showRecord = (association: Association): ResourceRecord => {
  const expires_from = deadlineToIso(association.expiresFrom)
  const expires_by = deadlineToIso(association.expiresBy)
  return {
    policy_id: association.policyId,
    resource_id: association.entityId,
    resource_type: entityType,
    status: association.status,
    create_time: toIso(association.createTime),
    update_time: toIso(association.updateTime),
    ...(expires_from !== undefined && { expires_from }),
    ...(expires_by !== undefined && { expires_by })
  }
}

/**
 * The library's own query: every record of the project that is there, ended ones too, with its status and its times; with
 * `policy_id` those of one policy. In the order of association.
 * @throws RangeError or TypeError when the facts are no facts, or the state none of ours: a programmer's error.
 */
export const listResources = (
  state: BackupPoliciesState,
  request: ListResourcesRequest,
  facts: Facts
): Answer<ResourcesListed> => {
  check(state, facts)
  const shape = queryShape(request)
  if (isCode(shape)) return refuse(shape)
  const { policy_id } = shape
  const policyId = typeof policy_id === 'string' ? toId(policy_id) : policy_id
  const records = [...presentAssociations(state, facts.now)].filter(
    (record) => record.projectId === facts.projectId && (isMissingId(policyId) || record.policyId === policyId)
  )
  return { ok: true, reply: { resources: records.sort(compareByCreation).map(showRecord) } }
}

/**
 * Every association that is there at `facts.now`, with its identity, whatever its project. In no promised order. The library's
 * own.
 * @throws RangeError or TypeError when the facts are no facts, or the state none of ours: a programmer's error.
 */
export const associations = (state: BackupPoliciesState, facts: Facts): Iterable<Association> => {
  check(state, facts)
  return { [Symbol.iterator]: () => presentAssociations(state, facts.now) }
}

/**
 * The associations whose disassociation has failed. There are none: the service disassociates at once, and a resource of which
 * that fails stays as it was. The query is there so that a host can treat both systems alike. The library's own.
 * @throws RangeError or TypeError when the facts are no facts, or the state none of ours: a programmer's error.
 */
export const failedDisassociations = (state: BackupPoliciesState, facts: Facts): readonly Association[] => {
  check(state, facts)
  return []
}
