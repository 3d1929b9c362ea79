import { describe, expect, test } from 'vitest'
import { colourPaint, plainPaint, wantsColour } from '../../../src/hosting/cli/paint.ts'
import { shorten, widthOf, wrap } from '../../../src/hosting/cli/text.ts'
import { layJson } from '../../../src/hosting/scenarios/json-layout.ts'
import { plain } from '../../../src/hosting/scenarios/plain.ts'

describe('text', () => {
  test('that a terminal would obey is shown instead', () => {
    expect(plain('a\u001b[31mb\u009bc\u0007\u202ed\u2028\n')).toBe('a\\u001b[31mb\\u009bc\\u0007\\u202ed\\u2028\\u000a')
    expect(plain('共享 é ✓')).toBe('共享 é ✓')
  })

  test('is cut in the middle, by the columns that it takes', () => {
    expect(['vsw-bp183p93qs667muql****', 'short', '共享共享共享', ''].map((text) => shorten(text, 9))).toStrictEqual([
      'vsw-…****',
      'short',
      '共享…共享',
      ''
    ])
    expect([0, 1, 2].map((width) => shorten('abcdef', width))).toStrictEqual(['', '…', 'a…'])
    expect(['共享', 'e\u0301', 'ab'].map(widthOf)).toStrictEqual([4, 1, 2])
  })

  test('is wrapped at spaces', () => {
    expect(wrap('one two three fourteen', 8)).toStrictEqual(['one two', 'three', 'fourteen'])
  })
})

describe('JSON', () => {
  const value = {
    RequestId: 'r',
    List: [
      { A: 1, B: [] },
      { A: 2, B: {} }
    ],
    'a\u009bb': null
  }

  test('goes on one line where it fits', () => {
    expect(layJson(value, 100, plainPaint)).toStrictEqual([
      '{ "RequestId": "r", "List": [{ "A": 1, "B": [] }, { "A": 2, "B": {} }], "a\\u009bb": null }'
    ])
  })

  test('else on several, and is JSON all the same', () => {
    const lines = layJson(value, 30, plainPaint)
    expect(lines).toStrictEqual([
      '{',
      '  "RequestId": "r",',
      '  "List": [',
      '    { "A": 1, "B": [] },',
      '    { "A": 2, "B": {} }',
      '  ],',
      '  "a\\u009bb": null',
      '}'
    ])
    expect(JSON.parse(lines.join('\n'))).toStrictEqual(value)
    expect(layJson(value, 30, colourPaint).join('\n')).toContain('\u001b[36m"RequestId"\u001b[0m: "r"')
  })
})

describe('colour', () => {
  test.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '' }, true, true],
    [{ NO_COLOR: '0' }, true, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: '' }, true, true],
    [{ TERM: 'dumb' }, true, false],
    [{ TERM: 'dumb', FORCE_COLOR: '1' }, false, true]
  ])('%j, terminal %s: %s', (env, isTerminal, colour) => {
    expect(wantsColour(env, isTerminal)).toBe(colour)
  })
})
