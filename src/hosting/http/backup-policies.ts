/** Backup policies over HTTP: the documented REST paths. */
import * as backupPolicies from '../../backup-policies/index.ts'
import type { RuntimeErrorCode } from '../runtime/errors.ts'
import type { BackupPoliciesTypes } from '../runtime/systems.ts'
import { type BodyFaultKind, contentTypeOf, textOf } from './body.ts'
import {
  type Answer,
  type BackupPoliciesService,
  type Caller,
  type Door,
  factsIn,
  type Incoming,
  isCaller,
  noReason,
  reasonOf
} from './service.ts'

const { wire, errors, initialState } = backupPolicies

type Command = backupPolicies.ServiceCommand
type ErrorCode = backupPolicies.ErrorCode

/** The service documents statuses, and no codes for these. */
const runtimeCodes: { readonly [C in RuntimeErrorCode]: ErrorCode } = {
  InvalidIdempotencyKey: 'BadRequest',
  IdempotencyKeyReused: 'Conflict',
  TooManyConflicts: 'ServiceUnavailable'
}

const badBodies: { readonly [K in BodyFaultKind]: ErrorCode } = {
  tooLarge: 'BadRequest',
  interrupted: 'BadRequest',
  notText: 'AutoBackup.0008'
}

const isRuntimeCode = (code: ErrorCode | RuntimeErrorCode): code is RuntimeErrorCode => Object.hasOwn(runtimeCodes, code)

const isErrorCode = (reason: unknown): reason is ErrorCode => typeof reason === 'string' && Object.hasOwn(errors, reason)

/** Methods by which there is something at a path. */
const methodsAt = (path: string): string[] => {
  const there = ['GET', 'POST', 'DELETE'].filter((method) => wire.readRequest({ method, path }).ok)
  return [...there, ...(there.includes('GET') ? ['HEAD'] : []), 'OPTIONS']
}

/** A body without a type is taken for what it should be. */
const isJson = (contentType: string | undefined): boolean =>
  contentType === undefined || contentType === 'application/json' || contentType.endsWith('+json')

export const backupPoliciesDoor = ({
  runtime,
  authenticate,
  newPolicyId = () => crypto.randomUUID()
}: BackupPoliciesService): Door => {
  const execute = async (caller: Caller<BackupPoliciesTypes>, call: Command, key: string | undefined) => {
    const command: Command = call.type === 'CreateBackupPolicy' ? { ...call, policyId: newPolicyId() } : call
    const { result } = await runtime.execute({
      aggregateId: caller.id,
      caller: caller.id,
      command,
      facts: async (state) => (await factsIn(caller, state)) ?? {},
      // Without the id that is made here.
      clientRequest: [call.type, call.request],
      ...(key === undefined ? {} : { idempotencyKey: key })
    })
    if (result.ok) return wire.writeReply(call.type, result)
    const { code } = result.error
    return wire.writeError(isRuntimeCode(code) ? runtimeCodes[code] : code)
  }

  const list = async (caller: Caller<BackupPoliciesTypes>, { type, request }: backupPolicies.wire.ListCall) => {
    const own = await factsIn(caller, initialState)
    const state = await runtime.read(caller.id)
    const facts = runtime.factsOf({ caller: caller.id, ...(own && { facts: own }) })
    return wire.writeReply(type, backupPolicies.listBackupPolicies(state, request, facts))
  }

  const serve = async ({ request, url, readBody }: Incoming, caller: Caller<BackupPoliciesTypes>): Promise<Answer> => {
    const path = url.pathname
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const place = wire.readRequest({ method, path })
    if (!place.ok) {
      const { code } = place.error
      if (code === 'NotFound') return wire.writeError(code)
      const allow = methodsAt(path)
      return method === 'OPTIONS' ? { status: 204, allow } : { ...wire.writeError(code), allow }
    }
    if (place.projectId !== caller.id) return wire.writeError('AutoBackup.0213')
    if (method === 'POST' && !isJson(contentTypeOf(request))) return wire.writeError('AutoBackup.0008')
    const read = method === 'POST' ? wire.readRequest({ method, path, body: textOf(await readBody()) }) : place
    if (!read.ok) return wire.writeError(read.error.code)
    // What the wire calls a command lacks the ids that the host gives; `execute` adds them.
    const call = read.call as Command | backupPolicies.wire.ListCall
    return call.type === 'ListBackupPolicies'
      ? list(caller, call)
      : execute(caller, call, request.headers.get('idempotency-key') || undefined)
  }

  return {
    answer: async (incoming) => {
      const found = await authenticate(incoming.request, incoming.readBody)
      if (isCaller(found)) return serve(incoming, found)
      const reason = reasonOf(found)
      if (reason === undefined) return wire.writeError('Unauthorized')
      if (!isErrorCode(reason)) throw noReason()
      return wire.writeError(reason)
    },
    badBody: (_, kind) => wire.writeError(badBodies[kind]),
    failed: () => wire.writeError('AutoBackup.0009')
  }
}
