/** States that running commands has led to, never made by hand, and what led there. */
import * as fc from 'fast-check'
import type { Fields } from '../decider/values.ts'
import { oneIn } from './choices.ts'
import { type AnyFacts, type Call, historyOf, type Planned, type Setting } from './history.ts'
import type { AnyEvent, States } from './model.ts'

/** A state that can be reached, and how. */
export interface Reached<State, Facts, Event, Command = Fields> {
  /** The state that the calls led to. */
  readonly state: State
  /** What has happened on the way, in order. */
  readonly events: readonly Event[]
  /** Of somebody to whom it belongs, when the last call was made; nothing has happened since. */
  readonly facts: Facts
  readonly calls: readonly Call<Facts, Command>[]
}

/** Arbitrary values of a system, all of them made by running commands. */
export interface ReachableValues<State, Facts, Event extends { readonly type: string }, Command> {
  readonly reached: fc.Arbitrary<Reached<State, Facts, Event, Command>>
  readonly state: fc.Arbitrary<State>
  readonly event: fc.Arbitrary<Event>
  readonly eventOf: <T extends Event['type']>(type: T) => fc.Arbitrary<Extract<Event, { readonly type: T }>>
  /** Replies to calls of a type. */
  readonly replyTo: (type: string) => fc.Arbitrary<unknown>
  readonly history: (maxCalls?: number) => fc.Arbitrary<readonly Planned<Facts, Command>[]>
  readonly facts: fc.Arbitrary<Facts>
}

/** So long that also what is rare comes up in a few tries. */
const manyCalls = 100

/** The values of a system. `idOf` says which state an event belongs to, `ownerOf` who asks for what is in a state. */
export const reachableValues = <State, Facts extends AnyFacts, Event extends { readonly type: string }, Command>(
  setting: Setting<State, Facts>,
  initialState: State,
  idOf: (event: AnyEvent) => unknown,
  ownerOf: (id: string | undefined) => Fields
): ReachableValues<State, Facts, Event, Command> => {
  const anyHistory = (maxCalls = 40) => historyOf(setting, { maxCalls })
  const run = (calls: readonly Call<Facts>[]) => {
    let states: States<State> = new Map()
    const events: AnyEvent[] = []
    for (const { command, facts } of calls) {
      const sent = setting.send(states, command, facts)
      states = sent.states
      events.push(...sent.events)
    }
    return { states, events }
  }
  const reached = fc.tuple(anyHistory(), fc.nat(1)).map(([calls, which]) => {
    const { states, events } = run(calls)
    const ids = [...states.keys()]
    const id = ids[which % ids.length]
    return {
      state: (id === undefined ? undefined : states.get(id)) ?? initialState,
      events: events.filter((event) => idOf(event) === id),
      facts: { ...calls.at(-1)?.facts, ...ownerOf(id) },
      calls
    }
  }) as fc.Arbitrary<unknown> as fc.Arbitrary<Reached<State, Facts, Event, Command>>
  const eventOf = (type: string) =>
    oneIn(anyHistory(manyCalls), (calls) => run(calls).events.filter((event) => event.type === type))
  return {
    reached,
    state: reached.map(({ state }) => state),
    event: oneIn(reached, ({ events }) => events),
    eventOf: eventOf as (type: string) => fc.Arbitrary<never>,
    replyTo: (type) =>
      oneIn(anyHistory(manyCalls), (calls) =>
        calls.flatMap(({ command, wanted }) => (command.type === type && wanted.ok ? [wanted.reply] : []))
      ),
    history: anyHistory as (maxCalls?: number) => fc.Arbitrary<never>,
    facts: oneIn(anyHistory(5), (calls) => calls.map(({ facts }) => facts))
  }
}
