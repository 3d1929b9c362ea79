/** What goes over the wire of backup policies: calls and HTTP requests, replies, errors and outcomes. */
import * as fc from 'fast-check'
import { backupPolicies as S } from '../../index.ts'
import { oneIn } from '../choices.ts'
import { withChangedCharacters } from '../damaged.ts'
import { listRequest, projectIds } from './requests.ts'
import { reached, refused, resourcesReply, serviceCommand } from './values.ts'

/** The query as a call. */
export const listCall: fc.Arbitrary<S.wire.ListCall> = listRequest.map((request) => ({ type: 'ListBackupPolicies', request }))

/** Any valid call, as clients send it. */
export const wireCall: fc.Arbitrary<S.wire.WireCall> = fc.oneof(
  {
    weight: 4,
    arbitrary: serviceCommand.map(({ type, request }) => ({ type, request }) as S.wire.WireCall)
  },
  { weight: 1, arbitrary: listCall }
)

/** A call as an HTTP request of a project. */
export const wireRequest: fc.Arbitrary<S.wire.WireRequest> = fc
  .tuple(fc.constantFrom(...projectIds), wireCall)
  .map(([projectId, call]) => S.wire.writeRequest(projectId, call))

/** What an HTTP request is read as: one that is right, or one with another path. */
export const read: fc.Arbitrary<S.wire.Read> = fc
  .oneof(
    wireRequest,
    wireRequest.chain((request) => withChangedCharacters(fc.constant(request.path)).map((path) => ({ ...request, path })))
  )
  .map(S.wire.readRequest)

/** What is answered over HTTP. */
export const wireReply: fc.Arbitrary<S.wire.WireReply> = fc
  .tuple(reached, serviceCommand)
  .map(([{ state, facts }, command]) => S.wire.writeReply(command.type, S.apply(state, command, facts).result))

/** An error as a client reads it. */
export const wireError: fc.Arbitrary<S.wire.WireError> = oneIn(refused, ({ error: { code } }) => {
  const answer = S.wire.readReply(S.wire.writeError(code))
  return answer?.ok === false ? [answer.error] : []
})

/** What became of each resource of a request, as a client reads it. */
export const outcomes: fc.Arbitrary<S.wire.Outcomes> = resourcesReply
  .map(S.wire.readOutcomes)
  .filter((found) => found !== undefined)

/** One of them. */
export const outcomeEntry: fc.Arbitrary<S.wire.OutcomeEntry> = oneIn(outcomes, ({ succeeded, failed }) => [
  ...succeeded,
  ...failed
])
