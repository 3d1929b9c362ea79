/**
 * A whole backend as a value: the states that it keeps, by id, and a pure function that answers. The model that other backends are held
 * against, and what the command line runs scenarios on.
 */
import type { Fields } from '../decider/values.ts'

/** States by the id of what each is the state of. A value: a change gives another map. */
export type States<State> = ReadonlyMap<string, State>

/**
 * An event, whichever system it is of.
 * @internal
 */
export type AnyEvent = Fields & { readonly type: string }

/**
 * A result, whichever system it is of.
 * @internal
 */
export type AnyResult =
  | { readonly ok: true; readonly reply: unknown; readonly failures?: readonly object[] }
  | { readonly ok: false; readonly error: { readonly code: string; readonly status?: number; readonly message?: string } }

/**
 * What one of the states was asked, and what came of it.
 * @internal
 */
export interface AppliedTo<State, Facts> {
  /** The state that was asked. */
  readonly before: State
  /** What it was asked for. */
  readonly command: Fields
  /** What it was decided with. */
  readonly facts: Facts
  /** The state after it. */
  readonly state: State
  readonly events: readonly AnyEvent[]
  readonly result: AnyResult
}

/** What came of a call: the states after it, and what it was answered. */
export interface Sent<State, Facts> {
  readonly states: States<State>
  readonly events: readonly AnyEvent[]
  readonly result: AnyResult
  /** What it was decided with: the facts that were given, and what the model knows by itself. */
  readonly facts: Facts
  /** What the states were asked one by one: one of them as a rule, each at a sweep; absent for a query. */
  readonly applied?: readonly AppliedTo<State, Facts>[]
}

/** Answers a command, a signal, a sweep or a query, whatever is in it. */
export type Model<State, Facts> = (states: States<State>, call: Fields, facts: Facts) => Sent<State, Facts>

/** The states with one of them changed. One that holds nothing, `initial`, is not kept: it is what any other id has. */
export const put = <State>(states: States<State>, id: string, state: State, initial: State): States<State> => {
  if (state === (states.get(id) ?? initial)) return states
  const next = new Map(states)
  if (state === initial) next.delete(id)
  else next.set(id, state)
  return next
}

/** One command after the other for each of some ids: a sweep of all that there is. */
export const sendEach = <State, Facts>(
  states: States<State>,
  ids: Iterable<string>,
  sendTo: (states: States<State>, id: string) => Sent<State, Facts>,
  facts: Facts
): Sent<State, Facts> => {
  let next = states
  const events: AnyEvent[] = []
  const applied: AppliedTo<State, Facts>[] = []
  for (const id of ids) {
    const sent = sendTo(next, id)
    next = sent.states
    events.push(...sent.events)
    applied.push(...(sent.applied ?? []))
  }
  return { states: next, events, result: { ok: true, reply: {} }, facts, applied }
}
