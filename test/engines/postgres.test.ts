/** The PostgreSQL store: what every store promises, and what only a server can. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { postgresStore } from '../../src/hosting/postgres/index.ts'
import type { Store } from '../../src/hosting/runtime/index.ts'
import { runtimeContract } from '../hosting/runtime/runtime-contract.ts'
import { storeContract } from '../hosting/runtime/store-contract.ts'
import { association, creation, eventsOf, newShareId, sharesOn } from '../hosting/runtime/support.ts'
import { connect, type PostgresServer, startPostgres } from './postgres-server.ts'
import { describeWithPostgres } from './support.ts'

let server: PostgresServer

const open = async () => {
  const pools = [connect(server), connect(server)] as const
  const [store, other] = await Promise.all([postgresStore({ client: pools[0] }), postgresStore({ client: pools[1] })])
  const close = async () => {
    for (const pool of pools) await pool.end()
  }
  return { store, other, close }
}

describeWithPostgres('a server', () => {
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(async () => {
    await server.stop()
  })

  storeContract('in PostgreSQL', open)
  runtimeContract('in PostgreSQL', open, 20)

  test('tables are made by several at once, under another prefix and in another schema, too', async () => {
    const pool = connect(server)
    await pool.query('CREATE SCHEMA elsewhere')
    const open = (options: object = {}) => postgresStore({ client: pool, ...options })
    const stores = await Promise.all([
      ...Array.from({ length: 4 }, () => open({ prefix: 'b_' })),
      ...Array.from({ length: 4 }, () => open({ schema: 'elsewhere' }))
    ])
    const id = newShareId()
    await sharesOn(stores[0] as Store).runtime.execute(creation(id))
    const counts = await Promise.all(stores.map(async (store) => (await eventsOf(store, id)).length))
    expect(counts).toStrictEqual([1, 1, 1, 1, 0, 0, 0, 0])
    for (const name of ['', 'a b', 'A', 'a;', '"']) {
      await expect(open({ prefix: name })).rejects.toThrow('prefix must match')
      await expect(open({ schema: name })).rejects.toThrow('schema must match')
    }
    await pool.query('UPDATE b_schema SET version = 99')
    await expect(open({ prefix: 'b_' })).rejects.toThrow('version 99')
    await pool.end()
  })

  test('calls that join a transaction of the host are part of it, and undone with it', async () => {
    const pool = connect(server)
    const store = await postgresStore({ client: pool })
    const { runtime } = sharesOn(store)
    const [kept, undone] = [newShareId(), newShareId()]
    await pool.query('CREATE TABLE own (id text)')
    for (const [id, end] of [
      [kept, 'COMMIT'],
      [undone, 'ROLLBACK']
    ] as const) {
      const client = await pool.connect()
      await client.query('BEGIN')
      await client.query('INSERT INTO own VALUES ($1)', [id])
      const joined = runtime.joining(store.joining(client))
      expect((await joined.execute(creation(id, { idempotencyKey: id }))).result.ok).toBe(true)
      expect((await joined.execute(association(id, ['a']))).result.ok).toBe(true)
      expect((await joined.execute(creation(id, { idempotencyKey: id }))).isRepeated).toBe(true)
      expect(await eventsOf(store, id)).toStrictEqual([])
      await client.query(end)
      client.release()
    }
    expect(await eventsOf(store, kept)).toHaveLength(2)
    expect(await eventsOf(store, undone)).toStrictEqual([])
    expect((await pool.query('SELECT id FROM own')).rows).toStrictEqual([{ id: kept }])
    expect((await runtime.execute(creation(undone, { idempotencyKey: undone }))).isRepeated).toBe(false)
    await pool.end()
  })

  test('commits, holds and acknowledgements of the same aggregates at once lose nothing', async () => {
    const pools = [connect(server), connect(server)]
    const stores = await Promise.all(pools.map((client) => postgresStore({ client, prefix: 'busy_' })))
    const ids = ['a', 'b', 'c']
    const system = 'busy'
    let appended = 0
    const writer = async (store: Store, name: number) => {
      for (let count = 0; count < 60; ) {
        const id = ids[count % ids.length] ?? ''
        const { version } = await store.load({ system, id })
        const keyed = { caller: 'c', key: `${name} ${count}`, fingerprint: '', reply: '{}', now: 0, expiresAt: 1 }
        const commit = {
          key: { system, id },
          expectedVersion: version,
          events: ['{}', '{}'],
          snapshot: '{}',
          nextDeadline: count,
          labels: [String(count)],
          keyed
        }
        const { kind } = await store.append(commit)
        if (kind !== 'committed') continue
        count += 1
        appended += 2
      }
    }
    let isDone = false
    const holder = async (store: Store, name: string) => {
      let now = 0
      while (!isDone) {
        now += 1
        for (const { id, acknowledged } of await store.hold(system, { holder: name, now, until: now + 1, limit: 2 }))
          await store.acknowledge({ system, id }, { holder: name, version: acknowledged, until: now })
      }
    }
    const holders = stores.map((store, at) => holder(store, `holder ${at}`))
    await Promise.all([0, 1, 2, 3].map((name) => writer(stores[name % 2] as Store, name)))
    isDone = true
    await Promise.all(holders)
    const store = stores[0] as Store
    const versions = await Promise.all(ids.map(async (id) => (await store.load({ system, id })).version))
    expect(versions.reduce((sum, version) => sum + version, 0)).toBe(appended)
    expect(appended).toBe(480)
    for (const [at, id] of ids.entries()) expect(await store.events({ system, id }, 0, 1_000)).toHaveLength(versions[at] ?? 0)
    for (const pool of pools) await pool.end()
  })

  test('gone and back: what was acknowledged is there, what was not is sent again with its key', async () => {
    const pool = connect(server)
    const { runtime } = sharesOn(await postgresStore({ client: pool }))
    const id = newShareId()
    await runtime.execute(creation(id))
    await server.kill()
    const call = association(id, ['a'], { idempotencyKey: id })
    await expect(runtime.execute(call)).rejects.toThrow()
    await server.start()
    expect((await runtime.execute(call)).result.ok).toBe(true)
    expect((await runtime.execute(call)).isRepeated).toBe(true)
    expect((await runtime.read(id)).associations.size).toBe(1)
    await pool.end()
  })

  test("a statement that the database undid because of another is a conflict; in a transaction of the host it is the host's to see", async () => {
    const commit = { key: { system: 's', id: 'a' }, expectedVersion: 1, events: ['{}'], nextDeadline: undefined, labels: [] }
    const pool = connect(server)
    const store = await postgresStore({ client: pool })
    for (const code of ['40001', '40P01', '23505']) {
      const client = { query: () => Promise.reject(Object.assign(new Error('undone'), { code })) }
      const undoing = await postgresStore({
        client: {
          query: (text, values) => (text.includes('FOR UPDATE') ? client.query() : pool.query(text, values && [...values]))
        }
      })
      if (code === '23505') await expect(undoing.append(commit)).rejects.toThrow('undone')
      else expect(await undoing.append(commit)).toStrictEqual({ kind: 'conflict' })
      await expect(store.joining(client).append(commit)).rejects.toThrow('undone')
    }
    await pool.end()
  })
})
