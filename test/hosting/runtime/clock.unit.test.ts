/** The clocks: that of the system, right for any delay, and the one that stands still. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { manualClock, systemClock } from '../../../src/hosting/runtime/index.ts'

describe("the system's clock", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test.each([[1], [1_000], [2_147_483_647], [2_147_483_648], [5_184_000_000]])('waits for %d ms, not less', (delayMs) => {
    const runs: number[] = []
    systemClock.wait(delayMs, () => runs.push(systemClock.now()))
    vi.advanceTimersByTime(delayMs - 1)
    expect(runs).toHaveLength(0)
    vi.advanceTimersByTime(1)
    expect(runs).toStrictEqual([1_000 + delayMs])
    vi.advanceTimersByTime(10_000_000_000)
    expect(runs).toHaveLength(1)
  })

  test('a part of a millisecond is a whole one', () => {
    const run = vi.fn()
    systemClock.wait(1.2, run)
    vi.advanceTimersByTime(1)
    expect(run).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(run).toHaveBeenCalledOnce()
  })

  test('can be told not to, also on a long way', () => {
    const run = vi.fn()
    const cancel = systemClock.wait(3_000_000_000, run)
    vi.advanceTimersByTime(2_500_000_000)
    cancel()
    vi.advanceTimersByTime(3_000_000_000)
    expect(run).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('a process does not stay for it', () => {
  const file = fileURLToPath(new URL('../../../dist/hosting/runtime/index.js', import.meta.url))
  const script = `import { systemClock } from ${JSON.stringify(file)}; systemClock.wait(600_000, () => {})`
  const { status, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { timeout: 30_000 })
  expect([status, signal]).toStrictEqual([0, null])
})

describe('a clock that stands still', () => {
  test('calls what has waited long enough, in order, and what those wait for', () => {
    const clock = manualClock(100)
    const runs: string[] = []
    clock.wait(20, () => runs.push('b'))
    clock.wait(10, () => {
      runs.push('a')
      clock.wait(0, () => runs.push('a2'))
    })
    const cancel = clock.wait(5, () => runs.push('never'))
    clock.wait(21, () => runs.push('later'))
    cancel()
    clock.advance(9)
    expect([runs, clock.now()]).toStrictEqual([[], 109])
    clock.set(120)
    expect([runs, clock.now(), clock.waiting]).toStrictEqual([['a', 'b', 'a2'], 120, 1])
    clock.set(0)
    expect([clock.now(), clock.waiting]).toStrictEqual([0, 1])
    clock.set(121)
    expect(runs.at(-1)).toBe('later')
  })
})
