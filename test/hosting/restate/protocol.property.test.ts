/** Keys of virtual objects: any text has one, and it arrives. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { allListOf, allLists, keyOf, labelList, textOf } from '../../../src/hosting/restate/protocol.ts'

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('.', '"', '\\', '/', '%', '\u0000', '\ud800', '\udc00') })
)

test('a key stands for its text, and comes through the path of a URL', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const key = keyOf(text)
      expect(textOf(key)).toBe(text)
      const { pathname } = new URL(`http://127.0.0.1/a/${encodeURIComponent(key)}/b`)
      expect(pathname.split('/').slice(2).map(decodeURIComponent)).toStrictEqual([key, 'b'])
    })
  )
})

test('usual ids are their own keys', () => {
  expect(keyOf('rs-6GRmdD3X****')).toBe('rs-6GRmdD3X****')
  expect(labelList('account:1')).toBe('label:account:1')
})

test('every aggregate is in one of the lists of all', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(allLists).toContain(allListOf(text))
    })
  )
  expect(new Set(Array.from({ length: 200 }, (_, at) => allListOf(`rs-${at}`))).size).toBe(allLists.length)
})
