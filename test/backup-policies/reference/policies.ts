/** CreateBackupPolicy, DeleteBackupPolicy and Sweep. */
import type { Facts } from '../../../src/backup-policies/index.ts'
import { type Change, end, expire, type Outcome, refuse } from './outcome.ts'
import { checkCreate, checkDelete, type Fields, fieldsOf, scheduleOf, toId } from './shape.ts'
import { compareDeadlines, compareRecords, isDue, liveIn, type State, seenAt } from './state.ts'

/** B: "too many policies (10 a tenant)". */
const documentedLimit = 10

export const create = (state: State, command: Fields, facts: Facts): Outcome => {
  const malformed = checkCreate(command.request, command.policyId)
  if (malformed !== undefined) return refuse(state, malformed)
  const policyId = toId(command.policyId)
  // B, Reading 11: "the id to give [...] taken .0006". A Reading: by a policy of any project.
  if (state.policies.some((each) => each.policyId === policyId)) return refuse(state, 'AutoBackup.0006')
  const limit = facts.limits?.policiesPerProject ?? documentedLimit
  if (seenAt(state, facts).policies.length >= limit) return refuse(state, 'AutoBackup.0203')
  const { projectId, now } = facts
  const { backup_policy_name, scheduled_policy } = fieldsOf(command.request)
  const policyName = String(backup_policy_name)
  const scheduledPolicy = scheduleOf(scheduled_policy)
  return {
    state: { ...state, policies: [...state.policies, { projectId, policyId, policyName, scheduledPolicy, createTime: now }] },
    events: [{ type: 'BackupPolicyCreated', at: now, projectId, policyId, policyName, scheduledPolicy }],
    result: { ok: true, reply: { backup_policy_id: policyId } }
  }
}

export const remove = (state: State, command: Fields, facts: Facts): Outcome => {
  const malformed = checkDelete(command.request)
  if (malformed !== undefined) return refuse(state, malformed)
  const policyId = toId(fieldsOf(command.request).policy_id)
  const seen = seenAt(state, facts)
  const policy = seen.policies.find((each) => each.policyId === policyId)
  if (policy === undefined) return refuse(state, 'AutoBackup.0205')
  // B, Reading 11: ".0225 while executing, .0100 for the default policy". A Reading: the one that never passes comes first.
  if (toId(facts.defaultPolicyId) === policyId) return refuse(state, 'AutoBackup.0100')
  if (facts.executingPolicyIds?.some((id) => toId(id) === policyId)) return refuse(state, 'AutoBackup.0225')
  // "allowed with resources in it, which ends their associations"
  const ended = liveIn(seen, policyId)
    .sort(compareRecords)
    .reduce<Change>((change, each) => end(change, each, facts), { state, events: [] })
  const { projectId, now } = facts
  return {
    state: { ...ended.state, policies: ended.state.policies.filter((each) => each !== policy) },
    events: [...ended.events, { type: 'BackupPolicyDeleted', at: now, projectId, policyId }],
    result: { ok: true, reply: {} }
  }
}

/** D: "a sweep at `now` does all that is due": of every project, as nextDeadline does not tell projects apart. */
export const sweep = (state: State, facts: Facts): Outcome => {
  const due = state.associations.filter((each) => isDue(each, facts.now)).sort(compareDeadlines)
  const swept = due.reduce<Change>((change, each) => expire(change, each, facts.now), { state, events: [] })
  return { ...swept, result: { ok: true, reply: {} } }
}
