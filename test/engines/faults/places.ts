/** Where the data of a fault is: a text that a process can be given, and the store that it opens there. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { postgresStore } from '../../../src/hosting/postgres/index.ts'
import type { Store } from '../../../src/hosting/runtime/index.ts'
import { sqliteStore } from '../../../src/hosting/sqlite/index.ts'
import { connect, type PostgresServer, startPostgres } from '../postgres-server.ts'

export type Place = { readonly sqlite: string } | { readonly postgres: string }

/** Data of a fault's own, until it is over. */
export interface Grounds {
  readonly place: Place
  readonly server?: PostgresServer
}

type Cleared = Grounds & { readonly clear: () => Promise<void> }

export type Engine = 'sqlite' | 'postgres'

const inFile = (): Cleared => {
  const folder = mkdtempSync(join(tmpdir(), 'association-faults-'))
  const clear = async () => rmSync(folder, { recursive: true, force: true })
  return { place: { sqlite: join(folder, 'data.sqlite') }, clear }
}

const inServer = async (): Promise<Cleared> => {
  const server = await startPostgres()
  return { place: { postgres: server.connectionString }, server, clear: server.stop }
}

/** Does something where there is nothing yet, and clears up after it. */
export const onGrounds = async <T>(engine: Engine, run: (grounds: Grounds) => Promise<T>): Promise<T> => {
  const { clear, ...grounds } = await (engine === 'sqlite' ? inFile() : inServer())
  try {
    return await run(grounds)
  } finally {
    await clear()
  }
}

/** Opens the store of a place, as each process does for itself. `close` closes the pool, too. */
export const openStore = async (place: Place): Promise<Store> => {
  if ('sqlite' in place) return sqliteStore({ database: place.sqlite })
  const pool = connect({ connectionString: place.postgres })
  try {
    return { ...(await postgresStore({ client: pool })), close: () => pool.end() }
  } catch (error) {
    await pool.end()
    throw error
  }
}
