/**
 * Runs a scenario: a pure function from its steps to what came of each. No input, no output, no clock but the simulated one.
 */
import type { Fields } from '../../decider/values.ts'
import { unmetOf } from '../../testing/expectation.ts'
import type { Asking, ClockStep, Scenario, Step } from './scenario.ts'
import type { Answer, Life, StepFacts, System, World, WorldApplied } from './system.ts'

/**
 * What there is to say of every step.
 * @internal
 */
interface OutcomeBase {
  /** The place of the step in the scenario, from 0. */
  readonly index: number
  /** What the step says of itself. */
  readonly note?: string
  /** The time after the step, in epoch milliseconds. */
  readonly now: number
  /** Since the start of the scenario, in milliseconds. */
  readonly elapsedMs: number
  /** All that a reader sees after the step; gathered when it is asked for. */
  readonly lives: () => readonly Life[]
}

/** A step that asked the system for something. */
export interface Asked extends OutcomeBase {
  /** What was asked. */
  readonly kind: Asking['kind']
  /** What was asked, as the scenario has it. */
  readonly asked: Fields
  /** The facts that it was decided with. */
  readonly facts: StepFacts
  /** Those of them that the step gave itself. */
  readonly ownFacts: Fields
  readonly answer: Answer
  /** What the states of the system were asked one by one, for the inspector; absent where none was. */
  readonly applied?: WorldApplied['applied']
  /** Whether the step says what it expects. */
  readonly isExpected: boolean
  /** What was expected of it and did not come, one line each. */
  readonly unmet: readonly string[]
}

/** Something that comes with time alone. */
export interface Change {
  readonly life: Life
  /** `mayGo`: a sweep may delete the record from here on; `gone`: no reader sees it any more; `lapsed`: it has ended by itself. */
  readonly what: 'mayGo' | 'gone' | 'lapsed'
}

/** A point in time that the clock went over, at which something changed. */
export interface Passage {
  /** The point in time: epoch milliseconds. */
  readonly now: number
  readonly elapsedMs: number
  readonly changes: readonly Change[]
  /** All that a reader sees then. */
  readonly lives: readonly Life[]
}

/** A step of the clock. */
export interface ClockMoved extends OutcomeBase {
  readonly kind: 'clock'
  /** Negative where the scenario set the clock back. */
  readonly advancedMs: number
  /** The points in time between, in order. */
  readonly passed: readonly Passage[]
}

/** A step that only says something. */
export interface Remarked extends OutcomeBase {
  readonly kind: 'note'
}

/** What came of a step. */
export type Outcome = Asked | ClockMoved | Remarked

/** A request id for a step that was given none: the same in every run. */
const requestIdOf = (index: number): string => `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`

const isDue = ({ mayGoFrom }: Life, now: number): boolean => mayGoFrom !== undefined && mayGoFrom <= now

/** What has come with time between two looks at a world that nobody touched. */
const changesBetween = (before: readonly Life[], after: readonly Life[], now: number, then: number): Change[] => {
  const later = new Map(after.map((life) => [life.key, life]))
  return before.flatMap((life): Change[] => {
    const next = later.get(life.key)
    if (next === undefined) return [{ life, what: 'gone' }]
    if (next.tone !== life.tone) return [{ life: next, what: 'lapsed' }]
    return isDue(next, now) && !isDue(life, then) ? [{ life: next, what: 'mayGo' }] : []
  })
}

/** When time alone changes something of what a reader sees at `now`: epoch milliseconds, or `Infinity` where nothing is to come. */
export const nextChange = (lives: readonly Life[], now: number): number =>
  lives
    .flatMap(({ mayGoFrom, goneBy, lapsesAt }) => [mayGoFrom, goneBy, lapsesAt])
    .reduce<number>((next, at) => (at !== undefined && at > now ? Math.min(next, at) : next), Number.POSITIVE_INFINITY)

/** Goes from deadline to deadline: what ends by itself on the way gets deadlines of its own. */
const passagesOf = (livesAt: (now: number) => readonly Life[], from: number, to: number, start: number): Passage[] => {
  const passed: Passage[] = []
  let now = from
  let lives = livesAt(now)
  for (let next = nextChange(lives, now); next <= to; next = nextChange(lives, now)) {
    const after = livesAt(next)
    const changes = changesBetween(lives, after, next, now)
    if (changes.length > 0) passed.push({ now: next, elapsedMs: next - start, changes, lives: after })
    now = next
    lives = after
  }
  return passed
}

const once = <T>(find: () => T): (() => T) => {
  let found: { readonly value: T } | undefined
  return () => {
    found ??= { value: find() }
    return found.value
  }
}

const withoutNulls = (facts: Fields): Fields => Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== null))

/** A point of a scenario: how many steps have been taken, and the world and the time after them. A value: a step leads to another. */
export interface Moment {
  /** How many steps have been taken. */
  readonly taken: number
  /** The time of the simulated clock: epoch milliseconds. */
  readonly now: number
  readonly world: World
}

/** What a step came to, and the moment after it. */
export interface Taken {
  readonly outcome: Outcome
  /** The moment that the step leads to. */
  readonly after: Moment
}

/** What of a scenario each of its steps depends on. */
export type ScenarioHead = Pick<Scenario, 'start' | 'facts'>

/** The moment before the first step. */
export const beginning = ({ start }: ScenarioHead, system: System): Moment => ({ taken: 0, now: start, world: system.emptyWorld })

/** The facts at a moment, with a step's own on top of them. */
export const factsAt = ({ facts }: ScenarioHead, { taken, now }: Moment, own: Fields = {}): StepFacts => ({
  requestId: requestIdOf(taken),
  ...withoutNulls({ ...facts, ...own }),
  now
})

const baseOf = (head: ScenarioHead, before: Moment, after: Moment, { note }: Step): OutcomeBase => {
  const facts = factsAt(head, { ...after, taken: before.taken })
  return {
    index: before.taken,
    ...(note === undefined ? {} : { note }),
    now: after.now,
    elapsedMs: after.now - head.start,
    lives: once(() => after.world.lives(facts))
  }
}

const ask = (head: ScenarioHead, before: Moment, step: Asking): Taken => {
  const given = factsAt(head, before, step.facts)
  const { world, facts, answer, ...more } =
    step.kind === 'query'
      ? { world: before.world, facts: given, answer: before.world.query(step.asked, given) }
      : before.world.apply(step.asked, given)
  const after = { ...before, taken: before.taken + 1, world }
  const outcome: Asked = {
    ...baseOf(head, before, after, step),
    kind: step.kind,
    asked: step.asked,
    facts,
    ownFacts: step.facts ?? {},
    answer,
    ...more,
    isExpected: step.expect !== undefined,
    unmet: unmetOf(step.expect, answer)
  }
  return { outcome, after }
}

const tick = (head: ScenarioHead, before: Moment, step: ClockStep): Taken => {
  const now = 'at' in step.to ? step.to.at : before.now + step.to.advanceMs
  const after = { ...before, taken: before.taken + 1, now }
  const passed = passagesOf((at) => before.world.lives({ ...factsAt(head, before), now: at }), before.now, now, head.start)
  return { outcome: { ...baseOf(head, before, after, step), kind: 'clock', advancedMs: now - before.now, passed }, after }
}

/** Takes one step of a scenario: for tools that run as they go. */
export const take = (head: ScenarioHead, before: Moment, step: Step): Taken => {
  switch (step.kind) {
    case 'note': {
      const after = { ...before, taken: before.taken + 1 }
      return { outcome: { ...baseOf(head, before, after, step), kind: 'note' }, after }
    }
    case 'clock':
      return tick(head, before, step)
    case 'command':
    case 'signal':
    case 'query':
    case 'sweep':
      return ask(head, before, step)
  }
}

/** What came of each step of a scenario, in order. */
export const run = (scenario: Scenario, system: System): readonly Outcome[] => {
  let moment = beginning(scenario, system)
  return scenario.steps.map((step) => {
    const { outcome, after } = take(scenario, moment, step)
    moment = after
    return outcome
  })
}
