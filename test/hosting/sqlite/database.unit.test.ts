/** Opening a file, with whatever there is to open one, and what is taken for a handle. */
import { expect, test } from 'vitest'
import { sqliteStore } from '../../../src/hosting/sqlite/index.ts'

/** A name that is not there for a compiler to look for. */
const drivers = ['node:sqlite', 'better-sqlite3']

test('where there is a driver it is used; else the error says what to install', async () => {
  const found = await Promise.all(drivers.map((driver) => import(driver).then(Boolean, () => false)))
  const opened = sqliteStore({ database: ':memory:' })
  if (found.includes(true)) await (await opened).close()
  else await expect(opened).rejects.toThrow('npm install better-sqlite3')
})

/** What TypeScript 5 makes of `@types/better-sqlite3`: parameters that may be anything but `null`. */
interface Statement<Parameters extends unknown[]> {
  run(...parameters: Parameters): { changes: number; lastInsertRowid: number | bigint }
  get(...parameters: Parameters): unknown
  all(...parameters: Parameters): unknown[]
}
interface BetterSqlite3 {
  inTransaction: boolean
  prepare(source: string): Statement<unknown[]> | Statement<[NonNullable<unknown>]>
  exec(source: string): this
  close(): this
}

test('a handle of better-sqlite3 is one by its types', async () => {
  const open = (database: BetterSqlite3) => sqliteStore({ database })
  const broken = {
    inTransaction: false,
    prepare: () => expect.fail('not so far'),
    exec: () => expect.fail('asked'),
    close: () => broken
  }
  await expect(open(broken)).rejects.toThrow('asked')
})
