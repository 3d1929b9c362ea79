/** The virtual object of a share or a project: decides its commands one at a time, and keeps its own timer. */
import type { Clock } from '../runtime/clock.ts'
import type { Delivery } from '../runtime/runtime.ts'
import { createCache } from '../runtime/states.ts'
import type { System, SystemTypes } from '../runtime/system.ts'
import { type Decided, decide, type Known } from './decide.ts'
import { type Head, type Page, readAll, readHead, readPage, tailAfter, writePlan } from './kept.ts'
import { allListOf, namesOf, type Order, type Outcome, type Reading, textOf } from './protocol.ts'
import { type ExclusiveContext, jsonSerde, type SharedContext } from './sdk.ts'
import { type Armed, timerAgain, timerFor } from './timer.ts'

export interface AggregatesOptions<S extends SystemTypes> {
  readonly system: System<S>
  readonly clock: Clock
  readonly facts: S['hostFacts'] | undefined
  readonly cachedStates: number
  readonly hasOutbox: boolean
}

/** What a timer brings. */
export interface Ring {
  readonly token: string
}

const anything = jsonSerde<unknown>()

export const aggregateHandlers = <S extends SystemTypes>({
  system,
  clock,
  facts: ownFacts,
  cachedStates,
  hasOutbox
}: AggregatesOptions<S>) => {
  type Event = S['event']
  const names = namesOf(system.name)
  const cache = createCache<Known<S>>(cachedStates)

  const load = async (context: SharedContext, head: Head): Promise<Known<S>> => {
    const { snapshot, events, tail } = await readAll(context, head)
    const read = snapshot && system.deserialize(snapshot.text)
    if (read && !read.ok) throw new Error(`the snapshot cannot be read: ${read.error.message}`)
    const base = read ? read.state : system.initialState
    const state = system.evolveAll(
      base,
      events.map((event): Event => JSON.parse(event))
    )
    return { head, tail, state }
  }

  /**
   * Decides on what this process remembers, or else on what it reads. An invocation that is played again, here or elsewhere, must ask
   * Restate for the same: so what came of the memory is written down, and not only whether there was one.
   */
  const decideOnce = async (context: ExclusiveContext, head: Head, order: Order<S>) => {
    let after: S['state'] | undefined
    let known: Known<S> | undefined
    const decideOn = (on: Known<S>): Decided<S> => {
      const { state, decided } = decide(system, on, order)
      after = state
      known = on
      return decided
    }
    const remembered = await context.run('decide', () => {
      const cached = cache.get(context.key)
      const decided = cached?.head.stamp === head.stamp ? decideOn(cached) : null
      // A snapshot would be too long to write down. It is made of what is read then, piece by piece.
      return decided?.plan.kind === 'snapshot' ? null : decided
    })
    const decided = remembered ?? decideOn(await load(context, head))
    const remember = (written: Head, { plan }: Decided<S>): void => {
      if (known !== undefined) cache.set(context.key, { head: written, tail: tailAfter(known.tail, plan), state: after })
    }
    return { decided, remember }
  }

  /** Makes the aggregate known to the lists, before there is anything to find. */
  const enlist = async (context: ExclusiveContext, head: Head, { lists, outcome }: Decided<S>): Promise<void> => {
    const id = textOf(context.key)
    const isNew = head.version === 0 && outcome.kind === 'done' && outcome.events.length > 0
    const message = { service: names.lists, method: 'add', parameter: id, inputSerde: anything, outputSerde: anything }
    const all = [...lists, ...(isNew ? [allListOf(id)] : [])]
    await Promise.all(all.map((key) => context.genericCall({ ...message, key })))
  }

  const deliver = (context: ExclusiveContext, version: number, events: readonly Event[]): void => {
    const aggregateId = textOf(context.key)
    for (const [place, event] of events.entries()) {
      const parameter: Delivery<S> = { aggregateId, position: version + place + 1, event }
      const message = { service: names.outbox, method: 'deliver', key: context.key, parameter, inputSerde: anything }
      context.genericSend(message)
    }
  }

  const start = (context: ExclusiveContext, timer: (Armed & { readonly delayMs: number }) | undefined): Armed | undefined => {
    if (timer === undefined) return undefined
    const { token, at, delayMs } = timer
    const message = { service: names.aggregates, method: 'ring', key: context.key, inputSerde: anything }
    context.genericSend({ ...message, parameter: { token } satisfies Ring, delay: delayMs })
    return { token, at }
  }

  /** Nothing in here waits: an invocation that has come so far goes on to its end, unless an operator kills it. */
  const commit = (
    context: ExclusiveContext,
    head: Head,
    { plan }: Decided<S>,
    events: readonly Event[],
    timing: Timing
  ): Head => {
    const { stamp, timer, armed } = timing
    const counting = start(context, timer) ?? armed
    if (hasOutbox) deliver(context, head.version, events)
    return writePlan(context, head, plan, { count: events.length, stamp, ...(counting && { armed: counting }) })
  }

  const execute = async (context: ExclusiveContext, order: Order<S>): Promise<Outcome<S>> => {
    const head = await readHead(context)
    const { expectedVersion, facts } = order
    if (expectedVersion !== undefined && expectedVersion !== head.version) return { kind: 'conflict' }
    const { decided, remember } = await decideOnce(context, head, order)
    const { outcome, nextDeadline } = decided
    if (outcome.kind !== 'done' || outcome.events.length === 0) {
      remember(head, decided)
      return outcome
    }
    await enlist(context, head, decided)
    const stamp = context.rand.uuidv4()
    const timing = { stamp, timer: timerFor(nextDeadline, facts.now, head.armed, stamp), armed: head.armed }
    remember(commit(context, head, decided, outcome.events, timing), decided)
    return outcome
  }

  const ring = async (context: ExclusiveContext, { token }: Ring): Promise<void> => {
    const head = await readHead(context)
    if (head.armed?.token !== token) return
    // Whatever the clock of the one who has started the timer: nothing is done before its time by this one.
    const now = await context.run('now', () => clock.now())
    const stamp = context.rand.uuidv4()
    const facts = system.factsOf({ now, requestId: stamp, caller: '' }, { ...ownFacts } as S['hostFacts'])
    const order = { id: textOf(context.key), command: JSON.stringify(system.sweep), facts }
    const { decided, remember } = await decideOnce(context, head, order)
    const { outcome, nextDeadline } = decided
    if (outcome.kind !== 'done' || !outcome.result.ok) throw new Error(`a sweep was refused: ${JSON.stringify(outcome)}`)
    await enlist(context, head, decided)
    const timing = { stamp, timer: timerAgain(nextDeadline, now, stamp), armed: undefined }
    remember(commit(context, head, decided, outcome.events, timing), decided)
  }

  const read = async (context: SharedContext, { afterVersion, from }: Reading): Promise<Page | null> =>
    (await readPage(context, afterVersion, from)) ?? null

  return { execute, ring, read }
}

/** When an aggregate has to be looked after: the timer to start, or the one that is under way already. */
interface Timing {
  readonly stamp: string
  readonly timer: (Armed & { readonly delayMs: number }) | undefined
  readonly armed: Armed | undefined
}
