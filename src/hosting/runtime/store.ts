/**
 * What a store has to do: keep the events of aggregates and what belongs to them, one commit at a time. It knows texts and numbers, and
 * nothing of the systems. One contract test holds for all stores. Every method rejects with the driver's error where the database fails;
 * then nothing is half done. Times are epoch milliseconds of the caller's clock; a store never asks for the time.
 */

/** An aggregate's address. */
export interface AggregateKey {
  /** The name of its system. */
  readonly system: string
  /** Any text of up to `longestIdLength` UTF-16 units, control characters and lone surrogates included. */
  readonly id: string
}

/** The longest id, caller and label that stores have to take, in UTF-16 units: with escapes it still fits an index of PostgreSQL. */
export const longestIdLength = 256

/** An aggregate as it was read. `version` counts its events; an aggregate that is not there has version 0. */
export interface Loaded {
  /** How many events the aggregate has. */
  readonly version: number
  /** Given where `afterVersion` was 0 and there is one: what the events up to `version` of it led to. */
  readonly snapshot?: { readonly version: number; readonly text: string }
  /** The events behind the snapshot, or behind `afterVersion`, in order, each as JSON. */
  readonly events: readonly string[]
}

/** A reply to be given again when its key comes again. */
export interface KeyedReply {
  /** Whose key this is: a key of one caller says nothing of another's. */
  readonly caller: string
  /** The caller's key. */
  readonly key: string
  /** Tells one request from another. */
  readonly fingerprint: string
  /** JSON. */
  readonly reply: string
  /** When this is kept, in epoch milliseconds: a reply whose time is over by then counts as never given. */
  readonly now: number
  /** Until when it is given again: epoch milliseconds. */
  readonly expiresAt: number
}

/** One commit: all of it, or nothing. */
export interface Commit {
  readonly key: AggregateKey
  /** The version that the decision was made on; another one in the store is a conflict. */
  readonly expectedVersion: number
  /** JSON texts, at least one. */
  readonly events: readonly string[]
  /** The state after these events; the snapshot before stays where it is absent. */
  readonly snapshot?: string
  /** The aggregate's earliest deadline after these events; `undefined` where there is none. */
  readonly nextDeadline: number | undefined
  /** Labels to add to the aggregate's. */
  readonly labels: readonly string[]
  /** Kept with the rest. Where the key is there already nothing of the commit is. */
  readonly keyed?: KeyedReply
}

/** The key has been used: what for, and what the reply was. */
export interface KnownKey {
  readonly kind: 'known'
  /** That of the request which the key was used for. */
  readonly fingerprint: string
  /** JSON. */
  readonly reply: string
}

/** What came of a commit. A key that is there is told before a conflict. */
export type Committed = { readonly kind: 'committed' } | { readonly kind: 'conflict' } | KnownKey

/** An aggregate with a deadline. */
export interface Due {
  readonly id: string
  /** Epoch milliseconds. */
  readonly deadline: number
}

/** An aggregate with events that were not acknowledged, now held by who asked for it. */
export interface Held {
  readonly id: string
  /** Events up to this version have been acknowledged. */
  readonly acknowledged: number
}

/**
 * A store for runtimes. Those of this package are `memoryStore`, `sqliteStore` and `postgresStore`; a further one has these
 * methods. Times are epoch milliseconds.
 */
export interface Store {
  /** Reads an aggregate: whole, or only what is newer than a version. A store may be older than that version: then `version` is less. */
  load(key: AggregateKey, afterVersion?: number): Promise<Loaded>

  /** Keeps a commit, in one transaction. Serialisation failures and deadlocks are conflicts. */
  append(commit: Commit): Promise<Committed>

  /** Keeps the reply to a call that changed nothing, unless its key is there already. */
  remember(system: string, keyed: KeyedReply): Promise<{ readonly kind: 'remembered' } | KnownKey>

  /** The events behind a version, at most `limit` of them. */
  events(key: AggregateKey, afterVersion: number, limit: number): Promise<readonly string[]>

  /** Sets an aggregate's deadline where it is still at that version: without events, for one that a sweep has found to be wrong. */
  moveDeadline(key: AggregateKey, version: number, nextDeadline: number | undefined): Promise<void>

  /** The aggregates whose deadline is at `now` or before it, the earliest first. */
  due(system: string, now: number, limit: number): Promise<readonly Due[]>

  /** The earliest deadline behind `after`, or of all. */
  earliestDeadline(system: string, after?: number): Promise<number | undefined>

  /**
   * Ids of aggregates, those of a label where one is named, in an order of the store's own that stays the same. `after` is the last id
   * of the page before.
   */
  ids(
    system: string,
    page: { readonly label?: string; readonly after?: string; readonly limit: number }
  ): Promise<readonly string[]>

  /**
   * Takes hold of aggregates that have events to deliver and that nobody holds at `now`, until a time. Of several who ask at once each
   * aggregate is held by one.
   */
  hold(
    system: string,
    hold: { readonly holder: string; readonly now: number; readonly until: number; readonly limit: number }
  ): Promise<readonly Held[]>

  /**
   * Acknowledges the events up to a version, and holds on until a time; 0 lets go. `false` where somebody else holds the aggregate
   * by now: then nothing was acknowledged.
   */
  acknowledge(
    key: AggregateKey,
    acknowledged: { readonly holder: string; readonly version: number; readonly until: number }
  ): Promise<boolean>

  /** The earliest end of a hold on an aggregate with events to deliver; of one that nobody holds, 0. `undefined` where all is delivered. */
  earliestHoldEnd(system: string): Promise<number | undefined>

  /** Forgets up to `limit` keyed replies whose time is over, and says how many those were. */
  forgetReplies(now: number, limit: number): Promise<number>

  /** Closes what the store has opened itself; what was injected stays open. */
  close(): Promise<void>
}
