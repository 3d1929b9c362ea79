/** The tables of a state, and what they have in common in both systems. */
import { type Compare, Table, type View } from '../collections/index.ts'
import type { AssociationRecord } from '../lifecycle/association.ts'

type Deadlines = Pick<AssociationRecord, 'expiresFrom' | 'expiresBy'>

const expiresFrom = (row: Deadlines): number => row.expiresFrom ?? Number.POSITIVE_INFINITY
export const expiresBy = (row: Deadlines): number => row.expiresBy ?? Number.POSITIVE_INFINITY

/** The ended records, in the order in which they may be deleted. */
export const endedView = <T extends Deadlines>(compareIdentity: Compare<T>): View<T> => ({
  holds: (row) => row.expiresFrom !== undefined,
  compare: (a, b) => expiresFrom(a) - expiresFrom(b) || compareIdentity(a, b)
})

/** The earliest of some deadlines, in epoch milliseconds; `undefined` where there is none. */
export const earliestOf = (...deadlines: readonly (number | undefined)[]): number | undefined => {
  const earliest = deadlines.reduce<number>((least, at) => Math.min(least, at ?? least), Number.POSITIVE_INFINITY)
  return earliest === Number.POSITIVE_INFINITY ? undefined : earliest
}

/**
 * A state that this library did not make is a programmer's error, not an answer to a client.
 * @throws TypeError when one of its tables is none, as in the parsed JSON of a state.
 */
export const checkTables = (...tables: readonly unknown[]): void => {
  if (!tables.every((table) => table instanceof Table))
    throw new TypeError(
      'state must be initialState, or what apply, evolve or deserialize gave; stored states are read with deserialize'
    )
}
