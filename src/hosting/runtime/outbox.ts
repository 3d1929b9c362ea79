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

/** How far an aggregate is delivered, and until when it is held. */
interface Progress {
  readonly version: number
  readonly until: number
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
  /** Those that were held once more before what was under way of them had ended. */
  const heldAgain = new Map<string, Held>()
  const insistence = insisting(clock, patience)
  let isStopped = false

  const acknowledge = (id: string, { version, until }: Progress) =>
    insistence.insist(id, () => store.acknowledge({ system, id }, { holder, version, until }))

  /** Tells what has failed of an aggregate, and gives back until when it is left alone. */
  const failedUntil = (id: string, error: unknown): number => {
    const attempt = (attempts.get(id) ?? 0) + 1
    attempts.set(id, attempt)
    return clock.now() + patience.failed({ aggregateId: id, error, attempt })
  }

  /** Delivers what an aggregate has, for as long as it is held. `undefined` where somebody else holds it by now. */
  const deliver = async ({ id, acknowledged }: Held): Promise<Progress | undefined> => {
    const key = { system, id }
    const end = async (progress: Progress) => ((await acknowledge(id, progress)) ? progress : undefined)
    const events = await insistence.insist(id, () => store.events(key, acknowledged, batch))
    for (const [place, text] of events.entries()) {
      const done = acknowledged + place
      if (isStopped) return end({ version: done, until: 0 })
      try {
        const event: S['event'] = JSON.parse(text)
        await handler({ aggregateId: id, position: done + 1, event })
        attempts.delete(id)
      } catch (error) {
        return end({ version: done, until: failedUntil(id, error) })
      }
      if (place === events.length - 1) return end({ version: done + 1, until: 0 })
      if (!(await acknowledge(id, { version: done + 1, until: clock.now() + holdMs }))) return undefined
    }
    return undefined
  }

  /** The same where something else fails than the handler and the store, such as what a store has read. */
  const deliverOrWait = async (held: Held): Promise<Progress | undefined> => {
    try {
      return await deliver(held)
    } catch (error) {
      if (isStopped) throw error
      const progress = { version: held.acknowledged, until: failedUntil(held.id, error) }
      return (await acknowledge(held.id, progress)) ? progress : undefined
    }
  }

  const deliverAndLetGo = async (first: Held): Promise<void> => {
    const { id } = first
    try {
      const { version, until } = (await deliverOrWait(first)) ?? { version: 0, until: 0 }
      // Nobody here would deliver what comes with these holds. The last look and the end of the delivery are one step.
      for (let held = heldAgain.get(id); held !== undefined; held = heldAgain.get(id)) {
        heldAgain.delete(id)
        await acknowledge(id, { version: Math.max(version, held.acknowledged), until })
      }
    } catch {
      // Stopped while the store failed: what was not acknowledged is delivered again when the hold has run out.
    }
    active.delete(id)
    rounds.wake()
  }

  const round = async (): Promise<number> => {
    const limit = concurrency - active.size
    // Each delivery wakes it when it ends.
    if (limit <= 0) return longestWaitMs
    const now = clock.now()
    const held = await store.hold(system, { holder, now, until: now + holdMs, limit })
    for (const one of held) {
      // One that is still under way here has outlived its hold, or has let go and does not know yet that it has.
      if (active.has(one.id)) heldAgain.set(one.id, one)
      else active.set(one.id, deliverAndLetGo(one))
    }
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
