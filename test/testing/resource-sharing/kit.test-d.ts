/** What a backend of Resource Sharing is sent. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import type { resourceSharing as S } from '../../../src/index.ts'
import type { resourceSharing as kit } from '../../../src/testing/index.ts'

declare const call: kit.Call
declare const signal: kit.arbitraries.SignalToShare

expectTypeOf<kit.Command['type']>().toEqualTypeOf<S.ResourceSharingCommand['type']>()
expectTypeOf<kit.Call['type']>().toEqualTypeOf<S.ResourceSharingCommand['type'] | 'ListResourceShareAssociations'>()
expectTypeOf(call.resourceShareId).toEqualTypeOf<string | undefined>()
expectTypeOf(signal).toExtend<S.Signal>()
expectTypeOf(signal.resourceShareId).toEqualTypeOf<string>()
expectTypeOf<Parameters<kit.Backend['send']>[0]>().toEqualTypeOf<kit.Call>()
expectTypeOf<Parameters<kit.Backend['send']>[1]>().toEqualTypeOf<S.Facts>()
if (call.type === 'DisassociateResourceShare') expectTypeOf(call.request).toEqualTypeOf<S.DisassociateResourceShareRequest>()
if (call.type === 'Sweep') {
  // @ts-expect-error a sweep has no request
  void call.request
}
// @ts-expect-error a backend can be reset
export const backend: kit.Backend = { send: () => undefined }
