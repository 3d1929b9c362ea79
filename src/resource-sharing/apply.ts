/** A command from end to end: decide, evolve, reply. */
import { type Applied, applying, type OfType, type Result } from '../decider/decider.ts'
import { decide } from './decide.ts'
import type { ErrorCode } from './errors.ts'
import type { ResourceSharingEvent } from './events.ts'
import { evolveAll } from './evolve.ts'
import type { Facts } from './facts.ts'
import type { ResourceShareState } from './model.ts'
import { type ReplyOf, replyTo } from './replies.ts'
import type { DisassociateResourceShareRequest, ResourceSharingCommand } from './requests.ts'

/**
 * The types of a share's commands.
 * @internal
 */
type CommandType = ResourceSharingCommand['type']

/**
 * What `apply` answers to a command of a type: `Outcome<'DisassociateResourceShare'>`; to any of them, without one. The library's
 * own.
 */
export type Outcome<T extends CommandType = CommandType> = Applied<
  ResourceShareState,
  ResourceSharingEvent,
  Result<ReplyOf<OfType<ResourceSharingCommand, T>>, ErrorCode>
>

/**
 * Applies a command to a state. The answer holds the next state, the events that led to it, and the documented reply or error.
 * Without events the state is the very same reference. Total: no command throws. The library's own.
 * @throws RangeError or TypeError when the facts are no facts, or the state none of ours: a programmer's error.
 */
export const apply = applying(decide, evolveAll, (command, state, events, facts) => ({
  ok: true as const,
  reply: replyTo(command, state, events, facts)
})) as <T extends CommandType>(
  state: ResourceShareState,
  command: ResourceSharingCommand & { readonly type: T },
  facts: Facts
) => Outcome<T>

/**
 * DisassociateResourceShare: removes resources or targets from a share, or lets the caller leave it. Asynchronous: the reply says
 * `Disassociating`. All 19 documented errors of the operation can be met. Documented in DisassociateResourceShare.
 * @throws RangeError or TypeError when the facts are no facts, or the state none of ours: a programmer's error.
 */
export const disassociateResourceShare = (
  state: ResourceShareState,
  request: DisassociateResourceShareRequest,
  facts: Facts
): Outcome<'DisassociateResourceShare'> => apply(state, { type: 'DisassociateResourceShare', request }, facts)
