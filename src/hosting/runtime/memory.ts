/** The store in memory: the default, for one process and for tests. It keeps the same promises as the others, but for the end of the process. */
import type { AggregateKey, Commit, Committed, Due, Held, KeyedReply, KnownKey, Loaded, Store } from './store.ts'

interface Aggregate {
  readonly id: string
  readonly events: string[]
  snapshot: Loaded['snapshot']
  nextDeadline: number | undefined
  acknowledged: number
  holder: string
  heldUntil: number
}

/** Ids in the order in which they came. */
class Ids {
  readonly #ids: string[] = []
  readonly #places = new Map<string, number>()

  add(id: string): void {
    if (this.#places.has(id)) return
    this.#places.set(id, this.#ids.length)
    this.#ids.push(id)
  }

  page(after: string | undefined, limit: number): readonly string[] {
    const start = after === undefined ? 0 : (this.#places.get(after) ?? -1) + 1
    return this.#ids.slice(start, start + limit)
  }
}

/** All that is kept of one system. */
class Shelf {
  readonly aggregates = new Map<string, Aggregate>()
  readonly ids = new Ids()
  readonly labels = new Map<string, Ids>()
  readonly replies = new Map<string, KeyedReply>()
  /** The aggregates with events that were not acknowledged, so that those that have none cost nothing. */
  readonly pending = new Set<Aggregate>()

  /** The aggregate for what is added to it. */
  open(id: string): Aggregate {
    const known = this.aggregates.get(id)
    if (known !== undefined) return known
    const aggregate = { id, events: [], snapshot: undefined, nextDeadline: undefined, acknowledged: 0, holder: '', heldUntil: 0 }
    this.aggregates.set(id, aggregate)
    this.ids.add(id)
    return aggregate
  }

  label(label: string, id: string): void {
    const ids = this.labels.get(label) ?? new Ids()
    this.labels.set(label, ids)
    ids.add(id)
  }
}

const replyKey = ({ caller, key }: KeyedReply): string => JSON.stringify([caller, key])

/** The deadlines that `is` holds of, the earliest first. */
const deadlines = (shelf: Shelf, is: (deadline: number) => boolean): Due[] => {
  const found: Due[] = []
  for (const { id, nextDeadline } of shelf.aggregates.values())
    if (nextDeadline !== undefined && is(nextDeadline)) found.push({ id, deadline: nextDeadline })
  return found.sort((one, other) => one.deadline - other.deadline)
}

/** Makes an empty store. Each method does its work at once, and so in one piece. */
export const memoryStore = (): Store => {
  const shelves = new Map<string, Shelf>()
  const shelfOf = (system: string): Shelf => {
    const shelf = shelves.get(system) ?? new Shelf()
    shelves.set(system, shelf)
    return shelf
  }
  const find = ({ system, id }: AggregateKey): Aggregate | undefined => shelfOf(system).aggregates.get(id)

  const known = (shelf: Shelf, keyed: KeyedReply | undefined): KnownKey | undefined => {
    const reply = keyed && shelf.replies.get(replyKey(keyed))
    if (keyed === undefined || reply === undefined || reply.expiresAt <= keyed.now) return undefined
    return { kind: 'known', fingerprint: reply.fingerprint, reply: reply.reply }
  }

  const keep = ({ key, events, snapshot, nextDeadline, labels, keyed }: Commit): void => {
    const shelf = shelfOf(key.system)
    const aggregate = shelf.open(key.id)
    aggregate.events.push(...events)
    if (snapshot !== undefined) aggregate.snapshot = { version: aggregate.events.length, text: snapshot }
    aggregate.nextDeadline = nextDeadline
    shelf.pending.add(aggregate)
    for (const label of labels) shelf.label(label, key.id)
    if (keyed !== undefined) shelf.replies.set(replyKey(keyed), keyed)
  }

  return {
    load: async (key, afterVersion = 0): Promise<Loaded> => {
      const { events, snapshot } = find(key) ?? { events: [], snapshot: undefined }
      if (afterVersion > 0 || snapshot === undefined) return { version: events.length, events: events.slice(afterVersion) }
      return { version: events.length, snapshot, events: events.slice(snapshot.version) }
    },

    append: async (commit): Promise<Committed> => {
      const again = known(shelfOf(commit.key.system), commit.keyed)
      if (again !== undefined) return again
      if ((find(commit.key)?.events.length ?? 0) !== commit.expectedVersion) return { kind: 'conflict' }
      keep(commit)
      return { kind: 'committed' }
    },

    remember: async (system, keyed) => {
      const shelf = shelfOf(system)
      const again = known(shelf, keyed)
      if (again !== undefined) return again
      shelf.replies.set(replyKey(keyed), keyed)
      return { kind: 'remembered' }
    },

    events: async (key, afterVersion, limit) => find(key)?.events.slice(afterVersion, afterVersion + limit) ?? [],

    moveDeadline: async (key, version, nextDeadline) => {
      const aggregate = find(key)
      if (aggregate?.events.length === version) aggregate.nextDeadline = nextDeadline
    },

    due: async (system, now, limit) => deadlines(shelfOf(system), (deadline) => deadline <= now).slice(0, limit),

    earliestDeadline: async (system, after = Number.NEGATIVE_INFINITY) =>
      deadlines(shelfOf(system), (deadline) => deadline > after)[0]?.deadline,

    ids: async (system, { label, after, limit }) => {
      const shelf = shelfOf(system)
      const ids = label === undefined ? shelf.ids : shelf.labels.get(label)
      return ids?.page(after, limit) ?? []
    },

    hold: async (system, { holder, now, until, limit }) => {
      const held: Held[] = []
      for (const aggregate of shelfOf(system).pending) {
        if (held.length >= limit) break
        if (aggregate.heldUntil > now) continue
        aggregate.holder = holder
        aggregate.heldUntil = until
        held.push({ id: aggregate.id, acknowledged: aggregate.acknowledged })
      }
      return held
    },

    acknowledge: async (key, { holder, version, until }) => {
      const aggregate = find(key)
      if (aggregate?.holder !== holder) return false
      aggregate.acknowledged = version
      aggregate.heldUntil = until
      if (version >= aggregate.events.length) shelfOf(key.system).pending.delete(aggregate)
      return true
    },

    earliestHoldEnd: async (system) => {
      let earliest: number | undefined
      for (const { heldUntil } of shelfOf(system).pending) earliest = Math.min(earliest ?? heldUntil, heldUntil)
      return earliest
    },

    forgetReplies: async (now, limit) => {
      let forgotten = 0
      for (const { replies } of shelves.values())
        for (const [key, { expiresAt }] of replies) {
          if (forgotten >= limit) return forgotten
          if (expiresAt > now) continue
          replies.delete(key)
          forgotten += 1
        }
      return forgotten
    },

    close: async () => {}
  }
}
