/** The measurements, short and over the stores that need no server: what they say adds up. */
import { expect, test } from 'vitest'
import { engines } from './engines.ts'
import { loads, measure, quantile, type Row } from './measure.ts'
import { goalLine, page, table } from './report.ts'

const row: Row = { engine: 'memory', isKeyed: true, writers: 16, commandsPerSecond: 23_456, p99Ms: 1.234, coreShare: 0.05 }
const where = { date: '2020-12-04', node: 'v22.0.0', processor: 'one', cores: 2 }

test('every store is measured with every load', async () => {
  const local = engines.filter(({ missing }) => missing === undefined)
  const opened = await Promise.all(local.map(async ({ name, open }) => ({ name, engine: await open() })))
  const { rows, applyUs } = await measure(opened, { turns: 1, turnMs: 10, say: () => {} })
  for (const { engine } of opened) await engine.close()
  expect(rows.map(({ engine, isKeyed, writers }) => ({ engine, isKeyed, writers }))).toStrictEqual(
    local.flatMap(({ name }) => loads.map((load) => ({ engine: name, ...load })))
  )
  for (const { commandsPerSecond, p99Ms, coreShare } of rows) {
    expect(Math.min(commandsPerSecond, p99Ms, coreShare)).toBeGreaterThan(0)
    expect(coreShare).toBeCloseTo(Math.min(1, (commandsPerSecond * applyUs) / 1e6), 9)
  }
})

test('a share that misses the goal is marked, and said', () => {
  const within = { ...row, engine: 'SQLite', isKeyed: false, writers: 1, coreShare: 0.0499 }
  const results = { rows: [within, row], applyUs: 5.25 }
  expect(table(results)).toStrictEqual([
    'store            at once  commands/s  p99 in ms  of it the pure core',
    'SQLite  unkeyed  1        23,456      1.2        5.0 %',
    'memory  keyed    16       23,456      1.2        5.0 % (!)'
  ])
  expect(goalLine(results)).toContain('takes 5.3 microseconds')
  expect(goalLine(results)).toContain('does not hold for memory:')
  expect(goalLine({ rows: [within], applyUs: 5 })).toContain('holds everywhere')
  expect(page(results, where)).toContain('| memory | keyed | 16 | 23,456 | 1.2 | 5.0 % (!) |\n\nThe pure core')
})

test('the 99th percentile is that of the slowest hundredth', () => {
  const numbers = Array.from({ length: 200 }, (_, at) => 200 - at)
  expect([quantile(numbers, 0.99), quantile(numbers, 0.5), quantile([7], 0.99)]).toStrictEqual([199, 101, 7])
})
