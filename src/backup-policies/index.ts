/** Backup policies (volume backup service, API v2): the policies of a project as a pure decider. */
export { apply, disassociateResources } from './apply.ts'
export { decide } from './decide.ts'
export { type ErrorCode, errors, type HttpStatus, type HttpStatusEntry, httpStatuses } from './errors.ts'
export type { BackupPoliciesEvent } from './events.ts'
export { evolve, evolveAll } from './evolve.ts'
export { defaultLimits, type Facts } from './facts.ts'
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
  BackupPolicyShown,
  CreateBackupPolicyReply,
  FailResource,
  FailureReason,
  ReplyOf,
  ResourceFailure,
  ResourcesReply,
  SuccessResource
} from './replies.ts'
export type * from './requests.ts'
export type { DayOfWeek, ScheduledPolicy } from './schedule.ts'
export { deserialize, serialize } from './serialize.ts'
export * as wire from './wire.ts'
