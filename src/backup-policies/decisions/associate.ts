/**
 * AssociateResources: resources come into a policy. Each for itself: one that does not fit fails, the rest goes on. A resource that is
 * in another policy of the project moves, silently, as documented.
 */
import { accepted } from '../../decider/decider.ts'
import { refuse } from '../errors.ts'
import type { BackupPoliciesEvent } from '../events.ts'
import { defaultLimits, type Facts } from '../facts.ts'
import { type BackupPoliciesState, findPolicy } from '../model.ts'
import type { AssociateResources } from '../requests.ts'
import { associateShape, isCode } from '../shape.ts'
import { type BackupPoliciesDecision, beginning, completing, ending } from './policies.ts'

export const decideAssociate = (
  { request }: AssociateResources,
  state: BackupPoliciesState,
  facts: Facts
): BackupPoliciesDecision => {
  const shape = associateShape(request)
  if (isCode(shape)) return refuse(shape)
  const { projectId } = facts
  const { policyId, resourceIds } = shape
  const policy = findPolicy(state, projectId, policyId)
  if (policy === undefined) return refuse('AutoBackup.0205')

  let room = (facts.limits?.resourcesPerPolicy ?? defaultLimits.resourcesPerPolicy) - policy.resourceCount
  const events: BackupPoliciesEvent[] = []
  for (const entityId of resourceIds) {
    const live = state.live.get({ projectId, entityId })
    if (live?.policyId === policyId) events.push(...completing(live, facts))
    else if (room >= 1) {
      if (live !== undefined) events.push(...ending(live, facts))
      events.push(...beginning({ projectId, policyId, entityId }, facts))
      room -= 1
    }
  }
  return accepted(events)
}
