/**
 * Folding events into a state. The only place with Immer: one draft of the state's head for all events, while its tables are persistent
 * collections that Immer takes as they are.
 */
import { Immer } from 'immer'
import { type Batch, newBatch } from '../collections/index.ts'

export type Writable<T> = { -readonly [K in keyof T]: T[K] }

/**
 * Writes what an event changes into a copy of the state's head. The batch is for the tables in it. May take the next event along, and says
 * so: two in a row about one association are one change of its record.
 */
export type Fold<State, Event> = (
  head: Writable<State>,
  event: Event,
  batch: Batch,
  next: Event | undefined
) => 'withNext' | undefined

/** The head is frozen here, and a fold freezes what it puts into it: looking for what is not would cost as much as the draft. */
const immer = new Immer({ autoFreeze: false })

/** Going through the draft once costs less than asking it at each event. */
const write = <State extends object>(draft: Writable<State>, head: Writable<State>, state: State): void => {
  for (const name in head) if (head[name] !== state[name]) draft[name] = head[name]
  for (const name in state) if (!(name in head)) delete draft[name]
}

/**
 * `evolve` and `evolveAll` of a fold. `check` throws for a state that is none of ours; `settle` gives the state its last form: one that
 * holds nothing is the initial one again, and what the fold could still write to is frozen.
 */
export const evolving = <State extends object, Event>(
  fold: Fold<State, Event>,
  check: (state: State) => void,
  settle: (state: State) => State
) => {
  const change = immer.produce as unknown as (state: State, recipe: (draft: Writable<State>) => void) => State
  const evolveAll = (state: State, events: readonly Event[]): State => {
    check(state)
    if (events.length === 0) return state
    const batch = newBatch()
    const head = { ...state }
    let at = 0
    let isTaken = false
    for (const event of events) {
      at += 1
      isTaken = !isTaken && fold(head, event, batch, events[at]) === 'withNext'
    }
    return Object.freeze(settle(change(state, (draft) => write(draft, head, state))))
  }
  return { evolve: (state: State, event: Event): State => evolveAll(state, [event]), evolveAll }
}

/** For an event of a type that this version does not know: passing over it would lose what happened. */
export const unknownEvent = (event: never): TypeError =>
  new TypeError(`evolve does not know the event ${String((event as { type?: unknown })?.type)}: it is not one of this version's`)
