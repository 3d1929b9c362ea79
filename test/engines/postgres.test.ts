/** The PostgreSQL store: what every store promises, and what only a server can. */
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { postgresStore } from '../../src/hosting/postgres/index.ts'
import { storeContract } from '../hosting/runtime/store-contract.ts'
import { type PostgresServer, startPostgres } from './postgres-server.ts'

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(async () => {
  await server.stop()
})

const connect = () => new pg.Pool({ connectionString: server.connectionString, max: 8 })

storeContract('in PostgreSQL', async () => {
  const pools = [connect(), connect()] as const
  const [store, other] = await Promise.all([postgresStore({ client: pools[0] }), postgresStore({ client: pools[1] })])
  const close = async () => {
    for (const pool of pools) await pool.end()
  }
  return { store, other, close }
})
