/** The scenarios that come with the page: the documented examples of the project. */
import { readScenario, type Scenario, type System } from 'association-lifecycle/scenarios'
import backupPolicies from '../../backup-policies.json?raw'
import disassociation from '../../documented-disassociation.json?raw'
import invitations from '../../invitations-and-failures.json?raw'

export interface Example {
  readonly title: string
  readonly scenario: Scenario
  readonly system: System
}

const example = (name: string, text: string): Example => {
  const read = readScenario(text, name)
  if (!read.ok) throw new RangeError(read.line)
  const { scenario, system } = read
  return { title: scenario.title ?? name, scenario, system }
}

export const examples: readonly Example[] = [
  example('documented-disassociation.json', disassociation),
  example('invitations-and-failures.json', invitations),
  example('backup-policies.json', backupPolicies)
]

/** How many steps of its first example a system starts with: as far as there is something to do. */
const firstSteps: Readonly<Record<string, number>> = { 'resource-sharing': 2, 'backup-policies': 5 }

const names: Readonly<Record<string, string>> = { 'resource-sharing': 'Resource Sharing', 'backup-policies': 'Backup policies' }

/** What each system starts with. */
export const beginnings: readonly (Example & { readonly name: string })[] = Object.entries(names).flatMap(([key, name]) => {
  const first = examples.find(({ system }) => system.name === key)
  if (first === undefined) return []
  const { title: _title, note: _note, ...scenario } = first.scenario
  return [{ ...first, name, scenario: { ...scenario, steps: scenario.steps.slice(0, firstSteps[key]) } }]
})
