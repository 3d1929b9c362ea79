/** Texts that hold no policies: each is refused with one of four codes, and a word on what is wrong and where. */
import { describe, expect, test } from 'vitest'
import type { BackupPoliciesState } from '../../src/backup-policies/index.ts'
import { backupPolicies } from '../../src/index.ts'
import { describeForeignTexts } from '../decider/stored-texts.ts'
import {
  association,
  creation,
  deletion,
  disassociation,
  hour,
  must,
  otherPolicyId,
  otherProject,
  policyId,
  ready,
  schedule,
  start,
  uuid,
  volumeId
} from './support.ts'

const { deserialize, initialState, serialize } = backupPolicies

const [v1, v2] = [uuid(11), uuid(12)] as const

// In the text the policy `otherPolicyId` comes before `policyId`, and v1 before v2.
const isReady = ready([v1, v2])
const ended = must(isReady, disassociation([v2]))
const moved = must(isReady, association([v1], otherPolicyId))
const emptied = must(ready([v1]), deletion())

type Fields = Record<string, unknown>
interface Stored extends Fields {
  readonly policies: Fields[]
  readonly associations: Fields[]
}

/** Fields to set; one that is `undefined` is taken away. */
type Patch = Readonly<Fields>

const storedOf = (state: BackupPoliciesState): Stored => JSON.parse(serialize(state))

/** The text of a state with something changed in its envelope, in its last policy, in that one's schedule, in an association. */
const envelope = (patch: Patch, state = isReady) => JSON.stringify({ ...storedOf(state), ...patch })
const policy = (patch: Patch, state = isReady, at = -1) => {
  const { policies } = storedOf(state)
  return envelope({ policies: policies.with(at, { ...policies.at(at), ...patch }) }, state)
}
const planned = (patch: Patch) => policy({ scheduledPolicy: { ...schedule, ...patch } })
const one = (at: number, patch: Patch, state = isReady) => {
  const { associations } = storedOf(state)
  return envelope({ associations: associations.with(at, { ...associations.at(at), ...patch }) }, state)
}
const last = (patch: Patch, state = isReady) => one(-1, patch, state)
/** With a further policy or association that is like the last. */
const anotherPolicy = (patch: Patch, state = isReady) => {
  const { policies } = storedOf(state)
  return envelope({ policies: [...policies, { ...policies.at(-1), ...patch }] }, state)
}
const another = (patch: Patch, state = isReady) => {
  const { associations } = storedOf(state)
  return envelope({ associations: [...associations, { ...associations.at(-1), ...patch }] }, state)
}

const refusal = (text: string) => {
  const answer = deserialize(text)
  return answer.ok ? answer : [answer.error.code, answer.error.message]
}

type Rows = readonly (readonly [says: string, text: string, message: string])[]

const whole = serialize(isReady)
const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
const thePolicy = 'policies[1]'
const target = 'associations[1]'

describeForeignTexts({
  deserialize,
  state: isReady,
  whole,
  envelope,
  newer: { vaults: [], associations: 'elsewhere' }
})

describe('UnknownStatus', () => {
  const says = (word: string, place = target) => `${place}.status is "${word}", a status that this version does not know`
  const { status: _status, ...withoutStatus } = storedOf(isReady).associations[1] ?? {}
  const rows: Rows = [
    ['Suspended', last({ status: 'Suspended' }), says('Suspended')],
    ['of the first', one(0, { status: 'SUSPENDING' }), says('SUSPENDING', 'associations[0]')],
    ['of an ended one', last({ status: 'RESTORING' }, ended), says('RESTORING')],
    ['in another case', last({ status: 'associated' }), says('associated')],
    ['empty', last({ status: '' }), says('')],
    ['a name of a prototype', last({ status: 'constructor' }), says('constructor')],
    ['a status of the other system', last({ status: 'Pending' }), says('Pending')],
    ['very long', last({ status: 'x'.repeat(1_000_000) }), says(`${'x'.repeat(79)}…`)],
    ['while another field is missing', last({ status: 'RESTORING', entityId: undefined }), says('RESTORING')],
    ['while another field is wrong', last({ status: 'RESTORING', createTime: 'x' }), says('RESTORING')],
    [
      'with a new field before it',
      envelope({
        associations: storedOf(isReady).associations.with(1, { restoredAt: 1, ...withoutStatus, status: 'RESTORING' })
      }),
      says('RESTORING')
    ]
  ]
  test.each(rows)('%s', (_, text, message) => {
    expect(refusal(text)).toStrictEqual(['UnknownStatus', message])
  })
})

const isMalformed = (rows: Rows) =>
  test.each(rows)('%s', (_, text, message) => {
    expect(refusal(text)).toStrictEqual(['Malformed', message])
  })

const unknown = (place: string, name: string) => `${place} has a field that this version does not know: "${name}"`

describe('Malformed: the envelope', () => {
  const format = 'format must be "association-lifecycle/backup-policies"; it is '
  const twice = (name: string) => `an object has two fields of the name "${name}"`
  isMalformed([
    ['a list', '[]', 'the envelope must be an object; it is a list'],
    ['null', 'null', 'the envelope must be an object; it is null'],
    ['a number', '-0', 'the envelope must be an object; it is -0'],
    ['a text', '"x"', 'the envelope must be an object; it is "x"'],
    ['deep nesting', deep(100_000), 'the envelope must be an object; it is a list'],
    ['an empty object', '{}', `${format}missing`],
    [
      'a format of the other system',
      envelope({ format: 'association-lifecycle/resource-sharing' }),
      `${format}"association-lifecycle/resource-sharing"`
    ],
    ['a format that is foreign, of a newer version', envelope({ format: 'other', version: 2 }), `${format}"other"`],
    ['a format that is no text', envelope({ format: [1] }), `${format}a list`],
    ['a format that is very long', envelope({ format: 'x'.repeat(1_000) }), `${format}"${'x'.repeat(79)}…"`],
    ['no policies', envelope({ policies: undefined }), 'the envelope lacks its policies'],
    ['no associations', envelope({ associations: undefined }), 'the envelope lacks its associations'],
    ['policies that are no list', envelope({ policies: {} }), 'the envelope.policies must be a list; it is an object'],
    ['policies that are null', envelope({ policies: null }), 'the envelope.policies must be a list; it is null'],
    ['associations that are no list', envelope({ associations: 'x' }), 'the envelope.associations must be a list; it is "x"'],
    ['a policy that is null', envelope({ policies: [null] }), 'policies[0] must be an object; it is null'],
    ['a policy that is a list', envelope({ policies: [[]] }), 'policies[0] must be an object; it is a list'],
    ['an association that is null', envelope({ associations: [null] }), 'associations[0] must be an object; it is null'],
    ['an association that is a text', envelope({ associations: ['x'] }), 'associations[0] must be an object; it is "x"'],
    [
      'an association that is nested deeply',
      whole.replace('"associations":[', `"associations":[${deep(100_000)},`),
      'associations[0] must be an object; it is a list'
    ],
    [
      'a field that is nested deeply',
      whole.replace('"version"', `"more":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)},"version"`),
      unknown('the envelope', 'more')
    ],
    ['an unknown field', envelope({ checksum: 1 }), unknown('the envelope', 'checksum')],
    ['a field of the other system', envelope({ share: null }), unknown('the envelope', 'share')],
    ['a field without a name', envelope({ '': 1 }), unknown('the envelope', '')],
    ['__proto__', whole.replace('"version"', '"__proto__":{"x":1},"version"'), unknown('the envelope', '__proto__')],
    ['__proto__ twice', whole.replace('"version"', '"__proto__":1,"__proto__":2,"version"'), twice('__proto__')],
    ['a field twice', whole.replace('"version":1', '"version":2,"version":1'), twice('version')],
    ['a field of a policy twice', whole.replace('"policyName":', '"policyName":"x","policyName":'), twice('policyName')],
    ['a field of a schedule twice', whole.replace('"frequency":', '"frequency":2,"frequency":'), twice('frequency')],
    [
      'a field of an association twice',
      whole.replace('"status":"Associated"', '"status":"Disassociated","status":"Associated"'),
      twice('status')
    ],
    [
      'a field twice, of the same value',
      whole.replace('"createTime":', `"createTime":${start},"createTime":`),
      twice('createTime')
    ],
    ['a field twice, once with an escape', whole.replace('"policies":', '"polic\\u0069es":[],"policies":'), twice('policies')],
    ['a field twice, with white space', whole.replace('"policies":', '"policies"\n:[],"policies"\t :'), twice('policies')],
    ['two lists of associations', whole.replace('"associations":[', '"associations":[],"associations":['), twice('associations')]
  ])

  test('a text that looks like a field is none', () => {
    const projectId = '"a":1,"a":2,"projectId":"\\'
    expect(deserialize(serialize(must(initialState, creation(), { projectId }))).ok).toBe(true)
  })
})

describe('Malformed: a field', () => {
  const time = 'must be a time in epoch milliseconds that a date can be; it is '
  const deadline = 'must be a time in epoch milliseconds; it is '
  const missing = (place: string, names: readonly string[], take: (patch: Patch) => string): Rows =>
    names.map((name) => [`${place} without ${name}`, take({ [name]: undefined }), `${place} lacks its ${name}`])
  const inPolicies = whole.replace(`"createTime":${start}`, '"createTime":%')
  const inLast = `${whole.slice(0, whole.lastIndexOf('"updateTime"'))}"updateTime":%}]}`
  isMalformed([
    ['unknown, of a policy', policy({ region: 'x' }), unknown(thePolicy, 'region')],
    ['unknown, of an association', last({ region: 'x' }), unknown(target, 'region')],
    ['a count, which is counted again', policy({ resourceCount: 2 }), unknown(thePolicy, 'resourceCount')],
    ['constructor', last({ constructor: {} }), unknown(target, 'constructor')],
    ['__proto__, of a policy', whole.replace('"policyName"', '"__proto__":{},"policyName"'), unknown('policies[0]', '__proto__')],
    ['__proto__ in the place of another', whole.replace('"entityId"', '"__proto__"'), unknown('associations[0]', '__proto__')],
    ['of a share, in an association', last({ membership: 'Member' }), unknown(target, 'membership')],
    ['of a policy, in an association', last({ policyName: 'plan01' }), unknown(target, 'policyName')],

    ...missing(thePolicy, ['projectId', 'policyId', 'policyName', 'scheduledPolicy', 'createTime'], policy),
    ...missing(target, ['projectId', 'policyId', 'associationType', 'entityType', 'entityId'], last),
    ...missing(target, ['status', 'createTime', 'updateTime'], last),

    ['a number for a text', policy({ policyName: 5 }), `${thePolicy}.policyName must be a text; it is 5`],
    ['null for a text', policy({ projectId: null }), `${thePolicy}.projectId must be a text; it is null`],
    ['a list for an id', last({ policyId: [policyId] }), `${target}.policyId must be a text; it is a list`],
    ['null for nothing', last({ message: null }), `${target}.message must be a text; it is null`],
    ['a text for a schedule', policy({ scheduledPolicy: 'x' }), `${thePolicy}.scheduledPolicy must be an object; it is "x"`],
    ['null for a schedule', policy({ scheduledPolicy: null }), `${thePolicy}.scheduledPolicy must be an object; it is null`],
    ['a list for a schedule', policy({ scheduledPolicy: [] }), `${thePolicy}.scheduledPolicy must be an object; it is a list`],
    [
      'an object for a status',
      last({ status: {} }),
      `${target}.status must be one of Associating, Associated, Disassociating, Disassociated, Failed; it is an object`
    ],
    ['another type', last({ associationType: 'Target' }), `${target}.associationType must be one of Resource; it is "Target"`],
    ['another entity', last({ entityType: 'server' }), `${target}.entityType must be one of volume; it is "server"`],
    ['another case', last({ entityType: 'Volume' }), `${target}.entityType must be one of volume; it is "Volume"`],
    [
      'another operation',
      last({ failedOperation: 'Update' }, ended),
      `${target}.failedOperation must be one of Associate, Disassociate; it is "Update"`
    ],

    ['a text for a time', last({ createTime: '2020-12-04' }), `${target}.createTime ${time}"2020-12-04"`],
    ['null for a time', last({ updateTime: null }), `${target}.updateTime ${time}null`],
    ['a time beyond all dates', last({ updateTime: 8_640_000_000_000_001 }), `${target}.updateTime ${time}8640000000000001`],
    ['a time before all dates', last({ createTime: -8_640_000_000_000_001 }), `${target}.createTime ${time}-8640000000000001`],
    ['a time of a policy beyond all dates', policy({ createTime: 1e300 }), `${thePolicy}.createTime ${time}1e+300`],
    ['a time beyond all numbers', inPolicies.replace('%', '1e999'), `policies[0].createTime ${time}Infinity`],
    ['a time before all numbers', inPolicies.replace('%', '-1e999'), `policies[0].createTime ${time}-Infinity`],
    ['a time of -0, of a policy', inPolicies.replace('%', '-0'), `policies[0].createTime ${time}-0`],
    ['a time of -0, of an association', inLast.replace('%', '-0.0'), `${target}.updateTime ${time}-0`],
    ['a deadline of a text', last({ expiresBy: '1' }, ended), `${target}.expiresBy ${deadline}"1"`],
    [
      'a deadline beyond all numbers',
      serialize(ended).replace(/"expiresBy":\d+/, '"expiresBy":1e999'),
      `${target}.expiresBy ${deadline}Infinity`
    ],
    [
      'a deadline of -0',
      serialize(ended).replace(/"expiresFrom":\d+/, '"expiresFrom":-0.0'),
      `${target}.expiresFrom ${deadline}-0`
    ]
  ])
})

describe('Malformed: a policy', () => {
  const id = `${thePolicy} must have a policyId that is a UUID in lower case`
  const name = `${thePolicy} must have a policyName that a policy can be given`
  const broken = `${thePolicy} must have a scheduledPolicy that a policy can be given`
  isMalformed([
    ['an id that is none', policy({ policyId: 'x' }), id],
    ['an empty id', policy({ policyId: '' }), id],
    ['an id in upper case', policy({ policyId: policyId.toUpperCase() }), id],
    ['an id with a line end', policy({ policyId: `${policyId}\n` }), id],

    ['an empty name', policy({ policyName: '' }), name],
    ['a name that is too long', policy({ policyName: 'x'.repeat(65) }), name],
    ['a name of other characters', policy({ policyName: 'a b' }), name],

    ['no schedule at all', policy({ scheduledPolicy: {} }), broken],
    ['a schedule with an unknown field', planned({ region: 'x' }), broken],
    ['a schedule with a field of null', planned({ week_frequency: null }), broken],
    ['a schedule with constructor', planned({ constructor: 1 }), broken],
    ['a schedule with __proto__', whole.replace(/"frequency":1(?!.*"frequency")/, '"__proto__":{},"frequency":1'), broken],
    ['the right spelling', planned({ rentention_num: undefined, retention_num: 5 }), broken],
    ...['start_time', 'status', 'frequency', 'rentention_num', 'remain_first_backup_of_curMonth'].map(
      (field) => [`a schedule without ${field}`, planned({ [field]: undefined }), broken] as const
    ),
    ...[0, 31, 1.5, -1, '1', [], true].map(
      (frequency) => [`every ${JSON.stringify(frequency)} days`, planned({ frequency }), broken] as const
    ),
    ...[[], ['MON', 'MON'], ['mon'], ['MON', null], 'MON', { 0: 'MON' }].map(
      (week_frequency) => [`on ${JSON.stringify(week_frequency)}`, planned({ week_frequency }), broken] as const
    ),
    ...['24:00', '7:00', '07:60', '07:00:00', 700, ''].map(
      (start_time) => [`at ${JSON.stringify(start_time)}`, planned({ start_time }), broken] as const
    ),
    ['neither on nor off', planned({ status: 'on' }), broken],
    ['one backup kept', planned({ rentention_num: 1 }), broken],
    ['too many backups kept', planned({ rentention_num: 100 }), broken],
    ['too many days', planned({ rentention_day: 100_000 }), broken],
    ['neither yes nor no', planned({ remain_first_backup_of_curMonth: true }), broken]
  ])
})

describe('Malformed: an association', () => {
  const failed = `${target} must not be Failed, for here nothing fails half-way`
  const message = `${target} must not have a message, for here nothing fails half-way`
  const times = `${target} must have expiresFrom and expiresBy when it has ended, and only then`
  const order = `${target} must have updateTime <= expiresFrom <= expiresBy`
  const asFailed = { status: 'Failed', expiresFrom: start, expiresBy: start }
  isMalformed([
    ['a policy’s id that is none', last({ policyId: 'x' }), `${target} must have a policyId that is a UUID in lower case`],
    [
      'a policy’s id in upper case',
      last({ policyId: policyId.toUpperCase() }),
      `${target} must have a policyId that is a UUID in lower case`
    ],
    ['an id that is none', last({ entityId: 'x' }), `${target} must have an entityId that is a UUID in lower case`],
    [
      'an id in upper case',
      last({ entityId: volumeId.toUpperCase() }),
      `${target} must have an entityId that is a UUID in lower case`
    ],
    ['failed to associate', last({ ...asFailed, failedOperation: 'Associate' }), failed],
    ['failed to disassociate', last({ ...asFailed, failedOperation: 'Disassociate', message: 'x' }), failed],
    ['failed, without what failed', last(asFailed), failed],
    ['ended, with a message', last({ message: 'x' }, ended), message],
    ['live, with a message', last({ message: '' }), message],
    [
      'ended, with what failed',
      last({ failedOperation: 'Disassociate' }, ended),
      `${target} must have a failedOperation when it is Failed, and only then`
    ],
    [
      'changed before it was made',
      last({ updateTime: start - 1 }),
      `${target} must not have an updateTime before its createTime`
    ],
    ['ended, without deadlines', last({ status: 'Disassociated' }), times],
    ['ended, with one deadline', last({ expiresFrom: undefined }, ended), times],
    ['ended, with the other deadline', last({ expiresBy: undefined }, ended), times],
    ['live, with deadlines', last({ status: 'Associated' }, ended), times],
    ['half-way, with deadlines', last({ status: 'Disassociating' }, ended), times],
    ['expiring before it ended', last({ expiresFrom: start - 1 }, ended), order],
    ['gone before it may expire', last({ expiresFrom: start + 96 * hour + 1 }, ended), order]
  ])
})

describe('Malformed: what does not go together', () => {
  const twinPolicy = 'has the same policyId as one before it'
  const twin = 'has the same identity as one before it'
  const inTwo = 'must have ended, for its resource is in another policy, too'
  const stray = 'must have ended, for its project has no such policy'
  const asEnded = { status: 'Disassociated', expiresFrom: start, expiresBy: start }
  isMalformed([
    ['a policy twice', anotherPolicy({}), `policies[2] ${twinPolicy}`],
    ['two policies of one id', anotherPolicy({ policyName: 'plan03', createTime: start + 1 }), `policies[2] ${twinPolicy}`],
    ['two policies of one id, in two projects', anotherPolicy({ projectId: otherProject }), `policies[2] ${twinPolicy}`],
    ['two policies of one id, apart', anotherPolicy({ policyId: otherPolicyId }), `policies[2] ${twinPolicy}`],

    ['an association twice', another({}), `associations[2] ${twin}`],
    ['one live and ended', another(asEnded), `associations[2] ${twin}`],
    ['one ended twice', another({ updateTime: start + 1, expiresFrom: start + 1 }, ended), `associations[2] ${twin}`],
    ['one twice, apart', another({ entityId: v1 }), `associations[2] ${twin}`],

    ['a resource in two policies', another({ policyId: otherPolicyId }), `associations[2] ${inTwo}`],
    [
      'a resource that has moved, and stayed',
      one(1, { status: 'Associated', expiresFrom: undefined, expiresBy: undefined }, moved),
      `associations[1] ${inTwo}`
    ],
    [
      'a resource half-way in two policies',
      another({ policyId: otherPolicyId, status: 'Disassociating' }),
      `associations[2] ${inTwo}`
    ],
    ['a resource in two policies, the second of which is not there', another({ policyId: uuid(7) }), `associations[2] ${inTwo}`],

    [
      'a resource that was in a third policy, too, before it was in two at once',
      JSON.stringify({
        ...JSON.parse(another({ policyId: otherPolicyId })),
        associations: [{ policyId: uuid(1), ...asEnded }, {}, { policyId: otherPolicyId }].map((changes) => ({
          ...JSON.parse(another({})).associations[1],
          ...changes
        }))
      }),
      `associations[2] ${inTwo}`
    ],

    ['a live one without its policy', last({ policyId: uuid(7) }), `associations[1] ${stray}`],
    ['a live one half-way, without its policy', last({ policyId: uuid(7), status: 'Associating' }), `associations[1] ${stray}`],
    ['a live one in a policy of another project', last({ projectId: otherProject }), `associations[1] ${stray}`],
    ['a policy gone from under its resources', envelope({ policies: [] }), `associations[0] ${stray}`],
    ['a policy given away from under its resources', policy({ projectId: otherProject }), `associations[0] ${stray}`],
    [
      'a deleted policy’s record, live again',
      last({ status: 'Associated', expiresFrom: undefined, expiresBy: undefined }, emptied),
      `associations[0] ${stray}`
    ]
  ])

  test.each([
    ['an ended one without its policy', last({ policyId: uuid(7) }, ended)],
    ['an ended one of a policy that another project has now', last({ projectId: otherProject }, ended)],
    ['one ended in a policy, live in another', another({ policyId: otherPolicyId, ...asEnded })],
    ['one ended in two policies', another({ policyId: otherPolicyId }, ended)],
    ['two policies of one name', anotherPolicy({ policyId: uuid(7) })],
    ['records older than their policy', policy({ createTime: start + hour })]
  ])('which is not: %s', (_, text) => {
    const answer = deserialize(text)
    expect(answer.ok && JSON.parse(serialize(answer.state)).associations.length).toBe(JSON.parse(text).associations.length)
  })

  test('the last of many is looked at like the first', () => {
    const state = ready(['1', '2', '3', '4', '5'].map((id) => uuid(20 + Number(id))))
    expect(refusal(last({ entityId: 'x' }, state))).toStrictEqual([
      'Malformed',
      'associations[4] must have an entityId that is a UUID in lower case'
    ])
  })

  test('the first that is wrong is named, policies before associations', () => {
    const both = JSON.stringify({
      ...JSON.parse(one(0, { entityId: 'x' })),
      policies: JSON.parse(policy({ policyName: '' })).policies
    })
    expect(refusal(both)).toStrictEqual(['Malformed', `${thePolicy} must have a policyName that a policy can be given`])
  })
})
