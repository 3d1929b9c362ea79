/** When a timer is started, and for when. */
import { describe, expect, test } from 'vitest'
import { timerAgain, timerFor } from '../../../src/hosting/restate/timer.ts'

const day = 86_400_000
const now = 1_000 * day

describe('a timer', () => {
  test('is started where there is a deadline, and none that comes before it', () => {
    expect(timerFor(undefined, now, undefined, 't')).toBeUndefined()
    expect(timerFor(now + 5, now, undefined, 't')).toStrictEqual({ token: 't', at: now + 5, delayMs: 5 })
    expect(timerFor(now + 5, now, { token: 'a', at: now + 5 }, 't')).toBeUndefined()
    expect(timerFor(now + 5, now, { token: 'a', at: now + 4 }, 't')).toBeUndefined()
    expect(timerFor(now + 5, now, { token: 'a', at: now + 6 }, 't')).toStrictEqual({ token: 't', at: now + 5, delayMs: 5 })
  })

  test('has no negative delay, no part of a millisecond, and none beyond what can be asked for', () => {
    expect(timerFor(now - 5, now, undefined, 't')).toStrictEqual({ token: 't', at: now, delayMs: 0 })
    expect(timerFor(now + 0.5, now, undefined, 't')?.delayMs).toBe(1)
    for (const far of [now + 101 * day, Number.MAX_SAFE_INTEGER, Number.POSITIVE_INFINITY])
      expect(timerFor(far, now, undefined, 't')).toStrictEqual({ token: 't', at: now + 100 * day, delayMs: 100 * day })
    expect(timerFor(now + 300 * day, now + day, { token: 'a', at: now + 100 * day }, 't')).toBeUndefined()
  })

  test('that has been lost is replaced by the next command', () => {
    expect(timerFor(now, now + 59_999, { token: 'a', at: now }, 't')).toBeUndefined()
    expect(timerFor(now, now + 60_000, { token: 'a', at: now }, 't')).toMatchObject({ at: now + 60_000, delayMs: 0 })
  })

  test('that has fired is followed by another, after a pause where something due was left', () => {
    expect(timerAgain(undefined, now, 't')).toBeUndefined()
    expect(timerAgain(now + 1, now, 't')?.delayMs).toBe(1)
    expect(timerAgain(now, now, 't')?.delayMs).toBe(1_000)
  })
})
