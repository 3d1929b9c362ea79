/** An account's totals over all of its shares, as quotas need them. */
import type { ResourceShareState } from '../../resource-sharing/index.ts'
import { countLiveResources, shareAt } from '../../resource-sharing/model.ts'

/** Counts the shares of an account that are not deleted, and the resources in all of them that are live. */
export const usageOf = async (
  states: AsyncIterable<ResourceShareState>,
  accountId: string,
  now: number
): Promise<{ readonly shares: number; readonly sharedResources: number }> => {
  let shares = 0
  let sharedResources = 0
  for await (const state of states) {
    const share = shareAt(state, now)
    if (share?.resourceShareOwner !== accountId) continue
    if (share.status !== 'Deleted') shares += 1
    sharedResources += countLiveResources(state, now, Number.POSITIVE_INFINITY)
  }
  return { shares, sharedResources }
}
