/**
 * Sessions over a reload: each as the text of its scenario, in the storage of the tab. What is found there is read like any other file;
 * where there is no storage, or no room in it, a session is as long as its page.
 */
import { readScenario, type Scenario, type System, writeScenario } from 'association-lifecycle/scenarios'

/** Longer texts are not kept, and not read. */
const mostLetters = 500_000

/** As a browser has it. Reaching for it can throw, too. */
export interface Store {
  readonly getItem: (name: string) => string | null
  readonly setItem: (name: string, text: string) => void
  readonly removeItem: (name: string) => void
}

const nameOf = ({ name }: System): string => `association-lifecycle explorer ${name}`

/** What a browser does not let in, or has no room for, is not kept. */
const attempt = <T>(what: () => T): T | undefined => {
  try {
    return what()
  } catch {
    return undefined
  }
}

/** Keeps a session; one in which nothing has happened yet is as good as none. */
export const keep = (scenario: Scenario, system: System, storeOf: () => Store): void => {
  attempt(() => storeOf().removeItem(nameOf(system)))
  const text = writeScenario(scenario)
  if (scenario.steps.length > 0 && text.length <= mostLetters) attempt(() => storeOf().setItem(nameOf(system), text))
}

/** The session that was kept of a system, if it is one. */
export const kept = (system: System, storeOf: () => Store): Scenario | undefined => {
  const text = attempt(() => storeOf().getItem(nameOf(system))) ?? ''
  if (text.length > mostLetters) return undefined
  const read = readScenario(text)
  return read.ok && read.system.name === system.name ? read.scenario : undefined
}
