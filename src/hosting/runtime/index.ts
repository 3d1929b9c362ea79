/** `association-lifecycle/runtime`: what every host needs around the pure core, over any store. Needs nothing of Node. */
export { type Clock, type ManualClock, manualClock, systemClock } from './clock.ts'
export { createRuntime } from './create.ts'
export { type RuntimeErrorCode, runtimeErrors } from './errors.ts'
export { memoryStore } from './memory.ts'
export type {
  BackgroundOptions,
  Call,
  Delivery,
  Executed,
  Executor,
  Failure,
  OutboxOptions,
  Running,
  Runtime,
  RuntimeOptions
} from './runtime.ts'
export {
  type AggregateKey,
  type Commit,
  type Committed,
  type Due,
  type Held,
  type KeyedReply,
  type KnownKey,
  type Loaded,
  longestIdLength,
  type Store
} from './store.ts'
export type { AnyResult, CallFacts, CommandType, ResultOf, System, SystemTypes } from './system.ts'
export {
  accountLabel,
  type BackupPoliciesTypes,
  backupPoliciesSystem,
  invitationLabel,
  type ResourceSharingTypes,
  resourceSharingSystem
} from './systems.ts'
