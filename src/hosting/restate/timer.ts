/** The durable timer of an aggregate: at most one counts at a time, and it is known by its token. */

/** A timer that is under way. */
export interface Armed {
  /** One that comes with another token is stale, and does nothing. */
  readonly token: string
  /** When it is to fire, in epoch milliseconds. */
  readonly at: number
}

/** The longest delay that is asked for: 100 days. A later deadline is waited for again from there. */
const longestDelayMs = 8_640_000_000

/** A timer that has not come by so much after its time has been lost, by an operator's hand. */
const lostAfterMs = 60_000

/** What is due though it was just swept is left alone for so long. */
const pauseMs = 1_000

/** When a timer for that deadline has to fire. */
const timeOf = (nextDeadline: number, now: number): number => Math.max(now, Math.min(nextDeadline, now + longestDelayMs))

/**
 * The timer to start, if any: where none is under way, or one that would come too late. One that comes too early stays, and then finds
 * that it has to wait again.
 */
export const timerFor = (
  nextDeadline: number | undefined,
  now: number,
  armed: Armed | undefined,
  token: string
): (Armed & { readonly delayMs: number }) | undefined => {
  if (nextDeadline === undefined) return undefined
  const at = timeOf(nextDeadline, now)
  if (armed !== undefined && armed.at <= at && armed.at > now - lostAfterMs) return undefined
  return { token, at, delayMs: Math.ceil(at - now) }
}

/** The same after a timer has fired. */
export const timerAgain = (nextDeadline: number | undefined, now: number, token: string) =>
  timerFor(nextDeadline !== undefined && nextDeadline <= now ? now + pauseMs : nextDeadline, now, undefined, token)
