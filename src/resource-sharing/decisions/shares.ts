/** What the decisions about a share have in common: finding it, and the beginnings of their events. */
import { closing } from '../../aggregate/facts.ts'
import type { Decision } from '../../decider/decider.ts'
import type { LifecycleFact } from '../association.ts'
import type { ErrorCode } from '../errors.ts'
import type { InvitationCancelled, ResourceSharingEvent } from '../events.ts'
import type { Facts } from '../facts.ts'
import {
  type Association,
  type Entity,
  hasOpenInvitation,
  hasStuck,
  type Invitation,
  kindsOf,
  type ResourceShare,
  type ResourceShareState,
  shareAt
} from '../model.ts'
import { invitationReasons } from '../presence.ts'

/**
 * What the decisions on a share come to.
 * @internal
 */
export type ResourceSharingDecision = Decision<ResourceSharingEvent, ErrorCode>

/** The share of this id, where the caller owns it. Another's share is treated as none: its existence is not revealed. */
export const findOwnShare = (state: ResourceShareState, resourceShareId: string, facts: Facts): ResourceShare | undefined => {
  const share = shareAt(state, facts.now)
  return share?.resourceShareId === resourceShareId && share.resourceShareOwner === facts.accountId ? share : undefined
}

/** What every event of an association says. A literal: spreading it into an event of each entity would cost more than deciding. */
export const lifeEvent = <T extends LifecycleFact['type']>(
  type: T,
  share: Pick<ResourceShare, 'resourceShareId'>,
  entity: Entity,
  at: number
) => ({
  type,
  at,
  resourceShareId: share.resourceShareId,
  associationType: entity.associationType,
  entityType: entity.entityType,
  entityId: entity.entityId
})

export const cancellation = (
  share: ResourceShare,
  association: Association,
  { invitationId }: Invitation,
  facts: Facts
): InvitationCancelled => ({
  ...lifeEvent('InvitationCancelled', share, association, facts.now),
  invitationId,
  reason: invitationReasons.Cancelled,
  ...closing(facts)
})

/** How many associations are Associating (open invitations apart), Associated or Disassociating. */
const countInForce = (state: ResourceShareState): number =>
  kindsOf(state).reduce((total, kind) => total + (state.inForce[kind] ?? 0), 0)

/** Whether nothing of the share is live any more, once the last operation has ended well. */
export const isEmptyButOne = (state: ResourceShareState, now: number): boolean =>
  countInForce(state) === 1 && !hasOpenInvitation(state, now) && !kindsOf(state).some((kind) => hasStuck(state, kind, now))

/** Whether nothing of the share is live any more, once that many of the stuck are gone. */
export const isEmptyButStuck = (state: ResourceShareState, gone: number, now: number): boolean =>
  countInForce(state) === 0 && !hasOpenInvitation(state, now) && state.associations.view('stuck').size === gone
