/** What is in states and replies of backup policies, each by itself, as running commands has made it. */
import * as fc from 'fast-check'
import { daysOfWeek } from '../../backup-policies/schedule.ts'
import { backupPolicies as S } from '../../index.ts'
import { oneIn } from '../choices.ts'
import { derivedValues } from '../derived.ts'
import { reachableValues } from '../reachable.ts'
import { brokenCommand, rules } from './broken-requests.ts'
import type { Call, Command } from './calls.ts'
import { setting } from './histories.ts'
import { messyCommand } from './messy-requests.ts'
import { projectIds, command as serviceCommand } from './requests.ts'

const types = Object.keys(rules) as S.ServiceCommand['type'][]

const values = reachableValues<S.BackupPoliciesState, S.Facts, S.BackupPoliciesEvent, Call>(
  setting,
  S.initialState,
  ({ projectId }) => projectId,
  (projectId = projectIds[0]) => ({ projectId })
)

/** Any state of a project that commands lead to, with its events, the calls, and facts of that project. */
export const reached = values.reached

/** Any state of a project that commands lead to. */
export const state = values.state

/** Any event that a command has led to. */
export const event = values.event

/** Any event of a type; one that is rare takes its time. */
export const eventOf = values.eventOf

/** Any history: calls one after the other, with their times, and at the end a look at all that there is. */
export const history = values.history

/** Facts of any call of a history: whose project it is, when, with which limits. */
export const facts = values.facts

/** Does all that is due. */
export const sweep: fc.Arbitrary<S.Sweep> = fc.constant({ type: 'Sweep' })

export { serviceCommand }

/** Any valid command or sweep; whether it is accepted is up to the state. */
export const command: fc.Arbitrary<Command> = fc.oneof({ weight: 17, arbitrary: serviceCommand }, { weight: 1, arbitrary: sweep })

/**
 * The replies to queries.
 * @internal
 */
interface Listed {
  readonly ListBackupPolicies: S.BackupPoliciesReply
  readonly listResources: S.ResourcesListed
}

/**
 * The reply to a call of a type.
 * @internal
 */
type ReplyTo<T extends Call['type']> = T extends keyof Listed
  ? Listed[T]
  : S.ReplyOf<Extract<S.BackupPoliciesCommand, { type: T }>>

/** Any reply to a call of a type; one that is rare takes its time. */
export const replyTo = values.replyTo as <T extends Call['type']>(type: T) => fc.Arbitrary<ReplyTo<T>>

const anyBroken = fc.constantFrom(...types).chain((type) => brokenCommand(type).map(({ command: broken }) => broken))

/** What any command, right or wrong, comes to in any state, and what follows from it. */
const derived = derivedValues(
  S,
  reached,
  fc.oneof<fc.MaybeWeightedArbitrary<S.BackupPoliciesCommand>[]>(
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

/** A code with which a whole command is refused. */
export const refusalCode: fc.Arbitrary<S.RefusalCode> = commandError.map(({ code }) => code)

/** The documented HTTP statuses of a failed request, and their entries. */
export const httpStatusEntry: fc.Arbitrary<(typeof S.httpStatuses)[S.HttpStatus]> = fc.constantFrom(
  ...Object.values(S.httpStatuses)
)
/** A documented HTTP status of a failed request. */
export const httpStatus: fc.Arbitrary<S.HttpStatus> = httpStatusEntry.map(({ status }) => status)

/** A record of an association, with its identity. */
export const association: fc.Arbitrary<S.Association> = oneIn(reached, ({ state: project, facts: known }) => [
  ...S.associations(project, known)
])

/** What an association ties to its policy. */
export const entity: fc.Arbitrary<S.Entity> = association.map(({ associationType, entityType, entityId }) => ({
  associationType,
  entityType,
  entityId
}))

/** The identity of an association. */
export const identity: fc.Arbitrary<S.Identity> = association.map(
  ({ associationType, entityType, entityId, projectId, policyId }) => ({
    associationType,
    entityType,
    entityId,
    projectId,
    policyId
  })
)

/** A policy, as a state has it. */
export const backupPolicy: fc.Arbitrary<S.BackupPolicy> = oneIn(state, ({ policies }) => [...policies])

/** A policy, as the service shows it. */
export const backupPolicyShown: fc.Arbitrary<S.BackupPolicyShown> = oneIn(
  replyTo('ListBackupPolicies'),
  ({ backup_policies }) => backup_policies
)

/** A record of an association, as the library's own query shows it. */
export const resourceRecord: fc.Arbitrary<S.ResourceRecord> = oneIn(replyTo('listResources'), ({ resources }) => resources)

/** The answer to a command that names resources: each is in one of two lists. */
export const resourcesReply: fc.Arbitrary<S.ResourcesReply> = fc.oneof(
  replyTo('AssociateResources'),
  replyTo('DisassociateResources')
)

/** One of the resources of such an answer. */
export const associatedResource: fc.Arbitrary<S.AssociatedResource> = oneIn(
  replyTo('AssociateResources'),
  ({ success_resources, fail_resources }) => [...success_resources, ...fail_resources]
)
/** One of the resources of an answer to DisassociateResources. */
export const disassociatedResource: fc.Arbitrary<S.DisassociatedResource> = oneIn(
  replyTo('DisassociateResources'),
  ({ success_resources, fail_resources }) => [...success_resources, ...fail_resources]
)

/** A resource that failed, as the answer has it. */
export const failing: fc.Arbitrary<S.Failing> = oneIn(resourcesReply, ({ fail_resources }) => fail_resources)

/** What an accepted command comes to, failures with their reasons included. */
export const accepted: fc.Arbitrary<S.AcceptedOf<S.BackupPoliciesCommand>> = result.filter((came) => came.ok)

/** A resource that failed, with its reason. */
export const resourceFailure: fc.Arbitrary<S.ResourceFailure> = oneIn(accepted, (came) =>
  'failures' in came ? came.failures : []
)

/** Why a resource failed. */
export const failureReason: fc.Arbitrary<S.FailureReason> = resourceFailure.map(({ reason }) => reason)

/** A day on which a policy makes backups. */
export const dayOfWeek: fc.Arbitrary<S.DayOfWeek> = fc.constantFrom(...daysOfWeek)
