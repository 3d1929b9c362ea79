// What is due: finding it, deleting it, and knowing when to look again.
import { lifecycle } from '../../dist/index.js'
import { race } from './measure.mjs'
import { idOf, now, repeat, sizes, stateOf, systems, withEnded } from './world.mjs'

const due = 1_000
const few = 10_000
const many = 1_000_000

/** All of them have ended, one a millisecond, so that at `sweepAt` the first thousand may go. */
const endedState = (world, size) => {
  let state = stateOf(world, size)
  for (let from = 0; from < size; from += 10_000)
    state = withEnded(
      world,
      state,
      repeat(Math.min(10_000, size - from), (at) => idOf(from + at)),
      (id) => now + 10_000 + Number.parseInt(id.slice(-12), 10)
    )
  return state
}

const sweepAt = now + 10_000 + due - 1 + lifecycle.defaultRetention.floorMs

/** The least that can be: records in the order in which they have ended, and one index. */
const queueOf = (world, state) => {
  const queue = [...world.system.associations(state, world.facts)].sort((a, b) => a.expiresFrom - b.expiresFrom)
  return () => {
    const found = []
    for (const record of queue) {
      if (record.expiresFrom > sweepAt) break
      found.push({ type: 'AssociationExpired', at: sweepAt, associationType: record.associationType, entityId: record.entityId })
    }
    return found
  }
}

const repeated = (name, work) => ({
  name,
  prepare: (count) => count,
  run: (count) => {
    for (let at = 0; at < count; at += 1) work()
  }
})

const sweepsOf = (world) => {
  const facts = { ...world.facts, now: sweepAt }
  return [few, many].flatMap((size) => {
    const state = endedState(world, size)
    const pop = queueOf(world, state)
    const { events } = world.system.apply(state, { type: 'Sweep' }, facts)
    if (events.length !== due || pop().length !== due) throw new Error(`${world.name}: ${events.length} are due, not ${due}`)
    return [
      repeated(`${world.name}, queue ${size}`, pop),
      repeated(`${world.name}, find ${size}`, () => world.system.decide({ type: 'Sweep' }, state, facts)),
      repeated(`${world.name}, sweep ${size}`, () => world.system.apply(state, { type: 'Sweep' }, facts))
    ]
  })
}

/** How many timers a host has running that waits for the next deadline, and for no other. */
const timersOf = (world, state) => {
  const real = globalThis.setTimeout
  let running = 0
  globalThis.setTimeout = () => {
    running += 1
    return running
  }
  try {
    const host = (at) => setTimeout(() => {}, at - now)
    host(world.system.nextDeadline(state))
    return running
  } finally {
    globalThis.setTimeout = real
  }
}

/** Microseconds a sweep of a thousand due, and for the next deadline at each size; how many timers a million deadlines take. */
export const measureDeadlines = (upTo, say) => {
  say(`${due} due among ${few.toLocaleString('en')} and ${many.toLocaleString('en')}`)
  const sweeps = Object.assign({}, ...systems.map((world) => race(sweepsOf(world), { mostOperations: 500 })))
  say('the next deadline')
  const next = systems.map((world) => {
    const states = sizes.filter((size) => size <= upTo).map((size) => [size, endedState(world, size)])
    const times = race(
      states.map(([size, state]) => repeated(String(size), () => world.system.nextDeadline(state))),
      { mostOperations: 200_000 }
    )
    return [world.name, times, timersOf(world, states.at(-1)[1])]
  })
  return { sweeps, next: next.map(([name, times]) => ({ name, ...times })), timers: next.map(([, , timers]) => timers) }
}
