/** The policies of a project as text, and back. Canonical: equal states give equal text. */
import { recordLaws, recordRules, type Written, writtenRecord } from '../aggregate/stored.ts'
import {
  breachIn,
  faultAt,
  faultIn,
  faultInEach,
  findRepeated,
  instant,
  type Law,
  object,
  oneOf,
  type Rules,
  type Stored,
  type StoredError,
  seal,
  text,
  unseal
} from '../decider/stored.ts'
import { isLive } from '../lifecycle/association.ts'
import { countAll } from './counts.ts'
import { isId, isPolicyName } from './grammar.ts'
import {
  type Association,
  associationType,
  type BackupPoliciesState,
  type BackupPolicy,
  checkState,
  compareIdentities,
  comparePolicies,
  entityType,
  initialState,
  stateOfRows
} from './model.ts'
import { isOwnSchedule, type ScheduledPolicy, scheduleOf } from './schedule.ts'

const format = 'association-lifecycle/backup-policies'
const version = 1

/** How many resources are in a policy is counted again when it is read. */
type StoredPolicy = Omit<BackupPolicy, 'resourceCount'>

const writtenPolicy = (policy: BackupPolicy): Written<StoredPolicy> => ({
  projectId: policy.projectId,
  policyId: policy.policyId,
  policyName: policy.policyName,
  scheduledPolicy: policy.scheduledPolicy,
  createTime: policy.createTime
})

const writtenAssociation = (association: Association): Written<Association> => ({
  projectId: association.projectId,
  policyId: association.policyId,
  associationType: association.associationType,
  entityType: association.entityType,
  entityId: association.entityId,
  ...writtenRecord(association)
})

/**
 * The state as text: JSON in a versioned envelope, statuses as the documented words. The library's own.
 * @throws TypeError when the state is none of ours: a programmer's error.
 */
export const serialize = (state: BackupPoliciesState): string => {
  checkState(state)
  return seal(format, version, {
    policies: [...state.policies].sort(comparePolicies).map(writtenPolicy),
    associations: [...state.live, ...state.ended].sort(compareIdentities).map(writtenAssociation)
  })
}

const list = { isRequired: true, is: Array.isArray, says: 'a list' }
const contentRules: Rules = { policies: list, associations: list }

const policyRules = {
  projectId: text,
  policyId: text,
  policyName: text,
  scheduledPolicy: object,
  createTime: instant
} as const satisfies Written<StoredPolicy>

const associationRules = {
  projectId: text,
  policyId: text,
  associationType: oneOf([associationType]),
  entityType: oneOf([entityType]),
  entityId: text,
  ...recordRules
} as const satisfies Written<Association>

const policyLaws: readonly Law<StoredPolicy>[] = [
  ['must have a policyId that is a UUID in lower case', ({ policyId }) => isId(policyId)],
  ['must have a policyName that a policy can be given', ({ policyName }) => isPolicyName(policyName)],
  ['must have a scheduledPolicy that a policy can be given', ({ scheduledPolicy }) => isOwnSchedule(scheduledPolicy)]
]

/** True of every association that the commands make, by the events one by one as well; the commands rely on it. */
const associationLaws: readonly Law<Association>[] = [
  ['must have a policyId that is a UUID in lower case', ({ policyId }) => isId(policyId)],
  ['must have an entityId that is a UUID in lower case', ({ entityId }) => isId(entityId)],
  ['must not be Failed, for here nothing fails half-way', ({ status }) => status !== 'Failed'],
  ['must not have a message, for here nothing fails half-way', ({ message }) => message === undefined],
  ...recordLaws
]

const policyFault = (where: string, value: unknown): StoredError | undefined =>
  faultIn(where, value, policyRules) ?? breachIn(where, value as StoredPolicy, policyLaws)

const associationFault = (where: string, value: unknown): StoredError | undefined =>
  faultIn(where, value, associationRules) ?? breachIn(where, value as Association, associationLaws)

/** Ids hold no space. */
const liveKey = ({ entityId, projectId }: Association): string => `${entityId} ${projectId}`
const wholeKey = (association: Association): string => `${association.policyId} ${liveKey(association)}`

/** Whether two associations have the same identity, or two that are live the same resource: then there is room for one of them only. */
const holdsTwins = (associations: readonly Association[], { live, ended }: BackupPoliciesState): boolean => {
  if (live.size + ended.size < associations.length) return true
  for (const association of ended) if (live.get(association)?.policyId === association.policyId) return true
  return false
}

/** What is wrong between policies and associations, each of which is right for itself; `state` has as many of them as there is room for. */
const faultAmong = (
  policies: readonly StoredPolicy[],
  associations: readonly Association[],
  state: BackupPoliciesState
): StoredError | undefined => {
  const projects = new Map(policies.map(({ policyId, projectId }) => [policyId, projectId]))
  const twin = projects.size < policies.length ? findRepeated(policies, ({ policyId }) => policyId) : undefined
  const twins = holdsTwins(associations, state) ? associations : []
  const stray = associations.find(
    (association) => isLive(association) && projects.get(association.policyId) !== association.projectId
  )
  const fault = (association: Association | undefined, says: string) => faultAt('associations', associations, association, says)
  return (
    faultAt('policies', policies, twin, 'has the same policyId as one before it') ??
    fault(findRepeated(twins, wholeKey), 'has the same identity as one before it') ??
    fault(findRepeated(twins.filter(isLive), liveKey), 'must have ended, for its resource is in another policy, too') ??
    fault(stray, 'must have ended, for its project has no such policy')
  )
}

/** Frozen as the fold makes them. */
const stateFrom = (policies: readonly StoredPolicy[], associations: readonly Association[]): BackupPoliciesState => {
  if (policies.length + associations.length === 0) return initialState
  for (const association of associations) Object.freeze(association)
  const live = associations.filter(isLive)
  const counts = countAll(live)
  const counted = policies.map((policy) =>
    Object.freeze({
      ...policy,
      scheduledPolicy: scheduleOf(policy.scheduledPolicy) as ScheduledPolicy,
      resourceCount: counts.get(policy.policyId) ?? 0
    })
  )
  const ended = live.length === associations.length ? [] : associations.filter((association) => !isLive(association))
  return stateOfRows(counted, live, ended)
}

/**
 * The state that a text holds, or what is wrong with it: `NotJson`, `UnknownVersion`, `UnknownStatus` (it names the status) or
 * `Malformed` (it names the place). Never throws, and never passes over anything. The library's own.
 */
export const deserialize = (given: string): Stored<BackupPoliciesState> => {
  const opened = unseal(given, format, version)
  if (!opened.ok) return opened
  const content = opened.state as { policies: StoredPolicy[]; associations: Association[] }
  const fault =
    faultIn('the envelope', content, contentRules) ??
    faultInEach('policies', content.policies, policyFault) ??
    faultInEach('associations', content.associations, associationFault)
  if (fault !== undefined) return { ok: false, error: fault }
  const state = stateFrom(content.policies, content.associations)
  const error = faultAmong(content.policies, content.associations, state)
  return error === undefined ? { ok: true, state } : { ok: false, error }
}
