/** For tests with a server that may not be there: `install.ts` has said so, and they are skipped. */
import { describe } from 'vitest'
import { findPostgres } from './postgres-server.ts'

export const describeWithPostgres = (name: string, tests: () => void): void => {
  describe.skipIf(findPostgres() === undefined)(name, tests)
}
