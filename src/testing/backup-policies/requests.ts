/** Commands of backup policies: valid ones from a small pool of ids, so that they meet each other, and ones that break exactly one rule. */
import * as fc from 'fast-check'
import type { backupPolicies } from '../../index.ts'
import { type Broken, breaking, type Fields, mostly, present, type Rule, sometimes, withField, withoutField } from '../choices.ts'
import { hostileJson, hostileName } from '../hostile.ts'

type Command = backupPolicies.ServiceCommand
type Of<T extends Command['type']> = Extract<Command, { type: T }>

/** The ids of a small world: policies and volumes meet in it again and again. */
export const policyIds = [
  'af8a20b0-117d-4fc3-ae53-aa3968a4f870',
  'b1e5c0de-0000-4000-8000-00000000000b',
  'c2e5c0de-0000-4000-8000-00000000000c'
] as const
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
export const policyId = spelled(policyIds)
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

export const createBackupPolicy: fc.Arbitrary<Of<'CreateBackupPolicy'>> = fc.record({
  type: fc.constant('CreateBackupPolicy'),
  policyId,
  request: fc.record({ backup_policy_name: policyName, scheduled_policy: scheduledPolicy })
})

const few = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(arbitrary, { minLength: 1, maxLength: 5 })

const toAssociate: fc.Arbitrary<backupPolicies.ResourceToAssociate> = fc
  .record({
    resource_id: volumeId,
    resource_type: fc.constant('volume' as const),
    availability_zone: sometimes(fc.constantFrom('az-1', 'az-2')),
    os_vol_host_attr: sometimes(fc.constant('host-1'))
  })
  .map((entry) => present<backupPolicies.ResourceToAssociate>(entry))

export const associateResources: fc.Arbitrary<Of<'AssociateResources'>> = fc.record({
  type: fc.constant('AssociateResources'),
  request: fc.record({ backup_policy_id: policyId, resources: few(toAssociate) })
})

export const disassociateResources: fc.Arbitrary<Of<'DisassociateResources'>> = fc.record({
  type: fc.constant('DisassociateResources'),
  request: fc.record({ policy_id: policyId, resources: few(fc.record({ resource_id: volumeId })) })
})

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

// ---- one rule broken

const withRequest = (given: Fields, change: (request: Fields) => unknown): Fields => ({
  ...given,
  request: change(given.request as Fields)
})

const inRequest =
  (name: string, values: fc.Arbitrary<unknown>) =>
  (given: Fields): fc.Arbitrary<Fields> =>
    values.map((value) => withRequest(given, (request) => withField(request, name, value)))

/** One entry of `resources` becomes another. */
const inEntry =
  (change: (entry: unknown) => fc.Arbitrary<unknown>) =>
  (given: Fields): fc.Arbitrary<Fields> => {
    const entries = (given.request as { readonly resources: readonly unknown[] }).resources
    return fc
      .nat(entries.length - 1)
      .chain((at) =>
        change(entries[at]).map((entry) =>
          withRequest(given, (request) => withField(request, 'resources', entries.with(at, entry)))
        )
      )
  }

const noObject = fc.constantFrom<unknown>(null, 'volume', 7, true, [])
const bracketed = fc.constantFrom('<', '>', 'a<b', '<script>')

/** Anywhere in a request: as a name, or as a text, at some depth. */
const bracketIn = (given: Fields): fc.Arbitrary<Fields> =>
  fc.tuple(bracketed, hostileName, fc.constantFrom('text', 'name', 'deep')).map(([text, name, where]) =>
    withRequest(given, (request) => {
      if (where === 'name') return withField(request, text, null)
      return withField(request, `note ${name}`, where === 'deep' ? [{ [name]: [text] }] : text)
    })
  )

const emptyRequest = (given: Fields): fc.Arbitrary<Fields> =>
  fc.constantFrom<unknown>(null, undefined, '', {}, [], 'request', 7, true).map((request) => ({ ...given, request }))

const noUuid = fc.constantFrom<unknown>(
  'x',
  volumeIds[0].replaceAll('-', ''),
  `${volumeIds[0]} `,
  volumeIds[0].replace('b', 'g'),
  7,
  true,
  {}
)

const resourcesRules: readonly Rule<Fields>[] = [
  ['AutoBackup.0000', emptyRequest],
  ['AutoBackup.0001', inRequest('resources', fc.constantFrom<unknown>(undefined, null, {}, 'volume', 7))],
  ['AutoBackup.0207', inRequest('resources', fc.constant([]))],
  ['AutoBackup.0209', inEntry(() => noObject)],
  ['AutoBackup.0209', inEntry((entry) => fc.constantFrom(undefined, null, '').map((id) => withField(entry, 'resource_id', id)))],
  ['AutoBackup.0221', bracketIn],
  ['AutoBackup.0221', inEntry((entry) => bracketed.map((id) => withField(entry, 'resource_id', id)))],
  ['AutoBackup.1400', inEntry((entry) => noUuid.map((id) => withField(entry, 'resource_id', id)))]
]

const missing = fc.constantFrom<unknown>(undefined, null, '')

/** The rules of each command that do not depend on the state, in the order in which they are checked. */
export const rules: { readonly [T in Command['type']]: readonly Rule<Fields>[] } = {
  CreateBackupPolicy: [
    ['AutoBackup.0000', emptyRequest],
    ['AutoBackup.0221', bracketIn],
    [
      'AutoBackup.0102',
      inRequest(
        'backup_policy_name',
        fc.constantFrom<unknown>(undefined, null, '', 'default', 'default-1', 'a b', 'ü', 'a'.repeat(65), 7)
      )
    ],
    ['AutoBackup.0001', inRequest('scheduled_policy', fc.constantFrom<unknown>(undefined, null, {}, 'daily', []))],
    [
      'AutoBackup.0001',
      (given) =>
        fc
          .constantFrom<readonly [string, unknown]>(
            ['frequency', 0],
            ['frequency', 31],
            ['frequency', 1.5],
            ['week_frequency', []],
            ['week_frequency', ['mon']],
            ['start_time', '24:00'],
            ['start_time', undefined],
            ['status', 'on'],
            ['rentention_num', 1],
            ['rentention_num', 100],
            ['rentention_day', 100_000],
            ['remain_first_backup_of_curMonth', 'yes']
          )
          .map(([name, value]) =>
            withRequest(given, (request) =>
              withField(request, 'scheduled_policy', withField(request.scheduled_policy, name, value))
            )
          )
    ],
    ['AutoBackup.0006', (given) => fc.oneof(missing, noUuid).map((id) => ({ ...given, policyId: id }))]
  ],
  AssociateResources: [
    ...resourcesRules,
    [
      'AutoBackup.0211',
      inEntry((entry) =>
        fc
          .constantFrom<unknown>(undefined, null, '', 'Volume', 'server', ['volume'])
          .map((type) => withField(entry, 'resource_type', type))
      )
    ],
    ['AutoBackup.0006', inRequest('backup_policy_id', missing)],
    ['AutoBackup.0205', inRequest('backup_policy_id', fc.constant(unknownPolicyId))]
  ],
  DisassociateResources: [
    ...resourcesRules,
    ['AutoBackup.0006', inRequest('policy_id', missing)],
    ['AutoBackup.0205', inRequest('policy_id', fc.constant(unknownPolicyId))]
  ],
  DeleteBackupPolicy: [
    ['AutoBackup.0000', emptyRequest],
    ['AutoBackup.0221', bracketIn],
    [
      'AutoBackup.0006',
      (given) => missing.map((id) => withRequest(given, (request) => ({ ...withField(request, 'policy_id', id), note: '' })))
    ],
    ['AutoBackup.0205', inRequest('policy_id', fc.constant(unknownPolicyId))]
  ]
}

const valid: { readonly [T in Command['type']]: fc.Arbitrary<Of<T>> } = {
  CreateBackupPolicy: createBackupPolicy,
  AssociateResources: associateResources,
  DisassociateResources: disassociateResources,
  DeleteBackupPolicy: deleteBackupPolicy
}

/** A command that breaks exactly one rule, whatever the state, with the code of that rule. */
export const brokenCommand = (type: Command['type']): fc.Arbitrary<Broken<Fields>> =>
  breaking(valid[type] as fc.Arbitrary<object> as fc.Arbitrary<Fields>, rules[type])

/** A command of a known type, with anything in it. */
export const hostileCommand: fc.Arbitrary<Fields> = fc
  .tuple(fc.constantFrom(...Object.keys(valid), 'Sweep'), hostileJson, hostileJson)
  .map(([type, request, id]) => ({ type, policyId: id, request }))
