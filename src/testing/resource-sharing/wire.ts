/** What goes over the wire of Resource Sharing: calls and their forms, replies and errors. */
import * as fc from 'fast-check'
import { resourceSharing as S } from '../../index.ts'
import { oneIn } from '../choices.ts'
import { listRequest } from './requests.ts'
import { refused, result, serviceCommand } from './values.ts'

/** The query as a call. */
export const listCall: fc.Arbitrary<S.wire.ListCall> = listRequest.map((request) => ({
  type: 'ListResourceShareAssociations',
  request
}))

/** Any valid call, with what the host adds. */
export const call: fc.Arbitrary<S.wire.Call> = fc.oneof(
  { weight: 4, arbitrary: serviceCommand },
  { weight: 1, arbitrary: listCall }
)

/** Any valid call, as clients send it. */
export const wireCall: fc.Arbitrary<S.wire.WireCall> = call.map(({ type, request }) => ({ type, request }) as S.wire.WireCall)

/** A call in the RPC form. */
export const rpc: fc.Arbitrary<string> = wireCall.map(S.wire.writeRpc)

/** A call in the JSON form. */
export const json = wireCall.map(S.wire.writeJson)

const ids = { requestId: 'request-1', hostId: 'host-1' }

/** What is answered over HTTP. */
export const wireReply: fc.Arbitrary<S.wire.WireReply> = result.map((came) => S.wire.writeReply(came, ids))

/** An error as a client reads it. */
export const wireError: fc.Arbitrary<S.wire.WireError> = oneIn(refused, (came) => {
  const answer = S.wire.readReply(S.wire.writeReply(came, ids))
  return answer?.ok === false ? [answer.error] : []
})
