/** The share as a statechart, for those who run actors and for the inspector; its associations are its child actors. */
import { type AggregateContext, type AggregateDefinition, actorIdOf, aggregateMachine, keeping } from '../aggregate/machine.ts'
import type { Result } from '../decider/decider.ts'
import { type Fields, fieldsOf, isFields } from '../decider/values.ts'
import { apply } from './apply.ts'
import { lifecycleEventOf } from './association.ts'
import { commandTypes } from './decide.ts'
import type { ErrorCode } from './errors.ts'
import type { ResourceSharingEvent } from './events.ts'
import type { Facts } from './facts.ts'
import { initialState, nextDeadline, type ResourceShareState, shareAt, shareStatusAt } from './model.ts'
import type { ResourceSharingCommand } from './requests.ts'
import { deserialize, serialize } from './serialize.ts'

export { actorIdOf }

/** A command as an actor takes it. The library's own. */
export type ResourceShareMachineEvent = ResourceSharingCommand & { readonly facts: Facts }

/**
 * What the last command came to.
 * @internal
 */
type Answer = Result<unknown, ErrorCode>

/** The context of a share's actor; JSON only. The library's own. */
export type ResourceShareMachineContext = AggregateContext<Answer>

const keeper = keeping(serialize, deserialize)

/**
 * The state of a share's actor. The library's own.
 * @throws Error when the context was not made by this machine: a programmer's error.
 */
export const stateOf: (context: Pick<ResourceShareMachineContext, 'stored'>) => ResourceShareState = keeper.stateOf

/** What is asked of a share that does not exist is shown at the share that was meant. */
const idMeant = (command: ResourceSharingCommand): unknown => {
  if (!isFields(command)) return undefined
  const { resourceShareId, request }: Fields = command
  return resourceShareId ?? fieldsOf(request).ResourceShareId
}

/** What the statechart of a share is made of, and what the inspector shows of hosts that run none. */
export const definition: AggregateDefinition<
  'None' | ReturnType<typeof shareStatusAt>,
  ResourceShareState,
  ResourceSharingCommand,
  ResourceSharingEvent,
  Facts,
  Answer
> = {
  id: 'resourceShare',
  description: 'One resource share; its associations are its child actors.',
  states: {
    None: 'There is no share, or its record is gone.',
    Active: 'The share can be changed.',
    Pending: 'The share can be changed; an invitation is open.',
    Deleting: 'The share waits for its associations to end.',
    Deleted: 'Every association has ended; the record is kept for 48 to 96 hours.'
  },
  nameOf: (state, now) => {
    const share = shareAt(state, now)
    return share === undefined ? 'None' : shareStatusAt(state, share, now)
  },
  keeper,
  initialState,
  apply,
  nextDeadline,
  commandTypes,
  sweep: { type: 'Sweep' },
  ownFacts: { accountId: '' },
  lifecycleEventOf,
  actorOf: (event) => ('entityId' in event ? actorIdOf(event.resourceShareId, event) : undefined),
  clears: ({ type }) => type === 'ResourceSharePurged',
  actorIdFor: ({ share }, command) => {
    const id = share?.resourceShareId ?? idMeant(command)
    return typeof id === 'string' ? `resourceShare/${id}` : 'resourceShare'
  },
  recordsOf: ({ share, associations }) =>
    share === undefined
      ? []
      : Array.from(associations, (association) => [actorIdOf(share.resourceShareId, association), association])
}

/**
 * One resource share, id `resourceShare`. Send it commands with their facts: `actor.send({ type, request, facts })`; the answer
 * is in the context's `result`, and what has happened is emitted. Restored from a persisted snapshot, it keeps its deadlines.
 * Facts that are missing or no facts are a programmer's error: the actor ends with status `error`. The library's own.
 */
export const resourceShareMachine = aggregateMachine(definition)
