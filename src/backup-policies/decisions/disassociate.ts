/** DisassociateResources: resources leave a policy. Each for itself: one that is not in it fails, the rest goes on. */
import { accepted } from '../../decider/decider.ts'
import { refuse } from '../errors.ts'
import type { BackupPoliciesEvent } from '../events.ts'
import type { Facts } from '../facts.ts'
import { type BackupPoliciesState, findPolicy } from '../model.ts'
import type { DisassociateResources } from '../requests.ts'
import { disassociateShape, isCode } from '../shape.ts'
import { type BackupPoliciesDecision, ending } from './policies.ts'

export const decideDisassociate = (
  { request }: DisassociateResources,
  state: BackupPoliciesState,
  facts: Facts
): BackupPoliciesDecision => {
  const shape = disassociateShape(request)
  if (isCode(shape)) return refuse(shape)
  const { projectId } = facts
  const { policyId, resourceIds } = shape
  if (findPolicy(state, projectId, policyId) === undefined) return refuse('AutoBackup.0205')

  const events: BackupPoliciesEvent[] = []
  for (const entityId of resourceIds) {
    const live = state.live.get({ projectId, entityId })
    if (live?.policyId === policyId) events.push(...ending(live, facts))
  }
  return accepted(events)
}
