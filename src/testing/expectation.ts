/** Compares what a command or a query came to with what was expected of it. */
import { type Fields, isFields } from '../decider/values.ts'
import { difference, firstOf } from './difference.ts'

/**
 * What is expected. All that is said must hold; what is not said may be anything.
 * @internal
 */
export interface Expectation {
  /** Accepted, or refused with whatever code. */
  readonly ok?: boolean
  /** Refused with this code. */
  readonly code?: string
  /** Part of the reply: fields that are not named may be anything; lists have the same length. */
  readonly reply?: unknown
  /** The failures of a command that names several entities, each for itself: part of each, in order. None: an empty list. */
  readonly failures?: readonly Fields[]
  /** The events in order: the type of each, or part of it. */
  readonly events?: readonly (string | Fields)[]
}

/**
 * What came of it.
 * @internal
 */
export interface Outcome {
  /** Whether it was accepted. */
  readonly ok: boolean
  /** Of a refusal. */
  readonly code?: string
  /** The reply, or the error. */
  readonly body?: unknown
  /** The resources that failed, each with its reason. */
  readonly failures?: readonly object[]
  /** What has happened. */
  readonly events: readonly (Fields & { readonly type: string })[]
}

const eventsDifference = (wanted: NonNullable<Expectation['events']>, { events }: Outcome): string | undefined => {
  const types = events.map(({ type }) => type)
  const wantedTypes = wanted.map((event) => (typeof event === 'string' ? event : (event.type ?? '(any)')))
  const isAlike = wanted.length === events.length && wantedTypes.every((type, at) => type === '(any)' || type === types[at])
  if (!isAlike) return `the events [${wantedTypes.join(', ')}]; they are [${types.join(', ')}]`
  return firstOf(wanted.entries(), (at, event) => (isFields(event) ? difference(event, events[at], ['events', at]) : undefined))
}

/** What of the expectation does not hold, one line each: `expected ...; it is ...`. */
export const unmetOf = (expect: Expectation | undefined, outcome: Outcome): readonly string[] => {
  if (expect === undefined) return []
  const verdict = outcome.ok ? 'it was accepted' : `it was refused with ${outcome.code}`
  const unmet: string[] = []
  if (expect.code !== undefined && expect.code !== outcome.code) unmet.push(`${expect.code}; ${verdict}`)
  else if (expect.ok !== undefined && expect.ok !== outcome.ok)
    unmet.push(`${expect.ok ? 'it to be accepted' : 'a refusal'}; ${verdict}`)
  const { reply, failures, events } = expect
  const differences = [
    reply === undefined ? undefined : difference(reply, outcome.body, ['reply']),
    failures === undefined ? undefined : difference(failures, outcome.failures ?? [], ['failures']),
    events && eventsDifference(events, outcome)
  ]
  return [...unmet, ...differences.filter((found) => found !== undefined)].map((line) => `expected ${line}`)
}
