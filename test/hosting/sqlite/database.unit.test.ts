/** Opening a file, with whatever there is to open one. */
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
