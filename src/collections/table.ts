/** A persistent table: rows by identity, with ordered views kept beside them. */
import type { Batch } from './batch.ts'
import { type Former, HashTrie } from './hash-trie.ts'
import type { Compare } from './sorted-tree.ts'
import { SortedTree } from './sorted-tree.ts'
import type { Identity } from './trie-node.ts'

/**
 * An ordered part of a table: the rows for which `holds` is true, in the order of `compare`, which must not give 0 for rows with
 * different identities. Both may look at the row alone.
 * @internal
 */
export interface View<T> {
  readonly holds: (row: T) => boolean
  readonly compare: Compare<T>
}

/**
 * What makes rows the same, and which ordered views are kept.
 * @internal
 */
export interface TableSchema<K, T extends K, V extends string> {
  readonly identity: Identity<K>
  readonly views: Readonly<Record<V, View<T>>>
}

/** A schema with its views in an order of their own, so that the trees of a table can be a plain array. */
interface Plan<K, T extends K, V extends string> {
  readonly identity: Identity<K>
  readonly names: readonly V[]
  readonly views: readonly View<T>[]
}

const planOf = <K, T extends K, V extends string>({ identity, views }: TableSchema<K, T, V>): Plan<K, T, V> => {
  const names = Object.keys(views) as V[]
  return { identity, names, views: names.map((name) => views[name]) }
}

/**
 * A persistent table: rows by identity, with ordered views kept beside them. A row that no view holds costs what it costs in a
 * trie, and for each view that holds it a place in a tree more.
 *
 * Given a batch, `put` and `remove` may change and return this very object, if the same batch made it.
 * @internal
 */
export class Table<K, T extends K, V extends string> implements Iterable<T> {
  private readonly plan: Plan<K, T, V>
  private readonly owner: Batch | undefined
  private rows: HashTrie<K, T>
  private trees: readonly SortedTree<T>[]

  private constructor(plan: Plan<K, T, V>, rows: HashTrie<K, T>, trees: readonly SortedTree<T>[], owner: Batch | undefined) {
    this.plan = plan
    this.rows = rows
    this.trees = trees
    this.owner = owner
  }

  /** A table without rows. O(number of views) */
  static empty<K, T extends K, V extends string>(schema: TableSchema<K, T, V>): Table<K, T, V> {
    return Table.from(schema, [])
  }

  /** A table of rows, a later one instead of an earlier one with the same identity. O(n), and a sort for each view */
  static from<K, T extends K, V extends string>(schema: TableSchema<K, T, V>, rows: Iterable<T>): Table<K, T, V> {
    const plan = planOf(schema)
    const given = Array.from(rows)
    const trie = HashTrie.from<K, T>(plan.identity, given)
    // In the order given, if possible: rows often come sorted, and then sorting them again takes linear time.
    const kept = trie.size === given.length ? given : [...trie]
    const trees = plan.views.map(({ holds, compare }) => SortedTree.fromSorted(kept.filter(holds).sort(compare), compare))
    return new Table(plan, trie, trees, undefined)
  }

  /** How many rows there are. O(1) */
  get size(): number {
    return this.rows.size
  }

  /** The row with this identity, if there is one. O(log32 n) */
  get(key: K): T | undefined {
    return this.rows.get(key)
  }

  /**
   * With this row, instead of an equal one if there is one; the very same row again gives this table.
   * O(log32 n), and O(log n) for each view that holds the row or held the one before
   */
  put(row: T, batch?: Batch): Table<K, T, V> {
    const former: Former<T> = { row: undefined }
    const rows = this.rows.put(row, batch, former)
    return former.row === row ? this : this.next(rows, this.viewsWith(former.row, row, batch), batch)
  }

  /** Without the row of this identity; this very table if there is none. Costs what `put` costs. */
  remove(key: K, batch?: Batch): Table<K, T, V> {
    const former: Former<T> = { row: undefined }
    const rows = this.rows.remove(key, batch, former)
    return former.row === undefined ? this : this.next(rows, this.viewsWith(former.row, undefined, batch), batch)
  }

  /** The rows that a view holds, in its order. O(number of views) */
  view(name: V): SortedTree<T> {
    const tree = this.trees[this.plan.names.indexOf(name)]
    if (tree === undefined) throw new RangeError(`The table has no view '${name}'`)
    return tree
  }

  /** All rows, in an order that depends on the rows alone. O(n) */
  [Symbol.iterator](): IterableIterator<T> {
    return this.rows[Symbol.iterator]()
  }

  private viewsWith(former: T | undefined, row: T | undefined, batch: Batch | undefined): readonly SortedTree<T>[] {
    let trees = this.trees
    this.plan.views.forEach(({ holds, compare }, i) => {
      const tree = trees[i]
      const leaving = former !== undefined && holds(former) ? former : undefined
      const entering = row !== undefined && holds(row) ? row : undefined
      if (tree === undefined || (leaving === undefined && entering === undefined)) return
      const staysInPlace = leaving !== undefined && entering !== undefined && compare(leaving, entering) === 0
      const rest = leaving === undefined || staysInPlace ? tree : tree.remove(leaving, batch)
      const next = entering === undefined ? rest : rest.put(entering, batch)
      if (next !== tree) trees = trees.with(i, next)
    })
    return trees
  }

  private next(rows: HashTrie<K, T>, trees: readonly SortedTree<T>[], batch: Batch | undefined): Table<K, T, V> {
    if (batch === undefined || this.owner !== batch) return new Table(this.plan, rows, trees, batch)
    this.rows = rows
    this.trees = trees
    return this
  }
}
