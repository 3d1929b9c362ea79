/** The handle of an SQLite database: what `node:sqlite` and better-sqlite3 have in common, and opening a file with whichever is there. */

/** A statement. What it takes is written as nothing: better-sqlite3's types say of it less than is so, and its methods take any value. */
export interface SqliteStatement {
  /** Runs it, and says how many rows have changed. */
  run(...values: never[]): { readonly changes: number | bigint }
  /** The first row, if there is one. */
  get(...values: never[]): unknown
  /** All rows. */
  all(...values: never[]): unknown[]
}

/** A `DatabaseSync` of `node:sqlite`, or a `Database` of better-sqlite3. */
export interface SqliteDatabase {
  /** Runs a text of statements. */
  exec(sql: string): unknown
  /** Makes a statement, to be run often. */
  prepare(sql: string): SqliteStatement
  /** Closes the handle. */
  close(): unknown
  /** Whether a transaction is open, as `node:sqlite` calls it. */
  readonly isTransaction?: boolean
  /** The same, as better-sqlite3 calls it. */
  readonly inTransaction?: boolean
}

type Open = new (path: string) => SqliteDatabase

/** A name that is not there for a compiler to look for: neither is needed to build. */
const importOf = async (name: string): Promise<Record<string, unknown> | undefined> => {
  try {
    return await import(name)
  } catch {
    return undefined
  }
}

/**
 * Opens a file with `node:sqlite`, or else with better-sqlite3.
 * @throws Error when neither is there, or the error of the driver.
 */
export const openFile = async (path: string): Promise<SqliteDatabase> => {
  const found = (await importOf('node:sqlite'))?.DatabaseSync ?? (await importOf('better-sqlite3'))?.default
  // Those behind 12 end a Node 20.
  if (typeof found !== 'function')
    throw new Error('to open an SQLite file, run Node 22.13 or newer, or install better-sqlite3: npm install better-sqlite3@12')
  return new (found as Open)(path)
}
