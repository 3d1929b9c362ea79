/** Texts of any share that the commands can make: read back they are the same, and changed they are refused or keep the change. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resourceSharing } from '../../src/index.ts'
import type { Association, Facts, ResourceShareState, ResourceSharingEvent } from '../../src/resource-sharing/index.ts'
import { describeDamagedTexts } from '../decider/stored-texts.ts'
import {
  day,
  deletion,
  directory,
  factsOf,
  hour,
  leave,
  member,
  otherMember,
  outsider,
  owner,
  run,
  service,
  shareId,
  start,
  stranger,
  sweep,
  vswitch
} from './support.ts'

const {
  associations,
  deserialize,
  evolve,
  failedDisassociations,
  initialState,
  invitations,
  listResourceShareAssociations,
  nextDeadline,
  resourceShare,
  serialize
} = resourceSharing

const resources = [vswitch('vsw-1'), vswitch('vsw-2'), vswitch('vsw-1', 'CapacityReservation'), vswitch('__proto__', 'IpamPool')]
const targets = [member, otherMember, outsider, stranger, service, 'rd-abc123', 'fd-f1', '172050525300****']

/** One thing that happens: which of the things that can happen, to what, and how much later. */
const happening = fc.record(
  {
    kind: fc.constantFrom(
      ...(['associate', 'associate', 'associate', 'signal', 'signal', 'signal', 'signal', 'answer', 'answer'] as const),
      ...(['disassociate', 'disassociate', 'leave', 'sweep', 'delete', 'create'] as const)
    ),
    pick: fc.nat({ max: 30 }),
    succeeds: fc.boolean(),
    reason: fc.option(fc.constantFrom('', 'no route', '漢\uD800'), { nil: undefined }),
    later: fc.constantFrom(0, 1, 0.25, hour, day, 47 * hour, 4 * day, 7 * day, -hour, -30 * day),
    retention: fc.option(
      fc.constantFrom({ floorMs: 0, ceilingMs: 0 }, { floorMs: 0, ceilingMs: hour }, { floorMs: 400 * day, ceilingMs: 1e300 }),
      { nil: undefined, freq: 4 }
    ),
    isInDirectory: fc.boolean()
  },
  { noNullPrototype: true }
)
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)]

const isRunning = ({ status, invitation }: Association) =>
  status === 'Disassociating' || (status === 'Associating' && invitation?.status !== 'Pending')

/** The command that a happening is, with what it needs to know. Most are to the point, so that they are accepted. */
const commandOf = (
  { kind, pick, succeeds, reason }: Happening,
  state: ResourceShareState,
  facts: Facts
): [object, Partial<Facts>] => {
  const present = [...associations(state, facts)]
  switch (kind) {
    case 'create':
      return [
        {
          type: 'CreateResourceShare',
          resourceShareId: shareId,
          request: { ResourceShareName: 'test.漢', AllowExternalTargets: true, Targets: [at(targets, pick)] }
        },
        {}
      ]
    case 'associate': {
      const target = at(targets, pick)
      const TargetProperties = target === service && succeeds ? [{ TargetId: service, Property: ' {"a":1} ' }] : []
      const named =
        pick % 3 === 0 ? { Resources: [at(resources, pick), at(resources, pick + 1)] } : { Targets: [target], TargetProperties }
      return [
        {
          type: 'AssociateResourceShare',
          invitationIds: succeeds ? undefined : { [String(target)]: 'i-1' },
          request: { ResourceShareId: shareId, ...named }
        },
        {}
      ]
    }
    case 'signal': {
      const { associationType, entityType, entityId, status } =
        at(present.filter(isRunning), pick) ?? ({ entityId: 'x' } as Association)
      const operation = status === 'Disassociating' ? 'Disassociation' : 'Association'
      return [{ type: `${operation}${succeeds ? 'Succeeded' : 'Failed'}`, associationType, entityType, entityId, reason }, {}]
    }
    case 'answer': {
      const open = [...invitations(state, facts)].filter(({ Status }) => Status === 'Pending')
      const { ResourceShareInvitationId, ReceiverAccountId = '' } = at(open, pick) ?? {}
      const type = `${pick % 4 === 0 ? 'Reject' : 'Accept'}ResourceShareInvitation`
      return [{ type, request: { ResourceShareInvitationId } }, { accountId: ReceiverAccountId }]
    }
    case 'disassociate': {
      const { associationType, entityType, entityId } = at(present, pick) ?? ({ entityId: 'x' } as Association)
      const named = associationType === 'Target' ? { Targets: [entityId] } : { Resources: [vswitch(entityId, entityType)] }
      return [{ type: 'DisassociateResourceShare', request: { ResourceShareId: shareId, ...named } }, {}]
    }
    case 'leave':
      return [leave(outsider), { accountId: outsider }]
    case 'delete':
      return [deletion, {}]
    case 'sweep':
      return [sweep, {}]
  }
}

interface Moment {
  readonly state: ResourceShareState
  readonly facts: Facts
  readonly events: readonly ResourceSharingEvent[]
  readonly result: unknown
}

/** What a history comes to, moment by moment. */
const momentsOf = (history: readonly Happening[], from = initialState, since = start): Moment[] => {
  let state = from
  let now = since
  return history.map((happened) => {
    now += happened.later
    const facts = factsOf({
      now,
      ...(happened.retention && { retention: happened.retention }),
      ...(!happened.isInDirectory && { directory: { ...directory, memberIds: [member, otherMember, '172050525300****'] } })
    })
    const [command, more] = commandOf(happened, state, facts)
    const applied = run(state, command, { ...facts, ...more })
    state = applied.state
    return { state, facts, events: applied.events, result: applied.result }
  })
}

const first: Happening = {
  kind: 'create',
  pick: 0,
  succeeds: true,
  reason: undefined,
  later: 0,
  retention: undefined,
  isInDirectory: true
}
const history = fc.array(happening, { minLength: 1, maxLength: 40 }).map((rest) => [first, ...rest])

const read = (text: string): ResourceShareState => {
  const answer = deserialize(text)
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message} in ${text}`)
  return answer.state
}

const byIdentity = (a: Association, b: Association) => (serializedIdentity(a) < serializedIdentity(b) ? -1 : 1)
const serializedIdentity = ({ associationType, entityType, entityId }: Association) =>
  `${associationType} ${entityType} ${entityId}`

/** All that a reader can see of a state. */
const seen = (state: ResourceShareState, facts: Facts) => ({
  text: serialize(state),
  deadline: nextDeadline(state),
  share: resourceShare(state, facts),
  associations: [...associations(state, facts)].sort(byIdentity),
  invitations: [...invitations(state, facts)],
  stuck: failedDisassociations(state, facts),
  lists: [
    { AssociationType: 'Resource' },
    { AssociationType: 'Target', MaxResults: 2 },
    { AssociationType: 'Target', Target: outsider }
  ].map((request) => listResourceShareAssociations([state], request as never, facts))
})

describe('a share that the commands have made', () => {
  test('is read back from its text after every event', () => {
    fc.assert(
      fc.property(history, (happenings) => {
        let state = initialState
        for (const { events, facts } of momentsOf(happenings))
          for (const event of events) {
            state = evolve(state, event)
            const text = serialize(state)
            const restored = read(text)
            expect(serialize(restored)).toBe(text)
            expect(seen(restored, facts)).toStrictEqual(seen(state, facts))
          }
      }),
      { numRuns: 200 }
    )
  })

  test('goes on alike from its text', () => {
    fc.assert(
      fc.property(history, history, (before, after) => {
        const [state = initialState, now = start] =
          momentsOf(before)
            .map((moment) => [moment.state, moment.facts.now] as const)
            .at(-1) ?? []
        const expected = momentsOf(after.slice(1), state, now)
        momentsOf(after.slice(1), read(serialize(state)), now).forEach((moment, index) => {
          expect([moment.result, moment.events]).toStrictEqual([expected[index]?.result, expected[index]?.events])
          expect(seen(moment.state, moment.facts)).toStrictEqual(seen(expected[index]?.state ?? initialState, moment.facts))
        })
      }),
      { numRuns: 200 }
    )
  })

  test('has one text, whatever the order of the fields and associations in the one that it is read from', () => {
    const shuffled = (value: unknown, order: readonly number[]): unknown => {
      const by = (index: number) => order[index % order.length] ?? 0
      if (Array.isArray(value))
        return value
          .map((each) => shuffled(each, order))
          .sort((a, b) => by(JSON.stringify(a).length) - by(JSON.stringify(b).length))
      if (typeof value !== 'object' || value === null) return value
      const fields = Object.entries(value).map(([name, each], index) => [by(index), name, shuffled(each, order)] as const)
      return Object.fromEntries(fields.sort(([a], [b]) => a - b).map(([, name, each]) => [name, each]))
    }
    fc.assert(
      fc.property(
        history,
        fc.array(fc.nat(), { minLength: 1, maxLength: 13 }),
        fc.nat({ max: 4 }),
        (happenings, order, indent) => {
          const text = serialize(momentsOf(happenings).at(-1)?.state ?? initialState)
          expect(serialize(read(JSON.stringify(shuffled(JSON.parse(text), order), undefined, indent)))).toBe(text)
        }
      )
    )
  })
})

describeDamagedTexts({
  deserialize,
  stored: history.map((happenings) => serialize(momentsOf(happenings).at(-1)?.state ?? initialState)),
  words: {
    names: ['message', 'invitation', 'membership', 'targetProperty', 'expiresBy'],
    values: [
      ...[start, start + day, start + 7 * day, '{}', 'i-1', service, member, outsider],
      ...['Active', 'Deleting', 'Deleted', 'Associating', 'Associated', 'Disassociating', 'Disassociated', 'Failed'],
      ...['Pending', 'Accepted', 'AcceptFailed', 'Associate', 'Disassociate', 'Resource', 'Target', 'Member', 'External']
    ]
  },
  enveloped: (text) => [
    `{"format":"association-lifecycle/resource-sharing","version":1,"share":${text},"associations":[${text}]}`
  ],
  isKept: (state, text) => {
    const given = JSON.parse(text)
    const kept = JSON.parse(serialize(state))
    expect({ ...kept, associations: kept.associations.sort(byIdentity) }).toStrictEqual({
      ...given,
      associations: given.associations.sort(byIdentity)
    })
    const deadline = nextDeadline(state)
    expect(deadline === undefined || Number.isFinite(deadline)).toBe(true)
    for (const now of [start - day, start, start + 3 * day, start + 20 * day, 8.64e15]) {
      const facts = factsOf({ now })
      seen(state, facts)
      for (const [accountId, command] of [
        [owner, sweep],
        [owner, deletion],
        [
          owner,
          {
            type: 'AssociateResourceShare',
            request: { ResourceShareId: shareId, Targets: [outsider, member], Resources: [resources[0]] }
          }
        ],
        [owner, { type: 'DisassociateResourceShare', request: { ResourceShareId: shareId, Targets: [outsider] } }],
        [outsider, leave(outsider)],
        ...[...invitations(state, facts)].map(
          ({ ResourceShareInvitationId, ReceiverAccountId }) =>
            [ReceiverAccountId, { type: 'AcceptResourceShareInvitation', request: { ResourceShareInvitationId } }] as const
        ),
        ...[...associations(state, facts)].flatMap(({ associationType, entityType, entityId }) =>
          ['AssociationSucceeded', 'AssociationFailed', 'DisassociationSucceeded', 'DisassociationFailed'].map(
            (type) => [owner, { type, associationType, entityType, entityId }] as const
          )
        )
      ] as const)
        expect(read(serialize(run(state, command, { now, accountId }).state))).toBeDefined()
    }
  }
})
