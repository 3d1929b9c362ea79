/** Signals: how the operations of the host's workers have ended. A signal that does not fit the record changes nothing. */
import { closing } from '../../aggregate/facts.ts'
import { accepted } from '../../decider/decider.ts'
import { isAbsent } from '../../decider/values.ts'
import { associationAfter } from '../association.ts'
import { refuse } from '../errors.ts'
import type { ResourceSharingEvent } from '../events.ts'
import type { Facts } from '../facts.ts'
import { type Association, associationTypes, type ResourceShare, type ResourceShareState, shareAt } from '../model.ts'
import { findAssociation } from '../presence.ts'
import type { Signal } from '../requests.ts'
import { isEmptyButOne, lifeEvent, type ResourceSharingDecision } from './shares.ts'

const isWellFormed = ({ associationType, entityType, entityId, reason }: Signal): boolean =>
  associationTypes.includes(associationType) &&
  typeof entityType === 'string' &&
  typeof entityId === 'string' &&
  (isAbsent(reason) || typeof reason === 'string')

const eventOf = ({ type, reason }: Signal, share: ResourceShare, association: Association, facts: Facts) => {
  const because = typeof reason === 'string' ? { reason } : {}
  switch (type) {
    case 'AssociationSucceeded':
      return lifeEvent(type, share, association, facts.now)
    case 'AssociationFailed':
    case 'DisassociationFailed':
      return { ...lifeEvent(type, share, association, facts.now), ...because, ...closing(facts) }
    case 'DisassociationSucceeded':
      return { ...lifeEvent(type, share, association, facts.now), ...closing(facts) }
  }
}

export const decideSignal = (signal: Signal, state: ResourceShareState, facts: Facts): ResourceSharingDecision => {
  if (!isWellFormed(signal)) return refuse('InvalidParameter')
  const share = shareAt(state, facts.now)
  const association = share && findAssociation(state, signal, facts)
  if (share === undefined || association === undefined) return refuse('SignalRejected')
  const event = eventOf(signal, share, association, facts)
  if (associationAfter(association, event) === association) return refuse('SignalRejected')

  const events: ResourceSharingEvent[] = [event]
  const isLast = share.status === 'Deleting' && signal.type === 'DisassociationSucceeded' && isEmptyButOne(state, facts.now)
  if (isLast)
    events.push({ type: 'ResourceShareDeleted', at: facts.now, resourceShareId: share.resourceShareId, ...closing(facts) })
  return accepted(events)
}
