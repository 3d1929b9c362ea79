/** DeleteBackupPolicy: the policy goes, and every association in it ends. Backups stay. */
import { accepted } from '../../decider/decider.ts'
import { refuse } from '../errors.ts'
import type { BackupPoliciesEvent } from '../events.ts'
import { type Facts, isDefaultPolicy, isExecuting } from '../facts.ts'
import { type BackupPoliciesState, findPolicy, liveIn } from '../model.ts'
import type { DeleteBackupPolicy } from '../requests.ts'
import { deleteShape, isCode } from '../shape.ts'
import { type BackupPoliciesDecision, ending } from './policies.ts'

export const decideDelete = (
  { request }: DeleteBackupPolicy,
  state: BackupPoliciesState,
  facts: Facts
): BackupPoliciesDecision => {
  const shape = deleteShape(request)
  if (isCode(shape)) return refuse(shape)
  const { projectId } = facts
  const { policyId } = shape
  const policy = findPolicy(state, projectId, policyId)
  if (policy === undefined) return refuse('AutoBackup.0205')
  if (isDefaultPolicy(facts, policyId)) return refuse('AutoBackup.0100')
  if (isExecuting(facts, policyId)) return refuse('AutoBackup.0225')

  const events: BackupPoliciesEvent[] = liveIn(state, policy).flatMap((association) => ending(association, facts))
  return accepted([...events, { type: 'BackupPolicyDeleted', at: facts.now, projectId, policyId }])
}
