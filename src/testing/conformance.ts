/** Holds another implementation against the model: the same calls to both, and the same answers expected, as long as it takes. */
import * as fc from 'fast-check'
import { type Fields, isFields } from '../decider/values.ts'
import { answerDifference, type Leniency } from './answers.ts'
import { type AnyFacts, type Call, type Course, historyOf, modelFor, type Setting, settledAt } from './history.ts'
import { kindOf, minimal } from './minimal.ts'
import { type Answered, answerText, lineOf, type Mismatch, Nonconformance, scenarioOf } from './nonconformance.ts'
import { checkOptions, checkReport } from './options.ts'
import type { Whose } from './own-names.ts'
import { Session } from './session.ts'

/** Lets the others go first, where two clients race; without a race it does nothing. */
export interface Turns {
  /** Lets the other client go on. */
  readonly pause: () => Promise<void>
}

/**
 * Another implementation. A service behind HTTP, a program in another language, a backend of your own.
 *
 * `send` answers as this library does: `{ ok: true, reply }`, with `failures` if it tells them, or `{ ok: false, error: { code, status?, message? } }`; or
 * `undefined` or `null` for what it does not offer, such as a sweep: then the model is not asked either. What it throws counts as a
 * wrong answer.
 * `facts.now` is the time of the call. A promise of an answer will do.
 *
 * Commands bring the ids of what they make. A backend that gives ids itself may do so: those of shares and policies are learnt from its
 * replies, of others it tells beside an answer, as `ids: { [id of the command]: id of the backend }`. From then on it gets its own, and
 * is not asked what becomes of ids that are taken or malformed.
 */
export interface Backend<Facts, Command = Fields & { readonly type: string }> {
  /** Sends a call, and gives the answer. */
  readonly send: (command: Command, facts: Facts, turns: Turns) => unknown
  /** Back to where there is nothing. */
  readonly reset: () => unknown
}

/** What is compared, how much of it, and how strictly. */
export interface ConformanceOptions {
  /** How many histories, or races: 400. */
  readonly numRuns?: number
  /** At most so many calls in a history, the last looks at what there is not counted: 60, before a race 12. */
  readonly maxCalls?: number
  /** For the same histories again. */
  readonly seed?: number
  /** Facts that are always these, for a backend whose directory, limits or projects cannot be given with each call; `null`: never there. */
  readonly facts?: Fields
  /** Codes that are not asked for: calls that the model refuses with one of them are left out. */
  readonly ignoring?: readonly string[]
  /** The backend deletes ended records by itself, at some time in their windows. It is never asked while that is undecided. */
  readonly expiresByItself?: boolean
  /** The clock never goes back, for a backend whose clock cannot. It does not, either, where a backend expires by itself. */
  readonly monotonicClock?: boolean
  /** Documented errors must have the documented messages, too. Otherwise any text will do, as for the library's own errors. */
  readonly sameMessages?: boolean
  /** Is given the scenario of what is wrong, for instance to write it to a file. */
  readonly onScenario?: (scenario: string) => unknown
}

/** What has been compared. */
export interface ConformanceReport {
  /** How many histories were sent. */
  readonly histories: number
  /** How many calls were sent in all. */
  readonly calls: number
  /** How often each code was the right answer. */
  readonly codes: Readonly<Record<string, number>>
  /** How often a call was accepted, by its type. */
  readonly accepted: Readonly<Record<string, number>>
  /** With which the same histories are made again. */
  readonly seed: number
}

export const noTurns: Turns = { pause: () => Promise.resolve() }

/** What a backend answers, or how it failed to. */
export const answerOf = async <Facts>(backend: Backend<Facts, never>, call: Call<Facts>, turns: Turns): Promise<unknown> => {
  try {
    return await backend.send(call.command as never, call.facts, turns)
  } catch (error) {
    return { threw: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
  }
}

/** What is wrong with an answer, with what was thrown said in so many words. */
export const differenceOf = (wanted: Answered<never>['wanted'], got: unknown, lenient: Leniency): string | undefined =>
  isFields(got) && got.threw !== undefined
    ? `expected an answer; it threw ${String(got.threw)}`
    : withExpected(answerDifference(wanted, got, lenient))

const withExpected = (difference: string | undefined) => (difference === undefined ? undefined : `expected ${difference}`)

export const lenienceOf = (
  { ownWords, errors }: Pick<Setting<never, AnyFacts>, 'ownWords' | 'errors'>,
  { sameMessages }: ConformanceOptions
): Leniency => ({
  ownWords,
  sameMessagesOf: sameMessages ? Object.keys(errors).filter((code) => errors[code]?.origin === 'documented') : []
})

export const courseOf = ({ maxCalls = 60, facts, ignoring, expiresByItself, monotonicClock }: ConformanceOptions): Course => ({
  maxCalls,
  facts,
  ignoring,
  expiresByItself,
  monotonicClock
})

/** Sends calls to both, until their answers differ. `undefined`: they do not, or the model cannot tell what is right. */
const firstMismatch = async <State, Facts extends AnyFacts>(
  setting: Setting<State, Facts>,
  backend: Backend<Facts, never>,
  calls: readonly Call<Facts>[],
  options: ConformanceOptions,
  whose: Whose,
  onAnswer: (answered: Answered<Facts>) => void = () => {}
): Promise<Mismatch<Facts> | undefined> => {
  const send = modelFor(setting, options)
  const session = new Session(setting, send, (call, turns: Turns) => answerOf(backend, call, turns), whose)
  const lenient = lenienceOf(setting, options)
  const answered: Answered<Facts>[] = []
  let states: ReturnType<typeof setting.send>['states'] = new Map()
  await backend.reset()
  for (const planned of calls) {
    if (options.expiresByItself && settledAt(setting, states, planned.facts).undecidedUntil !== undefined) return undefined
    const call = session.fitting(planned, states)
    const answer = call && (await session.send(call, noTurns))
    if (call === undefined || answer === undefined) continue
    const { states: next, result: wanted } = send(states, call.command, call.facts)
    if (!wanted.ok && options.ignoring?.includes(wanted.error.code)) return undefined
    session.turnPage(call, wanted, answer)
    const got = session.toOurs(answer)
    answered.push({ ...call, wanted, got })
    const difference = differenceOf(wanted, got, lenient)
    if (difference !== undefined) return { answered, difference }
    onAnswer({ ...call, wanted, got })
    states = next
  }
  return undefined
}

const report = <Facts extends AnyFacts>(
  setting: Setting<never, Facts>,
  { answered, difference }: Mismatch<Facts>,
  seed: number
): Nonconformance<Facts> => {
  const last = answered.at(-1)
  const lines = answered.map((call, at) => `${String(at + 1).padStart(4)}. ${lineOf(call)}`)
  const scenario = scenarioOf(
    setting as unknown as Setting<never, AnyFacts>,
    `Not in accord: ${difference}`,
    answered,
    new Map([[answered.length - 1, `The backend answered ${answerText(last?.got)}`]])
  )
  const message = [
    `${difference}, in answer to the last of ${answered.length} calls (seed ${seed}):`,
    ...lines,
    `model:   ${answerText(last?.wanted)}`,
    `backend: ${answerText(last?.got)}`
  ].join('\n')
  return new Nonconformance(message, { calls: answered, difference, seed, scenario })
}

/** The conformance suite of a system. */
export const conformanceOf =
  <State, Facts extends AnyFacts, Command>(setting: Setting<State, Facts>) =>
  /**
   * Sends histories of commands, signals, sweeps and queries to a backend, and expects the model's answers.
   * @throws Nonconformance with the shortest history found that the backend answers wrongly.
   * @throws Error where nothing was compared, or the options are none.
   */
  async (backend: Backend<Facts, Command>, options: ConformanceOptions = {}): Promise<ConformanceReport> => {
    checkOptions(setting, options)
    const { numRuns = 400, seed: given } = options
    const count = { histories: 0, calls: 0 }
    const codes: Record<string, number> = {}
    const accepted: Record<string, number> = {}
    const tally = ({ command, wanted }: Answered<Facts>) => {
      count.calls += 1
      const [counts, name] = wanted.ok ? [accepted, String(command.type)] : [codes, wanted.error.code]
      counts[name] = (counts[name] ?? 0) + 1
    }
    const whose: Whose = new Map()
    let kind: string | undefined
    const property = fc.asyncProperty(historyOf(setting, courseOf(options)), async (calls) => {
      const mismatch = await firstMismatch(setting, backend, calls, options, whose, tally)
      count.histories += 1
      if (mismatch === undefined) return true
      // Once something is wrong, all that follows are attempts to show the same in less.
      kind ??= kindOf(mismatch)
      return kindOf(mismatch) !== kind
    })
    const outcome = await fc.check(property, { numRuns, ...(given !== undefined && { seed: given }) })
    const { seed, counterexample } = outcome
    if (!outcome.failed || counterexample === null) {
      checkReport(count.calls, Object.keys(accepted).length)
      return { ...count, codes, accepted, seed }
    }
    const [calls] = counterexample
    const tryWith = (some: readonly Call<Facts>[]) => firstMismatch(setting, backend, some, options, whose)
    const found = await tryWith(calls)
    if (found === undefined) throw unsteady(calls, seed)
    const least = await minimal(found, tryWith)
    const error = report(setting as unknown as Setting<never, Facts>, least, seed)
    await options.onScenario?.(error.scenario)
    throw error
  }

/** The same calls were answered wrongly once, and rightly the next time: there is something that `reset` does not reset. */
export const unsteady = <Facts extends AnyFacts>(calls: readonly Call<Facts>[], seed: number): Nonconformance<Facts> => {
  const difference = 'the same calls were answered differently when they were sent again: reset() must leave nothing behind'
  return new Nonconformance(`${difference} (seed ${seed})`, { calls, difference, seed, scenario: '' })
}
