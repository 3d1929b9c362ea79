/** Whether there is an order in which one after the other could have been answered as they were, although they ran at once. */
import type { Leniency } from './answers.ts'
import { differenceOf } from './conformance.ts'
import type { AnyFacts, Call } from './history.ts'
import type { Model, States } from './model.ts'

/** A call, its answer, and when each was: a count that goes up. */
export interface Ran<Facts> extends Call<Facts> {
  readonly client: number
  readonly startedAt: number
  readonly endedAt: number
  readonly got: unknown
}

/** What decides whether an order is right. */
export interface Judge<State, Facts> {
  readonly send: Model<State, Facts>
  readonly lenient: Leniency
  /** Codes that any answer is right for. */
  readonly ignoring: readonly string[]
}

/** The states after a call, where the answer is right. */
export const statesAfter = <State, Facts extends AnyFacts>(
  { send, lenient, ignoring }: Judge<State, Facts>,
  states: States<State>,
  { command, facts, got }: Pick<Ran<Facts>, 'command' | 'facts' | 'got'>
): States<State> | undefined => {
  const { states: next, result } = send(states, command, facts)
  if (!result.ok && ignoring.includes(result.error.code)) return states
  return differenceOf(result, got, lenient) === undefined ? next : undefined
}

/** Looks for an order of the calls that ran at once, then of those that were asked `afterwards`, in which all answers are right. */
export const isLinearizable = <State, Facts extends AnyFacts>(
  judge: Judge<State, Facts>,
  states: States<State>,
  atOnce: readonly Ran<Facts>[],
  afterwards: readonly Pick<Ran<Facts>, 'command' | 'facts' | 'got'>[]
): boolean => {
  if (atOnce.length === 0) {
    const last = afterwards.reduce<States<State> | undefined>(
      (before, call) => before && statesAfter(judge, before, call),
      states
    )
    return last !== undefined
  }
  const canBeNext = (call: Ran<Facts>) => atOnce.every(({ endedAt }) => endedAt >= call.startedAt)
  return atOnce.some((call) => {
    const next = canBeNext(call) ? statesAfter(judge, states, call) : undefined
    const rest = atOnce.filter((other) => other !== call)
    return next !== undefined && isLinearizable(judge, next, rest, afterwards)
  })
}
