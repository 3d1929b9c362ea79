/** The shape of a decider: `decide` looks and answers with events or one error, `evolve` folds events into the next state. */
import type { Refused } from './catalogue.ts'

export type Decision<Event, Code extends string> = { readonly ok: true; readonly events: readonly Event[] } | Refused<Code>

/** What a command came to: the reply that the service documents, or one documented error. */
export type Result<Reply, Code extends string> = { readonly ok: true; readonly reply: Reply } | Refused<Code>

/** The outcome of `apply`. Without events `state` is the very same reference as before. */
export interface Applied<State, Event, Reply, Code extends string> {
  readonly state: State
  readonly events: readonly Event[]
  readonly result: Result<Reply, Code>
}

const none: readonly never[] = Object.freeze([])

/** Accepts a command. Events are frozen: they are facts. */
export const accepted = <Event extends object>(
  events: readonly Event[]
): { readonly ok: true; readonly events: readonly Event[] } => ({
  ok: true,
  events: events.length === 0 ? none : Object.freeze(events.map((event) => Object.freeze(event)))
})
