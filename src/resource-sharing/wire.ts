/**
 * The wire: RPC parameters or JSON to commands, results to documented JSON, and back. Reading never fails: what is malformed goes on as
 * a value of the wrong kind, so that the documented error comes in the documented order.
 */
import type { Result } from '../decider/decider.ts'
import { type Fields, fieldsOf, isAbsent, isFields } from '../decider/values.ts'
import { type ErrorCode, errors } from './errors.ts'
import type { OperationName } from './operations.ts'
import type { ListResourceShareAssociationsRequest, ServiceCommand } from './requests.ts'

/** The version of the API that is spoken. Documented in each operation. */
export const apiVersion = '2020-01-10'

/** A query as a call; it is answered by `listResourceShareAssociations`. Documented in ListResourceShareAssociations. */
export interface ListCall {
  readonly type: 'ListResourceShareAssociations'
  readonly request: ListResourceShareAssociationsRequest
}

/** What can come over the wire. Documented in each operation. */
export type Call = ServiceCommand | ListCall

/**
 * A call to write: the host's own additions, such as the id for a new share, never go on the wire. Documented in each operation.
 */
export type WireCall = { readonly [T in Call['type']]: Pick<Extract<Call, { type: T }>, 'type' | 'request'> }[Call['type']]

type Parameter = 'text' | 'flag' | 'integer' | 'texts' | readonly string[]

const entities = { Resources: ['ResourceId', 'ResourceType'], Targets: 'texts' } as const
const targetProperties = { TargetProperties: ['TargetId', 'Property'] } as const

/** The parameters of each operation. A list of names stands for a list of records with these fields. */
const parameters: { readonly [O in OperationName]: Readonly<Record<string, Parameter>> } = {
  CreateResourceShare: { ResourceShareName: 'text', AllowExternalTargets: 'flag', ...entities, ...targetProperties },
  AssociateResourceShare: { ResourceShareId: 'text', ...entities, ...targetProperties },
  DisassociateResourceShare: { ResourceShareId: 'text', ...entities, ResourceOwner: 'text' },
  DeleteResourceShare: { ResourceShareId: 'text' },
  AcceptResourceShareInvitation: { ResourceShareInvitationId: 'text' },
  RejectResourceShareInvitation: { ResourceShareInvitationId: 'text' },
  ListResourceShareAssociations: {
    AssociationType: 'text',
    AssociationStatus: 'text',
    ResourceId: 'text',
    Target: 'text',
    ResourceShareIds: 'texts',
    MaxResults: 'integer',
    NextToken: 'text',
    ResourceOwner: 'text'
  }
}

/** An action that is no operation of the service is no command either: signals and sweeps are the host's own. */
const operationOf = (action: unknown): OperationName | '' =>
  typeof action === 'string' && Object.hasOwn(parameters, action) ? (action as OperationName) : ''

const parametersOf = (operation: OperationName | ''): [name: string, parameter: Parameter][] =>
  operation === '' ? [] : Object.entries(parameters[operation])

/** The values that each parameter came with. */
type Given = Map<string, unknown[]>

const givenOf = (pairs: Iterable<readonly [string, string]>): Given => {
  const given: Given = new Map()
  for (const [name, value] of pairs) {
    const values = given.get(name)
    if (values === undefined) given.set(name, [value])
    else values.push(value)
  }
  return given
}

const scalar = (values: readonly unknown[] | undefined, parameter: 'text' | 'flag' | 'integer'): unknown => {
  if (values === undefined || values.length > 1) return values
  const [value] = values
  if (parameter === 'flag') return value === 'true' ? true : value === 'false' ? false : value
  return parameter === 'integer' && typeof value === 'string' && /^[0-9]{1,9}$/.test(value) ? Number(value) : value
}

/** Of each list what belongs to it: `Name` itself, and all that begin with `Name.`. */
const listsOf = (given: Given, operation: OperationName | ''): ReadonlyMap<string, Given> => {
  const lists = new Map(parametersOf(operation).map(([name]): [string, Given] => [name, new Map()]))
  for (const [name, values] of given) {
    const [list = ''] = name.split('.', 1)
    lists.get(list)?.set(name, values)
  }
  return lists
}

const indexed = /^([1-9][0-9]{0,8})(?:\.(.+))?$/

/** The entries of `Name.1`, `Name.2`, ... in order; `undefined` where an index is missing, malformed or there twice. */
const entriesOf = (given: Given, name: string, fields: readonly string[] | undefined): unknown[] | undefined => {
  const entries = new Map<number, unknown>()
  for (const [parameter, values] of given) {
    const [, index, field] = indexed.exec(parameter.slice(name.length + 1)) ?? []
    if (index === undefined || values.length > 1 || (field === undefined) !== (fields === undefined)) return undefined
    const [value] = values
    if (fields === undefined || field === undefined) entries.set(Number(index), value)
    else
      entries.set(Number(index), { ...fieldsOf(entries.get(Number(index))), ...(fields.includes(field) && { [field]: value }) })
  }
  const list = Array.from({ length: entries.size }, (_, at) => entries.get(at + 1))
  return list.includes(undefined) ? undefined : list
}

/** A list, `undefined` where there is none, or, where it is malformed, the parameters as they came: no list, so the checks refuse it. */
const list = (given: Given = new Map(), name: string, parameter: 'texts' | readonly string[]): unknown =>
  given.size === 0
    ? undefined
    : (entriesOf(given, name, parameter === 'texts' ? undefined : parameter) ?? Object.fromEntries(given))

/** RPC parameters, as a query or form body or already taken apart, to a call. Documented in each operation. */
export const readRpc = (given: string | Iterable<readonly [string, string]>): Call => {
  const values = givenOf(typeof given === 'string' ? new URLSearchParams(given) : given)
  const type = operationOf(scalar(values.get('Action'), 'text'))
  const lists = listsOf(values, type)
  const request: Record<string, unknown> = {}
  for (const [name, parameter] of parametersOf(type)) {
    const isScalar = parameter === 'text' || parameter === 'flag' || parameter === 'integer'
    const value = isScalar ? scalar(values.get(name), parameter) : list(lists.get(name), name, parameter)
    if (value !== undefined) request[name] = value
  }
  return { type, request } as unknown as Call
}

/**
 * A call as RPC parameters. What is written here is read back as the same request, but for empty lists, which are left out.
 * Documented in each operation.
 */
export const writeRpc = ({ type, request }: WireCall): string => {
  const pairs = new URLSearchParams({ Action: type, Version: apiVersion })
  const fields = fieldsOf(request)
  for (const [name, parameter] of parametersOf(operationOf(type))) {
    const value = fields[name]
    if (isAbsent(value)) continue
    if (!Array.isArray(value)) pairs.append(name, String(value))
    else
      value.forEach((entry, at) => {
        if (typeof parameter === 'string') pairs.append(`${name}.${at + 1}`, String(entry))
        else
          for (const field of parameter)
            if (!isAbsent(fieldsOf(entry)[field])) pairs.append(`${name}.${at + 1}.${field}`, String(entry[field]))
      })
  }
  return pairs.toString()
}

/** The JSON form, parsed or as text: `{ "Action": ..., ...request }`. Documented in each operation. */
export const readJson = (given: unknown): Call => {
  let value = given
  if (typeof given === 'string')
    try {
      value = JSON.parse(given)
    } catch {
      value = undefined
    }
  const { Action, Version: _, ...request } = fieldsOf(value)
  return { type: operationOf(Action), request } as unknown as Call
}

/** A call in the JSON form. Documented in each operation. */
export const writeJson = ({ type, request }: WireCall): Fields => ({ ...fieldsOf(request), Action: type, Version: apiVersion })

/** A reply or an error as it is answered over HTTP. Documented in each operation. */
export interface WireReply {
  /** The HTTP status. */
  readonly status: number
  /** JSON: the documented reply, or the documented envelope of an error. */
  readonly body: Fields
}

/** An error as a client reads it. Documented in each operation. */
export interface WireError {
  /** The HTTP status. */
  readonly status: number
  /** Whatever code the answer has; it need not be one of the catalogue. */
  readonly code: string
  /** Whatever the answer says of it. */
  readonly message: string
  readonly requestId: string
  readonly hostId: string
}

/**
 * A result in the documented form; an error as `{ RequestId, HostId, Code, Message }`, with no partial result. Documented in each
 * operation.
 */
export const writeReply = (
  result: Result<object, ErrorCode>,
  { requestId, hostId }: { readonly requestId: string; readonly hostId: string }
): WireReply => {
  if (result.ok) return { status: 200, body: { ...result.reply } }
  // A worker's own affair: on the wire there is no such code.
  const { status, code, message } = result.error.code === 'SignalRejected' ? errors.InvalidParameter : result.error
  return { status, body: { RequestId: requestId, HostId: hostId, Code: code, Message: message } }
}

/**
 * A documented answer, its body parsed, as a client reads it; `undefined` where it is neither a reply nor an error. Documented in
 * each operation.
 */
export const readReply = ({
  status,
  body
}: {
  readonly status: number
  readonly body: unknown
}): { readonly ok: true; readonly reply: Fields } | { readonly ok: false; readonly error: WireError } | undefined => {
  if (!isFields(body)) return undefined
  if (status >= 200 && status < 300) return { ok: true, reply: body }
  const { Code: code, Message: message, RequestId: requestId, HostId: hostId } = body
  const texts = [code, message, requestId, hostId]
  if (!texts.every((text) => typeof text === 'string')) return undefined
  return { ok: false, error: { status, code, message, requestId, hostId } as WireError }
}
