/**
 * For `npm run mutation`, which runs a property thousands of times over: no more than these runs a time, and the same ones.
 * A property that brings its seed counts what it reaches, and keeps its runs.
 */
import { vi } from 'vitest'

const mostRuns = process.env.MUTATION_TESTS === 'dear' ? 200 : 30

vi.mock(import('fast-check'), async (importOriginal) => {
  const fastCheck = await importOriginal()
  const assert = ((property: never, { numRuns = 100, seed, ...others }: { numRuns?: number; seed?: number } = {}) =>
    fastCheck.assert(
      property,
      seed === undefined ? { ...others, numRuns: Math.min(numRuns, mostRuns), seed: 1 } : { ...others, numRuns, seed }
    )) as typeof fastCheck.assert
  return { ...fastCheck, assert, default: { ...fastCheck.default, assert } }
})
