/** What a host does after a crash, and then the audit: all calls are sent again with their keys, what is due is done, the rest delivered. */
import type { Clock, Store } from '../../../src/hosting/runtime/index.ts'
import { audit, type Findings } from './audit.ts'
import type { Journal } from './journal.ts'
import { type Shares, type Step, sentAgain, sharesOn } from './workload.ts'

const pollMs = 5
const usuallyAtOnce = 16

interface Waiting {
  /** Lets time pass, where it does not by itself. */
  readonly pass?: () => void
  /** How often to look whether all is done. */
  readonly mostPolls?: number
}

/**
 * Sends the calls since the last time again. One that was answered must get that very answer, as a repetition; one that was not gets its
 * first. Gives back the keys of answers that are lost.
 */
export const sendAgain = async (
  runtime: Pick<Shares, 'execute'>,
  journal: Journal,
  done: Set<string> = new Set(),
  atOnce: number = usuallyAtOnce
): Promise<readonly string[]> => {
  const lost: string[] = []
  const send = async ([key, { call }]: readonly [string, Step]): Promise<void> => {
    done.add(key)
    const before = journal.answers.get(key)
    const { result, isRepeated } = await runtime.execute(sentAgain(call))
    if (before !== undefined && !(isRepeated && JSON.stringify(result) === before)) lost.push(key)
    if (before === undefined) journal.take({ kind: 'acknowledged', key, result })
  }
  const calls = [...journal.sent].filter(([key]) => !done.has(key))
  for (let start = 0; start < calls.length; start += atOnce) await Promise.all(calls.slice(start, start + atOnce).map(send))
  return lost
}

/** Runs deadlines and outbox until nothing is left for them. */
const drain = async (runtime: Shares, store: Store, journal: Journal, { pass, mostPolls }: Required<Waiting>): Promise<void> => {
  const { name } = runtime.system
  const deadlines = runtime.deadlines()
  const outbox = runtime.outbox(({ aggregateId, position }) => journal.take({ kind: 'delivered', id: aggregateId, position }))
  const isLeft = async () =>
    (await store.due(name, runtime.clock.now(), 1)).length > 0 || (await store.earliestHoldEnd(name)) !== undefined
  // What is still left then is for the audit to tell.
  for (let polls = 0; polls < mostPolls && (await isLeft()); polls += 1) {
    pass()
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
  await deadlines.stop()
  await outbox.stop()
}

export interface Recovering extends Waiting {
  readonly clock: Clock
  /** The latest that any clock has shown. */
  readonly latestTime?: () => number
  /** How many calls are on their way together when they are sent again. One: in the order in which they were sent first. */
  readonly atOnce?: number
}

/** A recovery for each crash of a fault: what has been sent again once is not the next time. */
export const createRecovery = (journal: Journal) => {
  const done = new Set<string>()
  return async (store: Store, recovering: Recovering): Promise<Findings> => {
    const { clock, latestTime = clock.now, pass = () => {}, mostPolls = 4_000, atOnce } = recovering
    const runtime = sharesOn(store, clock)
    const lost = await sendAgain(runtime, journal, done, atOnce)
    await drain(runtime, store, journal, { pass, mostPolls })
    const findings = await audit(store, journal, { clock, latestTime: latestTime() })
    for (const key of lost) findings.lost.add(key)
    return findings
  }
}
