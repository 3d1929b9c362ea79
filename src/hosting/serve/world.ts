/** What the emulator runs: both systems over one store, their deadlines, and the worker. */
import { createHandler, type Handler } from '../http/handler.ts'
import { createRuntime } from '../runtime/create.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Store } from '../runtime/store.ts'
import {
  type BackupPoliciesTypes,
  backupPoliciesSystem,
  type ResourceSharingTypes,
  resourceSharingSystem
} from '../runtime/systems.ts'
import { accountsOf, projectsOf, type SignatureChecks } from './access.ts'
import type { SettableClock } from './clock.ts'
import type { Config } from './config.ts'
import { createFailures, type Failures } from './failures.ts'
import { watch } from './watch.ts'
import { createWorker } from './worker.ts'

export interface WorldOptions extends SignatureChecks {
  readonly config: Config
  readonly clock: SettableClock
  /** How long the worker takes for an association or a disassociation, in milliseconds. */
  readonly delayMs: number
  /** Told what the store has thrown. */
  readonly onError: (error: unknown) => void
  /** Ids for new shares. Default: random. */
  readonly newResourceShareId?: () => string
}

export interface World {
  readonly answer: Handler
  readonly failures: Failures
  readonly shares: Runtime<ResourceSharingTypes>
  readonly policies: Runtime<BackupPoliciesTypes>
  /** Resolves when all that is due has been done; `false` where that takes too long. */
  settled(): Promise<boolean>
  /**
   * Moves the clock, in epoch milliseconds. Going on it stops wherever something is due, so that this is done at its own time; going back it
   * does not. Resolves like `settled`.
   */
  moveClock(to: number): Promise<boolean>
  /** Ends all that goes on, and closes the store. */
  stop(): Promise<void>
}

const systems = [resourceSharingSystem.name, backupPoliciesSystem.name] as const

/** How long to wait for what is due, and for how long an event is the worker's beyond its delay; in real and in the emulator's time. */
const patienceMs = 10_000

/**
 * Ends the holds of whoever worked on this store before: an emulator is alone on its data, and one that was killed has let go of nothing. A
 * second one at work on it would do the same work again, which is refused.
 */
export const releaseHolds = (store: Store): Promise<unknown> =>
  store.hold(systems[0], { holder: '', now: Number.MAX_SAFE_INTEGER, until: 0, limit: 2_147_483_647 })

export const createWorld = (given: Store, options: WorldOptions): World => {
  const { config, clock, delayMs, onError, newResourceShareId } = options
  const watched = watch(given)
  const { store } = watched
  const shares = createRuntime({ system: resourceSharingSystem, store, clock })
  const policies = createRuntime({ system: backupPoliciesSystem, store, clock })
  const failures = createFailures(config.failures)
  const worker = createWorker(shares, { clock, delayMs, failures, onParked: watched.changed })
  let isStopped = false
  const onFailure = ({ error }: { readonly error: unknown }) => {
    if (!isStopped) onError(error)
  }
  const running = [
    shares.deadlines({ onFailure }),
    policies.deadlines({ onFailure }),
    shares.outbox(worker.handle, { onFailure, holdMs: delayMs + patienceMs })
  ]

  const answer = createHandler({
    resourceSharing: {
      runtime: shares,
      authenticate: accountsOf(config, options),
      ...(newResourceShareId && { newResourceShareId })
    },
    backupPolicies: { runtime: policies, authenticate: projectsOf(config) },
    onError
  })

  const settled = (giveUp = AbortSignal.timeout(patienceMs)) =>
    watched.settled({ systems, now: clock.now, parked: worker.parked, giveUp })

  const set = (now: number) => {
    clock.set(now)
    for (const { wake } of running) wake()
  }

  const nextDue = async (): Promise<number> => {
    const deadlines = await Promise.all(systems.map((system) => store.earliestDeadline(system)))
    return Math.min(...deadlines.map((deadline) => deadline ?? Number.POSITIVE_INFINITY), ...worker.parked.values())
  }

  const moveClock = async (to: number): Promise<boolean> => {
    const giveUp = AbortSignal.timeout(patienceMs)
    if (to > clock.now()) {
      let isSettled = await settled(giveUp)
      for (let due = await nextDue(); isSettled && due < to; due = await nextDue()) {
        set(Math.max(due, clock.now()))
        isSettled = await settled(giveUp)
      }
    }
    set(to)
    return settled(giveUp)
  }

  return {
    answer,
    failures,
    shares,
    policies,
    settled: () => settled(),
    moveClock,
    stop: async () => {
      isStopped = true
      const stopped = running.map(({ stop }) => stop())
      worker.stop()
      await Promise.all(stopped)
      await store.close()
    }
  }
}
