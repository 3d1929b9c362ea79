/** Times and durations as people write and read them. Inside they are whole milliseconds; times are epoch milliseconds. */

const unitsMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
type Unit = keyof typeof unitsMs

/** The first and the last instant that the simulated clock can show: four-digit years. */
export const clockRange = { firstMs: Date.parse('0001-01-01T00:00:00.000Z'), lastMs: Date.parse('9999-12-31T23:59:59.999Z') }

/** Whether the simulated clock can show this instant. */
export const isOnClock = (instant: number): boolean => clockRange.firstMs <= instant && instant <= clockRange.lastMs

/** `4.306` times 1000 need not be a whole number to a computer. */
const wholeMs = (ms: number): number | undefined => (Math.abs(ms - Math.round(ms)) < 1e-6 ? Math.round(ms) : undefined)

const isLength = (ms: number): boolean => Number.isSafeInteger(ms) && ms >= 0

const durationPattern = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d) ?)+$/
const durationParts = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g

/** What `parseDuration` takes, in words. */
export const durationForms = 'a duration such as "4.306s", "48h", "1d 12h", "1ms", or a number of milliseconds'

/** What a duration comes to in milliseconds, however many and however exact; `undefined` where it is none. */
const totalMs = (given: unknown): number | undefined => {
  if (typeof given === 'number') return given
  if (typeof given !== 'string' || given.length > 100 || !durationPattern.test(given) || given.endsWith(' ')) return undefined
  let total = 0
  for (const [, amount, unit] of given.matchAll(durationParts)) total += Number(amount) * unitsMs[unit as Unit]
  return total
}

/** Whether it is a duration, and a longer one than any clock can count. */
export const isEndless = (given: unknown): boolean => (totalMs(given) ?? 0) > Number.MAX_SAFE_INTEGER

/** A duration in milliseconds; `undefined` where it is none, or no whole number of milliseconds. */
export const parseDuration = (given: unknown): number | undefined => {
  const total = totalMs(given)
  const whole = total === undefined || typeof given === 'number' ? total : wholeMs(total)
  return whole !== undefined && isLength(whole) ? whole : undefined
}

const instantPattern = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/

/** Computers roll 30 February over to March. */
const isDay = (day: string): boolean => {
  const midnight = Date.parse(`${day}T00:00:00.000Z`)
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day)
}

/** What `parseInstant` takes, in words. */
export const instantForms = 'a time such as "2020-12-04T09:40:41.250Z", or epoch milliseconds, in the years 1 to 9999'

/** A time in epoch milliseconds; `undefined` where it is none, or not one that the simulated clock can show. */
export const parseInstant = (given: unknown): number | undefined => {
  if (typeof given === 'number') return Number.isSafeInteger(given) && isOnClock(given) ? given : undefined
  const [, day] = (typeof given === 'string' && instantPattern.exec(given)) || []
  if (day === undefined || !isDay(day)) return undefined
  const instant = Date.parse(given as string)
  return isOnClock(instant) ? instant : undefined
}

/** Up to here hours are counted as hours: the service speaks of 48 to 96 of them. */
const longestInHoursMs = 120 * unitsMs.h

/**
 * A duration as it is read: `4.306s`, `48h`, `1m 1.2s`, `7d`. With `parts` only so many units of it, the largest first; the rest is
 * cut off.
 */
export const formatDuration = (ms: number, parts = Number.POSITIVE_INFINITY): string => {
  if (ms < 0) return `-${formatDuration(-ms, parts)}`
  if (ms < unitsMs.s) return `${ms}ms`
  const units: Unit[] = ms >= longestInHoursMs ? ['d', 'h', 'm'] : ['h', 'm']
  const texts: string[] = []
  let rest = ms
  for (const unit of units) {
    const count = Math.floor(rest / unitsMs[unit])
    rest -= count * unitsMs[unit]
    if (count > 0) texts.push(`${count}${unit}`)
  }
  if (rest > 0) texts.push(texts.length > 0 && Number.isFinite(parts) ? `${Math.floor(rest / 1000)}s` : `${rest / 1000}s`)
  return texts
    .slice(0, parts)
    .filter((text, at) => at === 0 || text !== '0s')
    .join(' ')
}

/** A time as documented replies print it; a number that is no date stays one. */
export const toIso = (instant: number): string | number => {
  const date = new Date(instant)
  return Number.isNaN(date.getTime()) ? instant : date.toISOString()
}

/** A time as it is read: `2020-12-04 09:40:45.556`. */
export const formatInstant = (instant: number): string => String(toIso(instant)).replace('T', ' ').replace('Z', '')
