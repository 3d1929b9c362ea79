/** The way back: a scenario as the text of a file, which `readScenario` reads as the same scenario again. */
import { layJson } from './json-layout.ts'
import type { Scenario, Step } from './scenario.ts'
import { formatDuration, toIso } from './time.ts'

/** As wide as the files of this project. */
const width = 130

/** A step as an entry of `steps`. */
export const stepFile = (step: Step): object => {
  const note = step.note === undefined ? {} : { note: step.note }
  switch (step.kind) {
    case 'note':
      return note
    case 'clock':
      return { ...note, ...('at' in step.to ? { at: toIso(step.to.at) } : { advance: formatDuration(step.to.advanceMs) }) }
    case 'sweep':
    case 'command':
    case 'signal':
    case 'query':
      return {
        ...note,
        [step.kind]: step.kind === 'sweep' ? true : step.asked,
        ...(step.facts === undefined ? {} : { facts: step.facts }),
        ...(step.expect === undefined ? {} : { expect: step.expect })
      }
  }
}

/** A scenario as a file holds it. */
export const scenarioFile = ({ system, version, title, note, start, facts, steps }: Scenario): object => ({
  system,
  version,
  ...(title === undefined ? {} : { title }),
  ...(note === undefined ? {} : { note }),
  start: toIso(start),
  facts,
  steps: steps.map(stepFile)
})

/** The text of a scenario file: JSON, laid out for people. */
export const writeScenario = (scenario: Scenario): string => `${layJson(scenarioFile(scenario), width).join('\n')}\n`
