/** Transactions of SQLite: begun for writing, so that nothing that was read can change before the commit. */
import type { SqliteDatabase } from './database.ts'

/**
 * Runs something in one piece: what throws in it undoes all of it. Reading alone keeps nobody from writing, and one statement that reads
 * is of one piece anyway.
 */
export type Transact = <T>(what: 'one read' | 'read' | 'write', run: () => T) => T

/** `undefined` where the handle does not say, as `node:sqlite` before 22.16. */
const isOpen = ({ isTransaction, inTransaction }: SqliteDatabase): boolean | undefined => isTransaction ?? inTransaction

const undoing = (database: SqliteDatabase, undo: string): void => {
  // A full disk, for one, has undone it already.
  if (isOpen(database) === false) return
  try {
    database.exec(undo)
  } catch {
    // What failed first is the error to tell.
  }
}

const within = <T>(database: SqliteDatabase, commands: { begin: string; commit: string; undo: string }, run: () => T): T => {
  database.exec(commands.begin)
  try {
    const result = run()
    database.exec(commands.commit)
    return result
  } catch (error) {
    undoing(database, commands.undo)
    throw error
  }
}

/** Transactions of its own. They throw where the host has one open: it could be undone after all. */
export const transacting =
  (database: SqliteDatabase): Transact =>
  (what, run) => {
    if (isOpen(database) === true)
      throw new Error(
        'the handle has a transaction open: give the store a handle of its own, or use joining() within the transaction'
      )
    // Where the handle does not say whether one is open, beginning one does.
    if (what === 'one read' && isOpen(database) === false) return run()
    const begin = what === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN'
    return within(database, { begin, commit: 'COMMIT', undo: 'ROLLBACK' }, run)
  }

const savepoint = 'association_lifecycle'

/** Part of a transaction that the host has open: what throws undoes its own part alone. */
export const joiningTransaction =
  (database: SqliteDatabase): Transact =>
  (_what, run) => {
    if (isOpen(database) === false) throw new Error('there is no transaction to join: begin one on the handle first')
    const undo = `ROLLBACK TO ${savepoint}; RELEASE ${savepoint}`
    return within(database, { begin: `SAVEPOINT ${savepoint}`, commit: `RELEASE ${savepoint}`, undo }, run)
  }
