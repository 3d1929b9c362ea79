/** Where the emulator keeps what it keeps. What a store needs is loaded when it is asked for. */
import { BadArguments } from '../cli/arguments.ts'
import { plain } from '../cli/text.ts'
import { memoryStore } from '../runtime/memory.ts'
import type { Store } from '../runtime/store.ts'

/** A store to be opened. */
export interface Opening {
  readonly open: () => Promise<Store>
  /** What people read of it. */
  readonly name: string
  /** Whether it ends with the program. */
  readonly isInMemory: boolean
}

export const inMemory: Opening = { open: async () => memoryStore(), name: 'memory', isInMemory: true }

/** An SQLite file. */
export const inFile = (path: string): Opening => ({
  open: async () => (await import('../sqlite/store.ts')).sqliteStore({ database: path }),
  name: path,
  isInMemory: false
})

/** The part of `pg` that is used here. */
interface Pool {
  query(text: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly unknown[] }>
  on(event: 'error', listener: (error: unknown) => void): unknown
  end(): Promise<void>
}

/** A name that is not there for a compiler to look for: it is not needed to build. */
const driver: string = 'pg'

const poolOf = async (connectionString: string): Promise<Pool> => {
  let pg: { readonly default: { readonly Pool: new (options: object) => Pool } }
  try {
    pg = await import(driver)
  } catch {
    throw new BadArguments('for PostgreSQL its driver is needed: npm install pg')
  }
  return new pg.default.Pool({ connectionString })
}

/** A PostgreSQL database. */
export const inPostgres = (url: string, onError: (error: unknown) => void): Opening => ({
  open: async () => {
    const client = await poolOf(url)
    // A connection that breaks while it is idle is replaced; untold it would end the program.
    client.on('error', onError)
    const { postgresStore } = await import('../postgres/store.ts')
    try {
      return { ...(await postgresStore({ client })), close: () => client.end() }
    } catch (error) {
      await client.end()
      throw error
    }
  },
  name: 'PostgreSQL',
  isInMemory: false
})

/** A store that cannot be opened is the arguments' fault, not the program's. */
export const orBadArguments = async <T>(what: string, opening: Promise<T>): Promise<T> => {
  try {
    return await opening
  } catch (error) {
    if (error instanceof BadArguments) throw error
    throw new BadArguments(plain(`${what}: ${error instanceof Error ? error.message || error.name : String(error)}`))
  }
}
