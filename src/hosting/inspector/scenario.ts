/** Shows a scenario: the same actors, from the outcomes of its steps. */
import type { Outcome } from '../scenarios/run.ts'
import type { Inspect } from './actors.ts'
import { type AppliedToPolicies, inspectBackupPolicies } from './backup-policies.ts'
import { type AppliedToShare, inspectResourceSharing } from './resource-sharing.ts'

/**
 * Shows the outcomes of a scenario of `association-lifecycle/scenarios`, one after the other, to the end or as far as one likes:
 * `run(scenario, system).forEach(inspectScenario(system.name, inspector.inspect))`.
 */
export const inspectScenario = (system: string, inspect: Inspect): ((outcome: Outcome) => void) => {
  const showToShare = inspectResourceSharing(inspect).show
  const showToPolicies = inspectBackupPolicies(inspect).show
  return (outcome) => {
    if (!('answer' in outcome)) return
    for (const applied of outcome.applied ?? []) {
      // The world of a scenario applies the commands of its own system alone.
      if (system === 'backup-policies') showToPolicies(applied as object as AppliedToPolicies)
      else showToShare(applied as object as AppliedToShare)
    }
  }
}
