/** `createRuntime`: the parts put together. */
import { systemClock } from './clock.ts'
import { startDeadlines } from './deadlines.ts'
import { createExecutor, type OnCommit, type Settings } from './executor.ts'
import { memoryStore } from './memory.ts'
import { startOutbox } from './outbox.ts'
import type { Running, Runtime, RuntimeOptions } from './runtime.ts'
import { longestIdLength } from './store.ts'
import type { SystemTypes } from './system.ts'

/** How many ids are read at a time. */
const page = 100

/**
 * Makes the runtime of one system over a store: commands with retries and idempotency keys, deadlines, and an outbox. Several runtimes,
 * in one process or many, may share the data of a store.
 */
export const createRuntime = <S extends SystemTypes>({
  system,
  store = memoryStore(),
  clock = systemClock,
  newRequestId = () => crypto.randomUUID(),
  facts,
  replyLifetimeMs = 86_400_000,
  cachedStates = 1_000,
  eventsPerSnapshot = 100,
  attempts = 100
}: RuntimeOptions<S>): Runtime<S> => {
  const settings: Settings<S> = {
    system,
    clock,
    newRequestId,
    facts,
    replyLifetimeMs,
    cachedStates,
    eventsPerSnapshot,
    attempts
  }
  const listeners = new Set<OnCommit>()
  const executor = createExecutor(store, settings, (commit) => {
    for (const listener of listeners) listener(commit)
  })

  const listening = (running: Running, onCommit: OnCommit): Running => {
    listeners.add(onCommit)
    return {
      wake: running.wake,
      stop: () => {
        listeners.delete(onCommit)
        return running.stop()
      }
    }
  }

  async function* ids({ label }: { readonly label?: string } = {}): AsyncGenerator<string> {
    let after: string | undefined
    for (;;) {
      const filter = label === undefined ? {} : { label: label.slice(0, longestIdLength) }
      const found = await store.ids(system.name, { ...filter, ...(after === undefined ? {} : { after }), limit: page })
      yield* found
      after = found.at(-1)
      if (found.length < page) return
    }
  }

  async function* states(filter?: { readonly label?: string }): AsyncGenerator<S['state']> {
    for await (const id of ids(filter)) yield executor.read(id)
  }

  return {
    system,
    clock,
    newRequestId,
    execute: executor.execute,
    read: executor.read,
    factsOf: executor.factsOf,
    ids,
    states,
    deadlines: (background = {}) => {
      const running = startDeadlines(executor, store, clock, background)
      return listening(running, running.onCommit)
    },
    outbox: (handler, background = {}) => {
      const running = startOutbox({ system: system.name, store, clock, holder: newRequestId() }, handler, background)
      return listening(running, running.wake)
    },
    // Nothing is kept in memory of a transaction that may be undone, and no turn is waited for that may wait for the transaction.
    joining: (joined) => createExecutor(joined, { ...settings, cachedStates: 0 }, () => {})
  }
}
