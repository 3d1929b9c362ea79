/** Looks at a command, the state and the facts, and answers with events or with one documented error. Reads, never writes. */
import { type Decisions, deciding } from '../decider/decider.ts'
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

const decisions: Decisions<ResourceSharingCommand, ResourceShareState, Facts, ResourceSharingDecision> = {
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

/**
 * Decides a command. Total: whatever the command holds, the answer is events or one error of the catalogue. The library's own.
 * @throws RangeError or TypeError when the facts are no facts, or the state none of ours: a programmer's error.
 */
export const decide: (command: ResourceSharingCommand, state: ResourceShareState, facts: Facts) => ResourceSharingDecision =
  deciding(decisions, refuse('InvalidParameter'), (state, facts) => {
    checkFacts(facts)
    checkState(state)
  })
