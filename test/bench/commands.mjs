// A command that names five of so many associations: the next state alone, and everything that `apply` does.

import { race } from './measure.mjs'
import { limit, peers } from './peers.mjs'
import { named, now, pickIds, repeat, sizes, stateOf, systems } from './world.mjs'

const recordsOf = ({ system, facts }, state) =>
  [...system.associations(state, facts)].map(({ associationType, entityType, entityId, createTime }) => ({
    associationType,
    entityType,
    entityId,
    status: 'Associated',
    createTime,
    updateTime: now
  }))

const expectRight = (name, statuses) => {
  if (!statuses.every((status) => status === 'Disassociating'))
    throw new Error(`${name} does not do what is measured: ${statuses}`)
}

const expectEnded = (world, state) => {
  const ids = pickIds(10)
  const { result, events, state: next } = world.disassociate(state, world.requestOf(ids), world.facts)
  if (!result.ok) throw new Error(`${world.name} does not do what is measured: ${result.error.code}`)
  const ended = events.filter(({ type }) => type === 'DisassociationStarted').length
  if (ended !== ids.length || world.system.evolveAll(state, events) === state || next === state)
    throw new Error(`${world.name} does not do what is measured: ${ended} of ${ids.length}`)
}

const peerAt = (peer, records, size) => {
  const { disassociate, statusesAfter } = peer.make(records)
  expectRight(peer.name, statusesAfter(pickIds(size)))
  const prepare = (count) => repeat(count, () => pickIds(size))
  const run = (requests) => {
    for (const ids of requests) disassociate(ids)
  }
  return { name: peer.name, prepare, run }
}

/** The next state alone is that of five events: of backup policies, where a resource takes two, they are the first five of a command's. */
const ownAt = (world, state, size) => {
  const { system, facts, name, command, requestOf, disassociate } = world
  expectEnded(world, state)
  return [
    {
      name: `${name}, next state`,
      prepare: (count) =>
        repeat(count, () =>
          system.decide({ type: command, request: requestOf(pickIds(size)) }, state, facts).events.slice(0, named)
        ),
      run: (decisions) => {
        for (const events of decisions) system.evolveAll(state, events)
      }
    },
    {
      name: `${name}, apply`,
      prepare: (count) => repeat(count, () => requestOf(pickIds(size))),
      run: (requests) => {
        for (const request of requests) disassociate(state, request, facts)
      }
    }
  ]
}

const rowOf = (size) => {
  const states = systems.map((world) => stateOf(world, size))
  const records = recordsOf(systems[0], states[0])
  const candidates = [
    ...systems.flatMap((world, at) => ownAt(world, states[at], size)),
    peerAt(limit, records, size),
    ...peers.filter(({ largest }) => size <= largest).map((peer) => peerAt(peer, records, size))
  ]
  return { size, ...race(candidates) }
}

/** Microseconds a command by size and candidate. The first row is measured twice: in the first go the code of all others is compiled. */
export const measureCommands = (upTo, say) => {
  rowOf(sizes[0])
  return sizes
    .filter((size) => size <= upTo)
    .map((size) => {
      say(`a command among ${size.toLocaleString('en')} associations`)
      return rowOf(size)
    })
}
