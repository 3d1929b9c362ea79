/** Every version of a state stays as it was while later ones are made of it, whichever they are made of, and in whatever order. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backupPolicies, resourceSharing } from '../../src/index.ts'
import * as kit from '../../src/testing/index.ts'

const maxCalls = 40

/** What this property needs of a system. */
interface System<State, Event, Facts> {
  readonly initialState: State
  readonly apply: (state: State, command: never, facts: Facts) => { readonly state: State; readonly events: readonly Event[] }
  readonly evolve: (state: State, event: Event) => State
  readonly evolveAll: (state: State, events: readonly Event[]) => State
  readonly serialize: (state: State) => string
  readonly associations: (state: State, facts: Facts) => Iterable<unknown>
}

interface Kept<State, Facts> {
  readonly state: State
  readonly facts: Facts
  readonly text: string
  readonly seen: string
}

/** Most calls go on from the newest version, the others from any: what they were made of must not have changed by then. */
const places = fc.array(fc.option(fc.nat(), { freq: 2 }), { minLength: maxCalls, maxLength: maxCalls })

const keepsVersions = <State, Event, Facts>(
  system: System<State, Event, Facts>,
  histories: fc.Arbitrary<readonly { readonly command: unknown; readonly facts: Facts }[]>
) =>
  fc.property(histories, places, (calls, picks) => {
    const keep = (state: State, facts: Facts): Kept<State, Facts> => ({
      state,
      facts,
      text: system.serialize(state),
      seen: JSON.stringify([...system.associations(state, facts)])
    })
    const versions: Kept<State, Facts>[] = []
    calls.forEach(({ command, facts }, at) => {
      const pick = picks[at]
      const before = versions.at(pick === null || pick === undefined ? -1 : pick % Math.max(1, versions.length))?.state
      const { state, events } = system.apply(before ?? system.initialState, command as never, facts)
      versions.push(keep(state, facts))
      const again = before ?? system.initialState
      expect(system.serialize(system.evolveAll(again, events))).toBe(system.serialize(state))
      for (const event of events) versions.push(keep(system.evolve(versions.at(-1)?.state ?? again, event), facts))
    })
    for (const { state, facts, text, seen } of versions) {
      expect(system.serialize(state)).toBe(text)
      expect(JSON.stringify([...system.associations(state, facts)])).toBe(seen)
    }
  })

describe('old versions stay intact', () => {
  test('of a share', () => {
    fc.assert(keepsVersions(resourceSharing, kit.resourceSharing.arbitraries.history(maxCalls)))
  })

  test('of policies', () => {
    fc.assert(keepsVersions(backupPolicies, kit.backupPolicies.arbitraries.history(maxCalls)))
  })
})
