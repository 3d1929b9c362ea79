/** The reference model of backup policies: written to be read beside the specification, and to be compared with the library. */
import type { Facts } from '../../../src/backup-policies/index.ts'
import { type Outcome, refuse } from './outcome.ts'
import { create, remove, sweep } from './policies.ts'
import { associations, listBackupPolicies, listResources } from './queries.ts'
import { associate, disassociate } from './resources.ts'
import { fieldsOf } from './shape.ts'
import { nextDeadline, nothing, type State } from './state.ts'

/** B, Reading 4: "an unknown command is .0222"; 12: "there are no signals; one that comes is .0222". */
const apply = (state: State, input: unknown, facts: Facts): Outcome => {
  const command = fieldsOf(input)
  switch (command.type) {
    case 'CreateBackupPolicy':
      return create(state, command, facts)
    case 'AssociateResources':
      return associate(state, command, facts)
    case 'DisassociateResources':
      return disassociate(state, command, facts)
    case 'DeleteBackupPolicy':
      return remove(state, command, facts)
    case 'Sweep':
      return sweep(state, facts)
    default:
      return refuse(state, 'AutoBackup.0222')
  }
}

export const model = { nothing, apply, associations, listBackupPolicies, listResources, nextDeadline }
