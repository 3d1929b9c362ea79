// One transition of the lifecycle: `step()` beside XState's pure `transition()` and a bare switch, from every status with every event.
import { transition } from 'xstate'
import { lifecycle } from '../../dist/index.js'
import { lifecycle as kit } from '../../dist/testing/index.js'
import { race } from './measure.mjs'
import { hourMs, now, repeat } from './world.mjs'

const { eventTypes } = kit

const after = (record, type, at) => lifecycle.step(record, { type, reason: 'bench' }, at).record

/** A record of each standing: the five statuses, Failed in both ways, and one that is due. */
const records = () => {
  const associating = after(undefined, 'associate', now)
  const associated = after(associating, 'associationSucceeded', now)
  const disassociating = after(associated, 'disassociate', now)
  return [
    associating,
    associated,
    disassociating,
    after(disassociating, 'disassociationSucceeded', now),
    after(disassociating, 'disassociationFailed', now),
    after(associating, 'associationFailed', now),
    after(disassociating, 'disassociationSucceeded', now - 72 * hourMs)
  ]
}

/** As one would write it by hand, with nothing kept but the status and the times. */
const bareSwitch = (record, type, at) => {
  const { status, createTime, failedOperation, expiresFrom } = record
  switch (type) {
    case 'associate':
      return status === 'Failed' || status === 'Disassociated'
        ? { status: 'Associating', createTime: at, updateTime: at }
        : undefined
    case 'associationSucceeded':
      return status === 'Associating' ? { status: 'Associated', createTime, updateTime: at } : undefined
    case 'disassociate':
      return status === 'Associated' || (status === 'Failed' && failedOperation === 'Disassociate')
        ? { status: 'Disassociating', createTime, updateTime: at }
        : undefined
    case 'associationFailed':
    case 'associationCancelled':
      if (status !== 'Associating') return undefined
      return type === 'associationFailed'
        ? { status: 'Failed', createTime, updateTime: at, message: 'bench', failedOperation: 'Associate', ...windowFrom(at) }
        : { status: 'Disassociated', createTime, updateTime: at, message: 'bench', ...windowFrom(at) }
    case 'disassociationSucceeded':
    case 'disassociationFailed':
      if (status !== 'Disassociating') return undefined
      return type === 'disassociationFailed'
        ? { status: 'Failed', createTime, updateTime: at, message: 'bench', failedOperation: 'Disassociate', ...windowFrom(at) }
        : { status: 'Disassociated', createTime, updateTime: at, ...windowFrom(at) }
    case 'expire':
      return expiresFrom !== undefined && at >= expiresFrom ? null : undefined
  }
  return undefined
}

const windowFrom = (at) => ({ expiresFrom: at + 48 * hourMs, expiresBy: at + 96 * hourMs })

const pairs = () =>
  records().flatMap((record) => eventTypes.map((type) => ({ record, type, snapshot: lifecycle.toSnapshot(record) })))

const asText = (record) =>
  record === null || record === undefined ? String(record) : JSON.stringify(record, Object.keys(record).sort())

/** What each makes of a pair: the next record, `null` where it has expired, `undefined` where the event does not fit. */
const ways = {
  step: ({ record, type }) => {
    const stepped = lifecycle.step(record, { type, reason: 'bench' }, now + 1)
    return stepped.ok ? (stepped.record ?? null) : undefined
  },
  switch: ({ record, type }) => bareSwitch(record, type, now + 1),
  transition: ({ snapshot, type }) => {
    const [next] = transition(lifecycle.associationMachine, snapshot, { type, reason: 'bench', at: now + 1 })
    if (next.status === 'done') return null
    return next.value === snapshot.value && next.context === snapshot.context ? undefined : lifecycle.toRecord(next)
  }
}

const expectEqual = () => {
  for (const pair of pairs()) {
    const results = Object.values(ways).map((way) => asText(way(pair)))
    if (new Set(results).size > 1)
      throw new Error(`${pair.type} from ${asText(pair.record)} is not the same: ${results.join(' | ')}`)
  }
}

/** Microseconds a transition, over all pairs of a standing and an event. */
export const measureTransitions = (say) => {
  say('one transition')
  expectEqual()
  const work = pairs()
  const seen = new Map()
  const candidates = Object.entries(ways).map(([name, way]) => ({
    name,
    prepare: (count) => repeat(count, () => work),
    run: (rounds) => {
      let last
      for (const round of rounds) for (const pair of round) last = way(pair)
      seen.set(name, last)
    }
  }))
  const times = race(candidates, { mostOperations: 20_000 })
  return Object.fromEntries(Object.entries(times).map(([name, time]) => [name, time / work.length]))
}
