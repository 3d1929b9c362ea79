/** `association-lifecycle/sqlite`: a store for the runtime in an SQLite database. */
export type { SqliteDatabase, SqliteStatement } from './database.ts'
export { type SqliteStore, type SqliteStoreOptions, sqliteStore } from './store.ts'
