/**
 * A virtual object as Restate runs it: what a handler asks for is written down, a handler that dies is played again from there, and asking
 * for something else then is an error. State changes as soon as it is written down.
 */
import type { ExclusiveContext, Serde } from '../../../src/hosting/restate/index.ts'

/** One thing that a handler has asked for, and what it was given. */
interface Entry {
  readonly asked: string
  readonly given: unknown
}

export class Crash extends Error {}

export interface Sent {
  readonly service: string
  readonly method: string
  readonly parameter: unknown
  readonly delay?: number
}

/** The state of a virtual object, and what it has sent. */
export interface ObjectUnderTest {
  readonly state: Map<string, Uint8Array>
  readonly sent: Sent[]
}

export const newObject = (): ObjectUnderTest => ({ state: new Map(), sent: [] })

/** One invocation: each `attempt` plays it again, and dies before the entry `dieAt`. */
export const invocation = (object: ObjectUnderTest, key: string, name: string) => {
  const journal: Entry[] = []

  const contextOf = (dieAt: number): ExclusiveContext => {
    let at = 0
    let drawn = 0
    const ask = <T>(asked: string, give: () => T): T => {
      const known = journal[at]
      if (known === undefined && at >= dieAt) throw new Crash()
      if (known !== undefined && known.asked !== asked) throw new Error(`played again, it asked for ${asked}, not ${known.asked}`)
      const entry = known ?? { asked, given: give() }
      if (known === undefined) journal.push(entry)
      at += 1
      // What was written down is what was asked for.
      return entry.given as T
    }
    const bytesOf = <T>(value: T, serde?: Serde<T>) => serde?.serialize(value) ?? new TextEncoder().encode(JSON.stringify(value))
    return {
      key,
      get: async <T>(field: string, serde?: Serde<T>) => {
        const bytes = ask(`get ${field}`, () => object.state.get(field))
        return bytes === undefined || serde === undefined ? null : serde.deserialize(bytes)
      },
      stateKeys: async () => ask('keys', () => [...object.state.keys()]),
      set: (field, value, serde) => {
        ask(`set ${field} ${bytesOf(value, serde)}`, () => {
          object.state.set(field, bytesOf(value, serde))
        })
      },
      clear: (field) => {
        ask(`clear ${field}`, () => {
          object.state.delete(field)
        })
      },
      run: async (what, action) => ask(`run ${what}`, () => JSON.parse(JSON.stringify(action() ?? null))),
      rand: {
        uuidv4: () => {
          drawn += 1
          return `${name}-${drawn}`
        }
      },
      genericCall: async ({ service, method, key: other, parameter, outputSerde }) =>
        ask(`call ${JSON.stringify([service, method, other, parameter])}`, () => outputSerde.deserialize(new Uint8Array())),
      genericSend: (message) =>
        ask(`send ${JSON.stringify(message)}`, () => {
          object.sent.push(message)
        })
    }
  }

  return {
    attempt: <T>(run: (context: ExclusiveContext) => Promise<T>, dieAt = Number.POSITIVE_INFINITY): Promise<T> =>
      run(contextOf(dieAt)),
    /** What was given to the one who asked. */
    given: (asked: string): unknown => journal.find((entry) => entry.asked === asked)?.given
  }
}
