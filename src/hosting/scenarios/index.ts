/**
 * `association-lifecycle/scenarios`: scenario files as a library, for tools that show or replay them. Reads them, runs them on a
 * simulated clock and says what came of each step. Needs nothing of Node. The format: docs/reference/scenarios.md.
 */
import type { Fault } from './checks.ts'
import { readJson } from './json-source.ts'
import { plain } from './plain.ts'
import { parseScenario as parse, type Scenario } from './scenario.ts'
import type { System } from './system.ts'
import { systems } from './systems.ts'

export type { Fault } from './checks.ts'
export { layJson } from './json-layout.ts'
export { readJson } from './json-source.ts'
export {
  type Asked,
  beginning,
  type Change,
  type ClockMoved,
  factsAt,
  type Moment,
  nextChange,
  type Outcome,
  type Passage,
  type Remarked,
  run,
  type ScenarioHead,
  type Taken,
  take
} from './run.ts'
export type { Asking, ClockStep, Remark, Scenario, Step } from './scenario.ts'
export type { Answer, Life, StepFacts, System, SystemEvent, Tone, World } from './system.ts'
export { formatDuration, formatInstant, parseDuration, parseInstant } from './time.ts'
export { scenarioFile, stepFile, writeScenario } from './write.ts'
export { systems }

/** A scenario and its system; or what is wrong with it, in one line with its place: `name:line:column: steps[3].advance: ...`. */
export type ReadScenario =
  | { readonly ok: true; readonly scenario: Scenario; readonly system: System }
  | { readonly ok: false; readonly line: string }

/** Reads the text of a scenario file. `name` is how the line about a fault begins. Never throws. */
export const readScenario = (text: string, name = 'scenario'): ReadScenario => {
  const read = readJson(text, plain(name))
  if (!read.ok) return read
  const parsed = parse(read.value, systems)
  if (parsed.ok) return parsed
  const { path, message, ofName } = parsed.fault
  return { ok: false, line: read.lineAbout(path, message, ofName) }
}

/** The same for a value that is no text any more: the fault says where by its path. Never throws. */
export const parseScenario = (
  value: unknown
): { readonly ok: true; readonly scenario: Scenario; readonly system: System } | { readonly ok: false; readonly fault: Fault } =>
  parse(value, systems)
