import fc from 'fast-check'
import { describe, it } from 'vitest'
import { HashTrie, newBatch } from '../../src/collections/index.ts'
import { same, verySame } from '../same.ts'
import type { Group, Key, Row } from './support.ts'
import { fewIds, groupsOf, identities, manyIds, shapeOf, versionsOf } from './support.ts'

const keyOf = (row: Row): string => row.id

const idsFor = (name: string): readonly (readonly string[])[] => (name === 'one bit at every seed' ? [fewIds] : [fewIds, manyIds])

describe.each(Object.entries(identities))('a trie, identity: %s', (name, identity) => {
  const empty = HashTrie.empty<Key, Row>(identity)

  const expectRows = (trie: HashTrie<Key, Row>, rows: ReadonlyMap<string, Row>, ids: readonly string[]): void => {
    verySame(trie.size, rows.size)
    for (const id of ids) verySame(trie.get({ id }), rows.get(id))
    const iterated = [...trie]
    verySame(iterated.length, rows.size)
    same(new Set(iterated), new Set(rows.values()))
  }

  it.each(idsFor(name).map((ids) => [ids.length, ids] as const))('keeps every version, %i ids', (count, ids) => {
    const property = (groups: Group[]): void => {
      for (const { version, rows } of versionsOf(empty, groups, keyOf)) expectRows(version, rows, ids)
    }
    fc.assert(fc.property(groupsOf(ids, count > 100 ? 400 : 30), property), { numRuns: count > 100 ? 20 : 100 })
  })

  it.each(idsFor(name).map((ids) => [ids.length, ids] as const))(
    'has a shape that depends on its rows alone, %i ids',
    (count, ids) => {
      const property = (groups: Group[], isReversed: boolean): void => {
        for (const { version, rows } of versionsOf(empty, groups, keyOf)) {
          const inOrder = [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
          const batch = newBatch()
          const fresh = (isReversed ? inOrder.reverse() : inOrder).reduce((trie, row) => trie.put(row, batch), empty)
          verySame(shapeOf(version), shapeOf(fresh))
          same([...version], [...fresh])
        }
      }
      fc.assert(fc.property(groupsOf(ids, count > 100 ? 300 : 30), fc.boolean(), property), { numRuns: count > 100 ? 10 : 100 })
    }
  )

  it.each(idsFor(name).map((ids) => [ids.length, ids] as const))(
    'made at once is as when its rows were put one after the other, the later of two equal ones in the place of the first, %i ids',
    (count, ids) => {
      const row = fc.record({ id: fc.constantFrom(...ids), place: fc.nat(1), mark: fc.nat(1) })
      const property = (rows: readonly Row[]): void => {
        const batch = newBatch()
        const trie = HashTrie.from(identity, rows)
        const grown = rows.reduce((all, one) => all.put(one, batch), empty)
        verySame(shapeOf(trie), shapeOf(grown))
        same([...trie], [...grown])
        verySame(trie.size, grown.size)
      }
      fc.assert(fc.property(fc.array(row, { maxLength: count > 100 ? 1500 : 30, size: 'max' }), property), {
        numRuns: count > 100 ? 10 : 100
      })
    }
  )

  it('gives the same reference when nothing changes', () => {
    const property = (groups: Group[]): void => {
      for (const { version, rows } of versionsOf(empty, groups, keyOf)) {
        for (const id of fewIds) {
          const row = rows.get(id)
          verySame(row === undefined ? version.remove({ id }) : version.put(row), version)
          verySame(row === undefined ? version.remove({ id }, newBatch()) : version.put(row, newBatch()), version)
        }
      }
    }
    fc.assert(fc.property(groupsOf(fewIds, 30), property))
  })

  it('tells which row was there before', () => {
    const property = (groups: Group[], inBatch: boolean): void => {
      const rows = new Map<string, Row>()
      const batch = inBatch ? newBatch() : undefined
      let trie = empty
      for (const { kind, row } of groups.flatMap((group) => group.changes)) {
        const former = { row: undefined }
        trie = trie[kind](row, batch, former)
        verySame(former.row, rows.get(row.id))
        if (kind === 'put') rows.set(row.id, row)
        else rows.delete(row.id)
      }
    }
    fc.assert(fc.property(groupsOf(fewIds, 30), fc.boolean(), property))
  })
})
