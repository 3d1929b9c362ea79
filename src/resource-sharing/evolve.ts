/**
 * Folds events into the next state. The only place with Immer: one draft of the state's head, while the associations are a
 * persistent table that Immer takes as it is. What an event does to a record is decided by the lifecycle alone.
 */
import { produce } from 'immer'
import { type Batch, newBatch } from '../collections/index.ts'
import { retentionOf } from '../lifecycle/retention.ts'
import { associationAfter, type LifecycleFact } from './association.ts'
import { recount } from './counts.ts'
import type { ResourceSharingEvent } from './events.ts'
import { initialState, type Kind, type ResourceShareState } from './model.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

interface Draft extends Writable<ResourceShareState> {
  inForce: { [K in Kind]?: number }
}

const change = produce as (state: ResourceShareState, recipe: (draft: Draft) => void) => ResourceShareState

const foldLife = (draft: Draft, event: LifecycleFact, batch: Batch): void => {
  const before = draft.associations.get(event)
  const after = associationAfter(before, event)
  if (after === before) return
  draft.associations = after === undefined ? draft.associations.remove(event, batch) : draft.associations.put(after, batch)
  recount(draft, before, after)
}

const fold = (draft: Draft, event: ResourceSharingEvent, batch: Batch): void => {
  switch (event.type) {
    case 'ResourceShareCreated': {
      if (draft.share !== undefined) return
      const { at, resourceShareId, resourceShareName, resourceShareOwner, allowExternalTargets } = event
      draft.share = Object.freeze({
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
      if (draft.share?.status === 'Active')
        draft.share = Object.freeze({
          ...draft.share,
          status: 'Deleting',
          updateTime: Math.max(event.at, draft.share.updateTime)
        })
      return
    case 'ResourceShareDeleted': {
      if (draft.share?.status !== 'Deleting') return
      const updateTime = Math.max(event.at, draft.share.updateTime)
      const { floorMs, ceilingMs } = retentionOf(event.retention)
      const deadlines = { expiresFrom: updateTime + floorMs, expiresBy: updateTime + ceilingMs }
      draft.share = Object.freeze({ ...draft.share, status: 'Deleted', updateTime, ...deadlines })
      return
    }
    case 'ResourceSharePurged':
      delete draft.share
      draft.associations = initialState.associations
      draft.running = initialState.running
      draft.inForce = {}
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
      foldLife(draft, event, batch)
      return
  }
  throw new TypeError(
    `evolve does not know the event ${String((event as { type?: unknown })?.type)}: it is not one of this version's`
  )
}

/**
 * The state after one event. Never refuses: an event that does not fit the state leaves it as it is.
 * @throws TypeError for an event of a type that this version does not know: passing over it would lose what happened.
 */
export const evolve = (state: ResourceShareState, event: ResourceSharingEvent): ResourceShareState => evolveAll(state, [event])

/** The state after all events, in one fold: much cheaper than one at a time. */
export const evolveAll = (state: ResourceShareState, events: readonly ResourceSharingEvent[]): ResourceShareState => {
  if (events.length === 0) return state
  const batch = newBatch()
  const next = change(state, (draft) => {
    for (const event of events) fold(draft, event, batch)
  })
  return next.share === undefined ? initialState : next
}
