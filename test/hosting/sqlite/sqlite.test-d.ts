/** The store in SQLite, and the handle that it takes. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import type { Store } from '../../../src/hosting/runtime/index.ts'
import {
  type SqliteDatabase,
  type SqliteStatement,
  type SqliteStore,
  type SqliteStoreOptions,
  sqliteStore
} from '../../../src/hosting/sqlite/index.ts'

declare const database: SqliteDatabase

expectTypeOf(sqliteStore({ database: 'file.db' })).resolves.toEqualTypeOf<SqliteStore>()
expectTypeOf(sqliteStore).parameters.toEqualTypeOf<[SqliteStoreOptions]>()
expectTypeOf<SqliteStore>().toExtend<Store>()
expectTypeOf<SqliteStore['joining']>().toEqualTypeOf<() => Store>()
expectTypeOf(database.prepare('SELECT 1')).toEqualTypeOf<SqliteStatement>()
// @ts-expect-error a database is needed
void sqliteStore({ prefix: 'p_' })
// @ts-expect-error a path is a text
void sqliteStore({ database: 1 })
