/** Texts that are no share: each is refused with one of four codes, and a word on what is wrong and where. */
import { describe, expect, test } from 'vitest'
import { resourceSharing } from '../../src/index.ts'
import type { Facts, ResourceShareState } from '../../src/resource-sharing/index.ts'
import { describeForeignTexts } from '../decider/stored-texts.ts'
import {
  create,
  day,
  deletion,
  disassociate,
  hour,
  leave,
  member,
  must,
  ofResource,
  ofTarget,
  outsider,
  ready,
  service,
  start,
  stranger,
  vswitch,
  withOutsider
} from './support.ts'

const { deserialize, serialize } = resourceSharing

const asOutsider: Partial<Facts> = { accountId: outsider }
const accept = { type: 'AcceptResourceShareInvitation', request: { ResourceShareInvitationId: 'i-1' } }

// In the text the resource comes first, then the member, then the account from outside.
const isReady = ready()
const invited = withOutsider(false)
const isIn = withOutsider(true)
const isAlone = create({ AllowExternalTargets: true, Targets: [outsider] })
const withDirectory = create({ Targets: ['rd-abc123'] })
const withService = create({ Targets: [service], Resources: [vswitch('res-1', 'CapacityReservation')] })
const disassociating = must(isReady, disassociate({ Resources: [vswitch('vsw-1')], Targets: [member] }))
const ended = must(disassociating, ofTarget('DisassociationSucceeded', member))
const stuck = must(ended, ofResource('DisassociationFailed', 'vsw-1', 'VSwitch', 'it is in use'))
const acceptFailed = must(must(invited, accept, asOutsider), ofTarget('AssociationFailed', outsider))
const leaveFailed = must(must(isIn, leave(outsider), asOutsider), ofTarget('DisassociationFailed', outsider))
const deleted = must(create(), deletion, { now: start + 1 })
/** Its failed disassociation was past its ceiling when it was deleted, and no sweep has removed it. */
const deletedAround = must(stuck, deletion, { now: start + 96 * hour })

type Fields = Record<string, unknown>
interface Stored extends Fields {
  readonly share: Fields
  readonly associations: Fields[]
}

/** Fields to set; one that is `undefined` is taken away. */
type Patch = Readonly<Fields>

const storedOf = (state: ResourceShareState): Stored => JSON.parse(serialize(state))

/** The text of a state with something changed in its envelope, in its share, in one of its associations, in its last invitation. */
const envelope = (patch: Patch, state = isIn) => JSON.stringify({ ...storedOf(state), ...patch })
const share = (patch: Patch, state = isIn) => envelope({ share: { ...storedOf(state).share, ...patch } }, state)
const association = (at: number, patch: Patch, state = isReady) =>
  envelope({ associations: storedOf(state).associations.with(at, { ...storedOf(state).associations.at(at), ...patch }) }, state)
const last = (patch: Patch, state = isReady) => association(-1, patch, state)
const invitationOf = (state: ResourceShareState): Fields => ({ ...(storedOf(state).associations.at(-1)?.invitation as Fields) })
const invitation = (patch: Patch, state = invited) => last({ invitation: { ...invitationOf(state), ...patch } }, state)
/** With a further association that is like the last. */
const another = (patch: Patch, state: ResourceShareState) => {
  const { associations } = storedOf(state)
  return envelope({ associations: [...associations, { ...associations.at(-1), ...patch }] }, state)
}
/** The same share, deleted at the same time. */
const asDeleted = (state: ResourceShareState) => share({ status: 'Deleted', expiresFrom: start, expiresBy: start }, state)

const refusal = (text: string) => {
  const answer = deserialize(text)
  return answer.ok ? answer : [answer.error.code, answer.error.message]
}

type Rows = readonly (readonly [says: string, text: string, message: string])[]

const whole = serialize(isIn)
const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
const target = 'associations[1]'
const invitee = 'associations[2]'

describeForeignTexts({
  deserialize,
  state: isIn,
  whole,
  envelope,
  newer: { regions: [], associations: 'elsewhere' }
})

describe('UnknownStatus', () => {
  const says = (place: string, word: string) => `${place}.status is "${word}", a status that this version does not know`
  const { status: _status, ...withoutStatus } = storedOf(isReady).associations[1] ?? {}
  const rows: Rows = [
    ['of an association', last({ status: 'SUSPENDED' }), says(target, 'SUSPENDED')],
    ['of the share', share({ status: 'Archived' }), says('share', 'Archived')],
    ['of the share: Pending is not kept', share({ status: 'Pending' }), says('share', 'Pending')],
    ['of an invitation', invitation({ status: 'Withdrawn' }), says(`${invitee}.invitation`, 'Withdrawn')],
    ['in another case', last({ status: 'associated' }), says(target, 'associated')],
    ['empty', last({ status: '' }), says(target, '')],
    ['a name of a prototype', last({ status: 'constructor' }), says(target, 'constructor')],
    ['a status of something else', last({ status: 'Pending' }), says(target, 'Pending')],
    ['very long', last({ status: 'x'.repeat(1_000_000) }), says(target, `${'x'.repeat(79)}…`)],
    ['while another field is missing', last({ status: 'RESTORING', entityId: undefined }), says(target, 'RESTORING')],
    ['while another field is wrong', last({ status: 'RESTORING', createTime: 'x' }), says(target, 'RESTORING')],
    [
      'with a new field before it',
      envelope({
        associations: storedOf(isReady).associations.with(1, { restoredAt: 1, ...withoutStatus, status: 'RESTORING' })
      }),
      says(target, 'RESTORING')
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

describe('Malformed: the envelope', () => {
  const format = 'format must be "association-lifecycle/resource-sharing"; it is '
  const twice = (name: string) => `an object has two fields of the name "${name}"`
  const unknown = (place: string, name: string) => `${place} has a field that this version does not know: "${name}"`
  isMalformed([
    ['a list', '[]', 'the envelope must be an object; it is a list'],
    ['null', 'null', 'the envelope must be an object; it is null'],
    ['a number', '-0', 'the envelope must be an object; it is -0'],
    ['a text', '"x"', 'the envelope must be an object; it is "x"'],
    ['deep nesting', deep(100_000), 'the envelope must be an object; it is a list'],
    ['an empty object', '{}', `${format}missing`],
    ['a format that is foreign', envelope({ format: 'other/backup-policies' }), `${format}"other/backup-policies"`],
    ['a format that is foreign, of a newer version', envelope({ format: 'other', version: 2 }), `${format}"other"`],
    ['a format that is no text', envelope({ format: [1] }), `${format}a list`],
    ['a format that is very long', envelope({ format: 'x'.repeat(1_000) }), `${format}"${'x'.repeat(79)}…"`],
    ['no share', envelope({ share: undefined }), 'the envelope lacks its share'],
    ['no associations', envelope({ associations: undefined }), 'the envelope lacks its associations'],
    [
      'associations that are no list',
      envelope({ associations: {} }),
      'the envelope.associations must be a list; it is an object'
    ],
    ['associations without a share', envelope({ share: null }), 'associations must be empty where share is null'],
    ['a share that is a list', envelope({ share: [] }), 'share must be an object; it is a list'],
    ['a share that is a text', envelope({ share: 'x' }), 'share must be an object; it is "x"'],
    ['an association that is null', envelope({ associations: [null] }), 'associations[0] must be an object; it is null'],
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
    ['a field without a name', envelope({ '': 1 }), unknown('the envelope', '')],
    ['__proto__', whole.replace('"version"', '"__proto__":{"x":1},"version"'), unknown('the envelope', '__proto__')],
    ['__proto__ twice', whole.replace('"version"', '"__proto__":1,"__proto__":2,"version"'), twice('__proto__')],
    ['a field twice', whole.replace('"version":1', '"version":2,"version":1'), twice('version')],
    ['a field of the share twice', whole.replace('"createTime":', '"createTime":1,"createTime":'), twice('createTime')],
    [
      'a field of an association twice',
      whole.replace('"status":"Associated"', '"status":"Failed","status":"Associated"'),
      twice('status')
    ],
    [
      'a field of an invitation twice',
      whole.replace('"status":"Accepted"', '"status":"Accepted","status":"Accepted"'),
      twice('status')
    ],
    ['a field twice, once with an escape', whole.replace('"share":', '"sh\\u0061re":null,"share":'), twice('share')],
    ['a field twice, with white space', whole.replace('"share":', '"share"\n:null,"share"\t :'), twice('share')],
    ['two lists of associations', whole.replace('"associations":[', '"associations":[],"associations":['), twice('associations')]
  ])

  test('a text that looks like a field is none', () => {
    const Property = '{"share":"\\":","a":1,"a":2,"b\\\\":3}'
    const state = create({
      Targets: [service],
      Resources: [vswitch('"share":"x"', 'CapacityReservation')],
      TargetProperties: [{ TargetId: service, Property }]
    })
    expect(deserialize(serialize(state)).ok).toBe(true)
  })
})

describe('Malformed: a field', () => {
  const time = 'must be a time in epoch milliseconds that a date can be; it is '
  const deadline = 'must be a time in epoch milliseconds; it is '
  const unknown = (place: string, name: string) => `${place} has a field that this version does not know: "${name}"`
  const missing = (place: string, names: readonly string[], take: (patch: Patch) => string): Rows =>
    names.map((name) => [`${place} without ${name}`, take({ [name]: undefined }), `${place} lacks its ${name}`])
  isMalformed([
    ['unknown, of the share', share({ region: 'x' }), unknown('share', 'region')],
    ['unknown, of an association', last({ region: 'x' }), unknown(target, 'region')],
    ['unknown, of an invitation', invitation({ region: 'x' }), unknown(`${invitee}.invitation`, 'region')],
    ['constructor', last({ constructor: {} }), unknown(target, 'constructor')],
    ['__proto__, of the share', whole.replace('"createTime"', '"__proto__":{},"createTime"'), unknown('share', '__proto__')],
    ['__proto__ in the place of another', whole.replace('"entityId"', '"__proto__"'), unknown('associations[0]', '__proto__')],
    ['of a share, in an association', last({ resourceShareId: 'rs-1' }), unknown(target, 'resourceShareId')],

    ...missing('share', ['resourceShareId', 'resourceShareName', 'resourceShareOwner', 'allowExternalTargets'], share),
    ...missing('share', ['status', 'createTime', 'updateTime'], share),
    ...missing(target, ['associationType', 'entityType', 'entityId', 'status', 'createTime', 'updateTime'], last),
    ...missing(`${invitee}.invitation`, ['invitationId', 'status', 'createTime', 'closesAt'], invitation),

    ['a number for a text', share({ resourceShareName: 5 }), 'share.resourceShareName must be a text; it is 5'],
    ['null for a text', share({ resourceShareOwner: null }), 'share.resourceShareOwner must be a text; it is null'],
    ['null for nothing', last({ message: null }), `${target}.message must be a text; it is null`],
    [
      'a text for a flag',
      share({ allowExternalTargets: 'true' }),
      'share.allowExternalTargets must be true or false; it is "true"'
    ],
    ['a number for a status', share({ status: 5 }), 'share.status must be one of Active, Deleting, Deleted; it is 5'],
    [
      'an object for a status',
      last({ status: {} }),
      `${target}.status must be one of Associating, Associated, Disassociating, Disassociated, Failed; it is an object`
    ],
    [
      'another type',
      last({ associationType: 'Other' }),
      `${target}.associationType must be one of Resource, Target; it is "Other"`
    ],
    [
      'another operation',
      last({ failedOperation: 'Update' }, stuck),
      `${target}.failedOperation must be one of Associate, Disassociate; it is "Update"`
    ],
    ['another membership', last({ membership: 'Guest' }), `${target}.membership must be one of Member, External; it is "Guest"`],
    ['a list for an invitation', last({ invitation: [] }), `${target}.invitation must be an object; it is a list`],
    ['null for an invitation', last({ invitation: null }), `${target}.invitation must be an object; it is null`],

    ['a text for a time', last({ createTime: '2020-12-04' }), `${target}.createTime ${time}"2020-12-04"`],
    ['null for a time', last({ updateTime: null }), `${target}.updateTime ${time}null`],
    ['a time beyond all dates', last({ updateTime: 8_640_000_000_000_001 }), `${target}.updateTime ${time}8640000000000001`],
    ['a time before all dates', last({ createTime: -8_640_000_000_000_001 }), `${target}.createTime ${time}-8640000000000001`],
    ['a time of the share beyond all dates', share({ updateTime: 1e300 }), `share.updateTime ${time}1e+300`],
    [
      'a time of an invitation beyond all dates',
      invitation({ createTime: 1e300 }),
      `${invitee}.invitation.createTime ${time}1e+300`
    ],
    [
      'a time beyond all numbers',
      whole.replace(`"createTime":${start}`, '"createTime":1e999'),
      `share.createTime ${time}Infinity`
    ],
    [
      'a time before all numbers',
      whole.replace(`"createTime":${start}`, '"createTime":-1e999'),
      `share.createTime ${time}-Infinity`
    ],
    ['a time of -0', whole.replace(`"createTime":${start}`, '"createTime":-0'), `share.createTime ${time}-0`],
    [
      'a deadline beyond all numbers',
      serialize(deleted).replace(/"expiresBy":\d+/, '"expiresBy":1e999'),
      `share.expiresBy ${deadline}Infinity`
    ],
    [
      'a deadline of -0',
      serialize(stuck).replace(/"expiresFrom":\d+/, '"expiresFrom":-0.0'),
      `associations[0].expiresFrom ${deadline}-0`
    ],
    [
      'an invitation that never closes',
      whole.replace(/"closesAt":\d+/, '"closesAt":1e999'),
      `${invitee}.invitation.closesAt ${deadline}Infinity`
    ]
  ])
})

describe('Malformed: what does not go together', () => {
  const kind = 'must have an entityId and an entityType that a resource can have, or a target, whose entityType is Account'
  const times = 'must have expiresFrom and expiresBy when it has ended, and only then'
  const order = 'must have updateTime <= expiresFrom <= expiresBy'
  const membership = 'must have a membership when it is of an account, and only then'
  const asked = 'must have an invitation when its membership is External, and only then'
  const property = 'must have a targetProperty only when it is of a service, and then a JSON text'
  const failed = 'must have a failedOperation when it is Failed, and only then'
  const fits = 'must have a status that goes with that of its association'
  const left = 'must have ended, for the share is Deleted'
  const twin = 'has the same identity as one before it'
  const ambiguous = 'has an open invitation of the same invitationId as another'
  const justBeforeClosing = start + 7 * day - 1

  describe('in the share', () => {
    isMalformed([
      ['an id of another form', share({ resourceShareId: 'rs 1' }), 'share must have a resourceShareId of the form rs-...'],
      [
        'a name of another form',
        share({ resourceShareName: 'a b' }),
        'share must have a resourceShareName that a share can be given'
      ],
      ['changed before it was made', share({ updateTime: start - 1 }), 'share must not have an updateTime before its createTime'],
      ['active, with deadlines', share({ expiresFrom: start, expiresBy: start }), `share ${times}`],
      ['deleting, with deadlines', share({ status: 'Deleting', expiresFrom: start, expiresBy: start }), `share ${times}`],
      ['deleted, without deadlines', share({ expiresFrom: undefined, expiresBy: undefined }, deleted), `share ${times}`],
      ['deleted, with one deadline', share({ expiresBy: undefined }, deleted), `share ${times}`],
      ['expiring before it was deleted', share({ expiresFrom: start }, deleted), `share ${order}`],
      ['gone before it may expire', share({ expiresBy: start + 2 }, deleted), `share ${order}`]
    ])
  })

  describe('in an association', () => {
    isMalformed([
      ['a target of another type', last({ entityType: 'VSwitch' }), `${target} ${kind}`],
      ['a target that is none', last({ entityId: 'x' }), `${target} ${kind}`],
      ['a resource without a type', association(0, { entityType: '' }), `associations[0] ${kind}`],
      ['a resource with a space in its id', association(0, { entityId: 'vsw 1' }), `associations[0] ${kind}`],
      ['a resource with too long an id', association(0, { entityId: 'x'.repeat(129) }), `associations[0] ${kind}`],
      ['a resource with a membership', association(0, { membership: 'Member' }), `associations[0] ${membership}`],
      [
        'a resource with the id of an account',
        association(0, { entityId: member, membership: 'Member' }),
        `associations[0] ${membership}`
      ],
      ['a directory with a membership', last({ membership: 'Member' }, withDirectory), `associations[0] ${membership}`],
      ['an account without a membership', last({ membership: undefined }), `${target} ${membership}`],
      ['a member with an invitation', last({ membership: 'Member' }, invited), `${invitee} ${asked}`],
      ['a directory with an invitation', last({ invitation: invitationOf(isAlone) }, withDirectory), `associations[0] ${asked}`],
      ['an account from outside without an invitation', last({ invitation: undefined }, invited), `${invitee} ${asked}`],
      ['an account with a property', last({ targetProperty: '{}' }), `${target} ${property}`],
      ['a resource with a property', association(0, { entityId: 'a.b', targetProperty: '{}' }), `associations[0] ${property}`],
      ['a service with a property that is no JSON', last({ targetProperty: '{' }, withService), `${target} ${property}`],
      ['failed, without what failed', last({ status: 'Failed', expiresFrom: start, expiresBy: start }), `${target} ${failed}`],
      ['ended, with what failed', last({ failedOperation: 'Disassociate' }, ended), `${target} ${failed}`],
      ['live, with a message', last({ message: 'x' }), `${target} must have a message only when it has ended`],
      [
        'changed before it was made',
        last({ updateTime: start - 1 }),
        `${target} must not have an updateTime before its createTime`
      ],
      ['ended, without deadlines', last({ status: 'Disassociated' }), `${target} ${times}`],
      ['ended, with one deadline', last({ expiresFrom: undefined }, ended), `${target} ${times}`],
      ['live, with deadlines', last({ status: 'Associated' }, ended), `${target} ${times}`],
      ['expiring before it ended', last({ expiresFrom: start - 1 }, ended), `${target} ${order}`],
      ['gone before it may expire', last({ expiresFrom: start + 96 * hour + 1 }, ended), `${target} ${order}`]
    ])
  })

  describe('in an invitation', () => {
    const place = `${invitee}.invitation`
    isMalformed([
      ['an id of another form', invitation({ invitationId: '1' }), `${place} must have an invitationId of the form i-...`],
      ['closing as it opens', invitation({ closesAt: start }), `${place} must have a closesAt after its createTime`],
      [
        'older than its association',
        invitation({ createTime: start - 1 }),
        `${place} must have the createTime of its association`
      ],
      ['open, and associated', last({ status: 'Associated' }, invited), `${place} ${fits}`],
      ['open, and failed', invitation({ status: 'Pending' }, acceptFailed), `${place} ${fits}`],
      ['cancelled, and associating', invitation({ status: 'Cancelled' }), `${place} ${fits}`],
      ['rejected, and associating', invitation({ status: 'Rejected' }), `${place} ${fits}`],
      ['expired, and associating', invitation({ status: 'Expired' }), `${place} ${fits}`],
      ['accepted in vain, and associating', invitation({ status: 'AcceptFailed' }), `${place} ${fits}`],
      ['accepted in vain, and stuck', invitation({ status: 'AcceptFailed' }, leaveFailed), `${place} ${fits}`],
      ['accepted, and failed to associate', invitation({ status: 'Accepted' }, acceptFailed), `${place} ${fits}`]
    ])
  })

  describe('between associations', () => {
    isMalformed([
      ['one twice', another({ updateTime: start + 1 }, isReady), `associations[2] ${twin}`],
      [
        'one twice, apart',
        another({ ...storedOf(isReady).associations[0], membership: undefined }, isReady),
        `associations[2] ${twin}`
      ],
      ['two open invitations of one id', another({ entityId: stranger }, isAlone), `associations[0] ${ambiguous}`],
      [
        'an open invitation of an id that is still in use',
        another(
          {
            entityId: stranger,
            createTime: justBeforeClosing,
            updateTime: justBeforeClosing,
            invitation: { ...invitationOf(isAlone), createTime: justBeforeClosing, closesAt: start + 14 * day }
          },
          isAlone
        ),
        `associations[1] ${ambiguous}`
      ],
      ['a deleted share with an associated resource', asDeleted(isReady), `associations[0] ${left}`],
      ['a deleted share that is associating', asDeleted(withDirectory), `associations[0] ${left}`],
      ['a deleted share that is disassociating', asDeleted(disassociating), `associations[0] ${left}`],
      ['a deleted share with an open invitation', asDeleted(isAlone), `associations[0] ${left}`],
      ['a deleted share with a failed disassociation', asDeleted(stuck), `associations[0] ${left}`],
      [
        'a deleted share with a failed disassociation that was not gone',
        association(0, { expiresBy: start + 96 * hour + 1 }, deletedAround),
        `associations[0] ${left}`
      ]
    ])
  })

  test('the last of many is looked at like the first', () => {
    const state = create({ Resources: ['1', '2', '3', '4', '5'].map((id) => vswitch(id)) })
    expect(refusal(last({ entityId: 'x y' }, state))).toStrictEqual(['Malformed', `associations[4] ${kind}`])
  })
})
