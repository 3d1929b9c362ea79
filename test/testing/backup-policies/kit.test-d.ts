/** What a backend of backup policies is sent. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import type { backupPolicies as S } from '../../../src/index.ts'
import type { backupPolicies as kit } from '../../../src/testing/index.ts'

declare const call: kit.Call

expectTypeOf<kit.Command['type']>().toEqualTypeOf<S.BackupPoliciesCommand['type']>()
expectTypeOf<kit.Call['type']>().toEqualTypeOf<S.BackupPoliciesCommand['type'] | 'ListBackupPolicies' | 'listResources'>()
expectTypeOf(call.policyId).toEqualTypeOf<string | undefined>()
expectTypeOf<Parameters<kit.Backend['send']>[0]>().toEqualTypeOf<kit.Call>()
expectTypeOf<Parameters<kit.Backend['send']>[1]>().toEqualTypeOf<S.Facts>()
if (call.type === 'listResources') expectTypeOf(call.request).toEqualTypeOf<S.ListResourcesRequest>()
if (call.type === 'Sweep') {
  // @ts-expect-error a sweep has no request
  void call.request
}
