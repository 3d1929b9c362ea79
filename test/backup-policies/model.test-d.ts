/** Policies, associations, events, requests and replies. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import type { lifecycle, backupPolicies as S } from '../../src/index.ts'

declare const policy: S.BackupPolicy
declare const association: S.Association
declare const event: S.BackupPoliciesEvent
declare const record: S.ResourceRecord

// An association is an identity with a life.
expectTypeOf<S.Entity>().toEqualTypeOf<{
  readonly associationType: 'Resource'
  readonly entityType: 'volume'
  readonly entityId: string
}>()
expectTypeOf<S.Identity>().toExtend<S.Entity & { readonly projectId: string; readonly policyId: string }>()
expectTypeOf<S.Association>().toExtend<S.Identity & lifecycle.AssociationRecord>()
expectTypeOf(policy.scheduledPolicy).toEqualTypeOf<S.ScheduledPolicy>()
expectTypeOf<S.BackupPolicy>().toEqualTypeOf<Readonly<S.BackupPolicy>>()
expectTypeOf<S.Facts>().toEqualTypeOf<Readonly<S.Facts>>()
// @ts-expect-error a policy is a value
policy.resourceCount = 1
// @ts-expect-error and so is a record
association.status = 'Failed'

// Events are known by their types.
type Of<T extends S.BackupPoliciesEvent['type']> = Extract<S.BackupPoliciesEvent, { readonly type: T }>
expectTypeOf<Of<'BackupPolicyCreated'>>().toEqualTypeOf<S.BackupPolicyCreated>()
expectTypeOf<Of<'AssociationStarted'>>().toEqualTypeOf<S.AssociationStarted>()
expectTypeOf<Of<'AssociationSucceeded'>>().toEqualTypeOf<S.AssociationSucceeded>()
expectTypeOf<Of<'DisassociationStarted'>>().toEqualTypeOf<S.DisassociationStarted>()
expectTypeOf<Of<'DisassociationSucceeded'>>().toEqualTypeOf<S.DisassociationSucceeded>()
expectTypeOf<Of<'AssociationExpired'>>().toEqualTypeOf<S.AssociationExpired>()
expectTypeOf<Of<'BackupPolicyDeleted'>>().toEqualTypeOf<S.BackupPolicyDeleted>()
if ('entityId' in event) expectTypeOf(event).toExtend<S.Identity>()
// @ts-expect-error an event of a policy names no resource
void event.entityId

// Requests and replies, spelt as documented.
type Command<T extends S.ServiceCommand['type']> = Extract<S.ServiceCommand, { readonly type: T }>
expectTypeOf<Command<'CreateBackupPolicy'>['request']>().toEqualTypeOf<S.CreateBackupPolicyRequest>()
expectTypeOf<Command<'AssociateResources'>['request']>().toEqualTypeOf<S.AssociateResourcesRequest>()
expectTypeOf<Command<'DisassociateResources'>['request']>().toEqualTypeOf<S.DisassociateResourcesRequest>()
expectTypeOf<Command<'DeleteBackupPolicy'>['request']>().toEqualTypeOf<S.DeleteBackupPolicyRequest>()
expectTypeOf<S.AssociateResourcesRequest['resources']>().toEqualTypeOf<readonly S.ResourceToAssociate[]>()
expectTypeOf<S.DisassociateResourcesRequest['resources']>().toEqualTypeOf<readonly S.ResourceReference[]>()
expectTypeOf<S.ResourceToAssociate['resource_type']>().toEqualTypeOf<'volume'>()
expectTypeOf<S.ListBackupPoliciesRequest>().toEqualTypeOf<Readonly<Record<string, unknown>>>()
expectTypeOf<S.ListResourcesRequest>().toEqualTypeOf<{ readonly policy_id?: string }>()
expectTypeOf<S.ResourcesReply>().toEqualTypeOf<{
  readonly success_resources: readonly S.DisassociatedResource[]
  readonly fail_resources: readonly (S.DisassociatedResource & S.Failing)[]
}>()
expectTypeOf<S.AssociatedResource>().toExtend<S.DisassociatedResource>()
expectTypeOf<S.ResourceFailure>().toEqualTypeOf<{ readonly resource_id: string; readonly reason: S.FailureReason }>()
expectTypeOf<S.BackupPoliciesReply['backup_policies']>().toEqualTypeOf<readonly S.BackupPolicyShown[]>()
expectTypeOf(record.status).toEqualTypeOf<lifecycle.AssociationStatus>()
expectTypeOf(record.expires_by).toEqualTypeOf<string | undefined>()
export const wrong: S.AssociateResourcesRequest[] = [
  // @ts-expect-error only volumes are associated
  { backup_policy_id: 'u', resources: [{ resource_id: 'u', resource_type: 'server' }] },
  // @ts-expect-error the policy is in the body under another name
  { policy_id: 'u', resources: [] }
]
// @ts-expect-error no such day
export const day: S.DayOfWeek = 'MONDAY'
