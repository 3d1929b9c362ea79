/** Building a trie of many rows at once: they are dealt out level by level, and each node is made once, when all that it holds is there. */
import { bitAt, HASH_BITS, type Identity, LEVEL_BITS, MAX_SEED, Node, type Slot, slotAt, tooManyCollisions } from './trie-node.ts'

const SLOTS = 1 << LEVEL_BITS

const numberAt = (numbers: Int32Array, at: number): number => numbers[at] as number

/** The numbers from 0 up to a length. */
const upTo = (length: number): Int32Array => {
  const numbers = new Int32Array(length)
  for (let at = 0; at < length; at += 1) numbers[at] = at
  return numbers
}

/**
 * Makes the nodes of one trie. Rows are known by their position among those given; `order` has the positions, those of a node side by
 * side, so that a node is a part of it: from one place up to another.
 */
class Builder<K, T extends K> {
  count = 0
  private readonly identity: Identity<K>
  private readonly rows: readonly T[]
  private readonly hashes: Int32Array
  private readonly order: Int32Array
  private readonly spare: Int32Array
  /** For each level that nodes are being made at: where the parts of its slots end. */
  private readonly ends: Int32Array[] = []
  /** What the nodes that are being made hold so far: a node's own items are cut out of it in one piece. */
  private readonly made: Slot<T>[] = []
  private top = 0

  constructor(identity: Identity<K>, rows: readonly T[]) {
    this.identity = identity
    this.rows = rows
    this.hashes = new Int32Array(rows.length)
    this.order = upTo(rows.length)
    this.spare = new Int32Array(rows.length)
    this.hash(0, rows.length, 0)
  }

  /** The node of a part. Its rows agree in all bits of their hashes below `shift`, and in all hashes of the seeds before. */
  node(from: number, to: number, shift: number, seed: number, depth: number): Node<T> {
    const ends = this.dealOut(from, to, shift, depth)
    const bottom = this.top
    let bitmap = 0
    let start = from
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const end = numberAt(ends, slot)
      if (end === start) continue
      bitmap |= bitAt(slot, 0)
      this.made[this.top] = this.slot(start, end, shift + LEVEL_BITS, seed, depth + 1)
      this.top += 1
      start = end
    }
    const items = this.made.slice(bottom, this.top)
    this.top = bottom
    return new Node(bitmap, items, undefined)
  }

  /** What stands for a part that is not empty: its one row, or a node. */
  private slot(from: number, to: number, shift: number, seed: number, depth: number): Slot<T> {
    if (to - from === 1 || (shift === HASH_BITS && this.areEqual(from, to))) {
      this.count += 1
      return this.row(to - 1)
    }
    if (shift < HASH_BITS) return this.collapsed(this.node(from, to, shift, seed, depth))
    if (seed === MAX_SEED) throw tooManyCollisions()
    this.hash(from, to, seed + 1)
    return this.collapsed(this.node(from, to, 0, seed + 1, depth))
  }

  /** A row on its own takes the place of its node. */
  private collapsed(node: Node<T>): Slot<T> {
    const [only] = node.items
    return node.items.length === 1 && only !== undefined && !(only instanceof Node) ? only : node
  }

  /** Orders a part by slot, the rows of a slot as they were, and says where each slot ends. */
  private dealOut(from: number, to: number, shift: number, depth: number): Int32Array {
    const { hashes, order, spare } = this
    this.ends[depth] ??= new Int32Array(SLOTS)
    const ends = this.ends[depth].fill(0)
    const slotOf = (position: number): number => slotAt(numberAt(hashes, position), shift)
    for (let place = from; place < to; place += 1) {
      const slot = slotOf(numberAt(order, place))
      ends[slot] = numberAt(ends, slot) + 1
    }
    let start = from
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const size = numberAt(ends, slot)
      ends[slot] = start
      start += size
    }
    for (let place = from; place < to; place += 1) {
      const position = numberAt(order, place)
      const slot = slotOf(position)
      const free = numberAt(ends, slot)
      spare[free] = position
      ends[slot] = free + 1
    }
    for (let place = from; place < to; place += 1) order[place] = numberAt(spare, place)
    return ends
  }

  private areEqual(from: number, to: number): boolean {
    for (let place = from + 1; place < to; place += 1) if (!this.identity.equals(this.row(from), this.row(place))) return false
    return true
  }

  private hash(from: number, to: number, seed: number): void {
    for (let place = from; place < to; place += 1)
      this.hashes[numberAt(this.order, place)] = this.identity.hash(this.row(place), seed)
  }

  private row(place: number): T {
    return this.rows[numberAt(this.order, place)] as T
  }
}

/** The trie that putting the rows one after the other would give. */
export const buildTrie = <K, T extends K>(
  identity: Identity<K>,
  rows: readonly T[]
): { readonly root: Node<T>; readonly count: number } => {
  const builder = new Builder<K, T>(identity, rows)
  const root = builder.node(0, rows.length, 0, 0, 0)
  return { root, count: builder.count }
}
