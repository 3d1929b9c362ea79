/**
 * How long the record of an ended association is kept. Documented: records in `Failed` or `Disassociated` are deleted by the
 * system within 48 to 96 hours. Deadlines are data on the record, so no restart and no lost timer can lose one.
 */
import type { AssociationRecord } from './association.ts'

/**
 * The window in which an ended record is deleted, in milliseconds from its end. Documented in ListResourceShareAssociations as 48
 * to 96 hours.
 */
export interface Retention {
  /** Before this the record is always there. */
  readonly floorMs: number
  /** From here on the record is gone for every reader, deleted or not. */
  readonly ceilingMs: number
}

const hourMs = 3_600_000

/** The documented window, in milliseconds. Documented in ListResourceShareAssociations as 48 to 96 hours. */
export const defaultRetention: Retention = Object.freeze({ floorMs: 48 * hourMs, ceilingMs: 96 * hourMs })

/**
 * The window to use where a host may have given one.
 * @throws RangeError when a bound is negative or not finite, or the floor lies above the ceiling: a programmer's error.
 */
export const retentionOf = (given: Retention | undefined): Retention => {
  if (given === undefined || given === null || given === defaultRetention) return defaultRetention
  const { floorMs, ceilingMs } = given
  if (!(Number.isFinite(floorMs) && Number.isFinite(ceilingMs) && 0 <= floorMs && floorMs <= ceilingMs))
    throw new RangeError(
      `retention must be { floorMs, ceilingMs } with 0 <= floorMs <= ceilingMs, both finite; got ${floorMs} and ${ceilingMs}`
    )
  return given
}

/** A window as an event keeps it: its own, whatever its giver does with theirs. */
export const ownRetention = ({ floorMs, ceilingMs }: Retention): Retention => Object.freeze({ floorMs, ceilingMs })

/**
 * When an ended record may be deleted and when it is gone; `undefined` while the association has not ended. Epoch milliseconds.
 * The library's own.
 */
export const nextDeadline = (record: AssociationRecord): { earliest: number; latest: number } | undefined =>
  record.expiresFrom === undefined || record.expiresBy === undefined
    ? undefined
    : { earliest: record.expiresFrom, latest: record.expiresBy }

type Deadlines = Pick<AssociationRecord, 'expiresFrom' | 'expiresBy'>

/** A sweep at `now` deletes the record. */
export const isDue = (record: Deadlines, now: number): boolean => record.expiresFrom !== undefined && now >= record.expiresFrom

/** At or past its ceiling: as if the record were not there, for every command and query. */
export const isGone = (record: Deadlines, now: number): boolean => record.expiresBy !== undefined && now >= record.expiresBy

/** Of records in the order of their deadlines those that a sweep at `now` deletes. */
export const dueAmong = <T extends Deadlines>(ordered: Iterable<T>, now: number): T[] => {
  const due: T[] = []
  for (const record of ordered) {
    if (!isDue(record, now)) break
    due.push(record)
  }
  return due
}
