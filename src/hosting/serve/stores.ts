/** Where the emulator keeps what it keeps. What a store needs is loaded when it is asked for. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { BadArguments } from '../cli/arguments.ts'
import { memoryStore } from '../runtime/memory.ts'
import type { Store } from '../runtime/store.ts'
import { plain } from '../scenarios/plain.ts'

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

interface Emitter {
  on(event: 'error', listener: (error: unknown) => void): unknown
}

/** The part of `pg` that is used here. */
interface Pool extends Emitter {
  query(text: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly unknown[] }>
  on(event: 'error', listener: (error: unknown) => void): unknown
  on(event: 'connect', listener: (client: Emitter) => void): unknown
  end(): Promise<void>
}

interface Driver {
  readonly default: { readonly Pool: new (options: object) => Pool }
}

/** The driver beside this package, or in the folder that the program is run in: the package may be elsewhere, as with `npx`. */
const driverOf = async (name: string): Promise<Driver> => {
  try {
    return await import(name)
  } catch {
    try {
      return await import(pathToFileURL(createRequire(join(process.cwd(), 'here')).resolve(name)).href)
    } catch {
      throw new BadArguments(`for PostgreSQL its driver is needed: npm install ${name}`)
    }
  }
}

/** A PostgreSQL database. */
export const inPostgres = (url: string, onError: (error: unknown) => void): Opening => ({
  open: async () => {
    const { default: pg } = await driverOf('pg')
    const client = new pg.Pool({ connectionString: url })
    // A connection that breaks is replaced; unheard it would end the program.
    client.on('error', onError)
    client.on('connect', (connection) => connection.on('error', () => {}))
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
