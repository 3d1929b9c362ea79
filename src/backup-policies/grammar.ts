/** What ids, names and times of day look like. Ids are UUIDs: their case does not matter, they are kept in lower case. */

const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const uuid = new RegExp(id, 'i')
const policyName = /^[A-Za-z0-9_-]{1,64}$/
const timeOfDay = /^([01][0-9]|2[0-3]):[0-5][0-9]$/

const matches =
  (pattern: RegExp) =>
  (value: unknown): value is string =>
    typeof value === 'string' && pattern.test(value)

export const isUuid = matches(uuid)
/** 1 to 64 letters, digits, `_` or `-`. */
export const isPolicyName = matches(policyName)
/** Names that start with `default` are the service's own. */
export const isTenantsPolicyName = (value: unknown): value is string => isPolicyName(value) && !value.startsWith('default')
/** `HH:mm` */
export const isTimeOfDay = matches(timeOfDay)

/** An id as it is kept. */
export const toId = (given: string): string => given.toLowerCase()

/** A UUID as it is kept. */
export const isId = matches(id)
