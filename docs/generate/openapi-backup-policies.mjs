/** The document of backup policies. */
import { backupPoliciesSchemas } from '../../dist/hosting/schemas/index.js'
import { backupPolicies } from '../../dist/index.js'
import { policyExamples } from './openapi-examples.mjs'
import { policyDoor, policyRefusals } from './openapi-refusals.mjs'
import { policyReplies, policySchemas } from './openapi-replies.mjs'
import { errorExample, groupedBy, json, ref, requestSchemaOf } from './openapi-words.mjs'

const { errors, httpStatuses, operations, wire } = backupPolicies

const names = Object.keys(operations)
const isPosted = (name) => operations[name].method === 'POST'
const inPath = (name) => [...operations[name].path.matchAll(/\{(\w+)\}/g)].map(([, id]) => id)

/** The documented table of statuses is of every operation; the service's own codes are beside them. */
const codesOf = (name) => [
  ...Object.values(httpStatuses).map(({ code }) => code),
  ...policyRefusals[name],
  ...policyDoor.any,
  ...(isPosted(name) ? policyDoor.posted : []),
  ...(policyDoor.of[name] ?? [])
]

const refusalsOf = (codes) =>
  Object.fromEntries(
    groupedBy(codes, (code) => errors[code].status).map(([status, some]) => [
      status,
      {
        description: `${httpStatuses[status].reason}. ${httpStatuses[status].description}`,
        content: json(
          {
            allOf: [
              ref('schemas', 'Error'),
              { type: 'object', properties: { error: { type: 'object', properties: { code: { enum: some }, message: {} } } } }
            ]
          },
          Object.fromEntries(some.map((code) => [code, ref('examples', code)]))
        )
      }
    ])
  )

const schemas = Object.fromEntries(names.map((name) => [name, requestSchemaOf(backupPoliciesSchemas, name)]))

/** The body: the request without what is in the path. */
const bodyOf = (name) => {
  const { properties, required = [], ...rest } = schemas[name]
  const isInBody = (field) => !inPath(name).includes(field)
  return {
    ...rest,
    properties: Object.fromEntries(Object.entries(properties).filter(([field]) => isInBody(field))),
    required: required.filter(isInBody)
  }
}

const bodyExample = (name, request) => JSON.parse(wire.writeRequest('', { type: name, request }).body)

const pathParameter = (name) => (id) =>
  id === 'policy_id' ? { name: id, in: 'path', required: true, schema: schemas[name].properties[id] } : ref('parameters', id)

const summaries = {
  CreateBackupPolicy: 'Makes a policy.',
  AssociateResources: 'Brings volumes into a policy, each for itself. A volume that another policy has moves.',
  DisassociateResources: 'Takes volumes out of a policy, each for itself. It succeeds also when every one of them failed.',
  DeleteBackupPolicy: 'Deletes a policy. Backups stay.',
  ListBackupPolicies: 'Lists the policies of the project.'
}

const successOf = (name, reply) => {
  const { status } = operations[name]
  if (status === 204) return { 204: { description: 'No Content' } }
  return { [status]: { description: 'OK', content: json(ref('schemas', policyReplies[name]), { documented: { value: reply } }) } }
}

const operationOf = (name, { request, reply }) => ({
  operationId: name,
  summary: summaries[name],
  parameters: [
    ...inPath(name).map(pathParameter(name)),
    ...(operations[name].accessLevel === 'Write' ? [ref('parameters', 'IdempotencyKey')] : [])
  ],
  ...(isPosted(name) && {
    requestBody: {
      required: true,
      content: json(ref('schemas', `${name}Body`), { documented: { value: bodyExample(name, request) } })
    }
  }),
  responses: { ...successOf(name, reply), ...refusalsOf(codesOf(name)) }
})

const pathsOf = (examples) => {
  const paths = {}
  for (const name of names) {
    const { path, method } = operations[name]
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(name, examples[name]) }
  }
  return paths
}

/** The document, as plain data. */
export const policiesDocument = (packageVersion) => {
  const answered = [...new Set(names.flatMap(codesOf))]
  return {
    openapi: '3.1.1',
    info: {
      title: 'Backup policies',
      version: packageVersion,
      description: 'The backup policies of the volume backup service, API v2, as association-lifecycle answers them over HTTP.',
      license: { name: 'MIT', identifier: 'MIT' }
    },
    servers: [{ url: '/' }],
    security: [{ Token: [] }],
    paths: pathsOf(policyExamples()),
    components: {
      schemas: {
        ...Object.fromEntries(names.filter(isPosted).map((name) => [`${name}Body`, bodyOf(name)])),
        ...policySchemas
      },
      parameters: {
        project_id: {
          name: 'project_id',
          in: 'path',
          required: true,
          description: 'The project that the token is for.',
          schema: { type: 'string', minLength: 1 }
        },
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          description: 'The same call under the same key is done once, and answered as it was.',
          schema: { type: 'string', maxLength: 255 }
        }
      },
      examples: Object.fromEntries(answered.map((code) => [code, errorExample(errors[code], wire.writeError(code).body)])),
      securitySchemes: {
        Token: {
          type: 'apiKey',
          in: 'header',
          name: 'X-Auth-Token',
          description: 'The token of the project. A host may find out in another way who calls.'
        }
      }
    }
  }
}
