/** The store in PostgreSQL: for several processes, on several machines, that share their data. */
import { escapeText, identifierOf, unescapeText } from '../runtime/sql-text.ts'
import type { Committed, KeyedReply, KnownKey, Loaded, Store } from '../runtime/store.ts'
import { isConflict, type PostgresClient, rowsOf } from './client.ts'
import { migrate } from './schema.ts'
import { statementsOf } from './statements.ts'

/** Where the store keeps what it keeps. */
export interface PostgresStoreOptions {
  /** A pool, or a client, which the host has made and ends. Every statement is a transaction of its own. */
  readonly client: PostgresClient
  /** What the names of all tables begin with: small letters, digits, underscores. Default: `association_`. */
  readonly prefix?: string
  /** The schema that holds the tables, which must be there. Default: the first of the search path. */
  readonly schema?: string
}

/** A store in a PostgreSQL database. */
export interface PostgresStore extends Store {
  /** The store within the transaction that the host has open on this client: for `runtime.joining`. */
  joining(client: PostgresClient): Store
}

interface Row {
  readonly kind: 'version' | 'snapshot' | 'event'
  readonly version: number
  readonly text: string
}

type Reply = Pick<KnownKey, 'fingerprint' | 'reply'>
type At = { readonly at: number | null }

const conflict: Committed = { kind: 'conflict' }

/** In a transaction of the host, a failure has undone all of it: then it is the host's to see. */
const storeOf = (client: PostgresClient, sql: ReturnType<typeof statementsOf>, isJoined: boolean): Store => {
  const ask = <T>(text: string, values: readonly unknown[]) => rowsOf<T>(client, text, values)

  const known = async (system: string, { caller, key, now }: KeyedReply): Promise<KnownKey | undefined> => {
    const [row] = await ask<Reply>(sql.reply, [system, escapeText(caller), key, now])
    return row && { kind: 'known', fingerprint: row.fingerprint, reply: row.reply }
  }

  const append: Store['append'] = async ({ key, expectedVersion, events, snapshot, nextDeadline, labels, keyed }) => {
    const { system } = key
    const id = escapeText(key.id)
    if (expectedVersion === 0) await ask(sql.begin, [system, id])
    const added = [events, nextDeadline ?? null, snapshot ?? null, labels.map(escapeText)]
    const { caller, fingerprint, reply, now, expiresAt } = keyed ?? {}
    const replied = [caller === undefined ? null : escapeText(caller), keyed?.key, fingerprint, reply, now, expiresAt]
    const values = [system, id, expectedVersion, ...added, ...replied.map((value) => value ?? null)]
    const [head] = await ask(sql.append, values)
    if (head !== undefined) return { kind: 'committed' }
    return (keyed && (await known(system, keyed))) ?? conflict
  }

  return {
    load: async ({ system, id }, afterVersion = 0): Promise<Loaded> => {
      const rows = await ask<Row>(sql.load, [system, escapeText(id), afterVersion])
      const of = (kind: Row['kind']) => rows.filter((row) => row.kind === kind)
      const [[head], [snapshot]] = [of('version'), of('snapshot')]
      const events = of('event').map(({ text }) => text)
      return {
        version: head?.version ?? 0,
        ...(snapshot && { snapshot: { version: snapshot.version, text: snapshot.text } }),
        events
      }
    },

    append: async (commit) => {
      try {
        return await append(commit)
      } catch (error) {
        if (!isJoined && isConflict(error)) return conflict
        throw error
      }
    },

    remember: async (system, keyed) => {
      const { caller, key, fingerprint, reply, now, expiresAt } = keyed
      const values = [system, escapeText(caller), key, fingerprint, reply, now, expiresAt]
      // Between the two statements the time of the key's reply may end, or somebody forget it: then it is free.
      for (;;) {
        if ((await ask(sql.remember, values)).length > 0) return { kind: 'remembered' }
        const found = await known(system, keyed)
        if (found !== undefined) return found
      }
    },

    events: async ({ system, id }, afterVersion, limit) =>
      (await ask<{ event: string }>(sql.events, [system, escapeText(id), afterVersion, limit])).map(({ event }) => event),

    moveDeadline: async ({ system, id }, version, nextDeadline) => {
      await ask(sql.moveDeadline, [system, escapeText(id), version, nextDeadline ?? null])
    },

    due: async (system, now, limit) =>
      (await ask<{ id: string; next_deadline: number }>(sql.due, [system, now, limit])).map((row) => ({
        id: unescapeText(row.id),
        deadline: row.next_deadline
      })),

    earliestDeadline: async (system, after = -Number.MAX_VALUE) =>
      (await ask<At>(sql.earliestDeadline, [system, after]))[0]?.at ?? undefined,

    ids: async (system, { label, after, limit }) => {
      const values = [system, after === undefined ? null : escapeText(after), limit]
      const rows =
        label === undefined
          ? await ask<{ id: string }>(sql.ids, values)
          : await ask<{ id: string }>(sql.labelled, [...values, escapeText(label)])
      return rows.map(({ id }) => unescapeText(id))
    },

    hold: async (system, { holder, now, until, limit }) =>
      (await ask<{ id: string; acknowledged: number }>(sql.hold, [system, holder, now, until, limit])).map((row) => ({
        id: unescapeText(row.id),
        acknowledged: row.acknowledged
      })),

    acknowledge: async ({ system, id }, { holder, version, until }) =>
      (await ask(sql.acknowledge, [system, escapeText(id), holder, version, until])).length > 0,

    earliestHoldEnd: async (system) => (await ask<At>(sql.earliestHoldEnd, [system]))[0]?.at ?? undefined,

    forgetReplies: async (now, limit) => (await ask(sql.forgetReplies, [now, limit])).length,

    close: async () => {}
  }
}

/**
 * Opens the store, and makes or upgrades its tables; processes that do so at once wait for each other.
 * @throws Error when the tables are of a newer version; or the error of the driver.
 */
export const postgresStore = async (options: PostgresStoreOptions): Promise<PostgresStore> => {
  const { client, prefix = 'association_', schema } = options
  const bare = identifierOf('prefix', prefix)
  const p = schema === undefined ? bare : `${identifierOf('schema', schema)}.${bare}`
  await migrate(client, p, bare)
  const sql = statementsOf(p)
  return { ...storeOf(client, sql, false), joining: (joined) => storeOf(joined, sql, true) }
}
