// Reading a state, beside `JSON.parse` of the same text.
import { race } from './measure.mjs'
import { idOf, now, repeat, stateOf, systems, withEnded } from './world.mjs'

const storedSizes = [1_000, 10_000, 100_000]

/** One of ten has ended. */
const textOf = (world, size) => {
  const state = stateOf(world, size)
  const ended = repeat(size / 10, (at) => idOf(at * 10))
  return world.system.serialize(withEnded(world, state, ended, (id) => now + Number.parseInt(id.slice(-6), 10)))
}

/** How many times as long as `JSON.parse`, by system and size. */
export const measureStorage = (say) =>
  systems.map((world) => {
    const ratios = storedSizes.map((size) => {
      say(`a state of ${size.toLocaleString('en')} associations as text: ${world.name}`)
      const text = textOf(world, size)
      if (world.system.serialize(world.system.deserialize(text).state) !== text)
        throw new Error('it does not come back as it was')
      const repeated = (name, work) => ({
        name,
        prepare: (count) => count,
        run: (count) => {
          for (let at = 0; at < count; at += 1) work(text)
        }
      })
      const times = race([repeated('parse', JSON.parse), repeated('deserialize', world.system.deserialize)], {
        mostOperations: 100,
        longestTurnMs: 100
      })
      return [size, times.deserialize / times.parse]
    })
    return { name: world.name, ...Object.fromEntries(ratios) }
  })
