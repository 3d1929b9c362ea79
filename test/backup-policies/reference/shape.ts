/** The checks of a request's shape. B, Reading 4: "Each check runs over the whole list before the next." */
import type { ScheduledPolicy } from '../../../src/backup-policies/index.ts'

/** B: the table of codes, with the status of each; only those that a command of the library can be refused with. */
export const statuses = {
  'AutoBackup.0000': 400,
  'AutoBackup.0001': 400,
  'AutoBackup.0006': 400,
  'AutoBackup.0100': 403,
  'AutoBackup.0102': 400,
  'AutoBackup.0203': 400,
  'AutoBackup.0205': 404,
  'AutoBackup.0207': 400,
  'AutoBackup.0209': 400,
  'AutoBackup.0211': 400,
  'AutoBackup.0221': 400,
  'AutoBackup.0222': 400,
  'AutoBackup.0225': 409,
  'AutoBackup.1400': 400
} as const

export type RefusalCode = keyof typeof statuses
export type Code = RefusalCode | undefined

export type Fields = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)
export const fieldsOf = (value: unknown): Fields => (isObject(value) ? { ...value } : {})
const isMissing = (value: unknown): boolean => value === undefined || value === null
export const isMissingId = (value: unknown): boolean => isMissing(value) || value === ''

/** B, Reading 4: "case does not matter, ids are kept in lower case". */
export const toId = (value: unknown): string => (typeof value === 'string' ? value.toLowerCase() : '')
export const isUuid = (value: unknown): boolean =>
  typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)

/** B, Reading 4: "the whole request is null, '', {} or no object (.0000)". */
export const checkRequest = (request: unknown): Code =>
  isObject(request) && Object.keys(request).length > 0 ? undefined : 'AutoBackup.0000'

/** B, Reading 4: "`<` or `>` in any key or value". In turn, not in depth: a request may be deeper than the stack. */
export const checkMarkup = (request: unknown): Code => {
  const left: unknown[] = [request]
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value === 'string' && /[<>]/.test(value)) return 'AutoBackup.0221'
    if (typeof value === 'object' && value !== null) for (const entry of Object.entries(value)) left.push(...entry)
  }
  return undefined
}

/** B, Reading 4, from .0001 to .0209; a list with holes counts as one with nothing in those places. */
const checkList = ({ resources }: Fields): Code => {
  if (!Array.isArray(resources)) return 'AutoBackup.0001'
  if (resources.length === 0) return 'AutoBackup.0207'
  return [...resources].every((entry) => isObject(entry) && !isMissingId(fieldsOf(entry).resource_id))
    ? undefined
    : 'AutoBackup.0209'
}

export const entriesOf = ({ resources }: Fields): Fields[] => (Array.isArray(resources) ? resources.map(fieldsOf) : [])

const checkIds = (request: Fields): Code =>
  entriesOf(request).every(({ resource_id }) => isUuid(resource_id)) ? undefined : 'AutoBackup.1400'

/** B: "resource type invalid (only `volume`)". */
const checkTypes = (request: Fields): Code =>
  entriesOf(request).every(({ resource_type }) => resource_type === 'volume') ? undefined : 'AutoBackup.0211'

export const checkPolicyId = (policyId: unknown): Code => (isMissingId(policyId) ? 'AutoBackup.0006' : undefined)

export const checkAssociate = (request: unknown): Code => {
  const fields = fieldsOf(request)
  return (
    checkRequest(request) ??
    checkList(fields) ??
    checkMarkup(request) ??
    checkIds(fields) ??
    checkTypes(fields) ??
    checkPolicyId(fields.backup_policy_id)
  )
}

export const checkDisassociate = (request: unknown): Code => {
  const fields = fieldsOf(request)
  return checkRequest(request) ?? checkList(fields) ?? checkMarkup(request) ?? checkIds(fields) ?? checkPolicyId(fields.policy_id)
}

/** A Reading: Delete's request has the same checks, as far as it has the fields. */
export const checkDelete = (request: unknown): Code =>
  checkRequest(request) ?? checkMarkup(request) ?? checkPolicyId(fieldsOf(request).policy_id)

/** B, Reading 11: "name 1-64 of letters, digits, `_`, `-`, not starting with `default`". */
const isName = (value: unknown): boolean =>
  typeof value === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(value) && !value.startsWith('default')

const isCount = (value: unknown, from: number, to: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to

const days: readonly unknown[] = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/** B, Reading 11: the fields of scheduled_policy. Readings: of a pair one is enough, and both may be there; a day is named once. */
const rules: readonly { readonly name: string; readonly isRight: (value: unknown) => boolean }[] = [
  { name: 'frequency', isRight: (value) => isCount(value, 1, 30) },
  {
    name: 'week_frequency',
    isRight: (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      new Set(value).size === value.length &&
      [...value].every((day) => days.includes(day))
  },
  { name: 'start_time', isRight: (value) => typeof value === 'string' && /^([01][0-9]|2[0-3]):[0-5][0-9]$/.test(value) },
  { name: 'status', isRight: (value) => value === 'ON' || value === 'OFF' },
  { name: 'rentention_num', isRight: (value) => isCount(value, 2, 99) },
  { name: 'rentention_day', isRight: (value) => isCount(value, 2, 99_999) },
  { name: 'remain_first_backup_of_curMonth', isRight: (value) => value === 'Y' || value === 'N' }
]

const needed: readonly (readonly string[])[] = [
  ['frequency', 'week_frequency'],
  ['rentention_num', 'rentention_day'],
  ['start_time'],
  ['status'],
  ['remain_first_backup_of_curMonth']
]

const isSchedule = (value: unknown): boolean => {
  const fields = fieldsOf(value)
  return (
    needed.every((names) => names.some((name) => !isMissing(fields[name]))) &&
    rules.every(({ name, isRight }) => isMissing(fields[name]) || isRight(fields[name]))
  )
}

/** B, Reading 4: "unknown fields are ignored". */
export const scheduleOf = (value: unknown): ScheduledPolicy => {
  const fields = fieldsOf(value)
  const kept = rules.filter(({ name }) => !isMissing(fields[name])).map(({ name }) => [name, fields[name]])
  // The checks have been made.
  return Object.fromEntries(kept) as unknown as ScheduledPolicy
}

/**
 * B, Reading 11: "bad name .0102, bad scheduled_policy .0001, the id to give missing, no UUID or taken .0006", in this order.
 * A Reading: .0221 looks at the request, not at the id to give, which is the library's own parameter.
 */
export const checkCreate = (request: unknown, policyId: unknown): Code => {
  const { backup_policy_name, scheduled_policy } = fieldsOf(request)
  return (
    checkRequest(request) ??
    checkMarkup(request) ??
    (isName(backup_policy_name) ? undefined : 'AutoBackup.0102') ??
    (isSchedule(scheduled_policy) ? undefined : 'AutoBackup.0001') ??
    (isUuid(policyId) ? undefined : 'AutoBackup.0006')
  )
}
