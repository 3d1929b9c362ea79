/** Calls and what they come to, by the type of the command; clocks, stores and systems. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import * as R from '../../../src/hosting/runtime/index.ts'
import type { backupPolicies, resourceSharing } from '../../../src/index.ts'

type Shares = R.ResourceSharingTypes
type Policies = R.BackupPoliciesTypes
declare const shares: R.Runtime<Shares>
declare const policies: R.Executor<Policies>
declare const command: resourceSharing.ResourceSharingCommand
declare const naming: backupPolicies.AssociateResources | backupPolicies.DisassociateResources

expectTypeOf(R.createRuntime({ system: R.resourceSharingSystem })).toEqualTypeOf<R.Runtime<Shares>>()
expectTypeOf<R.Runtime<Shares>>().toExtend<R.Executor<Shares>>()
expectTypeOf<R.CommandType<Shares>>().toEqualTypeOf<resourceSharing.ResourceSharingCommand['type']>()

// What a call comes to is known by the type of its command; the runtime's own errors come beside the documented ones.
const call = { aggregateId: 'rs-1', caller: 'a' }
const deleted = await shares.execute({ ...call, command: { type: 'DeleteResourceShare', request: { ResourceShareId: 'rs-1' } } })
expectTypeOf(deleted).toEqualTypeOf<R.Executed<Shares, 'DeleteResourceShare'>>()
if (deleted.result.ok) expectTypeOf(deleted.result.reply).toEqualTypeOf<resourceSharing.RequestIdReply>()
else expectTypeOf(deleted.result.error.code).toEqualTypeOf<resourceSharing.ErrorCode | R.RuntimeErrorCode>()
const cut = await shares.execute({
  ...call,
  command: { type: 'DisassociateResourceShare', request: { ResourceShareId: 'rs-1', Targets: ['a'] } }
})
if (cut.result.ok) expectTypeOf(cut.result.reply).toEqualTypeOf<resourceSharing.AssociationsReply>()
const swept = await shares.execute({ ...call, command: { type: 'Sweep' } })
if (swept.result.ok) expectTypeOf(swept.result.reply).toEqualTypeOf<Record<string, never>>()
const any = await shares.execute({ ...call, command })
expectTypeOf(any).toEqualTypeOf<R.Executed<Shares>>()
if (any.result.ok) expectTypeOf(any.result.reply).toEqualTypeOf<resourceSharing.ReplyOf<resourceSharing.ResourceSharingCommand>>()
const named = await policies.execute({ aggregateId: 'p', caller: 'p', command: naming })
if (named.result.ok) expectTypeOf(named.result.failures).toEqualTypeOf<readonly backupPolicies.ResourceFailure[]>()
expectTypeOf<R.ResultOf<Policies, 'Sweep'>>().toEqualTypeOf<backupPolicies.Outcome<'Sweep'>['result']>()
expectTypeOf<R.ResultOf<Shares>>().toExtend<R.AnyResult>()

// @ts-expect-error no such parameter
void shares.execute({ ...call, command: { type: 'DeleteResourceShare', request: { ResourceShareId: 'rs-1', Force: true } } })
// @ts-expect-error no such command
void shares.execute({ ...call, command: { type: 'ShareWithEverybody' } })
// @ts-expect-error a command of the other system
void shares.execute({ ...call, command: { type: 'DeleteBackupPolicy', request: { policy_id: 'u' } } })
// @ts-expect-error who calls is needed
void shares.execute({ aggregateId: 'rs-1', command: { type: 'Sweep' } })
// @ts-expect-error the time is the runtime's to tell
void shares.execute({ ...call, command: { type: 'Sweep' }, facts: { now: 0 } })
expectTypeOf<R.Call<Shares, 'Sweep'>['idempotencyKey']>().toEqualTypeOf<string | undefined>()

// A switch over the runtime's errors is complete.
export const isWorthAnotherTry = (code: R.RuntimeErrorCode): boolean => {
  switch (code) {
    case 'TooManyConflicts':
      return true
    case 'InvalidIdempotencyKey':
    case 'IdempotencyKeyReused':
      return false
  }
}
expectTypeOf(R.runtimeErrors.TooManyConflicts.status).toEqualTypeOf<503>()

// Events of the outbox are known by their types.
const running = shares.outbox(({ event }) => {
  if (event.type === 'TargetInvited') expectTypeOf(event).toEqualTypeOf<resourceSharing.TargetInvited>()
})
expectTypeOf(running).toEqualTypeOf<R.Running>()
expectTypeOf<R.Delivery<Policies>['event']>().toEqualTypeOf<backupPolicies.BackupPoliciesEvent>()
expectTypeOf<R.OutboxOptions>().toExtend<R.BackgroundOptions>()
expectTypeOf<NonNullable<R.BackgroundOptions['onFailure']>>().parameters.toEqualTypeOf<[R.Failure]>()
expectTypeOf<R.RuntimeOptions<Shares>['store']>().toEqualTypeOf<R.Store | undefined>()

// Clocks.
expectTypeOf(R.systemClock).toEqualTypeOf<R.Clock>()
expectTypeOf(R.manualClock(0)).toEqualTypeOf<R.ManualClock>()
expectTypeOf<R.ManualClock>().toExtend<R.Clock>()

// Stores: what came of a commit is known by its kind.
declare const store: R.Store
declare const commit: R.Commit
expectTypeOf(R.memoryStore()).toEqualTypeOf<R.Store>()
expectTypeOf(commit.key).toEqualTypeOf<R.AggregateKey>()
expectTypeOf(commit.keyed).toEqualTypeOf<R.KeyedReply | undefined>()
expectTypeOf(store.load(commit.key)).resolves.toEqualTypeOf<R.Loaded>()
expectTypeOf(store.due('s', 0, 1)).resolves.toEqualTypeOf<readonly R.Due[]>()
expectTypeOf<R.Store['hold']>().returns.resolves.toEqualTypeOf<readonly R.Held[]>()
const committed: R.Committed = await store.append(commit)
if (committed.kind === 'known') expectTypeOf(committed).toEqualTypeOf<R.KnownKey>()
else expectTypeOf(committed.kind).toEqualTypeOf<'committed' | 'conflict'>()

// A system of one's own has the same functions.
expectTypeOf<Shares>().toExtend<R.SystemTypes>()
expectTypeOf<Policies>().toExtend<R.SystemTypes>()
expectTypeOf(R.backupPoliciesSystem).toEqualTypeOf<R.System<Policies>>()
expectTypeOf<Parameters<R.System<Shares>['factsOf']>[0]>().toEqualTypeOf<R.CallFacts>()
expectTypeOf<keyof Shares['hostFacts']>().toEqualTypeOf<'directory' | 'resourceTypes' | 'limits' | 'usage' | 'retention'>()
