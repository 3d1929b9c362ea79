/** The runtime's interface: what a host, a door or a worker asks of it. `createRuntime` makes one. */
import type { Refused } from '../../resource-sharing/index.ts'
import type { Clock } from './clock.ts'
import type { RuntimeErrorCode } from './errors.ts'
import type { Store } from './store.ts'
import type { CommandType, ResultOf, System, SystemTypes } from './system.ts'

/** A command on its way, from whichever door. */
export interface Call<S extends SystemTypes, T extends CommandType<S> = CommandType<S>> {
  /** A share's id, `rs-...`, or a project's. Whatever a client may have sent; of a share that is made, the id that the command gives it. */
  readonly aggregateId: string
  /** The account or project that calls, as the host has authenticated it; a worker gives a name of its own. */
  readonly caller: string
  /** The command, as the system's `apply` takes it. */
  readonly command: S['command'] & { readonly type: T }
  /**
   * What the host knows of the world; a function where it must look things up first. It is called again after a conflict. Other calls of
   * the aggregate wait for it, so it must not execute any of them.
   */
  readonly facts?: S['hostFacts'] | ((state: S['state']) => S['hostFacts'] | Promise<S['hostFacts']>)
  /** 1 to 255 printable ASCII characters: calls of one caller with the same key have one effect and one reply. Each caller has its own keys. */
  readonly idempotencyKey?: string
  /**
   * What the client asked for, as JSON: the same key with something else is an error. By default the aggregate's id and the command; a
   * door that gives ids to what is created leaves them out here, so that a repeated creation is known again.
   */
  readonly clientRequest?: unknown
  /** By default from `newRequestId`. A repeated call is answered with the id of the first. */
  readonly requestId?: string
}

/** What a call came to. A refusal is a result, too: what is thrown is a database's failure or a programmer's error. */
export interface Executed<S extends SystemTypes, T extends CommandType<S> = CommandType<S>> {
  /** The reply or the documented error; or an error of the runtime's own. */
  readonly result: ResultOf<S, T> | Refused<RuntimeErrorCode>
  /** What has happened; nothing where the reply was given before. */
  readonly events: readonly S['event'][]
  /** Whether the reply is that of an earlier call with the same key. */
  readonly isRepeated: boolean
}

/** The part that every durable engine can offer. */
export interface Executor<S extends SystemTypes> {
  readonly system: System<S>
  /**
   * Decides a command on the newest state and keeps what it led to, in one transaction. Accepted or refused, a keyed call is answered once.
   * @throws TypeError when the command gives its share another id than `aggregateId`; or the error of the database: a call that was not answered may have happened, and is safely sent again with its key.
   */
  execute<T extends CommandType<S>>(call: Call<S, T>): Promise<Executed<S, T>>
  /** The newest state; the initial one where nothing is kept under that id. */
  read(aggregateId: string): Promise<S['state']>
  /** Full facts at this moment, with the runtime's own: for queries, and for errors of a door. */
  factsOf(call: { readonly caller: string; readonly facts?: S['hostFacts']; readonly requestId?: string }): S['facts']
}

/** Something that goes on until it is stopped. */
export interface Running {
  /** Looks at once, instead of at the next time that it would. */
  wake(): void
  /**
   * Resolves when what is under way has ended; nothing begins after the call. A handler of the outbox that awaits it waits for itself, for
   * ever: it may call it, and leave the waiting to others.
   */
  stop(): Promise<void>
}

/** What failed, and is tried again later. */
export interface Failure {
  /** Absent where the store as a whole failed. */
  readonly aggregateId?: string
  /** What was thrown. */
  readonly error: unknown
  /** How often it has failed by now, from 1. */
  readonly attempt: number
  readonly retryInMs: number
}

/** What goes for deadlines and the outbox alike. */
export interface BackgroundOptions {
  /** Called for each failure. Nothing is lost by it; the host may want to log. What it throws, or rejects with, changes nothing. */
  readonly onFailure?: (failure: Failure) => unknown
  /** How long to wait after a first failure, and at most; it doubles in between. Default: 100 ms to 60 s. */
  readonly retryMs?: { readonly first: number; readonly most: number }
  /** Look again after this time at the latest: other processes may have brought something. Default: 60 s for deadlines, 1 s for the outbox. */
  readonly longestWaitMs?: number
}

/** How events are delivered. */
export interface OutboxOptions extends BackgroundOptions {
  /** For how long events of an aggregate are this process's. A handler must be done by then, else another may get the event too. Default: 60 s. */
  readonly holdMs?: number
  /** How many aggregates are delivered at once. Default: 16. */
  readonly concurrency?: number
}

/** An event on its way to the host's workers. */
export interface Delivery<S extends SystemTypes> {
  readonly aggregateId: string
  /** Its place among the events of the aggregate, from 1: with the id, a key that tells repeated deliveries. */
  readonly position: number
  /** What has happened. */
  readonly event: S['event']
}

/** What `createRuntime` gives: calls, reading, deadlines and the outbox of one system over a store. */
export interface Runtime<S extends SystemTypes> extends Executor<S> {
  readonly clock: Clock
  /** Gives an id to a call that came without. */
  readonly newRequestId: () => string
  /** Ids of all aggregates, or of those with a label, such as `accountLabel(id)`. Read in pages. */
  ids(filter?: { readonly label?: string }): AsyncIterable<string>
  /** Their newest states, in the order of `ids`. */
  states(filter?: { readonly label?: string }): AsyncIterable<S['state']>
  /**
   * Sweeps what is due, from now on: one timer for all aggregates. Late after downtime, never early, never lost; any number of processes
   * may do so at once. Forgets keyed replies whose time is over, too.
   */
  deadlines(options?: BackgroundOptions): Running
  /**
   * Delivers all events, each at least once and in the order of its aggregate: an event whose handler rejects is tried again, and those
   * behind it wait; other aggregates do not. Several may do so at once, in one process or many: they share the events, and each goes to
   * one of them, so what two consumers are to have is passed on by one handler.
   */
  outbox(handler: (delivery: Delivery<S>) => void | Promise<void>, options?: OutboxOptions): Running
  /**
   * The same within a transaction that the host has open: calls are part of it, and undone with it. Use a store's own `joining`, and
   * throw the executor away when the transaction ends.
   */
  joining(store: Store): Executor<S>
}

/** What a runtime is made of; only the system is needed. */
export interface RuntimeOptions<S extends SystemTypes> {
  readonly system: System<S>
  /** Default: one in memory, gone with the process. */
  readonly store?: Store
  /** Default: the system's clock. */
  readonly clock?: Clock
  /** Default: random UUIDs. */
  readonly newRequestId?: () => string
  /** Facts of every call, sweeps included, such as `retention` and `limits`; those of a call come on top. */
  readonly facts?: S['hostFacts']
  /** How long a keyed reply is given again, in milliseconds. Default: 24 h. */
  readonly replyLifetimeMs?: number
  /** How many states are kept in memory. Default: 1,000. */
  readonly cachedStates?: number
  /** The fewest events from one snapshot to the next; large aggregates wait longer. Default: 100. */
  readonly eventsPerSnapshot?: number
  /** How often a call is decided again after a conflict with another process before it is refused. Default: 100. */
  readonly attempts?: number
}
