import fc from 'fast-check'
import type { Batch, Identity } from '../../src/collections/index.ts'
import { hashString, newBatch } from '../../src/collections/index.ts'

/** A row as tests use it: its identity, a place in an order, and a mark that tells one version of it from another. */
export interface Row {
  readonly id: string
  readonly place: number
  readonly mark: number
}

export type Key = Pick<Row, 'id'>

const byId = (hash: (id: string, seed: number) => number): Identity<Key> => ({
  hash: (key, seed) => hash(key.id, seed),
  equals: (a, b) => a.id === b.id
})

/** Identities from good to terrible: the worse the hash, the more often keys meet and have to be told apart deeper down. */
export const identities: Readonly<Record<string, Identity<Key>>> = {
  good: byId(hashString),
  'three values at seed 0': byId((id, seed) => (seed === 0 ? id.length % 3 : hashString(id, seed))),
  'constant up to seed 2': byId((id, seed) => (seed < 3 ? -1 : hashString(id, seed))),
  'top bits only': byId((id, seed) => hashString(id, seed) & 0xf8000000),
  'one bit at every seed': byId((id, seed) => hashString(id, seed) & 1)
}

export const good: Identity<Key> = byId(hashString)

const hostileIds = ['__proto__', 'constructor', 'toString', '', '\0', '\0\0', '\ud800', '\udc00', '\ud800\ud800', 'é', 'e\u0301']

/** Few enough ids that puts replace and removals hit. */
export const fewIds: readonly string[] = [...hostileIds, 'x'.repeat(5000), `${'x'.repeat(5000)}y`, 'ab', 'ba']

/** Enough ids for three levels. */
export const manyIds: readonly string[] = Array.from({ length: 1500 }, (_, i) => `id-${i.toString(36)}`)

export interface Change {
  readonly kind: 'put' | 'remove'
  readonly row: Row
}

/** Changes in groups; each group leaves a version, and runs in a batch or not. */
export interface Group {
  readonly changes: readonly Change[]
  readonly inBatch: boolean
}

export const groupsOf = (ids: readonly string[], longest: number): fc.Arbitrary<Group[]> => {
  const row = fc.record({ id: fc.constantFrom(...ids), place: fc.nat(6), mark: fc.nat(3) })
  const change = fc.record({ kind: fc.constantFrom('put' as const, 'put' as const, 'remove' as const), row })
  const changes = fc.array(change, { minLength: 1, maxLength: longest, size: 'max' })
  return fc.array(fc.record({ changes, inBatch: fc.boolean() }), { minLength: 1, maxLength: 8, size: 'max' })
}

export interface Changeable<C> {
  put(row: Row, batch?: Batch): C
  remove(row: Row, batch?: Batch): C
}

/** Runs groups of changes and gives every version they leave, each with the rows it has to have. */
export const versionsOf = <C extends Changeable<C>>(
  start: C,
  groups: readonly Group[],
  keyOf: (row: Row) => string
): { version: C; rows: Map<string, Row> }[] => {
  const versions = [{ version: start, rows: new Map<string, Row>() }]
  for (const { changes, inBatch } of groups) {
    const last = versions.at(-1) ?? { version: start, rows: new Map<string, Row>() }
    const rows = new Map(last.rows)
    const batch = inBatch ? newBatch() : undefined
    let version = last.version
    for (const { kind, row } of changes) {
      version = version[kind](row, batch)
      if (kind === 'put') rows.set(keyOf(row), row)
      else rows.delete(keyOf(row))
    }
    versions.push({ version, rows })
  }
  return versions
}

/** Nodes as tests see them: both kinds of trees have a root, and nodes with other nodes in `items` or in `kids`. */
export interface SeenNode {
  readonly rows?: readonly unknown[]
  readonly items?: readonly unknown[]
  readonly kids?: readonly SeenNode[] | undefined
}

/** The private root of a collection; `size` alone would not tell whether memory is given back. */
export const rootOf = (collection: object): SeenNode => (collection as { root: SeenNode }).root

/** The nodes directly under a node. */
export const kidsOf = (node: SeenNode): readonly SeenNode[] =>
  node.kids ?? (node.items ?? []).filter((item): item is SeenNode => (item as SeenNode).items !== undefined)

export const nodesOf = (node: SeenNode): SeenNode[] => [node, ...kidsOf(node).flatMap(nodesOf)]

export const depthOf = (node: SeenNode): number => 1 + Math.max(0, ...kidsOf(node).map(depthOf))

/** What the nodes of a sorted tree must be like, for searches to be right and for memory to be bounded by the number of rows. */
export const expectSound = (tree: object): void => {
  const check = (node: SeenNode, isRoot: boolean, isAtEdge: boolean): number => {
    const rows = node.rows ?? []
    const kids = kidsOf(node)
    if (rows.length > 32 || (!isAtEdge && rows.length < 16)) throw new Error(`A node has ${rows.length} rows`)
    if (node.kids === undefined) return 1
    if (isRoot ? kids.length < 2 : kids.length < 1) throw new Error('A node is not needed')
    if (kids.length !== rows.length) throw new Error('A row a kid is missing')
    if (!kids.every((kid, i) => kid.rows?.[0] === rows[i])) throw new Error('A row of an inner node is not the first of its kid')
    const depths = new Set(kids.map((kid, i) => check(kid, false, isAtEdge && i === kids.length - 1)))
    if (depths.size !== 1) throw new Error('Leaves are not at the same level')
    return 1 + Math.max(...depths)
  }
  check(rootOf(tree), true, true)
}

/** Everything a collection keeps, as text, without the owners of its nodes. */
export const shapeOf = (collection: object): string =>
  JSON.stringify(rootOf(collection), (key, value) => (key === 'owner' ? undefined : value))

/** The same pseudo random numbers in every run, from 0 up to 1. */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return (state >>> 0) / 2 ** 32
  }
}

export const rowOf = (id: string, mark = 0, place = 0): Row => Object.freeze({ id, place, mark })
