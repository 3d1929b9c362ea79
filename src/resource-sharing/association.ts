/** What an event makes of one association. Its life is decided by the lifecycle alone; here is what a share adds to it. */
import { copyOptional } from '../aggregate/association.ts'
import { type LifecycleEvents, lifecycleEvents, lifeDetailsOf } from '../aggregate/events.ts'
import type { Writable } from '../aggregate/evolve.ts'
import type { AssociationRecord } from '../lifecycle/association.ts'
import { step } from '../lifecycle/transition.ts'
import type { ResourceSharingEvent } from './events.ts'
import { type Association, type Invitation, type InvitationStatus, isAwaitingAnswer } from './model.ts'

/** What an event is to the lifecycle of its association. An accepted invitation leaves it Associating: it is the workers' turn. */
export const lifecycleEventOf = {
  ...lifecycleEvents,
  InvitationAccepted: undefined,
  TargetInvited: 'associate',
  InvitationRejected: 'associationCancelled',
  InvitationCancelled: 'associationCancelled',
  InvitationExpired: 'associationCancelled',
  AssociationFailed: 'associationFailed',
  DisassociationFailed: 'disassociationFailed'
} as const satisfies LifecycleEvents & { readonly [T in ResourceSharingEvent['type']]?: unknown }

export type LifecycleFact = Extract<ResourceSharingEvent, { type: keyof typeof lifecycleEventOf }>

interface Extras {
  readonly targetProperty?: string | undefined
  readonly membership?: Association['membership'] | undefined
  readonly invitation?: Invitation | undefined
}

/** The record with its identity, written out field by field: a spread would cost more than the rest of the fold. */
const associationOf = (
  entity: Pick<Association, 'associationType' | 'entityType' | 'entityId'>,
  record: AssociationRecord,
  extras: Extras
): Association => {
  const association: Writable<Association> = {
    associationType: entity.associationType,
    entityType: entity.entityType,
    entityId: entity.entityId,
    status: record.status,
    createTime: record.createTime,
    updateTime: record.updateTime
  }
  copyOptional(association, record)
  if (extras.targetProperty !== undefined) association.targetProperty = extras.targetProperty
  if (extras.membership !== undefined) association.membership = extras.membership
  if (extras.invitation !== undefined) association.invitation = extras.invitation
  return Object.freeze(association)
}

const withStatus = (invitation: Invitation, status: InvitationStatus): Invitation => Object.freeze({ ...invitation, status })

/** How the event leaves the invitation of an association that has one. */
const invitationAfter = (invitation: Invitation, type: ResourceSharingEvent['type']): Invitation => {
  switch (type) {
    case 'InvitationAccepted':
      return withStatus(invitation, 'Accepted')
    case 'InvitationRejected':
      return withStatus(invitation, 'Rejected')
    case 'InvitationCancelled':
      return withStatus(invitation, 'Cancelled')
    case 'InvitationExpired':
      return withStatus(invitation, 'Expired')
    case 'AssociationFailed':
      return withStatus(invitation, 'AcceptFailed')
    default:
      return invitation
  }
}

/** What belongs to the association beside its life: given anew with each association, else kept. */
const extrasAfter = (before: Association | undefined, event: LifecycleFact, record: AssociationRecord): Extras => {
  if (event.type === 'AssociationStarted') return event
  if (event.type === 'TargetInvited') {
    const { invitationId, closesAt } = event
    const invitation = Object.freeze({ invitationId, status: 'Pending' as const, createTime: record.createTime, closesAt })
    return { membership: 'External', invitation }
  }
  if (before?.invitation === undefined) return before ?? {}
  const { targetProperty, membership, invitation } = before
  return { targetProperty, membership, invitation: invitationAfter(invitation, event.type) }
}

/** While an invitation is open, its answer alone can end the wait; afterwards it cannot be answered again. */
const fitsInvitation = (before: Association, type: LifecycleFact['type']): boolean => {
  if (type === 'AssociationSucceeded' || type === 'AssociationFailed') return !isAwaitingAnswer(before)
  if (type === 'InvitationAccepted' || lifecycleEventOf[type] === 'associationCancelled') return isAwaitingAnswer(before)
  return true
}

/**
 * The association after an event: `undefined` once its record has expired, and the very same where the event does not fit.
 */
export const associationAfter = (before: Association | undefined, event: LifecycleFact): Association | undefined => {
  if (before?.invitation !== undefined && !fitsInvitation(before, event.type)) return before
  if (event.type === 'InvitationAccepted') {
    if (before?.invitation === undefined) return before
    return associationOf(before, before, { ...before, invitation: invitationAfter(before.invitation, event.type) })
  }
  const { at, reason, retention } = lifeDetailsOf(event)
  const stepped = step(before, { type: lifecycleEventOf[event.type], reason, retention }, at)
  if (!stepped.ok) return before
  return stepped.record && associationOf(before ?? event, stepped.record, extrasAfter(before, event, stepped.record))
}
