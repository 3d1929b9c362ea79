/**
 * The virtual object of an idempotency key: one key of one caller has one effect and one reply, whichever aggregates its calls name.
 * Restate's own keys would not do: they belong to one object, and compare no requests.
 */
import { longestIdLength } from '../runtime/store.ts'
import type { ResultOf, System, SystemTypes } from '../runtime/system.ts'
import { decide } from './decide.ts'
import { noHead, noTail } from './kept.ts'
import { type KeyedOrder, type KeyedOutcome, keyOf, namesOf, type Order, type Outcome } from './protocol.ts'
import { type ExclusiveContext, jsonSerde } from './sdk.ts'

interface Reply<S extends SystemTypes> {
  readonly stamp: string
  readonly fingerprint: string
  readonly result: ResultOf<S>
  /** Epoch milliseconds, by the clock of the first caller. */
  readonly expiresAt: number
}

/** What comes when the time of a reply is over. */
export interface Forgetting {
  readonly stamp: string
}

export const keyHandlers = <S extends SystemTypes>(system: System<S>) => {
  const names = namesOf(system.name)
  const replySerde = jsonSerde<Reply<S>>()
  const orders = { inputSerde: jsonSerde<Order<S>>(), outputSerde: jsonSerde<Outcome<S>>() }

  const ask = async (context: ExclusiveContext, order: Order<S>): Promise<Outcome<S>> => {
    if (order.id.length <= longestIdLength)
      return context.genericCall({
        ...orders,
        service: names.aggregates,
        method: 'execute',
        key: keyOf(order.id),
        parameter: order
      })
    return decide(system, { head: noHead, tail: noTail, state: system.initialState }, order).decided.outcome
  }

  const execute = async (
    context: ExclusiveContext,
    { order, fingerprint, replyLifetimeMs }: KeyedOrder<S>
  ): Promise<KeyedOutcome<S>> => {
    const { now } = order.facts
    const known = await context.get('reply', replySerde)
    if (known !== null && known.expiresAt > now)
      return known.fingerprint === fingerprint ? { kind: 'repeated', result: known.result } : { kind: 'reused' }
    const outcome = await ask(context, order)
    if (outcome.kind !== 'done') return outcome
    const stamp = context.rand.uuidv4()
    const reply = { stamp, fingerprint, result: outcome.result, expiresAt: now + replyLifetimeMs }
    context.set('reply', reply, replySerde)
    const message = { service: names.keys, method: 'forget', key: context.key, inputSerde: jsonSerde<Forgetting>() }
    context.genericSend({ ...message, parameter: { stamp }, delay: replyLifetimeMs })
    return outcome
  }

  const forget = async (context: ExclusiveContext, { stamp }: Forgetting): Promise<void> => {
    const known = await context.get('reply', replySerde)
    if (known?.stamp === stamp) context.clear('reply')
  }

  return { execute, forget }
}
