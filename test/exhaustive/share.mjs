// A share with two resources and two targets: two clients (its owner, and an account that is invited and may leave), the host's signals
// for each association, sweeps, and the clock.
import { answerTo, ceilingMs, floorMs, isEnded, keyOf, openMs, standingOf } from './share-answers.mjs'
import { shareInvariants, stateInvariants, timeInvariants } from './share-invariants.mjs'

export const shareId = 'rs-1'
export const owner = '1000000000000001'
const member = '1000000000000002'
export const outsider = '1999999999999999'
const stranger = '1888888888888888'
const invitationId = 'i-1'

/** What can be associated. IpamPool is a type that cannot be left. */
export const entities = [
  { associationType: 'Resource', entityType: 'VSwitch', entityId: 'r-1' },
  { associationType: 'Resource', entityType: 'IpamPool', entityId: 'r-2' },
  { associationType: 'Target', entityType: 'Account', entityId: member },
  { associationType: 'Target', entityType: 'Account', entityId: outsider }
]
const [firstResource, unleavable, ofMember, ofOutsider] = entities

const listsOf = (named) => {
  const resources = named.filter(({ associationType }) => associationType === 'Resource')
  const targets = named.filter(({ associationType }) => associationType === 'Target')
  return {
    ...(resources.length > 0 && {
      Resources: resources.map(({ entityType, entityId }) => ({ ResourceId: entityId, ResourceType: entityType }))
    }),
    ...(targets.length > 0 && { Targets: targets.map(({ entityId }) => entityId) })
  }
}

/** Each alone, each pair, and all. */
const groups = [
  ...entities.map((entity) => [entity]),
  ...entities.flatMap((one, at) => entities.slice(at + 1).map((other) => [one, other])),
  entities
]

const request = (type, named) => ({ type, request: { ResourceShareId: shareId, ...listsOf(named) } })
const asks = (type, named) => ({ named, command: request(type, named) })
const leave = (own) => ({
  named: [own],
  isLeaving: true,
  isMember: own === ofMember,
  unleavable,
  command: {
    type: 'DisassociateResourceShare',
    request: { ResourceShareId: shareId, ResourceOwner: 'OtherAccounts', Targets: [own.entityId] }
  },
  by: { accountId: own.entityId }
})
const answers = (type) => ({
  named: [ofOutsider],
  command: { type, request: { ResourceShareInvitationId: invitationId } },
  by: { accountId: outsider }
})
const invitationIds = { [outsider]: invitationId }

const signals = ['AssociationSucceeded', 'AssociationFailed', 'DisassociationSucceeded', 'DisassociationFailed'].flatMap((type) =>
  entities.map((entity) => ({ named: [entity], command: { type, ...entity, ...(type.endsWith('Failed') && { reason: 'why' }) } }))
)

const calls = [
  {
    command: {
      type: 'CreateResourceShare',
      resourceShareId: shareId,
      request: { ResourceShareName: 'test', AllowExternalTargets: true }
    }
  },
  ...groups.map((named) => {
    const { command } = asks('AssociateResourceShare', named)
    return { named, command: { ...command, invitationIds } }
  }),
  ...groups.map((named) => asks('DisassociateResourceShare', named)),
  { command: { type: 'DeleteResourceShare', request: { ResourceShareId: shareId } } },
  answers('AcceptResourceShareInvitation'),
  answers('RejectResourceShareInvitation'),
  leave(ofOutsider),
  leave(ofMember),
  { isStranger: true, ...asks('DisassociateResourceShare', [firstResource]), by: { accountId: stranger } },
  ...signals,
  { command: { type: 'Sweep' } }
]

const facts = {
  accountId: owner,
  directory: { id: 'rd-1', managementAccountId: owner, memberIds: [member] },
  requestId: 'request'
}

/**
 * A state with its times as seen from now: how far deadlines are off, and of what has been whether it was before or just now. The lives
 * of things that differ in nothing else are the same, but for the times that they show. Every field of every record is in it, and what is
 * counted, too; what the fields of this world hold cannot be mistaken for something else.
 */
export const shareKey = ({ share, associations, running, inForce }, now) => {
  const rows = []
  for (const association of associations) rows.push(seenAt(association, now))
  for (const kind of Object.keys(inForce)) if (inForce[kind] !== 0) rows.push(`${kind} ${inForce[kind]}`)
  return `${share === undefined ? '' : seenAt(share, now)}${running} ${rows.sort().join()}`
}

const past = new Set(['createTime', 'updateTime'])
const future = new Set(['expiresFrom', 'expiresBy', 'closesAt'])

const seenAt = (record, now) => {
  let seen = ''
  for (const name of Object.keys(record)) {
    const value = record[name]
    if (past.has(name)) seen += `${name}${value < now ? '-' : '='} `
    else if (future.has(name)) seen += `${name}${value > now ? value - now : 0} `
    else seen += typeof value === 'object' ? `${name}{${seenAt(value, now)}} ` : `${name}:${value} `
  }
  return seen
}

/** When a record may end or ends: as it says itself, and as the specification says. */
const endsOf = ({ createTime, updateTime, expiresFrom, expiresBy, status, invitation }) => [
  ...(expiresFrom === undefined ? [] : [expiresFrom, expiresBy]),
  ...(status === 'Deleted' || isEnded({ status }) ? [updateTime + floorMs, updateTime + ceilingMs] : []),
  ...(invitation?.status === 'Pending' ? [invitation.closesAt, createTime + openMs] : [])
]

/** Waits until something may end or ends, and until just before; and a moment. */
const waits = ({ state, now }) => {
  const all = endsOf(state.share ?? {})
  for (const association of state.associations) all.push(...endsOf(association))
  let next = Number.POSITIVE_INFINITY
  for (const end of all) if (end > now && end < next) next = end
  const offMs = next - now
  return [1, ...(offMs === Number.POSITIVE_INFINITY ? [] : offMs > 1 ? [offMs - 1, offMs] : [offMs])].map((waitMs) => ({
    waitMs
  }))
}

/** The world, with the library that it is to be of. */
export const shareWorld = ({ resourceSharing: library }) => {
  const view = keepingFew((state, now) => viewOf(library, state, { ...facts, now }))
  return {
    name: 'a share with two resources and two targets',
    system: 'resource-sharing',
    start: { state: library.initialState, now: Date.parse('2020-12-04T09:40:41.250Z') },
    actions: (at) => [...calls, ...waits(at)],
    send: library.apply,
    factsOf: (now, by) => ({ ...facts, ...by, now }),
    // By how the association that a call is about stands, so that it shows which pairs of standing and call were met.
    standing: ({ state, now }, { named = [] }) =>
      named.length === 1 ? standingOf(view(state, now).records.get(keyOf(named[0]))) : undefined,
    rightAnswer: ({ state, now }, action) => answerTo(view(state, now), action),
    key: shareKey,
    invariants: shareInvariants(library, view, { entities, invited: ofOutsider }),
    ofState: stateInvariants(library),
    ofTime: timeInvariants(library, view, facts)
  }
}

/** What a reader sees: the share, and the records by identity. */
const viewOf = (library, state, given) => {
  const records = new Map()
  for (const record of library.associations(state, given)) records.set(`${record.associationType} ${record.entityId}`, record)
  return { share: library.resourceShare(state, given), records }
}

/** Looks at the same few states again and again: what was before, what is now. */
const keepingFew = (look) => {
  const kept = Array.from({ length: 4 }, () => ({}))
  let oldest = 0
  return (state, now) => {
    for (const each of kept) if (each.state === state && each.now === now) return each.view
    const view = look(state, now)
    kept[oldest] = { state, now, view }
    oldest = (oldest + 1) % kept.length
    return view
  }
}
