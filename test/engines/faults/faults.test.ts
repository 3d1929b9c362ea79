/** Each fault of `npm run faults`, once: so the command stays as good as it is. */
import { expect, test } from 'vitest'
import { findPostgres } from '../postgres-server.ts'
import { faults } from './index.ts'

const isThere = { postgres: findPostgres() !== undefined }

for (const { name, description, needs, run } of faults)
  test.skipIf(needs.some((engine) => !isThere[engine]))(`${name}: ${description}`, async () => {
    const tally = await run({ rounds: 1, say: () => {} })
    expect(tally).toStrictEqual({ acknowledged: expect.any(Number), lost: 0, doubled: 0, problems: [] })
    expect(tally.acknowledged).toBeGreaterThan(0)
  })
