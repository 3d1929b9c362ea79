/** Runs the library and the reference model side by side and holds that nobody can tell them apart. */
import { expect } from 'vitest'
import { resourceSharing } from '../../../src/index.ts'
import type { Facts } from '../../../src/resource-sharing/facts.ts'
import type { Association as LibraryAssociation } from '../../../src/resource-sharing/model.ts'
import type { AssociationsPage } from '../../../src/resource-sharing/queries.ts'
import type { ListResourceShareAssociationsRequest, ResourceSharingCommand } from '../../../src/resource-sharing/requests.ts'
import { makeCommand } from './commands.ts'
import type { Listed } from './list.ts'
import { model } from './model.ts'
import * as pools from './pools.ts'
import { showInvitation } from './replies.ts'
import { makeFacts, makeQuery, moveClock } from './requests.ts'
import type { Fields } from './shape.ts'
import { type Association, isOpen, type State, seenAt, week } from './state.ts'
import type { Step } from './steps.ts'

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
const asCommand = (command: Fields): ResourceSharingCommand => command as unknown as ResourceSharingCommand
const asListRequest = (request: Fields): ListResourceShareAssociationsRequest =>
  request as unknown as ListResourceShareAssociationsRequest

const identityOf = (each: { associationType: string; entityType: string; entityId: string }): string =>
  JSON.stringify([each.associationType, each.entityType, each.entityId])
const sorted = <T extends { associationType: string; entityType: string; entityId: string }>(all: Iterable<T>): T[] =>
  [...all].sort((a, b) => (identityOf(a) < identityOf(b) ? -1 : 1))

/** A record of the model in the library's words. */
const asLibrary = ({ kind, invitation, ...rest }: Association): LibraryAssociation => ({
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
  expect(nextDeadline(pair.library)).toBe(model.nextDeadline(pair.model))
  expect(sorted(associations(pair.library, facts))).toEqual(sorted(seen.associations.map(asLibrary)))
  const { share } = seen
  const invited = share
    ? seen.associations.flatMap(({ entityId, invitation }) => (invitation ? [showInvitation(share, entityId, invitation)] : []))
    : []
  const byReceiver = (a: { ReceiverAccountId: string }, b: { ReceiverAccountId: string }): number =>
    a.ReceiverAccountId < b.ReceiverAccountId ? -1 : 1
  expect([...invitations(pair.library, facts)].sort(byReceiver)).toEqual(invited.sort(byReceiver))
  const stuck = seen.associations.filter(({ failedOperation }) => failedOperation === 'Disassociate')
  const found = failedDisassociations(pair.library, facts)
  expect(sorted(found)).toEqual(sorted(stuck.map(asLibrary)))
  const shown = resourceShare(pair.library, facts)
  expect(shown?.ResourceShareId).toBe(share?.id)
  expect(shown?.ResourceShareStatus).toBe(share && (seen.associations.some(isOpen) ? 'Pending' : share.status))
}

/** Does a command on both sides. */
const compareCommand = (before: Pair, command: Fields, facts: Facts, tally: Tally): Pair => {
  const done = apply(before.library, asCommand(command), facts)
  const expected = model.apply(before.model, command, facts)

  if (expected.result.ok) {
    expect(done.result).toEqual(expected.result)
    count(tally, `did ${String(command.type)}`)
  } else {
    const { code } = expected.result.error
    const { status, message } = errors[code]
    expect(done.result).toEqual({ ok: false, error: { status, code, message } })
    expect(done.events).toEqual([])
    count(tally, code)
  }
  if (done.events.length === 0) expect(done.state).toBe(before.library)
  else expect(done.state).not.toBe(before.library)

  const text = serialize(done.state)
  expect(serialize(evolveAll(before.library, done.events))).toBe(text)
  expect(serialize(done.events.reduce(evolve, before.library))).toBe(text)

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
    expect(done).toEqual({ ok: false, error: { status, code, message } })
    return undefined
  }
  const reply: Partial<AssociationsPage> = done.ok ? done.reply : {}
  const { NextToken, ...rest } = reply
  expect(rest).toEqual(expected.reply)
  expect(NextToken === undefined).toBe(expected.next === undefined)
  expect('NextToken' in reply).toBe(expected.next !== undefined)
  expect((NextToken ?? '').length).toBeLessThanOrEqual(256)
  return NextToken
}

/** All pages of a query on both sides. */
const compareList = (pairs: readonly Pair[], request: Fields, facts: Facts, tally: Tally): void => {
  const libraryStates = pairs.map((pair) => pair.library)
  const modelStates = pairs.map((pair) => pair.model)
  let expected = model.list(modelStates, request, facts)
  let token = comparePage(listResourceShareAssociations(libraryStates, asListRequest(request), facts), expected)
  if (!expected.ok) count(tally, expected.error.code)
  while (token !== undefined && expected.ok && expected.next !== undefined) {
    count(tally, 'a further page')
    const further = { ...request, NextToken: token }
    expected = model.list(modelStates, { ...request, NextToken: undefined }, facts, expected.next)
    token = comparePage(listResourceShareAssociations(libraryStates, asListRequest(further), facts), expected)
  }
}

const stored = (pair: Pair): Pair => {
  const text = serialize(pair.library)
  const restored = deserialize(text)
  if (!restored.ok) throw new Error(restored.error.message)
  expect(serialize(restored.state)).toBe(text)
  return { ...pair, library: restored.state }
}

const compareStep = (pairs: Pair[], step: Step, index: number, at: number, trail: string[], tally: Tally): number => {
  const before = pairs[step.slot]
  const shareId = pools.shareIds[step.slot]
  if (before === undefined || shareId === undefined) return at
  const now = moveClock(at, step.clock, before.model)
  const draft = makeFacts(step.facts, now, pools.owner, `request-${index}`)
  const { command, caller } = makeCommand(step.command, before.model, shareId, draft)
  const facts = { ...draft, accountId: caller }
  trail.push(JSON.stringify({ slot: step.slot, command, facts, isStored: step.isStored }))
  count(tally, `tried ${String(command.type)}`)
  const after = compareCommand(before, command, facts, tally)
  pairs[step.slot] = step.isStored ? stored(after) : after
  compareViews(after, facts)
  for (const AssociationType of ['Resource', 'Target'])
    for (const ResourceOwner of ['Self', 'OtherAccounts'])
      for (const accountId of new Set([caller, pools.owner, pools.external]))
        compareList(pairs, { AssociationType, ResourceOwner }, { ...facts, accountId }, tally)
  const query = makeQuery(step.list, after.model, facts)
  trail.push(JSON.stringify(query))
  compareList(pairs, query.request, { ...facts, accountId: query.caller }, tally)
  return now
}

/** A run: two shares, one clock. What was done is told when they differ. */
export const compareRun = (steps: readonly Step[], tally: Tally): void => {
  const pairs: Pair[] = pools.shareIds.map(() => ({ library: initialState, model: model.createModel() }))
  const trail: string[] = []
  let now = Date.parse('2020-12-04T09:40:41.250Z')
  try {
    for (const [index, step] of steps.entries()) now = compareStep(pairs, step, index, now, trail, tally)
  } catch (cause) {
    throw new Error(`${cause instanceof Error ? cause.message : cause}\n${trail.join('\n')}`, { cause })
  }
}
