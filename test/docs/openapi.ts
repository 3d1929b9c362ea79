/** The OpenAPI documents as they are in the repository, and calls held against them. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import type { Handler } from '../../src/hosting/http/index.ts'
import { read } from './support.ts'

type Schema = Readonly<Record<string, unknown>>

interface Example {
  readonly summary?: string
  readonly value?: unknown
  readonly $ref?: string
}

interface Media {
  readonly schema: Schema
  readonly examples?: Readonly<Record<string, Example>>
}

export interface Operation {
  readonly operationId: string
  readonly parameters: readonly {
    readonly $ref?: string
    readonly name?: string
    readonly in?: string
    readonly schema?: Schema
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, Media>> }>
  >
}

export interface OpenApi {
  readonly openapi: string
  readonly info: { readonly version: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>
    readonly examples: Readonly<Record<string, Example>>
  }
}

export const folder = 'docs/reference/openapi'

export const documents = {
  'resource-sharing': JSON.parse(read(`${folder}/resource-sharing.json`)) as OpenApi,
  'backup-policies': JSON.parse(read(`${folder}/backup-policies.json`)) as OpenApi
}

/** The operations of a document, each with the pointer to it. */
export const operationsOf = ({
  paths
}: OpenApi): readonly (readonly [pointer: string, operation: Operation, path: string, method: string])[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(
      ([method, operation]) => [`#/paths/${path.replaceAll('/', '~1')}/${method}`, operation, path, method] as const
    )
  )

export const operationIn = (document: OpenApi, id: string) => {
  const found = operationsOf(document).find(([, { operationId }]) => operationId === id)
  if (found === undefined) throw new Error(`there is no operation ${id}`)
  return found
}

/** The codes with which an operation is refused, by status, as its examples show them. */
export const codesOf = ({ responses }: Operation): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.entries(responses)
      .filter(([status]) => Number(status) >= 400)
      .map(([status, { content }]) => [status, Object.keys(content?.['application/json']?.examples ?? {})])
  )

const formats = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
}

/** With no fields in objects but those that are described: a reply must not hold more than its document says. */
const closed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(closed)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.fromEntries(Object.entries(value).map(([name, field]) => [name, closed(field)]))
  return fields.type === 'object' && 'required' in fields ? { ...fields, additionalProperties: false } : fields
}

export type Validate = (pointer: string, value: unknown) => readonly ErrorObject[]

/** Holds values against the schema at a place of a document. `isForm`: they are texts, as in a query. */
export const validatorOf = (document: OpenApi, { isForm = false, isClosed = false } = {}): Validate => {
  const ajv = new Ajv2020({ strict: false, formats, coerceTypes: isForm, allErrors: true })
  ajv.addSchema((isClosed ? closed(document) : document) as Schema, 'document')
  return (pointer, value) => {
    const validate = ajv.getSchema(`document${pointer}`) ?? ajv.compile({ $ref: `document${encodeURI(pointer)}` })
    return validate(structuredClone(value)) ? [] : (validate.errors ?? [])
  }
}

/** What was answered: by which operation, and with which code. */
export type OnRefused = (operation: string, code: string) => void

const sharing = {
  document: documents['resource-sharing'],
  requests: validatorOf(documents['resource-sharing'], { isForm: true }),
  answers: validatorOf(documents['resource-sharing'], { isClosed: true })
}
const policies = {
  document: documents['backup-policies'],
  requests: validatorOf(documents['backup-policies']),
  answers: validatorOf(documents['backup-policies'], { isClosed: true })
}

interface Arrived {
  readonly system: typeof sharing
  readonly pointer: string
  readonly operation: Operation
  /** The operation, also where it is one of all that are asked for in a query. */
  readonly name: string
  /** The parameters, or the body. */
  readonly given: Readonly<Record<string, unknown>>
}

/** The operation that a request is for; none at an address that is no operation. */
const arrived = ({ url: address, method }: Request, body: string): Arrived | undefined => {
  const { pathname, search } = new URL(address)
  const verb = method.toLowerCase()
  if (pathname === '/') {
    const given = Object.fromEntries(new URLSearchParams(search || body))
    const name = String(given.Action)
    const found = operationsOf(sharing.document).find(([, { operationId }]) => operationId === (verb === 'get' ? 'call' : name))
    return found && { system: sharing, pointer: found[0], operation: found[1], name, given }
  }
  const found = operationsOf(policies.document).find(
    ([, , path, known]) => known === verb && new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]*')}$`).test(pathname)
  )
  return found && { system: policies, pointer: found[0], operation: found[1], name: found[1].operationId, given: parsed(body) }
}

const parsed = (text: string) => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const escaped = (type: string) => type.replace('/', '~1')

/** What is wrong with a request that was accepted. */
const faultsOfRequest = ({ system, pointer, operation, given }: Arrived): unknown[] => {
  const [type] = Object.keys(operation.requestBody?.content ?? {})
  if (type !== undefined) return [...system.requests(`${pointer}/requestBody/content/${escaped(type)}/schema`, given)]
  if (system !== sharing) return []
  return Object.entries(given).flatMap(([name, value]): unknown[] => {
    const at = operation.parameters.findIndex((known) => known.name === name)
    // What is not known is ignored.
    return at === -1 ? [] : [...system.requests(`${pointer}/parameters/${at}/schema`, value)]
  })
}

const faultsOfAnswer = ({ system, pointer, operation }: Arrived, status: number, answer: unknown): unknown[] => {
  const described = operation.responses[status]
  if (described === undefined) return [`${status} is not described`]
  if ((described.content === undefined) !== (answer === undefined)) return [`${status} has, or has not, a body`]
  return answer === undefined
    ? []
    : [...system.answers(`${pointer}/responses/${status}/content/application~1json/schema`, answer)]
}

/** A handler whose calls are held against the documents: what it accepts has to be described, and so has every answer. */
export const checked =
  (handler: Handler, onRefused: OnRefused): Handler =>
  async (request) => {
    const body = await request.clone().text()
    const response = await handler(request)
    const call = arrived(request, body)
    if (call === undefined) return response
    const answer = parsed(await response.clone().text())
    const faults = [...faultsOfAnswer(call, response.status, answer), ...(response.ok ? faultsOfRequest(call) : [])]
    if (faults.length > 0)
      throw new Error(`${call.name} is not as described: ${JSON.stringify({ faults, given: call.given, answer })}`)
    if (!response.ok) onRefused(call.name, answer.Code ?? answer.error.code)
    return response
  }
