/** The shape of ListResourceShareAssociations, checked in the documented order. */
import { allEntries, type Fields, fieldsOf, hasDuplicates, isAbsent, isList, isMissingId } from '../decider/values.ts'
import { type AssociationStatus, associationStatuses } from '../lifecycle/association.ts'
import type { ErrorCode } from './errors.ts'
import { isResourceId, isShareId, isTarget, requestLimits } from './grammar.ts'
import { type AssociationType, associationTypes } from './model.ts'
import { type PagePosition, readPageToken } from './page-token.ts'
import { asksOfOthers, type Shape } from './shape.ts'

export interface ListShape {
  readonly associationType: AssociationType
  readonly associationStatus: AssociationStatus | undefined
  /** The one entity asked for. */
  readonly entityId: string | undefined
  readonly resourceShareIds: ReadonlySet<string> | undefined
  readonly maxResults: number
  /** The last association of the page before. */
  readonly after: PagePosition | undefined
  readonly ofOthers: boolean
}

const { defaultResults, longestToken, mostResults, mostShareIds } = requestLimits

const isAssociationType = (value: unknown): value is AssociationType => associationTypes.some((known) => known === value)
const isAssociationStatus = (value: unknown): value is AssociationStatus => associationStatuses.some((known) => known === value)
const isPageSize = (value: unknown): value is number =>
  Number.isInteger(value) && 1 <= Number(value) && Number(value) <= mostResults

/** Clients send an empty token for the first page. */
const isFirstPage = (token: unknown): token is undefined | null | '' => isMissingId(token)

const pageFault = ({ MaxResults, NextToken }: Fields): ErrorCode | undefined => {
  if (!isAbsent(MaxResults) && !isPageSize(MaxResults)) return 'InvalidParameter.MaxResults'
  if (isFirstPage(NextToken)) return undefined
  if (typeof NextToken !== 'string') return 'InvalidParameter.NextToken'
  if (NextToken.length > longestToken) return 'InvalidParameter.NextToken.Length'
  return readPageToken(NextToken) === undefined ? 'InvalidParameter.NextToken' : undefined
}

const shareIdsFault = (given: unknown): ErrorCode | undefined => {
  if (isAbsent(given)) return undefined
  if (!isList(given) || !allEntries(given, isShareId)) return 'InvalidParameter.ResourceShareIds'
  if (hasDuplicates(given)) return 'InvalidParameter.ResourceShareIds.Duplicate'
  return given.length > mostShareIds ? 'InvalidParameter.ResourceShareIds.Length' : undefined
}

const entityFault = ({ AssociationType, ResourceId, Target }: Fields): ErrorCode | undefined => {
  if (!isMissingId(Target) && !isTarget(Target)) return 'InvalidParameter.Target'
  if (!isMissingId(ResourceId) && !isResourceId(ResourceId)) return 'InvalidParameter.ResourceId'
  const isConflict = AssociationType === 'Resource' ? !isMissingId(Target) : !isMissingId(ResourceId)
  return isConflict ? 'ConflictedAssociationType' : undefined
}

export const listShape = (request: unknown): Shape<ListShape> => {
  const fields = fieldsOf(request)
  const { AssociationType, AssociationStatus, MaxResults, NextToken, ResourceShareIds, ResourceId, Target } = fields
  if (isAbsent(AssociationType)) return 'MissingParameter.AssociationType'
  if (!isAssociationType(AssociationType)) return 'InvalidParameter.AssociationType'
  if (!isAbsent(AssociationStatus) && !isAssociationStatus(AssociationStatus)) return 'InvalidParameter.AssociationStatus'
  const fault = pageFault(fields) ?? shareIdsFault(ResourceShareIds) ?? entityFault(fields)
  if (fault !== undefined) return fault
  const ofOthers = asksOfOthers(fields)
  if (ofOthers === undefined) return 'InvalidParameter'
  const ids = (ResourceShareIds ?? []) as readonly string[]
  return {
    associationType: AssociationType,
    associationStatus: AssociationStatus ?? undefined,
    entityId: ((AssociationType === 'Resource' ? ResourceId : Target) || undefined) as string | undefined,
    resourceShareIds: ids.length === 0 ? undefined : new Set(ids),
    maxResults: (MaxResults ?? defaultResults) as number,
    after: isFirstPage(NextToken) ? undefined : readPageToken(NextToken as string),
    ofOthers
  }
}
