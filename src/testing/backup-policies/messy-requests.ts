/** Commands that break several rules at once, or none: which of them is named first is documented, too. */
import * as fc from 'fast-check'
import { type Fields, mostly, present, sometimes } from '../choices.ts'
import type { Command } from './calls.ts'
import { policyId, policyName, scheduledPolicy, unknownPolicyId, volumeId } from './requests.ts'

const id = mostly<unknown>(6, policyId, fc.constantFrom('', 'x', unknownPolicyId, 'a<b', 7, null))

const entry: fc.Arbitrary<unknown> = fc
  .record({
    resource_id: mostly<unknown>(6, volumeId, fc.constantFrom(undefined, '', 'x', '<', 7)),
    resource_type: mostly<unknown>(6, fc.constant('volume'), fc.constantFrom(undefined, 'server', '<'))
  })
  .map((fields) => present<Fields>(fields))

/** Short lists, of few things, so that some come twice. */
const resources = mostly<unknown>(
  8,
  fc.array(mostly(8, entry, fc.constantFrom<unknown>(null, 'volume', [])), { maxLength: 5 }),
  fc.constantFrom(undefined, null, {}, 'volume')
)

/** A command with fields that may each be right, wrong or absent. */
export const messyCommand: fc.Arbitrary<Command> = fc
  .record({
    type: fc.constantFrom('DisassociateResources', 'AssociateResources', 'CreateBackupPolicy', 'DeleteBackupPolicy'),
    policyId: id,
    policy_id: id,
    resources,
    backup_policy_name: mostly<unknown>(3, policyName, fc.constantFrom(undefined, '', 'default', 'a b', '<', 7)),
    scheduled_policy: mostly<unknown>(3, scheduledPolicy, fc.constantFrom(undefined, {}, 'daily', { status: '>' })),
    note: sometimes(fc.constantFrom<unknown>('', '<', { '>': 1 }), 8)
  })
  .map(({ type, policyId: given, policy_id, ...rest }): Fields => {
    const request = present<Fields>({ ...rest, [type === 'AssociateResources' ? 'backup_policy_id' : 'policy_id']: policy_id })
    return { type, policyId: given, request }
  }) as fc.Arbitrary<unknown> as fc.Arbitrary<Command>
