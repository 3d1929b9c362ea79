import { describe, expect, it } from 'vitest'
import type { Compare } from '../../src/collections/index.ts'
import { newBatch, SortedTree } from '../../src/collections/index.ts'
import { depthOf, expectSound, nodesOf, randomFrom, rootOf } from './support.ts'

interface Entry {
  readonly key: number
  readonly mark: string
}

const ascending: Compare<Entry> = (a, b) => a.key - b.key

const entry = (key: number, mark = ''): Entry => Object.freeze({ key, mark })

const upTo = (count: number): Entry[] => Array.from({ length: count }, (_, key) => entry(key))

const nodeCount = (tree: object): number => nodesOf(rootOf(tree)).length

const putAll = (entries: readonly Entry[]): SortedTree<Entry> =>
  entries.reduce((tree, row) => tree.put(row), SortedTree.empty(ascending))

describe('how full nodes are', () => {
  it('are full after appending in order', () => {
    expect(nodeCount(putAll(upTo(3200)))).toBe(nodeCount(SortedTree.fromSorted(upTo(3200), ascending)))
  })

  it('are at least half full after putting in reverse or at random', () => {
    const random = randomFrom(3)
    const shuffled = upTo(3200).sort(() => random() - 0.5)
    for (const entries of [upTo(3200).reverse(), shuffled]) expect(nodeCount(putAll(entries))).toBeLessThan((3200 / 16) * 1.1)
  })

  it('stay so with a queue: rows put at one end and removed at the other', () => {
    for (const sign of [1, -1]) {
      let tree = SortedTree.empty(ascending)
      for (let i = 0; i < 5000; i++) {
        tree = tree.put(entry(sign * i))
        if (i >= 100) tree = tree.remove(entry(sign * (i - 100)))
        if (i % 100 === 0) expect(nodeCount(tree)).toBeLessThanOrEqual(10)
      }
      expect(tree.size).toBe(100)
    }
  })

  it('stay so when rows come and go at the seam of two nodes', () => {
    let tree = SortedTree.fromSorted(upTo(3200), ascending)
    const nodes = nodeCount(tree)
    for (let i = 0; i < 2000; i++) tree = tree.put(entry(31.5 + i / 4000)).remove(entry(31.5 + i / 4000))
    expect(nodeCount(tree)).toBeLessThanOrEqual(nodes + depthOf(rootOf(tree)))
    expect([...tree]).toEqual(upTo(3200))
  })
})

describe('a node with a single row at the right edge', () => {
  it.each([32, 32 ** 2, 32 ** 3])('goes with its row, behind %i rows', (count) => {
    const rows = upTo(count + 1)
    const last = entry(count)
    const first = upTo(count)
    const batch = newBatch()
    for (const tree of [SortedTree.fromSorted(rows, ascending), SortedTree.fromSorted(first, ascending).put(last, batch)]) {
      expectSound(tree)
      for (const less of [tree.remove(last), tree.remove(last, batch)]) {
        expectSound(less)
        expect([less.size, less.last(), nodeCount(less)]).toEqual([
          count,
          first.at(-1),
          nodeCount(SortedTree.fromSorted(first, ascending))
        ])
      }
    }
  })
})

describe('what a change costs', () => {
  const count = 40_000
  const tree = SortedTree.fromSorted(upTo(count), ascending)
  const known = new Set(nodesOf(rootOf(tree)))
  const fresh = (other: object): number => nodesOf(rootOf(other)).filter((node) => !known.has(node)).length

  it('copies one node a level, and one more a level to split or to join', () => {
    const depth = depthOf(rootOf(tree))
    expect(depth).toBe(4)
    for (let key = 0; key < count; key += 1999) {
      expect(fresh(tree.put(entry(key, 'new')))).toBe(depth)
      expect(fresh(tree.put(entry(key + 0.5)))).toBeLessThanOrEqual(2 * depth + 1)
      expect(fresh(tree.remove(entry(key)))).toBeLessThanOrEqual(2 * depth)
      // Beyond, the nodes at the right edge are not half full, and are joined with their neighbours on the way.
      if (key < 32 ** 3) expect(fresh(tree.remove(entry(key)))).toBe(depth)
    }
  })

  it('copies a node once in a batch', () => {
    const batch = newBatch()
    const once = tree.put(entry(5, 'once'), batch)
    const nodes = nodesOf(rootOf(once))
    const twice = once.put(entry(5, 'twice'), batch).put(entry(6, 'twice'), batch)
    expect(twice).toBe(once)
    expect(nodesOf(rootOf(twice))).toEqual(nodes)
    expect([...tree]).toEqual(upTo(count))
    expect([...twice.from((row) => row.key < 5)].slice(0, 3)).toEqual([entry(5, 'twice'), entry(6, 'twice'), entry(7)])
  })

  it('looks at a few rows only', () => {
    let looks = 0
    const counted = SortedTree.fromSorted(upTo(count), (a, b) => {
      looks += 1
      return a.key - b.key
    })
    const looksOf = (ask: () => unknown): number => {
      looks = 0
      ask()
      return looks
    }
    const isBefore = (row: Entry): boolean => {
      looks += 1
      return row.key < 20_000
    }
    // Five halvings of 32 and one for the end, on four levels; to change a row, once more for equality.
    expect(looksOf(() => counted.put(entry(777, 'new')))).toBeLessThanOrEqual(6 * 5 + 1)
    expect(looksOf(() => counted.remove(entry(777)))).toBeLessThanOrEqual(6 * 5 + 1)
    expect(looksOf(() => counted.lastBefore(isBefore))).toBeLessThanOrEqual(6 * 4)
    expect(looksOf(() => [...counted.from(isBefore)])).toBeLessThanOrEqual(6 * 4)
    expect(looksOf(() => [counted.first(), counted.last()])).toBe(0)
  })
})

describe('memory', () => {
  it('keeps no row that was removed or replaced', () => {
    const before = SortedTree.fromSorted(upTo(5000), ascending)
    const replaced = upTo(5000).reduce((tree, { key }) => tree.put(entry(key, 'new')), before)
    const kept = upTo(5000).reduce((tree, row) => (row.key % 7 === 0 ? tree : tree.remove(row)), replaced)
    const rows = new Set(kept)
    for (const node of nodesOf(rootOf(kept))) for (const row of node.rows ?? []) expect(rows.has(row as Entry)).toBe(true)
    expect([...kept].every((row) => row.mark === 'new' && row.key % 7 === 0)).toBe(true)
  })
})

describe('a sorted array', () => {
  it('is refused if it is not strictly ascending', () => {
    expect(() => SortedTree.fromSorted([entry(1), entry(1)], ascending)).toThrow(RangeError)
    expect(() => SortedTree.fromSorted([entry(0), entry(2), entry(1)], ascending)).toThrow(RangeError)
    expect(SortedTree.fromSorted([], ascending).size).toBe(0)
  })

  it('is not changed by the tree, nor the tree by it', () => {
    const rows = upTo(3)
    const tree = SortedTree.fromSorted(rows, ascending)
    rows.push(entry(9))
    expect([...tree]).toEqual(upTo(3))
    tree.put(entry(7), newBatch())
    expect(rows).toEqual([...upTo(3), entry(9)])
  })
})
