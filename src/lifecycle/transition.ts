/**
 * `step()`: one transition as a pure function, compiled when this module loads from the definition of `associationMachine`, so
 * that a transition is written down in one place only.
 */
import { type AssociationRecord, type AssociationStatus, associationStatuses } from './association.ts'
import { type AssociationEvent, type Change, changes, type Guard, guards } from './changes.ts'
import { associationMachine } from './machine.ts'
import { type SignalRejected, signalRejected } from './rejection.ts'
import { retentionOf } from './retention.ts'

/**
 * What a transition came to: the next record (`undefined` once it has expired), or the refusal of an event that does not fit. The
 * library's own.
 */
export type StepResult =
  | { readonly ok: true; readonly record: AssociationRecord | undefined }
  | { readonly ok: false; readonly error: SignalRejected }

interface Transition {
  readonly target: AssociationStatus | 'Expired'
  readonly guard: Guard | undefined
  readonly change: Change | undefined
}

type Row = Readonly<Record<string, readonly Transition[]>>

/** Looks a name of the definition up; a name without an implementation is a mistake in this library and stops it from loading. */
const named = <T>(implementations: Readonly<Record<string, T>>, name: unknown): T | undefined => {
  if (name === undefined) return undefined
  const found = implementations[String(name)]
  if (found === undefined) throw new Error(`associationMachine names ${String(name)}, which is not implemented`)
  return found
}

/** Events with a dot are the machine's own affairs: timers and wake-ups. */
const isPublic = (eventType: string): boolean => !eventType.includes('.')

const compileRow = (status: AssociationStatus): Row => {
  const row: Record<string, Transition[]> = Object.create(null)
  for (const [type, candidates] of Object.entries(associationMachine.root.states[status]?.on ?? {})) {
    if (!isPublic(type)) continue
    row[type] = candidates.map(({ target, guard, actions }) => ({
      target: target?.[0]?.key as Transition['target'],
      guard: named<Guard>(guards, guard),
      change: named<Change>(changes, actions[0])
    }))
  }
  return row
}

const table: Readonly<Record<string, Row>> = Object.assign(
  Object.create(null),
  Object.fromEntries(associationStatuses.map((status) => [status, compileRow(status)]))
)

const [initial] = associationMachine.root.initial.target ?? []
const initialStatus = initial?.key as AssociationStatus

const rejected: StepResult = Object.freeze({ ok: false, error: signalRejected })
const expired: StepResult = Object.freeze({ ok: true, record: undefined })
const moved = (record: AssociationRecord): StepResult => ({ ok: true, record: Object.freeze(record) })

/**
 * What an event makes of a record at `now` (epoch milliseconds). `record` is `undefined` where there is none yet; the answer's is
 * `undefined` where the record has expired. Where the table has no transition the answer is `SignalRejected` (409). The library's
 * own.
 * @throws RangeError when `now` is not finite or the event's retention is no window: a programmer's error.
 */
export const step = (record: AssociationRecord | undefined, event: AssociationEvent, now: number): StepResult => {
  if (!Number.isFinite(now)) throw new RangeError(`now must be epoch milliseconds, a finite number; got ${now}`)
  const type: unknown = event?.type
  if (typeof type !== 'string') return rejected
  retentionOf(event.retention)
  if (record === undefined)
    return type === 'associate' ? moved(changes.open(initialStatus, { createTime: now, updateTime: now }, event, now)) : rejected
  const candidates = table[record.status]?.[type]
  if (candidates === undefined) return rejected
  for (const { target, guard, change } of candidates) {
    if (guard !== undefined && !guard(record, now)) continue
    if (target === 'Expired') return expired
    return change === undefined ? rejected : moved(change(target, record, event, now))
  }
  return rejected
}
