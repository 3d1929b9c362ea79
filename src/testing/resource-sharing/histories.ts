/** What histories of shares are made of: what somebody would do next with what there is, and what nobody should. */
import * as fc from 'fast-check'
import type { Fields } from '../../decider/values.ts'
import { resourceSharing } from '../../index.ts'
import { invitationReasons } from '../../resource-sharing/presence.ts'
import { mostly } from '../choices.ts'
import type { Asked, Here, Move, Setting, Window } from '../history.ts'
import type { States } from '../model.ts'
import { always, stepBack, wait, waitUntil, windows, windowsAmong, withFacts } from '../moves.ts'
import { brokenCommand, brokenListRequest, hostileCommand, rules } from './broken-requests.ts'
import { elsewhere, isCloser, world } from './circumstances.ts'
import { accounts, byOwner, deed, identified, recordsOf } from './deeds.ts'
import { messyCommand } from './messy-requests.ts'
import { send, signalTypes } from './model.ts'
import { opening } from './openings.ts'
import { associateResourceShare, callerOf, command, listRequest, outsiders, owner } from './requests.ts'

type State = resourceSharing.ResourceShareState
type Facts = resourceSharing.Facts
type Shares = States<State>

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

const oneRuleBroken = byRightful(
  fc
    .constantFrom(...(Object.keys(rules) as (keyof typeof rules)[]))
    .chain((type) => brokenCommand(type).map(({ command: asked }) => asked))
)

const broken: fc.Arbitrary<Asked> = fc.oneof(
  { weight: 3, arbitrary: oneRuleBroken },
  { weight: 2, arbitrary: list(brokenListRequest.map(({ request }) => request)) },
  { weight: 2, arbitrary: byRightful(messyCommand) },
  { weight: 1, arbitrary: byRightful(hostileCall) },
  { weight: 1, arbitrary: fc.constant({ command: { type: 'ShareResource', request: {} }, by: byOwner }) }
)

const windowsOf = (shares: Shares, facts: Facts): readonly Window[] =>
  windowsAmong([...recordsOf(shares, facts), ...[...shares.values()].flatMap(({ share }) => share ?? [])], facts)

/** When something may end, or ends, by itself. */
const deadlinesOf = ({ states, facts }: Here<State, Facts>): readonly number[] => [
  ...windowsOf(states, facts).flatMap(({ expiresFrom, expiresBy }) => [expiresFrom, expiresBy]),
  ...recordsOf(states, facts).flatMap(({ invitation }) => (invitation?.status === 'Pending' ? [invitation.closesAt] : []))
]

/** All that anybody can see of the shares. Lists go by the order in which they were made, so none is yet to be made. */
const seenOf = (shares: Shares, facts: Facts): unknown => [
  recordsOf(shares, facts),
  [...shares.values()].map((state) => [
    resourceSharing.resourceShare(state, facts),
    state.share !== undefined && state.share.createTime < facts.now
  ])
]

const commands = fc.oneof(
  { weight: 8, arbitrary: byRightful(command).map(always) },
  { weight: 3, arbitrary: byRightful(associateResourceShare).map(always) }
)

const sweep: Asked = { command: { type: 'Sweep' }, by: byOwner }

/**
 * A share that is made once more, while its predecessor is gone for every reader and still kept: whether it takes that place in lists, or
 * comes last, is up to the backend. A sweep comes first.
 */
const unlessInPlace =
  (move: Move<State, Facts>): Move<State, Facts> =>
  (here) => {
    const next = move(here)
    if (next === undefined || 'waitMs' in next || next.command.type !== 'CreateResourceShare') return next
    const { resourceShareId: id } = next.command
    const before = typeof id === 'string' ? here.states.get(id) : undefined
    const isKept = before !== undefined && resourceSharing.resourceShare(before, here.facts) === undefined
    return isKept && here.states.size > 1 ? sweep : next
  }

const anyMove: fc.Arbitrary<Move<State, Facts>> = fc.oneof(
  { weight: 11, arbitrary: withFacts(commands, elsewhere, 10) },
  {
    weight: 23,
    arbitrary: withFacts(
      deed,
      windows.map((retention) => ({ retention })),
      10,
      isCloser
    )
  },
  { weight: 4, arbitrary: list(listRequest).map(always) },
  { weight: 3, arbitrary: list(shortPage).map(always) },
  { weight: 8, arbitrary: broken.map(always) },
  { weight: 3, arbitrary: fc.constant(always(sweep)) },
  { weight: 4, arbitrary: waitUntil(deadlinesOf) },
  { weight: 5, arbitrary: wait.map((waited) => () => waited) },
  { weight: 2, arbitrary: stepBack(seenOf) }
)

const probe = (accountId: string, AssociationType: string, more: Fields = {}): Asked => ({
  command: { type: 'ListResourceShareAssociations', request: { AssociationType, MaxResults: 100, ...more } },
  by: { accountId }
})

/** Histories of shares. */
export const setting: Setting<State, Facts> = {
  system: 'resource-sharing',
  send,
  world,
  opening,
  move: anyMove.map(unlessInPlace),
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
