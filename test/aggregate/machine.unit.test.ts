/** How the state of an aggregate is kept in the context of its actor. */
import { describe, expect, test } from 'vitest'
import { lifecycleEvents } from '../../src/aggregate/events.ts'
import { actorIdOf, keeping } from '../../src/aggregate/machine.ts'

interface Pair {
  readonly a: number
}

/** A keeper of pairs, and how often it has read one. */
const keeper = () => {
  let reads = 0
  const kept = keeping<Pair>(
    ({ a }) => JSON.stringify({ a }),
    (text) => {
      reads += 1
      const { a } = JSON.parse(text)
      if (typeof a === 'number') return { ok: true, state: { a } }
      return { ok: false, error: { status: 422, code: 'Malformed', message: `a is ${String(a)}` } }
    }
  )
  return { ...kept, readsOf: () => reads }
}

describe('a state that is kept', () => {
  test('is JSON, and is itself again without being read', () => {
    const { store, stateOf, readsOf } = keeper()
    const state: Pair = { a: 1 }
    const stored = store(state)
    expect(stored).toStrictEqual({ a: 1 })
    expect(stored).not.toBe(state)
    expect(stateOf({ stored })).toBe(state)
    expect(readsOf()).toBe(0)
  })

  test('is read once where it comes from elsewhere', () => {
    const { stateOf, readsOf } = keeper()
    const stored = { a: 2 }
    const state = stateOf({ stored })
    expect(state).toStrictEqual({ a: 2 })
    expect(stateOf({ stored })).toBe(state)
    expect(readsOf()).toBe(1)
  })

  test('is none: the error says why, each time', () => {
    const { stateOf } = keeper()
    const stored = { b: 1 }
    for (const _ of [1, 2])
      expect(() => stateOf({ stored })).toThrow('the snapshot holds no state of this machine: a is undefined')
  })
})

test('the id of an actor names all of an association', () => {
  const entity = { associationType: 'Resource', entityType: 'volume', entityId: 'v-1' }
  expect(actorIdOf('c-1', entity)).toBe('association/c-1/Resource/volume/v-1')
  expect(actorIdOf('c-2', entity)).not.toBe(actorIdOf('c-1', entity))
})

test('the events that both systems have are those of a life without failures', () => {
  expect(lifecycleEvents).toStrictEqual({
    AssociationStarted: 'associate',
    AssociationSucceeded: 'associationSucceeded',
    DisassociationStarted: 'disassociate',
    DisassociationSucceeded: 'disassociationSucceeded',
    AssociationExpired: 'expire'
  })
})
