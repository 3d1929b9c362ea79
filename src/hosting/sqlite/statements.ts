/** The statements of the SQLite store, prepared once for a handle. */
import type { SqliteDatabase, SqliteStatement } from './database.ts'

type Value = string | number | null

interface Statement extends SqliteStatement {
  run(...values: Value[]): { readonly changes: number | bigint }
  get(...values: Value[]): unknown
  all(...values: Value[]): unknown[]
}

export const prepareStatements = (database: SqliteDatabase, p: string) => {
  const prepare = (sql: string): Statement => database.prepare(sql)
  return {
    version: prepare(`SELECT version FROM ${p}aggregates WHERE system = ? AND id = ?`),
    snapshot: prepare(`SELECT version, text FROM ${p}snapshots WHERE system = ? AND id = ?`),
    events: prepare(`SELECT event FROM ${p}events WHERE system = ? AND id = ? AND version > ? ORDER BY version LIMIT ?`),
    reply: prepare(`SELECT fingerprint, reply FROM ${p}replies WHERE system = ? AND caller = ? AND key = ? AND expires_at > ?`),
    keepReply: prepare(
      `INSERT OR REPLACE INTO ${p}replies (system, caller, key, fingerprint, reply, expires_at) VALUES (?, ?, ?, ?, ?, ?)`
    ),
    keepHead: prepare(
      `INSERT INTO ${p}aggregates (system, id, version, next_deadline) VALUES (?, ?, ?, ?)
       ON CONFLICT (system, id) DO UPDATE SET version = excluded.version, next_deadline = excluded.next_deadline`
    ),
    keepEvent: prepare(`INSERT INTO ${p}events (system, id, version, event) VALUES (?, ?, ?, ?)`),
    keepSnapshot: prepare(`INSERT OR REPLACE INTO ${p}snapshots (system, id, version, text) VALUES (?, ?, ?, ?)`),
    keepLabel: prepare(`INSERT OR IGNORE INTO ${p}labels (system, label, id) VALUES (?, ?, ?)`),
    moveDeadline: prepare(`UPDATE ${p}aggregates SET next_deadline = ? WHERE system = ? AND id = ? AND version = ?`),
    due: prepare(
      `SELECT id, next_deadline FROM ${p}aggregates WHERE system = ? AND next_deadline <= ? ORDER BY next_deadline LIMIT ?`
    ),
    earliestDeadline: prepare(`SELECT min(next_deadline) AS at FROM ${p}aggregates WHERE system = ? AND next_deadline > ?`),
    ids: prepare(`SELECT id FROM ${p}aggregates WHERE system = ? AND id > ? ORDER BY id LIMIT ?`),
    firstIds: prepare(`SELECT id FROM ${p}aggregates WHERE system = ? ORDER BY id LIMIT ?`),
    labelled: prepare(`SELECT id FROM ${p}labels WHERE system = ? AND label = ? AND id > ? ORDER BY id LIMIT ?`),
    firstLabelled: prepare(`SELECT id FROM ${p}labels WHERE system = ? AND label = ? ORDER BY id LIMIT ?`),
    pending: prepare(
      `SELECT id, acknowledged FROM ${p}aggregates
       WHERE system = ? AND acknowledged < version AND held_until <= ? ORDER BY held_until LIMIT ?`
    ),
    hold: prepare(`UPDATE ${p}aggregates SET holder = ?, held_until = ? WHERE system = ? AND id = ?`),
    acknowledge: prepare(`UPDATE ${p}aggregates SET acknowledged = ?, held_until = ? WHERE system = ? AND id = ? AND holder = ?`),
    earliestHoldEnd: prepare(`SELECT min(held_until) AS at FROM ${p}aggregates WHERE system = ? AND acknowledged < version`),
    forgetReplies: prepare(`DELETE FROM ${p}replies WHERE rowid IN (SELECT rowid FROM ${p}replies WHERE expires_at <= ? LIMIT ?)`)
  }
}

export type Statements = ReturnType<typeof prepareStatements>
