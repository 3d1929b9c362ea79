/** What no client should send, and some do: values of any kind, with the names, sizes and depths that break what is careless. */
import * as fc from 'fast-check'
import { anyCharacter } from './any-character.ts'

const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'length',
  '',
  '\u0000',
  'a'.repeat(300)
]

/** Names that objects have already, and some that hurt to print. */
export const hostileName: fc.Arbitrary<string> = fc.constantFrom(...names)

const texts = [
  ...names,
  ' ',
  '\uD800',
  '\u001b[31m',
  '\u202E',
  'x'.repeat(10_000),
  '<script>',
  '-0',
  'null',
  '[object Object]',
  "' OR 1=1 --"
]

const nest = (depth: number, core: unknown): unknown => {
  let value = core
  for (let at = 0; at < depth; at += 1) value = at % 2 === 0 ? [value] : { in: value }
  return value
}

const leaf: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...texts, null, true, false, 0, -0, -1, 1.5, 1e300, Number.MAX_SAFE_INTEGER),
  fc.string({ unit: anyCharacter, maxLength: 20 })
)

/** Own fields, whatever their names: an assignment to `__proto__` would make none. */
const object = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Readonly<Record<string, unknown>>> =>
  fc
    .array(fc.tuple(fc.oneof(hostileName, fc.string({ maxLength: 8 })), value), { maxLength: 5 })
    .map((fields) => Object.fromEntries(fields))

/** Any JSON value, as `JSON.parse` may give it; now and then very deep. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.array(tie('value'), { maxLength: 6 }),
        object(tie('value'))
      )
    })).value
  },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(1_000, 20_000), leaf).map(([depth, core]) => nest(depth, core)) }
)

/** Any value at all: what only a caller in the same process can hand over, too. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: hostileJson },
  {
    weight: 1,
    arbitrary: fc.anything({
      withBigInt: true,
      withBoxedValues: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true
    })
  }
)
