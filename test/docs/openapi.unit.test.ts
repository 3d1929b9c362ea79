/** The OpenAPI documents are those of the code as it is now, are valid, and say of every documented error where it is met. */
import { readdirSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import { doorErrors } from '../../src/hosting/http/index.ts'
import { runtimeErrors } from '../../src/hosting/runtime/errors.ts'
import { backupPolicies, resourceSharing } from '../../src/index.ts'
import { codesOf, documents, folder, type OpenApi, operationIn, operationsOf, validatorOf } from './openapi.ts'
import { generator, read } from './support.ts'

type Entry = resourceSharing.ErrorEntry

const { openapiFiles } = (await generator('openapi.mjs')) as { openapiFiles: () => readonly (readonly [string, string])[] }
const { version } = JSON.parse(read('package.json')) as { version: string }
const generated = new Map(openapiFiles())

test.each([...generated])('%s is what npm run docs writes', (file, text) => {
  expect(read(file), `${file} is stale: npm run docs`).toBe(text)
})

test('nothing else is in the folder', () => {
  const files = readdirSync(new URL(`../../${folder}`, import.meta.url)).map((name) => `${folder}/${name}`)
  expect(files.sort()).toStrictEqual([...generated.keys()].sort())
})

interface Field {
  readonly name: string
  readonly isOptional: boolean
}
const { fieldsOf } = (await generator('reference/source.mjs')) as { fieldsOf: (file: string, name: string) => readonly Field[] }

test.each([
  ['resource-sharing', 'ResourceShareAssociation', 'replies.ts'],
  ['resource-sharing', 'ResourceShareInvitation', 'replies.ts'],
  ['resource-sharing', 'ResourceShareReply', 'replies.ts'],
  ['resource-sharing', 'AssociationsReply', 'replies.ts'],
  ['resource-sharing', 'AssociationsPage', 'queries.ts'],
  ['resource-sharing', 'InvitationReply', 'replies.ts'],
  ['resource-sharing', 'RequestIdReply', 'replies.ts'],
  ['backup-policies', 'BackupPolicyShown', 'replies.ts'],
  ['backup-policies', 'CreateBackupPolicyReply', 'replies.ts'],
  ['backup-policies', 'BackupPoliciesReply', 'queries.ts'],
  ['backup-policies', 'ScheduledPolicy', 'schedule.ts']
] as const)('of %s, %s has the fields that its type has', (system, name, file) => {
  const { schemas } = documents[system].components
  const { properties, required = [] } = schemas[name === 'BackupPolicyShown' ? 'BackupPolicy' : name] as {
    readonly properties: object
    readonly required?: readonly string[]
  }
  const fields = fieldsOf(`${system}/${file}`, name).filter((field) => !field.name.includes('.'))
  expect(Object.keys(properties).sort()).toStrictEqual(fields.map((field) => field.name).sort())
  expect([...required].sort()).toStrictEqual(
    fields
      .filter(({ isOptional }) => !isOptional)
      .map((field) => field.name)
      .sort()
  )
})

const catalogues: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
  'resource-sharing': { ...resourceSharing.errors, ...doorErrors, ...runtimeErrors },
  'backup-policies': backupPolicies.errors
}

/** Which errors are not a response of an operation, and why. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  // The first is never on the wire; the others are answered at an address that is no operation: responses of the document alone.
  'resource-sharing': ['SignalRejected', 'InvalidApi.NotFound', 'UnsupportedHTTPMethod'],
  'backup-policies': []
}

/** Whatever is an example of something that has a schema: where the schema is, and the value. */
const examplesIn = (document: OpenApi): [pointer: string, name: string, value: unknown][] =>
  operationsOf(document).flatMap(([pointer, { requestBody, responses }]) => {
    const places = [
      ...Object.entries(requestBody?.content ?? {}).map(
        ([type, media]) => [`requestBody/content/${type.replace('/', '~1')}`, media] as const
      ),
      ...Object.entries(responses).flatMap(([status, { content = {} }]) =>
        Object.entries(content).map(([type, media]) => [`responses/${status}/content/${type.replace('/', '~1')}`, media] as const)
      )
    ]
    return places.flatMap(([place, { examples = {} }]) =>
      Object.entries(examples).map(([name, { $ref, value }]): [string, string, unknown] => [
        `${pointer}/${place}/schema`,
        name,
        $ref === undefined ? value : document.components.examples[$ref.slice('#/components/examples/'.length)]?.value
      ])
    )
  })

describe.each(Object.entries(documents))('%s', (system, document) => {
  test('is valid OpenAPI 3.1, of this version of the package, with no reference that leads nowhere', async () => {
    const validator = new Validator()
    expect(await validator.validate({ ...structuredClone(document) })).toStrictEqual({ valid: true })
    expect([validator.version, document.openapi, document.info.version]).toStrictEqual(['3.1', '3.1.1', version])
    expect(JSON.stringify(validator.resolveRefs())).not.toContain('"#/components/')
  })

  test('has every operation of the wire, each once', () => {
    const { operations } = system === 'resource-sharing' ? resourceSharing : backupPolicies
    const ids = operationsOf(document).map(([, { operationId }]) => operationId)
    const queried = system === 'resource-sharing' ? ['call'] : []
    expect(ids.sort()).toStrictEqual([...queried, ...Object.keys(operations)].sort())
  })

  test('has every error of the catalogues as a response of some operation', () => {
    const answered = new Set(operationsOf(document).flatMap(([, operation]) => Object.values(codesOf(operation)).flat()))
    const missing = Object.values(catalogues[system] ?? {}).filter(({ code }) => !answered.has(code))
    expect(missing.map(({ code }) => code)).toStrictEqual(elsewhere[system])
  })

  test('has each error under its status, with its message, and lists the codes that it shows', () => {
    for (const [pointer, operation] of operationsOf(document))
      for (const [status, codes] of Object.entries(codesOf(operation))) {
        const schema = JSON.stringify(operation.responses[status]?.content?.['application/json']?.schema)
        expect(schema, pointer).toContain(`"enum":${JSON.stringify(codes)}`)
        for (const code of codes) {
          const entry = catalogues[system]?.[code]
          const { value, summary } = document.components.examples[code] ?? {}
          const { Code, Message, error } = value as { Code?: string; Message?: string; error?: { code: string; message: string } }
          expect([status, Code ?? error?.code, Message ?? error?.message, summary]).toStrictEqual([
            String(entry?.status),
            entry?.code,
            entry?.message,
            entry?.description
          ])
        }
      }
  })

  test('has an example of every request body and every reply, and each example is as its schema says', () => {
    const examples = examplesIn(document)
    const validate = validatorOf(document, { isClosed: true })
    const wrong = examples.flatMap(([pointer, name, value]) => validate(pointer, value).map((error) => [pointer, name, error]))
    expect(wrong).toStrictEqual([])
    for (const [pointer, { requestBody, responses }] of operationsOf(document)) {
      const media = [
        ...Object.values(requestBody?.content ?? {}),
        ...Object.values(responses).flatMap(({ content = {} }) => Object.values(content))
      ]
      for (const { examples: some = {} } of media) expect(Object.keys(some).length, pointer).toBeGreaterThan(0)
    }
  })
})

describe('the documented example', () => {
  const [, operation] = operationIn(documents['resource-sharing'], 'DisassociateResourceShare')

  test('is the request, as the wire has it', () => {
    expect(operation.requestBody?.content['application/x-www-form-urlencoded']?.examples?.documented?.value).toStrictEqual({
      Action: 'DisassociateResourceShare',
      Version: '2020-01-10',
      ResourceShareId: 'rs-6GRmdD3X****',
      'Targets.1': '172050525300****'
    })
  })

  test('is the reply, to the millisecond', () => {
    expect(operation.responses[200]?.content?.['application/json']?.examples?.documented?.value).toStrictEqual({
      RequestId: '95230BC9-A8E8-4493-96BD-4F0C758E37F8',
      ResourceShareAssociations: [
        {
          UpdateTime: '2020-12-04T09:40:45.556Z',
          EntityId: '172050525300****',
          ResourceShareName: 'test',
          CreateTime: '2020-12-04T09:40:41.250Z',
          EntityType: 'Account',
          ResourceShareId: 'rs-6GRmdD3X****',
          AssociationType: 'Target',
          AssociationStatus: 'Disassociating'
        }
      ]
    })
  })
})

test('the documented errors of DisassociateResourceShare are all of its 19, and what its door adds', () => {
  const documented = Object.keys(resourceSharing.errors).slice(0, 19)
  const [, operation] = operationIn(documents['resource-sharing'], 'DisassociateResourceShare')
  const codes = Object.values(codesOf(operation)).flat()
  expect(codes.filter((code) => code in resourceSharing.errors).sort()).toStrictEqual([...documented].sort())
})

test('every operation of backup policies has the documented table of statuses', () => {
  const statuses = Object.keys(backupPolicies.httpStatuses)
  for (const [, { operationId, responses }] of operationsOf(documents['backup-policies'])) {
    const refused = Object.keys(responses).filter((status) => Number(status) >= 400)
    expect([operationId, refused]).toStrictEqual([operationId, statuses])
    for (const [status, { description }] of Object.entries(responses).filter(([found]) => Number(found) >= 400))
      expect(description).toContain(backupPolicies.httpStatuses[Number(status) as backupPolicies.HttpStatus].description)
  }
})

describe('a form of Resource Sharing', () => {
  const document = documents['resource-sharing']
  const validate = validatorOf(document, { isForm: true })
  const errorsIn = (operation: string, form: object) =>
    validate(`#/components/schemas/${operation}Form`, { Action: operation, Version: '2020-01-10', ...form }).length

  test('needs both fields of a resource, the place before the next, and no sixth', () => {
    const first = { 'Resources.1.ResourceId': 'vsw-1', 'Resources.1.ResourceType': 'VSwitch' }
    const second = { 'Resources.2.ResourceId': 'vsw-2', 'Resources.2.ResourceType': 'VSwitch' }
    const share = { ResourceShareId: 'rs-1' }
    expect(errorsIn('DisassociateResourceShare', { ...share, ...first, ...second })).toBe(0)
    expect(errorsIn('DisassociateResourceShare', { ...share, 'Resources.1.ResourceId': 'vsw-1' })).toBeGreaterThan(0)
    expect(errorsIn('DisassociateResourceShare', { ...share, ...second })).toBeGreaterThan(0)
    expect(errorsIn('DisassociateResourceShare', { ...share, 'Targets.2': '172050525300****' })).toBeGreaterThan(0)
    const { properties } = document.components.schemas.DisassociateResourceShareForm ?? {}
    expect(Object.keys(Object(properties)).filter((name) => name.startsWith('Targets'))).toStrictEqual(
      [1, 2, 3, 4, 5].map((place) => `Targets.${place}`)
    )
  })

  test('has numbers and flags as what they are', () => {
    expect(errorsIn('ListResourceShareAssociations', { AssociationType: 'Target', MaxResults: '100' })).toBe(0)
    expect(errorsIn('ListResourceShareAssociations', { AssociationType: 'Target', MaxResults: '101' })).toBeGreaterThan(0)
    expect(errorsIn('CreateResourceShare', { ResourceShareName: 'test', AllowExternalTargets: 'false' })).toBe(0)
    expect(errorsIn('CreateResourceShare', { ResourceShareName: 'test', AllowExternalTargets: 'no' })).toBeGreaterThan(0)
  })
})
