/** The deadlines of all aggregates under one timer, set for the earliest of them. */
import { inRounds, patienceOf } from './background.ts'
import type { Clock } from './clock.ts'
import type { OnCommit, OwnExecutor } from './executor.ts'
import type { BackgroundOptions, Running } from './runtime.ts'
import type { Due, Store } from './store.ts'
import type { SystemTypes } from './system.ts'

/** How many aggregates are asked for at a time, how many of them are swept at once, and how many replies are forgotten at a time. */
const batch = 128
const atOnce = 16
const forgottenAtOnce = 1_000

/** An aggregate whose sweep has failed. */
interface Failing {
  readonly attempt: number
  /** It is left alone until then, epoch milliseconds. */
  readonly until: number
}

export const startDeadlines = <S extends SystemTypes>(
  executor: OwnExecutor<S>,
  store: Store,
  clock: Clock,
  options: BackgroundOptions
): Running & { readonly onCommit: OnCommit } => {
  const { name } = executor.system
  const { longestWaitMs = 60_000 } = options
  const patience = patienceOf(options)
  const failing = new Map<string, Failing>()
  let isStopped = false
  /** When the next round will be; any time is before it while one is under way. */
  let nextRound = Number.POSITIVE_INFINITY

  const sweep = async (id: string): Promise<void> => {
    if (isStopped) return
    try {
      await executor.sweep(id)
      failing.delete(id)
    } catch (error) {
      const attempt = (failing.get(id)?.attempt ?? 0) + 1
      failing.set(id, { attempt, until: clock.now() + patience.failed({ aggregateId: id, error, attempt }) })
    }
  }

  const sweepAll = async (due: readonly Due[], now: number): Promise<void> => {
    const ready = due.filter(({ id }) => (failing.get(id)?.until ?? now) <= now)
    for (let start = 0; start < ready.length; start += atOnce)
      await Promise.all(ready.slice(start, start + atOnce).map(({ id }) => sweep(id)))
  }

  /** Forgets those that failed and are not due any more: another process has done it. */
  const forget = (due: readonly Due[]): void => {
    const ids = new Set(due.map(({ id }) => id))
    for (const id of failing.keys()) if (!ids.has(id)) failing.delete(id)
  }

  const round = async (): Promise<number> => {
    nextRound = Number.POSITIVE_INFINITY
    const now = clock.now()
    const limit = batch + failing.size
    const due = await store.due(name, now, limit)
    await sweepAll(due, now)
    if (due.length >= limit) return 0
    forget(due)
    if ((await store.forgetReplies(now, forgottenAtOnce)) >= forgottenAtOnce) return 0
    const deadline = (await store.earliestDeadline(name, now)) ?? Number.POSITIVE_INFINITY
    const next = Math.min(deadline, ...[...failing.values()].map(({ until }) => until))
    const wait = Math.min(next - clock.now(), longestWaitMs)
    nextRound = clock.now() + wait
    return wait
  }

  const rounds = inRounds(clock, longestWaitMs, patience, round)
  return {
    wake: rounds.wake,
    onCommit: ({ nextDeadline }) => {
      if (nextDeadline !== undefined && nextDeadline < nextRound) rounds.wake()
    },
    stop: () => {
      isStopped = true
      return rounds.stop()
    }
  }
}
