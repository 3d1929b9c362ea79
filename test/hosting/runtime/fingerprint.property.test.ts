/** Fingerprints: equal for equal requests, and only for those. */
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalText, fingerprintOf } from '../../../src/hosting/runtime/fingerprint.ts'

/** The same value with the fields of each object in the opposite order. */
const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).map(([name, field]) => [name, turned(field)] as const)
  return Object.fromEntries(fields.reverse())
}

const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown)

test('the order of fields makes no difference', () => {
  fc.assert(fc.property(json, (value) => canonicalText(turned(value)) === canonicalText(value)))
  expect(canonicalText({ b: 1, a: { d: [2, 'x'], c: null } })).toBe('{"a":{"c":null,"d":[2,"x",],},"b":1,}')
})

test('anything else does', () => {
  fc.assert(
    fc.property(json, json, (one, other) => {
      expect(canonicalText(one) === canonicalText(other)).toBe(isDeepStrictEqual(one, other))
    })
  )
  const different = [
    null,
    'null',
    1,
    '1',
    [],
    {},
    [[]],
    [[], []],
    [1, 2],
    [12],
    ['1,2'],
    { a: [] },
    { a: {} },
    { 'a":1': 1 },
    true,
    'true',
    '',
    [''],
    [null]
  ]
  expect(new Set(different.map(canonicalText)).size).toBe(different.length)
})

test('an absent field and one without a value are the same', () => {
  expect(canonicalText({ a: undefined, b: 1 })).toBe(canonicalText({ b: 1 }))
})

test('is SHA-256 in hexadecimal', async () => {
  expect(await fingerprintOf(null)).toBe('74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b')
})
