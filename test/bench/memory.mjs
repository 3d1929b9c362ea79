// What an association at rest takes with its index, the texts of its ids left out, and whether it is given back after its expiry.
import { lifecycle } from '../../dist/index.js'
import { hourMs, idOf, now, repeat, systems } from './world.mjs'

const associations = 1_000_000
const rounds = 100
const aRound = 10_000

const usedBytes = () => {
  globalThis.gc()
  globalThis.gc()
  return process.memoryUsage().heapUsed
}

const eventsOf = (world, ids, types, at) =>
  ids.flatMap((entityId) => types.map((type) => ({ type, at, ...world.identity, associationType: 'Resource', entityId })))

const arrival = ['AssociationStarted', 'AssociationSucceeded']
const end = ['DisassociationStarted', 'DisassociationSucceeded']

/** Bytes for each of a million that are Associated. */
const bytesAtRest = (world) => {
  const ids = repeat(associations, (number) => JSON.parse(JSON.stringify(idOf(number))))
  const before = usedBytes()
  let state = world.empty()
  for (let from = 0; from < associations; from += aRound)
    state = world.system.evolveAll(state, eventsOf(world, ids.slice(from, from + aRound), arrival, now + from))
  const bytes = (usedBytes() - before) / associations
  if (world.system.nextDeadline(state) !== undefined || ids.length !== associations) throw new Error('nothing has ended yet')
  return bytes
}

/** Bytes in use after each tenth of the rounds, in each of which other associations come, end and expire. */
const bytesOverRounds = (world) => {
  const seen = []
  let state = world.empty()
  for (let round = 1; round <= rounds; round += 1) {
    const at = now + round * 200 * hourMs
    const ids = repeat(aRound, (number) => idOf(round * aRound + number))
    state = world.system.evolveAll(state, eventsOf(world, ids, [...arrival, ...end], at))
    const sweptAt = at + lifecycle.defaultRetention.floorMs
    state = world.system.apply(state, { type: 'Sweep' }, { ...world.facts, now: sweptAt }).state
    if (world.system.nextDeadline(state) !== undefined) throw new Error('not all of a round has expired')
    if (round % (rounds / 10) === 0) seen.push(usedBytes())
  }
  return seen
}

/**
 * Bytes an association at rest, and how much more is in use after the last round than after half of them, for each association of the second
 * half: in the first the code itself is still being compiled.
 */
export const measureMemory = (say) => {
  if (globalThis.gc === undefined) throw new Error('memory is measured with node --expose-gc')
  return systems.map((world) => {
    say(`memory: ${world.name}`)
    const seen = bytesOverRounds(world)
    const leakPerAssociation = (seen.at(-1) - seen[seen.length / 2 - 1]) / ((rounds / 2) * aRound)
    return { name: world.name, atRest: bytesAtRest(world), leakPerAssociation }
  })
}
