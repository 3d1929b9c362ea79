/**
 * DeleteResourceShare: ends every live association, and tries again those whose disassociation has failed. The share is Deleted as
 * soon as all have ended.
 */
import { closing } from '../../aggregate/facts.ts'
import { accepted } from '../../decider/decider.ts'
import { isLive } from '../../lifecycle/association.ts'
import { refuse } from '../errors.ts'
import type { ResourceSharingEvent } from '../events.ts'
import type { Facts } from '../facts.ts'
import { compareByCreation, type ResourceShareState } from '../model.ts'
import { lapseOf, openInvitation, presentAssociations } from '../presence.ts'
import type { DeleteResourceShare } from '../requests.ts'
import { deleteShape, isCode } from '../shape.ts'
import { disassociation } from './disassociate.ts'
import { findOwnShare, type ResourceSharingDecision } from './shares.ts'

export const decideDelete = (
  { request }: DeleteResourceShare,
  state: ResourceShareState,
  facts: Facts
): ResourceSharingDecision => {
  const shape = deleteShape(request)
  if (isCode(shape)) return refuse(shape)
  const share = findOwnShare(state, shape.resourceShareId, facts)
  if (share === undefined) return refuse('EntityNotExists.ResourceShare')
  if (share.status === 'Deleted') return refuse('ResourceShareStatusMismatchAction')
  if (state.running > 0) return refuse('DeleteResourceShareConflict')

  const { resourceShareId } = share
  const live = [...presentAssociations(state, facts)].filter(isLive).sort(compareByCreation)
  const ends = live.map((association) => disassociation(share, association, facts))
  const events: ResourceSharingEvent[] = [...lapses(state, facts), ...ends]
  if (share.status === 'Active') events.unshift({ type: 'ResourceShareDeletionStarted', at: facts.now, resourceShareId })
  if (ends.every(({ type }) => type === 'InvitationCancelled'))
    events.push({ type: 'ResourceShareDeleted', at: facts.now, resourceShareId, ...closing(facts) })
  return accepted(events)
}

/** The ends of all invitations whose time is over at `facts.now`, the earliest first. */
export const lapses = ({ share, associations }: ResourceShareState, { now, retention }: Facts): ResourceSharingEvent[] => {
  const ended: ResourceSharingEvent[] = []
  if (share === undefined) return ended
  for (const association of associations.view('open')) {
    const invitation = openInvitation(association)
    if (invitation === undefined || invitation.closesAt > now) break
    ended.push(lapseOf(share.resourceShareId, association, invitation, retention))
  }
  return ended
}
