/** Folds events into the next state. What an event does to the record of an association is decided by the lifecycle alone. */
import { evolving, type Fold, unknownEvent, type Writable } from '../aggregate/evolve.ts'
import type { Batch } from '../collections/index.ts'
import { retentionOf } from '../lifecycle/retention.ts'
import { associationAfter, type LifecycleFact } from './association.ts'
import { recount } from './counts.ts'
import type { ResourceSharingEvent } from './events.ts'
import { checkState, initialState, type ResourceShareState } from './model.ts'

type Head = Writable<ResourceShareState>

const foldLife = (head: Head, event: LifecycleFact, batch: Batch): void => {
  const before = head.associations.get(event)
  const after = associationAfter(before, event)
  if (after === before) return
  head.associations = after === undefined ? head.associations.remove(event, batch) : head.associations.put(after, batch)
  recount(head, before, after)
}

const fold: Fold<ResourceShareState, ResourceSharingEvent> = (head, event, batch) => {
  switch (event.type) {
    case 'ResourceShareCreated': {
      if (head.share !== undefined) return
      const { at, resourceShareId, resourceShareName, resourceShareOwner, allowExternalTargets } = event
      head.share = Object.freeze({
        resourceShareId,
        resourceShareName,
        resourceShareOwner,
        allowExternalTargets,
        status: 'Active',
        createTime: at,
        updateTime: at
      })
      return
    }
    case 'ResourceShareDeletionStarted':
      if (head.share?.status === 'Active')
        head.share = Object.freeze({
          ...head.share,
          status: 'Deleting',
          updateTime: Math.max(event.at, head.share.updateTime)
        })
      return
    case 'ResourceShareDeleted': {
      if (head.share?.status !== 'Deleting') return
      const updateTime = Math.max(event.at, head.share.updateTime)
      const { floorMs, ceilingMs } = retentionOf(event.retention)
      const deadlines = { expiresFrom: updateTime + floorMs, expiresBy: updateTime + ceilingMs }
      head.share = Object.freeze({ ...head.share, status: 'Deleted', updateTime, ...deadlines })
      return
    }
    case 'ResourceSharePurged':
      delete head.share
      head.associations = initialState.associations
      head.running = initialState.running
      head.inForce = initialState.inForce
      return
    case 'AssociationStarted':
    case 'TargetInvited':
    case 'InvitationAccepted':
    case 'InvitationRejected':
    case 'InvitationCancelled':
    case 'InvitationExpired':
    case 'AssociationSucceeded':
    case 'AssociationFailed':
    case 'DisassociationStarted':
    case 'DisassociationSucceeded':
    case 'DisassociationFailed':
    case 'AssociationExpired':
      foldLife(head, event, batch)
      return
  }
  throw unknownEvent(event)
}

const settle = (state: ResourceShareState): ResourceShareState => {
  if (state.share === undefined) return initialState
  Object.freeze(state.inForce)
  return state
}

const evolution = evolving(fold, checkState, settle)

/**
 * The state after one event. Never refuses: an event that does not fit the state leaves it as it is. The library's own.
 * @throws TypeError for an event of a type that this version does not know: passing over it would lose what happened.
 */
export const evolve: (state: ResourceShareState, event: ResourceSharingEvent) => ResourceShareState = evolution.evolve

/**
 * The state after all events, in one fold: much cheaper than one at a time. The library's own.
 * @throws TypeError for a state that is none of ours, or an event of a type that this version does not know: a programmer's
 * error.
 */
export const evolveAll: (state: ResourceShareState, events: readonly ResourceSharingEvent[]) => ResourceShareState =
  evolution.evolveAll
