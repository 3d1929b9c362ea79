/** The characters of the kit's texts: those of fast-check's own, at no expense. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyCharacter } from '../../src/testing/any-character.ts'

const sample = { seed: 1, numRuns: 2_000 }
const texts = fc.string({ unit: anyCharacter })
const theirs = fc.string({ unit: 'binary' })

test('texts are those of fast-check, one by one', () => {
  expect(fc.sample(texts, sample)).toStrictEqual(fc.sample(theirs, sample))
})

test('what fails shrinks to the same', () => {
  const shrunk = (text: fc.Arbitrary<string>) => {
    const found = fc.check(
      fc.property(text, (value) => !/[\u{e000}-\u{10ffff}]/u.test(value)),
      { seed: 1 }
    )
    return [found.numShrinks, found.counterexample]
  }
  expect(shrunk(texts)).toStrictEqual(shrunk(theirs))
  expect(shrunk(texts)).toStrictEqual([expect.any(Number), ['\u{e000}']])
})

describe('what one character is', () => {
  test.each(['\0', 'a', '\ud7ff', '\ue000', '\u{10000}', '\u{10ffff}'])('%j', (value) => {
    expect(anyCharacter.canShrinkWithoutContext(value)).toBe(true)
  })

  test.each(['', 'ab', '\ud800', '\udfff', '\u{10ffff}a'])('and is not: %j', (value) => {
    expect(anyCharacter.canShrinkWithoutContext(value)).toBe(false)
  })
})
