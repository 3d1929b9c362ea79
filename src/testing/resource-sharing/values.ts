/** What is in states and replies of Resource Sharing, each by itself, as running commands has made it. */
import * as fc from 'fast-check'
import { resourceSharing as S } from '../../index.ts'
import { associationTypes, invitationStatuses, memberships, shareStatuses } from '../../resource-sharing/model.ts'
import { oneIn } from '../choices.ts'
import { derivedValues } from '../derived.ts'
import { reachableValues } from '../reachable.ts'
import { brokenCommand, rules } from './broken-requests.ts'
import type { Call, Command } from './calls.ts'
import { setting } from './histories.ts'
import { messyCommand } from './messy-requests.ts'
import { commandOf, command as commandOrSignal, owner } from './requests.ts'

const types = Object.keys(rules) as S.ServiceCommand['type'][]

const values = reachableValues<S.ResourceShareState, S.Facts, S.ResourceSharingEvent, Call>(
  setting,
  S.initialState,
  ({ resourceShareId }) => resourceShareId,
  // With the documented types: `brokenCommand` knows of no others.
  () => ({ accountId: owner, resourceTypes: undefined })
)

/** Any state of a share that commands lead to, with its events, the calls, and facts of its owner's. */
export const reached = values.reached

/** Any state of a share that commands lead to. */
export const state = values.state

/** Any event that a command has led to. */
export const event = values.event

/** Any event of a type; one that is rare takes its time. */
export const eventOf = values.eventOf

/** Any event that asks the host for work. */
export const asksForWork: fc.Arbitrary<S.AsksForWork> = event.filter(
  (one): one is S.AsksForWork => S.workOf[one.type] !== undefined
)

/** Any history: calls one after the other, with their times, and at the end a look at all that there is. */
export const history = values.history

/** Facts of any call of a history: who calls, when, with which directory and limits. */
export const facts = values.facts

/** Does all that is due. */
export const sweep: fc.Arbitrary<S.Sweep> = fc.constant({ type: 'Sweep' })

/** Any valid command of the service. */
export const serviceCommand: fc.Arbitrary<S.ServiceCommand> = fc.constantFrom(...types).chain((type) => commandOf(type))

/** Any valid command, signal or sweep; whether it is accepted is up to the state, and to who calls: see `callerOf`. */
export const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 40, arbitrary: commandOrSignal },
  { weight: 1, arbitrary: sweep }
)

/**
 * The reply to a call of a type.
 * @internal
 */
type ReplyTo<T extends Call['type']> = T extends S.ResourceSharingCommand['type']
  ? S.ReplyOf<Extract<S.ResourceSharingCommand, { type: T }>>
  : S.AssociationsPage

/** Any reply to a call of a type; one that is rare takes its time. */
export const replyTo = values.replyTo as <T extends Call['type']>(type: T) => fc.Arbitrary<ReplyTo<T>>

const anyBroken = fc.constantFrom(...types).chain((type) => brokenCommand(type).map(({ command: broken }) => broken))

/** What any command, right or wrong, comes to in any state, and what follows from it. */
const derived = derivedValues(
  S,
  reached,
  fc.oneof<fc.MaybeWeightedArbitrary<S.ResourceSharingCommand>[]>(
    { weight: 3, arbitrary: command },
    { weight: 1, arbitrary: messyCommand },
    { weight: 1, arbitrary: anyBroken }
  )
)

/** What `apply` gives: the state after any command, right or wrong, in any state, with the events and the result. */
export const applied = derived.applied

/** What `decide` answers. */
export const decision = derived.decision

/** The result of a command: a reply or an error. */
export const result = derived.result

/** A result that is an error. */
export const refused = derived.refused

/** The error of a refused command. */
export const commandError = derived.commandError

/** An entry of the catalogue: of an error that a command has met. */
export const errorEntry = derived.errorEntry

/** The code of an error that a command has met. */
export const errorCode = derived.errorCode

/** What the service demands of the caller of an operation. */
export const operation = derived.operation

/** The name of an operation. */
export const operationName = derived.operationName

/** A state as text. */
export const storedText = derived.storedText

/** What `deserialize` makes of such a text, and of one that was damaged. */
export const stored = derived.stored

/** Why a text holds no state. */
export const storedError = derived.storedError

/** A command as an actor takes it: with its facts. */
export const machineEvent = derived.machineEvent

/** What an actor holds after a command. */
export const machineContext = derived.machineContext

/** A record of an association, with the id of its share. */
export const identifiedAssociation: fc.Arbitrary<S.IdentifiedAssociation> = oneIn(reached, ({ state: share, facts: known }) => [
  ...S.associations(share, known)
])

/** A record of an association, as a state has it. */
export const association: fc.Arbitrary<S.Association> = oneIn(state, ({ associations }) => [...associations])

/** What an association ties to its share. */
export const entity: fc.Arbitrary<S.Entity> = association.map(({ associationType, entityType, entityId }) => ({
  associationType,
  entityType,
  entityId
}))

/** An invitation, as a state has it. */
export const invitation: fc.Arbitrary<S.Invitation> = oneIn(state, ({ associations }) =>
  [...associations].flatMap(({ invitation: found }) => found ?? [])
)

/** A share, as a state has it. */
export const resourceShare: fc.Arbitrary<S.ResourceShare> = oneIn(state, ({ share }) => (share === undefined ? [] : [share]))

/** An invitation, as the service shows it. */
export const resourceShareInvitation: fc.Arbitrary<S.ResourceShareInvitation> = oneIn(
  reached,
  ({ state: share, facts: known }) => [...S.invitations(share, known)]
)

/** An association, as the service shows it. */
export const resourceShareAssociation: fc.Arbitrary<S.ResourceShareAssociation> = oneIn(
  replyTo('ListResourceShareAssociations'),
  ({ ResourceShareAssociations }) => ResourceShareAssociations
)

/** A side of an association. */
export const associationType: fc.Arbitrary<S.AssociationType> = fc.constantFrom(...associationTypes)
/** A status of an invitation. */
export const invitationStatus: fc.Arbitrary<S.InvitationStatus> = fc.constantFrom(...invitationStatuses)
/** How an account came into a share. */
export const membership: fc.Arbitrary<S.Membership> = fc.constantFrom(...memberships)
/** A status of a share that is kept. */
export const shareStatus: fc.Arbitrary<S.ShareStatus> = fc.constantFrom(...shareStatuses)
