/** The counts that a state keeps of each policy, so that no decision has to go through its resources. */
import type { Batch } from '../collections/index.ts'
import { isLive } from '../lifecycle/association.ts'
import type { Association, Policies } from './model.ts'

const countOf = (association: Association | undefined): number => Number(association !== undefined && isLive(association))

/** Moves the count of an association's policy from the association as it was to what it has become. */
export const recount = (
  policies: Policies,
  before: Association | undefined,
  after: Association | undefined,
  batch: Batch
): Policies => {
  const change = countOf(after) - countOf(before)
  const association = after ?? before
  const policy = change === 0 || association === undefined ? undefined : policies.get(association)
  if (policy === undefined) return policies
  const { projectId, policyId, policyName, scheduledPolicy, createTime } = policy
  const resourceCount = policy.resourceCount + change
  return policies.put(Object.freeze({ projectId, policyId, policyName, scheduledPolicy, createTime, resourceCount }), batch)
}

/** How many associations there are by the id of their policy, of live ones that were not folded one by one. */
export const countAll = (live: Iterable<Association>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const { policyId } of live) counts.set(policyId, (counts.get(policyId) ?? 0) + 1)
  return counts
}
