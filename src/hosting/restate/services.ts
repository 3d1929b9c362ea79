/** `restateServices`: a system as Restate services, for an endpoint of `@restatedev/restate-sdk`. */
import { type Clock, systemClock } from '../runtime/clock.ts'
import type { Delivery } from '../runtime/runtime.ts'
import type { System, SystemTypes } from '../runtime/system.ts'
import { aggregateHandlers } from './aggregates.ts'
import { keyHandlers } from './keys.ts'
import { listHandlers } from './lists.ts'
import { namesOf } from './protocol.ts'
import type { ExclusiveContext, RestateSdk } from './sdk.ts'

/** What the services are made of; the SDK and the system are needed. */
export interface RestateServicesOptions<S extends SystemTypes, Definition> {
  /** The module `@restatedev/restate-sdk`. */
  readonly restate: RestateSdk<Definition>
  readonly system: System<S>
  /** Facts of the services' own sweeps, such as `retention`. */
  readonly facts?: S['hostFacts']
  /** Says what is due. Default: the system's clock. */
  readonly clock?: Clock
  /**
   * Is given all events from now on, each at least once and in the order of its aggregate. One that rejects is tried again, and those
   * behind it wait; other aggregates do not.
   */
  readonly outbox?: (delivery: Delivery<S>) => void | Promise<void>
  /** How many states a process keeps in memory. Default: 1,000. */
  readonly cachedStates?: number
}

/**
 * What fails is tried again until it succeeds: Restate would pause it after an hour or so, and with it all that comes behind. State is
 * read as it is needed, and journals are not kept: each would hold what the state holds anyway.
 */
const options = {
  retryPolicy: { initialInterval: 50, exponentiationFactor: 2, maxInterval: 10_000, maxAttempts: 1_000_000_000 },
  enableLazyState: true,
  journalRetention: 0
}

/** For how long the ingress knows a call again, in milliseconds: clients may send it again when the connection was lost. */
const idempotencyRetention = 600_000

/**
 * Makes the virtual objects of a system, as services for `createEndpointHandler`: let it listen where only Restate can reach it.
 * @throws Error on a Node older than 22, where calls of the SDK would hang.
 */
export const restateServices = <S extends SystemTypes, Definition>({
  restate,
  system,
  facts,
  clock = systemClock,
  outbox,
  cachedStates = 1_000
}: RestateServicesOptions<S, Definition>): Definition[] => {
  if (!('withResolvers' in Promise)) throw new Error('services of Restate need Node 22 or newer')
  const { exclusive, shared } = restate.handlers.object
  const names = namesOf(system.name)
  const aggregates = aggregateHandlers({ system, clock, facts, cachedStates, hasOutbox: outbox !== undefined })
  const keys = keyHandlers(system)
  const lists = listHandlers()
  const isPrivate = { ingressPrivate: true }
  const isCalled = { idempotencyRetention }

  const services = [
    restate.object({
      name: names.aggregates,
      handlers: {
        execute: exclusive(isCalled, aggregates.execute),
        ring: exclusive(isPrivate, aggregates.ring),
        read: shared({}, aggregates.read)
      },
      options
    }),
    restate.object({
      name: names.keys,
      handlers: { execute: exclusive(isCalled, keys.execute), forget: exclusive(isPrivate, keys.forget) },
      options
    }),
    restate.object({
      name: names.lists,
      handlers: { add: exclusive(isPrivate, lists.add), ids: shared({}, lists.ids) },
      options
    })
  ]
  if (outbox === undefined) return services
  const deliver = async (_: ExclusiveContext, delivery: Delivery<S>): Promise<void> => {
    await outbox(delivery)
  }
  return [...services, restate.object({ name: names.outbox, handlers: { deliver: exclusive(isPrivate, deliver) }, options })]
}
