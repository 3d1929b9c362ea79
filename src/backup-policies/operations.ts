/** What a caller needs to know of each operation: where it is on the wire, and what the service demands of the caller. */
import type { HttpStatus } from './errors.ts'

/** Where an operation is on the wire, and what the service demands of its caller. Documented in each operation. */
export interface Operation {
  /** The HTTP method. */
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** With `{project_id}` and `{policy_id}` for the ids. */
  readonly path: string
  /** The HTTP status of success. */
  readonly status: 200 | 204
  /** The service documents no action of its own: it asks for a token of the project, and refuses with these statuses. */
  readonly action: null
  /** What the operation does: the same words as in Resource Sharing. */
  readonly accessLevel: 'Write' | 'List'
  readonly resource: '*'
  /** The HTTP statuses of a caller without a token, or with one of another project. */
  readonly deniedWith: readonly HttpStatus[]
}

const operation = (
  method: Operation['method'],
  path: string,
  { status = 200, accessLevel = 'Write' }: Partial<Pick<Operation, 'status' | 'accessLevel'>> = {}
): Operation =>
  Object.freeze({
    method,
    path,
    status,
    action: null,
    accessLevel,
    resource: '*',
    deniedWith: Object.freeze([401, 403] as const)
  })

/** By action name. Those that change something are the commands of the same names. Documented in each operation. */
export const operations = Object.freeze({
  CreateBackupPolicy: operation('POST', '/v2/{project_id}/backuppolicy'),
  AssociateResources: operation('POST', '/v2/{project_id}/backuppolicyresources'),
  DisassociateResources: operation('POST', '/v2/{project_id}/backuppolicyresources/{policy_id}/deleted_resources'),
  DeleteBackupPolicy: operation('DELETE', '/v2/{project_id}/backuppolicy/{policy_id}', { status: 204 }),
  ListBackupPolicies: operation('GET', '/v2/{project_id}/backuppolicy', { accessLevel: 'List' })
})

/** The name of an operation. Documented in each operation. */
export type OperationName = keyof typeof operations
