/** Persistent collections: immutable values of which a changed version shares all that has not changed. They know nothing of the domain. */
export type { Batch } from './batch.ts'
export { newBatch } from './batch.ts'
export type { Former, Identity } from './hash-trie.ts'
export { HashTrie, hashString, hashStrings } from './hash-trie.ts'
export type { Compare } from './sorted-tree.ts'
export { SortedTree } from './sorted-tree.ts'
export type { TableSchema, View } from './table.ts'
export { Table } from './table.ts'
