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

const padded = (digits: number): readonly string[] =>
  Array.from({ length: 10 ** digits }, (_, number) => String(number).padStart(digits, '0'))

const twoDigits = padded(2)
const threeDigits = padded(3)

const dayMs = 86_400_000

/** The time of a day, from milliseconds since its start, as `09:40:45.556Z`. */
const timeOfDay = (ms: number): string => {
  const seconds = Math.floor(ms / 1_000)
  const minutes = Math.floor(seconds / 60)
  const clock = `${twoDigits[Math.floor(minutes / 60)]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}`
  return `${clock}.${threeDigits[ms % 1_000]}Z`
}

/** `toIso` for a list of entries: what they say is mostly of one day, and the day is what takes time to print. */
export const isoPrinter = (): ((instant: number) => string) => {
  let lastDay = Number.NaN
  let dayText = ''
  return (instant) => {
    const ms = Math.trunc(instant)
    const day = Math.floor(ms / dayMs)
    if (day !== lastDay) dayText = new Date(day * dayMs).toISOString().slice(0, -'00:00:00.000Z'.length)
    lastDay = day
    return dayText + timeOfDay(ms - day * dayMs)
  }
}

/** As documented replies print a time: `2020-12-04T09:40:45.556Z`. */
export const toIso = (instant: number): string => isoPrinter()(instant)

/** The same of a deadline, which may lie beyond all dates: then it has none to print. */
export const deadlineToIso = (deadline: number | undefined): string | undefined =>
  deadline === undefined || deadline > lastInstantMs ? undefined : toIso(deadline)
