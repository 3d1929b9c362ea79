/** Backup policies (volume backup service, API v2): the policies of a project as a pure decider. */
export type { CommandError, ErrorEntry, Refused } from '../decider/catalogue.ts'
export type { Applied, Decision } from '../decider/decider.ts'
export type { Stored, StoredError } from '../decider/stored.ts'
export { apply, disassociateResources, type Outcome } from './apply.ts'
export { decide } from './decide.ts'
export {
  type ErrorCode,
  errors,
  type HttpStatus,
  type HttpStatusEntry,
  httpStatuses,
  type RefusalCode
} from './errors.ts'
export type * from './events.ts'
export { evolve, evolveAll } from './evolve.ts'
export { defaultLimits, type Facts } from './facts.ts'
export { patterns, requestLimits } from './grammar.ts'
export {
  actorIdOf,
  type BackupPoliciesMachineContext,
  type BackupPoliciesMachineEvent,
  backupPoliciesMachine,
  stateOf
} from './machine.ts'
export {
  type Association,
  type BackupPoliciesState,
  type BackupPolicy,
  type Entity,
  type Identity,
  initialState,
  nextDeadline
} from './model.ts'
export { type Operation, type OperationName, operations } from './operations.ts'
export {
  associations,
  type BackupPoliciesReply,
  failedDisassociations,
  listBackupPolicies,
  listResources,
  type ResourceRecord,
  type ResourcesListed
} from './queries.ts'
export type {
  AcceptedOf,
  AssociatedResource,
  AssociateResourcesReply,
  BackupPolicyShown,
  CreateBackupPolicyReply,
  DisassociatedResource,
  DisassociateResourcesReply,
  Failing,
  FailureReason,
  ReplyOf,
  ResourceFailure,
  ResourcesReply
} from './replies.ts'
export type * from './requests.ts'
export type { DayOfWeek, ScheduledPolicy } from './schedule.ts'
export { deserialize, serialize } from './serialize.ts'
/** The wire of backup policies: HTTP requests and JSON, both ways. Documented in each operation. */
export * as wire from './wire.ts'
