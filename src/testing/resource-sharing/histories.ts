/** What histories of shares are made of: what somebody would do next with what there is, and what nobody should. */
import * as fc from 'fast-check'
import { type Fields, fieldsOf, isAbsent } from '../../decider/values.ts'
import { lifecycle, resourceSharing } from '../../index.ts'
import { invitationReasons } from '../../resource-sharing/presence.ts'
import { mostly, sometimes } from '../choices.ts'
import type { Asked, Here, Move, Setting, Window } from '../history.ts'
import type { States } from '../model.ts'
import { type Deed as AnyDeed, always, deedOf, nextPage, pick, wait, waitUntil, windowsAmong } from '../moves.ts'
import { brokenCommand, brokenListRequest, hostileCommand, rules } from './broken-requests.ts'
import { messyCommand } from './messy-requests.ts'
import { send, signalTypes } from './model.ts'
import {
  associateResourceShare,
  callerOf,
  command,
  createResourceShare,
  directory,
  invitationIdOf,
  listRequest,
  members,
  outsiders,
  owner,
  stranger
} from './requests.ts'

type State = resourceSharing.ResourceShareState
type Facts = resourceSharing.Facts
type Shares = States<State>
type Shared = resourceSharing.IdentifiedAssociation

const accounts = [owner, ...members, ...outsiders, stranger]

const recordsOf = (shares: Shares, facts: Facts): Shared[] =>
  [...shares.values()].flatMap((state) => [...resourceSharing.associations(state, facts)])

const isOpen = ({ invitation }: Shared): boolean => invitation?.status === 'Pending'

/** What names some records in a request. */
const listsOf = (records: readonly Pick<Shared, 'associationType' | 'entityType' | 'entityId'>[]): Fields => {
  const resources = records.filter(({ associationType }) => associationType === 'Resource')
  const targets = records.filter(({ associationType }) => associationType === 'Target')
  return {
    ...(resources.length > 0 && {
      Resources: resources.map(({ entityId, entityType }) => ({ ResourceId: entityId, ResourceType: entityType }))
    }),
    ...(targets.length > 0 && { Targets: targets.map(({ entityId }) => entityId) })
  }
}

const byOwner: Fields = { accountId: owner }

const requested = (type: string, resourceShareId: string, records: readonly Shared[]): Asked => ({
  command: identified({ type, request: { ResourceShareId: resourceShareId, ...listsOf(records) } }),
  by: byOwner
})

const signalOf = (type: string, { resourceShareId, associationType, entityType, entityId }: Shared, reason?: string): Asked => ({
  command: { type, resourceShareId, associationType, entityType, entityId, reason },
  by: byOwner
})

const operationOf = ({ status }: Shared): string => (status === 'Associating' ? 'Association' : 'Disassociation')

/** What somebody would do with a record, or with two of one share; `at` says with which. */
interface Aim {
  readonly at: number
  readonly other: number
  readonly reason: string | undefined
}

type Deed = AnyDeed<State, Facts, Aim>

const withRecord =
  (isFit: (record: Shared) => boolean, ask: (record: Shared, aim: Aim, all: readonly Shared[]) => Asked | undefined): Deed =>
  ({ states, facts }, aim) => {
    const all = recordsOf(states, facts)
    const record = pick(all.filter(isFit), aim.at)
    return record && ask(record, aim, all)
  }

const isRunning = (record: Shared): boolean => !lifecycle.isSettled(record) && !isOpen(record)
const isTarget = ({ associationType }: Shared): boolean => associationType === 'Target'
const isInEffect = (record: Shared): boolean => lifecycle.isLive(record) && lifecycle.isSettled(record)
const isExternal = (record: Shared): boolean => record.membership === 'External' && isInEffect(record)
const any = (): boolean => true

const answer = (type: string): Deed =>
  withRecord(
    ({ invitation }) => invitation !== undefined,
    ({ invitation, entityId }) => ({
      command: { type, request: { ResourceShareInvitationId: invitation?.invitationId } },
      by: { accountId: entityId }
    })
  )

const stray = { associationType: 'Resource', entityType: 'VSwitch', entityId: 'r-none' } as const

/** The directory is at work on all accounts outside. */
const busy: Fields = { directory: { ...directory, accountsWithRunningTasks: outsiders } }

const deeds: readonly (readonly [weight: number, Deed])[] = [
  [14, withRecord(isRunning, (record) => signalOf(`${operationOf(record)}Succeeded`, record))],
  [3, withRecord(isRunning, (record, { reason }) => signalOf(`${operationOf(record)}Failed`, record, reason))],
  [1, withRecord(any, (record, { other }) => signalOf(pick(signalTypes, other) ?? '', record))],
  [3, withRecord(any, (record) => requested('DisassociateResourceShare', record.resourceShareId, [record]))],
  [8, withRecord(isInEffect, (record) => requested('DisassociateResourceShare', record.resourceShareId, [record]))],
  [
    3,
    withRecord(lifecycle.isLive, (record, { other }, all) => {
      const others = all.filter(({ resourceShareId }) => resourceShareId === record.resourceShareId)
      const second = pick<Shared>([...others, { ...record, ...stray }], other)
      const both = second === undefined || second === record ? [record] : [second, record]
      return requested('DisassociateResourceShare', record.resourceShareId, both)
    })
  ],
  [3, withRecord(any, (record) => requested('AssociateResourceShare', record.resourceShareId, [record]))],
  [5, answer('AcceptResourceShareInvitation')],
  [1, answer('RejectResourceShareInvitation')],
  [
    3,
    withRecord(isTarget, ({ resourceShareId, entityId }, { other }) => {
      const accountId = /^\d/.test(entityId) ? entityId : (pick(accounts, other) ?? owner)
      const request = { ResourceShareId: resourceShareId, ResourceOwner: 'OtherAccounts', Targets: [accountId] }
      return { command: { type: 'DisassociateResourceShare', request }, by: { accountId } }
    })
  ],
  [
    4,
    withRecord(isExternal, ({ resourceShareId, entityId }, { other }) => {
      const request = { ResourceShareId: resourceShareId, ResourceOwner: 'OtherAccounts', Targets: [entityId] }
      return {
        command: { type: 'DisassociateResourceShare', request },
        by: { accountId: entityId, ...pick([busy, {}, {}, {}], other) }
      }
    })
  ],
  [1, withRecord(any, ({ resourceShareId }) => requested('DeleteResourceShare', resourceShareId, []))],
  [5, nextPage]
]

const deed = deedOf(
  deeds,
  fc.record({ at: fc.nat(60), other: fc.nat(60), reason: sometimes(fc.constantFrom('', 'quota', 'Später <b>'), 1) })
)

/** With an id for the invitation of every account that is named: one that the library derives would be known to nobody else. */
const identified = (given: Fields): Fields => {
  const { ResourceShareId = given.resourceShareId, Targets } = fieldsOf(given.request)
  const isInviting = given.type === 'CreateResourceShare' || given.type === 'AssociateResourceShare'
  if (!isInviting || !isAbsent(given.invitationIds) || !Array.isArray(Targets)) return given
  const accounts = Targets.filter((id) => typeof id === 'string' && /^\d/.test(id))
  return {
    ...given,
    invitationIds: Object.fromEntries(accounts.map((id) => [id, invitationIdOf(String(ResourceShareId), id)]))
  }
}

/** As a rule who would ask for it, now and then anybody. */
const byRightful = (given: fc.Arbitrary<{ readonly type?: unknown; readonly request?: unknown }>): fc.Arbitrary<Asked> =>
  fc
    .tuple(given, mostly<string | undefined>(8, fc.constant(undefined), fc.constantFrom(...accounts)))
    .map(([asked, anybody]) => ({
      command: identified(asked as Fields),
      by: { accountId: anybody ?? callerOf(asked) }
    }))

const list = (request: fc.Arbitrary<unknown>): fc.Arbitrary<Asked> =>
  byRightful(request.map((asked) => ({ type: 'ListResourceShareAssociations', request: asked })))

/** With more to come, as a rule. */
const shortPage = fc.record({
  AssociationType: fc.constantFrom('Resource', 'Target'),
  MaxResults: fc.constantFrom(1, 2)
})

/** Anything in what is documented; but a sweep is one of everything, and a signal says which share it is about. */
const hostileCall: fc.Arbitrary<Fields> = hostileCommand.map((given) =>
  given.type === 'Sweep' ? { type: 'Sweep' } : { ...given, resourceShareId: given.resourceShareId ?? '' }
)

const broken: fc.Arbitrary<Asked> = fc.oneof(
  byRightful(
    fc
      .constantFrom(...(Object.keys(rules) as (keyof typeof rules)[]))
      .chain((type) => brokenCommand(type).map(({ command: asked }) => asked))
  ),
  list(brokenListRequest.map(({ request }) => request)),
  byRightful(messyCommand),
  byRightful(hostileCall),
  fc.constant({ command: { type: 'ShareResource', request: {} }, by: byOwner })
)

/** The owner's directory is another, for once: accounts come and go. */
const elsewhere: fc.Arbitrary<Fields> = fc.constantFrom<Fields>(
  { directory: undefined },
  { directory: { ...directory, memberIds: [members[1]] } },
  { directory: { ...directory, memberIds: [...members, outsiders[0]], accountsWithRunningTasks: [outsiders[1]] } }
)

const elsewhereNowAndThen = (asked: fc.Arbitrary<Asked>): fc.Arbitrary<Asked> =>
  fc.tuple(asked, sometimes(elsewhere, 12)).map(([{ command: what, by }, facts]) => ({ command: what, by: { ...by, ...facts } }))

const windowsOf = (shares: Shares, facts: Facts): readonly Window[] =>
  windowsAmong([...recordsOf(shares, facts), ...[...shares.values()].flatMap(({ share }) => share ?? [])], facts)

/** When something may end, or ends, by itself. */
const deadlinesOf = ({ states, facts }: Here<State, Facts>): readonly number[] => [
  ...windowsOf(states, facts).flatMap(({ expiresFrom, expiresBy }) => [expiresFrom, expiresBy]),
  ...recordsOf(states, facts).flatMap(({ invitation }) => (invitation?.status === 'Pending' ? [invitation.closesAt] : []))
]

const move: fc.Arbitrary<Move<State, Facts>> = fc.oneof(
  { weight: 8, arbitrary: elsewhereNowAndThen(byRightful(command)).map(always) },
  { weight: 3, arbitrary: elsewhereNowAndThen(byRightful(associateResourceShare)).map(always) },
  { weight: 20, arbitrary: deed },
  { weight: 4, arbitrary: list(listRequest).map(always) },
  { weight: 3, arbitrary: list(shortPage).map(always) },
  { weight: 7, arbitrary: broken.map(always) },
  { weight: 3, arbitrary: fc.constant(always({ command: { type: 'Sweep' }, by: byOwner })) },
  { weight: 4, arbitrary: waitUntil(deadlinesOf) },
  { weight: 5, arbitrary: wait.map((waited) => () => waited) }
)

const world: fc.Arbitrary<Fields> = fc.record({
  accountId: fc.constant(owner),
  directory: mostly<unknown>(4, fc.constant(directory), fc.constantFrom(undefined, busy.directory)),
  limits: sometimes(fc.record({ sharesPerAccount: fc.constantFrom(1, 10), sharedResourcesPerAccount: fc.constantFrom(1, 2, 10) }))
})

const probe = (accountId: string, AssociationType: string, more: Fields = {}): Asked => ({
  command: { type: 'ListResourceShareAssociations', request: { AssociationType, MaxResults: 100, ...more } },
  by: { accountId }
})

/** Histories of shares. */
export const setting: Setting<State, Facts> = {
  system: 'resource-sharing',
  send,
  world,
  opening: createResourceShare.map((given) => always({ command: given as object as Fields, by: byOwner })),
  move,
  probes: [
    probe(owner, 'Resource'),
    probe(owner, 'Target'),
    ...outsiders.map((accountId) => probe(accountId, 'Target', { ResourceOwner: 'OtherAccounts' }))
  ],
  windows: windowsOf,
  queryTypes: ['ListResourceShareAssociations'],
  signalTypes,
  ownWords: Object.values(invitationReasons),
  ids: [
    {
      field: 'resourceShareId',
      givenBy: ['CreateResourceShare'],
      asked: ['resourceShareId'],
      told: ['ResourceShare', 'ResourceShareId'],
      free: 'rs-free',
      spelled: (id) => id
    },
    {
      field: 'invitationIds',
      givenBy: ['CreateResourceShare', 'AssociateResourceShare'],
      asked: ['request', 'ResourceShareInvitationId'],
      told: ['ResourceShareInvitation', 'ResourceShareInvitationId'],
      free: undefined,
      spelled: (id) => id
    }
  ],
  makers: ['CreateResourceShare'],
  errors: resourceSharing.errors
}
