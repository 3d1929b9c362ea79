/** Looks at a command, the state and the facts, and answers with events or with one documented error. Reads, never writes. */
import { isFields } from '../decider/values.ts'
import { decideAssociate } from './decisions/associate.ts'
import { decideCreate } from './decisions/create.ts'
import { decideDelete } from './decisions/delete.ts'
import { decideDisassociate } from './decisions/disassociate.ts'
import { decideAccept, decideReject } from './decisions/invitations.ts'
import type { ResourceSharingDecision } from './decisions/shares.ts'
import { decideSignal } from './decisions/signals.ts'
import { decideSweep } from './decisions/sweep.ts'
import { refuse } from './errors.ts'
import { checkFacts, type Facts } from './facts.ts'
import { checkState, type ResourceShareState } from './model.ts'
import type { ResourceSharingCommand } from './requests.ts'

type Decide<C> = (command: C, state: ResourceShareState, facts: Facts) => ResourceSharingDecision

const decisions: { readonly [T in ResourceSharingCommand['type']]: Decide<Extract<ResourceSharingCommand, { type: T }>> } = {
  CreateResourceShare: decideCreate,
  AssociateResourceShare: decideAssociate,
  DisassociateResourceShare: decideDisassociate,
  DeleteResourceShare: decideDelete,
  AcceptResourceShareInvitation: decideAccept,
  RejectResourceShareInvitation: decideReject,
  AssociationSucceeded: decideSignal,
  AssociationFailed: decideSignal,
  DisassociationSucceeded: decideSignal,
  DisassociationFailed: decideSignal,
  Sweep: decideSweep
}

/** The types of all commands, signals and Sweep among them. */
export const commandTypes = Object.keys(decisions) as readonly ResourceSharingCommand['type'][]

/** Whether a value is a command by its type; what is in it may still be anything. */
export const isCommand = (value: unknown): value is ResourceSharingCommand =>
  isFields(value) && typeof value.type === 'string' && Object.hasOwn(decisions, value.type)

/**
 * Decides a command. Total: whatever the command holds, the answer is events or one error of the catalogue.
 * @throws RangeError or TypeError when the facts are no facts, or the state none of ours: a programmer's error.
 */
export const decide = (command: ResourceSharingCommand, state: ResourceShareState, facts: Facts): ResourceSharingDecision => {
  checkFacts(facts)
  checkState(state)
  if (!isCommand(command)) return refuse('InvalidParameter')
  // JSON has no -0: a state that held one would not be the same after it was stored.
  const told = facts.now === 0 ? { ...facts, now: 0 } : facts
  return (decisions[command.type] as Decide<ResourceSharingCommand>)(command, state, told)
}
