/** The nodes of a hash trie, and how the bits of a hash lead through them. */
import type { Batch } from './batch.ts'

/**
 * What makes two keys the same. `hash` gives an int32 (other numbers are cut down to one) and must agree on equal keys. `seed`
 * counts up from 0: keys that are not equal must get different hashes under most seeds, so from seed 1 on the hash has to depend
 * on everything that `equals` looks at. Seed 0 may be a cheap hash of the most telling part.
 * @internal
 */
export interface Identity<K> {
  readonly hash: (key: K, seed: number) => number
  readonly equals: (a: K, b: K) => boolean
}

export type Slot<T> = T | Node<T>

export const LEVEL_BITS = 5
const LEVEL_MASK = 31
/** Six levels to a hash; the two bits left over would make a level of four slots. */
export const HASH_BITS = 30
/** A guard against an identity that breaks its contract: honest hashes part hostile keys within two or three seeds. */
export const MAX_SEED = 32

export const countBits = (bits: number): number => {
  const pairs = bits - ((bits >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** The slot that a hash leads to, at the level of `shift`. */
export const slotAt = (hash: number, shift: number): number => (hash >>> shift) & LEVEL_MASK

/** The same as a bit. */
export const bitAt = (hash: number, shift: number): number => 1 << slotAt(hash, shift)

export const tooManyCollisions = (): Error => new Error('Identity.hash gives the same hashes to keys that are not equal')

/** `items` holds a row or a node for each bit of `bitmap`, in the order of the bits. Every node but the root covers two rows. */
export class Node<T> {
  bitmap: number
  items: Slot<T>[]
  readonly owner: Batch | undefined

  constructor(bitmap: number, items: Slot<T>[], owner: Batch | undefined) {
    this.bitmap = bitmap
    this.items = items
    this.owner = owner
  }

  /** This node if the batch owns it, else a copy that the batch owns. */
  own(batch: Batch | undefined): Node<T> {
    return batch !== undefined && this.owner === batch ? this : new Node(this.bitmap, this.items.slice(), batch)
  }

  /** With other items, in place if the batch owns this node. `toSpliced` sizes arrays exactly, `splice` leaves slack in them. */
  with(bitmap: number, items: Slot<T>[], batch: Batch | undefined): Node<T> {
    if (batch === undefined || this.owner !== batch) return new Node(bitmap, items, batch)
    this.bitmap = bitmap
    this.items = items
    return this
  }
}
