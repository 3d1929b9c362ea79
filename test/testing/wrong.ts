/** Backends in one process, for the suites: one around any model, and the ways in which a model goes wrong. */
import type { Fields } from '../../src/decider/values.ts'
import type { Backend } from '../../src/testing/conformance.ts'
import { Nonconformance } from '../../src/testing/index.ts'
import type { AnyResult, Model, States } from '../../src/testing/model.ts'

/** What a backend with a fault does otherwise than the right one. */
export type Fault<State, Facts> = (send: Model<State, Facts>) => Model<State, Facts>

/** A backend that does what a model says. */
export const backendOf = <State, Facts>(send: Model<State, Facts>): Backend<Facts> => {
  let states: States<State> = new Map()
  return {
    reset: () => {
      states = new Map()
    },
    send: (command, facts) => {
      const sent = send(states, command, facts)
      states = sent.states
      return sent.result
    }
  }
}

/** It understands another command than it was sent. */
export const asking =
  <State, Facts>(change: (command: Fields, facts: Facts) => Fields): Fault<State, Facts> =>
  (send) =>
  (states, command, facts) =>
    send(states, change(command, facts), facts)

/** It believes other facts. */
export const believing =
  <State, Facts>(change: (facts: Facts, command: Fields) => Facts): Fault<State, Facts> =>
  (send) =>
  (states, command, facts) =>
    send(states, command, change(facts, command))

/** It answers otherwise. */
export const answering =
  <State, Facts>(change: (result: AnyResult, command: Fields, facts: Facts) => AnyResult): Fault<State, Facts> =>
  (send) =>
  (states, command, facts) => {
    const sent = send(states, command, facts)
    return { ...sent, result: change(sent.result, command, facts) }
  }

/** Where it should refuse with a code it does something else. */
export const insteadOf =
  <State, Facts>(
    code: string,
    other: (send: Model<State, Facts>, states: States<State>, command: Fields, facts: Facts) => ReturnType<Model<State, Facts>>
  ): Fault<State, Facts> =>
  (send) =>
  (states, command, facts) => {
    const sent = send(states, command, facts)
    return !sent.result.ok && sent.result.error.code === code ? other(send, states, command, facts) : sent
  }

/** Where it should refuse with a code it accepts, and does nothing. */
export const swallowing = <State, Facts>(code: string, reply: unknown): Fault<State, Facts> =>
  insteadOf(code, (_, states, __, facts) => ({ states, events: [], result: { ok: true, reply }, facts }))

/** It remembers something beside the states, which is gone with them when it is reset. */
export const remembering =
  <State, Facts, Memory>(
    nothing: Memory,
    recall: (
      sent: ReturnType<Model<State, Facts>>,
      memory: Memory,
      command: Fields,
      facts: Facts
    ) => { readonly result?: AnyResult; readonly memory?: Memory }
  ): Fault<State, Facts> =>
  (send) => {
    const memories = new WeakMap<States<State>, Memory>()
    return (states, command, facts) => {
      const sent = send(states, command, facts)
      const before = memories.get(states) ?? nothing
      const { result = sent.result, memory = before } = recall(sent, before, command, facts)
      memories.set(sent.states, memory)
      return { ...sent, result }
    }
  }

/** A reply with every object in it changed. */
export const inReply =
  <State, Facts>(change: (fields: Fields) => Fields): Fault<State, Facts> =>
  (send) =>
    answering<State, Facts>((result) => {
      const visit = (value: unknown): unknown => {
        if (Array.isArray(value)) return value.map(visit)
        if (typeof value !== 'object' || value === null) return value
        return change(Object.fromEntries(Object.entries(value).map(([name, field]) => [name, visit(field)])))
      }
      return result.ok ? { ...result, reply: visit(result.reply) } : result
    })(send)

/** What a suite has found. */
export const failureOf = async (suite: Promise<unknown>): Promise<Nonconformance> => {
  const found = await suite.then(
    () => undefined,
    (error: unknown) => error
  )
  if (!(found instanceof Nonconformance)) throw new Error(`expected a nonconformance, got ${String(found)}`)
  return found
}
