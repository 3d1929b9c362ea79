/** Moves of which histories are made: what both systems have in common of what may happen next. */
import * as fc from 'fast-check'
import { fieldsOf } from '../decider/values.ts'
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

/** One of a list, whichever the number means; none of an empty one. */
export const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % list.length]

/** The next page of the list that was asked for last. */
export const nextPage = <State, Facts>({ list }: Here<State, Facts>): Asked | undefined => {
  const token = list?.result.ok === true ? fieldsOf(list.result.reply).NextToken : undefined
  if (list === undefined || token === undefined) return undefined
  const { command, by } = list
  return { command: { ...command, request: { ...fieldsOf(command.request), NextToken: token } }, by, isNextPage: true }
}
