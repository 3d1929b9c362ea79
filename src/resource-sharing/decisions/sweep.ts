/** Sweep: does all that is due at `facts.now`. Deadlines are data, so a sweep that comes late or twice does no harm. */
import { closing } from '../../aggregate/facts.ts'
import { accepted } from '../../decider/decider.ts'
import { dueAmong, isDue, retentionOf } from '../../lifecycle/retention.ts'
import { associationAfter, type LifecycleFact } from '../association.ts'
import type { AssociationExpired, ResourceSharingEvent } from '../events.ts'
import type { Facts } from '../facts.ts'
import type { Association, ResourceShare, ResourceShareState } from '../model.ts'
import type { Sweep } from '../requests.ts'
import { lapses } from './delete.ts'
import { isEmptyButStuck, lifeEvent, type ResourceSharingDecision } from './shares.ts'

const expiry = (share: ResourceShare, association: Association, now: number): AssociationExpired => {
  const event = lifeEvent('AssociationExpired', share, association, now)
  const { failedOperation } = association
  return failedOperation === undefined ? event : { ...event, failedOperation }
}

/** The records that are due by their own deadline, the earliest first. */
const expiries = (share: ResourceShare, state: ResourceShareState, now: number): AssociationExpired[] =>
  dueAmong(state.associations.view('ended'), now).map((association) => expiry(share, association, now))

/** The records of invitations that lapsed so long ago that they are due at once. */
const lateExpiries = (share: ResourceShare, state: ResourceShareState, ended: ResourceSharingEvent[], now: number) =>
  ended.flatMap((event) => {
    const lapse = event as LifecycleFact
    const association = associationAfter(state.associations.get(lapse), lapse)
    return association !== undefined && isDue(association, now) ? [expiry(share, association, now)] : []
  })

export const decideSweep = (_sweep: Sweep, state: ResourceShareState, facts: Facts): ResourceSharingDecision => {
  const { share } = state
  if (share === undefined) return accepted([])
  const { now } = facts
  const { resourceShareId } = share
  const ended = lapses(state, facts)
  const expired = expiries(share, state, now)
  const events = [...ended, ...expired, ...lateExpiries(share, state, ended, now)]

  const stuck = expired.filter(({ failedOperation }) => failedOperation === 'Disassociate').length
  const isEmptied = share.status === 'Deleting' && isEmptyButStuck(state, stuck, now)
  if (isEmptied) events.push({ type: 'ResourceShareDeleted', at: now, resourceShareId, ...closing(facts) })
  // A share that is deleted just now may go at once, if its window has no length and the clock has not stepped back.
  const expiresFrom = Math.max(now, share.updateTime) + retentionOf(facts.retention).floorMs
  const isPurged = isEmptied ? now >= expiresFrom : isDue(share, now)
  if (isPurged) events.push({ type: 'ResourceSharePurged', at: now, resourceShareId })
  return accepted(events)
}
