/** When a policy makes backups and how long it keeps them: the object `scheduled_policy`, whose misspellings are the service's. */
import { allEntries, type Fields, fieldsOf, hasDuplicates, isAbsent, isList } from '../decider/values.ts'
import { isTimeOfDay, requestLimits } from './grammar.ts'

/**
 * The days of a week, as the service writes them.
 * @internal
 */
export const daysOfWeek = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const
/** A day of the week, as the service writes it. Documented in CreateBackupPolicy. */
export type DayOfWeek = (typeof daysOfWeek)[number]

/**
 * What `status` may be.
 * @internal
 */
export const scheduleStatuses = ['ON', 'OFF'] as const
/**
 * What `remain_first_backup_of_curMonth` may be.
 * @internal
 */
export const remainWords = ['Y', 'N'] as const

/**
 * One of `frequency` and `week_frequency` is needed, and one of `rentention_num` and `rentention_day`. Documented in
 * CreateBackupPolicy.
 */
export interface ScheduledPolicy {
  /** Days from one backup to the next, 1 to 30. */
  readonly frequency?: number
  /** The days of the week with a backup. */
  readonly week_frequency?: readonly DayOfWeek[]
  /** The time of day of a backup, `HH:mm`. */
  readonly start_time: string
  /** Whether backups are made. A policy that is switched off keeps its resources. */
  readonly status: 'ON' | 'OFF'
  /** How many backups are kept, 2 to 99. */
  readonly rentention_num?: number
  /** For how many days a backup is kept, 2 to 99,999. */
  readonly rentention_day?: number
  /** Whether the first backup of the current month is kept. */
  readonly remain_first_backup_of_curMonth: 'Y' | 'N'
}

type Rule = (value: unknown) => boolean

const wholeNumber =
  ({ least, most }: { readonly least: number; readonly most: number }): Rule =>
  (value) =>
    Number.isInteger(value) && least <= Number(value) && Number(value) <= most

const oneOf =
  (...words: readonly string[]): Rule =>
  (value) =>
    words.includes(value as string)

const isDay = (value: unknown): value is DayOfWeek => daysOfWeek.includes(value as DayOfWeek)

const isWeek: Rule = (value) => isList(value) && value.length > 0 && allEntries(value, isDay) && !hasDuplicates(value)

/** Every field of a schedule, in the order in which it is shown. */
const rules: { readonly [F in keyof Required<ScheduledPolicy>]: Rule } = {
  frequency: wholeNumber(requestLimits.frequencyDays),
  week_frequency: isWeek,
  start_time: isTimeOfDay,
  status: oneOf(...scheduleStatuses),
  rentention_num: wholeNumber(requestLimits.retainedBackups),
  rentention_day: wholeNumber(requestLimits.retentionDays),
  remain_first_backup_of_curMonth: oneOf(...remainWords)
}

/** Of each of these one field at least has to be there. */
export const neededFields: readonly (readonly (keyof ScheduledPolicy)[])[] = [
  ['frequency', 'week_frequency'],
  ['start_time'],
  ['status'],
  ['rentention_num', 'rentention_day'],
  ['remain_first_backup_of_curMonth']
]

/** Whether all that is there is well formed, and all that is needed is there. Fields of other names may hold anything. */
const isSchedule = (fields: Fields): boolean =>
  neededFields.every((names) => names.some((name) => !isAbsent(fields[name]))) &&
  Object.entries(rules).every(([name, isRight]) => isAbsent(fields[name]) || isRight(fields[name]))

/** A schedule with its known fields alone, of its own and frozen; `undefined` where the value is none. */
export const scheduleOf = (value: unknown): ScheduledPolicy | undefined => {
  const fields = fieldsOf(value)
  if (!isSchedule(fields)) return undefined
  const known = Object.keys(rules).flatMap((name) => {
    const field = fields[name]
    return isAbsent(field) ? [] : [[name, isList(field) ? Object.freeze([...field]) : field]]
  })
  return Object.freeze(Object.fromEntries(known) as ScheduledPolicy)
}

/** Whether a value is a schedule as `scheduleOf` gives it: nothing is there beside its own fields. */
export const isOwnSchedule = (value: unknown): value is ScheduledPolicy => {
  const names = Object.keys(fieldsOf(value))
  return isSchedule(fieldsOf(value)) && names.every((name) => Object.hasOwn(rules, name) && !isAbsent(fieldsOf(value)[name]))
}
