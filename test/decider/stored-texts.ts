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

interface Foreign<State> {
  readonly deserialize: (text: string) => Stored<State>
  readonly state: State
  /** The text of the state. */
  readonly whole: string
  /** That text with other fields in its envelope. */
  readonly envelope: (patch: Readonly<Record<string, unknown>>) => string
  /** What a later version may bring. */
  readonly newer: Readonly<Record<string, unknown>>
}

/** Texts that this version cannot read at all. */
export const describeForeignTexts = <State>({ deserialize, state, whole, envelope, newer }: Foreign<State>) => {
  const number = /(?<=:)\d{13}/.exec(whole)?.[0] ?? ''
  const refusal = (text: string) => {
    const answer = deserialize(text)
    return answer.ok ? answer : [answer.error.code, answer.error.message]
  }

  describe('NotJson', () => {
    const got = 'not JSON: a text is needed, got '
    test.each([
      ['nothing', undefined, `${got}undefined`],
      ['null', null, `${got}object`],
      ['a number', 5, `${got}number`],
      ['a state', state, `${got}object`],
      ['the parsed text', JSON.parse(whole), `${got}object`],
      ['a list of one text', [whole], `${got}object`],
      ['an object that turns into the text', { toString: () => whole }, `${got}object`],
      ['an object that turns into nothing', Object.create(null), `${got}object`],
      ['a symbol', Symbol('x'), `${got}symbol`]
    ])('not a text: %s', (_, given, message) => {
      expect(deserialize(given as string)).toStrictEqual({ ok: false, error: { status: 422, code: 'NotJson', message } })
    })

    test.each([
      ['empty', ''],
      ['white space', ' \n'],
      ['broken', '{"format":}'],
      ['cut off', whole.slice(0, -1)],
      ['cut off in the middle', whole.slice(0, whole.length / 2)],
      ['with something behind it', `${whole}x`],
      ['there twice', `${whole}${whole}`],
      ['with a byte order mark', `\uFEFF${whole}`],
      ['with NaN', whole.replace(number, 'NaN')],
      ['with Infinity', whole.replace(number, 'Infinity')],
      ['with undefined', whole.replace(number, 'undefined')],
      ['with a leading zero', whole.replace(number, `0${number}`)],
      ['lists in lists, never closed', '['.repeat(100_000)],
      ['objects in objects, never closed', '{"a":'.repeat(100_000)]
    ])('%s', (_, text) => {
      expect(refusal(text)).toStrictEqual(['NotJson', expect.stringMatching(/^not JSON: \S/)])
    })
  })

  describe('UnknownVersion', () => {
    const says = 'version must be 1, the one that this library writes; it is '
    const rows: readonly (readonly [says: string, text: string, message: string])[] = [
      ['missing', envelope({ version: undefined }), `${says}missing`],
      ['newer', envelope({ version: 2 }), `${says}2`],
      ['older', envelope({ version: 0 }), `${says}0`],
      ['a text', envelope({ version: '1' }), `${says}"1"`],
      ['null', envelope({ version: null }), `${says}null`],
      ['an object', envelope({ version: { is: 1 } }), `${says}an object`],
      ['newer, with what it brings', envelope({ version: 2, ...newer }), `${says}2`],
      ['newer, with a status of its own', envelope({ version: 2, associations: [{ status: 'Suspended' }] }), `${says}2`]
    ]
    test.each(rows)('%s', (_, text, message) => {
      expect(refusal(text)).toStrictEqual(['UnknownVersion', message])
    })
  })
}
