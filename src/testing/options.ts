/** What the suites refuse: options that are none, and a success that has compared nothing. */
import type { ConformanceOptions } from './conformance.ts'
import { show } from './difference.ts'
import type { AnyFacts, Setting } from './history.ts'

const names: Readonly<Record<keyof ConformanceOptions, true>> = {
  numRuns: true,
  maxCalls: true,
  seed: true,
  facts: true,
  ignoring: true,
  expiresByItself: true,
  monotonicClock: true,
  sameMessages: true,
  onScenario: true
}

/** @throws TypeError where a name or a code is none: what is misspelt would be without effect. */
export const checkOptions = ({ errors }: Pick<Setting<never, AnyFacts>, 'errors'>, options: ConformanceOptions): void => {
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(names, name))
  if (unknown !== undefined)
    throw new TypeError(`there is no option ${show(unknown)}; there are ${Object.keys(names).join(', ')}`)
  const code = options.ignoring?.find((each) => !Object.hasOwn(errors, each))
  if (code !== undefined) throw new TypeError(`ignoring: there is no code ${show(code)}`)
}

/** @throws Error where nothing was compared that could have been wrong. */
export const checkReport = (answers: number, accepted: number): void => {
  if (answers === 0) throw new Error('nothing was compared: there was no answer to any call')
  if (accepted === 0) throw new Error('nothing was compared but refusals: no call was ever accepted')
}
