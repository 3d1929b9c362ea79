/** What decisions are told beside the request: who calls, and the other facts, as texts in a form. */
import { layJson, readJson, type System } from 'association-lifecycle/scenarios'

type Fields = Readonly<Record<string, unknown>>

/** As they stand in the form. */
export interface FactsForm {
  readonly caller: string
  /** JSON. */
  readonly others: string
}

export type FactsRead =
  | {
      readonly ok: true
      readonly facts: Fields
      readonly lineAbout: (path: readonly (string | number)[], message: string) => string
    }
  | { readonly ok: false; readonly line: string }

/** What a host can tell beside who calls. */
export const otherFacts: Readonly<Record<string, string>> = {
  'resource-sharing': 'directory, resourceTypes, limits, usage, retention',
  'backup-policies': 'executingPolicyIds, defaultPolicyId, limits, retention'
}

/** JSON as the forms of the page lay it out. */
export const jsonText = (value: unknown): string => layJson(value, 46).join('\n')

/** The form for the facts of a scenario. */
export const formOf = (facts: Fields, { callerFact }: Pick<System, 'callerFact'>): FactsForm => {
  const { [callerFact]: caller, ...others } = facts
  return { caller: String(caller ?? ''), others: jsonText(others) }
}

/** The facts of a form. */
export const factsOf = ({ caller, others }: FactsForm, { callerFact }: Pick<System, 'callerFact'>): FactsRead => {
  const read = readJson(others, 'facts')
  if (!read.ok) return read
  const { value, lineAbout } = read
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { ok: false, line: lineAbout([], 'must be an object') }
  return { ok: true, facts: { ...value, [callerFact]: caller }, lineAbout }
}

/** What a step has to say so that the facts of the scenario become these: `null` takes one away. */
export const differing = (scenario: Fields, wanted: Fields): Fields | undefined => {
  const added = Object.entries(wanted).filter(([name, fact]) => JSON.stringify(fact) !== JSON.stringify(scenario[name]))
  const removed = Object.keys(scenario).filter((name) => !Object.hasOwn(wanted, name))
  const changes = Object.fromEntries([...added, ...removed.map((name) => [name, null] as const)])
  return Object.keys(changes).length === 0 ? undefined : changes
}
