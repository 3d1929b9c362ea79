/** The wire of Resource Sharing, both ways. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import { resourceSharing as S } from '../../src/index.ts'

declare const call: S.wire.WireCall

expectTypeOf<typeof S.wire.apiVersion>().toEqualTypeOf<'2020-01-10'>()
expectTypeOf(S.wire.readRpc).returns.toEqualTypeOf<S.wire.Call>()
expectTypeOf(S.wire.readJson).returns.toEqualTypeOf<S.wire.Call>()
expectTypeOf(S.wire.writeRpc).parameters.toEqualTypeOf<[S.wire.WireCall]>()
expectTypeOf<S.wire.Call>().toEqualTypeOf<S.ServiceCommand | S.wire.ListCall>()
expectTypeOf<S.wire.ListCall['request']>().toEqualTypeOf<S.ListResourceShareAssociationsRequest>()
expectTypeOf<S.wire.Call>().toExtend<S.wire.WireCall>()

// A call is known by its type, and a command among them goes to apply as it is.
const read = S.wire.readRpc('Action=DeleteResourceShare')
if (read.type === 'ListResourceShareAssociations') expectTypeOf(read).toEqualTypeOf<S.wire.ListCall>()
else expectTypeOf(read).toExtend<Parameters<typeof S.decide>[0]>()
if (call.type === 'CreateResourceShare') {
  expectTypeOf(call.request).toEqualTypeOf<S.CreateResourceShareRequest>()
  // @ts-expect-error the host's own additions never go on the wire
  void call.resourceShareId
}
// @ts-expect-error signals never go on the wire
S.wire.writeJson({ type: 'AssociationSucceeded', request: {} })

// An answer that is read is a reply or an error, or neither; its code is whatever the service says.
const answer = S.wire.readReply({ status: 200, body: {} })
if (answer === undefined) expectTypeOf(answer).toEqualTypeOf<undefined>()
else if (answer.ok) expectTypeOf(answer).toHaveProperty('reply')
else {
  expectTypeOf(answer.error).toEqualTypeOf<S.wire.WireError>()
  expectTypeOf(answer.error.code).toEqualTypeOf<string>()
}
expectTypeOf(S.wire.writeReply).returns.toEqualTypeOf<S.wire.WireReply>()
expectTypeOf<S.wire.WireReply['status']>().toEqualTypeOf<number>()
