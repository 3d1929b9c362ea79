/** The public names of `backupPolicies` and their types. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import { backupPolicies as S } from '../../src/index.ts'

declare const state: S.BackupPoliciesState
declare const facts: S.Facts
declare const command: S.BackupPoliciesCommand
declare const event: S.BackupPoliciesEvent
declare const scheduled_policy: S.ScheduledPolicy

expectTypeOf(S.initialState).toEqualTypeOf<S.BackupPoliciesState>()
expectTypeOf(S.decide).parameters.toEqualTypeOf<[S.BackupPoliciesCommand, S.BackupPoliciesState, S.Facts]>()
const decision = S.decide(command, state, facts)
if (decision.ok) expectTypeOf(decision.events).toEqualTypeOf<readonly S.BackupPoliciesEvent[]>()
else expectTypeOf(decision.error.code).toEqualTypeOf<S.RefusalCode>()
expectTypeOf(S.evolve(state, event)).toEqualTypeOf<S.BackupPoliciesState>()
expectTypeOf(S.evolveAll(state, [event])).toEqualTypeOf<S.BackupPoliciesState>()

// A reply by its command, and failures only of those that name resources.
const made = S.apply(
  state,
  { type: 'CreateBackupPolicy', policyId: 'u', request: { backup_policy_name: 'n', scheduled_policy } },
  facts
)
if (made.result.ok) {
  expectTypeOf(made.result.reply).toEqualTypeOf<S.CreateBackupPolicyReply>()
  expectTypeOf(made.result).not.toHaveProperty('failures')
}
const associated = S.apply(
  state,
  {
    type: 'AssociateResources',
    request: {
      backup_policy_id: 'u',
      resources: [{ resource_id: 'u', resource_type: 'volume', availability_zone: 'az1', os_vol_host_attr: 'host#1' }]
    }
  },
  facts
)
if (associated.result.ok) {
  expectTypeOf(associated.result.reply).toEqualTypeOf<S.AssociateResourcesReply>()
  expectTypeOf(associated.result.reply.success_resources[0]?.resource_type).toEqualTypeOf<'volume' | undefined>()
  expectTypeOf(associated.result.failures).toEqualTypeOf<readonly S.ResourceFailure[]>()
}
const disassociated = S.disassociateResources(state, { policy_id: 'u', resources: [{ resource_id: 'u' }] }, facts)
expectTypeOf(disassociated.state).toEqualTypeOf<S.BackupPoliciesState>()
expectTypeOf(disassociated.events).toEqualTypeOf<readonly S.BackupPoliciesEvent[]>()
if (disassociated.result.ok) {
  expectTypeOf(disassociated.result.reply).toEqualTypeOf<S.DisassociateResourcesReply>()
  expectTypeOf(disassociated.result.failures).toEqualTypeOf<readonly S.ResourceFailure[]>()
} else
  expectTypeOf(disassociated.result.error).toMatchObjectType<{
    readonly status: number
    readonly code: S.RefusalCode
    readonly message: string
  }>()
const deleted = S.apply(state, { type: 'DeleteBackupPolicy', request: { policy_id: 'u' } }, facts)
if (deleted.result.ok) {
  expectTypeOf(deleted.result.reply).toEqualTypeOf<Record<string, never>>()
  expectTypeOf(deleted.result).not.toHaveProperty('failures')
}
const swept = S.apply(state, { type: 'Sweep' }, facts)
if (swept.result.ok) {
  expectTypeOf(swept.result.reply).toEqualTypeOf<Record<string, never>>()
  expectTypeOf(swept.result).not.toHaveProperty('failures')
}
const any = S.apply(state, command, facts)
if (any.result.ok && 'failures' in any.result) expectTypeOf(any.result.reply).toExtend<S.ResourcesReply>()

// @ts-expect-error no such command
S.apply(state, { type: 'BackUpEverything' }, facts)
// @ts-expect-error nothing is asynchronous here: there are no signals
S.apply(state, { type: 'DisassociationSucceeded', associationType: 'Resource', entityType: 'volume', entityId: 'u' }, facts)
// @ts-expect-error facts need to say whose policies these are
S.apply(state, { type: 'Sweep' }, { now: 0, requestId: 'r' })
// @ts-expect-error a policy needs the id to give it
S.apply(state, { type: 'CreateBackupPolicy', request: { backup_policy_name: 'n', scheduled_policy } }, facts)
// @ts-expect-error the policy is named in the request
S.disassociateResources(state, { resources: [] }, facts)

expectTypeOf<S.Facts>().toExtend<{ readonly now: number; readonly requestId: string; readonly projectId: string }>()
expectTypeOf<S.FailureReason>().toEqualTypeOf<'NotAssociated' | 'PolicyFull'>()
expectTypeOf<S.Failing['code']>().toEqualTypeOf<'AutoBackup.0204' | undefined>()
expectTypeOf<S.DayOfWeek>().toEqualTypeOf<'SUN' | 'MON' | 'TUE' | 'WED' | 'THU' | 'FRI' | 'SAT'>()
expectTypeOf(S.defaultLimits).toExtend<NonNullable<S.Facts['limits']>>()

// Codes are a union of literals, and each is in the catalogue.
expectTypeOf<'AutoBackup.0205' | 'AutoBackup.1400' | 'Conflict'>().toExtend<S.ErrorCode>()
expectTypeOf<'AutoBackup.9999'>().not.toExtend<S.ErrorCode>()
expectTypeOf<string>().not.toExtend<S.ErrorCode>()
expectTypeOf(S.errors['AutoBackup.0205']).toEqualTypeOf<{
  readonly status: 404
  readonly code: 'AutoBackup.0205'
  readonly message: string
  readonly description: string
  readonly origin: 'documented' | 'library'
}>()
expectTypeOf<keyof typeof S.errors>().toEqualTypeOf<S.ErrorCode>()
expectTypeOf<S.HttpStatus>().toEqualTypeOf<400 | 401 | 403 | 404 | 405 | 406 | 407 | 408 | 409 | 500 | 501 | 502 | 503 | 504>()
expectTypeOf(S.httpStatuses[409]).toEqualTypeOf<S.HttpStatusEntry<409>>()
expectTypeOf(S.httpStatuses[409].status).toEqualTypeOf<409>()
expectTypeOf(S.httpStatuses[409].code).toEqualTypeOf<'Conflict'>()
expectTypeOf(S.errors.Conflict.status).toEqualTypeOf<409>()

// What only a host can meet is no refusal of a command.
expectTypeOf<'AutoBackup.0225' | 'AutoBackup.0222'>().toExtend<S.RefusalCode>()
expectTypeOf<'AutoBackup.0002'>().not.toExtend<S.RefusalCode>()
expectTypeOf<'AutoBackup.0204'>().not.toExtend<S.RefusalCode>()
expectTypeOf<'GatewayTimeout'>().not.toExtend<S.RefusalCode>()

// A host can name whatever it gets.
expectTypeOf<S.AssociationExpired['type']>().toEqualTypeOf<'AssociationExpired'>()
expectTypeOf<S.Refused<S.RefusalCode>['ok']>().toEqualTypeOf<false>()
expectTypeOf<S.Applied<S.BackupPoliciesState, S.BackupPoliciesEvent, 'any'>['result']>().toEqualTypeOf<'any'>()
// @ts-expect-error not a documented status
S.httpStatuses[418]
expectTypeOf(S.operations.DisassociateResources).toEqualTypeOf<S.Operation>()
expectTypeOf(S.operations.DisassociateResources.accessLevel).toEqualTypeOf<'Write' | 'List'>()
expectTypeOf<keyof typeof S.operations>().toEqualTypeOf<S.OperationName>()

expectTypeOf(S.nextDeadline(state)).toEqualTypeOf<number | undefined>()
expectTypeOf(S.serialize(state)).toEqualTypeOf<string>()
const read = S.deserialize('')
if (read.ok) expectTypeOf(read.state).toEqualTypeOf<S.BackupPoliciesState>()
else expectTypeOf(read.error.code).toEqualTypeOf<'NotJson' | 'UnknownVersion' | 'UnknownStatus' | 'Malformed'>()

expectTypeOf(S.associations(state, facts)).toEqualTypeOf<Iterable<S.Association>>()
expectTypeOf(S.failedDisassociations(state, facts)).toEqualTypeOf<readonly S.Association[]>()
const listed = S.listBackupPolicies(state, {}, facts)
if (listed.ok) expectTypeOf(listed.reply).toEqualTypeOf<S.BackupPoliciesReply>()
else expectTypeOf(listed.error.code).toEqualTypeOf<S.RefusalCode>()
const records = S.listResources(state, { policy_id: 'u' }, facts)
if (records.ok) expectTypeOf(records.reply).toEqualTypeOf<S.ResourcesListed>()

// Every event says when, and of which policy of which project; those of an association say which.
expectTypeOf(event.at).toEqualTypeOf<number>()
expectTypeOf(event.projectId).toEqualTypeOf<string>()
expectTypeOf(event.policyId).toEqualTypeOf<string>()
if (event.type === 'BackupPolicyCreated') {
  expectTypeOf(event.policyName).toEqualTypeOf<string>()
  expectTypeOf(event.scheduledPolicy).toEqualTypeOf<S.ScheduledPolicy>()
} else if (event.type === 'BackupPolicyDeleted') expectTypeOf(event).not.toHaveProperty('entityId')
else {
  expectTypeOf(event.associationType).toEqualTypeOf<'Resource'>()
  expectTypeOf(event.entityType).toEqualTypeOf<'volume'>()
  expectTypeOf(event.entityId).toEqualTypeOf<string>()
}
if (event.type === 'DisassociationSucceeded') expectTypeOf(event).toHaveProperty('retention')
// @ts-expect-error no such event
if (event.type === 'AssociationFailed') S.evolve(state, event)

// The statechart takes a command with its facts.
expectTypeOf<S.BackupPoliciesMachineEvent>().toExtend<{ readonly facts: S.Facts }>()
expectTypeOf<S.BackupPoliciesMachineContext['stored']>().toEqualTypeOf<object>()
expectTypeOf(S.stateOf).returns.toEqualTypeOf<S.BackupPoliciesState>()
expectTypeOf(S.actorIdOf).returns.toEqualTypeOf<string>()
