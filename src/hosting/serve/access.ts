/** Who calls the emulator: by access key and signature on the RPC side, by token on the REST side. */
import { formOf } from '../http/body.ts'
import type { BackupPoliciesService, Caller, ResourceSharingService } from '../http/service.ts'
import { checkRpcSignature } from '../http/signature.ts'
import type { ResourceSharingTypes } from '../runtime/systems.ts'
import { type Config, directoryOf } from './config.ts'

/** How signatures are checked. */
export interface SignatureChecks {
  /** Off: whoever names an access key has it. */
  readonly checksSignatures: boolean
  /** The time by which clients sign, in epoch milliseconds. It is never the emulator's: clients know nothing of its steps. */
  readonly signatureNow?: () => number
}

/** `authenticate` of Resource Sharing. */
export const accountsOf = (
  config: Config,
  { checksSignatures, signatureNow }: SignatureChecks
): ResourceSharingService['authenticate'] => {
  const keys = new Map(Object.entries(config.accessKeys))

  const callerOf = (id: string): Caller<ResourceSharingTypes> => ({
    id,
    facts: ({ share }) => {
      const directory = directoryOf(config, share?.resourceShareOwner ?? id)
      return { ...config.resourceSharing, ...(directory && { directory }) }
    }
  })

  const check = checkRpcSignature({ keyOf: (id) => keys.get(id), ...(signatureNow && { now: signatureNow }) })

  if (checksSignatures)
    return async (request, readBody) => {
      const signed = await check(request, readBody)
      return signed && 'key' in signed ? callerOf(signed.key.accountId) : signed
    }

  return async (request, readBody) => {
    const form = request.method === 'POST' ? await formOf(request, readBody) : []
    const [, id] = [...new URL(request.url).searchParams, ...form].find(([name]) => name === 'AccessKeyId') ?? []
    if (id === undefined) return undefined
    const key = keys.get(id)
    return key === undefined ? { denied: 'InvalidAccessKeyId.NotFound' } : callerOf(key.accountId)
  }
}

/** `authenticate` of backup policies. */
export const projectsOf = (config: Config): BackupPoliciesService['authenticate'] => {
  const projects = new Map(Object.entries(config.tokens))
  return ({ headers }) => {
    const token = headers.get('x-auth-token')
    if (token === null) return { denied: 'AutoBackup.0002' }
    const id = projects.get(token)
    return id === undefined
      ? { denied: 'AutoBackup.0003' }
      : { id, ...(config.backupPolicies && { facts: config.backupPolicies }) }
  }
}
