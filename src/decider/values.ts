/** What a value of unknown origin is: the first questions of every check. */

/**
 * An object of which nothing more is known.
 * @internal
 */
export type Fields = Readonly<Record<string, unknown>>

const nothing: Fields = Object.freeze(Object.create(null))

/** An object with named fields: neither `null` nor a list. */
export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A request that is no object counts as one without fields. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : nothing)

/** Absent or `null`. */
export const isAbsent = (value: unknown): value is undefined | null => value === undefined || value === null

/** For ids the empty text counts as absent, too. */
export const isMissingId = (value: unknown): value is undefined | null | '' => isAbsent(value) || value === ''

export const isList = Array.isArray as (value: unknown) => value is readonly unknown[]

/** Unlike `every`, it does not pass over holes. */
export const allEntries = <T>(list: readonly unknown[], is: (entry: unknown) => entry is T): list is readonly T[] => {
  for (let at = 0; at < list.length; at += 1) if (!is(list[at])) return false
  return true
}

/** Lists are short as a rule, and then looking back costs less than a set. */
const shortList = 8

export const hasDuplicates = (keys: readonly string[]): boolean =>
  keys.length > shortList ? new Set(keys).size < keys.length : keys.some((key, at) => keys.indexOf(key) < at)
