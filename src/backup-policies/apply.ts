/** A command from end to end: decide, evolve, reply. */
import type { Refused } from '../decider/catalogue.ts'
import { type Applied, applying, type OfType } from '../decider/decider.ts'
import { decide } from './decide.ts'
import type { RefusalCode } from './errors.ts'
import type { BackupPoliciesEvent } from './events.ts'
import { evolveAll } from './evolve.ts'
import type { Facts } from './facts.ts'
import type { BackupPoliciesState } from './model.ts'
import { type AcceptedOf, answerTo } from './replies.ts'
import type { BackupPoliciesCommand, DisassociateResourcesRequest } from './requests.ts'

/**
 * The types of the commands of a project's policies.
 * @internal
 */
type CommandType = BackupPoliciesCommand['type']

/**
 * What `apply` answers to a command of a type: `Outcome<'DisassociateResources'>`; to any of them, without one. The library's
 * own.
 */
export type Outcome<T extends CommandType = CommandType> = Applied<
  BackupPoliciesState,
  BackupPoliciesEvent,
  AcceptedOf<OfType<BackupPoliciesCommand, T>> | Refused<RefusalCode>
>

/**
 * Applies a command to a state. The answer holds the next state, the events that led to it, and the documented reply or error; of
 * a command that names resources the result also has `failures`, each with its reason. Without events the state is the very same
 * reference. Total: no command throws. The library's own.
 * @throws RangeError or TypeError when the facts are no facts, or the state none of ours: a programmer's error.
 */
export const apply = applying(decide, evolveAll, answerTo) as <T extends CommandType>(
  state: BackupPoliciesState,
  command: BackupPoliciesCommand & { readonly type: T },
  facts: Facts
) => Outcome<T>

/**
 * DisassociateResources: removes resources from a policy, each for itself. It succeeds also when every resource failed; a whole
 * request fails with one documented error. Documented in DisassociateResources.
 * @throws RangeError or TypeError when the facts are no facts, or the state none of ours: a programmer's error.
 */
export const disassociateResources = (
  state: BackupPoliciesState,
  request: DisassociateResourcesRequest,
  facts: Facts
): Outcome<'DisassociateResources'> => apply(state, { type: 'DisassociateResources', request }, facts)
