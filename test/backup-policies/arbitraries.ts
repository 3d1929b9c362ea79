/** Commands, facts and times for properties, from small pools of ids, so that they meet each other; and commands that are broken. */
import fc from 'fast-check'
import type { Facts, ScheduledPolicy } from '../../src/backup-policies/index.ts'
import { day, factsOf, hour, otherProject, policyId, project, schedule, volumeId } from './support.ts'

export type Fields = Readonly<Record<string, unknown>>

/** All with letters, whose case does not matter. */
export const policyIds = [
  policyId,
  'b1e5c0de-0000-4000-8000-00000000000b',
  'c2e5c0de-0000-4000-8000-00000000000c',
  'd3e5c0de-0000-4000-8000-00000000000d'
] as const
export const unknownPolicyId = 'e4e5c0de-0000-4000-8000-00000000000e'
export const volumeIds = [volumeId, ...[1, 2, 3, 4].map((at) => `abcdef0${at}-aaaa-4bbb-8ccc-dddddddddddd`)]
export const projects = [project, otherProject] as const

const weigh = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary })
const mostly = <T>(weight: number, usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>) =>
  fc.oneof(weigh(weight, usual), weigh(1, other))

const spelled = (ids: readonly string[]): fc.Arbitrary<string> => {
  const id = fc.constantFrom(...ids)
  const mixed = id.map((text) => text.replace(/[a-f]/g, (letter, at) => (at % 2 === 0 ? letter.toUpperCase() : letter)))
  return mostly(
    6,
    id,
    fc.oneof(
      id.map((text) => text.toUpperCase()),
      mixed
    )
  )
}
export const policy = spelled(policyIds)
export const volume = spelled(volumeIds)

const schedules: readonly ScheduledPolicy[] = [
  schedule,
  { week_frequency: ['SUN', 'SAT'], start_time: '00:00', status: 'OFF', rentention_day: 2, remain_first_backup_of_curMonth: 'Y' },
  { frequency: 30, start_time: '23:59', status: 'ON', rentention_num: 99, remain_first_backup_of_curMonth: 'N' },
  { frequency: 14, start_time: '19:30', status: 'ON', rentention_day: 99_999, remain_first_backup_of_curMonth: 'Y' }
]

const creation = fc.record({
  type: fc.constant('CreateBackupPolicy'),
  policyId: policy,
  request: fc.record({
    backup_policy_name: fc.constantFrom('plan01', 'plan_02', 'Plan-03', 'x'.repeat(64), '7'),
    scheduled_policy: fc.constantFrom(...schedules)
  })
})

const hostFields = { availability_zone: fc.constantFrom('az1.dc1', ''), os_vol_host_attr: fc.constantFrom('host#1', null, 7) }
const entry = fc.record(
  { resource_id: volume, resource_type: fc.constant('volume'), ...hostFields },
  { requiredKeys: ['resource_id', 'resource_type'], noNullPrototype: true }
)
const few = <T>(arbitrary: fc.Arbitrary<T>) =>
  mostly(5, fc.array(arbitrary, { minLength: 1, maxLength: 3 }), fc.array(arbitrary, { minLength: 1, maxLength: 8 }))

const association = fc.record({
  type: fc.constant('AssociateResources'),
  request: fc.record({ backup_policy_id: policy, resources: few(entry) })
})
const disassociation = fc.record({
  type: fc.constant('DisassociateResources'),
  request: fc.record({ policy_id: policy, resources: few(fc.record({ resource_id: volume })) })
})
const deletion = fc.record({ type: fc.constant('DeleteBackupPolicy'), request: fc.record({ policy_id: policy }) })

/** Well-formed, if not always possible. */
export const command: fc.Arbitrary<Fields> = fc.oneof(
  weigh<Fields>(3, creation),
  weigh<Fields>(10, association),
  weigh<Fields>(7, disassociation),
  weigh<Fields>(1, deletion),
  weigh<Fields>(3, fc.constant({ type: 'Sweep' }))
)
const serviceCommand: fc.Arbitrary<Fields> = fc.oneof(
  weigh<Fields>(2, creation),
  weigh<Fields>(3, association),
  weigh<Fields>(3, disassociation),
  weigh<Fields>(1, deletion)
)

/** `depth` boxes in each other, with something in the last. */
export const nest = (depth: number, core: unknown): unknown => {
  let value = core
  for (let at = 0; at < depth; at += 1) value = at % 2 === 0 ? [value] : { in: value }
  return value
}

/** Own fields, whatever their names: an assignment to `__proto__` would make none. */
const withField = (fields: unknown, name: string, value: unknown): Fields =>
  Object.fromEntries([...Object.entries(typeof fields === 'object' && fields !== null ? fields : {}), [name, value]])
const withRequest = (given: Fields, name: string, value: unknown): Fields =>
  withField(given, 'request', withField(given.request, name, value))
const entriesOf = (given: Fields): readonly unknown[] => {
  const { resources } = withField(given.request, '', '')
  return Array.isArray(resources) ? resources : []
}
const withEntry = (given: Fields, at: number, change: (entry: unknown) => unknown): Fields => {
  const entries = entriesOf(given)
  const place = at % Math.max(entries.length, 1)
  return withRequest(given, 'resources', [...entries.slice(0, place), change(entries[place]), ...entries.slice(place + 1)])
}
const policyFieldOf: Readonly<Record<string, string>> = {
  AssociateResources: 'backup_policy_id',
  DisassociateResources: 'policy_id',
  DeleteBackupPolicy: 'policy_id'
}
const withPolicy = (given: Fields, id: unknown): Fields =>
  given.type === 'CreateBackupPolicy'
    ? withField(given, 'policyId', id)
    : withRequest(given, policyFieldOf[String(given.type)] ?? 'policy_id', id)

const oddRequests: readonly unknown[] = [undefined, null, '', {}, [], 'x', 7, true, [{}], [null]]
const oddLists: readonly unknown[] = [undefined, null, {}, 'x', '', 7, [], { length: 1, 0: { resource_id: volumeId } }]
const oddEntries: readonly unknown[] = [
  null,
  undefined,
  'x',
  volumeId,
  7,
  [],
  [{ resource_id: volumeId }],
  {},
  { resource_id: '' },
  { resource_id: null }
]
const oddIds: readonly unknown[] = [
  ...['x', '__proto__', 'constructor', `${volumeId}\n`, ` ${volumeId}`, `{${volumeId}}`, `${volumeId}0`, volumeId.slice(1)],
  ...[volumeId.replaceAll('-', ''), volumeId.replace('b', 'g'), volumeId.replace('8', '\uFF18'), volumeId.replaceAll('-', '_')],
  ...[7, 0, true, false, [], [volumeId], {}, { toString: volumeId }]
]
const oddTypes: readonly unknown[] = [undefined, null, '', 'Volume', 'volume ', 'server', ['volume'], 7, {}]
const oddPolicies: readonly unknown[] = [
  ...[undefined, null, '', 'x', '__proto__', 'constructor', ' ', `${policyId} `, `${policyId}\n`, unknownPolicyId],
  ...[policyId.replaceAll('-', ''), 7, 0, true, false, {}, [], [policyId], [[]]]
]
const oddNames: readonly unknown[] = [
  undefined,
  null,
  '',
  7,
  'default',
  'default_1',
  'defaul',
  'x'.repeat(65),
  'a b',
  'a.b',
  '\u00E9',
  'a\n',
  ['a'],
  {}
]
const oddSchedules = [undefined, null, '', 'x', 7, [], {}, [schedule]]
const oddScheduleFields: Readonly<Record<string, readonly unknown[]>> = {
  frequency: [0, 31, 1.5, -1, '1', null, undefined, Number.NaN, true, []],
  week_frequency: [[], ['SUN'], ['SUN', 'SUN'], ['sun'], ['SUN', 7], 'SUN', null, {}, [undefined], [['SUN']]],
  start_time: ['24:00', '23:60', '1:00', '12:00:00', '12:00\n', '', 1200, null, undefined, ['12:00'], '\uFF11\uFF12:00'],
  status: ['on', 'OFF', '', null, undefined, true, ['ON']],
  rentention_num: [1, 100, 2, 2.5, '5', null, undefined, Number.POSITIVE_INFINITY],
  rentention_day: [1, 100_000, 99_999, '5', null, undefined],
  remain_first_backup_of_curMonth: ['y', 'Y', '', null, undefined, true]
}
const oddTypesOfCommands = [
  ...['Resize', '', 'sweep', 'toString', '__proto__', 'constructor', 'AssociationSucceeded', 'DisassociationFailed'],
  ...['ListBackupPolicies', undefined, null, 7, {}, ['Sweep']]
]
/** Of no meaning here, however they look. */
const strayFields: readonly (readonly [string, unknown])[] = [
  ['__proto__', { resources: [], policy_id: '' }],
  ['__proto__', null],
  ['constructor', { prototype: 7 }],
  ['toString', 7],
  ['hasOwnProperty', false],
  ['resource_name', 'x'],
  ['length', 1],
  ['policyid', ''],
  ['then', {}],
  ['', ''],
  ['deep', nest(2_000, 7)]
]
const markups: readonly ((given: Fields, at: number) => Fields)[] = [
  (given) => withRequest(given, 'note', 'a<b'),
  (given) => withRequest(given, 'note', '>'),
  (given) => withRequest(given, '<', null),
  (given) => withRequest(given, 'note', [{ deep: ['', { '>': 7 }] }]),
  (given) => withRequest(given, 'note', nest(2_000, '<')),
  (given) => withRequest(given, '__proto__', { a: '<' }),
  (given) => withPolicy(given, `${policyId}>`),
  (given) => withPolicy(given, ['<']),
  (given) => withRequest(given, 'backup_policy_name', '<plan>'),
  (given, at) => withEntry(given, at, (entry) => withField(entry, 'resource_id', '<')),
  (given, at) => withEntry(given, at, (entry) => withField(entry, 'resource_type', 'volume>')),
  (given, at) => withEntry(given, at, (entry) => withField(entry, 'os_vol_host_attr', '<')),
  (given, at) => withEntry(given, at, (entry) => withField(entry, 'a>', {}))
]

const anywhere = ['type', 'request', 'stray', 'markup', 'markup', 'policy', 'policy'] as const
const inList = ['list', 'entry', 'entry', 'hole', 'id', 'id', 'id'] as const
/** What can be broken in a command of each type; what has many rules is named more often. */
const breakable = {
  CreateBackupPolicy: [...anywhere, 'name', 'name', 'plan', 'rule', 'rule', 'rule', 'rule', 'rule'],
  AssociateResources: [...anywhere, ...inList, 'kind', 'kind'],
  DisassociateResources: [...anywhere, ...inList],
  DeleteBackupPolicy: anywhere
} as const
type Breakable = (typeof breakable)[keyof typeof breakable][number]
const breakableIn = ({ type }: Fields): readonly Breakable[] =>
  Object.entries(breakable).find(([name]) => name === type)?.[1] ?? anywhere

/** One rule broken: which, where, and with what. */
const spoil = fc.record({ what: fc.nat(0xffff), at: fc.nat(7), value: fc.nat(0xffff) })
type Spoil = typeof spoil extends fc.Arbitrary<infer T> ? T : never

const pick = <T>(pool: readonly T[], at: number): T | undefined => pool[at % pool.length]

const spoilt = (given: Fields, { what, at, value }: Spoil): Fields => {
  const { scheduled_policy } = withField(given.request, '', '')
  switch (pick(breakableIn(given), what) ?? 'type') {
    case 'type':
      return { ...given, type: pick(oddTypesOfCommands, value) }
    case 'request':
      return { ...given, request: pick(oddRequests, value) }
    case 'stray': {
      const [name, stray] = pick(strayFields, value) ?? ['', '']
      if (at % 3 === 0) return withField(given, name, stray)
      if (at % 3 === 1) return withRequest(given, name, stray)
      return withEntry(given, at, (entry) => withField(entry, name, stray))
    }
    case 'markup':
      return pick(markups, value)?.(given, at) ?? given
    case 'policy':
      return withPolicy(given, pick(oddPolicies, value))
    case 'list':
      return withRequest(given, 'resources', pick(oddLists, value))
    case 'entry':
      return withRequest(given, 'resources', entriesOf(given).toSpliced(at, 0, pick(oddEntries, value)))
    case 'hole': {
      const holed = [...entriesOf(given)]
      if (at % 2 === 0) holed.length += 1
      else delete holed[at % Math.max(holed.length, 1)]
      return withRequest(given, 'resources', holed)
    }
    case 'id':
      return withEntry(given, at, (entry) => withField(entry, 'resource_id', pick(oddIds, value)))
    case 'kind':
      return withEntry(given, at, (entry) => withField(entry, 'resource_type', pick(oddTypes, value)))
    case 'name':
      return withRequest(given, 'backup_policy_name', pick(oddNames, value))
    case 'plan':
      return withRequest(given, 'scheduled_policy', pick(oddSchedules, value))
    case 'rule': {
      const [name, odd] = pick(Object.entries(oddScheduleFields), at) ?? ['', []]
      return withRequest(given, 'scheduled_policy', withField(scheduled_policy, name, pick(odd, value)))
    }
  }
}

/** One rule is broken, or some at once; a few are whole all the same. */
export const brokenCommand: fc.Arbitrary<Fields> = fc
  .tuple(
    serviceCommand,
    mostly(3, fc.array(spoil, { minLength: 1, maxLength: 1 }), fc.array(spoil, { minLength: 2, maxLength: 4 }))
  )
  .map(([given, spoils]) => spoils.reduce(spoilt, given))

const hostile = fc.oneof(
  fc.anything({ withNullPrototype: true, withSparseArray: true, withBigInt: true, withDate: true, withMap: true }),
  fc.jsonValue(),
  fc.constantFrom<unknown>(...oddRequests, ...oddLists, ...oddEntries, ...oddIds, ...oddPolicies),
  fc.constantFrom<unknown>('x'.repeat(10_000), nest(12_000, 7), nest(12_000, '<'), { length: 1e9 }, Object.create(null))
)
const fieldNames =
  `policyId request resources resource_id resource_type backup_policy_id policy_id backup_policy_name scheduled_policy
  availability_zone __proto__ constructor toString projectId`.split(/\s+/)
const hostileFields = fc
  .array(fc.tuple(fc.constantFrom(...fieldNames), hostile), { maxLength: 5 })
  .map((fields): Fields => Object.fromEntries(fields))
const commandTypes = ['CreateBackupPolicy', 'AssociateResources', 'DisassociateResources', 'DeleteBackupPolicy', 'Sweep'] as const
const withHostileEntries = fc
  .tuple(serviceCommand, fc.array(fc.oneof(hostile, hostileFields), { maxLength: 4 }), fc.nat(3))
  .map(([given, entries, at]) => withRequest(given, 'resources', [...entriesOf(given).slice(0, at), ...entries]))

/** What no client should send, and some do. */
export const hostileRequest: fc.Arbitrary<unknown> = fc.oneof(hostile, hostileFields)
export const hostileCommand: fc.Arbitrary<unknown> = fc.oneof(
  hostile,
  withHostileEntries,
  fc
    .tuple(fc.constantFrom(...commandTypes), hostileRequest, hostileFields)
    .map(([type, request, fields]) => ({ ...fields, type, request }))
)

export const retention = mostly(
  2,
  fc.constant<Facts['retention']>(undefined),
  fc.constantFrom<Facts['retention'][]>(
    { floorMs: 0, ceilingMs: 0 },
    { floorMs: 0, ceilingMs: 3 },
    { floorMs: 2, ceilingMs: 2 },
    { floorMs: 3, ceilingMs: 10 },
    { floorMs: hour, ceilingMs: 2 * hour },
    { floorMs: 0, ceilingMs: 4_000_000_000 }
  )
)
const limits = mostly(
  2,
  fc.constant<Facts['limits']>(undefined),
  fc.constantFrom<Facts['limits'][]>(
    { resourcesPerPolicy: 1 },
    { resourcesPerPolicy: 2 },
    { resourcesPerPolicy: 3 },
    { resourcesPerPolicy: 0 },
    { policiesPerProject: 2 },
    { policiesPerProject: 0, resourcesPerPolicy: 2 }
  )
)

/** Without what is absent: facts are plain data. */
const present = (fields: Fields): Partial<Facts> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

export const facts: fc.Arbitrary<Partial<Facts>> = fc
  .record({
    projectId: mostly(6, fc.constant(project), fc.constant(otherProject)),
    retention,
    limits,
    executingPolicyIds: mostly(
      4,
      fc.constant<string[] | undefined>(undefined),
      fc.array(spelled([...policyIds, unknownPolicyId]), { maxLength: 3 })
    ),
    defaultPolicyId: mostly(6, fc.constant<string | undefined>(undefined), policy)
  })
  .map(present)

/** A clock that goes on, to a deadline or near one; now and then it steps back. */
export type Clock = { readonly by: number; readonly deadline?: number }
const clock: fc.Arbitrary<Clock> = fc.oneof(
  weigh<Clock>(5, fc.constant({ by: 0 })),
  weigh<Clock>(5, fc.record({ by: fc.integer({ min: 1, max: 6 }) })),
  weigh<Clock>(3, fc.record({ by: fc.integer({ min: 1, max: 2 * day }) })),
  weigh<Clock>(5, fc.record({ by: fc.integer({ min: -1, max: 1 }), deadline: fc.nat(20) })),
  weigh<Clock>(1, fc.record({ by: fc.integer({ min: -6, max: -1 }) })),
  weigh<Clock>(1, fc.record({ by: fc.integer({ min: -5 * day, max: -1 }) }))
)

export const moveClock = (now: number, { by, deadline }: Clock, deadlines: readonly number[]): number => {
  if (deadline === undefined) return now + by
  const ahead = [...new Set(deadlines)].filter((time) => time >= now - 1).sort((a, b) => a - b)
  return (pick(ahead.length === 0 ? [now] : ahead, deadline) ?? now) + by
}

export interface Step {
  readonly command: Fields
  readonly facts: Partial<Facts>
  readonly clock: Clock
  /** Stored and read again before the next step. */
  readonly isRestarted: boolean
}
const stepOf = (commands: fc.Arbitrary<Fields>): fc.Arbitrary<Step> =>
  fc.record({ command: commands, facts, clock, isRestarted: fc.nat(5).map((at) => at === 5) })

/** Policies to begin with, most of them there, and then whatever comes. No bias to small numbers: here a number is a choice, not a size. */
const historyOf = (commands: fc.Arbitrary<Fields>, maxLength: number): fc.Arbitrary<Step[]> => {
  const beginnings = policyIds.map((id) =>
    fc.record({ projectId: mostly(4, fc.constant(project), fc.constant(otherProject)), given: creation }).map(
      ({ projectId, given }): Step => ({
        command: { ...given, policyId: id },
        facts: { projectId },
        clock: { by: 0 },
        isRestarted: false
      })
    )
  )
  const beginning = fc.tuple(...beginnings).chain((steps) => fc.subarray(steps, { minLength: 1 }))
  const steps = fc.array(stepOf(commands), { minLength: 1, maxLength, size: 'max' })
  return fc.noBias(fc.tuple(beginning, steps).map(([first, then]) => [...first, ...then]))
}

export const history = (maxLength: number): fc.Arbitrary<Step[]> => historyOf(command, maxLength)
export const historyWithBroken = (maxLength: number): fc.Arbitrary<Step[]> =>
  historyOf(fc.oneof(weigh(5, command), weigh(1, brokenCommand)), maxLength)

export const factsAt = ({ facts }: Step, now: number): Facts => factsOf({ ...facts, now })
