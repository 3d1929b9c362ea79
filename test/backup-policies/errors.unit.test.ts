/** The documented errors: a row for each way to meet one, and rows for requests that break several rules at once. */
import { describe, expect, test } from 'vitest'
import { backupPolicies } from '../../src/index.ts'
import {
  association,
  codeOf,
  creation,
  day,
  deletion,
  disassociation,
  must,
  otherPolicyId,
  otherProject,
  partsOf,
  policyId,
  project,
  ready,
  run,
  schedule,
  start,
  sweep,
  twoPolicies,
  uuid,
  volume,
  volumeId
} from './support.ts'

const { decide, errors, httpStatuses, initialState, wire } = backupPolicies

const isReady = ready()
const newId = uuid(9)

/** A valid request of each command, but for what is given. */
const creating = (request: object = {}, id: unknown = newId) => creation(id, request)
const associating = (request: object = {}) => ({
  type: 'AssociateResources',
  request: { backup_policy_id: policyId, resources: [volume(volumeId)], ...request }
})
const disassociating = (request: object = {}) => ({
  type: 'DisassociateResources',
  request: { policy_id: policyId, resources: [{ resource_id: volumeId }], ...request }
})
const deleting = (request: object = {}) => ({ type: 'DeleteBackupPolicy', request: { policy_id: policyId, ...request } })

/** The two commands that name resources. */
const naming = { AssociateResources: associating, DisassociateResources: disassociating }
/** Those that name a policy. */
const ofPolicy = { ...naming, DeleteBackupPolicy: deleting }
const all = { CreateBackupPolicy: creating, ...ofPolicy }

const entriesOf = <T>(cases: Readonly<Record<string, unknown>>, make: (value: unknown) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(cases).map(([says, value]) => [says, make(value)]))

/** A state with so many policies. */
const policies = (count: number) =>
  Array.from({ length: count }, (_, at) => uuid(at + 1)).reduce((state, id) => must(state, creation(id)), initialState)

/** The same fault in each of some commands. */
const inEach = (commands: Readonly<Record<string, (request: object) => object>>, faults: Readonly<Record<string, object>>) =>
  Object.fromEntries(
    Object.entries(commands).flatMap(([type, make]) =>
      Object.entries(faults).map(([says, fault]) => [`${type}: ${says}`, make(fault)])
    )
  )

const nested = (inner: unknown): unknown => {
  let value = inner
  for (let level = 0; level < 100_000; level += 1) value = level % 2 === 0 ? [value] : { value }
  return value
}

const withHole = <T>(entry: T): T[] => {
  const list = [entry, entry]
  delete list[0]
  return list
}

const empty = { null: null, 'an empty text': '', 'an empty object': {}, 'a list': [], 'a full list': [{ resource_id: volumeId }] }
const noObject = { 'a number': 5, 'a text': 'x', 'a truth': true, nothing: undefined }
const emptyRequests = Object.fromEntries(
  Object.keys(all).flatMap((type) =>
    Object.entries({ ...empty, ...noObject }).map(([says, request]) => [
      `${type}: ${says}`,
      { type, policyId: newId, ...(request !== undefined && { request }) }
    ])
  )
)

const noLists = { missing: undefined, null: null, 'a text': 'x', 'an object': { 0: volume(volumeId), length: 1 }, 'a number': 1 }

const emptyIds = {
  missing: [{ resource_type: 'volume' }],
  'an empty text': [volume('')],
  null: [volume(null)],
  'an entry of null': [null],
  'an entry that is a list': [[volumeId]],
  'an entry that is a text': [volumeId],
  'a hole': withHole(volume(volumeId)),
  'the second of two': [volume(volumeId), volume('')]
}

const noUuids = {
  'a text': 'volume-1',
  'a number': 5,
  'a truth': false,
  'a list': [volumeId],
  'an object': {},
  'a space before it': ` ${volumeId}`,
  'a line feed behind it': `${volumeId}\n`,
  'no dashes': volumeId.replaceAll('-', ''),
  'a digit too few': volumeId.slice(1),
  'no hexadecimal digit': volumeId.replace('b', 'g'),
  braces: `{${volumeId}}`
}

const angled = {
  'in an unknown field': { note: 'a < b' },
  'in the name of a field': { 'a>b': 1 },
  'in a list': { notes: ['x', ['>']] },
  'in a name deep inside': { note: [{ at: { '<': null } }] },
  'beyond the depth of any stack': { note: nested('<') },
  'in a name beyond the depth of any stack': { note: nested({ '>': 1 }) },
  'in the field that __proto__ is': JSON.parse('{"__proto__":{"a":"<"}}')
}

const schedules = (change: object) => creating({ scheduled_policy: { ...schedule, ...change } })
const badFields: Readonly<Record<string, readonly unknown[]>> = {
  frequency: [undefined, null, 0, 31, -1, 1.5, '1', true, [1], {}],
  week_frequency: [[], 'MON', {}, ['NODAY'], [''], [null], [['MON']], [5], withHole('MON'), 5],
  start_time: [undefined, null, '', '24:00', '12:60', '9:00', '12:0', '12-00', ' 12:00', '12:00\n', '12:00:00', 1200, ['12:00']],
  status: [undefined, null, '', 'on', 'Off', true, 1, ['ON']],
  rentention_num: [undefined, null, 0, 1, 100, -2, 2.5, '5', [5]],
  rentention_day: [0, 1, 100_000, -2, 2.5, '5', true],
  remain_first_backup_of_curMonth: [undefined, null, '', 'y', 'no', true, ['Y']]
}
const badSchedules = Object.fromEntries([
  ...Object.entries(badFields).flatMap(([name, values]) =>
    values.map((value) => [`scheduled_policy.${name} is ${JSON.stringify(value)}`, schedules({ [name]: value })])
  ),
  ...[undefined, null, {}, [], [schedule], 'x', '', 5].map((value) => [
    `scheduled_policy is ${JSON.stringify(value)}`,
    creating({ scheduled_policy: value })
  ])
])

const noNames = [
  '',
  'a b',
  'a.b',
  'é',
  'ä',
  '名',
  'x\n',
  'x'.repeat(65),
  'default',
  'default-x',
  'defaults',
  null,
  undefined,
  5,
  [],
  {}
]

const unknownCommands = [
  undefined,
  null,
  5,
  'Sweep',
  [],
  {},
  { type: 5 },
  { type: null },
  { type: ['Sweep'] },
  { type: '' },
  { type: 'sweep' },
  { type: '__proto__' },
  { type: 'constructor' },
  { type: 'toString' },
  { type: 'ListBackupPolicies' },
  { type: 'listResources' }
]
const signals = ['AssociationSucceeded', 'AssociationFailed', 'DisassociationSucceeded', 'DisassociationFailed'].map((type) => ({
  type,
  associationType: 'Resource',
  entityType: 'volume',
  entityId: volumeId
}))

const otherPolicies = { 'no such policy': uuid(8), 'no UUID': 'policy-1', 'a number': 5, 'a list': [policyId], 'an object': {} }
const emptyPolicies = { 'id missing': undefined, 'id null': null, 'id an empty text': '' }

type Facts = Parameters<typeof run>[2]
type Rows = readonly [
  code: keyof typeof errors,
  status: number,
  state: typeof isReady,
  commands: Readonly<Record<string, unknown>>,
  facts?: Facts
]

/** Decided from the request alone. */
const shapes: readonly Rows[] = [
  ['AutoBackup.0000', 400, isReady, emptyRequests],
  [
    'AutoBackup.0001',
    400,
    isReady,
    inEach(
      naming,
      entriesOf(noLists, (resources) => ({ resources }))
    )
  ],
  ['AutoBackup.0001', 400, isReady, badSchedules],
  ['AutoBackup.0207', 400, isReady, inEach(naming, { 'an empty list': { resources: [] } })],
  [
    'AutoBackup.0209',
    400,
    isReady,
    inEach(
      naming,
      entriesOf(emptyIds, (resources) => ({ resources }))
    )
  ],
  ['AutoBackup.0221', 400, isReady, inEach(all, angled)],
  [
    'AutoBackup.0221',
    400,
    isReady,
    {
      'AssociateResources: the policy id': association([volumeId], '<'),
      'DisassociateResources: the policy id': disassociation([volumeId], `${policyId}>`),
      'DeleteBackupPolicy: the policy id': deletion('<script>'),
      'AssociateResources: a resource id': association([volumeId, '<']),
      'DisassociateResources: a resource id': disassociation([volumeId, '>']),
      'AssociateResources: a resource type': associating({ resources: [{ resource_id: volumeId, resource_type: '<' }] }),
      'AssociateResources: a zone': associating({ resources: [{ ...volume(volumeId), availability_zone: 'a>' }] }),
      'DisassociateResources: an unknown name in an entry': disassociating({ resources: [{ resource_id: volumeId, '<': 1 }] }),
      'CreateBackupPolicy: the name': creating({ backup_policy_name: '<' }),
      'CreateBackupPolicy: in the schedule': schedules({ note: '>' })
    }
  ],
  [
    'AutoBackup.1400',
    400,
    isReady,
    inEach(
      naming,
      entriesOf(noUuids, (id) => ({ resources: [volume(volumeId), volume(id)] }))
    )
  ],
  [
    'AutoBackup.0211',
    400,
    isReady,
    Object.fromEntries(
      [undefined, null, '', 'Volume', 'server', 5, ['volume'], {}].map((resource_type) => [
        `resource_type is ${JSON.stringify(resource_type)}`,
        associating({ resources: [volume(uuid(3)), { resource_id: volumeId, resource_type }] })
      ])
    )
  ],
  [
    'AutoBackup.0006',
    400,
    isReady,
    {
      ...inEach(
        { AssociateResources: associating },
        entriesOf(emptyPolicies, (backup_policy_id) => ({ backup_policy_id, policy_id: policyId }))
      ),
      ...inEach(
        { DisassociateResources: disassociating, DeleteBackupPolicy: deleting },
        entriesOf(emptyPolicies, (policy_id) => ({ policy_id, backup_policy_id: policyId }))
      ),
      ...entriesOf({ 'no id to give': undefined, 'null to give': null, 'an empty id to give': '', ...noUuids }, (id) => ({
        ...creating(),
        policyId: id
      }))
    }
  ],
  [
    'AutoBackup.0102',
    400,
    isReady,
    Object.fromEntries(
      noNames.map((name) => [`backup_policy_name is ${JSON.stringify(name)}`, creating({ backup_policy_name: name })])
    )
  ]
]

/** Decided from the state and the facts. */
const rules: readonly Rows[] = [
  [
    'AutoBackup.0006',
    400,
    isReady,
    {
      'the id to give is taken': creating({}, policyId),
      'the id to give is taken, in another case': creating({}, policyId.toUpperCase())
    }
  ],
  [
    'AutoBackup.0006',
    400,
    isReady,
    { 'another project has the id to give': creating({}, policyId) },
    { projectId: otherProject }
  ],
  [
    'AutoBackup.0205',
    404,
    isReady,
    {
      ...inEach(
        { AssociateResources: associating },
        entriesOf(otherPolicies, (backup_policy_id) => ({ backup_policy_id }))
      ),
      ...inEach(
        { DisassociateResources: disassociating, DeleteBackupPolicy: deleting },
        entriesOf(otherPolicies, (policy_id) => ({ policy_id }))
      )
    }
  ],
  ['AutoBackup.0205', 404, isReady, inEach(ofPolicy, { 'another’s': {} }), { projectId: otherProject }],
  ['AutoBackup.0205', 404, must(isReady, deletion()), inEach(ofPolicy, { 'a deleted one': {} })],
  ['AutoBackup.0203', 400, isReady, { 'one too many': creating() }, { limits: { policiesPerProject: 2 } }],
  ['AutoBackup.0203', 400, initialState, { 'none at all': creating() }, { limits: { policiesPerProject: 0 } }],
  ['AutoBackup.0203', 400, policies(10), { 'the eleventh': creating({}, uuid(99)) }],
  ['AutoBackup.0100', 403, isReady, { 'the default policy': deletion() }, { defaultPolicyId: policyId }],
  ['AutoBackup.0100', 403, isReady, { 'its id in upper case': deletion() }, { defaultPolicyId: policyId.toUpperCase() }],
  [
    'AutoBackup.0225',
    409,
    isReady,
    { 'with resources': deletion(), 'without them': deletion(otherPolicyId), 'in upper case': deletion(policyId.toUpperCase()) },
    { executingPolicyIds: [uuid(7), policyId.toUpperCase(), otherPolicyId] }
  ],
  [
    'AutoBackup.0222',
    400,
    isReady,
    Object.fromEntries([...unknownCommands, ...signals].map((command) => [`the command ${JSON.stringify(command)}`, command]))
  ]
]

const rowsOf = (groups: readonly Rows[]) =>
  groups.flatMap(([code, status, state, commands, facts]) =>
    Object.entries(commands).map(([says, command]) => [code, says, { status, state, command, facts }] as const)
  )

/** What only a host can find, or answers by its own doing. */
const leftToTheHost = [
  'AutoBackup.0002',
  'AutoBackup.0003',
  'AutoBackup.0009',
  'AutoBackup.0206',
  'AutoBackup.0213',
  'BadRequest',
  'Unauthorized',
  'Forbidden',
  'NotAcceptable',
  'ProxyAuthenticationRequired',
  'RequestTimeout',
  'Conflict',
  'InternalServerError',
  'NotImplemented',
  'BadGateway',
  'ServiceUnavailable',
  'GatewayTimeout'
]

/** Met on the wire, before there is a command. */
const ofTheWire = [
  ['AutoBackup.0008', 400, 'POST', `/v2/${project}/backuppolicy`, '{'],
  ['NotFound', 404, 'GET', `/v2/${project}/backuppolicies`, undefined],
  ['MethodNotAllowed', 405, 'PUT', `/v2/${project}/backuppolicy`, '{}']
] as const

describe('every error, by a request that meets it', () => {
  test.each([...rowsOf(shapes), ...rowsOf(rules)])('%s: %s', (code, _, { status, state, command, facts = {} }) => {
    const applied = run(state, command, facts)
    expect(applied.result).toStrictEqual({ ok: false, error: { status, code, message: errors[code].message } })
    expect(applied.state).toBe(state)
    expect(applied.events).toStrictEqual([])
    expect(errors[code].status).toBe(status)
  })

  test.each(rowsOf(shapes))('%s whatever the state: %s', (code, _, { command }) => {
    expect(codeOf(initialState, command)).toBe(code)
    expect(codeOf(isReady, command, { projectId: otherProject, executingPolicyIds: [policyId], defaultPolicyId: policyId })).toBe(
      code
    )
  })

  test.each(ofTheWire)('%s, status %d: %s %s', (code, status, method, path, body) => {
    expect(wire.readRequest({ method, path, body })).toStrictEqual({
      ok: false,
      error: { status, code, message: errors[code].message }
    })
  })

  test('AutoBackup.0204 is met by a resource alone, not by a request', () => {
    const full = run(isReady, association([uuid(3)]), { limits: { resourcesPerPolicy: 1 } })
    const { status, code, message } = errors['AutoBackup.0204']
    expect([status, code]).toStrictEqual([400, 'AutoBackup.0204'])
    expect(partsOf(full)).toStrictEqual({
      success_resources: [],
      fail_resources: [{ resource_id: uuid(3), resource_type: 'volume', message, code }],
      failures: [{ resource_id: uuid(3), reason: 'PolicyFull' }]
    })
    expect(full.state).toBe(isReady)
    expect(full.events).toStrictEqual([])
  })

  test('each code of the catalogue is met above, but for those left to the host', () => {
    const met = new Set<string>([
      ...[...shapes, ...rules].map(([code]) => code),
      ...ofTheWire.map(([code]) => code),
      'AutoBackup.0204'
    ])
    expect(
      Object.keys(errors)
        .filter((code) => !met.has(code))
        .sort()
    ).toStrictEqual([...leftToTheHost].sort())
    expect(leftToTheHost.filter((code) => met.has(code))).toStrictEqual([])
  })
})

describe('the catalogue', () => {
  test('holds the codes of the service, with their statuses', () => {
    const documented = {
      'AutoBackup.0000': 400,
      'AutoBackup.0001': 400,
      'AutoBackup.0002': 401,
      'AutoBackup.0003': 401,
      'AutoBackup.0006': 400,
      'AutoBackup.0008': 400,
      'AutoBackup.0009': 500,
      'AutoBackup.0100': 403,
      'AutoBackup.0102': 400,
      'AutoBackup.0203': 400,
      'AutoBackup.0204': 400,
      'AutoBackup.0205': 404,
      'AutoBackup.0206': 400,
      'AutoBackup.0207': 400,
      'AutoBackup.0209': 400,
      'AutoBackup.0211': 400,
      'AutoBackup.0213': 403,
      'AutoBackup.0221': 400,
      'AutoBackup.0222': 400,
      'AutoBackup.0225': 409,
      'AutoBackup.1400': 400
    }
    const ofTheService = Object.entries(errors).filter(([code]) => code.startsWith('AutoBackup.'))
    expect(Object.fromEntries(ofTheService.map(([code, { status }]) => [code, status]))).toStrictEqual(documented)
  })

  /** Without a description where the service documents none. */
  const documented: readonly (readonly [status: keyof typeof httpStatuses, reason: string, description?: string])[] = [
    [400, 'Bad Request', 'The server failed to process the request.'],
    [401, 'Unauthorized', 'User name and password are needed.'],
    [403, 'Forbidden', 'Access is forbidden.'],
    [404, 'Not Found', 'The page (the policy) was not found.'],
    [405, 'Method Not Allowed', 'The method is not allowed.'],
    [406, 'Not Acceptable', 'The client cannot accept the response.'],
    [407, 'Proxy Authentication Required'],
    [408, 'Request Timeout'],
    [409, 'Conflict', 'The request conflicts.'],
    [500, 'Internal Server Error'],
    [501, 'Not Implemented'],
    [502, 'Bad Gateway', 'The request is invalid.'],
    [503, 'Service Unavailable'],
    [504, 'Gateway Timeout']
  ]

  test.each(documented.map((row) => [row[0], row] as const))('holds the HTTP status %d', (_, [status, reason, described]) => {
    const code = reason.replaceAll(' ', '')
    const description = described ?? expect.stringMatching(/\(own words\)\.$/)
    expect(httpStatuses[status]).toStrictEqual({ status, code, reason, description })
    expect(Object.entries(errors).find(([name]) => name === code)?.[1]).toStrictEqual({
      status,
      code,
      message: reason,
      description,
      origin: 'documented'
    })
  })

  test('holds these and no others, whole and frozen', () => {
    expect(Object.keys(httpStatuses).map(Number)).toStrictEqual(documented.map(([status]) => status))
    expect(Object.keys(errors).length).toBe(21 + documented.length)
    for (const [code, entry] of Object.entries(errors)) {
      expect(Object.keys(entry)).toStrictEqual(['status', 'code', 'message', 'description', 'origin'])
      expect(entry.code).toBe(code)
      expect(entry.message.length).toBeGreaterThan(5)
      expect(entry.description.length).toBeGreaterThan(10)
      expect(entry.origin).toBe('documented')
      expect(Object.isFrozen(entry)).toBe(true)
    }
    expect([errors, httpStatuses, ...Object.values(httpStatuses)].every(Object.isFrozen)).toBe(true)
  })
})

describe('requests that break several rules: the first check in the documented order wins', () => {
  const none = { resource_id: '' }
  const notUuid = { resource_id: 'x', resource_type: 'volume' }
  const angle = { resource_id: volumeId, resource_type: 'volume', '<': 1 }
  const server = { resource_id: volumeId, resource_type: 'server' }

  /** What is named last is right: a check that stopped at the first entry would not see what is wrong. */
  const rows: readonly (readonly [wins: string, says: string, request: object])[] = [
    ['AutoBackup.0000', 'no object, and what is in it has no resources', ['<', { policy_id: '' }]],
    ['AutoBackup.0001', 'no list, and < or >', { resources: '<', policy_id: '<' }],
    ['AutoBackup.0001', 'no list, and no policy id', { resources: { resource_id: 'x' }, policy_id: '' }],
    ['AutoBackup.0207', 'an empty list, and < or >', { resources: [], policy_id: '<' }],
    ['AutoBackup.0207', 'an empty list, and no policy id', { resources: [] }],
    ['AutoBackup.0209', 'an empty id, and < or > before it', { resources: [angle, none], policy_id: '<' }],
    ['AutoBackup.0209', 'no entry, and < or > behind it', { resources: [null, angle], note: '<' }],
    ['AutoBackup.0209', 'no UUID before an empty id', { resources: [notUuid, server, none] }],
    ['AutoBackup.0221', '< or > behind what is no UUID', { resources: [notUuid, angle], policy_id: policyId }],
    ['AutoBackup.0221', '< or > in a policy id, and no UUID', { resources: [notUuid], policy_id: '<' }],
    ['AutoBackup.0221', '< or > in an id that is no UUID for it', { resources: [{ resource_id: '<' }], policy_id: '' }],
    ['AutoBackup.1400', 'no UUID behind a wrong type', { resources: [server, notUuid], policy_id: policyId }],
    ['AutoBackup.1400', 'no UUID, and no policy id', { resources: [notUuid], policy_id: '' }],
    ['AutoBackup.1400', 'no UUID, and no such policy', { resources: [notUuid], policy_id: uuid(8) }]
  ]
  test.each(rows)('%s of both commands that name resources: %s', (wins, _, request) => {
    const renamed = 'policy_id' in request ? { ...request, backup_policy_id: request.policy_id } : request
    expect(codeOf(isReady, { type: 'DisassociateResources', request })).toBe(wins)
    expect(codeOf(isReady, { type: 'AssociateResources', request: renamed })).toBe(wins)
  })

  const taken = { policyId }
  const fullOf = { limits: { policiesPerProject: 2 } }
  const badSchedule = { scheduled_policy: {} }
  const badName = { backup_policy_name: 'default' }
  const others: readonly (readonly [wins: string, says: string, command: object, facts?: Facts])[] = [
    ['AutoBackup.0221', '< or > and a wrong type', associating({ resources: [server, angle] })],
    [
      'AutoBackup.0211',
      'a wrong type, and no policy id',
      associating({ resources: [volume(uuid(3)), server], backup_policy_id: '' })
    ],
    ['AutoBackup.0211', 'a wrong type, and no such policy', associating({ resources: [server], backup_policy_id: uuid(8) })],
    ['AutoBackup.0205', 'no such policy, and no room', association([volumeId], uuid(8)), { limits: { resourcesPerPolicy: 0 } }],
    ['AutoBackup.0205', 'no such policy, and not in it', disassociation([uuid(3)], uuid(8))],
    ['ok', 'an unknown type does not matter', disassociating({ resources: [server] })],
    ['ok', 'the default policy, being executed', disassociating(), { defaultPolicyId: policyId, executingPolicyIds: [policyId] }],
    ['AutoBackup.0221', '< or > and a bad name', creating({ ...badName, note: '<' })],
    ['AutoBackup.0221', '< or > in the name', creating({ backup_policy_name: '<default' })],
    ['AutoBackup.0102', 'a bad name, and a bad schedule', creating({ ...badName, ...badSchedule })],
    ['AutoBackup.0001', 'a bad schedule, and a bad id', creating(badSchedule, 'x')],
    ['AutoBackup.0001', 'a bad schedule, and an id that is taken', { ...creating(badSchedule), ...taken }, fullOf],
    ['AutoBackup.0006', 'an id that is taken, and too many', { ...creating(), ...taken }, fullOf],
    ['AutoBackup.0006', 'no id, and too many', creating({}, ''), fullOf],
    ['AutoBackup.0221', '< or > in the id of a policy that is not there', deletion('<')],
    ['AutoBackup.0221', '< or > and no policy id', deleting({ policy_id: '', note: '<' })],
    ['AutoBackup.0205', 'no such policy, being executed', deletion(uuid(8)), { executingPolicyIds: [uuid(8)] }],
    ['AutoBackup.0205', 'no such policy, the default one', deletion(uuid(8)), { defaultPolicyId: uuid(8) }],
    [
      'AutoBackup.0205',
      'another project’s, the default one, being executed',
      deletion(),
      { projectId: otherProject, defaultPolicyId: policyId, executingPolicyIds: [policyId] }
    ],
    // The order of these two is not documented: what can never be is told before what cannot be now.
    [
      'AutoBackup.0100',
      'the default policy, being executed',
      deletion(),
      { defaultPolicyId: policyId, executingPolicyIds: [policyId] }
    ],
    ['AutoBackup.0222', 'an unknown command with a broken request', { type: 'ModifyBackupPolicy', request: null }]
  ]
  test.each(others.map((row) => [row[0], row[1], row] as const))('%s: %s', (wins, _, [, , command, facts = {}]) => {
    expect(codeOf(isReady, command, facts)).toBe(wins)
  })

  test('an error of one entry refuses them all: nothing changes', () => {
    for (const bad of ['', 'x', '<']) {
      const { state, events, result } = run(isReady, disassociation([volumeId, bad]))
      expect([result.ok, events]).toStrictEqual([false, []])
      expect(state).toBe(isReady)
    }
  })

  test('another project’s policy is refused like one that nobody has', () => {
    for (const make of [association, disassociation] as const)
      expect(run(isReady, make([volumeId]), { projectId: otherProject }).result).toStrictEqual(
        run(isReady, make([volumeId], uuid(8))).result
      )
  })
})

describe('valid, if only just', () => {
  const edges: Readonly<Record<string, object>> = {
    'a name of 1': creating({ backup_policy_name: '-' }),
    'a name of 64': creating({ backup_policy_name: 'aZ09_-x'.repeat(10).slice(0, 64) }),
    'a name that starts with Default': creating({ backup_policy_name: 'Default-x' }),
    'a name that starts with defaul': creating({ backup_policy_name: 'defaul' }),
    'a name with default inside': creating({ backup_policy_name: 'my-default' }),
    'a name that another policy has': creating({ backup_policy_name: 'plan01' }),
    'a name that is a prototype’s': creating({ backup_policy_name: '__proto__' }),
    'frequency 1': schedules({ frequency: 1 }),
    'frequency 30': schedules({ frequency: 30 }),
    'week_frequency alone': schedules({
      frequency: undefined,
      week_frequency: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
    }),
    '00:00': schedules({ start_time: '00:00' }),
    '23:59': schedules({ start_time: '23:59' }),
    OFF: schedules({ status: 'OFF' }),
    'rentention_num 2': schedules({ rentention_num: 2 }),
    'rentention_num 99': schedules({ rentention_num: 99 }),
    'rentention_day 2 alone': schedules({ rentention_num: undefined, rentention_day: 2 }),
    'rentention_day 99999 alone': schedules({ rentention_num: undefined, rentention_day: 99_999 }),
    'the first backup is kept': schedules({ remain_first_backup_of_curMonth: 'Y' }),
    'unknown fields of a schedule': schedules({ note: nested('x') }),
    'an id to give in upper case': creating({}, 'ABCDEF00-0000-4000-8000-00000000000A'),
    'a UUID of zeroes': creating({}, '00000000-0000-0000-0000-000000000000'),
    'unknown fields': associating({ note: nested('x'), policy_id: 5 }),
    'fields that are a prototype’s': disassociating(JSON.parse('{"__proto__":{"policy_id":""},"constructor":1}')),
    'a resource in upper case': disassociation([volumeId.toUpperCase()]),
    'a policy in upper case': disassociation([volumeId], policyId.toUpperCase()),
    'ids in upper case, on associating': association([uuid(3).toUpperCase()], policyId.toUpperCase()),
    'a sweep': sweep
  }
  test.each(Object.entries(edges))('%s', (_, command) => {
    expect(codeOf(isReady, command)).toBe('ok')
  })

  test('ten policies of a project, however many others have', () => {
    const ten = policies(10)
    expect(codeOf(policies(9), creation(uuid(10)))).toBe('ok')
    expect(codeOf(ten, creation(uuid(11)), { projectId: otherProject })).toBe('ok')
    expect(codeOf(must(ten, deletion(uuid(1))), creation(uuid(11)))).toBe('ok')
    expect(codeOf(ten, creation(uuid(11)), { limits: { policiesPerProject: 11 } })).toBe('ok')
  })

  test('others are executed, or are the default', () => {
    const facts = { executingPolicyIds: [otherPolicyId], defaultPolicyId: otherPolicyId }
    expect(codeOf(isReady, deletion(), facts)).toBe('ok')
    expect(codeOf(twoPolicies(), deletion(), { now: start + day, executingPolicyIds: [] })).toBe('ok')
  })
})

test('decide refuses alike', () => {
  expect(
    decide(disassociating({ resources: [] }) as never, isReady, { now: start, requestId: '', projectId: project })
  ).toStrictEqual({
    ok: false,
    error: { status: 400, code: 'AutoBackup.0207', message: errors['AutoBackup.0207'].message }
  })
})
