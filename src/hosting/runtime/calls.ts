/** What is looked at of a call before anything is asked of what keeps it: its key, its caller's length, and the id that its command gives. */
import type { Call } from './runtime.ts'
import { longestIdLength } from './store.ts'
import type { System, SystemTypes } from './system.ts'

const printable = /^[\x20-\x7e]{1,255}$/

/** Whether that is an idempotency key. */
export const isIdempotencyKey = (key: unknown): boolean => typeof key === 'string' && printable.test(key)

/** The key of a call. `null`, which callers without types give for none, is none. */
export const keyIn = <S extends SystemTypes>({ idempotencyKey }: Call<S>): string | undefined => idempotencyKey ?? undefined

/** @throws RangeError when a caller is longer than stores take. */
export const checkCaller = (caller: string): void => {
  if (caller.length > longestIdLength) throw new RangeError(`a caller with a key has at most ${longestIdLength} characters`)
}

/** @throws TypeError when the command gives its aggregate another id: it would be kept where nobody looks for it. */
export const checkAggregateId = <S extends SystemTypes>(system: System<S>, { aggregateId, command }: Call<S>): void => {
  const given = system.aggregateIdOf(command)
  if (given !== undefined && given !== aggregateId)
    throw new TypeError(`the command makes ${JSON.stringify(given)}, but aggregateId is ${JSON.stringify(aggregateId)}`)
}
