/**
 * What can happen to an association, and what the transitions of the machine do to its record: plain functions, by the names under
 * which the machine's definition knows them.
 */
import type { AssociationRecord, AssociationStatus, FailedOperation } from './association.ts'
import { isDue, isGone, type Retention, retentionOf } from './retention.ts'

/** What can happen to an association. Times are epoch milliseconds. The library's own. */
export interface AssociationEvent {
  /** What happens. In which status it fits, and what comes of it, is told by the transition table. */
  readonly type:
    | 'associate'
    | 'associationSucceeded'
    | 'associationFailed'
    | 'associationCancelled'
    | 'disassociate'
    | 'disassociationSucceeded'
    | 'disassociationFailed'
    | 'expire'
  /** Why an operation failed or was cancelled; kept as the record's message. */
  readonly reason?: string | undefined
  /** The window for the record that this event closes; the documented 48 to 96 hours where absent. */
  readonly retention?: Retention | undefined
  /** For actors: when it happened. Where absent an actor takes the time at which it handles the event. */
  readonly at?: number | undefined
}

type Life = Omit<AssociationRecord, 'status'>

/** What a change reads of an event. */
type Details = Pick<AssociationEvent, 'reason' | 'retention'>

/** A condition of a transition, over the record as it stands. */
export type Guard = (record: Life, now: number) => boolean

/** What a transition makes of the record. Written as full literals: spreading in a chain is ten times slower. */
export type Change = (status: AssociationStatus, before: Life, event: Details, now: number) => AssociationRecord

/** The conditions by name. */
export const guards = {
  retentionFloorPassed: isDue,
  canRetryDisassociation: (record, now) => record.failedOperation === 'Disassociate' && !isGone(record, now)
} as const satisfies Record<string, Guard>

const close = (
  status: AssociationStatus,
  before: Life,
  message: unknown,
  failedOperation: FailedOperation | undefined,
  retention: Retention | undefined,
  now: number
): AssociationRecord => {
  const { floorMs, ceilingMs } = retentionOf(retention)
  const updateTime = Math.max(now, before.updateTime)
  return {
    status,
    createTime: before.createTime,
    updateTime,
    ...(typeof message === 'string' ? { message } : undefined),
    ...(failedOperation === undefined ? undefined : { failedOperation }),
    expiresFrom: updateTime + floorMs,
    expiresBy: updateTime + ceilingMs
  }
}

/** What the transitions do to the record, by name. A clock that steps back never moves a time back. */
export const changes = {
  open: (status, before, _event, now) => {
    const time = Math.max(now, before.updateTime)
    return { status, createTime: time, updateTime: time }
  },
  proceed: (status, before, _event, now) => ({
    status,
    createTime: before.createTime,
    updateTime: Math.max(now, before.updateTime)
  }),
  failAssociation: (status, before, event, now) => close(status, before, event.reason, 'Associate', event.retention, now),
  failDisassociation: (status, before, event, now) => close(status, before, event.reason, 'Disassociate', event.retention, now),
  cancel: (status, before, event, now) => close(status, before, event.reason, undefined, event.retention, now),
  end: (status, before, event, now) => close(status, before, undefined, undefined, event.retention, now)
} as const satisfies Record<string, Change>
