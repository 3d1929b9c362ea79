/** Histories: calls to a backend, one after the other, made by running the model, so that they lead somewhere. Every call is plain JSON. */
import * as fc from 'fast-check'
import type { Fields } from '../decider/values.ts'
import type { AnyResult, Model, States } from './model.ts'
import type { GivenId } from './own-names.ts'

/** What the facts of every system have. `now` in epoch milliseconds. */
export interface AnyFacts {
  /** The time of the call: epoch milliseconds. */
  readonly now: number
  readonly requestId: string
}

/** A call as a backend gets it: a command, a signal, a sweep or a query, and what is to be decided with. */
export interface Call<Facts, Command = Fields> {
  /** What is asked. */
  readonly command: Command
  /** What it is to be decided with. */
  readonly facts: Facts
  /** It goes on with the list that was asked for last, wherever that page ended: its token is one of an answer. */
  readonly isNextPage?: true
}

/** What somebody asks for. `by`: who it is, and what is different for this call. */
export interface Asked {
  readonly command: Fields
  readonly by: Fields
  readonly isNextPage?: true
}

/** What there is when the next thing happens. */
export interface Here<State, Facts> {
  readonly states: States<State>
  readonly facts: Facts
  /** The list that was asked for last, for its next page. */
  readonly list?: Asked & { readonly result: AnyResult }
}

/** What happens next, given what there is: somebody asks, or time passes, or goes back; nothing, where it does not fit. */
export type Move<State, Facts> = (here: Here<State, Facts>) => Asked | { readonly waitMs: number } | undefined

/** When the record of something that has ended may go, and when it is gone. Epoch milliseconds. */
export interface Window {
  readonly expiresFrom: number
  readonly expiresBy: number
}

/** All that the histories of a system are made of. */
export interface Setting<State, Facts extends AnyFacts> {
  /** As scenarios name it. */
  readonly system: string
  readonly send: Model<State, Facts>
  /** Facts of the world, the same for a whole history, but for what a call has of its own. */
  readonly world: fc.Arbitrary<Fields>
  /** How a history begins: with one call as a rule, or with all that it takes to get somewhere. */
  readonly opening: fc.Arbitrary<readonly Move<State, Facts>[]>
  readonly move: fc.Arbitrary<Move<State, Facts>>
  /** Asked at the end of each history: all that can be seen. */
  readonly probes: readonly Asked[]
  /** The windows of all that has ended and can still be seen. */
  readonly windows: (states: States<State>, facts: Facts) => readonly Window[]
  readonly queryTypes: readonly string[]
  readonly signalTypes: readonly string[]
  /** Texts of replies that are this library's own wording: another backend has its own. */
  readonly ownWords: readonly string[]
  /** Ids that commands bring for what they make. */
  readonly ids: readonly GivenId[]
  /** The types of commands after which a millisecond passes: lists go by time, and what is made at once by ids that may be others. */
  readonly makers: readonly string[]
  /** Every error, by its code. */
  readonly errors: Readonly<Record<string, { readonly origin: 'documented' | 'library' }>>
}

/** What histories are to be like. */
export interface Course {
  /** At most so many calls, those that ask at the end what there is not counted. */
  readonly maxCalls: number
  /** Facts that are always these. */
  readonly facts?: Fields | undefined
  /** Calls that the model refuses with one of these codes are left out. */
  readonly ignoring?: readonly string[] | undefined
  /** The backend deletes what is due by itself, whenever it likes: it is never asked while that is undecided. */
  readonly expiresByItself?: boolean | undefined
  /** The clock never goes back. */
  readonly monotonicClock?: boolean | undefined
}

/** What any backend may be sent: a copy that is plain JSON, without `undefined`; `undefined` for what JSON cannot say. */
const plain = <T extends object>(value: T): T | undefined => {
  try {
    return JSON.parse(JSON.stringify(value)) as T
  } catch {
    return undefined
  }
}

/** When histories start: that of the documented example. */
const startMs = Date.parse('2020-12-04T09:40:41.250Z')

const sweep: Fields = { type: 'Sweep' }

/** The states at a time for a backend that expires by itself: `undefined` where the record of something may be there or not. */
export const settledAt = <State, Facts extends AnyFacts>(
  { send, windows }: Pick<Setting<State, Facts>, 'send' | 'windows'>,
  states: States<State>,
  facts: Facts
): { readonly states: States<State>; readonly undecidedUntil?: number } => {
  const swept = send(states, sweep, facts)
  const before = windows(states, facts)
  const isNew = (window: Window) =>
    !before.some(({ expiresFrom, expiresBy }) => expiresFrom === window.expiresFrom && expiresBy === window.expiresBy)
  // What a sweep ends has ended at the time of the sweep: a backend's own may have come earlier.
  const undecided = [
    ...before.filter(({ expiresFrom }) => expiresFrom <= facts.now),
    ...windows(swept.states, facts).filter(isNew)
  ]
  if (undecided.length === 0) return { states: swept.states }
  return { states: swept.states, undecidedUntil: Math.max(...undecided.map(({ expiresBy }) => expiresBy)) }
}

/** The model that a backend is held against: one that expires by itself has always swept already. */
export const modelFor = <State, Facts extends AnyFacts>(
  setting: Setting<State, Facts>,
  { expiresByItself }: Pick<Course, 'expiresByItself'>
): Model<State, Facts> =>
  expiresByItself
    ? (states, command, facts) => setting.send(settledAt(setting, states, facts).states, command, facts)
    : setting.send

const later = <State, Facts extends AnyFacts>(here: Here<State, Facts>, now: number): Here<State, Facts> => ({
  ...here,
  facts: { ...here.facts, now }
})

/** Lets time pass until nothing is undecided any more, where a backend expires by itself. */
const settled = <State, Facts extends AnyFacts>(
  setting: Setting<State, Facts>,
  course: Pick<Course, 'expiresByItself'>,
  here: Here<State, Facts>
): Here<State, Facts> => {
  if (!course.expiresByItself) return here
  const { states, undecidedUntil } = settledAt(setting, here.states, here.facts)
  return undecidedUntil === undefined ? here : settled(setting, course, later({ ...here, states }, undecidedUntil))
}

/**
 * A call with the model's answer to it.
 * @internal
 */
export interface Planned<Facts, Command = Fields> extends Call<Facts, Command> {
  readonly wanted: AnyResult
}

interface Walk<State, Facts> {
  readonly calls: readonly Planned<Facts>[]
  readonly here: Here<State, Facts>
}

interface Start<State, Facts> {
  readonly world: Fields
  readonly name: string
  readonly from: Here<State, Facts>
  /** No time passes, whatever is made. */
  readonly isStill?: boolean
}

/** Facts of which the later ones count. As in scenarios, `null` takes one away. */
const factsOf = (...parts: readonly (Fields | undefined)[]): Fields =>
  Object.fromEntries(Object.entries(Object.assign({}, ...parts) as Fields).filter(([, fact]) => fact !== null))

/** Makes calls of moves. Each has a request id of its own, made of `name`. */
const walk = <State, Facts extends AnyFacts>(
  setting: Setting<State, Facts>,
  { facts: fixed, ignoring = [], expiresByItself = false, monotonicClock = false }: Course,
  { world, name, from, isStill = false }: Start<State, Facts>,
  moves: readonly Move<State, Facts>[]
): Walk<State, Facts> => {
  const send = modelFor(setting, { expiresByItself })
  const calls: Planned<Facts>[] = []
  let here = from
  const ask = (asked: Asked) => {
    const command = plain(asked.command)
    const { now } = here.facts
    const requestId = `${name}-${calls.length + 1}`
    // Who expires by itself does so in no call: there is one window for all.
    const own = expiresByItself ? { ...asked.by, retention: world.retention } : asked.by
    const facts = plain(factsOf(world, own, fixed, { now, requestId })) as Facts | undefined
    if (command === undefined || facts === undefined) return
    const { states, result: wanted } = send(here.states, command, facts)
    if (!wanted.ok && ignoring.includes(wanted.error.code)) return
    calls.push({ command, facts, wanted, ...(asked.isNextPage && { isNextPage: true }) })
    const type = String(command.type)
    here = { ...here, states, ...(setting.queryTypes.includes(type) && { list: { ...asked, result: wanted } }) }
    if (!isStill && setting.makers.includes(type)) here = later(here, now + 1)
  }
  for (const move of moves) {
    here = settled(setting, { expiresByItself }, here)
    const next = move(here)
    if (next === undefined) continue
    if (!('waitMs' in next)) ask(next)
    else if (next.waitMs >= 0 || !(monotonicClock || expiresByItself)) here = later(here, here.facts.now + next.waitMs)
  }
  return { calls, here }
}

const beginning = <State, Facts extends AnyFacts>(world: Fields, fixed: Fields | undefined): Here<State, Facts> => ({
  states: new Map(),
  facts: plain(factsOf(world, fixed, { now: startMs, requestId: 'request' })) as object as Facts
})

const probesOf = <State, Facts extends AnyFacts>({ probes }: Setting<State, Facts>): Move<State, Facts>[] =>
  probes.map((probe) => () => probe)

const several = <T>(arbitrary: fc.Arbitrary<T>, minLength: number, maxLength: number): fc.Arbitrary<T[]> =>
  fc.array(arbitrary, { minLength, maxLength: Math.max(minLength, maxLength), size: 'max' })

/** Any history of a system, and at its end a look at all that there is. */
export const historyOf = <State, Facts extends AnyFacts>(
  setting: Setting<State, Facts>,
  course: Course
): fc.Arbitrary<readonly Planned<Facts>[]> =>
  fc.tuple(setting.world, setting.opening, several(setting.move, 0, course.maxCalls - 1)).map(([world, opening, moves]) => {
    const from = beginning<State, Facts>(world, course.facts)
    const calls = [...opening, ...moves].slice(0, course.maxCalls)
    return walk(setting, course, { world, name: 'request', from }, [...calls, ...probesOf(setting)]).calls
  })

/** Calls one after the other, then those of two clients at once, then a look at all that there is. No time passes in a race. */
export interface Race<Facts> {
  readonly before: readonly Planned<Facts>[]
  readonly clients: readonly (readonly Planned<Facts>[])[]
  readonly probes: readonly Planned<Facts>[]
}

/** Any race of up to three calls of each of two clients. */
export const raceWithin = <State, Facts extends AnyFacts>(
  setting: Setting<State, Facts>,
  course: Course
): fc.Arbitrary<Race<Facts>> => {
  const calls = several(setting.move, 1, 3)
  return fc
    .tuple(setting.world, setting.opening, several(setting.move, 1, course.maxCalls - 1), calls, calls)
    .map(([world, opening, moves, ...clients]) => {
      const at = { world, name: 'request', from: beginning<State, Facts>(world, course.facts) }
      const { calls: before, here } = walk(setting, course, at, [
        ...[...opening, ...moves].slice(0, course.maxCalls),
        () => ({ waitMs: 1 })
      ])
      const from = settled(setting, course, here)
      // Where a list ends that is asked for in the race is up to its order: its next page is, too.
      const still =
        (move: Move<State, Facts>): Move<State, Facts> =>
        (where) => {
          const next = move(where)
          if (next === undefined || 'waitMs' in next) return undefined
          return next.isNextPage && where.list !== from.list ? undefined : next
        }
      const of = (name: string, some: readonly Move<State, Facts>[]) =>
        walk(setting, course, { world, name, from, isStill: true }, some.map(still)).calls
      return {
        before,
        clients: clients.map((some, number) => of(`client-${number + 1}`, some)),
        probes: of('probe', probesOf(setting))
      }
    })
}

/** The states that a history leads to. */
export const statesAfter = <State, Facts extends AnyFacts>(
  { send }: Pick<Setting<State, Facts>, 'send'>,
  calls: readonly Call<Facts>[]
): States<State> => calls.reduce<States<State>>((states, { command, facts }) => send(states, command, facts).states, new Map())
