/** The time, and waiting for it: the only way in which the runtime asks for either. */

import { longestTimerMs } from '../../lifecycle/timer.ts'

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

/** The system's clock. Its timers are right for any delay, and do not keep a process of Node alive. */
export const systemClock: Clock = Object.freeze({
  now: () => Date.now(),
  wait: (delayMs: number, run: () => void) => {
    let left = Math.ceil(delayMs)
    let cancel: () => void = () => {}
    const next = () => {
      const part = Math.min(left, longestTimerMs)
      left -= part
      const timer: unknown = setTimeout(left > 0 ? next : run, part)
      unref(timer)
      cancel = () => clearTimeout(timer as Parameters<typeof clearTimeout>[0])
    }
    next()
    return () => cancel()
  }
})

/** Other hosts than Node have plain numbers for timers. */
const unref = (timer: unknown): void => {
  if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function') timer.unref()
}

/** A clock that stands still at `start`, in epoch milliseconds, until it is set. */
export const manualClock = (start: number): ManualClock => {
  let now = start
  const waiting = new Map<object, { readonly at: number; readonly run: () => void }>()
  const next = () => [...waiting].filter(([, { at }]) => at <= now).sort(([, one], [, other]) => one.at - other.at)[0]
  const set = (to: number) => {
    now = to
    for (let first = next(); first !== undefined; first = next()) {
      waiting.delete(first[0])
      first[1].run()
    }
  }
  return {
    now: () => now,
    wait: (delayMs, run) => {
      const id = {}
      waiting.set(id, { at: now + delayMs, run })
      return () => {
        waiting.delete(id)
      }
    },
    set,
    advance: (ms) => set(now + ms),
    get waiting() {
      return waiting.size
    }
  }
}
