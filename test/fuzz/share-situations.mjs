// What resource shares are asked in: states, facts, who calls, and what can be asked of what is there.
import { resourceSharing as kit } from 'association-lifecycle/testing'
import * as fc from 'fast-check'
import { fewOf, onceASeed } from './pools.mjs'

export const { arbitraries: shares } = kit
const { owner, outsiders, members, stranger, directory } = shares
const hourMs = 3_600_000

/** States that commands have led to, and their facts. */
export const shareStates = fewOf(
  shares.reached.map(({ state, facts }) => ({ state, facts })),
  20
)
/** Calls that are right by themselves. */
const isAsked = (command) => 'request' in command
export const valid = fewOf(fc.oneof(shares.command.filter(isAsked), shares.command.filter(isAsked), shares.messyCommand), 200)
export const validLists = fewOf(shares.listRequest, 50)

/** The calls of a service as they are in JSON. */
export const bodies = onceASeed((seed) =>
  fc
    .oneof(
      valid(seed).filter(({ request }) => request !== undefined),
      validLists(seed).map((request) => ({ type: 'ListResourceShareAssociations', request }))
    )
    .map(({ type, request }) => ({ ...request, Action: type }))
)

/** What may stand in a request. */
export const words = {
  names: ['ResourceShareId', 'Resources', 'Targets', 'ResourceOwner', 'TargetProperties', 'NextToken', 'MaxResults', 'Action'],
  values: ['OtherAccounts', 'Self', 'VSwitch', 'IpamPool', 'rs-1', 'i-1', owner, outsiders[0], directory.id, [], [null], {}]
}

/** What a host may say of the world, beside who calls: rare limits, another directory, other types, another window, another time. */
const factChanges = (library) => [
  ...Array.from({ length: 8 }, () => ({})),
  { limits: { sharesPerAccount: 0 } },
  { limits: { sharedResourcesPerAccount: 1 } },
  { usage: { shares: 10, sharedResources: 10 } },
  { directory: undefined },
  { directory: { ...directory, managementAccountId: members[1], accountsWithRunningTasks: outsiders } },
  { directory: { id: 'rd-other', managementAccountId: outsiders[0], memberIds: [] } },
  { resourceTypes: { ...library.resourceTypes, VSwitch: { leavable: false, external: false, service: false } } },
  { retention: { floorMs: 0, ceilingMs: 1 } }
]

const waits = [0, 0, 0, 1, -hourMs, 48 * hourMs, 96 * hourMs, 7 * 24 * hourMs]

/** A state that calls have led to, or none, with facts of some time. */
export const situations = (library) => {
  const changes = factChanges(library)
  const none = {
    state: library.initialState,
    facts: { now: 1_607_074_841_250, requestId: 'request', accountId: owner, directory }
  }
  return (seed) =>
    fc
      .tuple(
        fc.oneof({ weight: 15, arbitrary: shareStates(seed) }, { weight: 1, arbitrary: fc.constant(none) }),
        fc.constantFrom(...changes),
        fc.constantFrom(...waits)
      )
      .map(([{ state, facts }, change, waitMs]) => ({ state, facts: { ...facts, ...change, now: facts.now + waitMs } }))
}

const request = (type, fields) => ({ type, request: fields })

/** What can be asked of one association of a state, those with an invitation more often, and by whom it is asked. */
const aimedAt = ({ share, associations }, place, which) => {
  const all = [...associations]
  const invited = all.filter(({ invitation }) => invitation !== undefined)
  const open = invited.filter(({ invitation }) => invitation.status === 'Pending')
  const rows = [...open, ...invited, ...invited, ...all]
  const { associationType, entityType, entityId, invitation } = rows[place % rows.length] ?? {
    associationType: 'Target',
    entityType: 'Account',
    entityId: outsiders[0]
  }
  const ResourceShareId = share?.resourceShareId ?? shares.shareIds[0]
  const named =
    associationType === 'Resource' ? { Resources: [{ ResourceId: entityId, ResourceType: entityType }] } : { Targets: [entityId] }
  const answer = { ResourceShareInvitationId: invitation?.invitationId ?? 'i-none' }
  const signal = { associationType, entityType, entityId }
  const leaving = { ResourceShareId, ResourceOwner: 'OtherAccounts', Targets: [entityId] }
  const asked = [
    [request('AssociateResourceShare', { ResourceShareId, ...named })],
    [request('DisassociateResourceShare', { ResourceShareId, ...named })],
    [request('DeleteResourceShare', { ResourceShareId })],
    [request('DisassociateResourceShare', leaving), entityId],
    [
      request('DisassociateResourceShare', leaving),
      entityId,
      { directory: { ...directory, accountsWithRunningTasks: outsiders } }
    ],
    [request('AcceptResourceShareInvitation', answer), entityId],
    [request('RejectResourceShareInvitation', answer), entityId],
    [{ ...signal, type: 'AssociationSucceeded' }],
    [{ ...signal, type: 'AssociationFailed', reason: 'why' }],
    [{ ...signal, type: 'DisassociationSucceeded' }],
    [{ ...signal, type: 'DisassociationFailed', reason: 'why' }],
    [{ type: 'Sweep' }]
  ]
  const [command, by = owner, more = {}] = asked[which % asked.length]
  return { command, by, more }
}

/** Aimed at a state, or at what another call has made of it. The service's own calls come first. */
export const aimed = (library, most) =>
  fc.tuple(fc.nat(40), fc.nat(most - 1), fc.nat(30)).map(([place, which, first]) => (at) => {
    const { command, by, more } = aimedAt(at.state, place, first)
    const state = first > 20 ? at.state : library.apply(at.state, command, { ...at.facts, ...more, accountId: by }).state
    return { state, ...aimedAt(state, place, which) }
  })

/** How many of the calls that can be aimed are those of the service, and how many there are. */
export const serviceCalls = 7
export const allCalls = 12

/** By who would ask for it. */
export const byRightful = (command) => ({ command, by: shares.callerOf(command) })

/** A broken command, whose code is known whatever the state. */
export const broken = fc.oneof(...Object.keys(shares.rules).map((type) => shares.brokenCommand(type)))

/** As a rule who would ask, now and then anybody. */
export const anybody = fc.constantFrom(...Array.from({ length: 8 }), ...outsiders, ...members, stranger)

/** What is asked, with the state and the facts that it meets. */
export const asking = (at, asked, other) => {
  const { by = at.facts.accountId, state = at.state, more, ...input } = typeof asked === 'function' ? asked(at) : asked
  return { ...input, state, facts: { ...at.facts, ...more, accountId: other ?? by } }
}

/** What may stand in the text of a state. */
export const shareWords = {
  names: ['status', 'share', 'associations', 'updateTime', 'expiresBy', 'closesAt', 'invitation', 'message'],
  values: ['Failed', 'Associated', 'Suspended', 'Pending', 1_607_074_841_250, -1]
}
