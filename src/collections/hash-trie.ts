/** A persistent hash trie: rows by identity. Old versions stay intact; a change copies the nodes on its way and no others. */
import type { Batch } from './batch.ts'
import { buildTrie } from './trie-build.ts'
import {
  bitAt,
  countBits,
  HASH_BITS,
  type Identity,
  LEVEL_BITS,
  MAX_SEED,
  Node,
  type Slot,
  tooManyCollisions
} from './trie-node.ts'

/** Where `put` and `remove` tell which row was there before, which saves their caller a lookup. */
export interface Former<T> {
  row: T | undefined
}

/**
 * A persistent set of rows by identity: a hash array mapped trie, 32 slots a node. `put` and `remove` copy the path to
 * one row and share the rest with the version before. The shape, and with it the order of iteration, depends on the rows alone.
 *
 * Given a batch, `put` and `remove` may change and return this very object, if the same batch made it.
 */
export class HashTrie<K, T extends K> implements Iterable<T> {
  private readonly identity: Identity<K>
  private readonly owner: Batch | undefined
  private root: Node<T>
  private count: number

  private constructor(identity: Identity<K>, root: Node<T>, count: number, owner: Batch | undefined) {
    this.identity = identity
    this.root = root
    this.count = count
    this.owner = owner
  }

  /** A trie without rows. O(1) */
  static empty<K, T extends K>(identity: Identity<K>): HashTrie<K, T> {
    return new HashTrie<K, T>(identity, new Node<T>(0, [], undefined), 0, undefined)
  }

  /** A trie of rows, a later one instead of an earlier one with the same identity. O(n): makes each node once */
  static from<K, T extends K>(identity: Identity<K>, rows: readonly T[]): HashTrie<K, T> {
    const { root, count } = buildTrie(identity, rows)
    return new HashTrie<K, T>(identity, root, count, undefined)
  }

  /** How many rows there are. O(1) */
  get size(): number {
    return this.count
  }

  /** The row with this identity, if there is one. O(log32 n): one hash, one comparison */
  get(key: K): T | undefined {
    let node = this.root
    let hash = this.identity.hash(key, 0)
    let seed = 0
    let shift = 0
    for (;;) {
      const bit = bitAt(hash, shift)
      if ((node.bitmap & bit) === 0) return undefined
      const slot = node.items[countBits(node.bitmap & (bit - 1))]
      if (!(slot instanceof Node)) return slot !== undefined && this.identity.equals(slot, key) ? slot : undefined
      node = slot
      shift += LEVEL_BITS
      if (shift === HASH_BITS) {
        shift = 0
        hash = this.identity.hash(key, ++seed)
      }
    }
  }

  /**
   * With this row, instead of an equal one if there is one; the very same row again gives this trie. Copies one node a level,
   * in a batch only those the batch has not copied yet. O(log32 n): one hash, one comparison
   */
  put(row: T, batch?: Batch, former?: Former<T>): HashTrie<K, T> {
    let root = this.root
    let parent: Node<T> | undefined
    let place = 0
    let node = root
    let hash = this.identity.hash(row, 0)
    let seed = 0
    let shift = 0
    // On the way down each node is replaced by its copy at once, so there is no second pass and no recursion.
    for (;;) {
      const bit = bitAt(hash, shift)
      const at = countBits(node.bitmap & (bit - 1))
      const slot = (node.bitmap & bit) === 0 ? undefined : node.items[at]
      if (slot === row) {
        if (former !== undefined) former.row = row
        return this
      }
      const own = slot === undefined ? node.with(node.bitmap | bit, node.items.toSpliced(at, 0, row), batch) : node.own(batch)
      if (parent === undefined) root = own
      else parent.items[place] = own
      if (!(slot instanceof Node)) {
        const equal = slot !== undefined && this.identity.equals(slot, row)
        if (equal) own.items[at] = row
        else if (slot !== undefined) {
          own.items[at] = this.fork(slot, row, this.identity.hash(slot, seed), hash, shift + LEVEL_BITS, seed, batch)
        }
        if (former !== undefined) former.row = equal ? slot : undefined
        return this.next(root, equal ? this.count : this.count + 1, batch)
      }
      parent = own
      place = at
      node = slot
      shift += LEVEL_BITS
      if (shift === HASH_BITS) {
        shift = 0
        hash = this.identity.hash(row, ++seed)
      }
    }
  }

  /** Without the row of this identity; this very trie if there is none. Copies one node a level. O(log32 n) */
  remove(key: K, batch?: Batch, former?: Former<T>): HashTrie<K, T> {
    const row = this.get(key)
    if (former !== undefined) former.row = row
    if (row === undefined) return this
    const rest = this.without(this.root, row, this.identity.hash(row, 0), 0, 0, batch)
    const root = rest instanceof Node ? rest : new Node<T>(bitAt(this.identity.hash(rest, 0), 0), [rest], batch)
    return this.next(root, this.count - 1, batch)
  }

  /**
   * All rows, in an order that depends on the rows alone. O(n)
   * Going on with the batch that made this trie while iterating over it gives a mixture of both.
   */
  *[Symbol.iterator](): IterableIterator<T> {
    const open: Slot<T>[] = [this.root]
    for (let slot = open.pop(); slot !== undefined; slot = open.pop()) {
      if (slot instanceof Node) open.push(...slot.items)
      else yield slot
    }
  }

  private next(root: Node<T>, count: number, batch: Batch | undefined): HashTrie<K, T> {
    if (batch === undefined || this.owner !== batch) return new HashTrie<K, T>(this.identity, root, count, batch)
    this.root = root
    this.count = count
    return this
  }

  /** The smallest node that holds two rows with different identities, seen from the level of `shift`. */
  private fork(a: T, b: T, hashA: number, hashB: number, shift: number, seed: number, batch: Batch | undefined): Node<T> {
    if (shift === HASH_BITS) {
      const next = seed + 1
      if (next > MAX_SEED) throw tooManyCollisions()
      return this.fork(a, b, this.identity.hash(a, next), this.identity.hash(b, next), 0, next, batch)
    }
    const bitA = bitAt(hashA, shift)
    const bitB = bitAt(hashB, shift)
    if (bitA === bitB) return new Node<T>(bitA, [this.fork(a, b, hashA, hashB, shift + LEVEL_BITS, seed, batch)], batch)
    return new Node<T>(bitA | bitB, bitA >>> 0 < bitB >>> 0 ? [a, b] : [b, a], batch)
  }

  /** What is left of a node without a row that it covers. A row on its own takes the place of its node. */
  private without(node: Node<T>, row: T, hash: number, shift: number, seed: number, batch: Batch | undefined): Slot<T> {
    if (shift === HASH_BITS) return this.without(node, row, this.identity.hash(row, seed + 1), 0, seed + 1, batch)
    const bit = bitAt(hash, shift)
    const at = countBits(node.bitmap & (bit - 1))
    const slot = node.items[at]
    if (slot instanceof Node) {
      const rest = this.without(slot, row, hash, shift + LEVEL_BITS, seed, batch)
      if (!(rest instanceof Node) && node.items.length === 1) return rest
      const own = node.own(batch)
      own.items[at] = rest
      return own
    }
    const other = node.items[1 - at]
    if (node.items.length === 2 && other !== undefined && !(other instanceof Node)) return other
    return node.with(node.bitmap & ~bit, node.items.toSpliced(at, 1), batch)
  }
}
