/** Resource Sharing on the command line: the shares of a scenario, each a state of its own. */
import { type Fields, fieldsOf } from '../../decider/values.ts'
import { lifecycle, resourceSharing } from '../../index.ts'
import { show } from '../../testing/difference.ts'
import type { Fault } from './checks.ts'
import { deadlinesOf, eventsOf, readableDeadline, tones, withReadableTimes } from './records.ts'
import { checkFacts, checkStepFacts } from './resource-sharing-facts.ts'
import { put, type States, sweepEach, verdictOf } from './states.ts'
import type { Answer, Life, StepFacts, System, World } from './system.ts'

type Facts = resourceSharing.Facts
type State = resourceSharing.ResourceShareState
type Command = resourceSharing.ResourceSharingCommand
type Shares = States<State>

const hostId = 'simulation'
const signalTypes = ['AssociationSucceeded', 'AssociationFailed', 'DisassociationSucceeded', 'DisassociationFailed']
const isSignal = ({ type }: Fields): boolean => signalTypes.includes(type as string)
const isText = (value: unknown): value is string => typeof value === 'string'

/** Facts of a scenario have been checked field by field when it was read. */
const factsFrom = (facts: StepFacts): Facts => facts as unknown as Facts

// ---- which share a command is for

const findByInvitation = (shares: Shares, { request }: Fields, facts: Facts): string | undefined => {
  const id = fieldsOf(request).ResourceShareInvitationId
  const found = [...shares].flatMap(([shareId, state]) =>
    [...resourceSharing.invitations(state, facts)]
      .filter((invitation) => invitation.ResourceShareInvitationId === id)
      .map((invitation) => ({ shareId, isCallers: invitation.ReceiverAccountId === facts.accountId }))
  )
  return (found.find(({ isCallers }) => isCallers) ?? found[0])?.shareId
}

const shareIdOf = (shares: Shares, command: Fields, facts: Facts): unknown => {
  if (command.type === 'CreateResourceShare') return command.resourceShareId
  if (command.type === 'AcceptResourceShareInvitation' || command.type === 'RejectResourceShareInvitation')
    return findByInvitation(shares, command, facts)
  if (!isSignal(command)) return fieldsOf(command.request).ResourceShareId
  return command.resourceShareId ?? (shares.size === 1 ? [...shares.keys()][0] : undefined)
}

/** Every share, or the one that is named. */
const chosen = (shares: Shares, { resourceShareId }: Fields): readonly (readonly [string, State])[] =>
  [...shares].filter(([shareId]) => resourceShareId === undefined || shareId === resourceShareId)

// ---- commands

/** The account's totals over all shares of the scenario, where the facts do not give them. */
const withUsage = (shares: Shares, { type }: Fields, facts: StepFacts): StepFacts => {
  if (facts.usage !== undefined || (type !== 'CreateResourceShare' && type !== 'AssociateResourceShare')) return facts
  const known = factsFrom(facts)
  const usage = { shares: 0, sharedResources: 0 }
  for (const state of shares.values()) {
    const share = resourceSharing.resourceShare(state, known)
    if (share?.ResourceShareOwner !== known.accountId) continue
    if (share.ResourceShareStatus !== 'Deleted') usage.shares += 1
    for (const association of resourceSharing.associations(state, known))
      if (association.associationType === 'Resource' && lifecycle.isLive(association)) usage.sharedResources += 1
  }
  return { ...facts, usage }
}

const applyTo = (shares: Shares, shareId: unknown, command: Fields, facts: Facts) => {
  const before = (isText(shareId) ? shares.get(shareId) : undefined) ?? resourceSharing.initialState
  const { state, events, result } = resourceSharing.apply(before, command as unknown as Command, facts)
  const { status, body } = resourceSharing.wire.writeReply(result, { requestId: facts.requestId, hostId })
  const answer: Answer = {
    ...verdictOf(result),
    ...(isSignal(command) ? { body: result.ok ? result.reply : result.error } : { status, body }),
    events: eventsOf(events)
  }
  const isSame = state === before || !isText(shareId)
  return { states: isSame ? shares : put(shares, shareId, state, resourceSharing.initialState), answer }
}

const sweep = (shares: Shares, command: Fields, facts: Facts) =>
  sweepEach(
    shares,
    chosen(shares, command).map(([shareId]) => shareId),
    applyTo,
    command,
    () => facts
  )

// ---- queries

type Selector = (state: State, facts: Facts) => Iterable<unknown>

const records =
  (select: (state: State, facts: Facts) => Iterable<object>): Selector =>
  (state, facts) =>
    [...select(state, facts)].map(withReadableTimes)

const present = (value: unknown): unknown[] => (value === undefined ? [] : [value])

/** The selectors of the library: what they find in each share, one after the other. */
const selectors: ReadonlyMap<unknown, Selector> = new Map<unknown, Selector>([
  ['resourceShare', (state, facts) => present(resourceSharing.resourceShare(state, facts))],
  ['associations', records(resourceSharing.associations)],
  ['invitations', resourceSharing.invitations],
  ['failedDisassociations', records(resourceSharing.failedDisassociations)],
  ['nextDeadline', (state) => readableDeadline(resourceSharing.nextDeadline(state))]
])

const query = (shares: Shares, asked: Fields, facts: Facts): Answer => {
  const selector = selectors.get(asked.type)
  if (selector !== undefined) {
    const body = chosen(shares, asked).flatMap(([, state]) => [...selector(state, facts)])
    return { ok: true, body, events: [] }
  }
  const request = asked.request as Parameters<typeof resourceSharing.listResourceShareAssociations>[1]
  const result = resourceSharing.listResourceShareAssociations(shares.values(), request, facts)
  const { status, body } = resourceSharing.wire.writeReply(result, { requestId: facts.requestId, hostId })
  return { ...verdictOf(result), status, body, events: [] }
}

// ---- what a reader sees

const lifeOf = (shareId: string, association: resourceSharing.Association): Life => {
  const { associationType, entityType, entityId, status, failedOperation, updateTime, invitation } = association
  const isInvited = status === 'Associating' && invitation?.status === 'Pending'
  const remark = isInvited ? 'invited' : failedOperation
  return {
    key: JSON.stringify([shareId, associationType, entityType, entityId]),
    container: shareId,
    isContainer: false,
    kind: entityType,
    id: entityId,
    status,
    ...(remark === undefined ? {} : { remark }),
    tone: isInvited ? 'waiting' : tones[status],
    since: updateTime,
    ...deadlinesOf(association),
    ...(isInvited ? { lapsesAt: invitation.closesAt } : {})
  }
}

const livesOf = (shareId: string, state: State, facts: Facts): Life[] => {
  const shown = resourceSharing.resourceShare(state, facts)
  if (shown === undefined || state.share === undefined) return []
  const { share } = state
  const container: Life = {
    key: JSON.stringify([shareId]),
    container: shareId,
    isContainer: true,
    kind: shown.ResourceShareName,
    id: shareId,
    status: shown.ResourceShareStatus,
    tone: 'container',
    since: share.updateTime,
    ...deadlinesOf(share)
  }
  const associations = [...resourceSharing.associations(state, facts)].map((association) => ({
    createTime: association.createTime,
    life: lifeOf(shareId, association)
  }))
  associations.sort((a, b) => a.createTime - b.createTime || (a.life.key < b.life.key ? -1 : 1))
  return [container, ...associations.map(({ life }) => life)]
}

// ---- the system

const worldOf = (shares: Shares): World => {
  const world: World = {
    apply: (command, given) => {
      const facts = withUsage(shares, command, given)
      const known = factsFrom(facts)
      const { states: next, answer } =
        command.type === 'Sweep'
          ? sweep(shares, command, known)
          : applyTo(shares, shareIdOf(shares, command, known), command, known)
      return { world: next === shares ? world : worldOf(next), answer, facts }
    },
    query: (asked, facts) => query(shares, asked, factsFrom(facts)),
    lives: (facts) => [...shares].flatMap(([shareId, state]) => livesOf(shareId, state, factsFrom(facts)))
  }
  return world
}

/** A signal does not name its share as long as there is one only. */
const faultAmong: System['faultAmong'] = (commands): Fault | undefined => {
  const created = commands.filter(({ command }) => command.type === 'CreateResourceShare')
  const ids = new Set(created.map(({ command }) => command.resourceShareId).filter(isText))
  const vague = commands.find(({ command }) => isSignal(command) && !isText(command.resourceShareId))
  if (ids.size < 2 || vague === undefined) return undefined
  return { path: vague.path, message: `there are ${ids.size} shares: add "resourceShareId" to say which of them is meant` }
}

const subjectOf = ({ resourceShareId, entityType, entityId, reason }: Fields): string => {
  const parts = [resourceShareId, entityType, entityId].filter((part) => part !== undefined).map(String)
  return [...parts, ...(reason === undefined ? [] : [show(reason)])].join(' ')
}

/** Resource Sharing as the command line runs it. */
export const resourceSharingSystem: System = {
  name: 'resource-sharing',
  emptyWorld: worldOf(new Map()),
  checkFacts,
  checkStepFacts,
  queryTypes: ['ListResourceShareAssociations', ...[...selectors.keys()].map(String)],
  signalTypes,
  errorCodes: Object.keys(resourceSharing.errors),
  faultAmong,
  subjectOf,
  isAlarm: ({ type, failedOperation }) => type === 'AssociationExpired' && failedOperation === 'Disassociate',
  callerFact: 'accountId'
}
