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
  readonly clear: () => Promise<void>
}

export type Engine = 'sqlite' | 'postgres'

const inFile = (): Grounds => {
  const folder = mkdtempSync(join(tmpdir(), 'association-faults-'))
  const clear = async () => rmSync(folder, { recursive: true, force: true })
  return { place: { sqlite: join(folder, 'data.sqlite') }, clear }
}

const inServer = async (): Promise<Grounds> => {
  const server = await startPostgres()
  return { place: { postgres: server.connectionString }, server, clear: server.stop }
}

export const groundsOf = async (engine: Engine): Promise<Grounds> => (engine === 'sqlite' ? inFile() : inServer())

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
