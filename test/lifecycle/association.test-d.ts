/** The words of the lifecycle, and what its machine takes and gives. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import { lifecycle as L } from '../../src/index.ts'

declare const record: L.AssociationRecord
declare const status: L.AssociationStatus

expectTypeOf<L.AssociationStatus>().toEqualTypeOf<'Associating' | 'Associated' | 'Disassociating' | 'Disassociated' | 'Failed'>()
expectTypeOf<(typeof L.associationStatuses)[number]>().toEqualTypeOf<L.AssociationStatus>()
expectTypeOf<(typeof L.terminalStatuses)[number]>().toEqualTypeOf<'Disassociated' | 'Failed'>()
expectTypeOf<L.FailedOperation>().toEqualTypeOf<'Associate' | 'Disassociate'>()
expectTypeOf<L.AssociationTag>().toEqualTypeOf<'pending' | 'live' | 'terminal' | 'settled'>()
expectTypeOf<L.Retention>().toEqualTypeOf<{ readonly floorMs: number; readonly ceilingMs: number }>()

/** A switch over the statuses is complete. */
export const isOver = (of: L.AssociationStatus): boolean => {
  switch (of) {
    case 'Associating':
    case 'Associated':
    case 'Disassociating':
      return false
    case 'Disassociated':
    case 'Failed':
      return true
  }
}
// @ts-expect-error Failed is missing
export const isEnded = (of: L.AssociationStatus): boolean => {
  switch (of) {
    case 'Associating':
    case 'Associated':
    case 'Disassociating':
      return false
    case 'Disassociated':
      return true
  }
}
// @ts-expect-error a misspelt status
if (status === 'Dissociated') void status
// @ts-expect-error a record is a value
record.status = 'Failed'
// @ts-expect-error the list is the documents'
L.associationStatuses.push('Failed')

// What a step comes to: a record, or nothing once it has expired; or the refusal.
const stepped: L.StepResult = L.step(undefined, { type: 'associate' }, 0)
if (stepped.ok) expectTypeOf(stepped.record).toEqualTypeOf<L.AssociationRecord | undefined>()
else expectTypeOf(stepped.error).toEqualTypeOf<L.SignalRejected>()
// @ts-expect-error before it is asked there is no record
void stepped.record
expectTypeOf<L.SignalRejected['code']>().toEqualTypeOf<'SignalRejected'>()
// @ts-expect-error a window has two ends
L.step(record, { type: 'disassociationSucceeded', retention: { floorMs: 0 } }, 0)

expectTypeOf<L.AssociationContext>().toExtend<Omit<L.AssociationRecord, 'status'>>()
expectTypeOf<L.AssociationContext['retention']>().toEqualTypeOf<L.Retention | undefined>()
expectTypeOf<'status'>().not.toExtend<keyof L.AssociationContext>()
expectTypeOf<L.AssociationInput>().toEqualTypeOf<{ readonly now?: number; readonly retention?: L.Retention }>()
expectTypeOf(L.toRecord).parameters.toEqualTypeOf<[L.AssociationSnapshot]>()
