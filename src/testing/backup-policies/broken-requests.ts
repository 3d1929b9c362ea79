/** Commands and queries of backup policies that break exactly one rule of shape. */
import * as fc from 'fast-check'
import type { backupPolicies } from '../../index.ts'
import { type Broken, type BrokenRequest, breaking, type Fields, type Rule, withField } from '../choices.ts'
import { hostileJson, hostileName } from '../hostile.ts'
import type { Command } from './calls.ts'
import { commandOf, listRequest, listResourcesRequest, unknownPolicyId, volumeIds } from './requests.ts'

/**
 * What requests can be broken of.
 * @internal
 */
type Service = backupPolicies.ServiceCommand

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
const bracketInFields = (request: Fields): fc.Arbitrary<Fields> =>
  fc.tuple(bracketed, hostileName, fc.constantFrom('text', 'name', 'deep')).map(([text, name, where]) => {
    if (where === 'name') return withField(request, text, null)
    return withField(request, `note ${name}`, where === 'deep' ? [{ [name]: [text] }] : text)
  })

const bracketIn = (given: Fields): fc.Arbitrary<Fields> =>
  bracketInFields(given.request as Fields).map((request) => withRequest(given, () => request))

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
export const rules: { readonly [T in Service['type']]: readonly Rule<Fields>[] } = {
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

/** A command that breaks exactly one rule, whatever the state, with the code of that rule. */
export const brokenCommand = <T extends Service['type']>(type: T): fc.Arbitrary<Broken<Extract<Service, { type: T }>>> =>
  breaking(commandOf(type), rules[type]).map(([code, command]) => ({ code, command }))

/** The rules of both queries: only what no request may hold. */
export const listRules: readonly Rule<Fields>[] = [['AutoBackup.0221', bracketInFields]]

/** A ListBackupPolicies request that breaks exactly one rule, with the code of that rule. */
export const brokenListRequest: fc.Arbitrary<BrokenRequest<backupPolicies.ListBackupPoliciesRequest>> = breaking(
  listRequest,
  listRules
).map(([code, request]) => ({ code, request }))

/** A request of the library's own query that breaks exactly one rule, with the code of that rule. */
export const brokenListResourcesRequest: fc.Arbitrary<BrokenRequest<backupPolicies.ListResourcesRequest>> = breaking(
  listResourcesRequest,
  listRules
).map(([code, request]) => ({ code, request }))

/** A command of a known type, with anything in it. */
export const hostileCommand: fc.Arbitrary<Command> = fc
  .tuple(fc.constantFrom(...Object.keys(rules), 'Sweep'), hostileJson, hostileJson)
  .map(([type, request, id]): Fields => ({ type, policyId: id, request })) as fc.Arbitrary<unknown> as fc.Arbitrary<Command>
