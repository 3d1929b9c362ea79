/** What is measured, one after the other in each turn. Another engine is added here: all that it needs is an executor. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { postgresStore } from '../../../src/hosting/postgres/index.ts'
import {
  createRuntime,
  type Executor,
  memoryStore,
  type ResourceSharingTypes,
  resourceSharingSystem,
  type Store
} from '../../../src/hosting/runtime/index.ts'
import { sqliteStore } from '../../../src/hosting/sqlite/index.ts'
import { connect, installPostgres, missingPostgres, startPostgres } from '../postgres-server.ts'

export interface OpenEngine {
  readonly executor: Executor<ResourceSharingTypes>
  readonly close: () => Promise<void>
}

export interface Engine {
  readonly name: string
  /** Why it is not there, where it is not. */
  readonly missing?: () => string | undefined
  open(): Promise<OpenEngine>
}

const over = (store: Store): OpenEngine['executor'] => createRuntime({ system: resourceSharingSystem, store })

export const engines: readonly Engine[] = [
  {
    name: 'memory',
    open: async () => ({ executor: over(memoryStore()), close: async () => {} })
  },
  {
    name: 'SQLite',
    open: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'association-bench-'))
      const store = await sqliteStore({ database: join(folder, 'data.sqlite') })
      const close = async () => {
        await store.close()
        rmSync(folder, { recursive: true, force: true })
      }
      return { executor: over(store), close }
    }
  },
  {
    name: 'PostgreSQL',
    missing: () => (installPostgres() === undefined ? missingPostgres : undefined),
    open: async () => {
      const server = await startPostgres()
      const pool = connect(server, 16)
      const close = async () => {
        await pool.end()
        await server.stop()
      }
      return { executor: over(await postgresStore({ client: pool })), close }
    }
  }
]
