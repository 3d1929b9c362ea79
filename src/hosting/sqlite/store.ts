/** The store in SQLite: one file, one machine, any number of processes on it. */

import { escapeText, identifierOf, unescapeText } from '../runtime/sql-text.ts'
import type { Committed, KeyedReply, KnownKey, Loaded, Store } from '../runtime/store.ts'
import { openFile, type SqliteDatabase } from './database.ts'
import { migrate } from './schema.ts'
import { prepareStatements, type Statements } from './statements.ts'
import { joiningTransaction, type Transact, transacting } from './transaction.ts'

/** Where the store keeps what it keeps. */
export interface SqliteStoreOptions {
  /** A handle that the host has opened, and closes; or the path of a file, which the store opens and closes itself. */
  readonly database: SqliteDatabase | string
  /** What the names of all tables begin with: small letters, digits, underscores. Default: `association_`. */
  readonly prefix?: string
  /** How long to wait for another process's transaction, in milliseconds; set on a given handle, too. Default: 5,000. */
  readonly busyTimeoutMs?: number
}

/** A store in an SQLite database. */
export interface SqliteStore extends Store {
  /** The store within the transaction that the host has open on the same handle: for `runtime.joining`. */
  joining(): Store
}

/** The rows of a statement; what they hold is what the statement asks for. */
const rowsOf = <Row>(rows: unknown[]): readonly Row[] => rows as readonly Row[]
const rowOf = <Row>(row: unknown): Row | undefined => (row ?? undefined) as Row | undefined

const noLimit = -1

/** A handle may give whole numbers as bigints. */
type Whole = number | bigint

type At = { readonly at: number | null }

const storeOf = (statements: Statements, transact: Transact, close: () => void): Store => {
  const versionOf = (system: string, id: string): number =>
    Number(rowOf<{ version: Whole }>(statements.version.get(system, id))?.version ?? 0)

  const snapshotOf = (system: string, id: string): Loaded['snapshot'] => {
    const found = rowOf<{ version: Whole; text: string }>(statements.snapshot.get(system, id))
    return found && { version: Number(found.version), text: found.text }
  }

  const eventsOf = (system: string, id: string, after: number, limit: number): readonly string[] =>
    rowsOf<{ event: string }>(statements.events.all(system, id, after, limit)).map(({ event }) => event)

  /** The reply under the same key, if there is one; else this one is kept. */
  const keepReply = (system: string, keyed: KeyedReply): KnownKey | undefined => {
    const { key, fingerprint, reply, now, expiresAt } = keyed
    const caller = escapeText(keyed.caller)
    const known = rowOf<Pick<KnownKey, 'fingerprint' | 'reply'>>(statements.reply.get(system, caller, key, now))
    if (known !== undefined) return { kind: 'known', fingerprint: known.fingerprint, reply: known.reply }
    statements.keepReply.run(system, caller, key, fingerprint, reply, expiresAt)
    return undefined
  }

  return {
    load: async (key, afterVersion = 0): Promise<Loaded> => {
      const { system } = key
      const id = escapeText(key.id)
      if (afterVersion > 0 && transact('one read', () => versionOf(system, id)) === afterVersion)
        return { version: afterVersion, events: [] }
      return transact('read', () => {
        const version = versionOf(system, id)
        const found = afterVersion > 0 ? undefined : snapshotOf(system, id)
        const events = eventsOf(system, id, found?.version ?? afterVersion, noLimit)
        return { version, ...(found && { snapshot: found }), events }
      })
    },

    append: async ({ key, expectedVersion, events, snapshot, nextDeadline, labels, keyed }) => {
      const { system } = key
      const id = escapeText(key.id)
      return transact('write', (): Committed => {
        if (versionOf(system, id) !== expectedVersion) {
          const now = keyed?.now ?? 0
          const known = keyed && rowOf<KnownKey>(statements.reply.get(system, escapeText(keyed.caller), keyed.key, now))
          return known ? { kind: 'known', fingerprint: known.fingerprint, reply: known.reply } : { kind: 'conflict' }
        }
        const known = keyed && keepReply(system, keyed)
        if (known !== undefined) return known
        const version = expectedVersion + events.length
        statements.keepHead.run(system, id, version, nextDeadline ?? null)
        for (const [at, event] of events.entries()) statements.keepEvent.run(system, id, expectedVersion + at + 1, event)
        if (snapshot !== undefined) statements.keepSnapshot.run(system, id, version, snapshot)
        for (const label of labels) statements.keepLabel.run(system, escapeText(label), id)
        return { kind: 'committed' }
      })
    },

    remember: async (system, keyed) => transact('write', () => keepReply(system, keyed) ?? { kind: 'remembered' }),

    events: async ({ system, id }, afterVersion, limit) =>
      transact('one read', () => eventsOf(system, escapeText(id), afterVersion, limit)),

    moveDeadline: async ({ system, id }, version, nextDeadline) => {
      transact('write', () => statements.moveDeadline.run(nextDeadline ?? null, system, escapeText(id), version))
    },

    due: async (system, now, limit) =>
      rowsOf<{ id: string; next_deadline: number }>(transact('one read', () => statements.due.all(system, now, limit))).map(
        (row) => ({ id: unescapeText(row.id), deadline: row.next_deadline })
      ),

    earliestDeadline: async (system, after = -Number.MAX_VALUE) =>
      rowOf<At>(transact('one read', () => statements.earliestDeadline.get(system, after)))?.at ?? undefined,

    ids: async (system, { label, after, limit }) => {
      const { ids, firstIds, labelled, firstLabelled } = statements
      const under = label === undefined ? [system] : [system, escapeText(label)]
      const [all, first] = label === undefined ? [ids, firstIds] : [labelled, firstLabelled]
      const rows = transact('one read', () =>
        after === undefined ? first.all(...under, limit) : all.all(...under, escapeText(after), limit)
      )
      return rowsOf<{ id: string }>(rows).map(({ id }) => unescapeText(id))
    },

    hold: async (system, { holder, now, until, limit }) =>
      transact('write', () => {
        const rows = rowsOf<{ id: string; acknowledged: Whole }>(statements.pending.all(system, now, limit))
        for (const { id } of rows) statements.hold.run(holder, until, system, id)
        return rows.map(({ id, acknowledged }) => ({ id: unescapeText(id), acknowledged: Number(acknowledged) }))
      }),

    acknowledge: async ({ system, id }, { holder, version, until }) =>
      transact('write', () => Number(statements.acknowledge.run(version, until, system, escapeText(id), holder).changes) > 0),

    earliestHoldEnd: async (system) =>
      rowOf<At>(transact('one read', () => statements.earliestHoldEnd.get(system)))?.at ?? undefined,

    forgetReplies: async (now, limit) => transact('write', () => Number(statements.forgetReplies.run(now, limit).changes)),

    close: async () => close()
  }
}

/**
 * Opens the store, and makes or upgrades its tables. A file of its own is in journal mode WAL, and each commit is on the disk when it is
 * acknowledged; a handle that the host gives keeps its modes, but for the time that it waits for others.
 * @throws Error when the tables are of a newer version, or nothing is there to open a file with; or the error of the driver.
 */
export const sqliteStore = async (options: SqliteStoreOptions): Promise<SqliteStore> => {
  const { database: given, prefix = 'association_', busyTimeoutMs = 5_000 } = options
  const p = identifierOf('prefix', prefix)
  const isOwn = typeof given === 'string'
  const database = isOwn ? await openFile(given) : given
  try {
    database.exec(`PRAGMA busy_timeout = ${Number(busyTimeoutMs)}`)
    if (isOwn) database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    transacting(database)('write', () => migrate(database, p))
    const statements = prepareStatements(database, p)
    let isClosed = !isOwn
    const close = () => {
      if (!isClosed) database.close()
      isClosed = true
    }
    return {
      ...storeOf(statements, transacting(database), close),
      joining: () => storeOf(statements, joiningTransaction(database), () => {})
    }
  } catch (error) {
    if (isOwn) database.close()
    throw error
  }
}
