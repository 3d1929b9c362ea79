/** Between the two ways of working: records for pure functions, snapshots for actors. */
import type { SnapshotFrom } from 'xstate'
import { type AssociationRecord, associationStatuses } from './association.ts'
import { type AssociationContext, associationMachine } from './machine.ts'

/** What `toRecord` reads: a live snapshot of the machine, a persisted one, or its JSON copy. The library's own. */
export interface AssociationSnapshot {
  /** The state of the machine: a documented status, or `Expired`. */
  readonly value: unknown
  readonly context: AssociationContext
}

/** The record that a snapshot stands for; `undefined` once it has expired. The library's own. */
export const toRecord = (snapshot: AssociationSnapshot): AssociationRecord | undefined => {
  const status = associationStatuses.find((known) => known === snapshot.value)
  if (status === undefined) return undefined
  const { createTime, updateTime, message, failedOperation, expiresFrom, expiresBy } = snapshot.context
  return Object.freeze({
    status,
    createTime,
    updateTime,
    ...(message === undefined ? undefined : { message }),
    ...(failedOperation === undefined ? undefined : { failedOperation }),
    ...(expiresFrom === undefined ? undefined : { expiresFrom }),
    ...(expiresBy === undefined ? undefined : { expiresBy })
  })
}

/**
 * A snapshot of the machine with the status and the times of a record, to start an actor from or to show in the inspector. The
 * library's own.
 */
export const toSnapshot = (record: AssociationRecord): SnapshotFrom<typeof associationMachine> => {
  const { status, ...context } = record
  return associationMachine.resolveState({ value: status, context })
}
