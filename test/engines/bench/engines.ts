/** What is measured, one after the other in each turn. Another engine is added here: all that it needs is an executor. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as clients from '@restatedev/restate-sdk-clients'
import { postgresStore } from '../../../src/hosting/postgres/index.ts'
import { restateRuntime } from '../../../src/hosting/restate/index.ts'
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
import { findRestate, missingRestate, startRestate } from '../restate-server.ts'
import { serveShares } from '../restate-service.ts'

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
  },
  {
    name: 'Restate',
    missing: () => (findRestate() === undefined ? missingRestate : undefined),
    open: async () => {
      const server = await startRestate()
      const services = await serveShares()
      await server.deploy(services.address)
      const close = async () => {
        await services.stop()
        await server.stop()
      }
      const connection = { url: server.ingress }
      return { executor: restateRuntime({ clients, connection, system: resourceSharingSystem }), close }
    }
  }
]
