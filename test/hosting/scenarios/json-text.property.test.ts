import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readJsonText } from '../../../src/hosting/scenarios/json-text.ts'
import type { Path } from '../../../src/testing/difference.ts'

/** What the language's own parser says. */
const judged = (text: string) => {
  try {
    return { ok: true, value: JSON.parse(text) as unknown }
  } catch {
    return { ok: false }
  }
}

const verdict = (text: string) => {
  const read = readJsonText(text)
  return read.ok ? { ok: true, value: read.value } : { ok: false }
}

const hasRepeatedName = (text: string): boolean => {
  const read = readJsonText(text)
  return !read.ok && read.message.endsWith('is there twice')
}

const jsonValue = fc.jsonValue({ maxDepth: 5 })

describe('JSON is read as JSON.parse reads it', () => {
  test('whatever the value and the layout', () => {
    fc.assert(
      fc.property(jsonValue, fc.constantFrom(undefined, 1, 4, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space)
        expect(verdict(text)).toStrictEqual(judged(text))
      }),
      { numRuns: 2_000 }
    )
  })

  test('also where a text has been damaged: the same are refused', () => {
    const damage = fc.record({
      at: fc.nat(),
      cut: fc.nat({ max: 3 }),
      put: fc.constantFrom('', '"', ',', '{', '}', '[', ']', ':', '\\', '0', '-', '.', 'e', ' ', '\n', 't', '\u0001', '\u009b')
    })
    fc.assert(
      fc.property(jsonValue, damage, (value, { at, cut, put }) => {
        const whole = JSON.stringify(value)
        const place = at % (whole.length + 1)
        const text = whole.slice(0, place) + put + whole.slice(place + cut)
        if (!hasRepeatedName(text)) expect(verdict(text)).toStrictEqual(judged(text))
      }),
      { numRuns: 10_000 }
    )
  })

  test('with names that would mean something to the language', () => {
    const read = readJsonText('{"__proto__": {"polluted": true}, "constructor": 1}')
    expect(read.ok && Object.keys(read.value as object)).toStrictEqual(['__proto__', 'constructor'])
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect(read.ok && Object.getPrototypeOf(read.value)).toBe(Object.prototype)
  })

  test('and a mark of the byte order in front of it is no fault', () => {
    expect(verdict('\ufeff{}')).toStrictEqual({ ok: true, value: {} })
  })
})

describe('places', () => {
  /** Every way into a value. */
  const pathsIn = (value: unknown, path: Path = []): Path[] => [
    path,
    ...(typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, entry]) => pathsIn(entry, [...path, Array.isArray(value) ? Number(key) : key]))
      : [])
  ]

  test('lead to the value: what stands there begins like it', () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        const text = JSON.stringify(value, null, 2)
        const lines = text.split('\n')
        const read = readJsonText(text)
        if (!read.ok) throw new Error(read.message)
        for (const path of pathsIn(value)) {
          const { line, column } = read.placeOf(path)
          const found = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], value)
          const [first = ''] = JSON.stringify(found, null, 2).split('\n')
          expect(lines[line - 1]?.slice(column - 1).startsWith(first)).toBe(true)
        }
      })
    )
  })

  test('of names, of what is not there, and of faults', () => {
    const text = '{\n  "steps": [\n    { "advance": 1, "add": 2 }\n  ]\n}'
    const read = readJsonText(text)
    if (!read.ok) throw new Error(read.message)
    expect(read.placeOf(['steps', 0, 'add'])).toStrictEqual({ line: 3, column: 28 })
    expect(read.placeOf(['steps', 0, 'add'], true)).toStrictEqual({ line: 3, column: 21 })
    expect(read.placeOf(['steps', 0, 'missing', 'x'])).toStrictEqual({ line: 3, column: 5 })
    expect(readJsonText(text.replace('1,', '1'))).toMatchObject({ ok: false, place: { line: 3, column: 20 } })
    expect(readJsonText(text.replace('add', 'advance'))).toMatchObject({ ok: false, place: { line: 3, column: 21 } })
    expect(readJsonText('{"a": 01}')).toMatchObject({
      message: 'a value is expected here; there is "01"',
      place: { line: 1, column: 7 }
    })
    expect(readJsonText('')).toMatchObject({ ok: false, place: { line: 1, column: 1 } })
    expect(readJsonText('{"a":\r\n1\r\n')).toMatchObject({ ok: false, place: { line: 3, column: 1 } })
  })
})

test('a text that is nested too deeply, or very long, is no trouble', () => {
  expect(readJsonText('['.repeat(1_000_000))).toMatchObject({ ok: false, message: 'nested more than 200 levels deep' })
  const long = JSON.stringify('x"\\'.repeat(3_000_000))
  expect(readJsonText(long)).toMatchObject({ ok: true, value: JSON.parse(long) })
})
