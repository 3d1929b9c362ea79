// A million events in one fold, beside the same fold into a Map in place.
import { race } from './measure.mjs'
import { arrivals, systems } from './world.mjs'

const events = 1_000_000

const inPlaceFold = (given) => {
  const place = new Map()
  for (const { type, at, associationType, entityType, entityId } of given) {
    const before = place.get(entityId)
    const status = type === 'AssociationStarted' ? 'Associating' : 'Associated'
    place.set(entityId, { associationType, entityType, entityId, status, createTime: before?.createTime ?? at, updateTime: at })
  }
  return place
}

/** Milliseconds a fold. */
export const measureFolds = (say) => {
  say(`${events.toLocaleString('en')} events in one fold`)
  const given = systems.map((world) => arrivals(events / 2, world.identity))
  for (const [at, { system, empty, facts, name }] of systems.entries()) {
    const { size } = new Set([...system.associations(system.evolveAll(systems[at].empty(), given[at]), facts)])
    if (size !== events / 2 || empty === undefined) throw new Error(`${name} does not fold what is measured: ${size}`)
  }
  const once = { mostOperations: 1 }
  const times = race(
    [
      { name: 'in place', prepare: () => given[0], run: inPlaceFold },
      ...systems.map((world, at) => ({
        name: world.name,
        prepare: () => given[at],
        run: (all) => world.system.evolveAll(world.empty(), all)
      }))
    ],
    once
  )
  return Object.fromEntries(Object.entries(times).map(([name, time]) => [name, time / 1_000]))
}
