/** `restateRuntime`: the runtime's interface over Restate's ingress, for the processes that take requests. */
import { refusals } from '../../decider/catalogue.ts'
import { checkAggregateId, checkCaller, isIdempotencyKey, keyIn } from '../runtime/calls.ts'
import { systemClock } from '../runtime/clock.ts'
import { runtimeErrors } from '../runtime/errors.ts'
import { fingerprintOf } from '../runtime/fingerprint.ts'
import type { Call, Executed, Executor, Runtime, RuntimeOptions } from '../runtime/runtime.ts'
import { createStates } from '../runtime/states.ts'
import { longestIdLength } from '../runtime/store.ts'
import type { CommandType, ResultOf, SystemTypes } from '../runtime/system.ts'
import { createTurns } from '../runtime/turns.ts'
import { assemble, type Page } from './kept.ts'
import type { ListPage } from './lists.ts'
import {
  allLists,
  type KeyedOrder,
  type KeyedOutcome,
  keyOf,
  labelList,
  type Newer,
  namesOf,
  type Order,
  type Reading
} from './protocol.ts'
import type { RestateClients } from './sdk.ts'

/** What a runtime over Restate is made of: the system, and the way to Restate's ingress. */
export interface RestateRuntimeOptions<S extends SystemTypes, Connection, CallOptions>
  extends Omit<RuntimeOptions<S>, 'store' | 'eventsPerSnapshot'> {
  /** The module `@restatedev/restate-sdk-clients`. */
  readonly clients: RestateClients<Connection, CallOptions>
  /** Its `connect` takes it: `{ url, headers, retry }`. With `retry: true` what the network lost is sent again, and has one effect. */
  readonly connection: Connection
}

/** What Restate's virtual objects offer of a runtime. Deadlines and the outbox need nobody: the services do both. */
export type RestateRuntime<S extends SystemTypes> = Executor<S> & Pick<Runtime<S>, 'clock' | 'newRequestId' | 'ids' | 'states'>

const refuse = refusals(runtimeErrors)

/** How many ids are asked for at a time, and how many states. */
const pageLimit = 1_000
const readsAtOnce = 16

/** Makes the runtime of a system whose services (`restateServices`) are deployed. */
export const restateRuntime = <S extends SystemTypes, Connection, CallOptions>({
  clients,
  connection,
  system,
  clock = systemClock,
  newRequestId = () => crypto.randomUUID(),
  facts: ownFacts,
  replyLifetimeMs = 86_400_000,
  cachedStates = 1_000,
  attempts = 100
}: RestateRuntimeOptions<S, Connection, CallOptions>): RestateRuntime<S> => {
  const ingress = clients.connect(connection)
  const names = namesOf(system.name)
  const turns = createTurns()

  /** What a handler answers is known from its name. */
  const call = async <R>(
    service: string,
    handler: string,
    key: string,
    parameter: unknown,
    idempotencyKey?: string
  ): Promise<R> => {
    const opts = clients.rpc.opts(idempotencyKey === undefined ? {} : { idempotencyKey })
    return (await ingress.call({ service, handler, key, parameter, opts })) as R
  }

  /** Each has a key of Restate's of its own, so that the client may send it again. */
  const ask = (service: string, key: string, order: Order<S> | KeyedOrder<S>): Promise<KeyedOutcome<S>> =>
    call(service, 'execute', key, order, crypto.randomUUID())

  /** One page after the other; `undefined` where a commit came in between. */
  const loadOnce = async (key: string, afterVersion: number): Promise<Newer | undefined> => {
    const texts: string[] = []
    let stamp: string | undefined
    for (;;) {
      const reading: Reading = { afterVersion, from: texts.length }
      const page = await call<Page | null>(names.aggregates, 'read', key, reading)
      if (page === null || page.head.stamp !== (stamp ?? page.head.stamp)) return undefined
      stamp = page.head.stamp
      texts.push(...page.texts)
      if (page.isLast) return assemble(page.head, afterVersion, texts)
    }
  }

  const load = async ({ id }: { readonly id: string }, afterVersion = 0): Promise<Newer> => {
    for (;;) {
      const newer = await loadOnce(keyOf(id), afterVersion)
      // What is between a version and a newer snapshot is not there any more: who knows less has all of it read anew.
      if (newer !== undefined) return afterVersion > 0 && newer.snapshot ? { version: 0, events: [] } : newer
    }
  }
  const states = createStates(system, { load }, cachedStates)
  const read: Executor<S>['read'] = async (id) => (await states.current(id)).state

  const factsOf: Executor<S>['factsOf'] = ({ caller, facts, requestId = newRequestId() }) =>
    system.factsOf({ now: clock.now(), requestId, caller }, { ...ownFacts, ...facts } as S['hostFacts'])

  const orderOf = async <T extends CommandType<S>>(call: Call<S, T>, command: string, requestId: string): Promise<Order<S>> => {
    const { aggregateId: id, caller, facts } = call
    if (typeof facts !== 'function') return { id, command, facts: factsOf({ caller, requestId, ...(facts && { facts }) }) }
    const { state, version } = await states.current(id)
    const found = await facts(state)
    return { id, command, facts: factsOf({ caller, requestId, facts: found }), expectedVersion: version }
  }

  const send = (
    order: Order<S>,
    keyed: (Omit<KeyedOrder<S>, 'order'> & { readonly key: string }) | undefined
  ): Promise<KeyedOutcome<S>> => {
    if (keyed === undefined) return ask(names.aggregates, keyOf(order.id), order)
    const { key, ...rest } = keyed
    return ask(names.keys, key, { order, ...rest })
  }

  const keyedOf = async ({ aggregateId, caller, command, clientRequest }: Call<S>, key: string | undefined) => {
    if (key === undefined) return undefined
    checkCaller(caller)
    const fingerprint = await fingerprintOf(clientRequest === undefined ? [aggregateId, command] : [clientRequest])
    return { key: JSON.stringify([caller, key]), fingerprint, replyLifetimeMs }
  }

  /** Answered here, on the newest state: nothing can come of it that would have to be kept. */
  const answerHere = async <T extends CommandType<S>>(call: Call<S, T>, requestId: string): Promise<Executed<S, T>> => {
    const { aggregateId, caller, command, facts } = call
    const state = await read(aggregateId)
    const found = typeof facts === 'function' ? await facts(state) : facts
    const { result, events } = system.apply(state, command, factsOf({ caller, requestId, ...(found && { facts: found }) }))
    if (events.length > 0)
      throw new RangeError(`the id of an aggregate has at most ${longestIdLength} characters, and a command a JSON form`)
    return { result, events: [], isRepeated: false }
  }

  const execute = async <T extends CommandType<S>>(call: Call<S, T>): Promise<Executed<S, T>> => {
    const { requestId = newRequestId() } = call
    checkAggregateId(system, call)
    const key = keyIn(call)
    const refused = (code: Parameters<typeof refuse>[0]) => ({ result: refuse(code), events: [], isRepeated: false })
    if (key !== undefined && !isIdempotencyKey(key)) return refused('InvalidIdempotencyKey')
    const keyed = await keyedOf(call, key)
    const command = jsonOf(call.command)
    if (command === undefined || (keyed === undefined && call.aggregateId.length > longestIdLength))
      return answerHere(call, requestId)
    const attempt = async (): Promise<Executed<S, T>> => {
      for (let left = attempts; left > 0; left -= 1) {
        const outcome = await send(await orderOf(call, command, requestId), keyed)
        if (outcome.kind === 'reused') return refused('IdempotencyKeyReused')
        if (outcome.kind === 'failed') throw new Error(outcome.message)
        if (outcome.kind === 'conflict') continue
        // The result was decided from this very command, or from one with the same fingerprint.
        return {
          result: outcome.result as ResultOf<S, T>,
          events: outcome.kind === 'done' ? outcome.events : [],
          isRepeated: outcome.kind === 'repeated'
        }
      }
      return refused('TooManyConflicts')
    }
    // Calls of one process whose facts depend on the state would only be in each other's way.
    return typeof call.facts === 'function' ? turns(call.aggregateId, attempt) : attempt()
  }

  async function* idsOf(list: string): AsyncGenerator<string> {
    let after: string | undefined
    for (;;) {
      const page: ListPage = { limit: pageLimit, ...(after === undefined ? {} : { after }) }
      const found = await call<readonly string[]>(names.lists, 'ids', list, page)
      yield* found
      after = found.at(-1)
      if (found.length < pageLimit) return
    }
  }

  async function* ids({ label }: { readonly label?: string } = {}): AsyncGenerator<string> {
    for (const list of label === undefined ? allLists : [labelList(label)]) yield* idsOf(list)
  }

  async function* statesOf(filter?: { readonly label?: string }): AsyncGenerator<S['state']> {
    let some: string[] = []
    for await (const id of ids(filter)) {
      some.push(id)
      if (some.length < readsAtOnce) continue
      yield* await Promise.all(some.map(read))
      some = []
    }
    yield* await Promise.all(some.map(read))
  }

  return { system, clock, newRequestId, execute, read, factsOf, ids, states: statesOf }
}

/** The JSON of a command; `undefined` of what has none, such as what is nested deeper than calls can be. */
const jsonOf = (command: unknown): string | undefined => {
  try {
    return JSON.stringify(command)
  } catch {
    return undefined
  }
}
