/** Where a scenario comes from: a file or standard input. */

import { parseScenario, type Scenario } from '../scenarios/scenario.ts'
import type { System } from '../scenarios/system.ts'
import { type JsonFile, readJsonFile } from './json-file.ts'

/** A scenario that can be run, and where it came from. */
export interface Source extends Pick<JsonFile, 'lineAbout'> {
  readonly scenario: Scenario
  readonly system: System
}

/**
 * Reads a scenario. `name` is how lines about it begin.
 * @throws BrokenFile, with one line.
 */
export const readSource = async (
  file: string | AsyncIterable<Uint8Array>,
  name: string,
  systems: readonly System[]
): Promise<Source> => {
  const { value, lineAbout, broken } = await readJsonFile(file, name, 'a scenario')
  const parsed = parseScenario(value, systems)
  if (!parsed.ok) throw broken(parsed.fault)
  return { scenario: parsed.scenario, system: parsed.system, lineAbout }
}
