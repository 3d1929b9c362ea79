/** Watches what goes on between a runtime and its store, to know when everything that is due has been done. */
import type { Store } from '../runtime/store.ts'

export interface Watch {
  /** The store, for the runtime. */
  readonly store: Store
  /** Looks again. */
  changed(): void
  /**
   * Resolves to `true` when nothing is due at `now()` and no event is to be delivered, but for those of the aggregates that are `parked`; to
   * `false` when it is given up. `systems` are those with deadlines, the first of them has an outbox.
   */
  settled(wanted: {
    readonly systems: readonly [string, ...string[]]
    readonly now: () => number
    readonly parked: ReadonlyMap<string, unknown>
    readonly giveUp: AbortSignal
  }): Promise<boolean>
}

export const watch = (store: Store): Watch => {
  let resolvers: (() => void)[] = []
  const changed = () => {
    const woken = resolvers
    resolvers = []
    for (const resolve of woken) resolve()
  }
  const change = () =>
    new Promise<void>((resolve) => {
      resolvers.push(resolve)
    })
  /** The aggregates whose events are being delivered here. */
  const active = new Set<string>()
  /** How many calls of `hold` are under way: what they have taken is not known yet. */
  let holding = 0

  const after = async <T>(done: Promise<T>, note: (result: T) => void = () => {}): Promise<T> => {
    const result = await done
    note(result)
    changed()
    return result
  }

  const isSettled: (wanted: Parameters<Watch['settled']>[0]) => Promise<boolean> = async ({ systems, now, parked }) => {
    const isAhead = (time: number | undefined) => time === undefined || time > now()
    for (const system of systems) if (!isAhead(await store.earliestDeadline(system))) return false
    const holdEnd = await store.earliestHoldEnd(systems[0])
    // What is held and not by this process is being done elsewhere.
    const isHeldHere = holdEnd === undefined || (isAhead(holdEnd) && active.size > 0)
    return isHeldHere && holding === 0 && [...active].every((id) => parked.has(id))
  }

  return {
    store: {
      ...store,
      append: (commit) => after(store.append(commit)),
      moveDeadline: (...moved) => after(store.moveDeadline(...moved)),
      hold: async (...asked) => {
        holding += 1
        try {
          const held = await store.hold(...asked)
          for (const { id } of held) active.add(id)
          return held
        } finally {
          holding -= 1
          changed()
        }
      },
      acknowledge: (key, acknowledged) =>
        after(store.acknowledge(key, acknowledged), (isMine) => {
          if (!isMine || acknowledged.until === 0) active.delete(key.id)
        })
    },
    changed,
    settled: async (wanted) => {
      const { giveUp } = wanted
      giveUp.addEventListener('abort', changed)
      try {
        for (;;) {
          const next = change()
          if (await isSettled(wanted)) return true
          if (giveUp.aborted) return false
          await next
        }
      } finally {
        giveUp.removeEventListener('abort', changed)
      }
    }
  }
}
