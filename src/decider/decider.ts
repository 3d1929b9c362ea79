/** The shape of a decider: `decide` looks and answers with events or one error, `evolve` folds events into the next state. */
import type { Refused } from './catalogue.ts'
import { isFields } from './values.ts'

/** What `decide` answers: the events that a command leads to, or one error. The library's own. */
export type Decision<Event, Code extends string> = { readonly ok: true; readonly events: readonly Event[] } | Refused<Code>

/** What a command came to: the reply that the service documents, or one documented error. The library's own. */
export type Result<Reply, Code extends string> = { readonly ok: true; readonly reply: Reply } | Refused<Code>

/** The outcome of `apply`. Without events `state` is the very same reference as before. The library's own. */
export interface Applied<State, Event, Answer> {
  /** The next state; the very same as before where nothing has happened. */
  readonly state: State
  /** What has happened, in order. */
  readonly events: readonly Event[]
  /** The reply, or the error. */
  readonly result: Answer
}

/**
 * Of a union of commands those of a type; one that goes by several types is of each of them.
 * @internal
 */
export type OfType<Command extends { readonly type: string }, Type extends string> = Command extends unknown
  ? Type extends Command['type']
    ? Command
    : never
  : never

const none: readonly never[] = Object.freeze([])

/** Accepts a command. Events are frozen: they are facts. */
export const accepted = <Event extends object>(
  events: readonly Event[]
): { readonly ok: true; readonly events: readonly Event[] } => ({
  ok: true,
  events: events.length === 0 ? none : Object.freeze(events.map((event) => Object.freeze(event)))
})

/** The decision of each command, by its type. */
export type Decisions<Command extends { readonly type: string }, State, Facts, Outcome> = {
  readonly [T in Command['type']]: (command: OfType<Command, T>, state: State, facts: Facts) => Outcome
}

/**
 * `decide` by the type of the command; `unknown` is the answer to what is no command. `check` throws for facts that are no facts and for
 * a state that is none of ours.
 */
export const deciding =
  <Command extends { readonly type: string }, State, Facts extends { readonly now: number }, Outcome>(
    decisions: Decisions<Command, State, Facts, Outcome>,
    unknown: Outcome,
    check: (state: State, facts: Facts) => void
  ) =>
  (command: Command, state: State, facts: Facts): Outcome => {
    check(state, facts)
    const type: unknown = isFields(command) ? command.type : undefined
    if (typeof type !== 'string' || !Object.hasOwn(decisions, type)) return unknown
    const decideThis = decisions[type as Command['type']] as (command: Command, state: State, facts: Facts) => Outcome
    // JSON has no -0: a state that held one would not be the same after it was stored.
    return decideThis(command, state, facts.now === 0 ? { ...facts, now: 0 } : facts)
  }

/** `apply`: decide, evolve, and an answer from the state that the events led to. */
export const applying =
  <Command, State, Facts, Event, Code extends string, Answer>(
    decide: (command: Command, state: State, facts: Facts) => Decision<Event, Code>,
    evolveAll: (state: State, events: readonly Event[]) => State,
    answer: (command: Command, state: State, events: readonly Event[], facts: Facts) => Answer
  ) =>
  (state: State, command: Command, facts: Facts): Applied<State, Event, Answer | Refused<Code>> => {
    const decision = decide(command, state, facts)
    if (!decision.ok) return { state, events: none, result: decision }
    const { events } = decision
    const next = evolveAll(state, events)
    return { state: next, events, result: answer(command, next, events, facts) }
  }
