/** What the host gives the handler: a runtime for each system that it serves, and who calls. */
import type { ErrorCode as PolicyErrorCode } from '../../backup-policies/index.ts'
import type { Fields } from '../../decider/values.ts'
import type { CommandError } from '../../resource-sharing/index.ts'
import type { Executor, Runtime } from '../runtime/runtime.ts'
import type { SystemTypes } from '../runtime/system.ts'
import type { BackupPoliciesTypes, ResourceSharingTypes } from '../runtime/systems.ts'
import type { BodyFaultKind, ReadBody } from './body.ts'
import type { DoorErrorCode } from './errors.ts'

/** Who calls, as the host has found out. */
export interface Caller<S extends SystemTypes> {
  /** The account, or the project. It comes from here and never from the request. */
  readonly id: string
  /**
   * What the host knows of the world; a function where that depends on the share or project, such as the directory of a share's owner,
   * who need not be the caller. Lists are answered with the facts of the initial state.
   */
  readonly facts?: S['hostFacts'] | ((state: S['state']) => S['hostFacts'] | Promise<S['hostFacts']>)
}

/** Nobody is let in, and why. */
export interface Denied<Reason> {
  /** The reason: a code of the catalogue, or an error. */
  readonly denied: Reason
}

/**
 * Finds out who calls; it is asked first, of every request. `undefined` is nobody: 401. What it throws, or a
 * reason that is none, is answered as the host's failure.
 * `readBody` gives the body to those who need it, such as signatures: it is kept for the handler, and limited as usual.
 */
export type Authenticate<S extends SystemTypes, Reason> = (
  request: Request,
  readBody: ReadBody
) => Caller<S> | Denied<Reason> | undefined | Promise<Caller<S> | Denied<Reason> | undefined>

/** Resource Sharing at `/`, in the RPC style. */
export interface ResourceSharingService {
  /** What `createRuntime` or `restateRuntime` has made. */
  readonly runtime: Executor<ResourceSharingTypes> & Pick<Runtime<ResourceSharingTypes>, 'newRequestId' | 'ids' | 'states'>
  /** An error of the platform by its code, or one of the host's own. */
  readonly authenticate: Authenticate<ResourceSharingTypes, DoorErrorCode | CommandError>
  /** Ids for new shares, `rs-...`. Default: random. */
  readonly newResourceShareId?: () => string
  /** What errors say of the host. Default: the host of the request's URL. */
  readonly hostId?: string
}

/** Backup policies at `/v2/{project_id}/...`. */
export interface BackupPoliciesService {
  /** What `createRuntime` or `restateRuntime` has made. */
  readonly runtime: Executor<BackupPoliciesTypes> & Pick<Runtime<BackupPoliciesTypes>, 'newRequestId'>
  /** An error of the service by its code, such as AutoBackup.0002 (no token) or AutoBackup.0003 (it has expired). */
  readonly authenticate: Authenticate<BackupPoliciesTypes, PolicyErrorCode>
  /** Ids for new policies: UUIDs. Default: random. */
  readonly newPolicyId?: () => string
}

/** What the handler needs beside its services. */
export interface HandlerOptions {
  /** How long a body may be, in bytes. Default: 1 MiB. */
  readonly bodyLimit?: number
  /**
   * Called with what the host or its store has thrown: the client learns nothing of it. Calls that were not answered may have happened.
   * By default nobody is told. What it throws, or rejects with, is of no consequence.
   */
  readonly onError?: (error: unknown, request: Request) => void | Promise<void>
}

/** An answer on its way out. */
export interface Answer {
  readonly status: number
  readonly body?: Fields
  /** The methods that are allowed here: of a 405, and of the answer to OPTIONS. */
  readonly allow?: readonly string[]
}

/** A request on its way in. */
export interface Incoming {
  readonly request: Request
  readonly url: URL
  readonly readBody: ReadBody
}

/** A system as it is served. */
export interface Door {
  answer(incoming: Incoming): Promise<Answer>
  /** The answer to a body that cannot be read. */
  badBody(incoming: Incoming, kind: BodyFaultKind): Answer
  /** The answer to a call that the host could not handle. It never throws. */
  failed(incoming: Incoming): Answer
}

/** Whether somebody calls. Host code may be plain JavaScript: what is no caller is nobody. */
export const isCaller = <S extends SystemTypes>(found: Caller<S> | Denied<unknown> | undefined): found is Caller<S> =>
  typeof found === 'object' &&
  found !== null &&
  'id' in found &&
  typeof found.id === 'string' &&
  found.id !== '' &&
  reasonOf(found) === undefined

/** Why nobody is let in; `undefined` where that was not said. */
export const reasonOf = (found: object | undefined): unknown =>
  typeof found === 'object' && found !== null && 'denied' in found ? found.denied : undefined

/** A reason that is none: the host's failure, and never taken for a yes. */
export const noReason = (): TypeError => new TypeError('authenticate must give a known code as denied')

/** The facts of a call in a state. */
export const factsIn = async <S extends SystemTypes>(
  { facts }: Caller<S>,
  state: S['state']
): Promise<S['hostFacts'] | undefined> => (typeof facts === 'function' ? await facts(state) : facts)
