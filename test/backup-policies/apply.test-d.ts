/** What a command comes to is known by its type, and a code is a literal. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import { backupPolicies as S } from '../../src/index.ts'

declare const state: S.BackupPoliciesState
declare const facts: S.Facts
declare const command: S.BackupPoliciesCommand
declare const naming: S.AssociateResources | S.DisassociateResources
declare const error: S.CommandError<S.RefusalCode>
declare const other: S.BackupPoliciesState
declare const entry: S.ErrorEntry<'AutoBackup.0205', 404>

type Empty = Record<string, never>

// A reply by its command; of several, one of theirs.
expectTypeOf<S.ReplyOf<S.CreateBackupPolicy>>().toEqualTypeOf<S.CreateBackupPolicyReply>()
expectTypeOf<S.ReplyOf<S.AssociateResources>>().toEqualTypeOf<S.AssociateResourcesReply>()
expectTypeOf<S.ReplyOf<S.DisassociateResources>>().toEqualTypeOf<S.DisassociateResourcesReply>()
expectTypeOf<S.ReplyOf<S.DeleteBackupPolicy | S.Sweep>>().toEqualTypeOf<Empty>()
expectTypeOf<S.AcceptedOf<S.Sweep>>().toEqualTypeOf<{ readonly ok: true; readonly reply: Empty }>()
expectTypeOf<S.AcceptedOf<S.DisassociateResources>>().toEqualTypeOf<{
  readonly ok: true
  readonly reply: S.DisassociateResourcesReply
  readonly failures: readonly S.ResourceFailure[]
}>()
expectTypeOf<S.Outcome<'Sweep'>['result']>().toEqualTypeOf<S.AcceptedOf<S.Sweep> | S.Refused<S.RefusalCode>>()

const named = S.apply(state, naming, facts)
expectTypeOf(named).toEqualTypeOf<S.Outcome<'AssociateResources' | 'DisassociateResources'>>()
if (named.result.ok) {
  expectTypeOf(named.result.failures).toEqualTypeOf<readonly S.ResourceFailure[]>()
  expectTypeOf(named.result.reply).toEqualTypeOf<S.AssociateResourcesReply | S.DisassociateResourcesReply>()
}
const any = S.apply(state, command, facts)
expectTypeOf(any).toEqualTypeOf<S.Outcome>()
// @ts-expect-error it may have been refused
void any.result.reply
if (!any.result.ok) expectTypeOf(any.result).toEqualTypeOf<S.Refused<S.RefusalCode>>()

// What is misspelt is an error, in the command and in its request.
// @ts-expect-error no such parameter
S.apply(state, { type: 'DeleteBackupPolicy', request: { policyId: 'u' } }, facts)
// @ts-expect-error a sweep has no request
S.apply(state, { type: 'Sweep', request: {} }, facts)
// @ts-expect-error on disassociating a resource has no type
S.disassociateResources(state, { policy_id: 'u', resources: [{ resource_id: 'u', resource_type: 'volume' }] }, facts)
// @ts-expect-error the request of another command
S.apply(state, { type: 'AssociateResources', request: { policy_id: 'u', resources: [] } }, facts)

// A switch over codes is held to be complete.
type Kept = Extract<S.RefusalCode, 'AutoBackup.0100' | 'AutoBackup.0225'>
export const complete = (code: Kept): string => {
  switch (code) {
    case 'AutoBackup.0100':
      return 'never'
    case 'AutoBackup.0225':
      return 'later'
  }
}
// @ts-expect-error AutoBackup.0225 is missing
export const incomplete = (code: Kept): string => {
  switch (code) {
    case 'AutoBackup.0100':
      return 'never'
  }
}
// @ts-expect-error a misspelt code
if (error.code === 'AutoBackup.205') void error
// @ts-expect-error the host's code is no refusal
if (error.code === 'AutoBackup.0002') void error
expectTypeOf<S.RefusalCode>().toExtend<S.ErrorCode>()
expectTypeOf(S.errors['AutoBackup.0205']).toEqualTypeOf<S.ErrorEntry<'AutoBackup.0205', 404>>()
// @ts-expect-error the catalogue is closed
S.errors['AutoBackup.0205'] = entry

// Nothing that is given out can be changed.
// @ts-expect-error a state is a value
state.live = other.live
// @ts-expect-error so are the events
any.events.length = 0

expectTypeOf<S.BackupPoliciesState>().toEqualTypeOf<Readonly<S.BackupPoliciesState>>()

expectTypeOf<S.Decision<S.BackupPoliciesEvent, S.RefusalCode>>().toEqualTypeOf<
  { readonly ok: true; readonly events: readonly S.BackupPoliciesEvent[] } | S.Refused<S.RefusalCode>
>()
expectTypeOf<S.Stored<S.BackupPoliciesState>>().toEqualTypeOf<
  { readonly ok: true; readonly state: S.BackupPoliciesState } | { readonly ok: false; readonly error: S.StoredError }
>()
