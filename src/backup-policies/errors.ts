/**
 * Every error of the backup policies (volume backup service, API v2), once: the service's own codes, and the HTTP statuses that its
 * operations document. Those that a pure domain cannot meet, such as a missing token, are for the host: it answers them with
 * `wire.writeError`. The service documents what its codes mean, not their messages; where it documents nothing of a status, the
 * description ends in "(own words)".
 */
import { catalogue, refusals } from '../decider/catalogue.ts'

/**
 * The HTTP statuses with which a whole request fails: the reason phrase, and the documented description.
 * @internal
 */
const statusRows = {
  BadRequest: [400, 'Bad Request', 'The server failed to process the request.'],
  Unauthorized: [401, 'Unauthorized', 'User name and password are needed.'],
  Forbidden: [403, 'Forbidden', 'Access is forbidden.'],
  NotFound: [404, 'Not Found', 'The page (the policy) was not found.'],
  MethodNotAllowed: [405, 'Method Not Allowed', 'The method is not allowed.'],
  NotAcceptable: [406, 'Not Acceptable', 'The client cannot accept the response.'],
  ProxyAuthenticationRequired: [407, 'Proxy Authentication Required', 'A proxy asks for authentication (own words).'],
  RequestTimeout: [408, 'Request Timeout', 'The request took too long (own words).'],
  Conflict: [409, 'Conflict', 'The request conflicts.'],
  InternalServerError: [500, 'Internal Server Error', 'The server is at fault (own words).'],
  NotImplemented: [501, 'Not Implemented', 'The server does not know the operation (own words).'],
  BadGateway: [502, 'Bad Gateway', 'The request is invalid.'],
  ServiceUnavailable: [503, 'Service Unavailable', 'The service cannot be had for now (own words).'],
  GatewayTimeout: [504, 'Gateway Timeout', 'A gateway waited too long (own words).']
} as const

/** A documented HTTP status of a failed request. Documented in each operation. */
export type HttpStatus = (typeof statusRows)[keyof typeof statusRows][0]

/**
 * The name of a status in the catalogue.
 * @internal
 */
type StatusCode = keyof typeof statusRows

/**
 * A documented HTTP status with its name in the catalogue, its reason phrase and its documented description. Documented in each
 * operation.
 */
export interface HttpStatusEntry<S extends HttpStatus = HttpStatus> {
  /** The number that goes over HTTP. */
  readonly status: S
  /** Its name in the catalogue. */
  readonly code: { [C in StatusCode]: (typeof statusRows)[C][0] extends S ? C : never }[StatusCode]
  /** The reason phrase. */
  readonly reason: string
  /** What the service says of it. */
  readonly description: string
}

/** The documented HTTP statuses of a failed request, by number. Documented in each operation. */
export const httpStatuses = Object.freeze(
  Object.fromEntries(
    Object.entries(statusRows).map(([code, [status, reason, description]]) => [
      status,
      Object.freeze({ status, code, reason, description })
    ])
  )
) as { readonly [S in HttpStatus]: HttpStatusEntry<S> }

/**
 * The service's own codes.
 * @internal
 */
const codes = catalogue({
  'AutoBackup.0000': [400, 'The request is empty.', 'The whole request is null, an empty text, an empty object or no object.'],
  'AutoBackup.0001': [
    400,
    'An object in the request is empty.',
    'There is no list `resources`, or scheduled_policy lacks what it needs or holds a malformed value.'
  ],
  'AutoBackup.0002': [401, 'The token is missing.', 'The host’s to find: the request carries no token.'],
  'AutoBackup.0003': [401, 'The token has expired.', 'The host’s to find: the token of the request is not valid any more.'],
  'AutoBackup.0006': [
    400,
    'The policy id is empty.',
    'The id of the policy is missing or empty; the id for a new one is missing, no UUID, or taken.'
  ],
  'AutoBackup.0008': [400, 'The request is not JSON.', 'The body of the request cannot be read as JSON.'],
  'AutoBackup.0009': [500, 'An internal exception.', 'The host’s to answer when it fails itself.'],
  'AutoBackup.0100': [
    403,
    'The default policy cannot be modified by a tenant.',
    'The policy to delete is the one that the service has made itself.'
  ],
  'AutoBackup.0102': [
    400,
    'The policy name is invalid.',
    'backup_policy_name is no text of 1 to 64 letters, digits, _ or -, or it starts with default.'
  ],
  'AutoBackup.0203': [
    400,
    'There are too many policies.',
    'The project has as many policies as its limit allows (10 by default).'
  ],
  'AutoBackup.0204': [
    400,
    'There are too many resources in the policy.',
    'Of one resource, in fail_resources: the policy has as many as its limit allows (64 by default).'
  ],
  'AutoBackup.0205': [404, 'The policy does not exist.', 'No such policy, or another project’s: which of them is not revealed.'],
  'AutoBackup.0206': [
    400,
    'The disk has a status that forbids association.',
    'The host’s to find: the state of a disk is not part of a policy.'
  ],
  'AutoBackup.0207': [400, 'The list of resources is empty.', '`resources` has no entry.'],
  'AutoBackup.0209': [
    400,
    'The resource id is empty.',
    'An entry of `resources` is no object, or its resource_id is missing or empty.'
  ],
  'AutoBackup.0211': [400, 'The resource type is invalid.', 'On associating: a resource_type is not `volume`.'],
  'AutoBackup.0213': [403, 'You are not authorised.', 'The host’s to find: the caller may not do this.'],
  'AutoBackup.0221': [
    400,
    'The request contains < or >.',
    'A name or a value anywhere in the request holds one of them, the policy id included.'
  ],
  'AutoBackup.0222': [
    400,
    'The action is not supported.',
    'The command is unknown. Signals are, too: nothing here is asynchronous.'
  ],
  'AutoBackup.0225': [409, 'The policy is being executed.', 'The policy to delete is making backups.'],
  'AutoBackup.1400': [400, 'The resource is invalid.', 'A resource_id is no UUID.']
})

/**
 * All errors by code; the HTTP statuses are in it by their names, with the reason phrase as the message. Documented in "Error
 * Codes" and each operation.
 */
export const errors = Object.freeze({ ...codes, ...catalogue(statusRows) })

/** A code of the catalogue. Documented in "Error Codes" and each operation. */
export type ErrorCode = keyof typeof errors

/**
 * Codes that are for the host: it knows of tokens, of bytes and of disks. .0204 is of one resource, never of a whole request.
 * @internal
 */
type HostCode = `AutoBackup.${'0002' | '0003' | '0008' | '0009' | '0204' | '0206' | '0213'}`

/** The codes with which a command or a query can be refused. Documented in "Error Codes". */
export type RefusalCode = Exclude<keyof typeof codes, HostCode>

export const refuse = refusals<ErrorCode>(errors)
