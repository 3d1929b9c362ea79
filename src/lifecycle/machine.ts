/**
 * THE transition table: the life of one association as an XState machine. `step()` is compiled from this definition, actors run
 * it, diagrams and the inspector show it. Documented statuses are its states.
 */
import { assign, setup } from 'xstate'
import { type AssociationRecord, type AssociationTag, tagsOf } from './association.ts'
import { type AssociationEvent, type Change, changes, type Guard, guards } from './changes.ts'
import { type ClockWoken, durable } from './durable.ts'
import { type Retention, retentionOf } from './retention.ts'
import { longestTimerMs } from './timer.ts'

/** The record without its status, which is the state of the machine. JSON only. The library's own. */
export interface AssociationContext extends Omit<AssociationRecord, 'status'> {
  readonly retention?: Retention
}

/**
 * What an actor starts from: when the association was asked for (the time of its start where absent), and the window to use where
 * an event names none. The library's own.
 */
export interface AssociationInput {
  /** When the association was asked for: epoch milliseconds. */
  readonly now?: number
  readonly retention?: Retention
}

/** An actor lives in real time, so it alone may ask for it; the pure functions are given theirs. */
const timeOf = (at: unknown): number => (typeof at === 'number' && Number.isFinite(at) ? at : Date.now())

const timeOfEvent = (event: AssociationEvent | ClockWoken) => timeOf('at' in event ? event.at : undefined)

type Scope = { context: AssociationContext; event: AssociationEvent | ClockWoken }

const cleared = { message: undefined, failedOperation: undefined, expiresFrom: undefined, expiresBy: undefined } as const

/** A change as an action. The status in the change's answer is dropped: in the machine that is the state. */
const contextAfter =
  (change: Change) =>
  ({ context, event }: Scope) => {
    const { reason, retention = context.retention, at }: Partial<AssociationEvent> = event.type === 'clock.woken' ? {} : event
    const { status: _, ...record } = change('Associating', context, { reason, retention }, timeOf(at))
    return { ...cleared, ...record } as AssociationContext
  }

const allows =
  (guard: Guard) =>
  ({ context, event }: Scope) =>
    guard(context, timeOfEvent(event))

const lifecycle = setup({
  types: {
    context: {} as AssociationContext,
    events: {} as AssociationEvent | ClockWoken,
    input: {} as AssociationInput | undefined,
    tags: {} as AssociationTag
  },
  guards: {
    retentionFloorPassed: allows(guards.retentionFloorPassed),
    canRetryDisassociation: allows(guards.canRetryDisassociation)
  },
  actions: {
    open: assign(contextAfter(changes.open)),
    proceed: assign(contextAfter(changes.proceed)),
    failAssociation: assign(contextAfter(changes.failAssociation)),
    failDisassociation: assign(contextAfter(changes.failDisassociation)),
    cancel: assign(contextAfter(changes.cancel)),
    end: assign(contextAfter(changes.end))
  },
  delays: {
    retentionFloor: ({ context }) => Math.min(Math.max(0, (context.expiresFrom ?? 0) - Date.now()), longestTimerMs)
  }
})

/** The same in both ended states: a sweep's event, an actor's own timer, and the wake-up after a restart. */
const expiry = (status: 'Disassociated' | 'Failed') =>
  ({
    on: {
      expire: {
        guard: 'retentionFloorPassed',
        target: 'Expired',
        description: 'From 48 hours after the end a sweep may delete the record; at 96 hours it is gone for every reader.'
      },
      'clock.woken': [
        {
          guard: 'retentionFloorPassed',
          target: 'Expired',
          description: 'The time was over while the actor did not run.'
        },
        {
          target: status,
          reenter: true,
          description: 'The actor was started again from a snapshot: set the timer for what is left of the time.'
        }
      ]
    },
    after: {
      retentionFloor: [
        {
          guard: 'retentionFloorPassed',
          target: 'Expired',
          description: 'An actor deletes its own record as soon as that is allowed.'
        },
        { target: status, reenter: true, description: 'The time left was longer than a timer can be: set it again.' }
      ]
    }
  }) as const

/**
 * The lifecycle of one association, id `association`. An actor starts in `Associating`; its events may carry `at`. Restored with
 * `createActor(associationMachine, { snapshot })` it keeps its deadline across any number of restarts. The library's own.
 */
export const associationMachine = durable(
  lifecycle.createMachine({
    id: 'association',
    description: 'The life of one association, from the request to the deletion of its record.',
    context: ({ input }) => {
      const now = timeOf(input?.now)
      const { status: _, ...record } = changes.open('Associating', { createTime: now, updateTime: now }, {}, now)
      return input?.retention === undefined ? record : { ...record, retention: retentionOf(input.retention) }
    },
    initial: 'Associating',
    states: {
      Associating: {
        description: 'The entity is being associated: by the service, or by the target that has still to accept an invitation.',
        tags: tagsOf('Associating'),
        on: {
          associationSucceeded: {
            target: 'Associated',
            actions: 'proceed',
            description: 'The association has taken effect.'
          },
          associationFailed: {
            target: 'Failed',
            actions: 'failAssociation',
            description: 'The association could not be made; the reason is kept and retention starts.'
          },
          associationCancelled: {
            target: 'Disassociated',
            actions: 'cancel',
            description: 'The invitation was withdrawn, rejected or ran out; retention starts.'
          }
        }
      },
      Associated: {
        description: 'The association is in effect.',
        tags: tagsOf('Associated'),
        on: {
          disassociate: {
            target: 'Disassociating',
            actions: 'proceed',
            description: 'The owner removes the entity, or the target leaves.'
          }
        }
      },
      Disassociating: {
        description: 'The entity is being disassociated; the association is still in effect.',
        tags: tagsOf('Disassociating'),
        on: {
          disassociationSucceeded: {
            target: 'Disassociated',
            actions: 'end',
            description: 'The association is no longer in effect; retention starts.'
          },
          disassociationFailed: {
            target: 'Failed',
            actions: 'failDisassociation',
            description: 'The entity could not be disassociated and is still shared in effect; retention starts.'
          }
        }
      },
      Disassociated: {
        description: 'Ended. The record is kept for 48 to 96 hours.',
        tags: tagsOf('Disassociated'),
        ...expiry('Disassociated'),
        on: {
          ...expiry('Disassociated').on,
          associate: {
            target: 'Associating',
            actions: 'open',
            description: 'The same entity is associated again: its record is revived and retention is cancelled.'
          }
        }
      },
      Failed: {
        description: 'An operation failed, and the record says which. The record is kept for 48 to 96 hours.',
        tags: tagsOf('Failed'),
        ...expiry('Failed'),
        on: {
          ...expiry('Failed').on,
          associate: {
            target: 'Associating',
            actions: 'open',
            description: 'The same entity is associated again: its record is revived and retention is cancelled.'
          },
          disassociate: {
            guard: 'canRetryDisassociation',
            target: 'Disassociating',
            actions: 'proceed',
            description: 'A failed disassociation is tried again: the entity is still shared in effect. Retention is cancelled.'
          }
        }
      },
      Expired: {
        type: 'final',
        description: 'The record is gone.'
      }
    }
  })
)
