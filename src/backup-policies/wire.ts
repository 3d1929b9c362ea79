/**
 * The wire: HTTP method, path and body to calls, results to documented JSON, and back. What the path and the body hold is judged by the
 * checks of the command, in the documented order; only what is no operation, or no JSON, is refused here.
 */
import type { Refused } from '../decider/catalogue.ts'
import { allEntries, type Fields, fieldsOf, isFields, isList } from '../decider/values.ts'
import { type ErrorCode, refuse } from './errors.ts'
import { type OperationName, operations } from './operations.ts'
import type { ListBackupPoliciesRequest, ServiceCommand } from './requests.ts'
import { holdsAngleBracket } from './shape.ts'

/** A query as a call; it is answered by `listBackupPolicies`. Documented in ListBackupPolicies. */
export interface ListCall {
  readonly type: 'ListBackupPolicies'
  readonly request: ListBackupPoliciesRequest
}

/** What can come over the wire. The id for a new policy is the host's to add. Documented in each operation. */
export type WireCall =
  | {
      readonly [T in ServiceCommand['type']]: Pick<Extract<ServiceCommand, { type: T }>, 'type' | 'request'>
    }[ServiceCommand['type']]
  | ListCall

/** An HTTP request, without what is the host's: its headers. Documented in each operation. */
export interface WireRequest {
  /** The HTTP method. */
  readonly method: string
  /** With or without a query, which is ignored. */
  readonly path: string
  /** A JSON text, or what one holds. */
  readonly body?: unknown
}

/** What an HTTP request is read as: a call, with the project whose path it is, or the error to answer with. The library's own. */
export type Read = { readonly ok: true; readonly projectId: string; readonly call: WireCall } | Refused<ErrorCode>

interface Route {
  readonly type: OperationName
  readonly method: string
  readonly pattern: RegExp
}

/** The name under which a request has the id of its policy, where that is in the path. */
const pathId = 'policy_id'

const routes: readonly Route[] = (Object.keys(operations) as OperationName[]).map((type) => {
  const { method, path } = operations[type]
  return { type, method, pattern: new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]*)')}$`) }
})

/** A segment of a path as it is meant. One with a broken escape is taken as it is. */
const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** A half of a surrogate pair has no place in a URL: it becomes U+FFFD. */
const encoded = (segment: string): string => encodeURIComponent(segment.toWellFormed())

const broken = Symbol('no JSON')

const bodyOf = (body: unknown): unknown => {
  if (typeof body !== 'string' || body === '') return body
  try {
    return JSON.parse(body)
  } catch {
    return broken
  }
}

/**
 * The body with the id that is in the path. An empty body stays one: that is another error than a body without resources. An id in the
 * body is an unknown field and gives way, unless it holds what no field may hold: then it stays, to be refused in its turn.
 */
const withPathId = (body: unknown, id: string | undefined): unknown =>
  id === undefined || !isFields(body) || Object.keys(body).length === 0 || holdsAngleBracket(body[pathId])
    ? body
    : { ...body, [pathId]: id }

/**
 * An HTTP request as a call, with the project whose path it is: it is for the host to see that the caller's token is one of that
 * project. No such path: `NotFound`; not this method: `MethodNotAllowed`; a body that is no JSON: AutoBackup.0008. Documented in
 * each operation.
 */
export const readRequest = ({ method, path, body }: WireRequest): Read => {
  const [place = ''] = typeof path === 'string' ? path.split('?', 1) : []
  const there = routes.filter(({ pattern }) => pattern.test(place))
  const route = there.find((candidate) => candidate.method === method)
  if (route === undefined) return refuse(there.length === 0 ? 'NotFound' : 'MethodNotAllowed')
  const { type, pattern } = route
  const ids = pattern.exec(place)?.groups ?? {}
  const policyId = ids[pathId] === undefined ? undefined : decoded(ids[pathId])
  const projectId = decoded(ids.project_id ?? '')
  if (operations[type].method !== 'POST')
    return { ok: true, projectId, call: callOf(type, policyId === undefined ? {} : { [pathId]: policyId }) }
  const given = bodyOf(body)
  return given === broken ? refuse('AutoBackup.0008') : { ok: true, projectId, call: callOf(type, withPathId(given, policyId)) }
}

const callOf = (type: OperationName, request: unknown): WireCall => ({ type, request }) as WireCall

/**
 * A call as an HTTP request of a project. What is written here is read back as the same call, but for one that has nothing beside
 * the id in the path: its body is empty, and that is another error. Documented in each operation.
 */
export const writeRequest = (projectId: string, { type, request }: WireCall): WireRequest => {
  if (!Object.hasOwn(operations, type)) throw new TypeError(`${String(type)} is no operation: only those go on the wire`)
  const { method, path } = operations[type]
  const { [pathId]: policyId, ...rest } = fieldsOf(request)
  const isInPath = path.includes(`{${pathId}}`)
  const filled = path.replace('{project_id}', encoded(projectId)).replace(`{${pathId}}`, encoded(String(policyId ?? '')))
  return method === 'POST' ? { method, path: filled, body: JSON.stringify(isInPath ? rest : request) } : { method, path: filled }
}

/** A reply or an error as it is answered over HTTP; a 204 has no body. Documented in each operation. */
export interface WireReply {
  /** The HTTP status. */
  readonly status: number
  /** JSON: the documented reply, or the documented envelope of an error. */
  readonly body?: Fields
}

/** Any error of the catalogue as it is answered: those that only a host can meet, too. Documented in each operation. */
export const writeError = (code: ErrorCode): WireReply => {
  const { status, message } = refuse(code).error
  return { status, body: { error: { code, message } } }
}

/**
 * A result in the documented form. The reasons of failures are this library's own and stay behind. Documented in each operation.
 */
export const writeReply = (
  type: OperationName,
  result: { readonly ok: true; readonly reply: object } | Refused<ErrorCode>
): WireReply => {
  if (!result.ok) return writeError(result.error.code)
  const { status } = operations[type]
  return status === 204 ? { status } : { status, body: { ...result.reply } }
}

/** An error as a client reads it. What lies between may have statuses and codes of its own. Documented in each operation. */
export interface WireError {
  /** The HTTP status. */
  readonly status: number
  /** Whatever code the answer has; it need not be one of the catalogue. */
  readonly code: string
  /** Whatever the answer says of it. */
  readonly message: string
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
  readonly body?: unknown
}): { readonly ok: true; readonly reply: Fields } | { readonly ok: false; readonly error: WireError } | undefined => {
  if (status === 204) return { ok: true, reply: {} }
  if (!isFields(body)) return undefined
  if (status >= 200 && status < 300) return { ok: true, reply: body }
  const { code, message } = fieldsOf(body.error)
  return typeof code === 'string' && typeof message === 'string' ? { ok: false, error: { status, code, message } } : undefined
}

/**
 * An entry of a reply as a client reads it: another service's answer may hold any code, and anything beside. Documented in
 * AssociateResources and DisassociateResources.
 */
export interface OutcomeEntry {
  readonly resource_id: string
  /** Why it failed; a service need not say. */
  readonly code?: unknown
  /** Why it failed, in words; a service need not say. */
  readonly message?: unknown
}

/** What became of each resource of a request. The library's own. */
export interface Outcomes {
  /** The entries of `success_resources`. */
  readonly succeeded: readonly OutcomeEntry[]
  /** The entries of `fail_resources`. */
  readonly failed: readonly OutcomeEntry[]
}

const isEntry = (entry: unknown): entry is OutcomeEntry => isFields(entry) && typeof entry.resource_id === 'string'

/**
 * What became of each resource, by the list that its entry is in and by nothing else: a failed entry need not have a code. A
 * reader that looks for codes takes such a failure for a success. `undefined` where the reply does not have both lists. The
 * library's own.
 */
export const readOutcomes = (reply: unknown): Outcomes | undefined => {
  const { success_resources: succeeded, fail_resources: failed } = fieldsOf(reply)
  if (!isList(succeeded) || !isList(failed)) return undefined
  return allEntries(succeeded, isEntry) && allEntries(failed, isEntry) ? { succeeded, failed } : undefined
}
