/** Runs the examples: what each is answered, and from all of them which command answers with what and has which events. */
import { parseScenario, run } from '../../../dist/hosting/scenarios/index.js'

/** What the last of some steps came to, after the beginning. */
export const outcomeOf = (beginning, steps) => {
  const parsed = parseScenario({ ...beginning, steps: [...beginning.steps, ...steps] })
  if (!parsed.ok) throw new Error(`${parsed.fault.path} ${parsed.fault.message}: ${JSON.stringify(steps)}`)
  const outcomes = run(parsed.scenario, parsed.system).filter(({ kind }) => kind !== 'clock')
  const early = outcomes.slice(0, -1).find(({ answer }) => !answer.ok)
  if (early !== undefined) throw new Error(`${early.answer.code} comes too early: ${JSON.stringify(steps)}`)
  return outcomes.at(-1)
}

const codeOf = ({ answer }) => (answer.ok ? 'ok' : answer.code)

const typeOf = ({ kind, asked }) => (kind === 'sweep' ? 'Sweep' : asked.type)

/** The examples of a table with their outcomes, each checked to be answered as the table says. */
const ranOf = (beginning, examples, wantedOf) =>
  Object.entries(examples).flatMap(([name, ways]) =>
    ways.map((steps) => {
      const outcome = outcomeOf(beginning, steps)
      const wanted = wantedOf(name)
      if (codeOf(outcome) !== wanted)
        throw new Error(
          `an example of ${name} in docs/generate/reference/examples is answered with ${codeOf(outcome)}; mend it, then npm run docs: ${JSON.stringify(steps)}`
        )
      return { name, steps, outcome, type: typeOf(outcome) }
    })
  )

const unique = (list) => [...new Set(list)]

/**
 * What the examples of a system show: `refused` and `accepted`, each example with its outcome; `codesOf(type)`, `typesOf(code)` and
 * `eventsOf(type)`, `typesWith(event)`, in the order of the catalogue, of the commands and of the events.
 */
export const answersOf = ({ beginning, refusals, acceptances }, { errors, types, events }) => {
  const refused = ranOf(beginning, refusals, (code) => code)
  const accepted = ranOf(beginning, acceptances, () => 'ok')
  const hasEvent = (type, event) =>
    accepted.some((one) => one.type === type && one.outcome.answer.events.some((each) => each.type === event))
  const isRefused = (type, code) => refused.some((one) => one.type === type && one.name === code)
  return {
    refused,
    accepted,
    codesOf: (type) => errors.filter((code) => isRefused(type, code)),
    typesOf: (code) => unique(types).filter((type) => isRefused(type, code)),
    eventsOf: (type) => events.filter((event) => hasEvent(type, event)),
    typesWith: (event) => types.filter((type) => hasEvent(type, event)),
    exampleOf: (event) => accepted.flatMap(({ outcome }) => outcome.answer.events).find(({ type }) => type === event)
  }
}
