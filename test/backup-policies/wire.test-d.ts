/** The wire of backup policies, both ways. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import { backupPolicies as S } from '../../src/index.ts'

declare const outcomes: S.wire.Outcomes

expectTypeOf(S.wire.readRequest).parameters.toEqualTypeOf<[S.wire.WireRequest]>()
expectTypeOf(S.wire.readRequest).returns.toEqualTypeOf<S.wire.Read>()
expectTypeOf(S.wire.writeRequest).returns.toEqualTypeOf<S.wire.WireRequest>()
expectTypeOf(S.wire.writeReply).returns.toEqualTypeOf<S.wire.WireReply>()
expectTypeOf(S.wire.writeError).parameters.toEqualTypeOf<[S.ErrorCode]>()
expectTypeOf<S.wire.WireCall['type']>().toEqualTypeOf<S.OperationName>()

// A request that is read is a call of a project, or the error to answer with.
const read = S.wire.readRequest({ method: 'GET', path: '/' })
if (!read.ok) expectTypeOf(read).toEqualTypeOf<S.Refused<S.ErrorCode>>()
else if (read.call.type === 'ListBackupPolicies') expectTypeOf(read.call).toEqualTypeOf<S.wire.ListCall>()
else if (read.call.type === 'CreateBackupPolicy') {
  expectTypeOf(read.call.request).toEqualTypeOf<S.CreateBackupPolicyRequest>()
  // @ts-expect-error the id for a new policy is the host's to add
  S.apply(S.initialState, read.call, { now: 0, requestId: 'r', projectId: read.projectId })
} else S.apply(S.initialState, read.call, { now: 0, requestId: 'r', projectId: read.projectId })
// @ts-expect-error before it is asked there is no call
void read.call
// @ts-expect-error a misspelt code
S.wire.writeError('AutoBackup.205')

const answer = S.wire.readReply({ status: 404, body: {} })
if (answer?.ok === false) expectTypeOf(answer.error).toEqualTypeOf<S.wire.WireError>()
expectTypeOf<S.wire.WireError['code']>().toEqualTypeOf<string>()
expectTypeOf(S.wire.readOutcomes).returns.toEqualTypeOf<S.wire.Outcomes | undefined>()
expectTypeOf(outcomes.failed).toEqualTypeOf<readonly S.wire.OutcomeEntry[]>()
