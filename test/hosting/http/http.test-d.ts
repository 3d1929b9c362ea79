/** Handlers, who calls, and signatures. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import * as H from '../../../src/hosting/http/index.ts'
import type { BackupPoliciesTypes, ResourceSharingTypes } from '../../../src/hosting/runtime/index.ts'
import type { backupPolicies, resourceSharing } from '../../../src/index.ts'

declare const shares: H.ResourceSharingService
declare const policies: H.BackupPoliciesService

expectTypeOf(H.createHandler({ ...shares, bodyLimit: 1 })).toEqualTypeOf<H.Handler>()
expectTypeOf<H.Handler>().toEqualTypeOf<(request: Request) => Promise<Response>>()
H.createHandler({ resourceSharing: shares, backupPolicies: policies })
expectTypeOf<Parameters<typeof H.createHandler>[0]>().toEqualTypeOf<H.Serving>()
expectTypeOf<H.HandlerOptions['onError']>().toEqualTypeOf<
  ((error: unknown, request: Request) => void | Promise<void>) | undefined
>()
// @ts-expect-error there is no default for who calls
H.createHandler({ runtime: shares.runtime })
// @ts-expect-error each service under its own name
H.createHandler({ resourceSharing: policies, backupPolicies: shares })

// Who calls, or why nobody is let in: each service with codes of its own.
expectTypeOf(shares.authenticate).toEqualTypeOf<
  H.Authenticate<ResourceSharingTypes, H.DoorErrorCode | resourceSharing.CommandError>
>()
expectTypeOf(policies.authenticate).toEqualTypeOf<H.Authenticate<BackupPoliciesTypes, backupPolicies.ErrorCode>>()
expectTypeOf<{ readonly id: string }>().toExtend<H.Caller<BackupPoliciesTypes>>()
expectTypeOf<H.Denied<'Unauthenticated'>['denied']>().toEqualTypeOf<'Unauthenticated'>()
export const denied: H.BackupPoliciesService['authenticate'][] = [
  () => ({ denied: 'AutoBackup.0002' }),
  // @ts-expect-error a misspelt code
  () => ({ denied: 'AutoBackup.2' }),
  // @ts-expect-error who calls has an id
  () => ({ name: 'p' })
]
expectTypeOf(H.doorErrors.Unauthenticated.status).toEqualTypeOf<401>()
expectTypeOf<keyof typeof H.doorErrors>().toEqualTypeOf<H.DoorErrorCode>()
expectTypeOf<'Teapot'>().not.toExtend<H.DoorErrorCode>()

// The key that signed is the host's own, with all that the host knows of it.
interface Key extends H.AccessKey {
  readonly accountId: string
}
declare const options: H.SignatureOptions<Key>
const check = H.checkRpcSignature(options)
expectTypeOf(check).parameters.toEqualTypeOf<[Request, H.ReadBody]>()
expectTypeOf(check).returns.resolves.toEqualTypeOf<H.Signed<Key> | H.Denied<H.DoorErrorCode> | undefined>()
const signed = await check(new Request('http://host/'), async () => new Uint8Array())
if (signed !== undefined && 'key' in signed) expectTypeOf(signed.key.accountId).toEqualTypeOf<string>()
// @ts-expect-error a key has a secret
H.checkRpcSignature({ keyOf: () => ({ accountId: 'a' }) })
