/** Moves of which histories are made: what both systems have in common of what may happen next. */
import * as fc from 'fast-check'
import { type Fields, fieldsOf } from '../decider/values.ts'
import type { lifecycle } from '../index.ts'
import { sometimes } from './choices.ts'
import type { AnyFacts, Asked, Here, Move, Window } from './history.ts'

/** Asks the same, whatever there is. */
export const always =
  (asked: Asked): Move<unknown, unknown> =>
  () =>
    asked

/** What somebody would do with what there is; `aim` says with which of it. Nothing, where there is none. */
export type Deed<State, Facts, Aim> = (here: Here<State, Facts>, aim: Aim) => Asked | undefined

/** One of some deeds, each as often as its weight says. */
export const deedOf = <State, Facts, Aim>(
  deeds: readonly (readonly [weight: number, Deed<State, Facts, Aim>])[],
  aims: fc.Arbitrary<Aim>
): fc.Arbitrary<Move<State, Facts>> =>
  fc.tuple(fc.oneof(...deeds.map(([weight, deed]) => ({ weight, arbitrary: fc.constant(deed) }))), aims).map(
    ([deed, aim]) =>
      (here) =>
        deed(here, aim)
  )

/** Sometimes with facts that are so for this call alone. What a move says itself goes first. */
export const withFacts = <State, Facts>(
  moves: fc.Arbitrary<Move<State, Facts>>,
  facts: fc.Arbitrary<Fields>,
  weight: number,
  isFor: (command: Fields) => boolean = () => true
): fc.Arbitrary<Move<State, Facts>> =>
  fc.tuple(moves, sometimes(facts, weight)).map(([move, own]) => {
    if (own === undefined) return move
    return (here) => {
      const next = move(here)
      return next === undefined || 'waitMs' in next || !isFor(next.command) ? next : { ...next, by: { ...own, ...next.by } }
    }
  })

/** The windows of what has ended and is still there. */
export const windowsAmong = (
  rows: readonly { readonly expiresFrom?: number; readonly expiresBy?: number }[],
  { now }: AnyFacts
): readonly Window[] =>
  rows.flatMap(({ expiresFrom, expiresBy }) =>
    expiresFrom === undefined || expiresBy === undefined || expiresBy <= now ? [] : [{ expiresFrom, expiresBy }]
  )

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** How long nothing happens: the times at which something ends, and just before and between. */
export const wait: fc.Arbitrary<{ readonly waitMs: number }> = fc
  .constantFrom(
    ...[1, 2_500, hourMs, 47 * hourMs, 47.5 * hourMs, 2 * dayMs - 1, 2 * dayMs, 3 * dayMs, 4 * dayMs - 1, 4 * dayMs],
    ...[7 * dayMs - 1, 7 * dayMs]
  )
  .map((waitMs) => ({ waitMs }))

/** Waits for one of some times to come, or until just before. */
export const waitUntil = <State, Facts extends AnyFacts>(
  timesOf: (here: Here<State, Facts>) => readonly number[]
): fc.Arbitrary<Move<State, Facts>> =>
  fc.tuple(fc.nat(60), fc.constantFrom(0, -1, 3_600_000 - 1)).map(([at, offsetMs]) => (here) => {
    const { now } = here.facts
    const time = pick(
      timesOf(here).filter((each) => each + offsetMs > now),
      at
    )
    return time === undefined ? undefined : { waitMs: time + offsetMs - now }
  })

/** Uneven, so that the clock does not come by the same times again: lists go by time. */
const stepsMs = [1_234_567, dayMs - 7_654_321]

/** The clock goes back, so far that `seen` still says the same: what was gone for a reader need not come back for him. */
export const stepBack = <State, Facts extends AnyFacts>(
  seen: (states: Here<State, Facts>['states'], facts: Facts) => unknown
): fc.Arbitrary<Move<State, Facts>> =>
  fc.nat(60).map((at) => ({ states, facts }) => {
    const seenAt = (now: number) => JSON.stringify(seen(states, { ...facts, now }))
    const asNow = seenAt(facts.now)
    const backMs = pick(
      stepsMs.filter((ms) => seenAt(facts.now - ms) === asNow),
      at
    )
    return backMs === undefined ? undefined : { waitMs: -backMs }
  })

/** Windows of a host's own: shorter and longer ones than the documented, and one without play. */
export const windows: fc.Arbitrary<lifecycle.Retention> = fc.constantFrom(
  { floorMs: hourMs, ceilingMs: 2 * hourMs },
  { floorMs: 2 * dayMs, ceilingMs: 2 * dayMs },
  { floorMs: 5 * dayMs, ceilingMs: 9 * dayMs }
)

/** One of a list, whichever the number means; none of an empty one. */
export const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % list.length]

/** The next page of the list that was asked for last. */
export const nextPage = <State, Facts>({ list }: Here<State, Facts>): Asked | undefined => {
  const token = list?.result.ok === true ? fieldsOf(list.result.reply).NextToken : undefined
  if (list === undefined || token === undefined) return undefined
  const { command, by } = list
  return { command: { ...command, request: { ...fieldsOf(command.request), NextToken: token } }, by, isNextPage: true }
}
