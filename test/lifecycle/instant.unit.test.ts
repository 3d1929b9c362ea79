import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deadlineToIso, isoPrinter, toIso } from '../../src/lifecycle/instant.ts'

const lastInstant = 8_640_000_000_000_000

/** Any instant, most of them near a change of year, where mistakes would show. */
const instant = fc.oneof(
  fc.integer({ min: -lastInstant, max: lastInstant }),
  fc.tuple(fc.integer({ min: -10, max: 10_010 }), fc.integer({ min: -2, max: 2 })).map(([year, offMs]) => {
    const date = new Date(0)
    date.setUTCFullYear(year)
    return date.getTime() + offMs
  }),
  fc.double({ min: -1e13, max: 1e13, noNaN: true })
)

test('an instant is printed as the platform does', () => {
  fc.assert(
    fc.property(instant, (at) => {
      expect(toIso(at)).toBe(new Date(at).toISOString())
    }),
    { numRuns: 2000 }
  )
  expect(toIso(Date.parse('2020-12-04T09:40:45.556Z'))).toBe('2020-12-04T09:40:45.556Z')
})

test('a printer prints each instant as itself, however often and in whatever order they come', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 1, 1.5, Date.UTC(2026, 0, 1), lastInstant)), (instants) => {
      const print = isoPrinter()
      expect(instants.map(print)).toStrictEqual(instants.map(toIso))
    })
  )
})

test('a deadline is printed up to the last date that there is', () => {
  expect(deadlineToIso(lastInstant)).toBe('+275760-09-13T00:00:00.000Z')
  expect(deadlineToIso(lastInstant + 1)).toBeUndefined()
  expect(deadlineToIso(undefined)).toBeUndefined()
})
