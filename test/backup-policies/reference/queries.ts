/** listBackupPolicies, listResources and associations. */
import type { Facts } from '../../../src/backup-policies/index.ts'
import { refusal } from './outcome.ts'
import { checkMarkup, fieldsOf, isMissingId, toId } from './shape.ts'
import { compareRecords, compareText, isGone, liveIn, type State, seenAt } from './state.ts'

const iso = (time: number): string => new Date(time).toISOString()

/** B, Reading 11: "list (`GET`, with `policy_resource_count`)". Readings: in the order of creation; of the checks only .0221 is made. */
export const listBackupPolicies = (state: State, request: unknown, facts: Facts): object => {
  const malformed = checkMarkup(request)
  if (malformed !== undefined) return refusal(malformed)
  const seen = seenAt(state, facts)
  const policies = seen.policies.toSorted((a, b) => a.createTime - b.createTime || compareText(a.policyId, b.policyId))
  const backup_policies = policies.map(({ policyId, policyName, scheduledPolicy }) => ({
    backup_policy_id: policyId,
    backup_policy_name: policyName,
    scheduled_policy: scheduledPolicy,
    policy_resource_count: liveIn(seen, policyId).length
  }))
  return { ok: true, reply: { backup_policies } }
}

/** B, Reading 12: "shows every record with status and times". A Reading: a policy_id that nobody has is no error, but has no records. */
export const listResources = (state: State, request: unknown, facts: Facts): object => {
  const malformed = checkMarkup(request)
  if (malformed !== undefined) return refusal(malformed)
  const { policy_id } = fieldsOf(request)
  const isWanted = (policyId: string): boolean =>
    isMissingId(policy_id) || (typeof policy_id === 'string' && policyId === toId(policy_id))
  const records = seenAt(state, facts).associations.filter(({ policyId }) => isWanted(policyId))
  const resources = records
    .sort(compareRecords)
    .map(({ policyId, entityId, status, createTime, updateTime, expiresFrom, expiresBy }) => ({
      policy_id: policyId,
      resource_id: entityId,
      resource_type: 'volume',
      status,
      create_time: iso(createTime),
      update_time: iso(updateTime),
      ...(expiresFrom === undefined ? {} : { expires_from: iso(expiresFrom) }),
      ...(expiresBy === undefined ? {} : { expires_by: iso(expiresBy) })
    }))
  return { ok: true, reply: { resources } }
}

/** D: "every record with its identity". A Reading: of all projects. */
export const associations = (state: State, { now }: Facts): object[] =>
  state.associations
    .filter((each) => !isGone(each, now))
    .map((each) => ({ ...each, associationType: 'Resource', entityType: 'volume' }))
