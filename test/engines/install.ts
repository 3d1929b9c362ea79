/** Runs once before all test files: installs what can be installed, and says what is not there. */
import { installPostgres, missingPostgres } from './postgres-server.ts'
import { findRestate, missingRestate } from './restate-server.ts'

export const setup = (): void => {
  if (installPostgres() === undefined) console.warn(`\nNot run, all that needs it: ${missingPostgres}\n`)
  if (findRestate() === undefined) console.warn(`\nNot run, all that needs it: ${missingRestate}\n`)
}
