/** given, when, then: a test of decisions that reads like the specification, for any runner. */
import { type Fields, isFields } from '../decider/values.ts'
import { show } from './difference.ts'
import { type Expectation, type Outcome, unmetOf } from './expectation.ts'
import type { AnyResult } from './model.ts'

/** The part of a system that is put to the test. */
export interface Decider<State, Command, Facts, Event, Result> {
  readonly initialState: State
  readonly evolveAll: (state: State, events: readonly Event[]) => State
  readonly apply: (
    state: State,
    command: Command,
    facts: Facts
  ) => { readonly state: State; readonly events: readonly Event[]; readonly result: Result }
}

/** An event as a test names it: by its type, or by the part of it that matters. */
export type EventPart<Event extends { readonly type: string }> = Event['type'] | Partial<Event>

/** What is expected: events, in order; or an error; or a reply, part of it, and what goes with it. */
export type Expected<Event extends { readonly type: string }, Code extends string = string> =
  | readonly EventPart<Event>[]
  | { readonly code: Code }
  | { readonly reply?: unknown; readonly failures?: readonly Fields[]; readonly events?: readonly EventPart<Event>[] }

/** What is thrown where something else came than was expected. Runners that show differences take `expected` and `actual`. */
export class UnexpectedOutcome extends Error {
  /** The name of this kind of error. */
  override readonly name = 'UnexpectedOutcome'
  /** What was expected, for runners that show differences. */
  readonly expected: unknown
  /** What came instead, for runners that show differences. */
  readonly actual: unknown

  constructor(message: string, expected: unknown, actual: unknown) {
    super(message)
    this.expected = expected
    this.actual = actual
  }
}

/**
 * The codes that a result may have.
 * @internal
 */
type CodeOf<Result> = Result extends { readonly ok: false; readonly error: { readonly code: infer Code extends string } }
  ? Code
  : never

/** A state, and how it came about. */
export interface Given<State, Command, Facts, Event extends { readonly type: string }, Result> {
  /** To look at, or to go on with. */
  readonly state: State
  /** Applies a command. */
  readonly when: (command: Command, facts: Facts) => Then<State, Command, Facts, Event, Result>
}

/** What a command came to. A further `when` goes on from there. */
export interface Then<State, Command, Facts, Event extends { readonly type: string }, Result>
  extends Given<State, Command, Facts, Event, Result> {
  /** What has happened, in order. */
  readonly events: readonly Event[]
  /** The reply or the error. */
  readonly result: Result
  /**
   * Holds what came against what is expected.
   * @throws UnexpectedOutcome, which says what is different, and what came instead.
   * @throws TypeError where it is given no expectation, as by `await`, which nothing here needs.
   */
  readonly then: (expected: Expected<Event, CodeOf<Result>>) => Given<State, Command, Facts, Event, Result>
}

const forms = 'then() takes [event, ...], { code }, or any of { reply, failures, events }'

const isEventPart = (part: unknown): boolean => typeof part === 'string' || isFields(part)
const isListOf = (is: (entry: unknown) => boolean) => (value: unknown) => Array.isArray(value) && value.every(is)

/** What each field of an expectation may hold. `undefined` would expect nothing, which nobody means who writes the field. */
const accepting: Readonly<Record<string, (value: unknown) => boolean>> = {
  reply: (value) => value !== undefined,
  failures: isListOf(isFields),
  events: isListOf(isEventPart)
}
const refusing: typeof accepting = { code: (value) => typeof value === 'string' }

/** An expectation that is none would hold whatever came. */
const checkExpected = (expected: unknown): void => {
  if (typeof expected === 'function')
    throw new TypeError('nothing here is awaited: leave out await, and return what then(...) or result gives')
  if (isListOf(isEventPart)(expected)) return
  if (!isFields(expected)) throw new TypeError(`${forms}; it was given ${show(expected)}`)
  const known = Object.hasOwn(expected, 'code') ? refusing : accepting
  for (const [name, value] of Object.entries(expected)) {
    const isRight = Object.hasOwn(known, name) ? known[name] : undefined
    if (isRight?.(value) !== true) throw new TypeError(`${forms}; it was given ${name}: ${show(value)}`)
  }
}

/** Where already the verdict is wrong, nothing else is worth a line. */
const expectationOf = <Event extends { readonly type: string }>(expected: Expected<Event>, isAccepted: boolean): Expectation => {
  if ('code' in expected) return { code: expected.code, ...(!isAccepted && { events: [] }) }
  if (!isAccepted) return { ok: true }
  return Array.isArray(expected) ? { ok: true, events: expected } : { ok: true, ...(expected as Expectation) }
}

const outcomeOf = (result: AnyResult, events: readonly { readonly type: string }[]): Outcome => ({
  ok: result.ok,
  ...(result.ok ? { body: result.reply } : { code: result.error.code, body: result.error }),
  ...(result.ok && result.failures !== undefined && { failures: result.failures }),
  events: events as Outcome['events']
})

const longestText = 2_000

const print = (name: string, value: unknown): string => {
  const text = JSON.stringify(value, undefined, 2) ?? String(value)
  return `${name} ${text.length > longestText ? `${text.slice(0, longestText)}…` : text}`
}

/** The harness of a system. `given()` without events starts from nothing. */
export const givenFor = <State, Command, Facts, Event extends { readonly type: string }, Result extends AnyResult>({
  initialState,
  evolveAll,
  apply
}: Decider<State, Command, Facts, Event, Result>) => {
  const from = (before: State): Given<State, Command, Facts, Event, Result> => ({
    state: before,
    when: (command, facts) => {
      const { state, events, result } = apply(before, command, facts)
      const { when } = from(state)
      return {
        state,
        when,
        events,
        result,
        // biome-ignore lint/suspicious/noThenProperty: the word that a test of this form reads best with; nothing here is awaited
        then: (expected) => {
          checkExpected(expected)
          const outcome = outcomeOf(result, events)
          const unmet = unmetOf(expectationOf(expected, result.ok), outcome)
          if (unmet.length === 0) return { state, when }
          const came = result.ok ? { reply: outcome.body, failures: outcome.failures, events } : outcome.body
          const message = [...unmet, print('when', command), print('it came to', came)].join('\n')
          throw new UnexpectedOutcome(message, expected, Array.isArray(expected) ? events : came)
        }
      }
    }
  })
  return (events: readonly Event[] = []): Given<State, Command, Facts, Event, Result> => from(evolveAll(initialState, events))
}
