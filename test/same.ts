/** Comparisons for loops: `expect` takes longer than most of what it compares, so it is asked only to tell what is different. */
import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'

/** The same in every field, none more and none less. */
export const same = (found: unknown, expected: unknown): void => {
  if (!isDeepStrictEqual(found, expected)) expect(found).toStrictEqual(expected)
}

/** The very same: one reference, one number, one text. */
export const verySame = (found: unknown, expected: unknown): void => {
  if (!Object.is(found, expected)) expect(found).toBe(expected)
}
