/** What the emulator is told of its world: who may call, which directories there are, what fails. */
import type { ResourceDirectory } from '../../resource-sharing/index.ts'
import { readJsonFile } from '../cli/json-file.ts'
import type { BackupPoliciesTypes, ResourceSharingTypes } from '../runtime/systems.ts'
import { ownChecks as policyChecks } from '../scenarios/backup-policies-facts.ts'
import { isRetention } from '../scenarios/base-facts.ts'
import { fieldsOf, isText, listOf, must, recordOf } from '../scenarios/checks.ts'
import { ownChecks as shareChecks } from '../scenarios/resource-sharing-facts.ts'

/** Work that fails whenever it comes. */
export interface FailureRule {
  /** A regular expression, found anywhere in the entity's id. */
  readonly pattern: string
  /** Default: both. */
  readonly operation?: 'Associate' | 'Disassociate'
  readonly reason?: string
}

/** The emulator's world, as its file says it. */
export interface Config {
  /** Of the RPC side, by AccessKeyId. */
  readonly accessKeys: Readonly<Record<string, { readonly secret: string; readonly accountId: string }>>
  /** Of the REST side: the project of each X-Auth-Token. */
  readonly tokens: Readonly<Record<string, string>>
  /** An account has the directory that it manages or is in. */
  readonly directories?: readonly ResourceDirectory[]
  readonly failures?: readonly FailureRule[]
  /** Facts for all accounts, and for all projects. */
  readonly resourceSharing?: Pick<ResourceSharingTypes['hostFacts'], 'resourceTypes' | 'limits' | 'retention'>
  readonly backupPolicies?: Pick<
    BackupPoliciesTypes['hostFacts'],
    'limits' | 'retention' | 'executingPolicyIds' | 'defaultPolicyId'
  >
}

/** Where no file is given: an owner, a member of its directory, somebody outside, and one project. */
export const demoConfig: Config = Object.freeze({
  accessKeys: {
    'demo-owner': { secret: 'demo-owner-secret', accountId: '1000000000000001' },
    'demo-member': { secret: 'demo-member-secret', accountId: '1000000000000002' },
    'demo-guest': { secret: 'demo-guest-secret', accountId: '1000000000000003' }
  },
  directories: [{ id: 'rd-demo', managementAccountId: '1000000000000001', memberIds: ['1000000000000002'] }],
  tokens: { 'demo-token': 'demo-project' }
})

const isPattern = must('a regular expression', (value) => {
  try {
    return typeof value === 'string' && new RegExp(value, 'u') !== undefined
  } catch {
    return false
  }
})

const isOperation = must('"Associate" or "Disassociate"', (value) => value === 'Associate' || value === 'Disassociate')
const isId = must('a text that is not empty', (value) => typeof value === 'string' && value !== '')

/** Fields of a failure that is asked for, too. */
export const failureChecks = { operation: isOperation, reason: isText }

const { directory, resourceTypes, limits } = shareChecks

const checkConfig = fieldsOf(
  {
    accessKeys: recordOf(fieldsOf({ secret: isId, accountId: isId }, ['secret', 'accountId'])),
    tokens: recordOf(isId),
    directories: listOf(directory),
    failures: listOf(fieldsOf({ pattern: isPattern, ...failureChecks }, ['pattern'])),
    resourceSharing: fieldsOf({ resourceTypes, limits, retention: isRetention }),
    backupPolicies: fieldsOf({ ...policyChecks, retention: isRetention })
  },
  ['accessKeys', 'tokens']
)

/**
 * Reads a configuration. `name` is how lines about it begin.
 * @throws BrokenFile, with one line.
 */
export const readConfig = async (file: string, name: string): Promise<Config> => {
  const { value, broken } = await readJsonFile(file, name, 'a configuration')
  const fault = checkConfig(value, [])
  if (fault !== undefined) throw broken(fault)
  return value as Config
}

/** The directory that an account manages or is in. */
export const directoryOf = ({ directories = [] }: Config, accountId: string): ResourceDirectory | undefined =>
  directories.find(
    ({ managementAccountId, memberIds, folders = {} }) =>
      managementAccountId === accountId ||
      memberIds.includes(accountId) ||
      Object.values(folders).some((ids) => ids.includes(accountId))
  )
