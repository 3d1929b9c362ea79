/** One order decided on one state: what came of it as plain data that can be written down, and the state after it. */
import { longestIdLength } from '../runtime/store.ts'
import type { System, SystemTypes } from '../runtime/system.ts'
import { type Head, type Plan, planFor, type Tail } from './kept.ts'
import { labelList, type Order, type Outcome } from './protocol.ts'

/** An aggregate as it is now. */
export interface Known<S extends SystemTypes> {
  readonly head: Head
  readonly tail: Tail
  readonly state: S['state']
}

/** What came of an order. Plain data. */
export interface Decided<S extends SystemTypes> {
  readonly outcome: Outcome<S>
  readonly plan: Plan
  /** The lists that the aggregate is to be in from now on. */
  readonly lists: readonly string[]
  readonly nextDeadline?: number
}

/** What the core throws is an outcome: the same order would have it thrown for ever, and all behind it would wait. */
const failed = (error: unknown) => ({ kind: 'failed' as const, message: error instanceof Error ? error.message : String(error) })

const applied = <S extends SystemTypes>(system: System<S>, state: S['state'], { id, command, facts }: Order<S>) => {
  const parsed: S['command'] = JSON.parse(command)
  const { events, ...rest } = system.apply(state, parsed, facts)
  if (events.length > 0 && id.length > longestIdLength)
    throw new RangeError(`the id of an aggregate has at most ${longestIdLength} characters`)
  return { events, ...rest }
}

export const decide = <S extends SystemTypes>(
  system: System<S>,
  { head, tail, state: before }: Known<S>,
  order: Order<S>
): { readonly state: S['state']; readonly decided: Decided<S> } => {
  try {
    const { state, events, result } = applied(system, before, order)
    const texts = events.map((event) => JSON.stringify(event))
    const nextDeadline = system.nextDeadline(state)
    const decided = {
      outcome: { kind: 'done' as const, result, events },
      plan: planFor(head, tail, texts, () => system.serialize(state)),
      lists: [...new Set(events.flatMap((event) => system.labelsOf(event).map(labelList)))],
      // It may lie beyond all numbers that JSON has.
      ...(nextDeadline === undefined ? {} : { nextDeadline: Math.min(nextDeadline, Number.MAX_SAFE_INTEGER) })
    }
    return { state, decided }
  } catch (error) {
    return { state: before, decided: { outcome: failed(error), plan: { kind: 'none' }, lists: [] } }
  }
}
