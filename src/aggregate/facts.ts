/** What every decision about associations needs to know of the world, in whichever system. */
import { instantOf } from '../lifecycle/instant.ts'
import { ownRetention, type Retention, retentionOf } from '../lifecycle/retention.ts'

/**
 * What decisions of both systems need to know.
 * @internal
 */
export interface BaseFacts {
  /** Epoch milliseconds. */
  readonly now: number
  /** The id of the request; replies that document a `RequestId` carry it. */
  readonly requestId: string
  /** The window for records that this command closes; documented default: 48 to 96 hours. */
  readonly retention?: Retention
}

/**
 * Facts that are no facts are a programmer's error, not an answer to a client.
 * @throws RangeError when `now` is no point in time or `retention` no window.
 * @throws TypeError when one of the named facts is no text.
 */
export const checkBaseFacts = <F extends BaseFacts>(facts: F, texts: readonly (keyof F & string)[]): void => {
  instantOf(facts?.now)
  retentionOf(facts.retention)
  for (const name of texts)
    if (typeof facts[name] !== 'string') throw new TypeError(`facts.${name} must be a text; got ${typeof facts[name]}`)
}

/**
 * @throws RangeError when one of some numbers, limits or totals, is no number: compared with it everything would be allowed.
 */
export const checkNumbers = (
  name: string,
  numbers: Readonly<Record<string, number | null | undefined>> | null | undefined
): void => {
  for (const [key, number] of Object.entries(numbers ?? {}))
    if (number !== undefined && number !== null && (typeof number !== 'number' || Number.isNaN(number)))
      throw new RangeError(`facts.${name}.${key} must be a number; got ${String(number)}`)
}

/**
 * What an event that closes a record says of its deletion: the window, or nothing where it is the documented one.
 * @internal
 */
export interface Closing {
  readonly retention?: Retention
}

export const closing = ({ retention }: BaseFacts): Closing => (retention ? { retention: ownRetention(retention) } : {})
