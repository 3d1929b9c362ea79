/** Folding events into a state: one fold for many, nothing for none, and no event passed over. */
import { setAutoFreeze } from 'immer'
import { describe, expect, onTestFinished, test } from 'vitest'
import { evolving, unknownEvent } from '../../src/aggregate/evolve.ts'
import type { Batch } from '../../src/collections/index.ts'

interface Counter {
  readonly count: number
  readonly other: { readonly note: string }
}
type Event =
  | { readonly type: 'Added'; readonly by: number }
  | { readonly type: 'Noted'; readonly note: string }
  | { readonly type: 'Doubled' }

const empty: Counter = Object.freeze({ count: 0, other: Object.freeze({ note: '' }) })

/** Folds, and keeps the batches that it was given. */
const folding = () => {
  const batches: Batch[] = []
  const { evolve, evolveAll } = evolving<Counter, Event>(
    (head, event, batch, next) => {
      batches.push(batch)
      switch (event.type) {
        case 'Added':
          head.count += event.by
          return undefined
        case 'Noted':
          if (event.note !== head.other.note) head.other = Object.freeze({ note: event.note })
          return undefined
        case 'Doubled':
          head.count += 2 * (next?.type === 'Added' ? next.by : 0)
          return 'withNext'
      }
      throw unknownEvent(event)
    },
    (state) => {
      if (typeof state.count !== 'number') throw new TypeError('no state')
    },
    (state) => (state.count === 0 && state.other.note === '' ? empty : state)
  )
  return { evolve, evolveAll, batches }
}

const add = (by: number): Event => ({ type: 'Added', by })

describe('evolve and evolveAll', () => {
  test('one at a time, or all at once', () => {
    const { evolve, evolveAll } = folding()
    const events = [add(1), { type: 'Noted', note: 'x' } as const, add(2)]
    const expected = { count: 3, other: { note: 'x' } }
    expect(evolveAll(empty, events)).toStrictEqual(expected)
    expect(events.reduce(evolve, empty)).toStrictEqual(expected)
    expect(empty).toStrictEqual({ count: 0, other: { note: '' } })
  })

  test('a state that is none of ours is a programmer’s error, events or not', () => {
    const { evolve, evolveAll } = folding()
    expect(() => evolve({} as Counter, add(1))).toThrow('no state')
    expect(() => evolveAll({} as Counter, [])).toThrow('no state')
  })

  test('no events, or none that change anything: the very same state', () => {
    const { evolve, evolveAll, batches } = folding()
    const state = evolve(empty, add(1))
    batches.length = 0
    expect(evolveAll(state, [])).toBe(state)
    expect(batches).toStrictEqual([])
    expect(evolve(state, add(0))).toBe(state)
    expect(evolveAll(state, [add(0), { type: 'Noted', note: '' }])).toBe(state)
  })

  test('what an event does not touch is shared, and the head is frozen, whatever a host has told Immer', () => {
    const { evolve } = folding()
    const state = evolve(empty, add(1))
    expect(state.other).toBe(empty.other)
    expect(Object.isFrozen(state)).toBe(true)
    setAutoFreeze(false)
    onTestFinished(() => setAutoFreeze(true))
    expect(Object.isFrozen(evolve(state, { type: 'Noted', note: 'x' }))).toBe(true)
  })

  test('a state that holds nothing is the initial one', () => {
    const { evolve, evolveAll } = folding()
    expect(evolve(evolve(empty, add(1)), add(-1))).toBe(empty)
    expect(evolveAll(empty, [add(1), add(-1)])).toBe(empty)
  })

  test('the events of one fold share a batch, those of two do not', () => {
    const { evolveAll, batches } = folding()
    evolveAll(evolveAll(empty, [add(1), add(1)]), [add(1)])
    expect(batches.length).toBe(3)
    expect(batches[1]).toBe(batches[0])
    expect(batches[2]).not.toBe(batches[0])
  })

  test('an event may take the next one along, and that one alone', () => {
    const { evolveAll } = folding()
    const doubled = { type: 'Doubled' } as const
    expect(evolveAll(empty, [doubled, add(1), add(10)]).count).toBe(12)
    expect(evolveAll(empty, [add(1), doubled]).count).toBe(1)
    expect(evolveAll(empty, [doubled, doubled, doubled, add(5)]).count).toBe(10)
  })

  test.each([
    ['of another type', { type: 'Multiplied' }, 'evolve does not know the event Multiplied: '],
    ['without a type', {}, 'evolve does not know the event undefined: '],
    ['of a type that is no text', { type: null }, 'evolve does not know the event null: ']
  ])('an event %s is not passed over, and nothing of its fold is kept', (_, event, says) => {
    const { evolveAll } = folding()
    const state = evolveAll(empty, [add(1)])
    expect(() => evolveAll(state, [add(1), event as never])).toThrow(TypeError)
    expect(() => evolveAll(state, [add(1), event as never])).toThrow(says)
    expect(state.count).toBe(1)
  })
})

test.each([[undefined], [null], ['x']])('%j is no event, and that is said without another error', (event) => {
  expect(unknownEvent(event as never)).toBeInstanceOf(TypeError)
  expect(unknownEvent(event as never).message).toMatch(/^evolve does not know the event undefined: /)
})
