/** Compares what a step came to with what was expected of it. */
import { isFields } from '../../decider/values.ts'
import { pathText, show } from './checks.ts'
import type { Path } from './json-text.ts'
import type { Expectation } from './scenario.ts'
import type { Answer } from './system.ts'

/** The first place where `got` does not hold what is `wanted` of it: fields that are not named may be anything. */
const difference = (wanted: unknown, got: unknown, path: Path): string | undefined => {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(got) || got.length !== wanted.length) {
      const length = Array.isArray(got) ? `it has ${got.length}` : `it is ${show(got)}`
      return `${pathText(path)} to be a list of ${wanted.length}; ${length}`
    }
    return firstOf(wanted.entries(), (at, entry) => difference(entry, got[at], [...path, at]))
  }
  if (isFields(wanted)) {
    if (!isFields(got)) return `${pathText(path)} to be an object; it is ${show(got)}`
    return firstOf(Object.entries(wanted), (name, field) =>
      difference(field, Object.hasOwn(got, name) ? got[name] : undefined, [...path, name])
    )
  }
  return wanted === got ? undefined : `${pathText(path)} to be ${show(wanted)}; it is ${show(got)}`
}

const firstOf = <K extends string | number>(
  entries: Iterable<readonly [K, unknown]>,
  compare: (key: K, value: unknown) => string | undefined
): string | undefined => {
  for (const [key, value] of entries) {
    const found = compare(key, value)
    if (found !== undefined) return found
  }
  return undefined
}

const eventsDifference = (wanted: NonNullable<Expectation['events']>, { events }: Answer): string | undefined => {
  const types = events.map(({ type }) => type)
  const wantedTypes = wanted.map((event) => (typeof event === 'string' ? event : (event.type ?? '(any)')))
  const isAlike = wanted.length === events.length && wantedTypes.every((type, at) => type === '(any)' || type === types[at])
  if (!isAlike) return `the events [${wantedTypes.join(', ')}]; they are [${types.join(', ')}]`
  return firstOf(wanted.entries(), (at, event) => (isFields(event) ? difference(event, events[at], ['events', at]) : undefined))
}

/** What of the expectation does not hold, one line each: `expected ...; it is ...`. */
export const unmetOf = (expect: Expectation | undefined, answer: Answer): readonly string[] => {
  if (expect === undefined) return []
  const outcome = answer.ok ? 'it was accepted' : `it was refused with ${answer.code}`
  const unmet: string[] = []
  if (expect.code !== undefined && expect.code !== answer.code) unmet.push(`${expect.code}; ${outcome}`)
  else if (expect.ok !== undefined && expect.ok !== answer.ok)
    unmet.push(`${expect.ok ? 'it to be accepted' : 'a refusal'}; ${outcome}`)
  const reply = expect.reply === undefined ? undefined : difference(expect.reply, answer.body, ['reply'])
  if (reply !== undefined) unmet.push(reply)
  const failures = expect.failures === undefined ? undefined : difference(expect.failures, answer.failures ?? [], ['failures'])
  if (failures !== undefined) unmet.push(failures)
  const events = expect.events && eventsDifference(expect.events, answer)
  if (events !== undefined) unmet.push(events)
  return unmet.map((line) => `expected ${line}`)
}
