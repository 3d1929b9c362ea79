/** The emulator's clock: the real one, moved by what it has been stepped. */
import { type Clock, systemClock } from '../runtime/clock.ts'

/** A clock that can be set. What waits for a time that has come by that is called at once, in order. */
export interface SettableClock extends Clock {
  /** Moves the time to `now`, in epoch milliseconds, also back. */
  set(now: number): void
}

interface Waiting {
  readonly at: number
  readonly run: () => void
  cancel: () => void
}

/** A clock that runs on from `start` as `base` does. Default: the real time. */
export const runningClock = (start?: number, base: Clock = systemClock): SettableClock => {
  let offset = start === undefined ? 0 : start - base.now()
  const waiting = new Set<Waiting>()
  const now = () => base.now() + offset

  const arm = (entry: Waiting): void => {
    entry.cancel = base.wait(Math.max(0, entry.at - now()), () => {
      waiting.delete(entry)
      entry.run()
    })
  }

  return {
    now,
    wait: (delayMs, run) => {
      const entry: Waiting = { at: now() + delayMs, run, cancel: () => {} }
      waiting.add(entry)
      arm(entry)
      return () => {
        waiting.delete(entry)
        entry.cancel()
      }
    },
    set: (to) => {
      offset = to - base.now()
      for (const entry of [...waiting].sort((one, other) => one.at - other.at)) {
        entry.cancel()
        if (!waiting.has(entry)) continue
        if (entry.at > to) arm(entry)
        else {
          waiting.delete(entry)
          entry.run()
        }
      }
    }
  }
}
