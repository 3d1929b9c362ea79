// Throws inputs at targets for some time, in batches: each has a seed of its own, with which it can be run again.
import * as fc from 'fast-check'
import { textOf } from './checks.mjs'

const inputsABatch = 2_000

const cpuMs = (run) => {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** What the probe met. Taking very long is a fault, too; it is measured once more in time of the processor, for the machine may be busy. */
const timed = (probe, given, slowMs) => {
  const start = performance.now()
  const met = probe(given)
  if (performance.now() - start > slowMs) {
    const tookMs = cpuMs(() => probe(given))
    if (tookMs > slowMs) throw new Error(`took ${Math.round(tookMs)} ms`)
  }
  return met
}

/** One batch of inputs for a target: how many there were, what they met, and the first of them that failed, as small as it can be made. */
export const runBatch = ({ name, arbitrary, probe, share, show = (given) => ({ input: textOf(given) }) }, seed, slowMs) => {
  const met = new Set()
  let inputs = 0
  const property = fc.property(arbitrary(seed), (given) => {
    inputs += 1
    met.add(timed(probe, given, slowMs))
  })
  const { failed, counterexample, counterexamplePath, errorInstance } = fc.check(property, {
    numRuns: Math.ceil(inputsABatch * share),
    seed
  })
  const failure = failed && {
    target: name,
    seed,
    path: counterexamplePath,
    error: errorInstance instanceof Error ? (errorInstance.stack ?? String(errorInstance)) : String(errorInstance),
    ...show(counterexample[0])
  }
  return { inputs, met, ...(failure && { failure }) }
}

/**
 * Rounds of batches, one for each target, until it is over. `isOver` is asked between batches, with the inputs that there were; every target
 * has one batch at least. An input that takes longer than `slowMs` has failed.
 */
export const fuzz = (targets, { firstSeed, isOver, slowMs = 250 }) => {
  const totals = new Map(targets.map(({ name, codes = [] }) => [name, { inputs: 0, met: new Set(), codes }]))
  const failures = []
  let inputs = 0
  for (let seed = firstSeed; seed === firstSeed || !isOver(inputs); seed += 1)
    for (const target of targets) {
      if (seed !== firstSeed && isOver(inputs)) break
      const batch = runBatch(target, seed, slowMs)
      const total = totals.get(target.name)
      inputs += batch.inputs
      total.inputs += batch.inputs
      for (const each of batch.met) total.met.add(each)
      if (batch.failure !== undefined) failures.push(batch.failure)
    }
  return { totals, failures, inputs }
}

/** The codes that a target could have met, and did not. */
export const neverMet = ({ met, codes }) => codes.filter((code) => !met.has(code))
