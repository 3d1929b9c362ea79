/** Runs the library and the reference model side by side and holds that nobody can tell them apart. */
import { resourceSharing } from '../../../src/index.ts'
import type { Facts } from '../../../src/resource-sharing/facts.ts'
import type { AssociationsPage, IdentifiedAssociation } from '../../../src/resource-sharing/queries.ts'
import type { ListResourceShareAssociationsRequest, ResourceSharingCommand } from '../../../src/resource-sharing/requests.ts'
import { same, verySame } from '../../same.ts'
import { makeCalls } from './commands.ts'
import type { Listed, Position } from './list.ts'
import { model } from './model.ts'
import * as pools from './pools.ts'
import { showInvitation } from './replies.ts'
import { makeFacts, makeQuery, moveClock } from './requests.ts'
import { type Fields, fieldsOf } from './shape.ts'
import { type Association, isOpen, type State, seenAt, week } from './state.ts'
import type { RunChoice, Step } from './steps.ts'

const {
  apply,
  associations,
  deserialize,
  errors,
  evolve,
  evolveAll,
  failedDisassociations,
  initialState,
  invitations,
  listResourceShareAssociations,
  nextDeadline,
  resourceShare,
  serialize
} = resourceSharing

type LibraryState = typeof initialState

export interface Pair {
  readonly library: LibraryState
  readonly model: State
}

/** What was reached, by name: a code, a status, a type of event. */
export type Tally = Map<string, number>
const count = (tally: Tally, name: string): void => {
  tally.set(name, (tally.get(name) ?? 0) + 1)
}

/** The library is total: it is given whatever comes. */
const asCommand = (command: unknown): ResourceSharingCommand => command as ResourceSharingCommand
const asListRequest = (request: unknown): ListResourceShareAssociationsRequest => request as ListResourceShareAssociationsRequest

const identityOf = (each: { associationType: string; entityType: string; entityId: string }): string =>
  JSON.stringify([each.associationType, each.entityType, each.entityId])
const sorted = <T extends { associationType: string; entityType: string; entityId: string }>(all: Iterable<T>): T[] =>
  [...all].sort((a, b) => (identityOf(a) < identityOf(b) ? -1 : 1))

/** A record of the model in the library's words. */
const asLibrary = (resourceShareId: string, { kind, invitation, ...rest }: Association): IdentifiedAssociation => ({
  resourceShareId,
  ...rest,
  ...(kind === 'member' ? { membership: 'Member' as const } : {}),
  ...(kind === 'external' ? { membership: 'External' as const } : {}),
  ...(invitation
    ? {
        invitation: {
          invitationId: invitation.id,
          status: invitation.status,
          createTime: invitation.createTime,
          closesAt: invitation.createTime + week
        }
      }
    : {})
})

const compareViews = (pair: Pair, facts: Facts): void => {
  const seen = seenAt(pair.model, facts)
  const { share } = seen
  const records = share ? seen.associations.map((each) => asLibrary(share.id, each)) : []
  same(nextDeadline(pair.library), model.nextDeadline(pair.model))
  same(sorted(associations(pair.library, facts)), sorted(records))
  const invited = share
    ? seen.associations.flatMap(({ entityId, invitation }) => (invitation ? [showInvitation(share, entityId, invitation)] : []))
    : []
  const byReceiver = (a: { ReceiverAccountId: string }, b: { ReceiverAccountId: string }): number =>
    a.ReceiverAccountId < b.ReceiverAccountId ? -1 : 1
  same([...invitations(pair.library, facts)].sort(byReceiver), invited.sort(byReceiver))
  const stuck = records.filter(({ failedOperation }) => failedOperation === 'Disassociate')
  same(sorted(failedDisassociations(pair.library, facts)), sorted(stuck))
  const shown = resourceShare(pair.library, facts)
  same(shown?.ResourceShareId, share?.id)
  same(shown?.ResourceShareStatus, share && (seen.associations.some(isOpen) ? 'Pending' : share.status))
}

const nameOf = (command: unknown): string => {
  const { type, request } = fieldsOf(command)
  if (typeof type !== 'string' || !/(ResourceShare|Invitation|Succeeded|Failed|Sweep)$/.test(type)) return 'nothing known'
  return fieldsOf(request).ResourceOwner === 'OtherAccounts' ? `${type} (OtherAccounts)` : type
}

/** Does a command on both sides. */
const compareCommand = (before: Pair, command: unknown, facts: Facts, tally: Tally): Pair => {
  const done = apply(before.library, asCommand(command), facts)
  const expected = model.apply(before.model, command, facts)

  if (expected.result.ok) {
    same(done.result, expected.result)
  } else {
    const { code } = expected.result.error
    const { status, message } = errors[code]
    same(done.result, { ok: false, error: { status, code, message } })
    same(done.events, [])
    count(tally, code)
  }
  // D: "No events means the very same state".
  same(done.state === before.library, done.events.length === 0)

  const text = serialize(done.state)
  same(serialize(evolveAll(before.library, done.events)), text)
  same(serialize(done.events.reduce(evolve, before.library)), text)

  count(tally, `${expected.result.ok ? 'did' : 'refused'} ${nameOf(command)}`)
  let next = expected.state
  for (const event of done.events) {
    count(tally, `event ${event.type}`)
    if (event.type === 'TargetInvited') next = model.adopt(next, event.entityId, event.invitationId)
  }
  for (const { status, failedOperation, invitation } of next.associations) {
    count(tally, `status ${status}${failedOperation === undefined ? '' : ` (${failedOperation})`}`)
    if (invitation) count(tally, `invitation ${invitation.status}`)
  }
  return { library: done.state, model: next }
}

const comparePage = (done: ReturnType<typeof listResourceShareAssociations>, expected: Listed): string | undefined => {
  if (!expected.ok) {
    const { code } = expected.error
    const { status, message } = errors[code]
    same(done, { ok: false, error: { status, code, message } })
    return undefined
  }
  const reply: Partial<AssociationsPage> = done.ok ? done.reply : {}
  const { NextToken, ...rest } = reply
  same(rest, expected.reply)
  same(NextToken === undefined, expected.next === undefined)
  same('NextToken' in reply, expected.next !== undefined)
  verySame((NextToken ?? '').length <= 256, true)
  return NextToken
}

/** A query that has more pages: what either side needs for the next. */
interface Held {
  readonly request: Fields
  readonly accountId: string
  readonly token: string
  readonly next: Position
}

const compareNext = (pairs: readonly Pair[], { request, accountId, token, next }: Held, facts: Facts): Held | undefined => {
  const asked = { ...facts, accountId }
  const further = asListRequest({ ...request, NextToken: token })
  const states = pairs.map((pair) => pair.library)
  const expected = model.list(
    pairs.map((pair) => pair.model),
    request,
    asked,
    next
  )
  const following = comparePage(listResourceShareAssociations(states, further, asked), expected)
  if (following === undefined || !expected.ok || expected.next === undefined) return undefined
  return { request, accountId, token: following, next: expected.next }
}

const compareFirst = (pairs: readonly Pair[], request: unknown, facts: Facts, tally: Tally): Held | undefined => {
  const states = pairs.map((pair) => pair.library)
  const expected = model.list(
    pairs.map((pair) => pair.model),
    request,
    facts
  )
  const token = comparePage(listResourceShareAssociations(states, asListRequest(request), facts), expected)
  if (!expected.ok) count(tally, expected.error.code)
  if (token === undefined || !expected.ok || expected.next === undefined) return undefined
  return { request: fieldsOf(request), accountId: facts.accountId, token, next: expected.next }
}

/** All pages of a query on both sides. */
const compareList = (pairs: readonly Pair[], request: unknown, facts: Facts, tally: Tally): void => {
  let held = compareFirst(pairs, request, facts, tally)
  while (held !== undefined) {
    count(tally, 'page at once')
    held = compareNext(pairs, held, facts)
  }
}

const stored = (pair: Pair): Pair => {
  const text = serialize(pair.library)
  const restored = deserialize(text)
  if (!restored.ok) throw new Error(restored.error.message)
  same(serialize(restored.state), text)
  return { ...pair, library: restored.state }
}

interface Run {
  readonly run: RunChoice
  readonly pairs: Pair[]
  /** Pages to go on with at a later step, when records have come and gone. */
  readonly held: Held[]
  /** What was done, to be told when they differ. */
  readonly trail: string[]
  readonly tally: Tally
}

const compareStep = ({ run, pairs, held, trail, tally }: Run, step: Step, index: number, before: number): number => {
  const shareId = pools.shareIds[step.slot]
  let pair = pairs[step.slot]
  if (pair === undefined || shareId === undefined) return before
  const now = moveClock(before, step.clock, pair.model)
  const draft = makeFacts(step.facts, now, pools.owner, `request-${index}`)
  let caller = pools.owner
  for (const call of makeCalls(step.command, run, pair.model, shareId, draft)) {
    const { command } = call
    caller = call.caller
    const facts = { ...draft, accountId: caller }
    trail.push(JSON.stringify({ slot: step.slot, command, facts, isStored: step.isStored }))
    pair = compareCommand(pair, command, facts, tally)
    compareViews(pair, facts)
    if (step.isStored) pair = stored(pair)
    pairs[step.slot] = pair
  }
  // Where two shares have the same id, which of them a page goes on in is not said.
  const [one, two] = pairs
  if (one?.model.share !== undefined && one.model.share.id === two?.model.share?.id) return now
  const facts = { ...draft, accountId: caller }
  for (const AssociationType of ['Resource', 'Target'])
    for (const ResourceOwner of ['Self', 'OtherAccounts']) compareList(pairs, { AssociationType, ResourceOwner }, facts, tally)
  for (const page of held.splice(0)) {
    trail.push(JSON.stringify({ page }))
    count(tally, 'page at a later step')
    held.push(...[compareNext(pairs, page, facts) ?? []].flat())
  }
  const query = makeQuery(step.list, pair.model, facts)
  trail.push(JSON.stringify(query))
  const asked = { ...facts, accountId: query.caller }
  const first = step.list.isHeld ? compareFirst(pairs, query.request, asked, tally) : undefined
  if (first === undefined) compareList(pairs, query.request, asked, tally)
  else held.push(first)
  return now
}

const start = Date.parse('2020-12-04T09:40:41.250Z')
const nobody: Pair = { library: initialState, model: model.createModel() }

/** A run: two shares, one clock. */
export const compareRun = (run: RunChoice, tally: Tally): void => {
  const pairs: Pair[] = pools.shareIds.map(() => nobody)
  const shared: Run = { run, pairs, held: [], trail: [], tally }
  let now = start
  try {
    for (const [index, step] of run.steps.entries()) now = compareStep(shared, step, index, now)
  } catch (cause) {
    throw new Error(`${cause instanceof Error ? cause.message : cause}\n${shared.trail.join('\n')}`, { cause })
  }
}

/** One command and one query of any kind, where there is no share and where there is one. */
export const compareAnything = (command: unknown, request: unknown, tally: Tally): void => {
  const facts = { now: start, requestId: 'request', accountId: pools.owner }
  const Resources = pools.resources.slice(0, 2)
  const creation = { ResourceShareName: 'test', AllowExternalTargets: true, Resources, Targets: [pools.external] }
  const make = { type: 'CreateResourceShare', resourceShareId: 'rs-2', request: creation }
  const share = compareCommand(nobody, make, facts, tally)
  for (const pair of [nobody, share]) compareViews(compareCommand(pair, command, facts, tally), facts)
  compareList([share, nobody], request, facts, tally)
}
