/** What may be in a request: its numbers, and what ids, names and times of day look like. Ids are UUIDs: their case does not matter. */

/** Ranges, both ends included. Documented in CreateBackupPolicy. */
export const requestLimits = Object.freeze({
  longestPolicyName: 64,
  /** `frequency`: days from one backup to the next. */
  frequencyDays: Object.freeze({ least: 1, most: 30 }),
  /** `rentention_num`: how many backups are kept. */
  retainedBackups: Object.freeze({ least: 2, most: 99 }),
  /** `rentention_day`: for how many days a backup is kept. */
  retentionDays: Object.freeze({ least: 2, most: 99_999 })
})

/** What each kind of text looks like. Documented in CreateBackupPolicy, but for ids, which are the library's own reading. */
export const patterns = Object.freeze({
  /** As it may be written; it is kept in lower case. */
  uuid: /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$/,
  policyName: new RegExp(`^[A-Za-z0-9_-]{1,${requestLimits.longestPolicyName}}$`),
  /** Names that start with `default` are the service's own. */
  tenantsPolicyName: new RegExp(`^(?!default)[A-Za-z0-9_-]{1,${requestLimits.longestPolicyName}}$`),
  /** `HH:mm` */
  timeOfDay: /^([01][0-9]|2[0-3]):[0-5][0-9]$/
})

const matches =
  (pattern: RegExp) =>
  (value: unknown): value is string =>
    typeof value === 'string' && pattern.test(value)

export const isUuid = matches(patterns.uuid)
export const isPolicyName = matches(patterns.policyName)
export const isTenantsPolicyName = matches(patterns.tenantsPolicyName)
export const isTimeOfDay = matches(patterns.timeOfDay)

/** An id as it is kept. */
export const toId = (given: string): string => given.toLowerCase()

/** Whether it is an id as it is kept. */
export const isId = (value: unknown): value is string => isUuid(value) && value === toId(value)
