/** Work that goes on by itself: round after round, each when its time has come or when it is woken, and again later where it failed. */
import { longestTimerMs } from '../../lifecycle/timer.ts'
import type { Clock } from './clock.ts'
import type { BackgroundOptions, Failure, Running } from './runtime.ts'

/** What is done about failures. */
export interface Patience {
  /** Tells the host, and gives back how long to wait. What the host throws at that changes nothing. */
  readonly failed: (failure: Pick<Failure, 'aggregateId' | 'error' | 'attempt'>) => number
}

export const patienceOf = ({ retryMs = { first: 100, most: 60_000 }, onFailure }: BackgroundOptions): Patience => {
  const tell = async (failure: Failure): Promise<void> => {
    try {
      await onFailure?.(failure)
    } catch {
      // The host's log is not worth an event or a deadline.
    }
  }
  const failed: Patience['failed'] = (failure) => {
    const retryInMs = Math.min(retryMs.most, retryMs.first * 2 ** (failure.attempt - 1))
    void tell({ ...failure, retryInMs })
    return retryInMs
  }
  return { failed }
}

/** Runs rounds until it is stopped. A round says after how many milliseconds the next one is wanted; 0 is at once. */
export const inRounds = (clock: Clock, longestWaitMs: number, { failed }: Patience, round: () => Promise<number>): Running => {
  let isStopped = false
  let isRunning = false
  let isWoken = false
  let attempt = 0
  let cancel = () => {}
  let current: Promise<void> = Promise.resolve()

  const once = async (): Promise<number> => {
    try {
      const wait = await round()
      attempt = 0
      return wait
    } catch (error) {
      attempt += 1
      return failed({ error, attempt })
    }
  }

  const run = async (): Promise<void> => {
    isRunning = true
    let wait = 0
    // What has failed is left alone until its time: the one who wakes may well be a caller whose command has failed, too.
    while (!isStopped && (wait <= 0 || (isWoken && attempt === 0))) {
      isWoken = false
      wait = await once()
    }
    isRunning = false
    if (!isStopped) cancel = clock.wait(Math.min(wait, longestWaitMs, longestTimerMs), begin)
  }

  const begin = () => {
    cancel()
    current = run()
  }

  begin()
  return {
    wake: () => {
      isWoken = true
      if (!isRunning && !isStopped && attempt === 0) begin()
    },
    stop: async () => {
      isStopped = true
      cancel()
      await current
    }
  }
}

/** Asks the store again and again, until it answers or all is stopped. */
export const insisting = (clock: Clock, { failed }: Patience) => {
  let isStopped = false
  const pauses = new Set<() => void>()

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const end = () => {
        cancel()
        pauses.delete(end)
        resolve()
      }
      const cancel = clock.wait(ms, end)
      pauses.add(end)
    })

  const insist = async <T>(aggregateId: string, ask: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask()
      } catch (error) {
        const retryInMs = failed({ aggregateId, error, attempt })
        if (isStopped) throw error
        await pause(retryInMs)
      }
    }
  }

  return {
    /** @throws the error of the store once all is stopped. */
    insist,
    stop: () => {
      isStopped = true
      for (const end of pauses) end()
    }
  }
}
