/** Resource Sharing as a whole backend keeps it: a state for each share, and calls that find theirs. */
import { type Fields, fieldsOf } from '../../decider/values.ts'
import { lifecycle, resourceSharing } from '../../index.ts'
import { type AnyEvent, type Model, put, type Sent, type States, sendEach } from '../model.ts'

type State = resourceSharing.ResourceShareState
type Facts = resourceSharing.Facts

/** The shares of a backend, by id. */
export type Shares = States<State>

/** A backend that holds nothing. */
export const noShares: Shares = new Map()

/** The types of the host's signals. They do not name their share; beside several, an extra `resourceShareId` does. */
export const signalTypes: readonly string[] = [
  'AssociationSucceeded',
  'AssociationFailed',
  'DisassociationSucceeded',
  'DisassociationFailed'
]

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
  const { type } = command
  if (type === 'CreateResourceShare') return command.resourceShareId
  if (type === 'AcceptResourceShareInvitation' || type === 'RejectResourceShareInvitation')
    return findByInvitation(shares, command, facts)
  if (!signalTypes.includes(type as string)) return fieldsOf(command.request).ResourceShareId
  return command.resourceShareId ?? (shares.size === 1 ? [...shares.keys()][0] : undefined)
}

/** The ids of every share, or of the one that is named. */
export const idsOf = (shares: Shares, { resourceShareId }: Fields): readonly string[] =>
  [...shares.keys()].filter((shareId) => resourceShareId === undefined || shareId === resourceShareId)

/** The account's totals over all shares, where the facts do not give them. */
const withUsage = (shares: Shares, { type }: Fields, facts: Facts): Facts => {
  if (facts.usage !== undefined || (type !== 'CreateResourceShare' && type !== 'AssociateResourceShare')) return facts
  const usage = { shares: 0, sharedResources: 0 }
  for (const state of shares.values()) {
    const share = resourceSharing.resourceShare(state, facts)
    if (share?.ResourceShareOwner !== facts.accountId) continue
    if (share.ResourceShareStatus !== 'Deleted') usage.shares += 1
    for (const association of resourceSharing.associations(state, facts))
      if (association.associationType === 'Resource' && lifecycle.isLive(association)) usage.sharedResources += 1
  }
  return { ...facts, usage }
}

const sendTo = (shares: Shares, shareId: unknown, command: Fields, facts: Facts): Sent<State, Facts> => {
  const id = typeof shareId === 'string' ? shareId : undefined
  const before = (id === undefined ? undefined : shares.get(id)) ?? resourceSharing.initialState
  const { state, ...came } = resourceSharing.apply(before, command as unknown as resourceSharing.ResourceSharingCommand, facts)
  const { result } = came
  const events = came.events as readonly object[] as readonly AnyEvent[]
  return {
    states: id === undefined ? shares : put(shares, id, state, resourceSharing.initialState),
    events,
    result,
    facts,
    applied: [{ before, command, facts, state, events, result }]
  }
}

/** Answers a command, a signal, a sweep of all shares or of one, or `ListResourceShareAssociations`. */
export const send: Model<State, Facts> = (shares, call, given) => {
  const facts = withUsage(shares, call, given)
  if (call.type === 'Sweep') return sendEach(shares, idsOf(shares, call), (next, id) => sendTo(next, id, call, facts), facts)
  if (call.type !== 'ListResourceShareAssociations') return sendTo(shares, shareIdOf(shares, call, facts), call, facts)
  const request = call.request as resourceSharing.ListResourceShareAssociationsRequest
  const result = resourceSharing.listResourceShareAssociations(shares.values(), request, facts)
  return { states: shares, events: [], result, facts }
}
