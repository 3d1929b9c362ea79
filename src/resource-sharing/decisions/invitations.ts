/** AcceptResourceShareInvitation and RejectResourceShareInvitation: the invited account answers. */
import { closing } from '../../aggregate/facts.ts'
import { accepted } from '../../decider/decider.ts'
import { type ErrorCode, refuse } from '../errors.ts'
import type { ResourceSharingEvent } from '../events.ts'
import type { Facts } from '../facts.ts'
import { type Association, type ResourceShare, type ResourceShareState, shareAt } from '../model.ts'
import { invitationReasons } from '../presence.ts'
import type { AcceptResourceShareInvitation, RejectResourceShareInvitation } from '../requests.ts'
import { invitationShape, isCode } from '../shape.ts'
import { findInvited } from './invitation-ids.ts'
import { lifeEvent, type ResourceSharingDecision } from './shares.ts'

/** Why an invitation can no longer be answered. */
const answered = {
  Accepted: 'InvitationStatus.AlreadyAccepted',
  AcceptFailed: 'InvitationStatus.AlreadyAccepted',
  Rejected: 'InvitationStatus.AlreadyRejected',
  Expired: 'InvitationStatus.Expired',
  Cancelled: 'EntityNotExists.ResourceShareInvitation'
} as const satisfies Record<string, ErrorCode>

const decideAnswer = (
  request: unknown,
  state: ResourceShareState,
  facts: Facts,
  answer: (share: ResourceShare, association: Association, invitationId: string) => ResourceSharingEvent
): ResourceSharingDecision => {
  const shape = invitationShape(request)
  if (isCode(shape)) return refuse(shape)
  const share = shareAt(state, facts.now)
  const association = findInvited(state, shape.invitationId, facts.accountId, facts)
  if (share === undefined || association?.invitation === undefined) return refuse('EntityNotExists.ResourceShareInvitation')
  const { status, invitationId } = association.invitation
  if (status !== 'Pending') return refuse(answered[status])
  return accepted([answer(share, association, invitationId)])
}

export const decideAccept = ({ request }: AcceptResourceShareInvitation, state: ResourceShareState, facts: Facts) =>
  decideAnswer(request, state, facts, (share, association, invitationId) => ({
    ...lifeEvent('InvitationAccepted', share, association, facts.now),
    invitationId
  }))

export const decideReject = ({ request }: RejectResourceShareInvitation, state: ResourceShareState, facts: Facts) =>
  decideAnswer(request, state, facts, (share, association, invitationId) => ({
    ...lifeEvent('InvitationRejected', share, association, facts.now),
    invitationId,
    reason: invitationReasons.Rejected,
    ...closing(facts)
  }))
