/**
 * An aggregate as a statechart, for those who run actors and for the inspector. It takes the commands of its system, with their facts,
 * and asks the same `apply`; each association is a child actor of `associationMachine` that is told what was decided of it. The
 * aggregate's state is the truth: it goes with the snapshot as JSON, and the children are made from it again when an actor is restored.
 */
import { enqueueActions, type Snapshot, setup } from 'xstate'
import type { CommandError } from '../decider/catalogue.ts'
import type { Applied } from '../decider/decider.ts'
import type { AssociationRecord } from '../lifecycle/association.ts'
import { type ClockWoken, durable } from '../lifecycle/durable.ts'
import { associationMachine } from '../lifecycle/machine.ts'
import type { Retention } from '../lifecycle/retention.ts'
import { longestTimerMs } from '../lifecycle/timer.ts'
import { type LifecycleEvents, lifeDetailsOf } from './events.ts'
import type { BaseFacts } from './facts.ts'

/**
 * An association with the identity of its container: what the id of its actor is made of.
 * @internal
 */
interface Identity {
  /** Of a resource or of a target. */
  readonly associationType: string
  /** The resource type, or `Account`. */
  readonly entityType: string
  readonly entityId: string
}

/**
 * The stable id of an association's actor. `association/<share>/<associationType>/<entityType>/<entityId>`. The library's own.
 */
export const actorIdOf = (containerId: string, { associationType, entityType, entityId }: Identity): string =>
  `association/${containerId}/${associationType}/${entityType}/${entityId}`

/** What a command came to, in whichever system. */
interface AnyResult {
  readonly ok: boolean
  readonly error?: CommandError
}

/**
 * The context of an aggregate's actor. JSON only.
 * @internal
 */
export interface AggregateContext<Result> {
  /** The aggregate's state in the form of `serialize`, parsed. */
  readonly stored: object
  /** The time of the last command, epoch milliseconds. */
  readonly now: number
  /** The window that the last command's facts named. */
  readonly retention?: Retention | undefined
  /** What the last command came to. */
  readonly result?: Result | undefined
}

/** How a state is kept: as JSON in the context, and beside it as itself, so that an actor reads its own only once. */
export const keeping = <State>(
  serialize: (state: State) => string,
  deserialize: (
    text: string
  ) => { readonly ok: true; readonly state: State } | { readonly ok: false; readonly error: CommandError }
) => {
  const states = new WeakMap<object, State>()
  return {
    store: (state: State): object => {
      const stored: object = JSON.parse(serialize(state))
      states.set(stored, state)
      return stored
    },
    stateOf: ({ stored }: { readonly stored: object }): State => {
      const known = states.get(stored)
      if (known !== undefined) return known
      const read = deserialize(JSON.stringify(stored))
      if (!read.ok) throw new Error(`the snapshot holds no state of this machine: ${read.error.message}`)
      states.set(stored, read.state)
      return read.state
    }
  }
}

/** What an aggregate's statechart is made of. */
export interface AggregateDefinition<
  Name extends string,
  State,
  Command extends { readonly type: string },
  Event extends { readonly type: string; readonly at: number },
  Facts extends BaseFacts,
  Result extends AnyResult
> {
  readonly id: string
  readonly description: string
  /** Its states, the initial one first, and what each means. */
  readonly states: { readonly [N in Name]: string }
  readonly nameOf: (state: State, now: number) => Name
  readonly keeper: ReturnType<typeof keeping<State>>
  readonly initialState: State
  readonly apply: (state: State, command: Command, facts: Facts) => Applied<State, Event, Result>
  readonly nextDeadline: (state: State) => number | undefined
  readonly commandTypes: readonly Command['type'][]
  readonly sweep: Command
  /** The facts of a sweep of the actor's own, but for the time. */
  readonly ownFacts: Omit<Facts, keyof BaseFacts>
  readonly lifecycleEventOf: LifecycleEvents
  /** The actor of the association that an event is about; `undefined` for an event of the container. */
  readonly actorOf: (event: Event) => string | undefined
  /** Whether all associations are gone with an event. */
  readonly clears: (event: Event) => boolean
  /** The id that an actor of this aggregate is known by, as far as its state, the command and the facts tell. */
  readonly actorIdFor: (state: State, command: Command, facts: Facts) => string
  /** All associations that there are, by the ids of their actors. */
  readonly recordsOf: (state: State) => Iterable<readonly [id: string, record: AssociationRecord]>
}

/** What the persisted children of an aggregate's actor are, made from its state. */
const childrenOf = (records: Iterable<readonly [id: string, record: AssociationRecord]>): object => {
  const children: Record<string, object> = {}
  for (const [id, record] of records) {
    const { status, createTime, updateTime, message, failedOperation, expiresFrom, expiresBy } = record
    const context = { createTime, updateTime, message, failedOperation, expiresFrom, expiresBy }
    const snapshot = { status: 'active', value: status, context, historyValue: {}, children: {} }
    children[id] = { snapshot, src: 'association', syncSnapshot: false }
  }
  return children
}

/** The actor's own affairs, its start and its timer: a sweep. */
const isOwn = ({ type }: { readonly type: string }): boolean => type === 'clock.woken' || type.startsWith('xstate.')

const hasFacts = ({ event }: { readonly event: object }): boolean => 'facts' in event

/** Makes the statechart of an aggregate. Restored from a persisted snapshot, its actors keep their deadlines. */
export const aggregateMachine = <
  Name extends string,
  State,
  Command extends { readonly type: string },
  Event extends { readonly type: string; readonly at: number },
  Facts extends BaseFacts,
  Result extends AnyResult
>(
  definition: AggregateDefinition<Name, State, Command, Event, Facts, Result>
) => {
  type Context = AggregateContext<Result>
  type Told = Command & { readonly facts: Facts }
  const { apply, keeper, nextDeadline } = definition
  const { store, stateOf } = keeper
  const names = Object.keys(definition.states) as Name[]
  type Scope = { readonly context: Context; readonly event: object }
  const is =
    (name: Name) =>
    ({ context }: Scope): boolean =>
      definition.nameOf(stateOf(context), context.now) === name
  const guards: { readonly [name: string]: (scope: Scope) => boolean } = {
    ...Object.fromEntries(names.map((name) => [`is${name}`, is(name)])),
    hasFacts
  }

  const aggregate = setup({
    types: {
      context: {} as Context,
      events: {} as Told | ClockWoken,
      emitted: {} as Event
    },
    actors: { association: associationMachine },
    guards,
    actions: {
      /** Applies the command, or a sweep where the event is none, and tells the associations what was decided. */
      obey: enqueueActions(({ context, event, enqueue, self }) => {
        const before = stateOf(context)
        const command = isOwn(event) ? undefined : (event as Told)
        if (command !== undefined && !hasFacts({ event }))
          throw new TypeError(`an actor needs the facts of a command: send({ type: '${event.type}', ..., facts })`)
        const clock: BaseFacts = { now: Date.now(), requestId: '', ...(context.retention && { retention: context.retention }) }
        const facts = command?.facts ?? ({ ...definition.ownFacts, ...clock } as Facts)
        const { state, events, result } = apply(before, command ?? definition.sweep, facts)
        enqueue.assign({
          stored: state === before ? context.stored : store(state),
          now: facts.now,
          retention: facts.retention,
          result: command === undefined ? context.result : result
        })

        const children = new Map<string, boolean>()
        for (const [id, child] of Object.entries(self.getSnapshot().children))
          children.set(id, child?.getSnapshot().status === 'active')
        for (const happened of events) {
          enqueue.emit(happened)
          if (definition.clears(happened)) for (const id of children.keys()) enqueue.stopChild(id)
          const type = definition.lifecycleEventOf[happened.type]
          const id = definition.actorOf(happened)
          if (id === undefined || type === undefined) continue
          const { at, reason, retention } = lifeDetailsOf(happened)
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
  const obeying = (name: Name) => {
    const obey = (description: string) => ({ target: name, reenter: true, actions: 'obey', description }) as const
    const commands = definition.commandTypes.map((type) => [type, obey('Decided, folded and answered as by apply().')])
    return {
      description: definition.states[name],
      on: {
        ...Object.fromEntries(commands),
        'clock.woken': obey('The actor was started: a sweep, and the timer is set for what is left of the time.'),
        '*': { guard: 'hasFacts', ...obey('No command of this system: refused as by apply().') }
      },
      after: { nextDeadline: obey('Something is due: a sweep.') },
      always: names
        .filter((other) => other !== name)
        .map((other) => ({ guard: `is${other}`, target: other, description: definition.states[other] }))
    }
  }

  const { id, description, initialState } = definition
  return durable(
    aggregate.createMachine({
      id,
      description,
      context: () => ({ stored: store(initialState), now: 0 }),
      initial: names[0],
      states: Object.fromEntries(names.map((name) => [name, obeying(name)]))
    }),
    (persisted) => {
      const { context } = persisted as Snapshot<unknown> & { context: Context }
      return Object.assign({}, persisted, { children: childrenOf(definition.recordsOf(stateOf(context))) })
    }
  )
}
