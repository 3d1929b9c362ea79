/** A share as text by example: what comes back is the same, and the same share has the same text. */
import { describe, expect, test } from 'vitest'
import { resourceSharing } from '../../src/index.ts'
import type { Association, Facts, ResourceShareState } from '../../src/resource-sharing/index.ts'
import {
  associate,
  create,
  day,
  deletion,
  disassociate,
  factsOf,
  factsOutside,
  hour,
  leave,
  member,
  must,
  ofResource,
  ofTarget,
  otherMember,
  outsider,
  owner,
  ready,
  run,
  service,
  shareId,
  start,
  stranger,
  sweep,
  vswitch,
  withOutsider
} from './support.ts'

const {
  associations,
  decide,
  deserialize,
  evolveAll,
  failedDisassociations,
  initialState,
  invitations,
  listResourceShareAssociations,
  nextDeadline,
  resourceShare,
  serialize
} = resourceSharing

const accept = { type: 'AcceptResourceShareInvitation', request: { ResourceShareInvitationId: 'i-1' } }
const reject = { type: 'RejectResourceShareInvitation', request: { ResourceShareInvitationId: 'i-1' } }
const asOutsider = { accountId: outsider }
const ofVswitch = { Resources: [vswitch('vsw-1')] }
const longWindow = { retention: { floorMs: 400 * day, ceilingMs: 1e300 } }

const isReady = ready()
const invited = withOutsider(false)
const isIn = withOutsider(true)
const accepted = must(invited, accept, asOutsider)
const disassociating = must(isReady, disassociate({ ...ofVswitch, Targets: [member] }))
const stuck = must(disassociating, ofResource('DisassociationFailed', 'vsw-1', 'VSwitch', 'it is in use'))
const withService = create({
  Resources: [vswitch('res-1', 'CapacityReservation')],
  Targets: [service, 'rd-abc123', 'fd-f1'],
  TargetProperties: [{ TargetId: service, Property: ' {"timeRange": "2020-12-04T00:00:00+08:00"} ' }]
})
const deleting = must(isIn, deletion)
const deleted = must(create({}, { now: start }), deletion, { now: start + 1 })
/** Its failed disassociation is past its ceiling, and no sweep has removed it. */
const deletedAround = must(must(stuck, ofTarget('DisassociationSucceeded', member)), deletion, { now: start + 96 * hour })

const states: readonly (readonly [string, ResourceShareState])[] = [
  ['no share', initialState],
  ['an empty share', create()],
  ['associating', create({ ...ofVswitch, Targets: [member] })],
  ['associated', isReady],
  ['disassociating', disassociating],
  ['a failed association', must(create(ofVswitch), ofResource('AssociationFailed', 'vsw-1', 'VSwitch', 'no route'))],
  ['a failed association without a reason', must(create(ofVswitch), ofResource('AssociationFailed', 'vsw-1'))],
  ['a failed disassociation', stuck],
  ['a disassociation that is tried again', must(stuck, disassociate(ofVswitch), { now: start + hour })],
  ['an ended association', must(disassociating, ofTarget('DisassociationSucceeded', member))],
  [
    'an association that was revived',
    must(must(disassociating, ofTarget('DisassociationSucceeded', member)), associate({ Targets: [member] }))
  ],
  ['an open invitation', invited],
  ['an accepted invitation', accepted],
  ['an accepted invitation, associated', isIn],
  ['an accepted invitation, leaving', must(isIn, leave(outsider), asOutsider)],
  ['an accepted invitation, ended', must(must(isIn, leave(outsider), asOutsider), ofTarget('DisassociationSucceeded', outsider))],
  [
    'an accepted invitation, stuck',
    must(must(isIn, leave(outsider), asOutsider), ofTarget('DisassociationFailed', outsider, ''))
  ],
  ['an accepted invitation, association failed', must(accepted, ofTarget('AssociationFailed', outsider, 'no'))],
  ['a rejected invitation', must(invited, reject, asOutsider)],
  ['a cancelled invitation', must(invited, disassociate({ Targets: [outsider] }))],
  ['an expired invitation', must(invited, sweep, { now: start + 7 * day })],
  ['a directory, a folder and a service with its property', withService],
  ['a window of the host’s own', must(disassociating, ofResource('DisassociationSucceeded', 'vsw-1'), longWindow)],
  [
    'a window of no time',
    must(disassociating, ofResource('DisassociationFailed', 'vsw-1'), { retention: { floorMs: 0, ceilingMs: 0 } })
  ],
  ['a share that is being deleted', deleting],
  ['a deleted share', deleted],
  ['a deleted share with a failed disassociation that is past its ceiling', deletedAround],
  [
    'ids, names and messages of any kind',
    must(
      create({ ResourceShareName: '漢-._', Resources: [vswitch('__proto__'), vswitch('"\\😀')] }),
      ofResource('AssociationFailed', '__proto__', 'VSwitch', '\0\n"\uD800')
    )
  ],
  ['times between milliseconds', must(create({}, { now: start + 0.123 }), associate(ofVswitch), { now: start + 1 / 3 })],
  ['times before 1970', create(ofVswitch, { now: -8_640_000_000_000_000 })],
  [
    'the last time there is',
    must(create(ofVswitch, { now: 8_640_000_000_000_000 }), ofResource('AssociationFailed', 'vsw-1'), {
      now: 8_640_000_000_000_000,
      ...longWindow
    })
  ],
  [
    'an invitation at the last time there is',
    create({ AllowExternalTargets: true, Targets: [outsider] }, { now: 8_640_000_000_000_000 })
  ],
  [
    'a revival after the clock stepped back',
    must(must(invited, reject, { ...asOutsider, now: start + 6 * day }), associate({ Targets: [outsider] }))
  ]
]

const read = (text: string): ResourceShareState => {
  const answer = deserialize(text)
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`)
  return answer.state
}

/** All that a reader can see of a state. */
const seen = (state: ResourceShareState, facts: Facts) => {
  const pages: unknown[] = []
  for (const AssociationType of ['Resource', 'Target'] as const)
    for (let NextToken: string | undefined = ''; NextToken !== undefined; ) {
      const listed = listResourceShareAssociations([state], { AssociationType, MaxResults: 1, NextToken }, facts)
      pages.push(listed)
      NextToken = listed.ok ? listed.reply.NextToken : undefined
    }
  const byEntity = (a: Association, b: Association) =>
    `${a.entityType} ${a.entityId}` < `${b.entityType} ${b.entityId}` ? -1 : 1
  return {
    text: serialize(state),
    deadline: nextDeadline(state),
    share: resourceShare(state, facts),
    associations: [...associations(state, facts)].sort(byEntity),
    invitations: [...invitations(state, facts)],
    stuck: failedDisassociations(state, facts),
    pages
  }
}

/** Commands of every kind, whether or not they fit. */
const commands: readonly (readonly [object, Partial<Facts>])[] = [
  [{ type: 'CreateResourceShare', resourceShareId: 'rs-2', request: { ResourceShareName: 'two', ...ofVswitch } }, {}],
  [associate({ Resources: [vswitch('vsw-2')], Targets: [otherMember] }), {}],
  [associate({ ...ofVswitch, Targets: [member, outsider] }), {}],
  [associate({ Targets: [stranger] }, { invitationIds: { [stranger]: 'i-1' } }), {}],
  [associate({ Resources: [vswitch('kms-1', 'KMSInstance')] }), {}],
  [associate({ Resources: [vswitch('vsw-3')] }), { limits: { sharedResourcesPerAccount: 1 } }],
  [disassociate({ Targets: [member] }), {}],
  [disassociate(ofVswitch), {}],
  [disassociate({ Targets: [outsider] }), {}],
  [leave(outsider), asOutsider],
  [accept, asOutsider],
  [reject, asOutsider],
  [ofResource('AssociationSucceeded', 'vsw-1'), {}],
  [ofResource('DisassociationSucceeded', 'vsw-1'), {}],
  [ofTarget('AssociationFailed', outsider, 'no'), {}],
  [ofTarget('DisassociationFailed', member, 'no'), {}],
  [ofTarget('DisassociationSucceeded', outsider), {}],
  [deletion, {}],
  [sweep, {}]
]

const times = [start, start + hour, start + 48 * hour, start + 96 * hour, start + 7 * day, start + 11 * day, start + 500 * day]

describe('what is read back', () => {
  test.each(states)('%s: has the same text, and is read and goes on alike', (_, state) => {
    const text = serialize(state)
    const restored = read(text)
    expect(serialize(restored)).toBe(text)
    for (const now of times) {
      expect(seen(restored, factsOf({ now }))).toStrictEqual(seen(state, factsOf({ now })))
      for (const [command, more] of commands) {
        const expected = run(state, command, { ...more, now })
        const applied = run(restored, command, { ...more, now })
        expect([applied.result, applied.events]).toStrictEqual([expected.result, expected.events])
        expect(seen(applied.state, factsOf({ now }))).toStrictEqual(seen(expected.state, factsOf({ now })))
        if (applied.events.length === 0) expect(applied.state).toBe(restored)
      }
    }
  })

  test.each(states)('%s: is frozen as the fold makes it', (_, state) => {
    const restored = read(serialize(state))
    expect(Object.isFrozen(restored)).toBe(true)
    expect(Object.isFrozen(restored.inForce)).toBe(true)
    expect(restored.share === undefined || Object.isFrozen(restored.share)).toBe(true)
    for (const association of restored.associations) {
      expect(Object.isFrozen(association)).toBe(true)
      expect(association.invitation === undefined || Object.isFrozen(association.invitation)).toBe(true)
    }
  })

  test('no share is the initial state itself', () => {
    expect(read(serialize(initialState))).toBe(initialState)
    expect(serialize(initialState)).toBe(
      '{"format":"association-lifecycle/resource-sharing","version":1,"share":null,"associations":[]}'
    )
  })

  test('the text is JSON with the documented words, its fields in an order of their own', () => {
    expect(JSON.parse(serialize(must(stuck, ofTarget('DisassociationSucceeded', member), longWindow)))).toStrictEqual({
      format: 'association-lifecycle/resource-sharing',
      version: 1,
      share: {
        resourceShareId: shareId,
        resourceShareName: 'test',
        resourceShareOwner: owner,
        allowExternalTargets: false,
        status: 'Active',
        createTime: start,
        updateTime: start
      },
      associations: [
        {
          associationType: 'Resource',
          entityType: 'VSwitch',
          entityId: 'vsw-1',
          status: 'Failed',
          createTime: start,
          updateTime: start,
          message: 'it is in use',
          failedOperation: 'Disassociate',
          expiresFrom: start + 48 * hour,
          expiresBy: start + 96 * hour
        },
        {
          associationType: 'Target',
          entityType: 'Account',
          entityId: member,
          status: 'Disassociated',
          createTime: start,
          updateTime: start,
          expiresFrom: start + 400 * day,
          expiresBy: 1e300,
          membership: 'Member'
        }
      ]
    })
    expect(JSON.parse(serialize(invited)).associations.at(-1)).toStrictEqual({
      associationType: 'Target',
      entityType: 'Account',
      entityId: outsider,
      status: 'Associating',
      createTime: start,
      updateTime: start,
      membership: 'External',
      invitation: { invitationId: 'i-1', status: 'Pending', createTime: start, closesAt: start + 7 * day }
    })
    expect(
      JSON.parse(serialize(withService)).associations.find(({ entityId }: Association) => entityId === service)
    ).toMatchObject({
      targetProperty: ' {"timeRange": "2020-12-04T00:00:00+08:00"} '
    })
  })
})

test('the counts of each kind are read back, in whatever order the records of kinds come', () => {
  const ids = Array.from({ length: 12 }, (_, at) => `id-${at}`)
  const types = ['VSwitch', 'Image', 'Snapshot'] as const
  let state = create({ AllowExternalTargets: true, Targets: [member, otherMember, stranger] })
  for (const [at, id] of ids.entries()) {
    const type = types[at % 3] as string
    state = must(state, associate({ Resources: [vswitch(id, type)] }))
    if (at % 4 > 0) state = must(state, ofResource('AssociationSucceeded', id, type))
    if (at % 4 > 1) state = must(state, disassociate({ Resources: [vswitch(id, type)] }))
    if (at % 4 > 2) state = must(state, ofResource('DisassociationSucceeded', id, type))
  }
  const answer = { type: 'AcceptResourceShareInvitation', request: { ResourceShareInvitationId: 'i-1' } }
  state = must(state, associate({ Targets: [outsider] }, { invitationIds: { [outsider]: 'i-1' } }))
  state = must(state, answer, { accountId: outsider })
  const restored = read(serialize(state))
  expect(restored.running).toBe(state.running)
  expect(restored.inForce).toStrictEqual(state.inForce)
  expect(state.inForce).toStrictEqual({
    'Resource/VSwitch': 3,
    'Resource/Image': 3,
    'Resource/Snapshot': 3,
    'Target/External': 1,
    'Target/Other': 2
  })
})

test('resources whose type is called as targets are, for a host may do so, are counted apart from them', () => {
  const resourceTypes = { Account: { leavable: true, external: true, service: false } }
  const request = { Resources: [vswitch('acc-1', 'Account')], Targets: ['rd-abc123'] }
  const state = create(request, { resourceTypes })
  expect(read(serialize(state)).inForce).toStrictEqual({ 'Resource/Account': 1, 'Target/Other': 1 })
  expect(state.inForce).toStrictEqual({ 'Resource/Account': 1, 'Target/Other': 1 })
})

describe('canonical: equal states, equal text', () => {
  const entities = { Resources: [vswitch('vsw-2'), vswitch('vsw-1'), vswitch('vsw-1', 'Image')], Targets: [otherMember, member] }

  test('whatever the order in which they came', () => {
    const backwards = { Resources: entities.Resources.toReversed(), Targets: entities.Targets.toReversed() }
    const oneByOne = [
      ...entities.Targets.map((target) => associate({ Targets: [target] })),
      ...entities.Resources.map((resource) => associate({ Resources: [resource] }))
    ]
    const text = serialize(create(entities))
    expect(serialize(create(backwards))).toBe(text)
    expect(serialize(oneByOne.reduce((state, command) => must(state, command), create()))).toBe(text)
    expect(JSON.parse(text).associations.map(({ entityType, entityId }: Association) => [entityType, entityId])).toStrictEqual([
      ['Image', 'vsw-1'],
      ['VSwitch', 'vsw-1'],
      ['VSwitch', 'vsw-2'],
      ['Account', otherMember],
      ['Account', member]
    ])
  })

  test('whatever the way on which they came', () => {
    const now = start + hour
    const created = create({}, { now })
    // A share that was purged and made again, and one that had more in it.
    const again = must(
      must(deleted, sweep, { now: start + 96 * hour }),
      { type: 'CreateResourceShare', resourceShareId: shareId, request: { ResourceShareName: 'test' } },
      { now }
    )
    expect(serialize(again)).toBe(serialize(created))
    const gone = must(must(create(), associate(ofVswitch)), ofResource('AssociationFailed', 'vsw-1'), {
      retention: { floorMs: 0, ceilingMs: 0 }
    })
    expect(serialize(must(gone, sweep))).toBe(serialize(create()))
    const both = decide(associate(entities) as never, create(), factsOf())
    if (!both.ok) throw new Error(both.error.code)
    expect(serialize(evolveAll(create(), both.events.toReversed()))).toBe(serialize(must(create(), associate(entities))))
  })

  test('whatever the order of the fields in the text that they were read from', () => {
    const backwards = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(backwards).reverse()
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([name, each]) => [name, backwards(each)])
            )
          : value
    for (const [, state] of states) {
      const text = serialize(state)
      const other = JSON.stringify(backwards(JSON.parse(text)), undefined, 3).replaceAll(/(?<!\\)":/g, '"\t\r\n :')
      expect(other).not.toBe(text)
      expect(serialize(read(other))).toBe(text)
    }
  })

  test('states that differ have texts that differ', () => {
    const texts = states.map(([, state]) => serialize(state))
    expect(new Set(texts).size).toBe(texts.length)
  })
})

test('an id that an invitation has left can be another’s', () => {
  const noWindow = { retention: { floorMs: 0, ceilingMs: 0 } }
  const rejected = must(invited, reject, { ...asOutsider, ...noWindow })
  const again = must(rejected, associate({ Targets: [stranger] }, { invitationIds: { [stranger]: 'i-1' } }), { now: start + 1 })
  expect(serialize(read(serialize(again)))).toBe(serialize(again))
  const lapsed = must(invited, associate({ Targets: [stranger] }, { invitationIds: { [stranger]: 'i-1' } }), {
    ...noWindow,
    now: start + 7 * day
  })
  expect(serialize(read(serialize(lapsed)))).toBe(serialize(lapsed))
})

test('an owner outside any directory is read back as well', () => {
  const state = must(
    initialState,
    { type: 'CreateResourceShare', resourceShareId: shareId, request: { ResourceShareName: 'a' } },
    factsOutside()
  )
  expect(seen(read(serialize(state)), factsOutside())).toStrictEqual(seen(state, factsOutside()))
})
