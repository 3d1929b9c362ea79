/** Drives the policies of a project through the public functions, for tests. */

import type {
  BackupPoliciesCommand,
  BackupPoliciesState,
  Facts,
  ResourceFailure,
  ResourcesReply,
  ScheduledPolicy
} from '../../src/backup-policies/index.ts'
import { backupPolicies } from '../../src/index.ts'

export const start = Date.parse('2020-12-04T09:40:41.250Z')
export const hour = 3_600_000
export const day = 24 * hour

export const project = '0605767b5780d5762fc5c0118072a564'
export const otherProject = '0605767b5780d5762fc5c0118072a565'

/** The ids of the documented request. */
export const policyId = 'af8a20b0-117d-4fc3-ae53-aa3968a4f870'
export const volumeId = 'bce8d47a-af17-4169-901f-4c7ae9f29c2c'

/** Further ids, by number. */
export const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
export const otherPolicyId = uuid(2)

export const schedule: ScheduledPolicy = {
  frequency: 1,
  start_time: '12:00',
  status: 'ON',
  rentention_num: 5,
  remain_first_backup_of_curMonth: 'N'
}

export const factsOf = (given: Partial<Facts> = {}): Facts => ({
  now: start,
  requestId: '95230BC9-A8E8-4493-96BD-4F0C758E37F8',
  projectId: project,
  ...given
})

export const run = (state: BackupPoliciesState, command: unknown, facts: Partial<Facts> = {}) =>
  backupPolicies.apply(state, command as BackupPoliciesCommand, factsOf(facts))

export const must = (state: BackupPoliciesState, command: unknown, facts: Partial<Facts> = {}): BackupPoliciesState => {
  const applied = run(state, command, facts)
  if (!applied.result.ok) throw new Error(`refused: ${JSON.stringify(command)}: ${applied.result.error.code}`)
  return applied.state
}

export const codeOf = (state: BackupPoliciesState, command: unknown, facts: Partial<Facts> = {}): string => {
  const { result } = run(state, command, facts)
  return result.ok ? 'ok' : result.error.code
}

export const creation = (id: unknown = policyId, request: object = {}) => ({
  type: 'CreateBackupPolicy',
  policyId: id,
  request: { backup_policy_name: 'plan01', scheduled_policy: schedule, ...request }
})

export const volume = (resource_id: unknown) => ({ resource_id, resource_type: 'volume' })

export const association = (ids: readonly unknown[], policy: unknown = policyId) => ({
  type: 'AssociateResources',
  request: { backup_policy_id: policy, resources: ids.map(volume) }
})

export const disassociation = (ids: readonly unknown[], policy: unknown = policyId) => ({
  type: 'DisassociateResources',
  request: { policy_id: policy, resources: ids.map((resource_id) => ({ resource_id })) }
})

export const deletion = (policy: unknown = policyId) => ({ type: 'DeleteBackupPolicy', request: { policy_id: policy } })
export const sweep = { type: 'Sweep' }

/** A policy, and another one, both without resources. */
export const twoPolicies = (): BackupPoliciesState =>
  must(must(backupPolicies.initialState, creation()), creation(otherPolicyId, { backup_policy_name: 'plan02' }))

/** The same with volumes in the first. */
export const ready = (ids: readonly string[] = [volumeId]): BackupPoliciesState => must(twoPolicies(), association(ids))

/** What became of the resources of a request. */
export const partsOf = ({
  result
}: ReturnType<typeof run>): ResourcesReply & { readonly failures: readonly ResourceFailure[] } => {
  if (!result.ok || !('failures' in result)) throw new Error(`no list of resources: ${JSON.stringify(result)}`)
  return { ...(result.reply as ResourcesReply), failures: result.failures }
}

/** The record of a resource in a policy, as a query shows it. */
export const recordOf = (state: BackupPoliciesState, id: string, policy = policyId, facts: Partial<Facts> = {}) =>
  [...backupPolicies.associations(state, factsOf(facts))].find(
    ({ policyId: found, entityId }) => found === policy && entityId === id
  )

/** How many resources each policy of the list has. */
export const countsOf = (state: BackupPoliciesState, facts: Partial<Facts> = {}): Readonly<Record<string, number>> => {
  const listed = backupPolicies.listBackupPolicies(state, {}, factsOf(facts))
  if (!listed.ok) throw new Error(listed.error.code)
  return Object.fromEntries(
    listed.reply.backup_policies.map(({ backup_policy_id, policy_resource_count }) => [backup_policy_id, policy_resource_count])
  )
}
