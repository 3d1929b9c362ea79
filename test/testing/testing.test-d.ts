/**
 * The kit from a user's side, in strict TypeScript: what it gives and hands over goes into the library's functions as it is, and what the
 * guide shows works with types, too. Checked by the compiler.
 */
import * as fc from 'fast-check'
import { expectTypeOf } from 'vitest'
import { backupPolicies, lifecycle, resourceSharing } from '../../src/index.ts'
import {
  resourceSharing as kit,
  lifecycle as lifecycleKit,
  Nonconformance,
  backupPolicies as policiesKit
} from '../../src/testing/index.ts'

const shares = kit.arbitraries
const policies = policiesKit.arbitraries

// given, when, then
const facts = { now: 0, requestId: 'request-1', accountId: '1000000000000001' }
const created = kit
  .given()
  .when({ type: 'CreateResourceShare', resourceShareId: 'rs-demo', request: { ResourceShareName: 'demo' } }, facts)
created
  .then({ reply: { ResourceShare: { ResourceShareStatus: 'Active' } } })
  .when({ type: 'DeleteResourceShare', request: { ResourceShareId: 'rs-demo' } }, facts)
  .then({ code: 'DisassociateConflict' })
created.then(['ResourceShareCreated', { type: 'AssociationStarted', entityId: 'x' }])
// @ts-expect-error no such event
created.then(['ResourceShareMade'])
// @ts-expect-error no such code
created.then({ code: 'NoSuchCode' })
// @ts-expect-error no such field
created.then({ replies: {} })
// @ts-expect-error nothing is expected
created.then(undefined)
// @ts-expect-error nothing is awaited
void (async () => await created)

// properties: of each command in each state
fc.property(policies.reached, policies.brokenCommand('DisassociateResources'), ({ state, facts: known }, { code, command }) => {
  expectTypeOf(command).toEqualTypeOf<backupPolicies.DisassociateResources>()
  const { state: next, result } = backupPolicies.apply(state, command, known)
  return next === state && !result.ok && result.error.code === code
})
fc.property(
  shares.reached,
  fc.oneof(shares.command, shares.hostileCommand, shares.messyCommand, shares.serviceCommand, shares.signal, shares.sweep),
  ({ state, facts: known }, command) => {
    const { events } = resourceSharing.apply(state, command, known)
    return resourceSharing.decide(command, resourceSharing.evolveAll(state, events), known).ok
  }
)
fc.property(
  policies.reached,
  fc.oneof(policies.command, policies.hostileCommand, policies.messyCommand, policies.serviceCommand, policies.sweep),
  ({ state, facts: known }, command) => {
    const { events } = backupPolicies.apply(state, command, known)
    return backupPolicies.decide(command, backupPolicies.evolveAll(state, events), known).ok
  }
)
fc.property(shares.state, shares.facts, shares.brokenListRequest, (state, known, { code, request }) => {
  const answer = resourceSharing.listResourceShareAssociations([state], request, known)
  return !answer.ok && answer.error.code === code
})
fc.property(
  policies.reached,
  policies.brokenListRequest,
  policies.brokenListResourcesRequest,
  ({ state, facts: known }, { request }, other) => {
    backupPolicies.listBackupPolicies(state, request, known)
    backupPolicies.listResources(state, other.request, known)
  }
)

// histories, as they are sent
fc.property(shares.history(), shares.reached, (history, { calls, events, state }) => {
  let last = resourceSharing.evolveAll(resourceSharing.initialState, events)
  for (const { command, facts: known } of [...history, ...calls]) {
    if (command.type === 'ListResourceShareAssociations')
      resourceSharing.listResourceShareAssociations([state, last], command.request, known)
    else last = resourceSharing.apply(last, command, known).state
  }
})
fc.property(policies.history(), (history) => {
  let last = backupPolicies.initialState
  for (const { command, facts: known } of history) {
    if (command.type === 'ListBackupPolicies') backupPolicies.listBackupPolicies(last, command.request, known)
    else if (command.type === 'listResources') backupPolicies.listResources(last, command.request, known)
    else last = backupPolicies.apply(last, command, known).state
  }
})

// values by type
expectTypeOf(shares.eventOf('TargetInvited')).toEqualTypeOf<fc.Arbitrary<resourceSharing.TargetInvited>>()
expectTypeOf(shares.requestOf('CreateResourceShare')).toEqualTypeOf<fc.Arbitrary<resourceSharing.CreateResourceShareRequest>>()
expectTypeOf(shares.replyTo('DisassociateResourceShare')).toEqualTypeOf<fc.Arbitrary<resourceSharing.AssociationsReply>>()
expectTypeOf(shares.replyTo('ListResourceShareAssociations')).toEqualTypeOf<fc.Arbitrary<resourceSharing.AssociationsPage>>()
expectTypeOf(policies.eventOf('BackupPolicyDeleted')).toEqualTypeOf<fc.Arbitrary<backupPolicies.BackupPolicyDeleted>>()
expectTypeOf(policies.replyTo('listResources')).toEqualTypeOf<fc.Arbitrary<backupPolicies.ResourcesListed>>()
expectTypeOf(policies.replyTo('AssociateResources')).toEqualTypeOf<fc.Arbitrary<backupPolicies.AssociateResourcesReply>>()
// @ts-expect-error no such command
shares.requestOf('Sweep')
// @ts-expect-error no such event
policies.eventOf('TargetInvited')

// values that follow
declare const holds: <T>(values: fc.Arbitrary<T>) => void
holds<resourceSharing.Refused<resourceSharing.ErrorCode>>(shares.refused)
holds<resourceSharing.CommandError<resourceSharing.ErrorCode>>(shares.commandError)
holds<resourceSharing.ErrorCode>(shares.errorCode)
holds<resourceSharing.ErrorEntry>(shares.errorEntry)
holds<resourceSharing.Operation>(shares.operation)
holds<resourceSharing.OperationName>(shares.operationName)
holds<resourceSharing.Decision<resourceSharing.ResourceSharingEvent, resourceSharing.ErrorCode>>(shares.decision)
holds<resourceSharing.Applied<resourceSharing.ResourceShareState, resourceSharing.ResourceSharingEvent, object>>(shares.applied)
holds<resourceSharing.Stored<resourceSharing.ResourceShareState>>(shares.stored)
holds<resourceSharing.StoredError>(shares.storedError)
holds<resourceSharing.ResourceShareMachineEvent>(shares.machineEvent)
holds<resourceSharing.ResourceShareMachineContext>(shares.machineContext)
holds<backupPolicies.Refused<backupPolicies.RefusalCode>>(policies.refused)
holds<backupPolicies.ErrorCode>(policies.errorCode)
holds<backupPolicies.ErrorEntry>(policies.errorEntry)
holds<backupPolicies.Operation>(policies.operation)
holds<backupPolicies.Decision<backupPolicies.BackupPoliciesEvent, backupPolicies.RefusalCode>>(policies.decision)
holds<backupPolicies.BackupPoliciesMachineEvent>(policies.machineEvent)
holds<backupPolicies.BackupPoliciesMachineContext>(policies.machineContext)
fc.property(lifecycleKit.record, lifecycleKit.event, (record, event) => lifecycle.step(record, event, 0).ok)

// conformance: a service behind HTTP
declare const post: (path: string, body: unknown) => Promise<{ readonly status: number; readonly json: () => Promise<unknown> }>
const { wire } = resourceSharing
void kit.conformance(
  {
    reset: () => post('/test/reset', {}),
    send: async (command, known) => {
      if (!('request' in command)) return (await post('/test/calls', { command, facts: known })).json()
      const { resourceShareId, invitationIds } = command
      await post('/test/next', { facts: known, resourceShareId, invitationIds })
      const response = await post('/', wire.writeJson(command))
      return wire.readReply({ status: response.status, body: await response.json() })
    }
  },
  { sameMessages: true, numRuns: 100 }
)
void policiesKit.conformance({
  reset: () => {},
  send: async (command, { projectId }) => {
    if (command.type === 'Sweep' || command.type === 'listResources') return undefined
    return post('/', backupPolicies.wire.writeRequest(projectId, command))
  }
})

// a backend of one's own, its type written down
const states = new Map<unknown, resourceSharing.ResourceShareState>()
const own: kit.Backend = {
  reset: () => states.clear(),
  send: (command, known) => {
    if (command.type === 'ListResourceShareAssociations')
      return resourceSharing.listResourceShareAssociations(states.values(), command.request, known)
    const request: { readonly [name: string]: unknown } = 'request' in command ? { ...command.request } : {}
    const id = command.resourceShareId ?? request.ResourceShareId
    const { state, result } = resourceSharing.apply(states.get(id) ?? resourceSharing.initialState, command, known)
    states.set(id, state)
    return result
  }
}
void kit.conformance(own, { seed: 1 }).catch((error: unknown) => {
  if (error instanceof Nonconformance) return error.calls.map(({ command }) => command.type)
  throw error
})

// races
const projects = new Map<string, backupPolicies.BackupPoliciesState>()
void policiesKit.race({
  reset: () => projects.clear(),
  send: async (command, known, { pause }) => {
    const { initialState, apply, listBackupPolicies } = backupPolicies
    const loaded = projects.get(known.projectId) ?? initialState
    await pause()
    if (command.type === 'ListBackupPolicies') return listBackupPolicies(loaded, command.request, known)
    if (command.type === 'listResources' || command.type === 'Sweep') return undefined
    const { state, result } = apply(loaded, command, known)
    projects.set(known.projectId, state)
    return result
  }
})
