import { describe, expect, test } from 'vitest'
import { formatDuration, parseDuration, parseInstant, toIso } from '../../../src/hosting/scenarios/time.ts'

describe('a duration', () => {
  test.each([
    ['4.306s', 4_306],
    ['850ms', 850],
    ['1ms', 1],
    ['48h', 172_800_000],
    ['1d 12h', 129_600_000],
    ['2h30m', 9_000_000],
    ['0.5s', 500],
    ['0ms', 0],
    [0, 0],
    [4_306, 4_306]
  ])('%s is %i ms', (given, ms) => {
    expect(parseDuration(given)).toBe(ms)
  })

  test.each([
    '',
    ' ',
    '1',
    '1 s',
    '-1s',
    '1S',
    '4 sec',
    '1s ',
    ' 1s',
    '1s  2s',
    's',
    '.5s',
    '1.5ms',
    '1e3ms',
    '1s,2s',
    `${'9'.repeat(30)}d`,
    '1h'.repeat(60),
    -1,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    null,
    undefined,
    true,
    [],
    {}
  ])('%j is none', (given) => {
    expect(parseDuration(given)).toBeUndefined()
  })

  test.each([
    [0, '0ms'],
    [999, '999ms'],
    [4_306, '4.306s'],
    [60_000, '1m'],
    [61_200, '1m 1.2s'],
    [172_800_000, '48h'],
    [345_600_000, '96h'],
    [604_800_000, '7d'],
    [604_800_001, '7d 0.001s'],
    [-1_500, '-1.5s']
  ])('of %i ms reads %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })

  test('in two units is cut off, not rounded', () => {
    expect([172_805_706, 7_208_999, 4_306, 172_800_999].map((ms) => formatDuration(ms, 2))).toStrictEqual([
      '48h 5s',
      '2h 8s',
      '4.306s',
      '48h'
    ])
  })
})

describe('a time', () => {
  test.each([
    ['2020-12-04T09:40:41.250Z', 1_607_074_841_250],
    ['2020-12-04T10:40:41.25+01:00', 1_607_074_841_250],
    ['2020-12-04T09:40Z', 1_607_074_800_000],
    ['2020-12-04', 1_607_040_000_000],
    ['2020-02-29T00:00:00Z', 1_582_934_400_000],
    [0, 0]
  ])('%s is %i', (given, ms) => {
    expect(parseInstant(given)).toBe(ms)
  })

  test.each([
    'yesterday',
    '',
    '2020-12-04T09:40:41',
    '2020-02-30T00:00:00Z',
    '2019-02-29',
    '2020-13-01',
    '2020-12-04T25:00:00Z',
    '+020200-12-04T00:00:00Z',
    '0000-01-01',
    '2020-12-04 09:40:41Z',
    1.5,
    Number.NaN,
    8.64e15,
    null,
    {}
  ])('%j is none', (given) => {
    expect(parseInstant(given)).toBeUndefined()
  })

  test('beyond all dates stays a number', () => {
    expect([toIso(0), toIso(1e300)]).toStrictEqual(['1970-01-01T00:00:00.000Z', 1e300])
  })
})
