import { expect, test } from 'vitest'
import { deadlineToIso } from '../../src/lifecycle/instant.ts'

test('a deadline is printed up to the last date that there is', () => {
  expect(deadlineToIso(8_640_000_000_000_000)).toBe('+275760-09-13T00:00:00.000Z')
  expect(deadlineToIso(8_640_000_000_000_001)).toBeUndefined()
  expect(deadlineToIso(undefined)).toBeUndefined()
})
