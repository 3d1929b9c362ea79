/**
 * The document of Resource Sharing. All of its operations are at one path, told apart by `Action`; OpenAPI wants a path for each, so that
 * of a posted call ends in a fragment, which no client sends.
 */
import { STATUS_CODES } from 'node:http'
import { doorErrors } from '../../dist/hosting/http/errors.js'
import { runtimeErrors } from '../../dist/hosting/runtime/errors.js'
import { resourceSharingSchemas } from '../../dist/hosting/schemas/index.js'
import { resourceSharing } from '../../dist/index.js'
import { hostId, requestId, sharingExamples } from './openapi-examples.mjs'
import { sharingDoor, sharingRefusals } from './openapi-refusals.mjs'
import { sharingReplies, sharingSchemas } from './openapi-replies.mjs'
import { errorExample, groupedBy, json, mapValues, ref, requestSchemaOf, text } from './openapi-words.mjs'

const { operations, wire } = resourceSharing

/** Every error that is answered, whoever answers it. */
const catalogue = { ...resourceSharing.errors, ...doorErrors, ...runtimeErrors }

const names = Object.keys(operations)

const isCommand = (name) => operations[name].accessLevel === 'Write'

const codesOf = (name, isPosted) => [
  ...sharingRefusals[name],
  ...sharingDoor.any,
  ...(isPosted ? sharingDoor.posted : []),
  ...(isCommand(name) ? sharingDoor.commands : [])
]

const refusalsOf = (codes) =>
  Object.fromEntries(
    groupedBy(codes, (code) => catalogue[code].status).map(([status, some]) => [
      status,
      {
        description: STATUS_CODES[status],
        content: json(
          { allOf: [ref('schemas', 'Error'), { type: 'object', properties: { Code: { enum: some } } }] },
          Object.fromEntries(some.map((code) => [code, ref('examples', code)]))
        )
      }
    ])
  )

/** A parameter as it is on the wire: a list has one for each place, and of records one for each field. */
const flattened = ([name, schema]) => {
  if (schema.type !== 'array') return [[name, schema]]
  const fields = Object.entries(schema.items.properties ?? {})
  return Array.from({ length: schema.maxItems }, (_, at) => `${name}.${at + 1}`).flatMap((place) =>
    fields.length === 0 ? [[place, schema.items]] : fields.map(([field, of]) => [`${place}.${field}`, of])
  )
}

/** What follows from a parameter being there: the other fields of its record, and the place before. */
const dependenciesOf = ([name, { type, items, maxItems }]) => {
  if (type !== 'array') return []
  const fields = Object.keys(items.properties ?? {}).map((field) => `.${field}`)
  const ends = fields.length === 0 ? [''] : fields
  return Array.from({ length: maxItems }, (_, at) => at + 1).flatMap((place) =>
    ends.flatMap((end) => {
      const others = ends.filter((other) => other !== end).map((other) => `${name}.${place}${other}`)
      const before = place === 1 ? [] : [`${name}.${place - 1}${end}`]
      return others.length + before.length === 0 ? [] : [[`${name}.${place}${end}`, [...others, ...before]]]
    })
  )
}

const schemas = Object.fromEntries(names.map((name) => [name, requestSchemaOf(resourceSharingSchemas, name)]))

const version = text('The version of the API.', { enum: [wire.apiVersion] })

const formOf = (name) => {
  const properties = Object.entries(schemas[name].properties)
  const dependent = properties.flatMap(dependenciesOf)
  return {
    type: 'object',
    description: `The parameters of ${name}. In \`association-lifecycle/schemas\` is the same as JSON, with every rule.`,
    properties: {
      Action: text('The operation.', { enum: [name] }),
      Version: version,
      ...Object.fromEntries(properties.flatMap(flattened))
    },
    required: ['Action', 'Version', ...schemas[name].required],
    ...(dependent.length > 0 && { dependentRequired: Object.fromEntries(dependent) })
  }
}

const valuesIn = (query) => Object.fromEntries(new URLSearchParams(query))

/** A call as the form that a client sends, by the names of its parameters. */
const formExample = (type, request) =>
  mapValues(valuesIn(wire.writeRpc({ type, request })), (value, name) => {
    const { type: kind } = schemas[type].properties[name] ?? {}
    return kind === 'boolean' ? value === 'true' : kind === 'integer' ? Number(value) : value
  })

const common = {
  ClientToken: text('A key that makes the call idempotent, as the header `Idempotency-Key` does.', { maxLength: 255 }),
  SignatureMethod: text('How the call is signed.', { enum: ['HMAC-SHA1'] }),
  SignatureVersion: text('The version of the signature.', { enum: ['1.0'] }),
  SignatureNonce: text('Another text for every call.'),
  Timestamp: text('When the call was signed: it is good for 15 minutes.', { format: 'date-time' })
}

const inQuery = (name, schema, isRequired = false) => {
  const { description, ...rest } = schema
  return { name, in: 'query', ...(isRequired && { required: true }), ...(description && { description }), schema: rest }
}

const signatureParameters = ['SignatureMethod', 'SignatureVersion', 'SignatureNonce', 'Timestamp'].map((name) =>
  ref('parameters', name)
)
const keyParameters = [ref('parameters', 'ClientToken'), ref('parameters', 'IdempotencyKey')]

const summaries = {
  CreateResourceShare: 'Makes a share, with its first resources and targets where some are named.',
  AssociateResourceShare: 'Brings resources and targets into a share.',
  DisassociateResourceShare: 'Takes resources and targets out of a share, or leaves it.',
  DeleteResourceShare: 'Deletes a share, once nothing in it is underway.',
  AcceptResourceShareInvitation: 'Accepts the invitation to a share.',
  RejectResourceShareInvitation: 'Rejects the invitation to a share.',
  ListResourceShareAssociations: 'Lists what is in shares, and what has been in them.'
}

const postedOf = (name, { request, reply }) => ({
  post: {
    operationId: name,
    summary: summaries[name],
    description: `Needs the action \`${operations[name].action}\` (${operations[name].accessLevel}).`,
    parameters: [...(isCommand(name) ? keyParameters : []), ...signatureParameters],
    requestBody: {
      required: true,
      content: {
        'application/x-www-form-urlencoded': {
          schema: ref('schemas', `${name}Form`),
          examples: { documented: { value: formExample(name, request) } }
        }
      }
    },
    responses: {
      200: {
        description: STATUS_CODES[200],
        content: json(ref('schemas', sharingReplies[name]), { documented: { value: reply } })
      },
      ...refusalsOf(codesOf(name, true))
    }
  }
})

/** One operation for all: in a query there is no telling them apart by the path. */
const getOf = (examples) => {
  const parameters = new Map(names.flatMap((name) => Object.entries(schemas[name].properties).flatMap(flattened)))
  const codes = [...new Set(names.flatMap((name) => codesOf(name, false)))]
  return {
    operationId: 'call',
    summary: 'Any of the operations, with its parameters in the query.',
    description: 'The posted operations say which parameters belong to which `Action`, and what each of them answers.',
    parameters: [
      inQuery('Action', text('The operation.', { enum: names }), true),
      inQuery('Version', version, true),
      ...[...parameters].map(([name, schema]) => inQuery(name, schema)),
      ...keyParameters,
      ...signatureParameters
    ],
    responses: {
      200: {
        description: STATUS_CODES[200],
        content: json(
          { anyOf: [...new Set(Object.values(sharingReplies))].map((name) => ref('schemas', name)) },
          mapValues(examples, ({ reply }) => ({ value: reply }))
        )
      },
      ...refusalsOf(codes)
    }
  }
}

/** The document, as plain data. */
export const sharingDocument = (packageVersion) => {
  const examples = sharingExamples()
  const answer = (code) => wire.writeReply({ ok: false, error: catalogue[code] }, { requestId, hostId }).body
  const answered = [...new Set([...names.flatMap((name) => codesOf(name, true)), ...sharingDoor.elsewhere])]
  return {
    openapi: '3.1.1',
    info: {
      title: 'Resource Sharing',
      version: packageVersion,
      description: `API version ${wire.apiVersion}, as association-lifecycle answers it over HTTP. Every operation is at \`/\`: the fragments of the paths are names, and are not sent.`,
      license: { name: 'MIT', identifier: 'MIT' }
    },
    servers: [{ url: '/' }],
    security: [{ AccessKeyId: [], Signature: [] }],
    paths: {
      '/': { get: getOf(examples) },
      ...Object.fromEntries(names.map((name) => [`/#${name}`, postedOf(name, examples[name])]))
    },
    components: {
      schemas: { ...Object.fromEntries(names.map((name) => [`${name}Form`, formOf(name)])), ...sharingSchemas },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          description: 'The same call under the same key is done once, and answered as it was.',
          schema: { type: 'string', maxLength: 255 }
        },
        ...mapValues(common, (schema, name) => inQuery(name, schema))
      },
      responses: Object.fromEntries(
        sharingDoor.elsewhere.map((code) => {
          const { status, description } = catalogue[code]
          const [[, response]] = Object.entries(refusalsOf([code]))
          return [
            code,
            { ...response, description: `${status} ${STATUS_CODES[status]}: no operation answers it. ${description}` }
          ]
        })
      ),
      examples: Object.fromEntries(answered.map((code) => [code, errorExample(catalogue[code], answer(code))])),
      securitySchemes: {
        AccessKeyId: { type: 'apiKey', in: 'query', name: 'AccessKeyId', description: 'Who calls.' },
        Signature: {
          type: 'apiKey',
          in: 'query',
          name: 'Signature',
          description:
            'HMAC-SHA1, in Base64, over the method and all parameters in order, with the secret of the key and `&` behind it. A host may find out in another way who calls.'
        }
      }
    }
  }
}
