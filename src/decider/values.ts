/** What a value of unknown origin is: the first questions of every check. */

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
