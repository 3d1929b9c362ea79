/** CreateBackupPolicy: a new policy, with no resource in it. */
import { accepted } from '../../decider/decider.ts'
import { refuse } from '../errors.ts'
import { defaultLimits, type Facts } from '../facts.ts'
import { type BackupPoliciesState, policiesOf } from '../model.ts'
import type { CreateBackupPolicy } from '../requests.ts'
import { createShape, isCode } from '../shape.ts'
import type { BackupPoliciesDecision } from './policies.ts'

/** Only where there are so many policies at all is it worth while to look whose they are. */
const hasTooMany = (state: BackupPoliciesState, { projectId, limits }: Facts): boolean => {
  const limit = limits?.policiesPerProject ?? defaultLimits.policiesPerProject
  return state.policies.size >= limit && [...policiesOf(state, projectId)].length >= limit
}

export const decideCreate = (command: CreateBackupPolicy, state: BackupPoliciesState, facts: Facts): BackupPoliciesDecision => {
  const shape = createShape(command)
  if (isCode(shape)) return refuse(shape)
  if (state.policies.get(shape) !== undefined) return refuse('AutoBackup.0006')
  if (hasTooMany(state, facts)) return refuse('AutoBackup.0203')
  return accepted([{ type: 'BackupPolicyCreated', at: facts.now, projectId: facts.projectId, ...shape }])
}
