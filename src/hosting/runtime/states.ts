/** The states of aggregates as they are now: those seen last are kept, and only what is newer is read. */
import { type AggregateKey, type Loaded, longestIdLength, type Store } from './store.ts'
import type { System, SystemTypes } from './system.ts'

/** A state, and how it is kept. */
export interface Current<State> {
  readonly version: number
  readonly state: State
  /** The version of the newest snapshot known of, and the length of its text. */
  readonly snapshotVersion: number
  readonly snapshotLength: number
}

/** The states of a store, newest first in use. */
export interface States<State> {
  /** The newest state of an aggregate. */
  current(id: string): Promise<Current<State>>
  /** Says what a commit has led to. */
  committed(id: string, next: Current<State>): void
}

/** The `most` that were used last. */
export const createCache = <T>(most: number) => {
  const entries = new Map<string, T>()
  return {
    get: (key: string) => entries.get(key),
    set: (key: string, entry: T) => {
      entries.delete(key)
      if (most > 0) entries.set(key, entry)
      const oldest = entries.keys().next()
      if (entries.size > most && !oldest.done) entries.delete(oldest.value)
    }
  }
}

export const createStates = <S extends SystemTypes>(
  system: System<S>,
  store: Pick<Store, 'load'>,
  cachedStates: number
): States<S['state']> => {
  type State = S['state']
  const cache = createCache<Current<State>>(cachedStates)
  const none: Current<State> = { version: 0, state: system.initialState, snapshotVersion: 0, snapshotLength: 0 }

  const evolve = (base: Current<State>, { version, events }: Loaded): Current<State> =>
    events.length === 0
      ? base
      : {
          ...base,
          version,
          state: system.evolveAll(
            base.state,
            events.map((event): S['event'] => JSON.parse(event))
          )
        }

  const restore = (key: AggregateKey, loaded: Loaded): Current<State> => {
    const { snapshot } = loaded
    if (snapshot === undefined) return evolve(none, loaded)
    const read = system.deserialize(snapshot.text)
    if (!read.ok) throw new Error(`the snapshot of ${JSON.stringify(key)} cannot be read: ${read.error.message}`)
    const { version, text } = snapshot
    return evolve({ version, state: read.state, snapshotVersion: version, snapshotLength: text.length }, loaded)
  }

  return {
    current: async (id) => {
      // No store has anything under a longer id, and some could not look for it.
      if (id.length > longestIdLength) return none
      const key = { system: system.name, id }
      const base = cache.get(id)
      const newer = base && (await store.load(key, base.version))
      // A store that knows less than this process has been put back: what was kept here is not true any more.
      const current = base && newer && newer.version >= base.version ? evolve(base, newer) : restore(key, await store.load(key))
      // An older one than another call has just put there does no harm: a little more is read the next time.
      if (current.version > 0) cache.set(id, current)
      return current
    },
    committed: (id, next) => cache.set(id, next)
  }
}
