/** The share as a statechart, for those who run actors and for the inspector; its associations are its child actors. */
import { type AggregateContext, actorIdOf, aggregateMachine, keeping } from '../aggregate/machine.ts'
import type { Result } from '../decider/decider.ts'
import { apply } from './apply.ts'
import { lifecycleEventOf } from './association.ts'
import { commandTypes } from './decide.ts'
import type { ErrorCode } from './errors.ts'
import type { ResourceSharingEvent } from './events.ts'
import type { Facts } from './facts.ts'
import { initialState, nextDeadline, type ResourceShareState, shareStatusAt } from './model.ts'
import type { ResourceSharingCommand } from './requests.ts'
import { deserialize, serialize } from './serialize.ts'

export { actorIdOf }

/** A command as an actor takes it. */
export type ResourceShareMachineEvent = ResourceSharingCommand & { readonly facts: Facts }

/** JSON only. */
export type ResourceShareMachineContext = AggregateContext<Result<unknown, ErrorCode>>

const keeper = keeping(serialize, deserialize)

/**
 * The state of a share's actor.
 * @throws Error when the context was not made by this machine: a programmer's error.
 */
export const stateOf: (context: Pick<ResourceShareMachineContext, 'stored'>) => ResourceShareState = keeper.stateOf

/**
 * One resource share, id `resourceShare`. Send it commands with their facts: `actor.send({ type, request, facts })`; the answer is in
 * the context's `result`, and what has happened is emitted. Restored from a persisted snapshot, it keeps its deadlines. Facts that are
 * missing or no facts are a programmer's error: the actor ends with status `error`.
 */
export const resourceShareMachine = aggregateMachine({
  id: 'resourceShare',
  description: 'One resource share; its associations are its child actors.',
  states: {
    None: 'There is no share, or its record is gone.',
    Active: 'The share can be changed.',
    Pending: 'The share can be changed; an invitation is open.',
    Deleting: 'The share waits for its associations to end.',
    Deleted: 'Every association has ended; the record is kept for 48 to 96 hours.'
  },
  nameOf: (state: ResourceShareState, now) => (state.share === undefined ? 'None' : shareStatusAt(state, state.share, now)),
  keeper,
  initialState,
  apply: (state, command: ResourceSharingCommand, facts: Facts) => apply(state, command, facts),
  nextDeadline,
  commandTypes,
  sweep: { type: 'Sweep' },
  ownFacts: { accountId: '' },
  lifecycleEventOf,
  actorOf: (event: ResourceSharingEvent) => ('entityId' in event ? actorIdOf(event.resourceShareId, event) : undefined),
  clears: ({ type }) => type === 'ResourceSharePurged',
  recordsOf: ({ share, associations }) =>
    share === undefined
      ? []
      : Array.from(associations, (association) => [actorIdOf(share.resourceShareId, association), association])
})
