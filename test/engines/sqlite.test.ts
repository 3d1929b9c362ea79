/** The SQLite store over `node:sqlite`: what every store promises, and what only a file can. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqliteStore } from '../../src/hosting/sqlite/index.ts'
import { runtimeContract } from '../hosting/runtime/runtime-contract.ts'
import { storeContract } from '../hosting/runtime/store-contract.ts'

const open = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'association-sqlite-'))
  const database = join(folder, 'data.sqlite')
  const [store, other] = [await sqliteStore({ database }), await sqliteStore({ database })]
  const close = async () => {
    await store.close()
    await other.close()
    await rm(folder, { recursive: true })
  }
  return { store, other, close }
}

storeContract('in an SQLite file', open)
runtimeContract('in an SQLite file', open, 20)
