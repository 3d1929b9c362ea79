import { describe, expect, it } from 'vitest'
import type { TableSchema } from '../../src/collections/index.ts'
import { newBatch, Table } from '../../src/collections/index.ts'
import type { Key, Row } from './support.ts'
import { good, rowOf } from './support.ts'

const byId = (a: Row, b: Row): number => (a.id === b.id ? 0 : a.id < b.id ? -1 : 1)

const schema: TableSchema<Key, Row, 'waiting' | 'marked'> = {
  identity: good,
  views: {
    waiting: { holds: (row) => row.place > 0, compare: (a, b) => a.place - b.place || byId(a, b) },
    marked: { holds: (row) => row.mark > 0, compare: byId }
  }
}

describe('a table', () => {
  const table = Table.from(schema, [rowOf('a', 0, 1), rowOf('b', 1, 0), rowOf('c')])

  it('gives the same reference when nothing changes', () => {
    const row = table.get({ id: 'a' }) ?? rowOf('missing')
    for (const batch of [undefined, newBatch()]) {
      expect(table.put(row, batch)).toBe(table)
      expect(table.remove({ id: 'd' }, batch)).toBe(table)
    }
  })

  it('leaves alone the views that do not hold a row, before or after', () => {
    const changed = table
      .put(rowOf('c', 0, 0))
      .put(rowOf('d'))
      .remove({ id: 'c' })
    expect(changed.view('waiting')).toBe(table.view('waiting'))
    expect(changed.view('marked')).toBe(table.view('marked'))
    const waiting = table.put(rowOf('c', 0, 5))
    expect(waiting.view('waiting')).not.toBe(table.view('waiting'))
    expect(waiting.view('marked')).toBe(table.view('marked'))
  })

  it('has a view follow a row in, along and out', () => {
    const ids = (version: typeof table): string[] => [...version.view('waiting')].map((row) => row.id)
    const entered = table.put(rowOf('c', 0, 2))
    const moved = entered.put(rowOf('a', 0, 3))
    const left = moved.put(rowOf('c'))
    const removed = left.remove({ id: 'a' })
    expect([table, entered, moved, left, removed].map(ids)).toEqual([['a'], ['a', 'c'], ['c', 'a'], ['a'], []])
  })

  it('replaces a row that keeps its place in a view without taking it out first', () => {
    let comparisons = 0
    const compare = (a: Row, b: Row): number => {
      comparisons += 1
      return byId(a, b)
    }
    const rows = Array.from({ length: 1000 }, (_, i) => rowOf(`id-${i}`))
    const counting = Table.from({ identity: good, views: { all: { holds: () => true, compare } } }, rows)
    comparisons = 0
    const changed = counting.put(rowOf('id-500', 1))
    // One to see that it keeps its place; then ten halvings, a few more for levels that are not full, and one for equality.
    expect(comparisons).toBeLessThanOrEqual(1 + 16 + 1)
    expect(changed.view('all').lastBefore((row) => row.id <= 'id-500')?.mark).toBe(1)
  })

  it('changes itself in the batch that made it, and nothing before', () => {
    const batch = newBatch()
    const once = table.put(rowOf('d', 1, 1), batch)
    const view = once.view('waiting')
    const twice = once.put(rowOf('e', 1, 1), batch).remove({ id: 'a' }, batch)
    expect(twice).toBe(once)
    expect(twice.view('waiting')).toBe(view)
    expect([...view].map((row) => row.id)).toEqual(['d', 'e'])
    expect([...table.view('waiting')].map((row) => row.id)).toEqual(['a'])
    expect([...once.put(rowOf('f', 1, 1), newBatch()).view('waiting')].length).toBe(3)
    expect(view.size).toBe(2)
  })

  it('takes the later of two rows with the same identity', () => {
    const late = rowOf('a', 2, 2)
    const again = Table.from(schema, [rowOf('a', 1, 1), rowOf('b'), late, late])
    expect([again.size, again.get({ id: 'a' }), [...again.view('waiting')]]).toEqual([2, late, [late]])
  })

  it('takes rows from an iterator that can be used once', () => {
    const again = Table.from(schema, table[Symbol.iterator]())
    expect([...again]).toEqual([...table])
    expect([...again.view('waiting')]).toEqual([...table.view('waiting')])
  })

  it('refuses a view it does not have', () => {
    const name: string = 'other'
    expect(() => table.view(name as 'marked')).toThrow(RangeError)
  })
})
