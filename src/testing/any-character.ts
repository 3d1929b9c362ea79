/**
 * Any character of Unicode but half of one: what `fc.string({ unit: 'binary' })` is made of, value for value. That one makes a table of all
 * 1.1 million as soon as it is there, which takes a second of whoever imports it.
 */
import * as fc from 'fast-check'

/** Halves of characters that need two: there are no characters in between. */
const halves = { from: 0xd800, count: 0x800 }
const lastCodePoint = 0x10ffff

const toCharacter = (at: number): string => String.fromCodePoint(at < halves.from ? at : at + halves.count)

const fromCharacter = (value: unknown): number => {
  const codePoint = typeof value === 'string' ? value.codePointAt(0) : undefined
  if (codePoint === undefined) throw new TypeError('no character')
  const at = codePoint < halves.from ? codePoint : codePoint - halves.count
  if (toCharacter(at) !== value) throw new TypeError('not one whole character')
  return at
}

/** One character; give it to `fc.string` as its `unit`. */
export const anyCharacter: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: lastCodePoint - halves.count })
  .map(toCharacter, fromCharacter)
