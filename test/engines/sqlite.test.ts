/** The SQLite store over `node:sqlite`: what every store promises, and what only a file can. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqliteStore } from '../../src/hosting/sqlite/index.ts'
import { storeContract } from '../hosting/runtime/store-contract.ts'

storeContract('in an SQLite file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'association-sqlite-'))
  const database = join(folder, 'data.sqlite')
  const [store, other] = [await sqliteStore({ database }), await sqliteStore({ database })]
  const close = async () => {
    await store.close()
    await other.close()
    await rm(folder, { recursive: true })
  }
  return { store, other, close }
})
