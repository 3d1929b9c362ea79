/** The decider: a command finds its decision by its type, and what was decided becomes a state and an answer. */
import { describe, expect, test } from 'vitest'
import { accepted, applying, type Decision, type Decisions, deciding } from '../../src/decider/decider.ts'

type Command = { readonly type: 'Add'; readonly by: number } | { readonly type: 'Reset' }
interface Facts {
  readonly now: number
}
interface Added {
  readonly by: number
  readonly at: number
}
type Answer = Decision<Added, 'Unknown' | 'TooMuch'>

const refused = (code: 'Unknown' | 'TooMuch'): Answer => ({ ok: false, error: { status: 400, code, message: '' } })
const decisions: Decisions<Command, number, Facts, Answer> = {
  Add: ({ by }, state, { now }) => (state + by > 10 ? refused('TooMuch') : accepted(by === 0 ? [] : [{ by, at: now }])),
  Reset: (_, state, { now }) => accepted([{ by: -state, at: now }])
}
const decide = deciding(decisions, refused('Unknown'), (state, facts) => {
  if (typeof state !== 'number') throw new TypeError('no state')
  if (typeof facts?.now !== 'number') throw new RangeError('no facts')
})
const at = (now: number): Facts => ({ now })

describe('deciding', () => {
  test('by the type of the command', () => {
    expect(decide({ type: 'Add', by: 2 }, 1, at(5))).toStrictEqual({ ok: true, events: [{ by: 2, at: 5 }] })
    expect(decide({ type: 'Reset' }, 3, at(5))).toStrictEqual({ ok: true, events: [{ by: -3, at: 5 }] })
    expect(decide({ type: 'Add', by: 9 }, 2, at(5))).toStrictEqual(refused('TooMuch'))
  })

  test.each([
    ...[undefined, null, 5, '', 'Reset', [], [{ type: 'Reset' }], {}, { type: undefined }, { type: ['Reset'] }],
    ...['reset', '', 'toString', 'constructor', '__proto__', 'hasOwnProperty'].map((type) => ({ type })),
    { type: { toString: (): string => 'Reset' } }
  ])('%j is no command', (command) => {
    expect(decide(command as never, 1, at(0))).toStrictEqual(refused('Unknown'))
  })

  test('facts and state are looked at first, even for what is no command', () => {
    for (const command of [{ type: 'Reset' }, undefined]) {
      expect(() => decide(command as never, '1' as never, at(0))).toThrow(TypeError)
      expect(() => decide(command as never, 1, undefined as never)).toThrow(RangeError)
    }
  })

  test('a time of -0 is 0, for JSON has none', () => {
    const facts = at(-0)
    expect(decide({ type: 'Reset' }, 1, facts)).toStrictEqual({ ok: true, events: [{ by: -1, at: 0 }] })
    expect(facts.now).toBe(-0)
  })
})

test('what is accepted is frozen, and no events are always the same none', () => {
  const { events } = accepted([{ a: 1 }, { a: 2 }])
  expect([events, ...events].every(Object.isFrozen)).toBe(true)
  expect(accepted([]).events).toBe(accepted([]).events)
  expect(Object.isFrozen(accepted([]).events)).toBe(true)
})

describe('applying', () => {
  const apply = applying(
    decide,
    (state: number, events: readonly Added[]) => events.reduce((sum, { by }) => sum + by, state),
    (command: Command, state, events, facts) => ({ ok: true as const, command, state, count: events.length, now: facts.now })
  )

  test('the answer is made from the state that the events led to', () => {
    const command = { type: 'Add', by: 4 } as const
    expect(apply(1, command, at(7))).toStrictEqual({
      state: 5,
      events: [{ by: 4, at: 7 }],
      result: { ok: true, command, state: 5, count: 1, now: 7 }
    })
  })

  test('no events: an answer all the same', () => {
    const command = { type: 'Add', by: 0 } as const
    expect(apply(1, command, at(7))).toStrictEqual({
      state: 1,
      events: [],
      result: { ok: true, command, state: 1, count: 0, now: 7 }
    })
  })

  test('a refusal changes nothing and is the result', () => {
    expect(apply(9, { type: 'Add', by: 2 }, at(7))).toStrictEqual({ state: 9, events: [], result: refused('TooMuch') })
    expect(apply(9, { type: 'Multiply' } as never, at(7))).toStrictEqual({ state: 9, events: [], result: refused('Unknown') })
  })
})
