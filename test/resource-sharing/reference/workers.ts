/** Signals, Sweep, DeleteResourceShare and the answers to invitations. */
import type { Facts } from '../../../src/resource-sharing/facts.ts'
import { disassociateOne } from './disassociate.ts'
import { accept, type Outcome, refuse, showInvitation } from './replies.ts'
import { type Code, checkShareId, type Fields, fieldsOf, isInvitationId, isMissing, isMissingId } from './shape.ts'
import {
  type Association,
  deletedWhenAllHasEnded,
  endInvitation,
  find,
  isLive,
  isOpen,
  nothing,
  put,
  type State,
  seenAt,
  stampOf,
  windowFrom,
  withoutLapsed
} from './state.ts'

/** R, DeleteResourceShare. */
export const remove = (state: State, command: Fields, facts: Facts): Outcome => {
  const request = fieldsOf(command.request)
  const malformed = checkShareId(request)
  if (malformed !== undefined) return refuse(state, malformed)
  const { share, associations } = seenAt(state, facts)
  if (share === undefined || share.id !== request.ResourceShareId || share.owner !== facts.accountId)
    return refuse(state, 'EntityNotExists.ResourceShare')
  // "On a Deleted share: ResourceShareStatusMismatchAction."
  if (share.status === 'Deleted') return refuse(state, 'ResourceShareStatusMismatchAction')
  // "while any association is Associating or Disassociating (an open invitation does not count: it is cancelled)".
  const isRunning = (each: Association): boolean =>
    each.status === 'Disassociating' || (each.status === 'Associating' && !isOpen(each))
  if (associations.some(isRunning)) return refuse(state, 'DeleteResourceShareConflict')
  // "else the share is Deleting and its live associations are disassociated", "a further DeleteResourceShare retries those".
  const ended = associations.filter(isLive).map((each) => disassociateOne(each, facts))
  // A Reading: an invitation that had run out by then is ended, too: nothing waits in a share that is to be deleted.
  const lapsed = state.associations.map((each) => withoutLapsed(each, facts))
  const deleting: State = {
    ...put({ share, associations: lapsed }, ended),
    share: share.status === 'Deleting' ? share : { ...share, status: 'Deleting', updateTime: stampOf(share, facts.now) }
  }
  // "nothing live: at once, in the same decision".
  return accept(deletedWhenAllHasEnded(deleting, facts), { RequestId: facts.requestId })
}

/** R, Accept/RejectResourceShareInvitation. */
export const answer = (state: State, command: Fields, facts: Facts): Outcome => {
  const { ResourceShareInvitationId: id } = fieldsOf(command.request)
  if (isMissingId(id)) return refuse(state, 'MissingParameter.ResourceShareInvitationId')
  if (!isInvitationId(id)) return refuse(state, 'InvalidParameter.ResourceShareInvitationId')
  const { share, associations } = seenAt(state, facts)
  // EntityNotExists.ResourceShareInvitation: "unknown, somebody else's, Cancelled".
  const record = associations.find((each) => each.invitation?.id === id && each.entityId === facts.accountId)
  const invitation = record?.invitation
  if (share === undefined || record === undefined || invitation === undefined)
    return refuse(state, 'EntityNotExists.ResourceShareInvitation')
  switch (invitation.status) {
    case 'Cancelled':
      return refuse(state, 'EntityNotExists.ResourceShareInvitation')
    case 'Expired':
      return refuse(state, 'InvitationStatus.Expired')
    case 'Rejected':
      return refuse(state, 'InvitationStatus.AlreadyRejected')
    case 'Accepted':
    case 'AcceptFailed':
      return refuse(state, 'InvitationStatus.AlreadyAccepted')
    case 'Pending': {
      // "Accept makes the invitation Accepted and the association stays Associating until its signal".
      const answered: Association =
        command.type === 'AcceptResourceShareInvitation'
          ? { ...record, invitation: { ...invitation, status: 'Accepted' } }
          : endInvitation(record, invitation, 'Rejected', facts.now, facts)
      return accept(put(state, [answered]), {
        RequestId: facts.requestId,
        ResourceShareInvitation: showInvitation(share, record.entityId, answered.invitation ?? invitation)
      })
    }
  }
}

/** A Reading: "associationType not one of two, entityType/entityId no text, reason neither absent/null nor text -> InvalidParameter". */
const checkSignal = ({ associationType, entityType, entityId, reason }: Fields): Code =>
  (associationType === 'Resource' || associationType === 'Target') &&
  typeof entityType === 'string' &&
  typeof entityId === 'string' &&
  (isMissing(reason) || typeof reason === 'string')
    ? undefined
    : 'InvalidParameter'

/** L, Statuses: the four rows of signals; `undefined` where "Everything else is no transition". */
const signalled = (record: Association, signal: Fields, facts: Facts): Association | undefined => {
  const { message, ...rest } = record
  const at = stampOf(record, facts.now)
  const reason = typeof signal.reason === 'string' ? { message: signal.reason } : {}
  const kept = message === undefined ? {} : { message }
  // R, Invitations: "a signal while the invitation is Pending is rejected".
  if (record.status === 'Associating' && !isOpen(record)) {
    if (signal.type === 'AssociationSucceeded') return { ...rest, ...kept, status: 'Associated', updateTime: at }
    if (signal.type === 'AssociationFailed')
      return {
        ...rest,
        ...reason,
        status: 'Failed',
        failedOperation: 'Associate',
        updateTime: at,
        ...windowFrom(at, facts),
        // R, Invitations: "AssociationFailed then makes the invitation AcceptFailed".
        ...(record.invitation === undefined ? {} : { invitation: { ...record.invitation, status: 'AcceptFailed' } })
      }
  }
  if (record.status === 'Disassociating') {
    if (signal.type === 'DisassociationSucceeded')
      return { ...rest, ...kept, status: 'Disassociated', updateTime: at, ...windowFrom(at, facts) }
    if (signal.type === 'DisassociationFailed')
      return { ...rest, ...reason, status: 'Failed', failedOperation: 'Disassociate', updateTime: at, ...windowFrom(at, facts) }
  }
  return undefined
}

export const signal = (state: State, command: Fields, facts: Facts): Outcome => {
  const malformed = checkSignal(command)
  if (malformed !== undefined) return refuse(state, malformed)
  const { associationType, entityType, entityId } = command
  const entity = {
    associationType: associationType === 'Resource' ? ('Resource' as const) : ('Target' as const),
    entityType: String(entityType),
    entityId: String(entityId)
  }
  const record = find(seenAt(state, facts), entity)
  const changed = record && signalled(record, command, facts)
  if (changed === undefined) return refuse(state, 'SignalRejected')
  const next = put(state, [changed])
  // R, DeleteResourceShare: "A Failed (Disassociate) keeps it Deleting". A Reading: with a window of no length, too, until a sweep.
  return accept(command.type === 'DisassociationFailed' ? next : deletedWhenAllHasEnded(next, facts), {})
}

/** L, Retention: "From 48 h (inclusive) a sweep may delete it", "a sweep at now does all that is due, and a sweep is idempotent". */
export const sweep = (state: State, facts: Facts): Outcome => {
  const isDue = ({ expiresFrom }: { readonly expiresFrom?: number }): boolean =>
    expiresFrom !== undefined && facts.now >= expiresFrom
  const { share, associations } = seenAt(state, facts)
  if (share === undefined) return accept(nothing, {})
  const left = deletedWhenAllHasEnded({ share, associations: associations.filter((each) => !isDue(each)) }, facts)
  // R, DeleteResourceShare: "The record of a Deleted share goes in the same 48-96 h, with all that is in it".
  return accept(left.share === undefined || isDue(left.share) ? nothing : left, {})
}
