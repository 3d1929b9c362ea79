/** What a schema says: the documented error with its place, JSON Schema for each target, and every difference between the two. */
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import {
  backupPoliciesSchemas,
  differences,
  type RequestSchema,
  resourceSharingSchemas,
  resourceSharingSchemasFor
} from '../../../src/hosting/schemas/index.ts'
import { backupPolicies, resourceSharing } from '../../../src/index.ts'

const all = { ...resourceSharingSchemas, ...backupPoliciesSchemas } as Readonly<Record<string, RequestSchema<unknown>>>
const schemaOf = (operation: string) => (all[operation] as RequestSchema<unknown>)['~standard']

const catalogue: Readonly<Record<string, resourceSharing.ErrorEntry>> = { ...resourceSharing.errors, ...backupPolicies.errors }

const share = 'rs-6GRmdD3X****'
const account = '172050525300****'
const vswitch = { ResourceId: 'vsw-bp183p93qs667muql****', ResourceType: 'VSwitch' }
const policy = 'af8a20b0-117d-4fc3-ae53-aa3968a4f870'
const volume = { resource_id: 'bce8d47a-af17-4169-901f-4c7ae9f29c2c', resource_type: 'volume' }
const scheduled_policy = {
  frequency: 1,
  start_time: '12:00',
  status: 'ON',
  rentention_num: 10,
  remain_first_backup_of_curMonth: 'N'
}

test('there is a schema of every operation that is on the wire', () => {
  expect(Object.keys(resourceSharingSchemas)).toStrictEqual(Object.keys(resourceSharing.operations))
  expect(Object.keys(backupPoliciesSchemas)).toStrictEqual([...Object.keys(backupPolicies.operations), 'ListResources'])
})

test('a schema says what it is, and cannot be changed', () => {
  for (const [name, schema] of Object.entries(all)) {
    expect([name, schema['~standard'].version, schema['~standard'].vendor]).toStrictEqual([name, 1, 'association-lifecycle'])
    expect(Object.isFrozen(schema) && Object.isFrozen(schema['~standard'])).toBe(true)
    expect(Object.isFrozen(schema['~standard'].jsonSchema)).toBe(true)
  }
})

test('well-known consumers take it: the documented request, and one that it refuses', () => {
  const request = { ResourceShareId: share, Targets: [account] }
  expect({ request }).toStrictEqual({ request: expect.schemaMatching(resourceSharingSchemas.DisassociateResourceShare) })
  expect({ ResourceShareId: share }).not.toStrictEqual(expect.schemaMatching(resourceSharingSchemas.DisassociateResourceShare))
})

describe('an issue is the documented error with its place', () => {
  const twice = [vswitch, vswitch]
  const rows: readonly (readonly [operation: string, request: unknown, code: string, path?: readonly (string | number)[]])[] = [
    ['DisassociateResourceShare', {}, 'MissingParameter.ResourceShareId', ['ResourceShareId']],
    ['DisassociateResourceShare', { ResourceShareId: 'x' }, 'InvalidParameter.ResourceShareId', ['ResourceShareId']],
    ['DisassociateResourceShare', { ResourceShareId: share }, 'ResourceAndTargetBothEmpty'],
    ['DisassociateResourceShare', { ResourceShareId: share, ResourceOwner: 'me' }, 'InvalidParameter', ['ResourceOwner']],
    [
      'DisassociateResourceShare',
      { ResourceShareId: share, Targets: [account, 'x'] },
      'InvalidParameter.Targets',
      ['Targets', 1]
    ],
    ['DisassociateResourceShare', { ResourceShareId: share, Targets: 'x' }, 'InvalidParameter.Targets', ['Targets']],
    [
      'DisassociateResourceShare',
      { ResourceShareId: share, Resources: [vswitch, { ...vswitch, ResourceType: 'Teapot' }] },
      'InvalidParameter.ResourceType',
      ['Resources', 1, 'ResourceType']
    ],
    [
      'AssociateResourceShare',
      { ResourceShareId: share, Resources: twice },
      'InvalidParameter.Resources.Duplicate',
      ['Resources']
    ],
    [
      'AssociateResourceShare',
      {
        ResourceShareId: share,
        Targets: ['ecs.aliyuncs.com'],
        TargetProperties: [{ TargetId: 'ecs.aliyuncs.com', Property: '{' }]
      },
      'InvalidParameter.TargetProperties',
      ['TargetProperties', 0]
    ],
    [
      'DisassociateResourceShare',
      { ResourceShareId: share, ResourceOwner: 'OtherAccounts', Resources: [vswitch] },
      'InvalidParameter.Resources',
      ['Resources']
    ],
    ['CreateResourceShare', { ResourceShareName: 'a b' }, 'InvalidParameter', ['ResourceShareName']],
    [
      'CreateResourceShare',
      { ResourceShareName: 'a', AllowExternalTargets: 'yes' },
      'InvalidParameter',
      ['AllowExternalTargets']
    ],
    ['ListResourceShareAssociations', { AssociationType: 'Resource', Target: account }, 'ConflictedAssociationType', ['Target']],
    [
      'ListResourceShareAssociations',
      { AssociationType: 'Target', ResourceId: 'r' },
      'ConflictedAssociationType',
      ['ResourceId']
    ],
    [
      'ListResourceShareAssociations',
      { AssociationType: 'Target', NextToken: 'x'.repeat(257) },
      'InvalidParameter.NextToken.Length',
      ['NextToken']
    ],
    [
      'ListResourceShareAssociations',
      { AssociationType: 'Target', ResourceShareIds: [share, 'x'] },
      'InvalidParameter.ResourceShareIds',
      ['ResourceShareIds', 1]
    ],
    ['AcceptResourceShareInvitation', {}, 'MissingParameter.ResourceShareInvitationId', ['ResourceShareInvitationId']],
    ['DisassociateResources', {}, 'AutoBackup.0000'],
    ['DisassociateResources', { policy_id: policy }, 'AutoBackup.0001', ['resources']],
    ['DisassociateResources', { policy_id: policy, resources: [] }, 'AutoBackup.0207', ['resources']],
    ['DisassociateResources', { policy_id: policy, resources: [volume, {}] }, 'AutoBackup.0209', ['resources', 1]],
    ['DisassociateResources', { policy_id: policy, resources: [volume], note: '<' }, 'AutoBackup.0221', ['note']],
    [
      'DisassociateResources',
      { policy_id: policy, resources: [volume, { resource_id: 'x' }] },
      'AutoBackup.1400',
      ['resources', 1, 'resource_id']
    ],
    ['DisassociateResources', { resources: [volume] }, 'AutoBackup.0006', ['policy_id']],
    ['AssociateResources', { resources: [volume] }, 'AutoBackup.0006', ['backup_policy_id']],
    [
      'AssociateResources',
      { backup_policy_id: policy, resources: [{ ...volume, resource_type: 'disk' }] },
      'AutoBackup.0211',
      ['resources', 0, 'resource_type']
    ],
    ['CreateBackupPolicy', { backup_policy_name: 'default', scheduled_policy }, 'AutoBackup.0102', ['backup_policy_name']],
    ['CreateBackupPolicy', { backup_policy_name: 'daily', scheduled_policy: {} }, 'AutoBackup.0001', ['scheduled_policy']],
    ['ListBackupPolicies', { '>': 1 }, 'AutoBackup.0221', ['>']]
  ]

  const named = rows.map(([operation, request, code, path]) => ({ operation, request, code, path }))

  test.each(named)('$operation: $code at $path', ({ operation, request, code, path }) => {
    const { message, status } = catalogue[code] ?? {}
    expect(schemaOf(operation).validate(request)).toStrictEqual({ issues: [{ message, code, status, ...(path && { path }) }] })
  })
})

test('what the service does not look at is not looked at', () => {
  const unread = {
    get Targets(): never {
      throw new Error('nobody asks for this')
    }
  }
  const { DeleteResourceShare, DisassociateResourceShare } = resourceSharingSchemas
  const deletion = Object.defineProperties({ ResourceShareId: share }, Object.getOwnPropertyDescriptors(unread))
  expect(DeleteResourceShare['~standard'].validate(deletion).issues).toBeUndefined()
  expect(DisassociateResourceShare['~standard'].validate(unread).issues?.[0].code).toBe('MissingParameter.ResourceShareId')
})

describe('what a host knows', () => {
  const ofTeapots = resourceSharingSchemasFor({ resourceTypes: { Teapot: { leavable: true, external: true, service: false } } })
  const teapot = { ResourceShareId: share, Resources: [{ ...vswitch, ResourceType: 'Teapot' }] }

  test('its resource types take the place of the documented ones', () => {
    const { validate, jsonSchema } = ofTeapots.AssociateResourceShare['~standard']
    expect(validate(teapot)).toStrictEqual({ value: teapot })
    expect(validate({ ...teapot, Resources: [vswitch] }).issues?.[0].code).toBe('InvalidParameter.ResourceType')
    const isRight = new Ajv2020({ strict: true }).compile(jsonSchema.input({ target: 'draft-2020-12' }))
    expect([isRight(teapot), isRight({ ...teapot, Resources: [vswitch] })]).toStrictEqual([true, false])
  })

  test.each([
    ['that are none', {}, 'VSwitch'],
    ['with a name that no type can have', { '': { leavable: true, external: true, service: false } }, ''],
    ['with a name that is too long', { ['x'.repeat(65)]: { leavable: true, external: true, service: false } }, 'x'.repeat(65)],
    ['with a name that every object has', { constructor: { leavable: true, external: true, service: false } }, 'constructor']
  ])('of types %s JSON Schema says the same as the checks', (_, resourceTypes, ResourceType) => {
    const { validate, jsonSchema } = resourceSharingSchemasFor({ resourceTypes }).AssociateResourceShare['~standard']
    const isRight = new Ajv2020({ strict: true }).compile(jsonSchema.input({ target: 'draft-2020-12' }))
    const ofType = { ResourceShareId: share, Resources: [{ ...vswitch, ResourceType }] }
    const ofNone = { ResourceShareId: share, Resources: [], Targets: [account] }
    for (const request of [ofType, ofNone]) expect(isRight(request)).toBe(validate(request).issues === undefined)
  })

  test('who calls can leave for itself alone; where that is not known, any one account can', () => {
    const leave = (...Targets: string[]) => ({ ResourceShareId: share, ResourceOwner: 'OtherAccounts', Targets })
    const codeOf = (request: object, accountId?: string) =>
      resourceSharingSchemasFor(accountId === undefined ? {} : { accountId }).DisassociateResourceShare['~standard'].validate(
        request
      ).issues?.[0].code
    expect(codeOf(leave(account), account)).toBeUndefined()
    expect(codeOf(leave(account), '1000000000000001')).toBe('InvalidParameter.Targets')
    expect(codeOf(leave(account))).toBeUndefined()
    expect(codeOf(leave('rd-1'))).toBe('InvalidParameter.Targets')
    expect(codeOf(leave(account, '1000000000000001'))).toBe('InvalidParameter.Targets')
  })
})

describe('JSON Schema', () => {
  const targets = [
    ['draft-2020-12', 'https://json-schema.org/draft/2020-12/schema'],
    ['draft-07', 'http://json-schema.org/draft-07/schema#'],
    ['openapi-3.0', undefined]
  ] as const

  test.each(targets)('for %s says what it is, is the same in and out, and is a copy', (target, $schema) => {
    for (const name of Object.keys(all)) {
      const { input, output } = schemaOf(name).jsonSchema
      const { $schema: said, ...schema } = input({ target })
      expect(said).toBe($schema)
      expect(output({ target })).toStrictEqual(input({ target }))
      Object.assign(schema.properties as object, { other: {} })
      expect(input({ target }).properties).not.toHaveProperty('other')
      // Keywords mean the same in all targets: the oldest of them takes the schema too.
      expect(new Ajv({ strict: true }).compile({ ...schema })).toBeTypeOf('function')
    }
  })

  test.each(['draft-04', 'constructor', '', undefined])('for the target %j there is none', (target) => {
    expect(() => schemaOf('DeleteResourceShare').jsonSchema.input({ target: target as string })).toThrow(
      /no JSON Schema for the target .*draft-2020-12, draft-07, openapi-3\.0/
    )
  })
})

describe('where JSON Schema and the checks differ', () => {
  test('the guide shows each', () => {
    const page = readFileSync(new URL('../../../docs/guide/schemas.md', import.meta.url), 'utf8')
    const rows = differences.map(({ operation, says, takenBy }) => `| \`${operation}\` | ${says} | ${takenBy} |`)
    expect(page.match(/^\| `\w+` \|.*\| (checks|JSON Schema) \|$/gm)).toStrictEqual(rows)
  })

  test.each(differences)('$name: $operation', ({ operation, request, takenBy }) => {
    const { validate, jsonSchema } = schemaOf(operation)
    const isRight = new Ajv2020({ strict: true }).compile(jsonSchema.input({ target: 'draft-2020-12' }))
    expect({ checks: validate(request).issues === undefined, json: isRight(request) }).toStrictEqual({
      checks: takenBy === 'checks',
      json: takenBy === 'JSON Schema'
    })
  })
})
