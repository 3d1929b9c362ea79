/** The PostgreSQL store: what every store promises, and what only a server can. */
import { afterAll, beforeAll } from 'vitest'
import { postgresStore } from '../../src/hosting/postgres/index.ts'
import { runtimeContract } from '../hosting/runtime/runtime-contract.ts'
import { storeContract } from '../hosting/runtime/store-contract.ts'
import { connect, type PostgresServer, startPostgres } from './postgres-server.ts'

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(async () => {
  await server.stop()
})

const open = async () => {
  const pools = [connect(server), connect(server)] as const
  const [store, other] = await Promise.all([postgresStore({ client: pools[0] }), postgresStore({ client: pools[1] })])
  const close = async () => {
    for (const pool of pools) await pool.end()
  }
  return { store, other, close }
}

storeContract('in PostgreSQL', open)
runtimeContract('in PostgreSQL', open, 20)
