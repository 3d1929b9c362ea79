/** Facts that are no facts are a programmer's error, which says what to do; and what an event keeps of a window. */
import { describe, expect, test } from 'vitest'
import { type BaseFacts, checkBaseFacts, checkNumbers, closing } from '../../src/aggregate/facts.ts'

interface Facts extends BaseFacts {
  readonly who: string
}
const facts: Facts = { now: 0, requestId: '', who: '' }
const check = (given: object) => () => {
  checkBaseFacts(given as Facts, ['requestId', 'who'])
}

describe('facts', () => {
  test.each([
    ['the least', {}],
    ['before 1970', { now: -8_640_000_000_000_000 }],
    ['the last time there is', { now: 8_640_000_000_000_000 }],
    ['between milliseconds', { now: 0.5 }],
    ['a window', { retention: { floorMs: 0, ceilingMs: 0 } }],
    ['no window, named', { retention: undefined }],
    ['more than is asked for', { note: 1 }]
  ])('are right: %s', (_, more) => {
    expect(check({ ...facts, ...more })).not.toThrow()
  })

  test.each<readonly [string, object, typeof RangeError | typeof TypeError, string]>([
    ['no time', { now: undefined }, RangeError, 'facts.now'],
    ['NaN', { now: Number.NaN }, RangeError, 'facts.now'],
    ['for ever', { now: Number.POSITIVE_INFINITY }, RangeError, 'facts.now'],
    ['beyond all dates', { now: 8_640_000_000_000_001 }, RangeError, 'facts.now'],
    ['a date', { now: new Date(0) }, RangeError, 'facts.now'],
    ['a text for a time', { now: '0' }, RangeError, 'facts.now'],
    ['a negative window', { retention: { floorMs: -1, ceilingMs: 1 } }, RangeError, 'retention'],
    ['a window that ends before it begins', { retention: { floorMs: 2, ceilingMs: 1 } }, RangeError, 'retention'],
    ['a window for ever', { retention: { floorMs: 0, ceilingMs: Number.POSITIVE_INFINITY } }, RangeError, 'retention'],
    ['half a window', { retention: { floorMs: 0 } }, RangeError, 'retention'],
    ['no request id', { requestId: undefined }, TypeError, 'facts.requestId must be a text; got undefined'],
    ['a number for a text', { who: 5 }, TypeError, 'facts.who must be a text; got number'],
    ['null for a text', { who: null }, TypeError, 'facts.who must be a text; got object']
  ])('are wrong: %s', (_, more, error, says) => {
    expect(check({ ...facts, ...more })).toThrow(error)
    expect(check({ ...facts, ...more })).toThrow(says)
  })

  test.each([[undefined], [null], [5]])('%j: no facts at all', (given) => {
    expect(check(given as never)).toThrow(RangeError)
  })
})

describe('numbers among the facts', () => {
  test.each([[undefined], [null], [{}], [{ a: 0, b: -1, c: 1.5, d: Number.POSITIVE_INFINITY }], [{ a: undefined, b: null }]])(
    '%j is right',
    (given) => {
      expect(() => {
        checkNumbers('limits', given)
      }).not.toThrow()
    }
  )

  test.each([
    ['NaN', Number.NaN],
    ['5', '5'],
    ['true', true],
    ['', []]
  ])('“%s” is none', (says, given) => {
    const checking = () => {
      checkNumbers('limits', { right: 1, wrong: given as never })
    }
    expect(checking).toThrow(RangeError)
    expect(checking).toThrow(`facts.limits.wrong must be a number; got ${says}`)
  })
})

test('an event keeps the window of its facts, and keeps it whatever becomes of theirs', () => {
  expect(closing(facts)).toStrictEqual({})
  const retention = { floorMs: 1, ceilingMs: 2, note: 'x' }
  const kept = closing({ ...facts, retention })
  retention.floorMs = 2
  expect(kept).toStrictEqual({ retention: { floorMs: 1, ceilingMs: 2 } })
  expect(Object.isFrozen(kept.retention)).toBe(true)
})
