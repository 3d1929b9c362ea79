import { expect, test, vi } from 'vitest'
import { manualClock } from '../../../src/hosting/runtime/clock.ts'
import { runningClock } from '../../../src/hosting/serve/clock.ts'

const clocks = (start?: number) => {
  const base = manualClock(1_000)
  return { base, clock: runningClock(start, base) }
}

test('it runs on as the clock under it does', () => {
  const { base, clock } = clocks()
  expect(clock.now()).toBe(1_000)
  base.advance(5)
  expect(clock.now()).toBe(1_005)
  const { base: other, clock: set } = clocks(50)
  other.advance(5)
  expect(set.now()).toBe(55)
})

test('what waits is called when its time comes, by itself or by a step, in order and once', () => {
  const { base, clock } = clocks()
  const called: string[] = []
  clock.wait(30, () => called.push('late'))
  clock.wait(10, () => called.push('early'))
  clock.wait(20, () => called.push('middle'))
  base.advance(10)
  expect(called).toStrictEqual(['early'])
  clock.set(clock.now() + 20)
  expect(called).toStrictEqual(['early', 'middle', 'late'])
  base.advance(100)
  expect(called).toHaveLength(3)
  expect(base.waiting).toBe(0)
})

test('a step that is too short leaves the rest to wait, and a step back makes it longer', () => {
  const { base, clock } = clocks()
  const run = vi.fn()
  clock.wait(100, run)
  clock.set(1_040)
  base.advance(59)
  expect(run).not.toHaveBeenCalled()
  clock.set(1_000)
  base.advance(99)
  expect(run).not.toHaveBeenCalled()
  base.advance(1)
  expect(run).toHaveBeenCalledOnce()
})

test('what was cancelled is not called, be it by what is called in the same step', () => {
  const { base, clock } = clocks()
  const run = vi.fn()
  const cancel = clock.wait(20, run)
  clock.wait(10, cancel)
  clock.set(2_000)
  base.advance(1_000)
  expect(run).not.toHaveBeenCalled()
})
