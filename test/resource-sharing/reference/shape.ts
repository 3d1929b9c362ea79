/** The checks of a request's shape. R, Grammar: "Each check of a list runs over the whole list before the next one does." */
import type { ErrorCode } from '../../../src/resource-sharing/errors.ts'
import type { Facts, ResourceType } from '../../../src/resource-sharing/facts.ts'
import type { Entity } from './state.ts'

export type Fields = Readonly<Record<string, unknown>>
export type Code = ErrorCode | undefined

/** R, Grammar: "A request that is no object counts as {}; unknown fields are ignored." */
export const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? { ...value } : {})

/** R, Grammar: "Absent, null and (ids) '' are missing". */
export const isMissing = (value: unknown): boolean => value === undefined || value === null
export const isMissingId = (value: unknown): boolean => isMissing(value) || value === ''

/** R, Grammar: "Share id: rs- and 1-64 of letters, digits, *, _, -." */
export const isShareId = (value: unknown): value is string => typeof value === 'string' && /^rs-[A-Za-z0-9*_-]{1,64}$/.test(value)
/** A Reading: `i-` and 1 to 128 of the same. */
export const isInvitationId = (value: unknown): value is string =>
  typeof value === 'string' && /^i-[A-Za-z0-9*_-]{1,128}$/.test(value)
/** R, Grammar: "Resource id: 1-128 characters, no space or control character"; a Reading: UTF-16 units, no lone surrogate. */
export const isResourceId = (value: unknown): value is string =>
  typeof value === 'string' && value.length >= 1 && value.length <= 128 && !/[\s\p{Cc}\p{Cs}]/u.test(value)
/** R, Grammar: "an account id (12-20 of digits and *)". */
export const isAccountId = (value: string): boolean => /^[0-9*]{12,20}$/.test(value)
/** R, Grammar: "a directory (rd-) or folder (fd-) id with 1-64 of the characters above". */
export const isDirectoryId = (value: string): boolean => /^rd-[A-Za-z0-9*_-]{1,64}$/.test(value)
export const isFolderId = (value: string): boolean => /^fd-[A-Za-z0-9*_-]{1,64}$/.test(value)
/** R, Grammar: "a service (a dotted lower-case name)"; a Reading: each part of a-z, 0-9, -, the first begins with a letter, 128 in all. */
export const isService = (value: string): boolean => {
  const parts = value.split('.')
  return value.length <= 128 && parts.length > 1 && parts.every((part) => /^[a-z0-9-]+$/.test(part)) && /^[a-z]/.test(value)
}
export const isTarget = (value: unknown): value is string =>
  typeof value === 'string' && (isAccountId(value) || isDirectoryId(value) || isFolderId(value) || isService(value))
/** R, CreateResourceShare: "name 1-50 characters (letters, digits, Chinese, . _ -)". */
export const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9\p{Script=Han}._-]{1,50}$/u.test(value)

/** R, Resource types: all "support leaving; IpamPool and KMSInstance do not. KMSInstance cannot be shared outside a directory. CapacityReservation and DeploymentSet can be shared with a service." */
const typeNames = `VSwitch PrefixList PublicIpAddressPool IpamResourceDiscovery ROSTemplate ServiceCatalogPortfolio Image Snapshot
  ElasticityAssurance CapacityReservation DeploymentSet IpamPool KMSInstance`.split(/\s+/)
const documentedTypes: Readonly<Record<string, ResourceType>> = Object.fromEntries(
  typeNames.map((name) => [
    name,
    {
      leavable: name !== 'IpamPool' && name !== 'KMSInstance',
      external: name !== 'KMSInstance',
      service: name === 'CapacityReservation' || name === 'DeploymentSet'
    }
  ])
)
/** R, Facts: "the host's replaces the documented one". A Reading: a name has at most 64 characters. */
export const typeOf = (facts: Facts, name: string): ResourceType | undefined =>
  name.length > 64 ? undefined : Object.entries(facts.resourceTypes ?? documentedTypes).find(([each]) => each === name)?.[1]

const isPair = (entry: unknown): boolean => {
  const { ResourceId, ResourceType } = fieldsOf(entry)
  return isResourceId(ResourceId) && typeof ResourceType === 'string' && ResourceType !== ''
}
const hasTwoAlike = (texts: readonly string[]): boolean => texts.some((each, at) => texts.indexOf(each) !== at)

const checkResources = (value: unknown, facts: Facts): Code => {
  if (isMissing(value)) return undefined
  if (!Array.isArray(value) || !value.every(isPair)) return 'InvalidParameter.Resources'
  const pairs = value.map((entry) => fieldsOf(entry))
  if (pairs.some(({ ResourceType }) => typeOf(facts, String(ResourceType)) === undefined)) return 'InvalidParameter.ResourceType'
  if (hasTwoAlike(pairs.map((pair) => JSON.stringify([pair.ResourceType, pair.ResourceId]))))
    return 'InvalidParameter.Resources.Duplicate'
  return pairs.length > 5 ? 'InvalidParameter.Resources.Length' : undefined
}

const checkTargets = (value: unknown): Code => {
  if (isMissing(value)) return undefined
  if (!Array.isArray(value) || !value.every(isTarget)) return 'InvalidParameter.Targets'
  if (hasTwoAlike(value)) return 'InvalidParameter.Targets.Duplicate'
  return value.length > 5 ? 'InvalidParameter.Targets.Length' : undefined
}

export const checkLists = (request: Fields, facts: Facts): Code =>
  checkResources(request.Resources, facts) ?? checkTargets(request.Targets)

export const isEmptyList = (value: unknown): boolean => isMissing(value) || (Array.isArray(value) && value.length === 0)

export const checkShareId = ({ ResourceShareId }: Fields): Code => {
  if (isMissingId(ResourceShareId)) return 'MissingParameter.ResourceShareId'
  return isShareId(ResourceShareId) ? undefined : 'InvalidParameter.ResourceShareId'
}

export const checkResourceOwner = ({ ResourceOwner }: Fields): Code =>
  isMissing(ResourceOwner) || ResourceOwner === 'Self' || ResourceOwner === 'OtherAccounts' ? undefined : 'InvalidParameter'

export const checkBothEmpty = ({ Resources, Targets }: Fields): Code =>
  isEmptyList(Resources) && isEmptyList(Targets) ? 'ResourceAndTargetBothEmpty' : undefined

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** R, AssociateResourceShare: "not for a service, or no JSON"; a Reading: for a service among the Targets, each at most once. */
export const checkTargetProperties = ({ TargetProperties, Targets }: Fields): Code => {
  if (isMissing(TargetProperties)) return undefined
  if (!Array.isArray(TargetProperties)) return 'InvalidParameter.TargetProperties'
  const targets: readonly unknown[] = Array.isArray(Targets) ? Targets : []
  const entries = TargetProperties.map((entry) => fieldsOf(entry))
  const areAllRight = entries.every(
    ({ TargetId, Property }) =>
      typeof TargetId === 'string' &&
      isService(TargetId) &&
      targets.includes(TargetId) &&
      typeof Property === 'string' &&
      isJson(Property)
  )
  if (!areAllRight || hasTwoAlike(entries.map(({ TargetId }) => String(TargetId)))) return 'InvalidParameter.TargetProperties'
  return undefined
}

/** A Reading: "an object of account -> id, no two alike, else InvalidParameter; kind: last in shape". */
export const checkInvitationIds = (value: unknown): Code => {
  if (isMissing(value)) return undefined
  if (typeof value !== 'object' || Array.isArray(value)) return 'InvalidParameter'
  const ids = Object.values(fieldsOf(value))
  return ids.every(isInvitationId) && !hasTwoAlike(ids) ? undefined : 'InvalidParameter'
}

/** The entities that a request names, resources first. Only after the checks above. */
export const entitiesOf = ({ Resources, Targets }: Fields): Entity[] => {
  const resources: readonly unknown[] = Array.isArray(Resources) ? Resources : []
  const targets: readonly unknown[] = Array.isArray(Targets) ? Targets : []
  return [
    ...resources.map((entry): Entity => {
      const { ResourceId, ResourceType } = fieldsOf(entry)
      return { associationType: 'Resource', entityType: String(ResourceType), entityId: String(ResourceId) }
    }),
    // R, Reply: EntityType is "Account for every target, whatever it is".
    ...targets.map((target): Entity => ({ associationType: 'Target', entityType: 'Account', entityId: String(target) }))
  ]
}

export const propertyOf = ({ TargetProperties }: Fields, target: string): string | undefined => {
  const entries: readonly unknown[] = Array.isArray(TargetProperties) ? TargetProperties : []
  const property = entries.map((entry) => fieldsOf(entry)).find(({ TargetId }) => TargetId === target)?.Property
  return typeof property === 'string' ? property : undefined
}
