/** Points in time: epoch milliseconds inside, ISO 8601 in UTC with milliseconds and `Z` in documented replies. */

/** The last instant that a date can be, in epoch milliseconds. */
const lastInstantMs = 8_640_000_000_000_000

/**
 * The caller's `now`, checked.
 * @throws RangeError when it is no point in time: a programmer's error.
 */
export const instantOf = (now: unknown): number => {
  if (typeof now !== 'number' || !(Math.abs(now) <= lastInstantMs))
    throw new RangeError(`facts.now must be epoch milliseconds, not a Date or a text; got ${String(now)}`)
  return now
}

/** As documented replies print a time: `2020-12-04T09:40:45.556Z`. */
export const toIso = (instant: number): string => new Date(instant).toISOString()

/** The same of a deadline, which may lie beyond all dates: then it has none to print. */
export const deadlineToIso = (deadline: number | undefined): string | undefined =>
  deadline === undefined || deadline > lastInstantMs ? undefined : toIso(deadline)
