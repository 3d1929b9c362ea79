/**
 * Clocks that are set back and ahead by hours while two runtimes are at work on the same data, each by its own clock. Late is right,
 * early never is; times of a record do not go back.
 */
import { type ManualClock, manualClock } from '../../../src/hosting/runtime/index.ts'
import { type Fault, tallyOf } from './fault.ts'
import { createJournal } from './journal.ts'
import { namesOf } from './kill.ts'
import { type Engine, onGrounds, openStore } from './places.ts'
import { createRecovery } from './recovery.ts'
import { openShare, retention, sharesOn } from './workload.ts'
import { type Line, write } from './write.ts'

const start = Date.parse('2020-12-04T09:40:41.250Z')
const minuteMs = 60_000
const hourMs = 3_600_000
const shareIds = ['rs-a', 'rs-b']

/** Sets it by some minutes or hours, back two times in five, now and then. */
const stepper = (clock: ManualClock, note: (now: number) => void) => (): void => {
  const mostMs = Math.random() < 0.5 ? minuteMs : hourMs
  if (Math.random() < 0.6) clock.advance(1)
  else clock.advance(Math.round((Math.random() * 5 - 2) * mostMs))
  note(clock.now())
}

export const clockOf = (engine: Engine): Fault => ({
  name: `clock-${engine}`,
  description: 'the clocks of two runtimes set back and ahead under their writers',
  ...(engine === 'postgres' && { needs: 'postgres' }),
  run: ({ rounds, say }) =>
    onGrounds(engine, async ({ place }) => {
      const journal = createJournal({ isOrdered: false })
      let latestTime = start
      let stepsBack = 0
      const note = (now: number) => {
        latestTime = Math.max(latestTime, now)
      }
      const sides = await Promise.all(
        ['one', 'other'].map(async (name) => {
          const [store, clock] = [await openStore(place), manualClock(start)]
          const runtime = sharesOn(store, clock)
          const outbox = runtime.outbox(({ aggregateId, position }) =>
            journal.take({ kind: 'delivered', id: aggregateId, position })
          )
          const step = stepper(clock, note)
          const tell = (line: Line) => {
            journal.take(line)
            const before = clock.now()
            step()
            if (clock.now() < before) stepsBack += 1
          }
          return { name, store, runtime, tell, background: [runtime.deadlines(), outbox] }
        })
      )
      for (const { runtime } of sides) for (const id of shareIds) await openShare(runtime, id)
      for (let round = 0; round < rounds; round += 1) {
        const both = namesOf(`${round}-both`, 2)
        await Promise.all(
          sides.map(({ name, runtime, tell }) =>
            write({ runtime, tell, shareIds, names: [...both, ...namesOf(`${round}-${name}`, 2)], cycles: 3 })
          )
        )
        say(`${journal.answers.size} answers, ${stepsBack} steps back`)
      }
      for (const { background } of sides) await Promise.all(background.map((running) => running.stop()))
      for (const { store } of sides) await store.close()

      const store = await openStore(place)
      const clock = manualClock(latestTime + retention.ceilingMs)
      const pass = () => {
        clock.advance(1_000)
        note(clock.now())
      }
      const findings = await createRecovery(journal)(store, { clock, pass, latestTime: () => latestTime })
      const left = await store.earliestDeadline('resource-sharing')
      if (left !== undefined) findings.problems.push(`a deadline is left at ${left}`)
      await store.close()
      return tallyOf(journal, [findings])
    })
})
