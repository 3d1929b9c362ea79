/** The record of an association as text: its fields, what each may hold, and what holds of every record. */
import { deadline, instant, type Law, oneOf, optional, status, text, timeLaws } from '../decider/stored.ts'
import { type AssociationRecord, associationStatuses, failedOperations, isTerminal } from '../lifecycle/association.ts'

/** Every field of a `T`, so that none is forgotten, in the order in which it is written. One that is `undefined` is not. */
export type Written<T> = { readonly [K in keyof Required<T>]: unknown }

export const writtenRecord = (record: AssociationRecord): Written<AssociationRecord> => ({
  status: record.status,
  createTime: record.createTime,
  updateTime: record.updateTime,
  message: record.message,
  failedOperation: record.failedOperation,
  expiresFrom: record.expiresFrom,
  expiresBy: record.expiresBy
})

export const recordRules = {
  status: status(associationStatuses),
  createTime: instant,
  updateTime: instant,
  message: optional(text),
  failedOperation: optional(oneOf(failedOperations)),
  expiresFrom: optional(deadline),
  expiresBy: optional(deadline)
} as const satisfies Written<AssociationRecord>

/** True of every record that the lifecycle makes. */
export const recordLaws: readonly Law<AssociationRecord>[] = [
  [
    'must have a failedOperation when it is Failed, and only then',
    (record) => (record.failedOperation !== undefined) === (record.status === 'Failed')
  ],
  ['must have a message only when it has ended', (record) => record.message === undefined || isTerminal(record)],
  ...timeLaws<AssociationRecord>(isTerminal)
]
