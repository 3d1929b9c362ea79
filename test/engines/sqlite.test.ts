/** The SQLite store over `node:sqlite`: what every store promises, and what only a file can. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { type SqliteStoreOptions, sqliteStore } from '../../src/hosting/sqlite/index.ts'
import { runtimeContract } from '../hosting/runtime/runtime-contract.ts'
import { storeContract } from '../hosting/runtime/store-contract.ts'
import { association, creation, eventsOf, newShareId, sharesOn, until, withEnded } from '../hosting/runtime/support.ts'

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

test('closed twice, it is closed', async () => {
  const store = await sqliteStore({ database: ':memory:' })
  await store.close()
  await store.close()
  await expect(store.ids('resource-sharing', { limit: 1 })).rejects.toThrow('not open')
})

describe('a handle of the host', () => {
  const ofHost = async (options: Partial<SqliteStoreOptions> = {}) => {
    const database = new DatabaseSync(':memory:')
    return { database, store: await sqliteStore({ database, ...options }) }
  }

  test('calls that join its transaction are part of it, and undone with it', async () => {
    const { database, store } = await ofHost()
    const { runtime } = sharesOn(store)
    const [kept, undone] = [newShareId(), newShareId()]
    database.exec('CREATE TABLE own (id TEXT)')
    for (const [id, end] of [
      [kept, 'COMMIT'],
      [undone, 'ROLLBACK']
    ] as const) {
      database.exec('BEGIN')
      const joined = runtime.joining(store.joining())
      database.prepare('INSERT INTO own VALUES (?)').run(id)
      expect((await joined.execute(creation(id, { idempotencyKey: id }))).result.ok).toBe(true)
      expect((await joined.execute(association(id, ['a']))).result.ok).toBe(true)
      expect((await joined.execute(creation(id, { idempotencyKey: id }))).isRepeated).toBe(true)
      database.exec(end)
    }
    expect(await eventsOf(store, kept)).toHaveLength(2)
    expect(await eventsOf(store, undone)).toStrictEqual([])
    expect(database.prepare('SELECT id FROM own').all()).toMatchObject([{ id: kept }])
    expect((await runtime.execute(creation(undone, { idempotencyKey: undone }))).isRepeated).toBe(false)
  })

  test('what fails within it undoes its own part alone', async () => {
    const { database, store } = await ofHost()
    database.exec('CREATE TABLE own (id TEXT)')
    database.exec("CREATE TRIGGER broken BEFORE INSERT ON association_events BEGIN SELECT RAISE(FAIL, 'broken'); END")
    database.exec('BEGIN')
    database.exec("INSERT INTO own VALUES ('a')")
    const id = newShareId()
    const joined = sharesOn(store).runtime.joining(store.joining())
    await expect(joined.execute(creation(id, { idempotencyKey: 'k' }))).rejects.toThrow('broken')
    database.exec('COMMIT; DROP TRIGGER broken')
    expect(database.prepare('SELECT count(*) AS count FROM own').get()).toMatchObject({ count: 1 })
    expect((await sharesOn(store).runtime.execute(creation(id, { idempotencyKey: 'k' }))).isRepeated).toBe(false)
  })

  test('is not touched while it has a transaction open, nor joined while it has none', async () => {
    const { database, store } = await ofHost()
    await expect(store.joining().load({ system: 's', id: 'a' })).rejects.toThrow('begin one')
    const { runtime } = sharesOn(store)
    const id = newShareId()
    await runtime.execute(creation(id))
    database.exec('BEGIN')
    await runtime.joining(store.joining()).execute(association(id, ['a']))
    const key = { system: 'resource-sharing', id }
    for (const touch of [
      () => runtime.execute(creation(newShareId())),
      () => runtime.read(id),
      () => runtime.ids()[Symbol.asyncIterator]().next(),
      () => store.load(key),
      () => store.load(key, 1),
      () => store.events(key, 0, 9),
      () => store.due(key.system, 0, 9),
      () => store.earliestDeadline(key.system),
      () => store.earliestHoldEnd(key.system)
    ])
      await expect(touch()).rejects.toThrow('use joining()')
    expect(await store.joining().ids(key.system, { limit: 9 })).toStrictEqual([id])
    database.exec('ROLLBACK')
    expect(await eventsOf(store, id)).toHaveLength(1)
  })

  test('waits for others as long as it is told, by default 5 s', async () => {
    const timeoutOf = async (options: Partial<SqliteStoreOptions>) =>
      (await ofHost(options)).database.prepare('PRAGMA busy_timeout').get()
    expect(await timeoutOf({})).toMatchObject({ timeout: 5_000 })
    expect(await timeoutOf({ busyTimeoutMs: 7 })).toMatchObject({ timeout: 7 })
  })

  test('may give whole numbers as bigints, but not rows as lists', async () => {
    const database = new DatabaseSync(':memory:', { readBigInts: true })
    const { runtime } = sharesOn(await sqliteStore({ database }), { eventsPerSnapshot: 2 })
    const { runtime: another } = sharesOn(await sqliteStore({ database }), { eventsPerSnapshot: 2 })
    const id = newShareId()
    await withEnded(runtime, id)
    expect((await another.execute(association(id, ['b']))).result.ok).toBe(true)
    const positions: number[] = []
    const failures: unknown[] = []
    const outbox = another.outbox(({ position }) => void positions.push(position), {
      onFailure: (failure) => failures.push(failure)
    })
    await until(() => positions.length === 4 || failures.length > 0)
    await outbox.stop()
    expect([positions, failures]).toStrictEqual([[1, 2, 3, 4], []])
    const lists = new DatabaseSync(':memory:', { returnArrays: true })
    await expect(sqliteStore({ database: lists })).rejects.toThrow('rows as objects')
  })

  test('stays open when the store is closed', async () => {
    const { database, store } = await ofHost()
    await store.close()
    expect(database.isOpen).toBe(true)
  })

  test('a failed commit leaves nothing, and no transaction open', async () => {
    const { database, store } = await ofHost()
    database.exec("CREATE TRIGGER broken BEFORE INSERT ON association_events BEGIN SELECT RAISE(FAIL, 'broken'); END")
    const id = newShareId()
    await expect(sharesOn(store).runtime.execute(creation(id, { idempotencyKey: 'k' }))).rejects.toThrow('broken')
    database.exec('DROP TRIGGER broken')
    expect(database.isTransaction).toBe(false)
    expect((await sharesOn(store).runtime.execute(creation(id, { idempotencyKey: 'k' }))).isRepeated).toBe(false)
  })

  test('tables of a newer version are not touched; those of this one are found again', async () => {
    const { database, store } = await ofHost()
    const id = newShareId()
    await sharesOn(store).runtime.execute(creation(id))
    expect(await eventsOf(await sqliteStore({ database }), id)).toHaveLength(1)
    database.exec('UPDATE association_schema SET version = 99')
    await expect(sqliteStore({ database })).rejects.toThrow('version 99')
  })

  test('tables with another prefix are others; a prefix that is no name is refused', async () => {
    const { database, store } = await ofHost()
    const another = await sqliteStore({ database, prefix: 'b_' })
    const id = newShareId()
    await sharesOn(another).runtime.execute(creation(id))
    expect([await eventsOf(store, id), await eventsOf(another, id)]).toStrictEqual([[], ['ResourceShareCreated']])
    for (const prefix of ['', 'a b', 'A', 'a;', '"'])
      await expect(sqliteStore({ database, prefix })).rejects.toThrow('prefix must match')
  })
})
