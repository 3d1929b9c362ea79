/** DisassociateResourceShare. R, Order of checks 1 to 7. */
import type { Facts } from '../../../src/resource-sharing/facts.ts'
import { isHeldBy, isInDirectory, isOfDirectory } from './directory.ts'
import { accept, associationsReply, type Outcome, refuse } from './replies.ts'
import {
  type Code,
  checkBothEmpty,
  checkLists,
  checkResourceOwner,
  checkShareId,
  entitiesOf,
  type Fields,
  fieldsOf,
  isDirectoryId,
  isEmptyList,
  isFolderId,
  typeOf
} from './shape.ts'
import {
  type Association,
  type Entity,
  endInvitation,
  find,
  isLive,
  isOpen,
  put,
  type Share,
  type State,
  seenAt,
  stampOf
} from './state.ts'

/** 1: "ResourceOwner=OtherAccounts: Resources given -> .Resources; Targets other than exactly the caller's own account id -> .Targets". */
const checkLeaving = (request: Fields, facts: Facts): Code => {
  if (request.ResourceOwner !== 'OtherAccounts') return undefined
  if (!isEmptyList(request.Resources)) return 'InvalidParameter.Resources'
  const { Targets } = request
  return Array.isArray(Targets) && Targets.length === 1 && Targets[0] === facts.accountId ? undefined : 'InvalidParameter.Targets'
}

/** 2: "an association of its own in the share that is live (an open invitation is not enough ...), or is covered by such an association ...". */
const isPrincipal = ({ associations }: State, facts: Facts): boolean =>
  associations
    .filter((each) => each.associationType === 'Target' && isLive(each) && !isOpen(each))
    .some(({ kind, entityId }) => entityId === facts.accountId || isHeldBy(kind, entityId, facts.accountId, facts))

const mayCall = (seen: State, share: Share, request: Fields, facts: Facts): boolean => {
  if (request.ResourceShareId !== share.id) return false
  const isOwner = share.owner === facts.accountId
  return request.ResourceOwner === 'OtherAccounts' ? !isOwner && isPrincipal(seen, facts) : isOwner
}

/** 4: directory-scoped is "a directory id, a folder id, or an account whose record says that it was associated as a member". */
const isOutsideDirectory = (seen: State, entity: Entity, facts: Facts): boolean => {
  if (entity.associationType === 'Resource') return false
  if (isDirectoryId(entity.entityId)) return !isOfDirectory('directory', entity.entityId, facts)
  if (isFolderId(entity.entityId)) return !isOfDirectory('folder', entity.entityId, facts)
  return find(seen, entity)?.kind === 'member' && !isOfDirectory('member', entity.entityId, facts)
}

/** 5: leaving. */
const checkDeparture = (seen: State, request: Fields, facts: Facts): Code => {
  if (request.ResourceOwner !== 'OtherAccounts') return undefined
  if (isInDirectory(facts, facts.accountId)) return 'LeavingFailed.Account'
  const staying = seen.associations.some(
    ({ associationType, status, entityType }) =>
      associationType === 'Resource' &&
      (status === 'Associating' || status === 'Associated' || status === 'Disassociating') &&
      typeOf(facts, entityType)?.leavable !== true
  )
  if (staying) return 'LeavingFailed.ResourceType'
  return facts.directory?.accountsWithRunningTasks?.includes(facts.accountId) === true
    ? 'ExternalTargetWithdrawConflict'
    : undefined
}

/** 6: "per entity, over the whole request". */
const checkEntities = (seen: State, entities: readonly Entity[]): Code => {
  const records = entities.map((entity) => find(seen, entity))
  if (records.some((record) => record === undefined || !isLive(record))) return 'DisassociateInvalid'
  const isRunning = (record: Association | undefined): boolean =>
    record?.status === 'Disassociating' || (record?.status === 'Associating' && !isOpen(record))
  return records.some(isRunning) ? 'DisassociateConflict' : undefined
}

/**
 * L, Statuses: disassociate from Associated, and from Failed (Disassociate): "message cleared", "retention is cancelled". 7: an
 * open invitation's becomes Disassociated.
 */
export const disassociateOne = (record: Association, facts: Facts): Association => {
  const { invitation, targetProperty } = record
  if (invitation?.status === 'Pending') return endInvitation(record, invitation, 'Cancelled', facts.now, facts)
  return {
    associationType: record.associationType,
    entityType: record.entityType,
    entityId: record.entityId,
    kind: record.kind,
    status: 'Disassociating',
    createTime: record.createTime,
    updateTime: stampOf(record, facts.now),
    ...(targetProperty === undefined ? {} : { targetProperty }),
    ...(invitation === undefined ? {} : { invitation })
  }
}

export const disassociate = (state: State, command: Fields, facts: Facts): Outcome => {
  const request = fieldsOf(command.request)
  const malformed =
    checkShareId(request) ??
    checkResourceOwner(request) ??
    checkBothEmpty(request) ??
    checkLists(request, facts) ??
    checkLeaving(request, facts)
  if (malformed !== undefined) return refuse(state, malformed)
  const seen = seenAt(state, facts)
  const { share } = seen
  if (share === undefined || !mayCall(seen, share, request, facts)) return refuse(state, 'EntityNotExists.ResourceShare')
  if (share.status !== 'Active') return refuse(state, 'ResourceShareStatusMismatchAction')
  const entities = entitiesOf(request)
  if (entities.some((entity) => isOutsideDirectory(seen, entity, facts))) return refuse(state, 'AccountNotInResourceDirectory')
  const refused = checkDeparture(seen, request, facts) ?? checkEntities(seen, entities)
  if (refused !== undefined) return refuse(state, refused)
  const changed = entities.flatMap((entity) => find(seen, entity) ?? []).map((record) => disassociateOne(record, facts))
  const next = put(state, changed)
  return accept(next, associationsReply(next, share, entities, facts))
}
