/**
 * Scenarios: what happens to a system, step by step on a simulated clock. People write them by hand, tools write them for replay. The
 * format, version 1, is described by the types below; `parseScenario` makes times and durations of any form milliseconds.
 */
import { type Fields, isFields } from '../../decider/values.ts'
import { show } from '../../testing/difference.ts'
import type { Expectation } from '../../testing/expectation.ts'
import { all, type Check, type Fault, fieldsOf, isAnything, isFlag, isObject, isText, listOf, must } from './checks.ts'
import type { System } from './system.ts'
import { durationForms, instantForms, isEndless, isOnClock, parseDuration, parseInstant } from './time.ts'

/**
 * Any step may say something.
 * @internal
 */
interface Noted {
  /** For readers. */
  readonly note?: string
}

/** Asks the system for something. What is under `asked` is handed to the library as it is: it may be anything. */
export interface Asking extends Noted {
  /** What is under `asked`. */
  readonly kind: 'command' | 'signal' | 'query' | 'sweep'
  /** The command, signal or query. */
  readonly asked: Fields
  /** Facts of this step alone, over those of the scenario; `null` takes one away. */
  readonly facts?: Fields
  readonly expect?: Expectation
}

/** Lets time pass: by so much, or to a point in time. */
export interface ClockStep extends Noted {
  readonly kind: 'clock'
  /** By how many milliseconds, or to which point in time in epoch milliseconds. */
  readonly to: { readonly advanceMs: number } | { readonly at: number }
}

/** Only says something. */
export interface Remark extends Noted {
  readonly kind: 'note'
}

/** One entry of `steps`. */
export type Step = Asking | ClockStep | Remark

/** A scenario that has been checked: running it cannot fail. */
export interface Scenario {
  /** The name of the system. */
  readonly system: string
  readonly version: 1
  /** For readers. */
  readonly title?: string
  /** For readers. */
  readonly note?: string
  /** Epoch milliseconds. */
  readonly start: number
  /** The facts of every step. */
  readonly facts: Fields
  readonly steps: readonly Step[]
}

/** A scenario and its system, or the first fault. */
export type Parsed =
  | { readonly ok: true; readonly scenario: Scenario; readonly system: System }
  | { readonly ok: false; readonly fault: Fault }

const isInstant = must(instantForms, (value) => parseInstant(value) !== undefined)
const beyondClock = 'goes beyond the year 9999'
const isDuration: Check = (value, path) =>
  isEndless(value)
    ? { path, message: beyondClock }
    : must(durationForms, (given) => parseDuration(given) !== undefined)(value, path)
const kinds = ['command', 'signal', 'query', 'sweep', 'advance', 'at'] as const
type Kind = (typeof kinds)[number]

const hasType: Check = (value, path) =>
  isFields(value) && !Object.hasOwn(value, 'type') ? { path, message: '"type" is missing here' } : undefined
const typeIs = (check: Check): Check => all(isObject, hasType, (value, path) => check((value as Fields).type, [...path, 'type']))
const oneOf = (names: readonly string[]): Check => must(`one of ${names.join(', ')}`, (value) => names.includes(value as string))

const isCommand = (system: System): Check =>
  typeIs(
    all(isText, (type, path) =>
      system.queryTypes.includes(type as string)
        ? { path, message: `${show(type)} is a query: write it under "query"` }
        : undefined
    )
  )

const isExpectedEvent = (value: unknown, path: Parameters<Check>[1]): Fault | undefined =>
  isFields(value) || typeof value === 'string'
    ? undefined
    : must('the type of an event, or an object that is part of one', () => false)(value, path)

const isExpectation = (system: System): Check =>
  all(
    fieldsOf({
      ok: isFlag,
      code: must(`a code of ${system.name}`, (code) => system.errorCodes.includes(code as string)),
      reply: isAnything,
      failures: listOf(isObject),
      events: listOf(isExpectedEvent)
    }),
    (value, path) => {
      const { ok, code } = value as Fields
      return ok === true && code !== undefined ? { path, message: 'cannot be ok and have a code' } : undefined
    }
  )

const hasNoSignals =
  ({ name }: System): Check =>
  (_, path) => ({ path: [...path, 'signal'], message: `${name} has no signals: all is done at once`, ofName: true })

const stepFields = (system: System): { readonly [K in Kind]: Check } => {
  const asking = { note: isText, facts: system.checkStepFacts, expect: isExpectation(system) }
  return {
    command: fieldsOf({ command: isCommand(system), ...asking }),
    signal:
      system.signalTypes.length === 0 ? hasNoSignals(system) : fieldsOf({ signal: typeIs(oneOf(system.signalTypes)), ...asking }),
    query: fieldsOf({ query: typeIs(oneOf(system.queryTypes)), ...asking }),
    sweep: fieldsOf({ sweep: must('true', (value) => value === true), ...asking }),
    advance: fieldsOf({ advance: isDuration, note: isText }),
    at: fieldsOf({ at: isInstant, note: isText })
  }
}

const isStep = (system: System): Check => {
  const checks = stepFields(system)
  return all(isObject, (value, path) => {
    const step = value as Fields
    const [kind, second] = kinds.filter((name) => Object.hasOwn(step, name))
    if (second !== undefined)
      return { path: [...path, second], message: `a step is one thing; this one has ${show(kind)} as well`, ofName: true }
    if (kind !== undefined) return checks[kind](step, path)
    if (!Object.hasOwn(step, 'note')) return { path, message: `must be a step, with one of ${kinds.join(', ')} or note` }
    return fieldsOf({ note: isText })(step, path)
  })
}

const stepOf = (given: Fields): Step => {
  const note = given.note === undefined ? {} : { note: given.note as string }
  const kind = kinds.find((name) => Object.hasOwn(given, name))
  if (kind === undefined) return { kind: 'note', ...note }
  if (kind === 'advance') return { kind: 'clock', to: { advanceMs: parseDuration(given.advance) ?? 0 }, ...note }
  if (kind === 'at') return { kind: 'clock', to: { at: parseInstant(given.at) ?? 0 }, ...note }
  return {
    kind,
    asked: kind === 'sweep' ? { type: 'Sweep' } : (given[kind] as Fields),
    ...note,
    ...(given.facts === undefined ? {} : { facts: given.facts as Fields }),
    ...(given.expect === undefined ? {} : { expect: given.expect as Expectation })
  }
}

/** A clock that runs out of the years that it can show. */
const clockFault = (start: number, steps: readonly Step[]): Fault | undefined => {
  let now = start
  for (const [at, step] of steps.entries()) {
    if (step.kind !== 'clock') continue
    now = 'at' in step.to ? step.to.at : now + step.to.advanceMs
    if (!isOnClock(now)) return { path: ['steps', at, 'advance'], message: beyondClock }
  }
  return undefined
}

const lacks = (value: Fields, name: string): Fault | undefined =>
  Object.hasOwn(value, name) ? undefined : { path: [], message: `${show(name)} is missing here` }

/** What says how to read the rest. */
const headFault = (value: unknown, systems: readonly System[]): Fault | undefined =>
  all(isObject, (given) => {
    const { system, version } = given as Fields
    return (
      lacks(given as Fields, 'system') ??
      oneOf(systems.map(({ name }) => name))(system, ['system']) ??
      lacks(given as Fields, 'version') ??
      must('1, the version that is known here', (number) => number === 1)(version, ['version'])
    )
  })(value, [])

/** Makes a scenario of a value of unknown origin, or says what is wrong with it first. Never throws. */
export const parseScenario = (value: unknown, systems: readonly System[]): Parsed => {
  const strange = headFault(value, systems)
  const given = value as Fields
  const system = systems.find(({ name }) => strange === undefined && name === given.system)
  if (system === undefined) return { ok: false, fault: strange ?? { path: [], message: 'must be a scenario' } }
  const fault = fieldsOf(
    {
      system: isText,
      version: isAnything,
      title: isText,
      note: isText,
      start: isInstant,
      facts: system.checkFacts,
      steps: listOf(isStep(system))
    },
    ['start', 'facts', 'steps']
  )(given, [])
  if (fault !== undefined) return { ok: false, fault }

  const { title, note, facts } = given as unknown as Scenario
  const start = parseInstant(given.start) ?? 0
  const steps = (given.steps as readonly Fields[]).map(stepOf)
  const commands = steps.flatMap((step, at) =>
    step.kind === 'command' || step.kind === 'signal' ? [{ command: step.asked, path: ['steps', at, step.kind] }] : []
  )
  const late = clockFault(start, steps) ?? system.faultAmong(commands)
  if (late !== undefined) return { ok: false, fault: late }
  return {
    ok: true,
    system,
    scenario: {
      system: system.name,
      version: 1,
      ...(title === undefined ? {} : { title }),
      ...(note === undefined ? {} : { note }),
      start,
      facts,
      steps
    }
  }
}
