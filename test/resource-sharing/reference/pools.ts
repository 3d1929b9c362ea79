/** Small pools, so that ids collide, records are revived and rules meet: accounts, entities, facts, and values of a wrong kind. */
import type { Facts, ResourceDirectory, ResourceType } from '../../../src/resource-sharing/facts.ts'

export const owner = '1000000000000001'
export const member = '1720505253000000'
export const folderMember = '1000000000000002'
export const manager = '1000000000000009'
export const external = '172050525300****'
export const otherExternal = '199999999999'
export const stranger = '15555555555555555555'
export const accounts = [owner, member, folderMember, manager, external, otherExternal, stranger]

export const shareIds = ['rs-6GRmdD3X****', 'rs-2']

/** Some are there more than once, to be drawn more often. */
export const targets = [
  member,
  external,
  folderMember,
  otherExternal,
  manager,
  external,
  owner,
  'rd-abc123',
  'rd-other',
  otherExternal,
  'fd-f1',
  'fd-f2',
  external,
  'fd-constructor',
  'ecs.aliyuncs.com',
  otherExternal,
  'svc-a.b'
]

/** A host names its own types as it likes, in up to 64 characters. */
const hostType = `of the host ${'\u5C71'.repeat(52)}`

export const resources = [
  ['VSwitch', 'vsw-bp183p93qs667muql****'],
  ['VSwitch', 'x-1'],
  ['Image', 'x-1'],
  ['DeploymentSet', 'ds-1'],
  ['CapacityReservation', 'cr-1'],
  ['IpamPool', 'ipam-1'],
  ['KMSInstance', 'kms-1'],
  ['Custom', 'c-1'],
  [hostType, 'h-1'],
  [hostType, 'h'.repeat(128)],
  ['Snapshot', '\u{20BB7}\u5C71'.repeat(42)],
  ['Snapshot', '!~"\\/|:,'],
  ['PrefixList', '\u{1F600}'],
  ['PrefixList', '\uFFFD']
].map(([ResourceType, ResourceId]) => ({ ResourceId: ResourceId ?? '', ResourceType: ResourceType ?? '' }))

const directory: ResourceDirectory = {
  id: 'rd-abc123',
  managementAccountId: manager,
  memberIds: [owner, member],
  folders: { 'fd-f1': [folderMember], 'fd-f2': [] }
}

/** The first is the usual one. */
export const directories: readonly (ResourceDirectory | undefined)[] = [
  directory,
  undefined,
  { ...directory, memberIds: [owner] },
  { ...directory, memberIds: [owner, member, external] },
  { ...directory, folders: { 'fd-f2': [member, otherExternal] } },
  { id: 'rd-other', managementAccountId: owner, memberIds: [] }
]

const shareable: ResourceType = { leavable: true, external: true, service: false }
const internal: ResourceType = { leavable: false, external: false, service: false }

/** The first two are the usual ones. */
export const typeCatalogues: readonly (Readonly<Record<string, ResourceType>> | undefined)[] = [
  undefined,
  {
    VSwitch: shareable,
    Image: shareable,
    Snapshot: shareable,
    PrefixList: shareable,
    Custom: { leavable: false, external: true, service: true },
    [hostType]: shareable,
    [`${hostType}.`]: shareable,
    DeploymentSet: { ...shareable, service: true },
    KMSInstance: internal
  },
  { VSwitch: internal, Image: { ...shareable, service: true }, IpamPool: shareable },
  {}
]

export const retentions: readonly Facts['retention'][] = [
  undefined,
  { floorMs: 0, ceilingMs: 0 },
  { floorMs: 0, ceilingMs: 3 },
  { floorMs: 2, ceilingMs: 2 },
  { floorMs: 3, ceilingMs: 10 },
  { floorMs: 3_600_000, ceilingMs: 7_200_000 },
  { floorMs: 3_000_000_000, ceilingMs: 4_000_000_000 }
]

export const limits: readonly Facts['limits'][] = [
  undefined,
  { sharedResourcesPerAccount: 2 },
  { sharedResourcesPerAccount: 0 },
  { sharesPerAccount: 1 },
  { sharesPerAccount: 0, sharedResourcesPerAccount: 3 }
]

export const usages: readonly Facts['usage'][] = [
  undefined,
  { shares: 9, sharedResources: 8 },
  { shares: 10 },
  { sharedResources: 11 },
  { shares: 1, sharedResources: 0 }
]

/** Values that no parameter, or not this one, can have. */
export const oddities: readonly unknown[] = [
  undefined,
  null,
  '',
  0,
  1,
  2.5,
  101,
  true,
  'x',
  [],
  {},
  [null],
  [''],
  ['x'],
  [[]],
  [{}],
  ['rs-2', 'rs-2'],
  ['rs-a', 'rs-b', 'rs-c', 'rs-d', 'rs-e', 'rs-f'],
  '__proto__',
  'constructor',
  'rs-',
  'rs-2\n',
  `rs-${'a'.repeat(64)}`,
  `rs-${'a'.repeat(65)}`,
  'i-',
  'i-none',
  `i-${'a'.repeat(129)}`,
  'Self',
  'OtherAccounts',
  'Resource',
  'Target',
  'Failed',
  'a'.repeat(257),
  'a'.repeat(128),
  'a'.repeat(129),
  'a b',
  '\u{20BB7}'.repeat(50),
  '\u5C71'.repeat(51),
  '\uD842',
  'ecs.aliyuncs.com',
  'Sweep',
  'Resize'
]

export const badResources: readonly unknown[] = [
  null,
  'vsw-1',
  [],
  {},
  { ResourceId: 'vsw-1' },
  { ResourceType: 'VSwitch' },
  { ResourceId: 'vsw-1', ResourceType: '' },
  { ResourceId: '', ResourceType: 'VSwitch' },
  { ResourceId: 7, ResourceType: 'VSwitch' },
  { ResourceId: 'vsw-1', ResourceType: null },
  { ResourceId: 'a b', ResourceType: 'VSwitch' },
  { ResourceId: 'a\u0085', ResourceType: 'VSwitch' },
  { ResourceId: 'a\u3000', ResourceType: 'VSwitch' },
  { ResourceId: '\uD842', ResourceType: 'VSwitch' },
  { ResourceId: 'a'.repeat(129), ResourceType: 'VSwitch' },
  { ResourceId: 'vsw-1', ResourceType: 'Nothing' },
  { ResourceId: 'vsw-1', ResourceType: 'constructor' },
  { ResourceId: 'vsw-1', ResourceType: `${hostType}.` },
  { ResourceId: 'vsw-1', ResourceType: '__proto__' }
]

export const badTargets: readonly unknown[] = [
  null,
  '',
  7,
  {},
  'x',
  '12345678901',
  '123456789012345678901',
  '12345678901a',
  'rd-',
  `fd-${'a'.repeat(65)}`,
  'fd-a b',
  'ecs',
  'Ecs.aliyuncs.com',
  '1ecs.com',
  'ecs..com',
  'ecs.com.',
  '-a.b',
  `a.${'b'.repeat(127)}`,
  'a.b\n'
]

export const properties: readonly unknown[] = [
  '{"timeRange":{"begin":"1"}}',
  'null',
  '1',
  '{',
  '',
  7,
  null,
  undefined,
  {},
  ' [] '
]
export const reasons: readonly unknown[] = [undefined, 'no capacity', '', null, 'again', 7, {}]
export const names: readonly unknown[] = [
  'test',
  '\u5C71.a_-9',
  '\u{20BB7}'.repeat(50),
  'a b',
  '',
  '\u00E9',
  'a'.repeat(51),
  7,
  null,
  '\u3042'
]
export const flags: readonly unknown[] = [true, false, undefined, null, 'true']
