/** Resource Sharing, API version 2020-01-10: one share as a pure decider. */
export type { CommandError, ErrorEntry, Refused } from '../decider/catalogue.ts'
export type { Applied, Decision, Result } from '../decider/decider.ts'
export type { Stored, StoredError } from '../decider/stored.ts'
export { apply, disassociateResourceShare, type Outcome } from './apply.ts'
export { decide } from './decide.ts'
export { type ErrorCode, errors } from './errors.ts'
export type * from './events.ts'
export { workOf } from './events.ts'
export { evolve, evolveAll } from './evolve.ts'
export { defaultLimits, type Facts, type ResourceDirectory, type ResourceType, resourceTypes } from './facts.ts'
export { patterns, requestLimits } from './grammar.ts'
export {
  actorIdOf,
  type ResourceShareMachineContext,
  type ResourceShareMachineEvent,
  resourceShareMachine,
  stateOf
} from './machine.ts'
export {
  type Association,
  type AssociationType,
  type Entity,
  type Invitation,
  type InvitationStatus,
  initialState,
  invitationLifetimeMs,
  type Membership,
  nextDeadline,
  type ResourceShare,
  type ResourceShareState,
  type ShareStatus
} from './model.ts'
export { type Operation, type OperationName, operations } from './operations.ts'
export {
  type AssociationsPage,
  associations,
  failedDisassociations,
  type IdentifiedAssociation,
  invitations,
  listResourceShareAssociations,
  resourceShare
} from './queries.ts'
export type {
  AssociationsReply,
  InvitationReply,
  ReplyOf,
  RequestIdReply,
  ResourceShareAssociation,
  ResourceShareInvitation,
  ResourceShareReply
} from './replies.ts'
export type * from './requests.ts'
export { deserialize, serialize } from './serialize.ts'
/** The wire of Resource Sharing: RPC parameters and JSON, both ways. Documented in each operation. */
export * as wire from './wire.ts'
