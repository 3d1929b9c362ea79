// Throws inputs at targets for some time, in batches: each has a seed of its own, with which it can be run again.
import * as fc from 'fast-check'

const inputsABatch = 2_000

/** One batch of inputs for a target: how many there were, what they met, and the first of them that failed, as small as it can be made. */
export const runBatch = ({ name, arbitrary, probe, share }, seed) => {
  const met = new Set()
  let inputs = 0
  const property = fc.property(arbitrary(seed), (given) => {
    inputs += 1
    met.add(probe(given))
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
    input: fc.stringify(counterexample?.[0]).slice(0, 2_000)
  }
  return { inputs, met, ...(failure && { failure }) }
}

/** Rounds of batches, one for each target, until the time is over. `isOver` is asked between batches; every target has one at least. */
export const fuzz = (targets, { firstSeed, isOver }) => {
  const totals = new Map(targets.map(({ name }) => [name, { inputs: 0, met: new Set() }]))
  const failures = []
  for (let seed = firstSeed; seed === firstSeed || !isOver(); seed += 1)
    for (const target of targets) {
      if (seed !== firstSeed && isOver()) break
      const { inputs, met, failure } = runBatch(target, seed)
      const total = totals.get(target.name)
      total.inputs += inputs
      for (const each of met) total.met.add(each)
      if (failure !== undefined) failures.push(failure)
    }
  return { totals, failures, inputs: [...totals.values()].reduce((sum, each) => sum + each.inputs, 0) }
}
