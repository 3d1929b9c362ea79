/** Commands of backup policies: valid ones from a small pool of ids, so that they meet each other. */
import * as fc from 'fast-check'
import type { backupPolicies } from '../../index.ts'
import { type Fields, mostly, present, requestIn, sometimes, withoutField } from '../choices.ts'

/**
 * What requests are made for.
 * @internal
 */
type Command = backupPolicies.ServiceCommand
/**
 * The command of a type.
 * @internal
 */
type Of<T extends Command['type']> = Extract<Command, { type: T }>

/** The ids of a small world: policies and volumes meet in it again and again. */
export const policyIds = [
  'af8a20b0-117d-4fc3-ae53-aa3968a4f870',
  'b1e5c0de-0000-4000-8000-00000000000b',
  'c2e5c0de-0000-4000-8000-00000000000c'
] as const
/** The volumes of a small world. */
export const volumeIds = [
  'bce8d47a-af17-4169-901f-4c7ae9f29c2c',
  'abcdef01-aaaa-4bbb-8ccc-dddddddddddd',
  'abcdef02-aaaa-4bbb-8ccc-dddddddddddd',
  'abcdef03-aaaa-4bbb-8ccc-dddddddddddd'
] as const
/** The projects of a small world. What is in one is not there for the other. */
export const projectIds = ['project-1', 'project-2'] as const
/** A policy that nobody makes. */
export const unknownPolicyId = 'e4e5c0de-0000-4000-8000-00000000000e'

/** In lower case, mostly: the case of an id does not matter. */
const spelled = (ids: readonly string[]): fc.Arbitrary<string> => {
  const id = fc.constantFrom(...ids)
  return mostly(
    8,
    id,
    id.map((text) => text.toUpperCase())
  )
}
/** The id of a policy of the small world. */
export const policyId = spelled(policyIds)
/** The id of a volume of the small world. */
export const volumeId = spelled(volumeIds)

const daysOfWeek: readonly backupPolicies.DayOfWeek[] = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** Any valid `scheduled_policy`: one of each pair of fields at least. */
export const scheduledPolicy: fc.Arbitrary<backupPolicies.ScheduledPolicy> = fc
  .record({
    frequency: fc.integer({ min: 1, max: 30 }),
    week_frequency: fc.subarray([...daysOfWeek], { minLength: 1 }),
    start_time: fc.tuple(fc.nat(23), fc.nat(59)).map(([hours, minutes]) => `${twoDigits(hours)}:${twoDigits(minutes)}`),
    status: fc.constantFrom('ON' as const, 'OFF' as const),
    rentention_num: fc.integer({ min: 2, max: 99 }),
    rentention_day: fc.integer({ min: 2, max: 99_999 }),
    remain_first_backup_of_curMonth: fc.constantFrom('Y' as const, 'N' as const)
  })
  .chain((all) =>
    fc
      .tuple(fc.constantFrom('frequency', 'week_frequency', ''), fc.constantFrom('rentention_num', 'rentention_day', ''))
      .map((left) => left.reduce<Fields>(withoutField, all) as unknown as backupPolicies.ScheduledPolicy)
  )

/** Any valid name of a policy. */
export const policyName: fc.Arbitrary<string> = mostly(
  8,
  fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/).filter((name) => !name.startsWith('default')),
  fc.constant('-_'.repeat(32))
)

/** A valid CreateBackupPolicy. */
export const createBackupPolicy: fc.Arbitrary<Of<'CreateBackupPolicy'>> = fc.record({
  type: fc.constant('CreateBackupPolicy'),
  policyId,
  request: fc.record({ backup_policy_name: policyName, scheduled_policy: scheduledPolicy })
})

const few = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(arbitrary, { minLength: 1, maxLength: 5 })

/** A volume with what goes with it on associating, and without. */
export const resourceToAssociate: fc.Arbitrary<backupPolicies.ResourceToAssociate> = fc
  .record({
    resource_id: volumeId,
    resource_type: fc.constant('volume' as const),
    availability_zone: sometimes(fc.constantFrom('az-1', 'az-2')),
    os_vol_host_attr: sometimes(fc.constant('host-1'))
  })
  .map((entry) => present<backupPolicies.ResourceToAssociate>(entry))

/** A volume. */
export const resourceReference: fc.Arbitrary<backupPolicies.ResourceReference> = fc.record({ resource_id: volumeId })

/** A valid AssociateResources. */
export const associateResources: fc.Arbitrary<Of<'AssociateResources'>> = fc.record({
  type: fc.constant('AssociateResources'),
  request: fc.record({ backup_policy_id: policyId, resources: few(resourceToAssociate) })
})

/** A valid DisassociateResources. */
export const disassociateResources: fc.Arbitrary<Of<'DisassociateResources'>> = fc.record({
  type: fc.constant('DisassociateResources'),
  request: fc.record({ policy_id: policyId, resources: few(resourceReference) })
})

/** A valid DeleteBackupPolicy. */
export const deleteBackupPolicy: fc.Arbitrary<Of<'DeleteBackupPolicy'>> = fc.record({
  type: fc.constant('DeleteBackupPolicy'),
  request: fc.record({ policy_id: policyId })
})

/** Any valid command of the service; whether it is accepted is up to the state. */
export const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 2, arbitrary: createBackupPolicy },
  { weight: 8, arbitrary: associateResources },
  { weight: 6, arbitrary: disassociateResources },
  { weight: 1, arbitrary: deleteBackupPolicy }
)

const commands: { readonly [T in Command['type']]: fc.Arbitrary<Of<T>> } = {
  CreateBackupPolicy: createBackupPolicy,
  AssociateResources: associateResources,
  DisassociateResources: disassociateResources,
  DeleteBackupPolicy: deleteBackupPolicy
}

/** Any valid command of a type. */
export const commandOf = <T extends Command['type']>(type: T): fc.Arbitrary<Of<T>> => commands[type]

/** Any valid request of a command, by the command's type. */
export const requestOf = <T extends Command['type']>(type: T): fc.Arbitrary<Of<T>['request']> => requestIn(commandOf(type))

/** Any valid ListBackupPolicies: nothing narrows the list down, so whatever is in it does not matter. */
export const listRequest: fc.Arbitrary<backupPolicies.ListBackupPoliciesRequest> = fc.dictionary(
  fc.stringMatching(/^[a-z_]{1,8}$/),
  fc.oneof(policyId, fc.nat(), fc.boolean(), fc.constant(null))
)

/** Any valid request of the library's own query. */
export const listResourcesRequest: fc.Arbitrary<backupPolicies.ListResourcesRequest> = sometimes(
  fc.oneof(policyId, fc.constant(unknownPolicyId)),
  1
).map((policy_id) => present<backupPolicies.ListResourcesRequest>({ policy_id }))
