/** ListResourceShareAssociations. */
import type { ErrorCode } from '../../../src/resource-sharing/errors.ts'
import type { Facts } from '../../../src/resource-sharing/facts.ts'
import { showAssociation } from './replies.ts'
import {
  type Code,
  checkResourceOwner,
  type Fields,
  fieldsOf,
  isMissing,
  isMissingId,
  isResourceId,
  isShareId,
  isTarget
} from './shape.ts'
import { type Association, type Share, type State, seenAt } from './state.ts'

/** Where a page ended: what a token stands for. The model's pages go on from here, not from a text. */
export interface Position {
  readonly at: number
  readonly shareId: string
  readonly nextShareId: string | undefined
  readonly createTime: number
  readonly entityType: string
  readonly entityId: string
}

export type Listed =
  | {
      readonly ok: true
      readonly reply: { readonly RequestId: string; readonly ResourceShareAssociations: object[] }
      readonly next?: Position
    }
  | { readonly ok: false; readonly error: { readonly code: ErrorCode } }

const statuses: readonly unknown[] = ['Associating', 'Associated', 'Disassociating', 'Disassociated', 'Failed']

/** R, ListResourceShareAssociations: "checked in this order". Readings: of NextToken, and ResourceOwner last. */
const check = (request: Fields): Code => {
  const { AssociationType, AssociationStatus, MaxResults, NextToken, ResourceShareIds, Target, ResourceId } = request
  if (isMissing(AssociationType)) return 'MissingParameter.AssociationType'
  if (AssociationType !== 'Resource' && AssociationType !== 'Target') return 'InvalidParameter.AssociationType'
  if (!isMissing(AssociationStatus) && !statuses.includes(AssociationStatus)) return 'InvalidParameter.AssociationStatus'
  // "MaxResults 1-100 (default 20)".
  const isCount = typeof MaxResults === 'number' && Number.isInteger(MaxResults) && MaxResults >= 1 && MaxResults <= 100
  if (!isMissing(MaxResults) && !isCount) return 'InvalidParameter.MaxResults'
  // "'' and null are the first page"; a text of this request is no token of ours, see Position.
  if (!isMissingId(NextToken) && typeof NextToken !== 'string') return 'InvalidParameter.NextToken'
  if (typeof NextToken === 'string' && NextToken.length > 256) return 'InvalidParameter.NextToken.Length'
  if (!isMissingId(NextToken)) return 'InvalidParameter.NextToken'
  if (!isMissing(ResourceShareIds)) {
    if (!Array.isArray(ResourceShareIds) || !ResourceShareIds.every(isShareId)) return 'InvalidParameter.ResourceShareIds'
    if (ResourceShareIds.some((id, at) => ResourceShareIds.indexOf(id) !== at))
      return 'InvalidParameter.ResourceShareIds.Duplicate'
    if (ResourceShareIds.length > 5) return 'InvalidParameter.ResourceShareIds.Length'
  }
  if (!isMissingId(Target) && !isTarget(Target)) return 'InvalidParameter.Target'
  if (!isMissingId(ResourceId) && !isResourceId(ResourceId)) return 'InvalidParameter.ResourceId'
  // "ResourceId (only with Resource), Target (only with Target)".
  if (AssociationType === 'Resource' ? !isMissingId(Target) : !isMissingId(ResourceId)) return 'ConflictedAssociationType'
  return checkResourceOwner(request)
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
/** "Order: shares as given, then by CreateTime and identity". */
const compare = (
  a: Pick<Position, 'createTime' | 'entityType' | 'entityId'>,
  b: Pick<Position, 'createTime' | 'entityType' | 'entityId'>
): number => a.createTime - b.createTime || compareText(a.entityType, b.entityType) || compareText(a.entityId, b.entityId)

const isWanted = (record: Association, request: Fields): boolean =>
  record.associationType === request.AssociationType &&
  (isMissing(request.AssociationStatus) || record.status === request.AssociationStatus) &&
  (isMissingId(request.ResourceId) || record.entityId === request.ResourceId) &&
  (isMissingId(request.Target) || record.entityId === request.Target)

/** "Only the caller's own shares", or with OtherAccounts those of others; of the ResourceShareIds: "an empty one counts as absent". */
const isListed = (share: Share, { ResourceOwner, ResourceShareIds }: Fields, caller: string): boolean => {
  const ids: readonly unknown[] = Array.isArray(ResourceShareIds) ? ResourceShareIds : []
  const isOwn = share.owner === caller
  return (ids.length === 0 || ids.includes(share.id)) && (ResourceOwner === 'OtherAccounts' ? !isOwn : isOwn)
}

/** With OtherAccounts "a principal its own records in others' shares". */
const isShown = (record: Association, { ResourceOwner }: Fields, caller: string): boolean =>
  ResourceOwner !== 'OtherAccounts' || (record.associationType === 'Target' && record.entityId === caller)

/** "Shares as given": those before the one where the page ended are done. A Reading: where it is gone, the one that followed it is next. */
const resumeAt = (states: readonly State[], { at, shareId, nextShareId }: Position): number => {
  const ids = states.map(({ share }) => share?.id)
  if (ids.includes(shareId)) return ids.indexOf(shareId)
  return nextShareId !== undefined && ids.includes(nextShareId) ? ids.indexOf(nextShareId) : at
}

export const list = (states: readonly State[], input: unknown, facts: Facts, after?: Position): Listed => {
  const request = fieldsOf(input)
  const refused = check(request)
  if (refused !== undefined) return { ok: false, error: { code: refused } }
  const all = states
    .map((state) => seenAt(state, facts))
    .flatMap(({ share, associations }, at) =>
      share === undefined || !isListed(share, request, facts.accountId)
        ? []
        : associations
            .filter((record) => isWanted(record, request) && isShown(record, request, facts.accountId))
            .sort(compare)
            .map((record) => ({ at, share, record }))
    )
  const from = after && resumeAt(states, after)
  const left = all.filter(({ at, share, record }) => {
    if (after === undefined || from === undefined || at > from) return true
    return at === from && (share.id !== after.shareId || compare(record, after) > 0)
  })
  const limit = typeof request.MaxResults === 'number' ? request.MaxResults : 20
  const page = left.slice(0, limit)
  const last = page.at(-1)
  const reply = {
    RequestId: facts.requestId,
    ResourceShareAssociations: page.map(({ share, record }) => showAssociation(share, record))
  }
  // "NextToken is absent on the last page".
  if (last === undefined || left.length <= limit) return { ok: true, reply }
  const { createTime, entityType, entityId } = last.record
  const following = states.slice(last.at + 1).find(({ share }) => share && isListed(share, request, facts.accountId))
  const place = { at: last.at, shareId: last.share.id, nextShareId: following?.share?.id }
  return { ok: true, reply, next: { ...place, createTime, entityType, entityId } }
}
