/** The policies of a project as a statechart, for those who run actors and for the inspector; associations are its child actors. */
import {
  type AggregateContext,
  type AggregateDefinition,
  actorIdOf as actorIdIn,
  aggregateMachine,
  keeping
} from '../aggregate/machine.ts'
import type { Refused } from '../decider/catalogue.ts'
import { apply } from './apply.ts'
import { lifecycleEventOf } from './association.ts'
import { commandTypes } from './decide.ts'
import type { RefusalCode } from './errors.ts'
import type { BackupPoliciesEvent } from './events.ts'
import type { Facts } from './facts.ts'
import { type BackupPoliciesState, type Identity, initialState, nextDeadline } from './model.ts'
import type { AcceptedOf } from './replies.ts'
import type { BackupPoliciesCommand } from './requests.ts'
import { deserialize, serialize } from './serialize.ts'

/** The stable id of an association's actor: `association/<project>/<policy>/Resource/volume/<id>`. The library's own. */
export const actorIdOf = (association: Identity): string =>
  actorIdIn(`${association.projectId}/${association.policyId}`, association)

/** A command as an actor takes it. The library's own. */
export type BackupPoliciesMachineEvent = BackupPoliciesCommand & { readonly facts: Facts }

/**
 * What the last command came to.
 * @internal
 */
type Answer = AcceptedOf<BackupPoliciesCommand> | Refused<RefusalCode>

/** The context of the policies' actor; JSON only. The library's own. */
export type BackupPoliciesMachineContext = AggregateContext<Answer>

const keeper = keeping(serialize, deserialize)

/**
 * The state of the policies' actor. The library's own.
 * @throws Error when the context was not made by this machine: a programmer's error.
 */
export const stateOf: (context: Pick<BackupPoliciesMachineContext, 'stored'>) => BackupPoliciesState = keeper.stateOf

/** What the statechart of a project's policies is made of, and what the inspector shows of hosts that run none. */
export const definition: AggregateDefinition<
  'Empty' | 'Unused' | 'InUse' | 'Expiring',
  BackupPoliciesState,
  BackupPoliciesCommand,
  BackupPoliciesEvent,
  Facts,
  Answer
> = {
  id: 'backupPolicies',
  description: 'The backup policies of a project; the associations of its resources are its child actors.',
  states: {
    Empty: 'There is no policy, and no record is kept.',
    Unused: 'There are policies, and no resource is in any.',
    InUse: 'Resources are in policies.',
    Expiring: 'All policies are gone; records are kept for 48 to 96 hours.'
  },
  nameOf: ({ policies, live, ended }) => {
    if (live.size > 0) return 'InUse'
    if (policies.size > 0) return 'Unused'
    return ended.size > 0 ? 'Expiring' : 'Empty'
  },
  keeper,
  initialState,
  apply,
  nextDeadline,
  commandTypes,
  sweep: { type: 'Sweep' },
  ownFacts: { projectId: '' },
  lifecycleEventOf,
  actorOf: (event) => ('entityId' in event ? actorIdOf(event) : undefined),
  clears: () => false,
  actorIdFor: (_state, _command, { projectId }) => `backupPolicies/${projectId}`,
  recordsOf: ({ live, ended }) => [...live, ...ended].map((association) => [actorIdOf(association), association] as const)
}

/**
 * The backup policies of a project, id `backupPolicies`. Send it commands with their facts:
 * `actor.send({ type, request, facts })`; the answer is in the context's `result`, and what has happened is emitted. Restored from a
 * persisted snapshot, it keeps its deadlines. Facts that are missing or no facts are a programmer's error: the actor ends with status
 * `error`. The library's own.
 */
export const backupPoliciesMachine = aggregateMachine(definition)
