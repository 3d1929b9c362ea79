/** Every schema, requests of all kinds for it, and what the library says of them. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { backupPoliciesSchemas, type RequestSchema, resourceSharingSchemasFor } from '../../../src/hosting/schemas/index.ts'
import { backupPolicies, resourceSharing } from '../../../src/index.ts'
import {
  hostileJson,
  backupPolicies as policyKit,
  resourceSharing as shareKit,
  withChangedFields
} from '../../../src/testing/index.ts'

const shares = shareKit.arbitraries
const policies = policyKit.arbitraries

/** Who calls in Resource Sharing: somebody who can leave a share, too. */
export const accountId: string = shares.outsiders[0]
export const sharingFacts = { now: 0, requestId: 'request', accountId }
export const policyFacts = { now: 0, requestId: 'request', projectId: 'project-1' }

type Said =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string; readonly status: number } }

/** An operation: its schema, what it is asked, what it answers where there is nothing yet, and the codes of its checks of shape. */
export interface Operation {
  readonly type: string
  readonly schema: RequestSchema<unknown>
  readonly right: fc.Arbitrary<unknown>
  readonly broken: fc.Arbitrary<unknown>
  readonly messy: fc.Arbitrary<unknown>
  readonly answer: (request: unknown) => Said
  readonly shapeCodes: ReadonlySet<string>
}

const requestIn = <T extends { readonly command: object }>(broken: fc.Arbitrary<T>) =>
  broken.map(({ command }) => ('request' in command ? command.request : undefined))

/** As it arrives over a wire. A request that is absent stays absent. */
const arrived = (requests: fc.Arbitrary<unknown>) =>
  requests.map((request): unknown => (request === undefined ? undefined : JSON.parse(JSON.stringify(request))))

/** Codes of the rules that the kit breaks, but for those that are not about the request alone. */
const codesOf = (rules: readonly (readonly [code: string, ...unknown[]])[], others: readonly string[] = []) =>
  new Set(rules.map(([code]) => code).filter((code) => !others.includes(code)))

const sharingSchemas = resourceSharingSchemasFor({ accountId })

const leaving = shares.leaveResourceShare(accountId)

const sharingCommands = (Object.keys(shares.rules) as (keyof typeof shares.rules)[]).map(
  (type): Operation => ({
    type,
    schema: sharingSchemas[type] as RequestSchema<unknown>,
    right: fc
      .oneof<fc.Arbitrary<resourceSharing.ServiceCommand>[]>(
        shares.commandOf(type),
        ...(type === 'DisassociateResourceShare' ? [leaving] : [])
      )
      .map(({ request }) => request),
    broken: requestIn(shares.brokenCommand(type)),
    messy: arrived(shares.messyCommand.map((command) => ('request' in command ? command.request : undefined))),
    answer: (request) =>
      resourceSharing.apply(
        resourceSharing.initialState,
        { type, request, resourceShareId: 'rs-1' } as resourceSharing.ServiceCommand,
        sharingFacts
      ).result,
    // Of the ids for invitations, which are the host's.
    shapeCodes: codesOf(shares.rules[type], type === 'AssociateResourceShare' ? ['InvalidParameter'] : [])
  })
)

const policyCommands = (Object.keys(policies.rules) as (keyof typeof policies.rules)[]).map(
  (type): Operation => ({
    type,
    schema: backupPoliciesSchemas[type] as RequestSchema<unknown>,
    right: policies.commandOf(type).map(({ request }) => request),
    broken: requestIn(policies.brokenCommand(type)),
    messy: arrived(policies.messyCommand.map((command) => ('request' in command ? command.request : undefined))),
    answer: (request) =>
      backupPolicies.apply(
        backupPolicies.initialState,
        { type, request, policyId: policies.policyIds[0] } as backupPolicies.ServiceCommand,
        policyFacts
      ).result,
    shapeCodes: codesOf(policies.rules[type], ['AutoBackup.0205', ...(type === 'CreateBackupPolicy' ? ['AutoBackup.0006'] : [])])
  })
)

const queries: readonly Operation[] = [
  {
    type: 'ListResourceShareAssociations',
    schema: sharingSchemas.ListResourceShareAssociations as RequestSchema<unknown>,
    right: shares.listRequest,
    broken: shares.brokenListRequest.map(({ request }) => request),
    messy: shares.listRequest.map((request) => ({ ...request, Target: '', ResourceId: null, NextToken: '' })),
    answer: (request) => resourceSharing.listResourceShareAssociations([], request as never, sharingFacts),
    shapeCodes: codesOf(shares.listRules)
  },
  {
    type: 'ListBackupPolicies',
    schema: backupPoliciesSchemas.ListBackupPolicies as RequestSchema<unknown>,
    right: policies.listRequest,
    broken: policies.brokenListRequest.map(({ request }) => request),
    messy: hostileJson,
    answer: (request) => backupPolicies.listBackupPolicies(backupPolicies.initialState, request as never, policyFacts),
    shapeCodes: codesOf(policies.listRules)
  },
  {
    type: 'ListResources',
    schema: backupPoliciesSchemas.ListResources as RequestSchema<unknown>,
    right: policies.listResourcesRequest,
    broken: policies.brokenListResourcesRequest.map(({ request }) => request),
    messy: fc.record({ policy_id: hostileJson }),
    answer: (request) => backupPolicies.listResources(backupPolicies.initialState, request as never, policyFacts),
    shapeCodes: codesOf(policies.listRules)
  }
]

export const operations: readonly Operation[] = [...sharingCommands, ...policyCommands, ...queries]

/** What may be somewhere in a request, and mean something there. */
const words = {
  names: [
    'ResourceId',
    'ResourceType',
    'Targets',
    'Resources',
    'ResourceOwner',
    'TargetProperties',
    'resource_id',
    'resources',
    'policy_id',
    '<'
  ],
  values: [
    null,
    [],
    {},
    true,
    7,
    'rs-1',
    'i-1',
    '172050525300****',
    accountId,
    'rd-abc123',
    'ecs.aliyuncs.com',
    'VSwitch',
    'OtherAccounts',
    'Self',
    '😀'.repeat(65),
    '享'.repeat(50),
    'x'.repeat(257),
    'volume',
    'ON',
    'Y',
    '23:59',
    '>',
    ['MON', 'MON'],
    ['TUE']
  ]
}

const damaged = (right: fc.Arbitrary<unknown>) =>
  withChangedFields(
    right.map((request) => JSON.stringify(request)),
    words
  ).map((text): unknown => JSON.parse(text))

/** Requests as JSON can say them: right, broken by one rule or several, damaged, and hostile. */
export const requestsOf = ({ right, broken, messy }: Operation): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 2, arbitrary: arrived(right) },
    { weight: 6, arbitrary: arrived(broken) },
    { weight: 2, arbitrary: messy },
    { weight: 6, arbitrary: damaged(right) },
    { weight: 1, arbitrary: hostileJson }
  )

/** Strict, but for two opinions on style. */
export const ajv = (): Ajv2020 => new Ajv2020({ strict: true })

/** What the JSON Schema of an operation says. */
export const jsonValidatorOf = ({ schema }: Operation): ((request: unknown) => boolean) =>
  ajv().compile(schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' }))
