/** Each fault of `npm run faults`, once: so the command stays as good as it is. */
import { expect, test } from 'vitest'
import { missingFor } from './fault.ts'
import { faults } from './index.ts'

for (const fault of faults)
  test.skipIf(missingFor(fault) !== undefined)(`${fault.name}: ${fault.description}`, async () => {
    const tally = await fault.run({ rounds: 1, say: () => {} })
    expect(tally).toStrictEqual({ acknowledged: expect.any(Number), lost: 0, doubled: 0, problems: [] })
    expect(tally.acknowledged).toBeGreaterThan(0)
  })
