/** One association's life: any event, any window, and records as their lives have made them. */
import * as fc from 'fast-check'
import { lifecycle } from '../index.ts'
import { failedOperations, tagsOf } from '../lifecycle/association.ts'
import { oneIn, present, sometimes } from './choices.ts'

const hourMs = 3_600_000

/** Any window; the documented one among them. Milliseconds. */
export const retention: fc.Arbitrary<lifecycle.Retention> = fc.oneof(
  fc.constant(lifecycle.defaultRetention),
  fc.tuple(fc.nat(100 * hourMs), fc.nat(100 * hourMs)).map(([floorMs, more]) => ({ floorMs, ceilingMs: floorMs + more }))
)

/** Every type of event. */
export const eventTypes = [
  'associate',
  'associationSucceeded',
  'associationFailed',
  'associationCancelled',
  'disassociate',
  'disassociationSucceeded',
  'disassociationFailed',
  'expire'
] as const satisfies readonly lifecycle.AssociationEvent['type'][]

/** Any event, whether or not it fits. */
export const event: fc.Arbitrary<lifecycle.AssociationEvent> = fc
  .record({ type: fc.constantFrom(...eventTypes), reason: sometimes(fc.string(), 1), retention: sometimes(retention) })
  .map((fields) => present<lifecycle.AssociationEvent>(fields))

/** An event and when it comes. Epoch milliseconds. */
export interface Occurrence {
  readonly event: lifecycle.AssociationEvent
  /** When it happens: epoch milliseconds. */
  readonly now: number
}

const startMs = Date.parse('2020-12-04T09:40:41.250Z')

/** Events with the times at which they come, the first one an `associate`; later ones may not fit. */
export const life: fc.Arbitrary<readonly Occurrence[]> = fc
  .array(fc.record({ event, afterMs: fc.oneof(fc.nat(1_000), fc.nat(100 * hourMs)) }), { maxLength: 12 })
  .map((later) => {
    let now = startMs
    return [
      { event: { type: 'associate' as const }, now },
      ...later.map(({ event: next, afterMs }) => {
        now += afterMs
        return { event: next, now }
      })
    ]
  })

/** Any record that the lifecycle makes. */
export const record: fc.Arbitrary<lifecycle.AssociationRecord> = life
  .map((occurrences) =>
    occurrences.reduce<lifecycle.AssociationRecord | undefined>((before, { event: next, now }) => {
      const stepped = lifecycle.step(before, next, now)
      return stepped.ok ? stepped.record : before
    }, undefined)
  )
  .filter((made) => made !== undefined)

/** The five documented statuses, what can have failed, and how the statechart tags a status. */
export const associationStatus: fc.Arbitrary<lifecycle.AssociationStatus> = fc.constantFrom(...lifecycle.associationStatuses)
/** What failed. */
export const failedOperation: fc.Arbitrary<lifecycle.FailedOperation> = fc.constantFrom(...failedOperations)
/** A tag of the machine's states. */
export const associationTag: fc.Arbitrary<lifecycle.AssociationTag> = associationStatus.chain((status) =>
  fc.constantFrom(...tagsOf(status))
)

/** A record as the snapshot of an actor, and the context in it. */
export const associationSnapshot: fc.Arbitrary<lifecycle.AssociationSnapshot> = record.map(lifecycle.toSnapshot)
/** The context of the machine: a record without its status. */
export const associationContext: fc.Arbitrary<lifecycle.AssociationContext> = associationSnapshot.map(({ context }) => context)

/** What an actor is started with. */
export const associationInput: fc.Arbitrary<lifecycle.AssociationInput> = fc
  .record({
    now: sometimes(
      fc.nat().map((ms) => startMs + ms),
      1
    ),
    retention: sometimes(retention, 1)
  })
  .map((fields) => present<lifecycle.AssociationInput>(fields))

/** What any event makes of any record, or of none. */
export const stepResult: fc.Arbitrary<lifecycle.StepResult> = fc
  .tuple(sometimes(record, 1), event, fc.nat(200 * hourMs))
  .map(([before, next, laterMs]) => lifecycle.step(before, next, (before?.updateTime ?? startMs) + laterMs))

/** The refusal of an event that does not fit. */
export const signalRejected: fc.Arbitrary<lifecycle.SignalRejected> = oneIn(stepResult, (stepped) =>
  stepped.ok ? [] : [stepped.error]
)
