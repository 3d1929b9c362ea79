/** The time, and waiting for it: the only way in which the runtime asks for either. */

/** A clock. Tests and emulators give one that they set themselves. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** Calls `run` once, after `delayMs` milliseconds at the earliest; what it returns cancels that. Keeps no process alive. */
  wait(delayMs: number, run: () => void): () => void
}

/** A clock that stands still until it is told otherwise. */
export interface ManualClock extends Clock {
  /** Moves the time to `now`, also back, and calls what was waiting for it, in order. */
  set(now: number): void
  /** Moves the time on by `ms`. */
  advance(ms: number): void
  /** How many calls are waiting. */
  readonly waiting: number
}
