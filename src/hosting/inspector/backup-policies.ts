/** Backup policies in the inspector. */
import type { apply } from '../../backup-policies/apply.ts'
import type * as backupPolicies from '../../backup-policies/index.ts'
import { backupPoliciesMachine, definition } from '../../backup-policies/machine.ts'
import type { Inspect } from './actors.ts'
import { type AppliedCommand, type Inspected, inspection } from './inspection.ts'

/** What a host of backup policies has applied. */
export type AppliedToPolicies = AppliedCommand<
  backupPolicies.BackupPoliciesState,
  backupPolicies.BackupPoliciesCommand,
  backupPolicies.Facts,
  backupPolicies.BackupPoliciesEvent,
  backupPolicies.AcceptedOf<backupPolicies.BackupPoliciesCommand> | backupPolicies.Refused<backupPolicies.RefusalCode>
>

/**
 * Shows the policies of projects: each project as an actor `backupPolicies/<project>`, the associations of its resources as
 * `association/<project>/<policy>/Resource/volume/<id>`. `apply` is `backupPolicies.apply` that is looked at; `show` is for a host that
 * has applied a command by other means.
 */
export const inspectBackupPolicies = (inspect: Inspect): Inspected<typeof apply, AppliedToPolicies> => {
  const inspected = inspection(definition, backupPoliciesMachine, inspect)
  // What `apply` says of each type of command is the same, but said in a way that cannot be compared for all of them at once.
  return { ...inspected, apply: inspected.apply as typeof apply }
}
