/**
 * The backup policies of a project with their associations, as an immutable value. The aggregate is the whole set, not one policy: a
 * resource has at most one policy, and associating it with another moves it in one decision. Times are epoch milliseconds.
 */
import { checkTables, earliestOf, endedView } from '../aggregate/tables.ts'
import { compareTexts, hashString, Table, type TableSchema } from '../collections/index.ts'
import type { AssociationRecord } from '../lifecycle/association.ts'
import type { ScheduledPolicy } from './schedule.ts'

/**
 * The service associates resources only, and of them only volumes.
 * @internal
 */
export const associationType = 'Resource' as const
/**
 * And of resources only volumes.
 * @internal
 */
export const entityType = 'volume' as const

/** What an association ties to a policy. Documented in AssociateResources. */
export interface Entity {
  /** Always `Resource`. */
  readonly associationType: typeof associationType
  /** Always `volume`. */
  readonly entityType: typeof entityType
  /** The id of the volume: a UUID in lower case. */
  readonly entityId: string
}

/** The identity of an association: one record each. The library's own. */
export interface Identity extends Entity {
  readonly projectId: string
  readonly policyId: string
}

/** An association: its identity and its life. The library's own. */
export interface Association extends Identity, AssociationRecord {}

/** A policy without its associations. Documented in ListBackupPolicies. */
export interface BackupPolicy {
  readonly projectId: string
  /** A UUID in lower case. */
  readonly policyId: string
  readonly policyName: string
  readonly scheduledPolicy: ScheduledPolicy
  /** Epoch milliseconds. */
  readonly createTime: number
  /** How many live resources are in it. */
  readonly resourceCount: number
}

/**
 * A policy's id is its own, whatever the project.
 * @internal
 */
type PolicyKey = Pick<BackupPolicy, 'policyId'>
/**
 * A live association is found by its resource alone: a resource has one at most, whatever the policy.
 * @internal
 */
type LiveKey = Pick<Identity, 'projectId' | 'entityId'>
/**
 * An ended record is found by its whole identity.
 * @internal
 */
type EndedKey = Pick<Identity, 'projectId' | 'policyId' | 'entityId'>

/**
 * The policies.
 * @internal
 */
export type Policies = Table<PolicyKey, BackupPolicy, never>
/**
 * The associations in effect.
 * @internal
 */
export type LiveAssociations = Table<LiveKey, Association, never>
/**
 * The records of what has ended.
 * @internal
 */
export type EndedAssociations = Table<EndedKey, Association, 'ended'>

/**
 * All policies of a project, and every record that is kept. That a resource is live in one policy only holds by the way the
 * records are kept. Where several projects share a state, each sees and changes its own alone. A value: it is never changed, and
 * JSON only by `serialize`. The library's own.
 */
export interface BackupPoliciesState {
  readonly policies: Policies
  readonly live: LiveAssociations
  readonly ended: EndedAssociations
}

/** The order of identity. */
export const compareIdentities = (a: Identity, b: Identity): number =>
  compareTexts(a.policyId, b.policyId) || compareTexts(a.entityId, b.entityId) || compareTexts(a.projectId, b.projectId)

/** The order of lists: by time of creation, then by id. */
export const comparePolicies = (a: BackupPolicy, b: BackupPolicy): number =>
  a.createTime - b.createTime || compareTexts(a.policyId, b.policyId)

/** The order of lists: by time of association, then by identity. */
export const compareByCreation = (a: Association, b: Association): number =>
  a.createTime - b.createTime || compareIdentities(a, b)

const policySchema: TableSchema<PolicyKey, BackupPolicy, never> = {
  identity: { hash: ({ policyId }, seed) => hashString(policyId, seed), equals: (a, b) => a.policyId === b.policyId },
  views: {}
}

const liveSchema: TableSchema<LiveKey, Association, never> = {
  identity: {
    // The id alone tells most volumes apart; the project is needed only where it does not.
    hash: ({ projectId, entityId }, seed) => hashString(entityId, seed === 0 ? 0 : hashString(projectId, seed)),
    equals: (a, b) => a.entityId === b.entityId && a.projectId === b.projectId
  },
  views: {}
}

const endedSchema: TableSchema<EndedKey, Association, 'ended'> = {
  identity: {
    hash: ({ projectId, policyId, entityId }, seed) =>
      hashString(entityId, seed === 0 ? 0 : hashString(policyId, hashString(projectId, seed))),
    equals: (a, b) => a.entityId === b.entityId && a.policyId === b.policyId && a.projectId === b.projectId
  },
  views: { ended: endedView<Association>(compareIdentities) }
}

/** Rows as tables; of two with the same identity the later stays. */
export const stateOfRows = (
  policies: Iterable<BackupPolicy>,
  live: Iterable<Association>,
  ended: Iterable<Association>
): BackupPoliciesState =>
  Object.freeze({
    policies: Table.from(policySchema, policies),
    live: Table.from(liveSchema, live),
    ended: Table.from(endedSchema, ended)
  })

/**
 * There is no policy, and no record of an association. A state that holds nothing is this very value again. The library's own.
 */
export const initialState: BackupPoliciesState = stateOfRows([], [], [])

/** @throws TypeError when the value is no state, such as the parsed JSON of one: a programmer's error. */
export const checkState = (state: BackupPoliciesState): void => checkTables(state?.policies, state?.live, state?.ended)

/** The policy of this id, where it is the project's. Another's is treated as none: its existence is not revealed. */
export const findPolicy = (
  { policies }: Pick<BackupPoliciesState, 'policies'>,
  projectId: string,
  policyId: string
): BackupPolicy | undefined => {
  const policy = policies.get({ policyId })
  return policy?.projectId === projectId ? policy : undefined
}

/** The policies of a project, in no promised order. */
export function* policiesOf({ policies }: BackupPoliciesState, projectId: string): Generator<BackupPolicy> {
  for (const policy of policies) if (policy.projectId === projectId) yield policy
}

/** The live associations of a policy, in the order of lists. Looks through all that are live until it has found them. */
export const liveIn = ({ live }: BackupPoliciesState, { policyId, resourceCount }: BackupPolicy): Association[] => {
  const found: Association[] = []
  for (const association of resourceCount === 0 ? [] : live) {
    if (association.policyId === policyId) found.push(association)
    if (found.length === resourceCount) break
  }
  return found.sort(compareByCreation)
}

/**
 * The earliest time at which there is something to do: a record to delete. Epoch milliseconds. `undefined` where there is
 * nothing. The library's own.
 * @throws TypeError when the state is none of ours: a programmer's error.
 */
export const nextDeadline = (state: BackupPoliciesState): number | undefined => {
  checkState(state)
  return earliestOf(state.ended.view('ended').first()?.expiresFrom)
}
