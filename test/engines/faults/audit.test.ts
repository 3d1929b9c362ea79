/** The audit of the faults, on stores that break each of their promises in turn: it must find all of that, and nothing in a sound one. */
import { expect, test } from 'vitest'
import { type Commit, manualClock, memoryStore, type Store } from '../../../src/hosting/runtime/index.ts'
import { resourceSharing } from '../../../src/index.ts'
import type { ResourceSharingEvent } from '../../../src/resource-sharing/index.ts'
import { audit } from './audit.ts'
import { isClean, tallyOf, tallyText } from './fault.ts'
import { createJournal } from './journal.ts'
import { createRecovery } from './recovery.ts'
import { openShare, retention, sharesOn } from './workload.ts'
import { write } from './write.ts'

const start = Date.parse('2020-12-04T09:40:41.250Z')
const shareId = 'rs-a'
const key = { system: 'resource-sharing', id: shareId }

/** Writers on a store, and the findings after them; the clock has reached the deadlines of all their records by then. */
const findingsOn = async (store: Store, atOnce?: number) => {
  const journal = createJournal({ isOrdered: true })
  const clock = manualClock(start)
  const runtime = sharesOn(store, clock)
  await openShare(runtime, shareId)
  const names = ['a', 'b', 'c', 'd']
  await write({ runtime, shareIds: [shareId], names, cycles: 2, tell: journal.take })
  clock.advance(retention.floorMs)
  const pass = () => clock.advance(60_000)
  return tallyOf(journal, [await createRecovery(journal)(store, { clock, pass, mostPolls: 20, ...(atOnce && { atOnce }) })])
}

/** A memory store whose commits are changed on their way; without one they are acknowledged and forgotten. */
const changing = (change: (commit: Commit) => Commit | undefined): Store => {
  const store = memoryStore()
  return {
    ...store,
    append: async (commit) => {
      const changed = change(commit)
      return changed === undefined ? { kind: 'committed' } : store.append(changed)
    }
  }
}

test('a sound store has nothing lost and nothing doubled', async () => {
  const tally = await findingsOn(memoryStore())
  expect(tally).toStrictEqual({ acknowledged: 48, lost: 0, doubled: 0, problems: [] })
  expect([isClean(tally), tallyText(tally)]).toStrictEqual([true, '48 acknowledged, 0 lost, 0 doubled'])
})

test('a commit that was acknowledged and is not there is lost', async () => {
  const { lost } = await findingsOn(changing((commit) => (commit.keyed?.key === 'b-1 create' ? undefined : commit)))
  expect(lost).toBe(1)
})

test('without keys whole cycles are doubled, and their answers lost', async () => {
  // One after the other: a cycle that is done out of its order is refused in parts.
  const { doubled, lost } = await findingsOn(
    changing(({ keyed: _, ...commit }) => commit),
    1
  )
  expect([doubled, lost]).toStrictEqual([40, 40])
})

test('an answer without an effect can be lost, too', async () => {
  const store = memoryStore()
  const remember: Store['remember'] = async (system, keyed) =>
    keyed.key.endsWith('refused') ? { kind: 'remembered' } : store.remember(system, keyed)
  const { doubled, lost } = await findingsOn({ ...store, remember })
  expect([doubled, lost]).toStrictEqual([0, 8])
})

test.each([
  [
    'a snapshot of another state',
    'its snapshot and the events behind it make another state than all its events',
    (commit: Commit) => ({
      ...commit,
      ...(commit.snapshot && { snapshot: resourceSharing.serialize(resourceSharing.initialState) })
    })
  ],
  [
    'a snapshot that cannot be read',
    'its snapshot cannot be read',
    (commit: Commit) => ({ ...commit, ...(commit.snapshot && { snapshot: '{}' }) })
  ]
])('%s is found', async (_, problem, change) => {
  const store = memoryStore()
  await findingsOn(store)
  const events = await store.events(key, 0, 1_000)
  const copy = memoryStore()
  const commit = { key, expectedVersion: 0, events, nextDeadline: undefined, labels: [], snapshot: 'to be changed' }
  await copy.append(change(commit))
  const about = { clock: manualClock(start), latestTime: start + retention.ceilingMs }
  const { problems } = await audit(copy, createJournal({ isOrdered: true }), about)
  expect(problems.filter((found) => found.includes(problem))).toHaveLength(1)
})

test('a deadline that is not that of the state is found, and so is one that nobody heeds', async () => {
  const late = await findingsOn(
    changing((commit) => ({ ...commit, nextDeadline: commit.nextDeadline && commit.nextDeadline + 1e9 }))
  )
  expect(late.problems.join()).toContain('its deadline is kept as')
  expect(late.problems.join()).toContain('its deadline has passed, and nothing was done')
})

test('an event that is acknowledged and not delivered is found', async () => {
  const store = memoryStore()
  const skipping: Store = {
    ...store,
    hold: async (system, hold) =>
      (await store.hold(system, hold)).map((held) => ({ ...held, acknowledged: held.acknowledged + 1 }))
  }
  const { problems } = await findingsOn(skipping)
  expect(problems).toContain(`event 2 of ${shareId} came after 0`)
  expect(problems).toContain(`${shareId}: its event 1 was never delivered`)
})

test('an outbox that is not emptied is found', async () => {
  const { problems } = await findingsOn({ ...memoryStore(), acknowledge: async () => false })
  expect(problems).toContain('the outbox is not empty')
})

test.each([
  ['AssociationExpired', retention.floorMs - 1, 'a-0 was deleted before its time'],
  ['AssociationExpired', retention.ceilingMs + 1, 'a-0 was deleted at a time that no clock has shown']
])('%s %i ms from the start is found', async (type, fromStartMs, problem) => {
  const store = memoryStore()
  await findingsOn(store)
  const events = (await store.events(key, 0, 1_000)).map((text): ResourceSharingEvent => JSON.parse(text))
  const shifted = events.map((event) => (event.type === type ? { ...event, at: start + fromStartMs } : event))
  const copy = memoryStore()
  const texts = shifted.map((event) => JSON.stringify(event))
  await copy.append({ key, expectedVersion: 0, events: texts, nextDeadline: undefined, labels: [] })
  const about = { clock: manualClock(start), latestTime: start + retention.ceilingMs }
  expect((await audit(copy, createJournal({ isOrdered: true }), about)).problems).toContain(`${shareId}: ${problem}`)
})

test('an answer whose UpdateTime is before that of an earlier one is found', async () => {
  const journal = createJournal({ isOrdered: true })
  const answer = (key: string, UpdateTime: string) =>
    journal.take({ kind: 'acknowledged', key, result: { ok: true, UpdateTime } })
  answer('a associate', '2020-12-04T09:40:41.250Z')
  answer('a disassociate', '2020-12-04T09:40:41.249Z')
  const { problems } = await audit(memoryStore(), journal, { clock: manualClock(start), latestTime: start })
  expect(problems).toStrictEqual(['UpdateTime of a went back to 2020-12-04T09:40:41.249Z in an answer'])
})

test('two answers to one key, and one that was not to be expected, are problems', () => {
  const journal = createJournal({ isOrdered: true })
  const answer = (ok: boolean) => journal.take({ kind: 'acknowledged', key: 'k', result: { ok } })
  answer(false)
  answer(true)
  expect(journal.problems).toStrictEqual(['two answers to k: {"ok":false} and {"ok":true}', 'k was answered with {"ok":true}'])
})
