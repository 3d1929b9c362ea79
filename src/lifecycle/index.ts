/** One association’s life: no word of either system. */
export {
  type AssociationRecord,
  type AssociationStatus,
  type AssociationTag,
  associationStatuses,
  type FailedOperation,
  isLive,
  isSettled,
  isTerminal,
  terminalStatuses
} from './association.ts'
export type { AssociationEvent } from './changes.ts'
export { type AssociationContext, type AssociationInput, associationMachine } from './machine.ts'
export type { SignalRejected } from './rejection.ts'
export { defaultRetention, nextDeadline, type Retention } from './retention.ts'
export { type AssociationSnapshot, toRecord, toSnapshot } from './snapshot.ts'
export { type StepResult, step } from './transition.ts'
