/** The library against a reference model that was written from the specification alone: after every step nobody can tell them apart. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareRun, type Tally } from './reference/compare.ts'
import { steps } from './reference/steps.ts'

const numRuns = Number(process.env.REFERENCE_RUNS ?? 600)

it('gives the same results as the reference model', () => {
  const tally: Tally = new Map()
  fc.assert(
    fc.property(steps, (all) => compareRun(all, tally)),
    { numRuns }
  )
  if (process.env.REFERENCE_TALLY)
    console.log(
      [...tally]
        .sort()
        .map((entry) => entry.join(' '))
        .join('\n')
    )
  expect(tally.size).toBeGreaterThan(0)
})
