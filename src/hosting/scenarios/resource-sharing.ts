/** Resource Sharing on the command line: the shares of a scenario, each a state of its own. */
import type { Fields } from '../../decider/values.ts'
import { resourceSharing } from '../../index.ts'
import { show } from '../../testing/difference.ts'
import { idsOf, noShares, type Shares, send, signalTypes } from '../../testing/resource-sharing/model.ts'
import type { Fault } from './checks.ts'
import { answerOf, deadlinesOf, readableDeadline, tones, withReadableTimes } from './records.ts'
import { checkFacts, checkStepFacts } from './resource-sharing-facts.ts'
import type { Answer, Life, StepFacts, System, World } from './system.ts'

type Facts = resourceSharing.Facts
type State = resourceSharing.ResourceShareState

const hostId = 'simulation'
/** What is not asked for by a client is never on the wire. */
const isOnWire = ({ type }: Fields): boolean => type !== 'Sweep' && !signalTypes.includes(type as string)
const isText = (value: unknown): value is string => typeof value === 'string'

/** Facts of a scenario have been checked field by field when it was read. */
const factsFrom = (facts: StepFacts): Facts => facts as unknown as Facts

const sendOf = (shares: Shares, call: Fields, given: StepFacts) => {
  const { states, facts, applied = [], ...sent } = send(shares, call, factsFrom(given))
  const reply = isOnWire(call)
    ? resourceSharing.wire.writeReply(sent.result as Parameters<typeof resourceSharing.wire.writeReply>[0], {
        requestId: given.requestId,
        hostId
      })
    : undefined
  return { states, facts, applied, answer: answerOf(sent, reply) }
}

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

const query = (shares: Shares, asked: Fields, facts: StepFacts): Answer => {
  const selector = selectors.get(asked.type)
  if (selector === undefined) return sendOf(shares, { ...asked, type: 'ListResourceShareAssociations' }, facts).answer
  const chosen = idsOf(shares, asked).flatMap((id) => shares.get(id) ?? [])
  return { ok: true, body: chosen.flatMap((state) => [...selector(state, factsFrom(facts))]), events: [] }
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
      const { states, facts, answer, applied } = sendOf(shares, command, given)
      return { world: states === shares ? world : worldOf(states), answer, facts: { ...given, ...facts }, applied }
    },
    query: (asked, facts) => query(shares, asked, facts),
    lives: (facts) => [...shares].flatMap(([shareId, state]) => livesOf(shareId, state, factsFrom(facts)))
  }
  return world
}

/** A signal does not name its share as long as there is one only. */
const faultAmong: System['faultAmong'] = (commands): Fault | undefined => {
  const created = commands.filter(({ command }) => command.type === 'CreateResourceShare')
  const ids = new Set(created.map(({ command }) => command.resourceShareId).filter(isText))
  const vague = commands.find(({ command }) => signalTypes.includes(String(command.type)) && !isText(command.resourceShareId))
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
  emptyWorld: worldOf(noShares),
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
