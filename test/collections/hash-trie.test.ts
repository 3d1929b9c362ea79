import fc from 'fast-check'
import { produce } from 'immer'
import { describe, expect, it } from 'vitest'
import type { Identity } from '../../src/collections/index.ts'
import { HashTrie, hashString, hashStrings, newBatch } from '../../src/collections/index.ts'
import type { Key, Row } from './support.ts'
import { depthOf, good, nodesOf, randomFrom, rootOf, rowOf, shapeOf } from './support.ts'

const trieOf = (ids: readonly string[], identity: Identity<Key> = good): HashTrie<Key, Row> => {
  const batch = newBatch()
  return ids.reduce((trie, id) => trie.put(rowOf(id), batch), HashTrie.empty<Key, Row>(identity))
}

const idsUpTo = (count: number): string[] => Array.from({ length: count }, (_, i) => `vsw-bp1${(i * 7919).toString(36)}`)

/** How many nodes of `after` are not nodes of `before`. */
const freshNodes = (before: object, after: object): number => {
  const known = new Set(nodesOf(rootOf(before)))
  return nodesOf(rootOf(after)).filter((node) => !known.has(node)).length
}

describe('hashing texts', () => {
  it('tells apart where one text ends and the next begins', () => {
    for (const seed of [0, 1, 2, -1]) {
      expect(hashStrings(seed, 'a', 'bc')).not.toBe(hashStrings(seed, 'ab', 'c'))
      expect(hashStrings(seed, '', 'a')).not.toBe(hashStrings(seed, 'a', ''))
      expect(hashStrings(seed, 'a', '', 'b')).not.toBe(hashStrings(seed, 'a', 'b', ''))
      expect(hashStrings(seed, 'a')).not.toBe(hashStrings(seed, 'a', ''))
      expect(hashStrings(seed, 'a', 'b')).not.toBe(hashStrings(seed, 'b', 'a'))
    }
  })

  it('is a chain of hashes of one text', () => {
    expect(hashStrings(7, 'a')).toBe(hashString('a', 7))
    expect(hashStrings(7, 'a', 'b')).toBe(hashString('b', hashString('a', 7)))
    expect(hashStrings(7, 'a', 'b', 'c')).toBe(hashString('c', hashString('b', hashString('a', 7))))
  })

  it('gives an int32 that looks at every code unit and at the seed', () => {
    const property = (text: string, seed: number, at: number): void => {
      const hash = hashString(text, seed)
      expect(hash).toBe(hash | 0)
      const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
      if (at < text.length) expect(hashString(changed, seed)).not.toBe(hash)
      expect(hashString(text, seed + 1)).not.toBe(hash)
    }
    // One fixed run: a 32 bit hash may collide, and then a random run would fail for no reason.
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.nat(9), fc.nat(20), property), { seed: 1, numRuns: 2000 })
  })

  it('spreads ids that differ in their counters only', () => {
    const ids = idsUpTo(32_768)
    const slots = new Map<number, number>()
    for (const id of ids) slots.set(hashString(id, 0) & 1023, (slots.get(hashString(id, 0) & 1023) ?? 0) + 1)
    // 32 to a slot on average; even chance leaves the fullest of 1024 slots below 60 or so.
    expect(slots.size).toBe(1024)
    expect(Math.max(...slots.values())).toBeLessThan(70)
    expect(depthOf(rootOf(trieOf(ids)))).toBeLessThanOrEqual(7)
  })
})

describe('what a change costs', () => {
  it('copies one node a level', () => {
    const ids = idsUpTo(20_000)
    const trie = trieOf(ids)
    const depth = depthOf(rootOf(trie))
    const random = randomFrom(1)
    for (let i = 0; i < 50; i++) {
      const id = ids[Math.floor(random() * ids.length)] ?? ''
      expect(freshNodes(trie, trie.put(rowOf(id, 1)))).toBeLessThanOrEqual(depth)
      expect(freshNodes(trie, trie.remove({ id }))).toBeLessThanOrEqual(depth)
    }
  })

  it('copies a node once in a batch, and nothing at all the second time', () => {
    const trie = trieOf(idsUpTo(20_000))
    const batch = newBatch()
    const once = trie.put(rowOf('vsw-bp10', 1), batch)
    const nodes = new Set(nodesOf(rootOf(once)))
    const twice = once.put(rowOf('vsw-bp10', 2), batch)
    expect(twice).toBe(once)
    expect(nodesOf(rootOf(twice)).every((node) => nodes.has(node))).toBe(true)
    expect(twice.get({ id: 'vsw-bp10' })?.mark).toBe(2)
    expect(trie.get({ id: 'vsw-bp10' })?.mark).toBe(0)
  })

  it('takes one hash and one comparison to get or replace a row', () => {
    const calls = { hash: 0, equals: 0 }
    const counting: Identity<Key> = {
      hash: (key, seed) => {
        calls.hash += 1
        return good.hash(key, seed)
      },
      equals: (a, b) => {
        calls.equals += 1
        return good.equals(a, b)
      }
    }
    const trie = trieOf(idsUpTo(10_000), counting)
    calls.hash = 0
    calls.equals = 0
    trie.get({ id: 'vsw-bp10' })
    expect(calls).toEqual({ hash: 1, equals: 1 })
    trie.put(rowOf('vsw-bp10', 1))
    expect(calls).toEqual({ hash: 2, equals: 2 })
  })
})

describe('a batch', () => {
  it('leaves alone what another batch or no batch has made', () => {
    const first = trieOf(idsUpTo(500))
    const batch = newBatch()
    const second = first.put(rowOf('new'), batch).remove({ id: 'vsw-bp10' }, batch)
    const shape = shapeOf(second)
    const third = second.put(rowOf('newer'), newBatch()).remove({ id: 'new' }, newBatch())
    const fourth = second.put(rowOf('newest')).remove({ id: 'new' })
    expect(shapeOf(first)).toBe(shapeOf(trieOf(idsUpTo(500))))
    expect(shapeOf(second)).toBe(shape)
    expect([third.size, fourth.size, second.size, first.size]).toEqual([500, 500, 500, 500])
  })
})

describe('memory', () => {
  it('is as in a fresh trie after most rows are removed, and as in an empty one after all are', () => {
    const ids = idsUpTo(10_000)
    for (const batch of [undefined, newBatch()]) {
      const few = ids.slice(10).reduce((trie, id) => trie.remove({ id }, batch), trieOf(ids))
      expect(shapeOf(few)).toBe(shapeOf(trieOf(ids.slice(0, 10))))
      const none = ids.slice(0, 10).reduce((trie, id) => trie.remove({ id }, batch), few)
      expect(shapeOf(none)).toBe(shapeOf(HashTrie.empty<Key, Row>(good)))
      expect(none.size).toBe(0)
    }
  })
})

describe('keys made to collide', () => {
  /** Two texts with the same hash after `seed`: a search over some 2 ** 16 texts, as an attacker would do it. */
  const collision = (seed: number): readonly [string, string] => {
    const seen = new Map<number, string>()
    const random = randomFrom(seed)
    const unit = (): number => 0x4e00 + Math.floor(random() * 0x4000)
    for (;;) {
      const text = String.fromCharCode(unit(), unit(), unit())
      const hash = hashString(text, seed)
      const other = seen.get(hash)
      if (other !== undefined) return [other, text]
      seen.set(hash, text)
    }
  }

  it('are told apart by the next seed', () => {
    // One collision after the other: each doubles the number of keys with the same hash under seed 0.
    const pairs: (readonly [string, string])[] = []
    let state = 0
    for (let i = 0; i < 11; i++) {
      const pair = collision(state)
      state = hashString(pair[0], state)
      pairs.push(pair)
    }
    const ids = pairs.reduce((all, pair) => all.flatMap((id) => pair.map((text) => `${id} ${text}`)), [''])
    let hashes = 0
    const chained: Identity<Key> = {
      hash: (key, seed) => {
        hashes += 1
        return key.id
          .trim()
          .split(' ')
          .reduce((hash, text) => hashString(text, hash), seed)
      },
      equals: (a, b) => a.id === b.id
    }
    expect(new Set(ids.map((id) => chained.hash({ id }, 0)))).toEqual(new Set([state]))
    hashes = 0
    const trie = trieOf(ids, chained)
    expect(trie.size).toBe(2048)
    expect(hashes).toBeLessThan(2048 * 5)
    expect(depthOf(rootOf(trie))).toBeLessThanOrEqual(6 + 6)
    for (const id of ids) expect(trie.get({ id })?.id).toBe(id)
    expect(shapeOf(ids.reduce((rest, id) => rest.remove({ id }), trie))).toBe(shapeOf(HashTrie.empty<Key, Row>(chained)))
    hashes = 0
    expect(
      shapeOf(
        HashTrie.from(
          chained,
          ids.map((id) => rowOf(id))
        )
      )
    ).toBe(shapeOf(trie))
    expect(hashes).toBeLessThan(2048 * 5)
  })

  it('are refused, with nothing lost, if the identity never tells them apart', () => {
    const broken: Identity<Key> = { hash: () => 1, equals: (a, b) => a.id === b.id }
    const trie = trieOf(['a'], broken)
    const batch = newBatch()
    for (const token of [undefined, batch, batch]) expect(() => trie.put(rowOf('b'), token)).toThrow('not equal')
    expect([...trie.put(rowOf('a', 1), batch)]).toEqual([rowOf('a', 1)])
    expect([...trie]).toEqual([rowOf('a')])
    expect(() => HashTrie.from(broken, [rowOf('a'), rowOf('b')])).toThrow('not equal')
    expect([...HashTrie.from(broken, [rowOf('a'), rowOf('a', 1), rowOf('a', 2)])]).toEqual([rowOf('a', 2)])
  })
})

describe('a trie that is made at once', () => {
  const ids = idsUpTo(20_000)
  const rows = ids.map((id) => rowOf(id))

  it('hashes each row once', () => {
    let hashes = 0
    const counting: Identity<Key> = {
      hash: (key, seed) => {
        hashes += 1
        return good.hash(key, seed)
      },
      equals: good.equals
    }
    const trie = HashTrie.from(counting, rows)
    expect(hashes).toBe(rows.length)
    expect(shapeOf(trie)).toBe(shapeOf(trieOf(ids)))
  })

  it('belongs to no batch', () => {
    const trie = HashTrie.from(good, rows)
    const shape = shapeOf(trie)
    expect(trie.put(rowOf('new'), newBatch()).size).toBe(rows.length + 1)
    expect(trie.put(rowOf('new')).size).toBe(rows.length + 1)
    expect(shapeOf(trie)).toBe(shape)
    expect(HashTrie.from<Key, Row>(good, []).size).toBe(0)
  })
})

describe('inside an Immer state', () => {
  it('stays as it is, neither drafted nor frozen', () => {
    const before = { trie: trieOf(['a', 'b']), count: 0 }
    const after = produce(before, (draft) => {
      draft.count += 1
    })
    const changed = produce(before, (draft) => {
      draft.trie = draft.trie.put(rowOf('c'))
    })
    expect(after.trie).toBe(before.trie)
    expect(Object.isFrozen(changed.trie)).toBe(false)
    expect(Object.isFrozen(rootOf(changed.trie).items)).toBe(false)
    expect([before.trie.size, changed.trie.size]).toEqual([2, 3])
  })
})
