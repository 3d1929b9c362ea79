/** Whether there is an order in which one after the other could have been answered as they were, although they ran at once. */
import { fieldsOf } from '../decider/values.ts'
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
  readonly queryTypes: readonly string[]
  /** The types of commands that make what lists show. */
  readonly makers: readonly string[]
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

const isPage = (reply: unknown): boolean => fieldsOf(reply).NextToken !== undefined

/** What is made at the same time has no order that is documented: lists of it may be in any, and pages show any of it. */
const judgeOf = <State, Facts extends AnyFacts>(
  judge: Judge<State, Facts>,
  atOnce: readonly Ran<Facts>[]
): ((states: States<State>, call: Pick<Ran<Facts>, 'command' | 'facts' | 'got'>) => States<State> | undefined) => {
  const { send, lenient, queryTypes, makers } = judge
  if (atOnce.filter(({ command }) => makers.includes(String(command.type))).length < 2)
    return (states, call) => statesAfter(judge, states, call)
  const ofLists = { ...judge, lenient: { ...lenient, anyOrder: true } }
  return (states, call) => {
    const { command, facts, got } = call
    if (!queryTypes.includes(String(command.type))) return statesAfter(judge, states, call)
    const { result } = send(states, command, facts)
    const isOfPages = [command.request, fieldsOf(got).reply, result.ok && result.reply].some(isPage)
    return isOfPages && result.ok && fieldsOf(got).ok === true ? states : statesAfter(ofLists, states, call)
  }
}

/** Looks for an order of the calls that ran at once, then of those that were asked `afterwards`, in which all answers are right. */
export const isLinearizable = <State, Facts extends AnyFacts>(
  judge: Judge<State, Facts>,
  before: States<State>,
  atOnce: readonly Ran<Facts>[],
  afterwards: readonly Pick<Ran<Facts>, 'command' | 'facts' | 'got'>[]
): boolean => {
  const after = judgeOf(judge, atOnce)
  const isInOrder = (states: States<State>, left: readonly Ran<Facts>[]): boolean => {
    if (left.length === 0)
      return afterwards.reduce<States<State> | undefined>((so, call) => so && after(so, call), states) !== undefined
    const canBeNext = (call: Ran<Facts>) => left.every(({ endedAt }) => endedAt >= call.startedAt)
    return left.some((call) => {
      const next = canBeNext(call) ? after(states, call) : undefined
      return (
        next !== undefined &&
        isInOrder(
          next,
          left.filter((other) => other !== call)
        )
      )
    })
  }
  return isInOrder(before, atOnce)
}
