/** kill -9 of the process, at any moment, under 16 writers, its deadlines and its outbox; the next round goes on with the same data. */
import type { Findings } from './audit.ts'
import { type Fault, tallyOf } from './fault.ts'
import { createJournal } from './journal.ts'
import { type Engine, onGrounds, openStore } from './places.ts'
import { startWriters } from './processes.ts'
import { createRecovery } from './recovery.ts'
import { clockAhead } from './workload.ts'

const roundMs = 3_600_000
/** The holds of the dead process have run out by then. */
const recoveryMs = 120_000
const mostAnswersARound = 400

export const shareIds = ['rs-a', 'rs-b', 'rs-c', 'rs-d']

/** So many names of writers. */
export const namesOf = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}-${at}`)

export const killOf = (engine: Engine): Fault => ({
  name: `kill-${engine}`,
  description: 'kill -9 of the process under 16 writers',
  ...(engine === 'postgres' && { needs: 'postgres' }),
  run: ({ rounds, say }) =>
    onGrounds(engine, async ({ place }) => {
      const journal = createJournal({ isOrdered: true })
      const recover = createRecovery(journal)
      const all: Findings[] = []
      for (let round = 0; round < rounds; round += 1) {
        const aheadMs = round * roundMs
        const writers = startWriters({ place, aheadMs, shareIds, names: namesOf(`${round}`, 16) }, journal)
        const more = 1 + Math.floor(Math.random() * mostAnswersARound)
        await writers.waitFor(journal.whenAnswered(journal.answers.size + more))
        await writers.kill()
        const answered = journal.answers.size
        const store = await openStore(place)
        all.push(await recover(store, { clock: clockAhead(aheadMs + recoveryMs) }))
        await store.close()
        say(`killed after ${answered} answers, ${journal.answers.size - answered} calls without one`)
      }
      const failures = journal.failures.map((message) => `a call has failed: ${message}`)
      const tally = tallyOf(journal, all)
      return { ...tally, problems: [...tally.problems, ...failures] }
    })
})
