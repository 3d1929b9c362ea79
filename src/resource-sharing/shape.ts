/**
 * The shape of a request: the first of the checks, made before the state is looked at. Requests are of unknown origin here, whatever
 * their type says. Each check of a list runs over the whole list before the next one does.
 */
import { allEntries, type Fields, fieldsOf, hasDuplicates, isAbsent, isFields, isList, isMissingId } from '../decider/values.ts'
import type { ErrorCode } from './errors.ts'
import { type Facts, resourceTypeOf } from './facts.ts'
import { isInvitationId, isResourceId, isService, isShareId, isShareName, isTarget, requestLimits } from './grammar.ts'
import type { Entity } from './model.ts'
import type { EntityLists, ResourceReference } from './requests.ts'

/** What a request asks for once its shape is known to be right, or the code of the first check that it fails. */
export type Shape<T> = T | ErrorCode

export const isCode = <T extends object>(shape: Shape<T>): shape is ErrorCode => typeof shape === 'string'

const { mostEntities } = requestLimits

export interface NamedEntities {
  readonly resources: readonly Entity[]
  readonly targets: readonly Entity[]
}

export const entitiesOf = ({ resources, targets }: NamedEntities): Entity[] => [...resources, ...targets]

const resourceEntity = ({ ResourceType, ResourceId }: ResourceReference): Entity => ({
  associationType: 'Resource',
  entityType: ResourceType,
  entityId: ResourceId
})

export const targetEntity = (entityId: string): Entity => ({ associationType: 'Target', entityType: 'Account', entityId })

const isReference = (entry: unknown): entry is ResourceReference =>
  isFields(entry) && isResourceId(entry.ResourceId) && typeof entry.ResourceType === 'string' && entry.ResourceType !== ''

const idOf = ({ ResourceId }: ResourceReference): string => ResourceId
/** An id holds no space, so the two cannot run into each other. */
const referenceKey = ({ ResourceId, ResourceType }: ResourceReference): string => `${ResourceId} ${ResourceType}`

/** Where all ids differ, as they mostly do, there is no need to join texts. */
const hasTwins = (references: readonly ResourceReference[]): boolean =>
  hasDuplicates(references.map(idOf)) && hasDuplicates(references.map(referenceKey))

const resourcesShape = (given: unknown, facts: Facts): Shape<readonly Entity[]> => {
  if (isAbsent(given)) return []
  if (!isList(given) || !allEntries(given, isReference)) return 'InvalidParameter.Resources'
  if (given.some(({ ResourceType }) => resourceTypeOf(facts, ResourceType) === undefined)) return 'InvalidParameter.ResourceType'
  if (hasTwins(given)) return 'InvalidParameter.Resources.Duplicate'
  return given.length > mostEntities ? 'InvalidParameter.Resources.Length' : given.map(resourceEntity)
}

const targetsShape = (given: unknown): Shape<readonly Entity[]> => {
  if (isAbsent(given)) return []
  if (!isList(given) || !allEntries(given, isTarget)) return 'InvalidParameter.Targets'
  if (hasDuplicates(given)) return 'InvalidParameter.Targets.Duplicate'
  return given.length > mostEntities ? 'InvalidParameter.Targets.Length' : given.map(targetEntity)
}

/** The entities that a request names, in the order of replies. Its shape is known to be right. */
export const namedIn = ({ Resources, Targets }: Partial<EntityLists>): Entity[] => [
  ...(Resources ?? []).map(resourceEntity),
  ...(Targets ?? []).map(targetEntity)
]

const entitiesShape = (fields: Fields, facts: Facts): Shape<NamedEntities> => {
  const resources = resourcesShape(fields.Resources, facts)
  if (isCode(resources)) return resources
  const targets = targetsShape(fields.Targets)
  return isCode(targets) ? targets : { resources, targets }
}

const isEmpty = (list: unknown): boolean => isAbsent(list) || (isList(list) && list.length === 0)

const namesNothing = ({ Resources, Targets }: Fields): boolean => isEmpty(Resources) && isEmpty(Targets)

const shareIdFault = ({ ResourceShareId }: Fields): ErrorCode | undefined => {
  if (isMissingId(ResourceShareId)) return 'MissingParameter.ResourceShareId'
  return isShareId(ResourceShareId) ? undefined : 'InvalidParameter.ResourceShareId'
}

/** `ResourceOwner`: whether the caller asks about shares of others; `undefined` where the value is neither of the two. */
export const asksOfOthers = ({ ResourceOwner }: Fields): boolean | undefined => {
  if (isAbsent(ResourceOwner) || ResourceOwner === 'Self') return false
  return ResourceOwner === 'OtherAccounts' ? true : undefined
}

export interface DisassociateShape extends NamedEntities {
  readonly resourceShareId: string
  /** The caller leaves a share of somebody else's. */
  readonly leaving: boolean
}

export const disassociateShape = (request: unknown, facts: Facts): Shape<DisassociateShape> => {
  const fields = fieldsOf(request)
  const fault = shareIdFault(fields)
  if (fault !== undefined) return fault
  const leaving = asksOfOthers(fields)
  if (leaving === undefined) return 'InvalidParameter'
  if (namesNothing(fields)) return 'ResourceAndTargetBothEmpty'
  const entities = entitiesShape(fields, facts)
  if (isCode(entities)) return entities
  if (leaving) {
    const { resources, targets } = entities
    if (resources.length > 0) return 'InvalidParameter.Resources'
    if (targets.length !== 1 || targets[0]?.entityId !== facts.accountId) return 'InvalidParameter.Targets'
  }
  return { ...entities, resourceShareId: fields.ResourceShareId as string, leaving }
}

export interface AssociateShape extends NamedEntities {
  readonly resourceShareId: string
  /** By the id of the service. */
  readonly targetProperties: ReadonlyMap<string, string>
  /** By account. */
  readonly invitationIds: ReadonlyMap<string, string>
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const isProperty = (entry: unknown): entry is { TargetId: string; Property: string } =>
  isFields(entry) && isService(entry.TargetId) && typeof entry.Property === 'string' && isJson(entry.Property)

const targetPropertiesShape = (given: unknown, targets: readonly Entity[]): Shape<ReadonlyMap<string, string>> => {
  if (isAbsent(given)) return new Map()
  if (!isList(given) || !allEntries(given, isProperty)) return 'InvalidParameter.TargetProperties'
  const named = new Set(targets.map(({ entityId }) => entityId))
  const properties = new Map(given.map(({ TargetId, Property }) => [TargetId, Property]))
  const isForNamed = given.every(({ TargetId }) => named.has(TargetId))
  return isForNamed && properties.size === given.length ? properties : 'InvalidParameter.TargetProperties'
}

const invitationIdsShape = (given: unknown): Shape<ReadonlyMap<string, string>> => {
  if (isAbsent(given)) return new Map()
  if (!isFields(given)) return 'InvalidParameter'
  const ids = Object.entries(given)
  if (!ids.every((entry): entry is [string, string] => isInvitationId(entry[1]))) return 'InvalidParameter'
  return hasDuplicates(ids.map(([, id]) => id)) ? 'InvalidParameter' : new Map(ids)
}

const associationsShape = (
  fields: Fields,
  invitations: unknown,
  facts: Facts
): Shape<Omit<AssociateShape, 'resourceShareId'>> => {
  const entities = entitiesShape(fields, facts)
  if (isCode(entities)) return entities
  const targetProperties = targetPropertiesShape(fields.TargetProperties, entities.targets)
  if (isCode(targetProperties)) return targetProperties
  const invitationIds = invitationIdsShape(invitations)
  return isCode(invitationIds) ? invitationIds : { ...entities, targetProperties, invitationIds }
}

/** A command as it may really be. */
type Unchecked<K extends string> = { readonly [F in K]?: unknown }

export const associateShape = (command: Unchecked<'request' | 'invitationIds'>, facts: Facts): Shape<AssociateShape> => {
  const fields = fieldsOf(command.request)
  const fault = shareIdFault(fields)
  if (fault !== undefined) return fault
  if (namesNothing(fields)) return 'ResourceAndTargetBothEmpty'
  const associations = associationsShape(fields, command.invitationIds, facts)
  return isCode(associations) ? associations : { ...associations, resourceShareId: fields.ResourceShareId as string }
}

export interface CreateShape extends AssociateShape {
  readonly resourceShareName: string
  readonly allowExternalTargets: boolean
}

export const createShape = (
  command: Unchecked<'request' | 'invitationIds' | 'resourceShareId'>,
  facts: Facts
): Shape<CreateShape> => {
  const fields = fieldsOf(command.request)
  const { ResourceShareName, AllowExternalTargets } = fields
  const { resourceShareId } = command
  if (!isShareName(ResourceShareName)) return 'InvalidParameter'
  if (!isAbsent(AllowExternalTargets) && typeof AllowExternalTargets !== 'boolean') return 'InvalidParameter'
  if (!isShareId(resourceShareId)) return 'InvalidParameter'
  const associations = associationsShape(fields, command.invitationIds, facts)
  if (isCode(associations)) return associations
  const allowExternalTargets = AllowExternalTargets === true
  return { ...associations, resourceShareId, resourceShareName: ResourceShareName, allowExternalTargets }
}

export const deleteShape = (request: unknown): Shape<{ readonly resourceShareId: string }> => {
  const fields = fieldsOf(request)
  return shareIdFault(fields) ?? { resourceShareId: fields.ResourceShareId as string }
}

export const invitationShape = (request: unknown): Shape<{ readonly invitationId: string }> => {
  const { ResourceShareInvitationId: id } = fieldsOf(request)
  if (isMissingId(id)) return 'MissingParameter.ResourceShareInvitationId'
  return isInvitationId(id) ? { invitationId: id } : 'InvalidParameter.ResourceShareInvitationId'
}
