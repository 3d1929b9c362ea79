/** The database goes away, as when its machine loses power, and comes back: the writers, the deadlines and the outbox go on by themselves. */
import { type Fault, tallyOf } from './fault.ts'
import { createJournal } from './journal.ts'
import { namesOf, shareIds } from './kill.ts'
import { onGrounds, openStore } from './places.ts'
import { startWriters } from './processes.ts'
import { createRecovery } from './recovery.ts'
import { clockAhead } from './workload.ts'

const answersARound = 150

export const away: Fault = {
  name: 'away-postgres',
  description: 'the database killed and started again under 16 writers',
  needs: 'postgres',
  run: ({ rounds, say }) =>
    onGrounds('postgres', async ({ place, server }) => {
      const journal = createJournal({ isOrdered: true })
      const writers = startWriters({ place, aheadMs: 0, shareIds, names: namesOf('away', 16) }, journal)
      const more = () =>
        writers.waitFor(journal.whenAnswered(journal.answers.size + 1 + Math.floor(Math.random() * answersARound)))
      await more()
      for (let round = 0; round < rounds; round += 1) {
        await server?.kill()
        await server?.start()
        await more()
        say(`${journal.answers.size} answers, ${journal.failures.length} calls failed and were sent again`)
      }
      await writers.finish()
      const store = await openStore(place)
      const findings = await createRecovery(journal)(store, { clock: clockAhead(0) })
      await store.close()
      return tallyOf(journal, [findings])
    })
}
