/** Results, as the contract says: `{ ok: true, reply }` or `{ ok: false, error: { code } }`, and the documented forms in replies. */
import type { ErrorCode } from '../../../src/resource-sharing/errors.ts'
import type { Facts } from '../../../src/resource-sharing/facts.ts'
import type { ResourceShareAssociation, ResourceShareInvitation } from '../../../src/resource-sharing/replies.ts'
import { type Association, type Entity, find, type Invitation, isOpen, type Share, type State } from './state.ts'

export type Result =
  | { readonly ok: true; readonly reply: object }
  | { readonly ok: false; readonly error: { readonly code: ErrorCode } }
export interface Outcome {
  readonly state: State
  readonly result: Result
}

export const refuse = (state: State, code: ErrorCode): Outcome => ({ state, result: { ok: false, error: { code } } })
export const accept = (state: State, reply: object): Outcome => ({ state, result: { ok: true, reply } })

/** R, Reply: "Times are UTC ISO 8601 with milliseconds and Z." */
const iso = (time: number): string => new Date(time).toISOString()

/** R, Reply: the table. AssociationStatusMessage: "else absent or empty (reading: absent)"; TargetProperty: "absent otherwise". */
export const showAssociation = (share: Share, record: Association): ResourceShareAssociation => ({
  ResourceShareId: share.id,
  ResourceShareName: share.name,
  AssociationType: record.associationType,
  EntityId: record.entityId,
  EntityType: record.entityType,
  AssociationStatus: record.status,
  ...(record.message === undefined || record.message === '' ? {} : { AssociationStatusMessage: record.message }),
  CreateTime: iso(record.createTime),
  UpdateTime: iso(record.updateTime),
  ...(record.targetProperty === undefined ? {} : { TargetProperty: record.targetProperty })
})

/** R, Reply: "Reading: resources first, then targets, each in request order." */
export const associationsReply = (state: State, share: Share, entities: readonly Entity[], facts: Facts): object => ({
  RequestId: facts.requestId,
  ResourceShareAssociations: entities
    .map((entity) => find(state, entity))
    .flatMap((record) => (record === undefined ? [] : [showAssociation(share, record)]))
})

/** R, CreateResourceShare: "Reply { RequestId, ResourceShare: { ... } }". */
export const shareReply = ({ associations }: State, share: Share, facts: Facts): object => ({
  RequestId: facts.requestId,
  ResourceShare: {
    ResourceShareId: share.id,
    ResourceShareName: share.name,
    ResourceShareOwner: share.owner,
    ResourceShareStatus: associations.some(isOpen) ? 'Pending' : share.status,
    AllowExternalTargets: share.allowExternalTargets,
    CreateTime: iso(share.createTime),
    UpdateTime: iso(share.updateTime)
  }
})

export const showInvitation = (share: Share, receiver: string, invitation: Invitation): ResourceShareInvitation => ({
  ResourceShareInvitationId: invitation.id,
  ResourceShareId: share.id,
  ResourceShareName: share.name,
  SenderAccountId: share.owner,
  ReceiverAccountId: receiver,
  Status: invitation.status,
  CreateTime: iso(invitation.createTime)
})
