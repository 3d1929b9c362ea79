/**
 * The state as it is at a point in time, whether or not a sweep has run: a record at or past its ceiling is not there, and an open
 * invitation at or past its seven days has ended, and its association with it.
 */
import { isGone, ownRetention, type Retention } from '../lifecycle/retention.ts'
import { associationAfter } from './association.ts'
import type { InvitationExpired } from './events.ts'
import type { Facts } from './facts.ts'
import { type Association, type Entity, type Invitation, type ResourceShareState, shareAt } from './model.ts'

/** What the record of an association says that ended with its invitation. The library's own words: none are documented. */
export const invitationReasons = Object.freeze({
  Expired: 'The invitation expired.',
  Rejected: 'The invitation was rejected.',
  Cancelled: 'The invitation was cancelled.'
})

/** The open invitation of an association, whether or not its time is over. */
export const openInvitation = ({ invitation }: Association): Invitation | undefined =>
  invitation?.status === 'Pending' ? invitation : undefined

/** The end of an invitation that has lapsed. It happened when the seven days were over, however late it is noticed. */
export const lapseOf = (
  resourceShareId: string,
  { associationType, entityType, entityId }: Association,
  { invitationId, closesAt }: Invitation,
  retention: Retention | undefined
): InvitationExpired => ({
  type: 'InvitationExpired',
  at: closesAt,
  resourceShareId,
  associationType,
  entityType,
  entityId,
  invitationId,
  reason: invitationReasons.Expired,
  ...(retention && { retention: ownRetention(retention) })
})

/** The association as it is at `now`; `undefined` once its record is gone for every reader. */
export const associationAt = (
  association: Association | undefined,
  resourceShareId: string,
  now: number,
  retention: Retention | undefined
): Association | undefined => {
  if (association === undefined || isGone(association, now)) return undefined
  const invitation = openInvitation(association)
  if (invitation === undefined || now < invitation.closesAt) return association
  const lapsed = associationAfter(association, lapseOf(resourceShareId, association, invitation, retention))
  return lapsed !== undefined && isGone(lapsed, now) ? undefined : lapsed
}

/** The association of an entity as it is at `facts.now`. */
export const findAssociation = (state: ResourceShareState, entity: Entity, facts: Facts): Association | undefined =>
  state.share && associationAt(state.associations.get(entity), state.share.resourceShareId, facts.now, facts.retention)

/** All associations as they are at `facts.now`, in no promised order. */
export function* presentAssociations(state: ResourceShareState, facts: Facts): Generator<Association> {
  const share = shareAt(state, facts.now)
  if (share === undefined) return
  for (const association of state.associations) {
    const present = associationAt(association, share.resourceShareId, facts.now, facts.retention)
    if (present !== undefined) yield present
  }
}
