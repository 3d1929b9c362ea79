/** States that running commands has led to, never made by hand, and what led there. */
import * as fc from 'fast-check'
import type { Fields } from '../decider/values.ts'
import { type AnyFacts, type Call, historyOf, type Planned, type Setting } from './history.ts'
import type { AnyEvent } from './model.ts'

/** A state that can be reached, and how. */
export interface Reached<State, Facts, Event> {
  readonly state: State
  readonly events: readonly Event[]
  /** Of somebody to whom it belongs, when the last call was made; nothing has happened since. */
  readonly facts: Facts
  readonly calls: readonly Call<Facts>[]
}

/** Arbitrary values of a system, all of them made by running commands. */
export interface ReachableValues<State, Facts, Event> {
  readonly reached: fc.Arbitrary<Reached<State, Facts, Event>>
  readonly state: fc.Arbitrary<State>
  readonly event: fc.Arbitrary<Event>
  readonly history: (maxCalls?: number) => fc.Arbitrary<readonly Planned<Facts>[]>
  readonly facts: fc.Arbitrary<Facts>
}

/** The values of a system. `idOf` says which state an event belongs to, `ownerOf` who asks for what is in a state. */
export const reachableValues = <State, Facts extends AnyFacts, Event>(
  setting: Setting<State, Facts>,
  initialState: State,
  idOf: (event: AnyEvent) => unknown,
  ownerOf: (id: string | undefined) => Fields
): ReachableValues<State, Facts, Event> => {
  const history = (maxCalls = 40) => historyOf(setting, { maxCalls })
  const reached = fc.tuple(history(), fc.nat(1)).map(([calls, which]) => {
    let states = new Map() as ReadonlyMap<string, State>
    const events: AnyEvent[] = []
    for (const { command, facts } of calls) {
      const sent = setting.send(states, command, facts)
      states = sent.states
      events.push(...sent.events)
    }
    const ids = [...states.keys()]
    const id = ids[which % ids.length]
    return {
      state: (id === undefined ? undefined : states.get(id)) ?? initialState,
      events: events.filter((event) => idOf(event) === id) as readonly AnyEvent[] as readonly Event[],
      facts: { ...calls.at(-1)?.facts, ...ownerOf(id) } as Facts,
      calls
    }
  })
  return {
    reached,
    state: reached.map(({ state }) => state),
    event: reached.filter(({ events }) => events.length > 0).chain(({ events }) => fc.constantFrom(...events)),
    history,
    facts: history(5).chain((calls) => fc.constantFrom(...calls.map(({ facts }) => facts)))
  }
}
