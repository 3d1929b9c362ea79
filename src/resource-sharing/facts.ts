/** What a decision needs to know of the world, as plain data: a decision with the same arguments always gives the same answer. */
import { type BaseFacts, checkBaseFacts, checkNumbers } from '../aggregate/facts.ts'
import { requestLimits } from './grammar.ts'

/** What the service lets be done with a resource type. Documented in DisassociateResourceShare. */
export interface ResourceType {
  /** A target may leave a share that holds such a resource. */
  readonly leavable: boolean
  /** It can be shared with accounts outside the owner's resource directory. */
  readonly external: boolean
  /** It can be shared with a service. */
  readonly service: boolean
}

/** The resource directory of a share's owner. Its management account counts as in it. The library's own. */
export interface ResourceDirectory {
  /** `rd-...` */
  readonly id: string
  /** The account that the directory belongs to. */
  readonly managementAccountId: string
  /** The accounts in it, in folders or not. */
  readonly memberIds: readonly string[]
  /** The accounts in each folder, by the folder's id (`fd-...`). */
  readonly folders?: Readonly<Record<string, readonly string[]>>
  /** Accounts for which an association task of the directory is running. */
  readonly accountsWithRunningTasks?: readonly string[]
}

/** What a decision on a share needs to know of the world, from whoever calls it. The library's own. */
export interface Facts extends BaseFacts {
  /** Who calls. */
  readonly accountId: string
  /** Absent: the share's owner is in no resource directory. */
  readonly directory?: ResourceDirectory
  /** Replaces the documented types; spread `resourceTypes` to add to them. */
  readonly resourceTypes?: Readonly<Record<string, ResourceType>>
  /** The quotas of the share's owner. */
  readonly limits?: {
    /** Documented default: 10. */
    readonly sharesPerAccount?: number
    /** Live resources in all shares of the account. Documented default: 10. */
    readonly sharedResourcesPerAccount?: number
  }
  /** The account's totals, this share as it stands included. Where absent, this share alone is counted. */
  readonly usage?: {
    /** How many shares the account has. */
    readonly shares?: number
    /** Live resources in all of them. */
    readonly sharedResources?: number
  }
}

/** The documented quotas: shares of an account, and resources that it shares. Documented in CreateResourceShare. */
export const defaultLimits = Object.freeze({ sharesPerAccount: 10, sharedResourcesPerAccount: 10 })

const shareable: ResourceType = Object.freeze({ leavable: true, external: true, service: false })
const forServicesToo: ResourceType = Object.freeze({ ...shareable, service: true })

/**
 * The documented resource types. IpamPool and KMSInstance cannot be left; KMSInstance stays inside the directory. Documented in
 * DisassociateResourceShare.
 */
export const resourceTypes: Readonly<Record<string, ResourceType>> = Object.freeze({
  VSwitch: shareable,
  PrefixList: shareable,
  PublicIpAddressPool: shareable,
  IpamResourceDiscovery: shareable,
  ROSTemplate: shareable,
  ServiceCatalogPortfolio: shareable,
  Image: shareable,
  Snapshot: shareable,
  ElasticityAssurance: shareable,
  CapacityReservation: forServicesToo,
  DeploymentSet: forServicesToo,
  IpamPool: Object.freeze({ ...shareable, leavable: false }),
  KMSInstance: Object.freeze({ leavable: false, external: false, service: false })
})

const isDirectory = (directory: ResourceDirectory | null): boolean =>
  Array.isArray(directory?.memberIds) && Object.values(directory.folders ?? {}).every((members) => Array.isArray(members))

/**
 * Facts that are no facts are a programmer's error, not an answer to a client.
 * @throws RangeError when `now` is no point in time, `retention` no window, or a limit or total no number.
 * @throws TypeError when `accountId` or `requestId` is no text, or `directory` no directory.
 */
export const checkFacts = (facts: Facts): void => {
  checkBaseFacts(facts, ['accountId', 'requestId'])
  checkNumbers('limits', facts.limits)
  checkNumbers('usage', facts.usage)
  if (facts.directory !== undefined && !isDirectory(facts.directory))
    throw new TypeError(
      'facts.directory must be { id, managementAccountId, memberIds: [...], folders?: { id: [...] } }, or absent'
    )
}

/** The type's properties, or `undefined` for a type that the catalogue does not have. */
export const resourceTypeOf = (facts: Facts, name: string): ResourceType | undefined => {
  const types = facts.resourceTypes ?? resourceTypes
  return name.length <= requestLimits.longestResourceType && Object.hasOwn(types, name) ? types[name] : undefined
}

/** The folders of a directory that hold an account. */
export const foldersOf = (directory: ResourceDirectory, accountId: string): string[] =>
  Object.entries(directory.folders ?? {})
    .filter(([, members]) => members.includes(accountId))
    .map(([folder]) => folder)

/** Whether the account is in the directory: its management account, a member, or in one of its folders. */
export const isInDirectory = (directory: ResourceDirectory | undefined, accountId: string): boolean =>
  directory !== undefined &&
  (directory.managementAccountId === accountId ||
    directory.memberIds.includes(accountId) ||
    foldersOf(directory, accountId).length > 0)
