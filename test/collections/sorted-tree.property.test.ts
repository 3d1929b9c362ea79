import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Batch, Compare } from '../../src/collections/index.ts'
import { newBatch, SortedTree } from '../../src/collections/index.ts'
import { same, verySame } from '../same.ts'
import type { Group, Row } from './support.ts'
import { expectSound, fewIds, groupsOf, manyIds, nodesOf, rootOf, rowOf, versionsOf } from './support.ts'

const byPlaceAndId: Compare<Row> = (a, b) => a.place - b.place || (a.id === b.id ? 0 : a.id < b.id ? -1 : 1)
const byId: Compare<Row> = (a, b) => (a.id === b.id ? 0 : a.id < b.id ? -1 : 1)

/** Everything that can be asked of a tree, against a sorted array. */
const expectRows = (tree: SortedTree<Row>, sorted: readonly Row[], compare: Compare<Row>, probes: readonly Row[]): void => {
  expectSound(tree)
  verySame(tree.size, sorted.length)
  same([...tree], sorted)
  verySame(tree.first(), sorted[0])
  verySame(tree.last(), sorted.at(-1))
  for (const probe of probes) {
    for (const isBefore of [(row: Row) => compare(row, probe) < 0, (row: Row) => compare(row, probe) <= 0]) {
      verySame(tree.lastBefore(isBefore), sorted.findLast(isBefore))
      same(
        [...tree.from(isBefore)],
        sorted.filter((row) => !isBefore(row))
      )
    }
  }
}

const orders = [
  ['place and id', byPlaceAndId, (row: Row) => `${row.place} ${row.id}`],
  ['id', byId, (row: Row) => row.id]
] as const

describe.each(orders)('a sorted tree by %s', (_, compare, keyOf) => {
  const empty = SortedTree.empty(compare)

  it.each([fewIds, manyIds].map((ids) => [ids.length, ids] as const))('keeps every version, %i ids', (count, ids) => {
    const probes = [0, 3, 7].flatMap((place) => ['', ids[3] ?? '', '\uffff'].map((id) => rowOf(id, 0, place)))
    const property = (groups: Group[]): void => {
      for (const { version, rows } of versionsOf(empty, groups, keyOf)) {
        expectRows(version, [...rows.values()].sort(compare), compare, probes)
      }
    }
    fc.assert(fc.property(groupsOf(ids, count > 100 ? 400 : 30), property), { numRuns: count > 100 ? 20 : 100 })
  })

  it('gives the same reference when nothing changes', () => {
    const property = (groups: Group[], probe: Row): void => {
      for (const { version, rows } of versionsOf(empty, groups, keyOf)) {
        for (const row of rows.values()) verySame(version.put(row), version)
        if (!rows.has(keyOf(probe))) expect(version.remove(probe, newBatch())).toBe(version)
      }
    }
    const probe = fc.record({ id: fc.constantFrom(...fewIds), place: fc.nat(6), mark: fc.nat(3) })
    fc.assert(fc.property(groupsOf(fewIds, 30), probe, property))
  })

  it('is the same from a sorted array, and can be changed from there', () => {
    const property = (ids: string[], groups: Group[]): void => {
      const given = new Map(ids.map((id) => [keyOf(rowOf(id)), rowOf(id)]))
      const sorted = [...given.values()].sort(compare)
      const tree = SortedTree.fromSorted(sorted, compare)
      expectRows(tree, sorted, compare, [])
      const changes = groups.flatMap((group) => group.changes)
      const changed = changes.reduce((rest, { kind, row }) => rest[kind](row), tree)
      for (const { kind, row } of changes) {
        if (kind === 'put') given.set(keyOf(row), row)
        else given.delete(keyOf(row))
      }
      expectRows(changed, [...given.values()].sort(compare), compare, [])
      expectRows(tree, sorted, compare, [])
    }
    const ids = fc.subarray([...manyIds])
    fc.assert(fc.property(ids, groupsOf(manyIds, 200), property), { numRuns: 20 })
  })
})

describe('removing in any order', () => {
  const rows = manyIds.map((id, place) => rowOf(id, 0, place))
  const full = SortedTree.fromSorted(rows, byPlaceAndId)

  it('gives nodes back as it goes on', () => {
    const property = (order: readonly Row[], batch: Batch | undefined): void => {
      let tree = full
      for (const [i, row] of order.entries()) {
        tree = tree.remove(row, batch)
        if (i % 50 === 0 || order.length - i < 40) expectSound(tree)
        // Half full nodes at least, but for one at the edge of each of three levels.
        if (i % 50 === 0) expect(nodesOf(rootOf(tree)).length).toBeLessThanOrEqual((tree.size / 16) * 1.1 + 3)
      }
      expect(tree.size).toBe(0)
      expect(rootOf(tree)).toEqual({ ...rootOf(SortedTree.empty(byPlaceAndId)), owner: batch })
    }
    const shuffled = fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })
    const order = fc.oneof(shuffled, fc.constant(rows), fc.constant(rows.toReversed()))
    fc.assert(fc.property(order, fc.constantFrom(undefined, newBatch()), property), { numRuns: 20 })
  })
})
