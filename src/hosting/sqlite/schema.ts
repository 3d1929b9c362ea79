/** The tables of the SQLite store, from version to version. */
import { checkSchemaVersion } from '../runtime/sql-text.ts'
import type { SqliteDatabase } from './database.ts'

/** What leads from each version to the next; the first from nothing to 1. What has been released is never changed. */
const migrations: readonly ((prefix: string) => string)[] = [
  (p) => `
    CREATE TABLE ${p}aggregates (
      system TEXT NOT NULL, id TEXT NOT NULL,
      version INTEGER NOT NULL, next_deadline REAL,
      acknowledged INTEGER NOT NULL DEFAULT 0, holder TEXT NOT NULL DEFAULT '', held_until REAL NOT NULL DEFAULT 0,
      PRIMARY KEY (system, id)
    ) WITHOUT ROWID;
    CREATE INDEX ${p}deadlines ON ${p}aggregates (system, next_deadline) WHERE next_deadline IS NOT NULL;
    CREATE INDEX ${p}pending ON ${p}aggregates (system, held_until) WHERE acknowledged < version;
    CREATE TABLE ${p}events (
      system TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, event TEXT NOT NULL,
      PRIMARY KEY (system, id, version)
    ) WITHOUT ROWID;
    CREATE TABLE ${p}snapshots (
      system TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, text TEXT NOT NULL,
      PRIMARY KEY (system, id)
    );
    CREATE TABLE ${p}labels (
      system TEXT NOT NULL, label TEXT NOT NULL, id TEXT NOT NULL,
      PRIMARY KEY (system, label, id)
    ) WITHOUT ROWID;
    CREATE TABLE ${p}replies (
      system TEXT NOT NULL, caller TEXT NOT NULL, key TEXT NOT NULL,
      fingerprint TEXT NOT NULL, reply TEXT NOT NULL, expires_at REAL NOT NULL,
      PRIMARY KEY (system, caller, key)
    );
    CREATE INDEX ${p}replies_by_end ON ${p}replies (expires_at);`
]

/** Brings the tables to the version that this library knows, in a transaction that is open already. */
export const migrate = (database: SqliteDatabase, prefix: string): void => {
  database.exec(`CREATE TABLE IF NOT EXISTS ${prefix}schema (version INTEGER NOT NULL)`)
  const row = database.prepare(`SELECT max(version) AS version FROM ${prefix}schema`).get() as {
    version?: number | bigint | null
  }
  if (row.version === undefined) throw new Error('the handle must give rows as objects')
  const found = Number(row.version ?? 0)
  checkSchemaVersion(found, migrations.length)
  for (const migration of migrations.slice(found)) database.exec(migration(prefix))
  if (found < migrations.length) database.exec(`INSERT INTO ${prefix}schema (version) VALUES (${migrations.length})`)
}
