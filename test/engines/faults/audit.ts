/** Looks at all that is kept, and says what is lost, doubled, or in disagreement. */
import type { AggregateKey, Clock, Store } from '../../../src/hosting/runtime/index.ts'
import { resourceSharing } from '../../../src/index.ts'
import type { ResourceSharingEvent } from '../../../src/resource-sharing/index.ts'
import type { Journal } from './journal.ts'
import { effectOf, retention } from './workload.ts'

export interface Findings {
  /** Keys that were answered, and whose effect or answer is not there. */
  readonly lost: Set<string>
  /** Effects that are there more than once. */
  readonly doubled: Set<string>
  /** Everything else that must not be. */
  readonly problems: string[]
}

export interface About {
  readonly clock: Clock
  /** The latest that any clock has shown. */
  readonly latestTime: number
  /** How long ended records stay, where it is not as usual. */
  readonly floorMs?: number
}

const { deserialize, evolve, evolveAll, initialState, nextDeadline, serialize } = resourceSharing
const system = 'resource-sharing'
const all = 1_000_000_000

const idsOf = async (store: Store): Promise<readonly string[]> => store.ids(system, { limit: all })

const eventsOf = async (store: Store, key: AggregateKey): Promise<readonly ResourceSharingEvent[]> =>
  (await store.events(key, 0, all)).map((text): ResourceSharingEvent => JSON.parse(text))

/** Times of one record: it changes later or at once, and is deleted when its window has begun, by a time that some clock has shown. */
const checkTimes = (
  events: readonly ResourceSharingEvent[],
  { latestTime, floorMs = retention.floorMs }: About,
  say: (problem: string) => void
): void => {
  let state = initialState
  for (const event of events) {
    const before = state
    state = evolve(state, event)
    if (!('entityId' in event)) continue
    const { type, at, entityId } = event
    const [old, record] = [before.associations.get(event), state.associations.get(event)]
    if (old && record && record.updateTime < old.updateTime) say(`UpdateTime of ${entityId} went back at ${type}`)
    if (type !== 'AssociationExpired') continue
    if (at < (old?.updateTime ?? Number.POSITIVE_INFINITY) + floorMs) say(`${entityId} was deleted before its time`)
    if (at > latestTime) say(`${entityId} was deleted at a time that no clock has shown`)
  }
}

/** What clients were told of one record, in the order in which they were. */
const checkAnswers = ({ answers }: Journal, say: (problem: string) => void): void => {
  const updateTimeOf = (key: string): string => /"UpdateTime":"([^"]+)"/.exec(answers.get(key) ?? '')?.[1] ?? ''
  for (const key of answers.keys()) {
    const [name, place] = key.split(' ')
    const later = updateTimeOf(key)
    if (place === 'disassociate' && later !== '' && later < updateTimeOf(`${name} associate`))
      say(`UpdateTime of ${name} went back to ${later} in an answer`)
  }
}

const checkState = async (
  store: Store,
  key: AggregateKey,
  events: readonly ResourceSharingEvent[],
  say: (problem: string) => void
): Promise<number | undefined> => {
  const state = evolveAll(initialState, events)
  const text = serialize(state)
  const { version, snapshot, events: newer } = await store.load(key)
  if (version !== events.length) say(`its version is ${version}, and it has ${events.length} events`)
  if (!deserialize(text).ok) say('its events make a state that cannot be')
  if (snapshot !== undefined) {
    const read = deserialize(snapshot.text)
    if (!read.ok) say(`its snapshot cannot be read: ${read.error.message}`)
    else if (
      serialize(
        evolveAll(
          read.state,
          newer.map((event): ResourceSharingEvent => JSON.parse(event))
        )
      ) !== text
    )
      say('its snapshot and the events behind it make another state than all its events')
  }
  return nextDeadline(state)
}

/** All that is due and all that is to be delivered must have been. */
export const audit = async (store: Store, journal: Journal, about: About): Promise<Findings> => {
  const { sent, answers, delivered } = journal
  const findings: Findings = { lost: new Set(), doubled: new Set(), problems: [] }
  const counts = new Map<string, number>()
  const deadlines = new Map((await store.due(system, Number.MAX_VALUE, all)).map(({ id, deadline }) => [id, deadline]))
  for (const id of await idsOf(store)) {
    const key = { system, id }
    const say = (problem: string) => findings.problems.push(`${id}: ${problem}`)
    const events = await eventsOf(store, key)
    for (const effect of events.map(effectOf)) counts.set(effect, (counts.get(effect) ?? 0) + 1)
    checkTimes(events, about, say)
    const deadline = await checkState(store, key, events, say)
    if (deadlines.get(id) !== deadline) say(`its deadline is kept as ${deadlines.get(id)}, and is ${deadline}`)
    if (deadline !== undefined && deadline <= about.clock.now()) say('its deadline has passed, and nothing was done')
    for (const position of events.keys())
      if (!delivered.get(id)?.has(position + 1)) say(`its event ${position + 1} was never delivered`)
  }
  if ((await store.earliestHoldEnd(system)) !== undefined) findings.problems.push('the outbox is not empty')
  checkAnswers(journal, (problem) => findings.problems.push(problem))
  for (const [key, { effect }] of sent)
    if (effect !== undefined && answers.has(key) && !counts.has(effect)) findings.lost.add(key)
  for (const [effect, count] of counts) if (count > 1) findings.doubled.add(effect)
  return findings
}
