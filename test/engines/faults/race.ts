/** Two processes on one share: half of their writers send the very same calls, with the same keys. */
import type { Findings } from './audit.ts'
import { type Fault, tallyOf } from './fault.ts'
import { createJournal } from './journal.ts'
import { namesOf } from './kill.ts'
import { type Engine, onGrounds, openStore } from './places.ts'
import { startWriters } from './processes.ts'
import { createRecovery } from './recovery.ts'
import { clockAhead } from './workload.ts'

const roundMs = 3_600_000
const cycles = 3

export const raceOf = (engine: Engine): Fault => ({
  name: `race-${engine}`,
  description: 'two processes of 16 writers each racing on one share',
  ...(engine === 'postgres' && { needs: 'postgres' }),
  run: ({ rounds, say }) =>
    onGrounds(engine, async ({ place }) => {
      const journal = createJournal({ isOrdered: false })
      const recover = createRecovery(journal)
      const all: Findings[] = []
      // Both make the tables at once, too.
      for (let round = 0; round < rounds; round += 1) {
        const aheadMs = round * roundMs
        const both = namesOf(`${round}-both`, 8)
        const processes = ['one', 'other'].map((process) => {
          const names = [...both, ...namesOf(`${round}-${process}`, 8)]
          return startWriters({ place, aheadMs, shareIds: ['rs-hot'], names, cycles }, journal)
        })
        await Promise.all(processes.map((writers) => writers.finish()))
        const store = await openStore(place)
        all.push(await recover(store, { clock: clockAhead(aheadMs) }))
        await store.close()
        say(`${journal.answers.size} answers, ${journal.failures.length} calls failed and were sent again`)
      }
      return tallyOf(journal, all)
    })
})
