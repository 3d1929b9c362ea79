/** CreateResourceShare: a new share, with its first resources and targets where some are named. */
import { accepted } from '../../decider/decider.ts'
import { refuse } from '../errors.ts'
import type { ResourceSharingEvent } from '../events.ts'
import { defaultLimits, type Facts } from '../facts.ts'
import { initialState, type ResourceShareState, shareAt } from '../model.ts'
import type { CreateResourceShare } from '../requests.ts'
import { createShape, isCode } from '../shape.ts'
import { startAssociations } from './associate.ts'
import type { ResourceSharingDecision } from './shares.ts'

export const decideCreate = (command: CreateResourceShare, state: ResourceShareState, facts: Facts): ResourceSharingDecision => {
  const shape = createShape(command, facts)
  if (isCode(shape)) return refuse(shape)
  if (shareAt(state, facts.now) !== undefined) return refuse('InvalidParameter')
  const limit = facts.limits?.sharesPerAccount ?? defaultLimits.sharesPerAccount
  if ((facts.usage?.shares ?? 0) >= limit) return refuse('QuotaExceeded.ResourceShare.Count')

  const { resourceShareId, resourceShareName, allowExternalTargets } = shape
  const share = { resourceShareId, resourceShareOwner: facts.accountId, allowExternalTargets }
  const started = startAssociations(share, shape, initialState, facts)
  if (typeof started === 'string') return refuse(started)
  const created: ResourceSharingEvent = { type: 'ResourceShareCreated', at: facts.now, resourceShareName, ...share }
  return accepted([...purgeBefore(state, facts), created, ...started])
}

/** A share that is past its own ceiling, and that no sweep has removed, goes first. */
const purgeBefore = ({ share }: ResourceShareState, facts: Facts): ResourceSharingEvent[] =>
  share === undefined ? [] : [{ type: 'ResourceSharePurged', at: facts.now, resourceShareId: share.resourceShareId }]
