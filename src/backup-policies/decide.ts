/** Looks at a command, the state and the facts, and answers with events or with one documented error. Reads, never writes. */
import { type Decisions, deciding } from '../decider/decider.ts'
import { decideAssociate } from './decisions/associate.ts'
import { decideCreate } from './decisions/create.ts'
import { decideDelete } from './decisions/delete.ts'
import { decideDisassociate } from './decisions/disassociate.ts'
import type { BackupPoliciesDecision } from './decisions/policies.ts'
import { decideSweep } from './decisions/sweep.ts'
import { refuse } from './errors.ts'
import { checkFacts, type Facts } from './facts.ts'
import { type BackupPoliciesState, checkState } from './model.ts'
import type { BackupPoliciesCommand } from './requests.ts'

const decisions: Decisions<BackupPoliciesCommand, BackupPoliciesState, Facts, BackupPoliciesDecision> = {
  CreateBackupPolicy: decideCreate,
  AssociateResources: decideAssociate,
  DisassociateResources: decideDisassociate,
  DeleteBackupPolicy: decideDelete,
  Sweep: decideSweep
}

/** The types of all commands, Sweep among them. */
export const commandTypes = Object.keys(decisions) as readonly BackupPoliciesCommand['type'][]

/**
 * Decides a command. Total: whatever the command holds, the answer is events or one error of the catalogue. The library's own.
 * @throws RangeError or TypeError when the facts are no facts, or the state none of ours: a programmer's error.
 */
export const decide: (command: BackupPoliciesCommand, state: BackupPoliciesState, facts: Facts) => BackupPoliciesDecision =
  deciding(decisions, refuse('AutoBackup.0222'), (state, facts) => {
    checkFacts(facts)
    checkState(state)
  })
