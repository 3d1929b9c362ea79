/**
 * The share as a statechart, for those who run actors and for the inspector. It takes the same commands, with their facts, and
 * asks the same `apply`; each association is a child actor of `associationMachine` that is told what was decided of it. The share's
 * state is the truth: it goes with the snapshot as JSON, and the children are made from it again when an actor is restored.
 */
import { enqueueActions, type Snapshot, setup } from 'xstate'
import type { Result } from '../decider/decider.ts'
import { type ClockWoken, durable } from '../lifecycle/durable.ts'
import { associationMachine } from '../lifecycle/machine.ts'
import type { Retention } from '../lifecycle/retention.ts'
import { longestTimerMs } from '../lifecycle/timer.ts'
import { apply } from './apply.ts'
import { lifecycleEventOf } from './association.ts'
import { commandTypes } from './decide.ts'
import type { ErrorCode } from './errors.ts'
import type { ResourceSharingEvent } from './events.ts'
import type { Facts } from './facts.ts'
import { type Association, type Entity, initialState, nextDeadline, type ResourceShareState, shareStatusAt } from './model.ts'
import type { ResourceSharingCommand } from './requests.ts'
import { deserialize, serialize } from './serialize.ts'

/** A command as an actor takes it. */
export type ResourceShareMachineEvent = ResourceSharingCommand & { readonly facts: Facts }

/** JSON only. */
export interface ResourceShareMachineContext {
  /** The share's state in the form of `serialize`, parsed. */
  readonly stored: object
  /** The time of the last command, epoch milliseconds. */
  readonly now: number
  /** The window that the last command's facts named. */
  readonly retention?: Retention | undefined
  /** What the last command came to. */
  readonly result?: Result<unknown, ErrorCode> | undefined
}

/** States by their JSON form, so that an actor reads its own only once. */
const states = new WeakMap<object, ResourceShareState>()

const store = (state: ResourceShareState): object => {
  const stored: object = JSON.parse(serialize(state))
  states.set(stored, state)
  return stored
}

/**
 * The state of a share's actor.
 * @throws Error when the context was not made by this machine: a programmer's error.
 */
export const stateOf = ({ stored }: Pick<ResourceShareMachineContext, 'stored'>): ResourceShareState => {
  const known = states.get(stored)
  if (known !== undefined) return known
  const read = deserialize(JSON.stringify(stored))
  if (!read.ok) throw new Error(`the snapshot holds no share: ${read.error.message}`)
  states.set(stored, read.state)
  return read.state
}

/** The stable id of an association's actor. */
export const actorIdOf = (resourceShareId: string, { associationType, entityType, entityId }: Entity): string =>
  `association/${resourceShareId}/${associationType}/${entityType}/${entityId}`

const nameOf = ({ stored, now }: ResourceShareMachineContext): string => {
  const state = stateOf({ stored })
  return state.share === undefined ? 'None' : shareStatusAt(state, state.share, now)
}

const names = ['None', 'Active', 'Pending', 'Deleting', 'Deleted'] as const
type Name = (typeof names)[number]

const is = (name: Name) => (scope: { context: ResourceShareMachineContext }) => nameOf(scope.context) === name

const sharing = setup({
  types: {
    context: {} as ResourceShareMachineContext,
    events: {} as ResourceShareMachineEvent | ClockWoken,
    emitted: {} as ResourceSharingEvent
  },
  actors: { association: associationMachine },
  guards: {
    isNone: is('None'),
    isActive: is('Active'),
    isPending: is('Pending'),
    isDeleting: is('Deleting'),
    isDeleted: is('Deleted')
  },
  actions: {
    /** Applies the command, or a sweep where the event is none, and tells the associations what was decided. */
    obey: enqueueActions(({ context, event, enqueue, self }) => {
      const before = stateOf(context)
      const own: Facts = {
        now: Date.now(),
        requestId: '',
        accountId: '',
        ...(context.retention && { retention: context.retention })
      }
      const isCommand = 'facts' in event
      const facts = isCommand ? event.facts : own
      const { state, events, result } = apply(before, isCommand ? event : { type: 'Sweep' }, facts)
      enqueue.assign({
        stored: state === before ? context.stored : store(state),
        now: facts.now,
        retention: facts.retention,
        result: isCommand ? result : context.result
      })

      const children = new Map<string, boolean>()
      for (const [id, child] of Object.entries(self.getSnapshot().children))
        children.set(id, child?.getSnapshot().status === 'active')
      for (const happened of events) {
        enqueue.emit(happened)
        if (happened.type === 'ResourceSharePurged') for (const id of children.keys()) enqueue.stopChild(id)
        if (!('entityId' in happened) || happened.type === 'InvitationAccepted') continue
        const id = actorIdOf(happened.resourceShareId, happened)
        const { at, reason, retention } = happened as { at: number; reason?: string; retention?: Retention }
        const type = lifecycleEventOf[happened.type]
        if (children.get(id) === true) enqueue.sendTo(id, { type, at, reason, retention })
        else if (type === 'associate') {
          enqueue.spawnChild('association', { id, input: { now: at } })
          children.set(id, true)
        }
        if (type === 'expire' && children.delete(id)) enqueue.stopChild(id)
      }
    })
  },
  delays: {
    nextDeadline: ({ context }) => {
      const deadline = nextDeadline(stateOf(context)) ?? Number.POSITIVE_INFINITY
      return Math.min(Math.max(0, deadline - Date.now()), longestTimerMs)
    }
  }
})

/** The same in every state: commands are obeyed, and the timer is set again for the deadline that stands then. */
const obeying = (name: Name) => ({
  on: {
    ...(Object.fromEntries(
      commandTypes.map((type) => [
        type,
        { target: name, reenter: true, actions: 'obey', description: 'Decided, folded and answered as by apply().' }
      ])
    ) as { [T in ResourceSharingCommand['type']]: { target: Name; reenter: true; actions: 'obey'; description: string } }),
    'clock.woken': {
      target: name,
      reenter: true,
      actions: 'obey',
      description: 'The actor was started: a sweep, and the timer is set for what is left of the time.'
    } as const
  },
  after: {
    nextDeadline: { target: name, reenter: true, actions: 'obey', description: 'Something is due: a sweep.' } as const
  },
  always: names
    .filter((other) => other !== name)
    .map((other) => ({
      guard: `is${other}` as const,
      target: other,
      description: `The share is ${other === 'None' ? 'gone' : other}.`
    }))
})

/** What the persisted children of a share's actor are, made from its state. */
const childrenOf = (state: ResourceShareState): object => {
  const children: Record<string, object> = {}
  const { share } = state
  if (share === undefined) return children
  for (const association of state.associations) {
    const { status, createTime, updateTime, message, failedOperation, expiresFrom, expiresBy }: Association = association
    const context = { createTime, updateTime, message, failedOperation, expiresFrom, expiresBy }
    const snapshot = { status: 'active', value: status, context, historyValue: {}, children: {} }
    children[actorIdOf(share.resourceShareId, association)] = { snapshot, src: 'association', syncSnapshot: false }
  }
  return children
}

/**
 * One resource share, id `resourceShare`. Send it commands with their facts: `actor.send({ type, request, facts })`; the answer is in
 * the context's `result`, and what has happened is emitted. Restored from a persisted snapshot, it keeps its deadlines.
 */
export const resourceShareMachine = durable(
  sharing.createMachine({
    id: 'resourceShare',
    description: 'One resource share; its associations are its child actors.',
    context: () => ({ stored: store(initialState), now: 0 }),
    initial: 'None',
    states: {
      None: { description: 'There is no share, or its record is gone.', ...obeying('None') },
      Active: { description: 'The share can be changed.', ...obeying('Active') },
      Pending: { description: 'The share can be changed; an invitation is open.', ...obeying('Pending') },
      Deleting: { description: 'The share waits for its associations to end.', ...obeying('Deleting') },
      Deleted: { description: 'Every association has ended; the record is kept for 48 to 96 hours.', ...obeying('Deleted') }
    }
  }),
  (persisted) => {
    const { context } = persisted as Snapshot<unknown> & { context: ResourceShareMachineContext }
    return Object.assign({}, persisted, { children: childrenOf(stateOf(context)) })
  }
)
