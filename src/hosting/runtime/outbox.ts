/** The outbox: every event to the host's workers, at least once, in the order of its aggregate. */
import { inRounds, insisting, patienceOf } from './background.ts'
import type { Clock } from './clock.ts'
import type { Delivery, OutboxOptions, Running } from './runtime.ts'
import type { Held, Store } from './store.ts'
import type { SystemTypes } from './system.ts'

/** How many events are read at a time. */
const batch = 100

/** What the outbox is given by its runtime. */
export interface OutboxHost {
  readonly system: string
  readonly store: Store
  readonly clock: Clock
  /** Tells this outbox from all others. */
  readonly holder: string
}

export const startOutbox = <S extends SystemTypes>(
  { system, store, clock, holder }: OutboxHost,
  handler: (delivery: Delivery<S>) => void | Promise<void>,
  options: OutboxOptions
): Running => {
  const { holdMs = 60_000, concurrency = 16, longestWaitMs = 1_000 } = options
  const patience = patienceOf(options)
  const attempts = new Map<string, number>()
  const active = new Map<string, Promise<void>>()
  const insistence = insisting(clock, patience)
  let isStopped = false

  /** Delivers what an aggregate has, for as long as it is held. */
  const deliver = async ({ id, acknowledged }: Held): Promise<void> => {
    const key = { system, id }
    const acknowledge = (version: number, until: number) =>
      insistence.insist(id, () => store.acknowledge(key, { holder, version, until }))
    const events = await insistence.insist(id, () => store.events(key, acknowledged, batch))
    for (const [place, text] of events.entries()) {
      const done = acknowledged + place
      if (isStopped) {
        await acknowledge(done, 0)
        return
      }
      const event: S['event'] = JSON.parse(text)
      try {
        await handler({ aggregateId: id, position: done + 1, event })
        attempts.delete(id)
      } catch (error) {
        const attempt = (attempts.get(id) ?? 0) + 1
        attempts.set(id, attempt)
        await acknowledge(done, clock.now() + patience.failed({ aggregateId: id, error, attempt }))
        return
      }
      const isLast = place === events.length - 1
      if (!(await acknowledge(done + 1, isLast ? 0 : clock.now() + holdMs))) return
    }
  }

  const start = (held: Held): void => {
    const { id } = held
    const ended = deliver(held)
      // Stopped while the store failed: what was not acknowledged is delivered again when the hold has run out.
      .catch(() => {})
      .then(() => {
        active.delete(id)
        rounds.wake()
      })
    active.set(id, ended)
  }

  const round = async (): Promise<number> => {
    const limit = concurrency - active.size
    // Each delivery wakes it when it ends.
    if (limit <= 0) return longestWaitMs
    const now = clock.now()
    const held = await store.hold(system, { holder, now, until: now + holdMs, limit })
    // One that is still under way here has outlived its hold, and has just been given a new one.
    for (const one of held) if (!active.has(one.id)) start(one)
    if (held.length >= limit) return longestWaitMs
    const free = await store.earliestHoldEnd(system)
    return free === undefined ? longestWaitMs : Math.max(1, free - clock.now())
  }

  const rounds = inRounds(clock, longestWaitMs, patience, round)
  return {
    wake: rounds.wake,
    stop: async () => {
      isStopped = true
      insistence.stop()
      await rounds.stop()
      await Promise.all(active.values())
    }
  }
}
