/** What holds of the reader of stored texts, whichever system's: damaged texts are refused with a reason, or keep what was changed. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Stored } from '../../src/decider/stored.ts'
import { anyText, type Words, withChangedCharacters, withChangedFields, withRepeatedName } from '../../src/testing/damaged.ts'

const codes = ['NotJson', 'UnknownVersion', 'UnknownStatus', 'Malformed']

interface Reader<State> {
  readonly deserialize: (text: string) => Stored<State>
  /** Texts that were stored. */
  readonly stored: fc.Arbitrary<string>
  readonly words: Words
  /** A text with right envelopes around any text. */
  readonly enveloped: (text: string) => readonly string[]
  /** That what was read is what the text says, and can be worked with. */
  readonly isKept: (state: State, text: string) => void
}

export const describeDamagedTexts = <State>({ deserialize, stored, words, enveloped, isKept }: Reader<State>) => {
  const isRefusedOrKept = (text: string): void => {
    const answer = deserialize(text)
    if (answer.ok) {
      isKept(answer.state, text)
      return
    }
    expect(Object.keys(answer.error)).toStrictEqual(['status', 'code', 'message'])
    expect(codes).toContain(answer.error.code)
    expect(answer.error.message).toMatch(/\S/)
    expect(answer.error.message.length).toBeLessThan(400)
  }

  describe('a text with something changed in it is refused with a reason, or keeps what was changed', () => {
    test('a field or an entry', () => {
      fc.assert(fc.property(withChangedFields(stored, words), isRefusedOrKept), { numRuns: 2_000 })
    })

    test('a character, or all from some place on', () => {
      fc.assert(fc.property(withChangedCharacters(stored), isRefusedOrKept), { numRuns: 2_000 })
    })

    test('a name that is there twice is never kept', () => {
      fc.assert(
        fc.property(withRepeatedName(stored), ([name, text]) => {
          const message = `an object has two fields of the name "${name}"`
          expect(deserialize(text)).toMatchObject({ ok: false, error: { message } })
        })
      )
    })

    test('any text at all', () => {
      const any = fc.oneof(
        anyText,
        anyText.chain((text) => fc.constantFrom(...enveloped(text)))
      )
      fc.assert(fc.property(any, isRefusedOrKept), { numRuns: 500 })
    })

    test('any value at all', () => {
      fc.assert(
        fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true }), (value) => {
          const answer = deserialize(value as string)
          expect(answer.ok ? undefined : codes.includes(answer.error.code)).toBe(true)
        })
      )
    })
  })
}
