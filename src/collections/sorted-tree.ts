/** A persistent B+tree: rows in a total order. Old versions stay intact; a change copies the nodes on its way and no others. */
import type { Batch } from './batch.ts'

/**
 * A total order: negative if `a` comes first, positive if `b` does, 0 only if both take the same place.
 * @internal
 */
export type Compare<T> = (a: T, b: T) => number

const MAX = 32
const MIN = 16

/**
 * A leaf has rows in order. An inner node has kids and, to search among them, the first row of each: exactly that row,
 * so that a removed row is not kept in memory. Only nodes at the right edge of the tree have fewer than MIN rows.
 */
class Node<T> {
  rows: readonly T[]
  kids: readonly Node<T>[] | undefined
  readonly owner: Batch | undefined

  constructor(rows: readonly T[], kids: readonly Node<T>[] | undefined, owner: Batch | undefined) {
    this.rows = rows
    this.kids = kids
    this.owner = owner
  }

  /** With other content, in place if the batch owns this node. */
  with(rows: readonly T[], kids: readonly Node<T>[] | undefined, batch: Batch | undefined): Node<T> {
    if (batch === undefined || this.owner !== batch) return new Node(rows, kids, batch)
    this.rows = rows
    this.kids = kids
    return this
  }

  /** An inner node with `parts` in place of `count` kids from `at` on. */
  withKids(at: number, count: number, parts: readonly Node<T>[], batch: Batch | undefined): Node<T> {
    const [kid] = parts
    const first = kid?.rows[0]
    if (kid !== undefined && first !== undefined && count === 1 && parts.length === 1) {
      const rows = first === this.rows[at] ? this.rows : this.rows.with(at, first)
      return this.with(rows, this.kids?.with(at, kid), batch)
    }
    return this.with(this.rows.toSpliced(at, count, ...firstRows(parts)), this.kids?.toSpliced(at, count, ...parts), batch)
  }
}

/** The way down to a leaf: the inner nodes, and which of its kids was taken. */
interface Step<T> {
  readonly node: Node<T>
  readonly at: number
}

const firstRows = <T>(nodes: readonly Node<T>[]): T[] => nodes.flatMap((node) => node.rows.slice(0, 1))

/** For how many rows, all at the start, `isBefore` holds. */
const countBefore = <T>(rows: readonly T[], isBefore: (row: T) => boolean): number => {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    const row = rows[middle]
    if (row !== undefined && isBefore(row)) low = middle + 1
    else high = middle
  }
  return low
}

const split = <T>(node: Node<T>, at: number, batch: Batch | undefined): Node<T>[] => [
  new Node(node.rows.slice(0, at), node.kids?.slice(0, at), batch),
  new Node(node.rows.slice(at), node.kids?.slice(at), batch)
]

/** Neighbours as one node if they fit, else as two of the same size. */
const join = <T>(left: Node<T>, right: Node<T>, batch: Batch | undefined): Node<T>[] => {
  const node = new Node(left.rows.concat(right.rows), left.kids?.concat(right.kids ?? []), batch)
  return node.rows.length <= MAX ? [node] : split(node, node.rows.length >> 1, batch)
}

/** What becomes of a parent whose kid has lost a row: a kid less than half full is joined with a neighbour. */
const settle = <T>({ node, at }: Step<T>, kid: Node<T>, batch: Batch | undefined): Node<T> => {
  const left = node.kids?.[at - 1]
  const right = node.kids?.[at + 1]
  if (kid.rows.length >= MIN) return node.withKids(at, 1, [kid], batch)
  if (left !== undefined) return node.withKids(at - 1, 2, join(left, kid, batch), batch)
  if (right !== undefined) return node.withKids(at, 2, join(kid, right, batch), batch)
  return node.withKids(at, 1, kid.rows.length === 0 ? [] : [kid], batch)
}

const chunks = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / MAX) }, (_, i) => items.slice(i * MAX, (i + 1) * MAX))

/**
 * A persistent set of rows in a total order: a B+tree, at most 32 rows a node. `put` and `remove` copy the path to one row and
 * share the rest with the version before.
 *
 * Given a batch, `put` and `remove` may change and return this very object, if the same batch made it.
 * @internal
 */
export class SortedTree<T> implements Iterable<T> {
  private readonly compare: Compare<T>
  private readonly owner: Batch | undefined
  private root: Node<T>
  private count: number

  private constructor(compare: Compare<T>, root: Node<T>, count: number, owner: Batch | undefined) {
    this.compare = compare
    this.root = root
    this.count = count
    this.owner = owner
  }

  /** A tree without rows. O(1) */
  static empty<T>(compare: Compare<T>): SortedTree<T> {
    return new SortedTree(compare, new Node<T>([], undefined, undefined), 0, undefined)
  }

  /** A tree of rows that are in strictly ascending order already; throws a RangeError if they are not. O(n) */
  static fromSorted<T>(rows: readonly T[], compare: Compare<T>): SortedTree<T> {
    rows.forEach((row, i) => {
      const before = rows[i - 1]
      if (before !== undefined && compare(before, row) >= 0) throw new RangeError('Rows are not in strictly ascending order')
    })
    let nodes = chunks(rows).map((part) => new Node(part, undefined, undefined))
    while (nodes.length > 1) nodes = chunks(nodes).map((kids) => new Node(firstRows(kids), kids, undefined))
    const [root] = nodes
    return root === undefined ? SortedTree.empty(compare) : new SortedTree(compare, root, rows.length, undefined)
  }

  /** How many rows there are. O(1) */
  get size(): number {
    return this.count
  }

  /** The row that comes first. O(1) */
  first(): T | undefined {
    return this.root.rows[0]
  }

  /** The row that comes last. O(log n) */
  last(): T | undefined {
    return this.lastBefore(() => true)
  }

  /** With this row, instead of the one in its place if there is one; the very same row again gives this tree. O(log n) */
  put(row: T, batch?: Batch): SortedTree<T> {
    const path: Step<T>[] = []
    const leaf = this.descend(row, path)
    const at = countBefore(leaf.rows, (other) => this.compare(other, row) < 0)
    const former = leaf.rows[at]
    if (former === row) return this
    const replaced = former !== undefined && this.compare(former, row) === 0 ? 1 : 0
    // A row at the very end is probably not the last one to be appended: the nodes it leaves behind stay full.
    const isAppended = at === leaf.rows.length && path.every((step) => step.at === step.node.rows.length - 1)
    const fitted = (node: Node<T>): Node<T>[] => (node.rows.length <= MAX ? [node] : split(node, isAppended ? MAX : MIN, batch))
    let parts = fitted(leaf.with(leaf.rows.toSpliced(at, replaced, row), undefined, batch))
    for (let step = path.pop(); step !== undefined; step = path.pop()) {
      parts = fitted(step.node.withKids(step.at, 1, parts, batch))
    }
    const [root] = parts
    const isHigher = root === undefined || parts.length > 1
    return this.next(isHigher ? new Node(firstRows(parts), parts, batch) : root, this.count + 1 - replaced, batch)
  }

  /** Without the row in the place of this one; this very tree if there is none. O(log n) */
  remove(row: T, batch?: Batch): SortedTree<T> {
    const path: Step<T>[] = []
    const leaf = this.descend(row, path)
    const at = countBefore(leaf.rows, (other) => this.compare(other, row) < 0)
    const former = leaf.rows[at]
    if (former === undefined || this.compare(former, row) !== 0) return this
    let node = leaf.with(leaf.rows.toSpliced(at, 1), undefined, batch)
    for (let step = path.pop(); step !== undefined; step = path.pop()) node = settle(step, node, batch)
    for (let kids = node.kids; kids?.length === 1; kids = node.kids) node = kids[0] ?? node
    return this.next(node, this.count - 1, batch)
  }

  /** The last row for which `isBefore` holds; it must hold for a part of the order from the start on. O(log n) */
  lastBefore(isBefore: (row: T) => boolean): T | undefined {
    let node: Node<T> | undefined = this.root
    let row: T | undefined
    while (node !== undefined) {
      const at: number = countBefore(node.rows, isBefore) - 1
      row = node.rows[at]
      node = node.kids?.[at]
    }
    return row
  }

  /**
   * Rows in order, from the first one for which `isBefore` does not hold. O(log n) to the first row, O(1) to the next.
   * Going on with the batch that made this tree while iterating over it gives a mixture of both.
   */
  *from(isBefore: (row: T) => boolean): IterableIterator<T> {
    const open: Node<T>[] = []
    let isEdge = true
    for (let node: Node<T> | undefined = this.root; node !== undefined; node = open.pop()) {
      const before = isEdge ? countBefore(node.rows, isBefore) : 0
      if (node.kids !== undefined) open.push(...node.kids.slice(Math.max(0, before - 1)).reverse())
      else {
        isEdge = false
        for (const row of before === 0 ? node.rows : node.rows.slice(before)) yield row
      }
    }
  }

  /** All rows in order. O(n) */
  [Symbol.iterator](): IterableIterator<T> {
    return this.from(() => false)
  }

  /** The leaf where a row has its place. */
  private descend(row: T, path: Step<T>[]): Node<T> {
    const isAtMost = (other: T): boolean => this.compare(other, row) <= 0
    let node = this.root
    for (;;) {
      const at = Math.max(0, countBefore(node.rows, isAtMost) - 1)
      const kid = node.kids?.[at]
      if (kid === undefined) return node
      path.push({ node, at })
      node = kid
    }
  }

  private next(root: Node<T>, count: number, batch: Batch | undefined): SortedTree<T> {
    if (batch === undefined || this.owner !== batch) return new SortedTree(this.compare, root, count, batch)
    this.root = root
    this.count = count
    return this
  }
}
