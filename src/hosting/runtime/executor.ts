/** One command from load to append: decided on the newest state, again after each conflict, and answered once where it has a key. */
import { refusals } from '../../decider/catalogue.ts'
import { checkAggregateId, checkCaller, isIdempotencyKey, keyIn } from './calls.ts'
import type { Clock } from './clock.ts'
import { runtimeErrors } from './errors.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { Call, Executed, Executor, RuntimeOptions } from './runtime.ts'
import { type Current, createStates } from './states.ts'
import { type KeyedReply, type KnownKey, longestIdLength, type Store } from './store.ts'
import type { CommandType, ResultOf, SystemTypes } from './system.ts'
import { createTurns } from './turns.ts'

const refuse = refusals(runtimeErrors)

/** The options, with their defaults in place. */
export type Settings<S extends SystemTypes> = Required<Omit<RuntimeOptions<S>, 'store' | 'facts'>> & {
  readonly facts: S['hostFacts'] | undefined
  readonly clock: Clock
}

/** What the runtime's background work is told of a commit. */
export type OnCommit = (commit: { readonly id: string; readonly nextDeadline: number | undefined }) => void

/** The executor, with what only the runtime's own work asks of it. */
export interface OwnExecutor<S extends SystemTypes> extends Executor<S> {
  /**
   * Does what is due of an aggregate, and puts its deadline right.
   * @throws Error when something due is left.
   */
  sweep(aggregateId: string): Promise<void>
}

/** A snapshot is written when there are as many events as it has records, roughly: then it costs no more than they do. */
const textPerEvent = 150

type Keyed = Pick<KeyedReply, 'caller' | 'key' | 'fingerprint'>

export const createExecutor = <S extends SystemTypes>(
  store: Store,
  settings: Settings<S>,
  onCommit: OnCommit
): OwnExecutor<S> => {
  const { system, clock } = settings
  const states = createStates(system, store, settings.cachedStates)
  const turns = createTurns()
  type Event = S['event']

  const factsOf: Executor<S>['factsOf'] = ({ caller, facts, requestId = settings.newRequestId() }) =>
    system.factsOf({ now: clock.now(), requestId, caller }, { ...settings.facts, ...facts } as S['hostFacts'])

  const hostFactsOf = async ({ facts }: Pick<Call<S>, 'facts'>, state: S['state']) =>
    typeof facts === 'function' ? await facts(state) : facts

  /** The state after a commit, with a snapshot where it is time for one. */
  const after = (before: Current<S['state']>, state: S['state'], events: readonly Event[]) => {
    const version = before.version + events.length
    const { snapshotVersion, snapshotLength } = before
    const isTime = version - snapshotVersion >= Math.max(settings.eventsPerSnapshot, snapshotLength / textPerEvent)
    if (!isTime) return { next: { version, state, snapshotVersion, snapshotLength } }
    const snapshot = system.serialize(state)
    return { next: { version, state, snapshotVersion: version, snapshotLength: snapshot.length }, snapshot }
  }

  const append = async (
    id: string,
    before: Current<S['state']>,
    { state, events }: { readonly state: S['state']; readonly events: readonly Event[] },
    keyed: KeyedReply | undefined
  ) => {
    if (id.length > longestIdLength) throw new RangeError(`the id of an aggregate has at most ${longestIdLength} characters`)
    const { next, snapshot } = after(before, state, events)
    const nextDeadline = system.nextDeadline(state)
    const committed = await store.append({
      key: { system: system.name, id },
      expectedVersion: before.version,
      events: events.map((event) => JSON.stringify(event)),
      ...(snapshot === undefined ? {} : { snapshot }),
      nextDeadline,
      labels: [...new Set(events.flatMap((event) => system.labelsOf(event).map((label) => label.slice(0, longestIdLength))))],
      ...(keyed && { keyed })
    })
    if (committed.kind === 'committed') {
      states.committed(id, next)
      onCommit({ id, nextDeadline })
    }
    return committed
  }

  const repeat = <T extends CommandType<S>>({ fingerprint, reply }: KnownKey, keyed: Keyed): Executed<S, T> =>
    fingerprint === keyed.fingerprint
      ? { result: JSON.parse(reply), events: [], isRepeated: true }
      : { result: refuse('IdempotencyKeyReused'), events: [], isRepeated: false }

  const replyOf = (keyed: Keyed, result: ResultOf<S>): KeyedReply => {
    const now = clock.now()
    return { ...keyed, reply: JSON.stringify(result), now, expiresAt: now + settings.replyLifetimeMs }
  }

  /** One attempt; `undefined` after a conflict. */
  const attempt = async <T extends CommandType<S>>(
    call: Call<S, T>,
    requestId: string,
    keyed: Keyed | undefined
  ): Promise<Executed<S, T> | undefined> => {
    const { aggregateId: id, caller, command } = call
    const before = await states.current(id)
    const facts = await hostFactsOf(call, before.state)
    const applied = system.apply(before.state, command, factsOf({ caller, requestId, ...(facts && { facts }) }))
    const { events, result } = applied
    const reply = keyed && replyOf(keyed, result)
    const done: Executed<S, T> = { result, events, isRepeated: false }
    if (events.length === 0 && reply === undefined) return done
    const kept =
      events.length === 0 && reply ? await store.remember(system.name, reply) : await append(id, before, applied, reply)
    if (kept.kind === 'conflict') return undefined
    return kept.kind === 'known' && keyed ? repeat(kept, keyed) : done
  }

  const keyedOf = async ({ aggregateId, caller, command, clientRequest }: Call<S>, key: string | undefined) => {
    if (key === undefined) return undefined
    checkCaller(caller)
    return {
      caller,
      key,
      fingerprint: await fingerprintOf(clientRequest === undefined ? [aggregateId, command] : [clientRequest])
    }
  }

  const execute = async <T extends CommandType<S>>(call: Call<S, T>): Promise<Executed<S, T>> => {
    const { aggregateId, requestId = settings.newRequestId() } = call
    checkAggregateId(system, call)
    const key = keyIn(call)
    if (key !== undefined && !isIdempotencyKey(key))
      return { result: refuse('InvalidIdempotencyKey'), events: [], isRepeated: false }
    const keyed = await keyedOf(call, key)
    return turns(aggregateId, async () => {
      for (let left = settings.attempts; left > 0; left -= 1) {
        const executed = await attempt(call, requestId, keyed)
        if (executed !== undefined) return executed
      }
      return { result: refuse('TooManyConflicts'), events: [], isRepeated: false }
    })
  }

  return {
    system,
    execute,
    factsOf,
    read: async (id) => (await states.current(id)).state,
    sweep: async (aggregateId) => {
      const { result, events } = await execute({ aggregateId, caller: '', command: system.sweep })
      if (!result.ok) throw new Error(`a sweep was refused: ${JSON.stringify(result)}`)
      const { state, version } = await states.current(aggregateId)
      const nextDeadline = system.nextDeadline(state)
      if (events.length > 0) return
      if (nextDeadline !== undefined && nextDeadline <= clock.now()) throw new Error('a sweep has left something that is due')
      await store.moveDeadline({ system: system.name, id: aggregateId }, version, nextDeadline)
    }
  }
}
