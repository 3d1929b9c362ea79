/** Damaging a text gives a text, whatever was in it and whatever the names are that come into it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withChangedFields } from '../../src/testing/index.ts'

const names = ['constructor', 'length', '__proto__', 'toString', '0']

const damagedOf = (text: string) => withChangedFields(fc.constant(text), { names, values: [null, { constructor: 7 }] })

test('with changed fields any JSON text stays one', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.constantFrom('[1,2,3]', '[[]]', '{"constructor":[1]}')).chain(damagedOf), (text) => {
      JSON.parse(text)
    }),
    { numRuns: 300 }
  )
})

test('a list at the top stays a list of entries, or is replaced: names are for objects', () => {
  const texts = fc.sample(damagedOf('[1,2,3]'), { numRuns: 500, seed: 8 })
  const lists = texts.map((text): unknown => JSON.parse(text)).filter(Array.isArray)
  expect(lists.length).toBeGreaterThan(250)
  // To change nothing is no damage.
  expect(texts.filter((text) => text === '[1,2,3]').length).toBeLessThan(50)
})
