/** What is told of a backend that is not in accord with the model: the calls, what is wrong, and a scenario to look at. */
import { type Fields, isFields } from '../decider/values.ts'
import { show } from './difference.ts'
import type { AnyFacts, Call, Setting } from './history.ts'
import type { AnyResult } from './model.ts'

/** A call, and what each side answered. */
export interface Answered<Facts> extends Call<Facts> {
  readonly wanted: AnyResult
  /** As the backend gave it, with the model's ids in the place of its own. */
  readonly got: unknown
}

/** The calls up to the one whose answer is wrong, and what is wrong with it. */
export interface Mismatch<Facts> {
  readonly answered: readonly Answered<Facts>[]
  /** In one line, such as `expected reply.X to be "a"; it is "b"`. */
  readonly difference: string
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const perCall: readonly string[] = ['now', 'requestId']

/** What is different in the facts of a call: `null` takes a fact away. */
const ownFacts = (facts: Fields, base: Fields): Fields =>
  Object.fromEntries(
    [...new Set([...Object.keys(base), ...Object.keys(facts)])]
      .filter((name) => !perCall.includes(name) && !isSame(facts[name], base[name]))
      .map((name) => [name, facts[name] ?? null])
  )

/** The part of a reply that anybody can expect: not what each call has anew. */
const expectationOf = (wanted: AnyResult): Fields => {
  if (!wanted.ok) return { code: wanted.error.code }
  if (!isFields(wanted.reply)) return { ok: true }
  const { RequestId, NextToken, ...reply } = wanted.reply
  return Object.keys(reply).length === 0 ? { ok: true } : { ok: true, reply }
}

const stepOf = ({ queryTypes, signalTypes }: Pick<Setting<never, AnyFacts>, 'queryTypes' | 'signalTypes'>, command: Fields) => {
  const type = String(command.type)
  if (type === 'Sweep') return { sweep: true }
  if (queryTypes.includes(type)) return { query: command }
  return signalTypes.includes(type) ? { signal: command } : { command }
}

type ScenarioSetting = Pick<Setting<never, AnyFacts>, 'system' | 'queryTypes' | 'signalTypes'>

/** The calls as a scenario file, with the model's answers as what is expected; `notes` go beside calls, by their position. */
export const scenarioOf = <Facts extends AnyFacts>(
  setting: ScenarioSetting,
  title: string,
  answered: readonly (Call<Facts> & { readonly wanted: AnyResult })[],
  notes: ReadonlyMap<number, string>
): string => {
  const first = answered[0]?.facts as (AnyFacts & Fields) | undefined
  const { now: start = 0, requestId, ...facts } = first ?? {}
  let clock = start
  const steps = answered.flatMap(({ command, facts: given, wanted }, at): Fields[] => {
    const own = ownFacts(given as AnyFacts & Fields, facts)
    const note = notes.get(at)
    const step: Fields = {
      ...(note !== undefined && { note }),
      ...stepOf(setting, command),
      ...(Object.keys(own).length > 0 && { facts: own }),
      expect: expectationOf(wanted)
    }
    const isLater = given.now !== clock
    clock = given.now
    return isLater ? [{ at: new Date(clock).toISOString() }, step] : [step]
  })
  const start_ = new Date(start).toISOString()
  return `${JSON.stringify({ system: setting.system, version: 1, title, start: start_, facts, steps }, undefined, 2)}\n`
}

const longestLine = 400

const cut = (text: string): string => (text.length > longestLine ? `${text.slice(0, longestLine)}…` : text)

/** A call in one line: when, what, by whom. */
export const lineOf = <Facts extends AnyFacts>({ command, facts }: Call<Facts>): string => {
  const { now, accountId, projectId } = facts as AnyFacts & Fields
  const { type, ...rest } = command
  return cut(`${new Date(now).toISOString()}  ${show(accountId ?? projectId)}  ${String(type)} ${JSON.stringify(rest)}`)
}

/** An answer in one line. */
export const answerText = (answer: unknown): string => cut(JSON.stringify(answer) ?? String(answer))

/**
 * What a nonconformance shows beside its message.
 * @internal
 */
interface Evidence<Facts> {
  readonly calls: readonly Call<Facts>[]
  /** What is wrong, in one line. */
  readonly difference: string
  /** With which the same histories are made again. */
  readonly seed: number
  /** The calls as a scenario file. */
  readonly scenario: string
}

/** A backend is not in accord with the model. `message` has it all for a reader. */
export class Nonconformance<Facts extends AnyFacts = AnyFacts> extends Error {
  /** The name of this kind of error. */
  override readonly name = 'Nonconformance'
  /** Not a property of its own each: what prints errors would print all of it again. */
  readonly #evidence: Evidence<Facts>

  constructor(message: string, evidence: Evidence<Facts>) {
    super(message)
    this.#evidence = evidence
  }

  /** The fewest calls that were found to show it; of a history the last one is answered wrongly. */
  get calls(): readonly Call<Facts>[] {
    return this.#evidence.calls
  }

  /** What is wrong, in one line. */
  get difference(): string {
    return this.#evidence.difference
  }

  /** With which the same histories are made again. */
  get seed(): number {
    return this.#evidence.seed
  }

  /** A scenario file, for the command line: the same calls, with the answers that are right. */
  get scenario(): string {
    return this.#evidence.scenario
  }
}
