/** The world of a system as its file keeps it: states by the id of what each is the state of, whichever system it is. */
import type { Fields } from '../../decider/values.ts'
import type { Answer, SystemEvent } from './system.ts'

/** States by id. A value: a change gives another map. */
export type States<State> = ReadonlyMap<string, State>

/** The states with one of them changed. One that holds nothing, `initial`, is not kept: it is what any other id has. */
export const put = <State>(states: States<State>, id: string, state: State, initial: State): States<State> => {
  const next = new Map(states)
  if (state === initial) next.delete(id)
  else next.set(id, state)
  return next
}

/** Applies a command to the state of an id. */
export type ApplyTo<State, Facts> = (
  states: States<State>,
  id: string,
  command: Fields,
  facts: Facts
) => { readonly states: States<State>; readonly answer: Answer }

/** A sweep over states, one after the other, each with the facts for its id. */
export const sweepEach = <State, Facts>(
  states: States<State>,
  ids: Iterable<string>,
  applyTo: ApplyTo<State, Facts>,
  command: Fields,
  factsFor: (id: string) => Facts
): { readonly states: States<State>; readonly answer: Answer } => {
  let next = states
  const events: SystemEvent[] = []
  for (const id of ids) {
    const swept = applyTo(next, id, command, factsFor(id))
    next = swept.states
    events.push(...swept.answer.events)
  }
  return { states: next, answer: { ok: true, body: {}, events } }
}

/** Whether a result is a refusal, and with which code. */
export const verdictOf = (
  result: { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string } }
): Pick<Answer, 'ok' | 'code'> => (result.ok ? { ok: true } : { ok: false, code: result.error.code })
