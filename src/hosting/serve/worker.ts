/** The emulator's worker: it does what events ask for, after a while, and well, unless it is to fail. */
import { type AsksForWork, workOf } from '../../resource-sharing/index.ts'
import type { Clock } from '../runtime/clock.ts'
import type { Delivery, Executor } from '../runtime/runtime.ts'
import type { ResourceSharingTypes } from '../runtime/systems.ts'
import type { Failures } from './failures.ts'

export interface Worker {
  /** For the outbox. Events of a share are handled in order, each `delayMs` after it happened, or after now where that is said to be ahead. */
  readonly handle: (delivery: Delivery<ResourceSharingTypes>) => Promise<void>
  /** The shares whose next work waits for its time, in epoch milliseconds. */
  readonly parked: ReadonlyMap<string, number>
  /** Lets go of all work that waits: it comes again with the next outbox. */
  stop(): void
}

type Event = ResourceSharingTypes['event']

const asksForWork = (event: Event): event is AsksForWork => Object.hasOwn(workOf, event.type)

export const createWorker = (
  { execute }: Pick<Executor<ResourceSharingTypes>, 'execute'>,
  { clock, delayMs, failures, onParked }: { clock: Clock; delayMs: number; failures: Failures; onParked: () => void }
): Worker => {
  const parked = new Map<string, number>()
  const stops = new Set<() => void>()

  const untilTime = (share: string, at: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const leave = (how: () => void) => () => {
        cancel()
        stops.delete(stop)
        parked.delete(share)
        how()
      }
      const cancel = clock.wait(at - clock.now(), leave(resolve))
      const stop = leave(() => reject(new Error('the emulator stops')))
      stops.add(stop)
      parked.set(share, at)
      onParked()
    })

  return {
    handle: async ({ aggregateId, event }) => {
      if (!asksForWork(event)) return
      // The clock may have gone back since: nothing takes longer than its delay.
      const at = Math.min(event.at, clock.now()) + delayMs
      if (at > clock.now()) await untilTime(aggregateId, at)
      const { type, associationType, entityType, entityId } = event
      const operation = type === 'DisassociationStarted' ? 'Disassociate' : 'Associate'
      const failure = failures.of({ associationType, entityType, entityId, operation })
      const [succeeded, failed] = workOf[type]
      const entity = { associationType, entityType, entityId }
      // A signal that comes again is rejected, which is as good.
      await execute({
        aggregateId,
        caller: 'emulator',
        command: failure ? { type: failed, ...entity, reason: failure.reason } : { type: succeeded, ...entity }
      })
      failure?.happened()
    },
    parked,
    stop: () => {
      for (const stop of stops) stop()
    }
  }
}
