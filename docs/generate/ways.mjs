/**
 * The ways between the states of an aggregate. Its machine takes every command in every state, decides, and then goes wherever its
 * guards say: the definition alone shows an arrow from each state to each other. Which of them a share or a project can go, and on
 * which commands, is found by going everywhere in a small world, breadth first, and asking the machine's own guards where that is.
 */
import { transitionsOf } from './transitions.mjs'

const startMs = Date.parse('2020-12-04T09:40:41.250Z')

/** What the machine's own timer comes to, and the command that does the same. */
export const sweep = 'Sweep'

/** The same text for what has the same future: how far off its deadlines are counts, and not when it was made. */
const keyOf = (stored, now) =>
  JSON.stringify(stored, (_, value) => (typeof value !== 'number' || value < startMs ? value : Math.max(value - now, -1)))

/** What the machine's guards say of a state at a time. */
const namingBy = (machine) => {
  const candidates = [
    ...new Map(transitionsOf(machine).flatMap(({ kind, guard, to }) => (kind === 'always' ? [[to, guard]] : [])))
  ]
  const { guards } = machine.implementations
  return (context) => candidates.find(([, guard]) => guards[guard]({ context, event: {} }))?.[0]
}

/** Everything that can happen in the world, once: the events by the way, `from to`, that they go. */
const explored = (machine, { library, facts, calls }) => {
  const nameOf = namingBy(machine)
  const factsAt = (now) => ({ requestId: 'request', ...facts, now })
  const nodeOf = (state, now) => {
    const stored = JSON.parse(library.serialize(state))
    return { state, now, name: nameOf({ stored, now }), key: keyOf(stored, now) }
  }
  const met = new Map()
  const nextOf = ({ state, now }) => {
    const next = calls.flatMap(({ command, by }) => {
      const after = library.apply(state, command, { ...factsAt(now), ...by }).state
      return after === state ? [] : [{ event: command.type, ...nodeOf(after, now) }]
    })
    // As for an actor: whenever something is due, its timer comes before anybody's command.
    const due = library.nextDeadline(state)
    if (due === undefined) return next
    return [...next, { event: sweep, ...nodeOf(library.apply(state, { type: sweep }, factsAt(due)).state, due) }]
  }
  const start = nodeOf(library.initialState, startMs)
  const seen = new Set([start.key])
  for (let frontier = [start]; frontier.length > 0; ) {
    const found = []
    for (const node of frontier) {
      for (const next of nextOf(node)) {
        const way = `${node.name} ${next.name}`
        if (next.name !== node.name) met.set(way, (met.get(way) ?? new Set()).add(next.event))
        if (seen.has(next.key)) continue
        seen.add(next.key)
        found.push(next)
      }
    }
    frontier = found
  }
  return met
}

/** All ways as `{ from, to, guard, events }`, in the order of the machine's states; `events` in the order of the machine's commands. */
export const waysOf = (machine, world) => {
  const met = explored(machine, world)
  const transitions = transitionsOf(machine)
  const order = transitions.map(({ event }) => event)
  return transitions.flatMap(({ kind, from, to, guard }) => {
    const events = kind === 'always' ? met.get(`${from} ${to}`) : undefined
    return events === undefined
      ? []
      : [{ from, to, guard, events: [...events].sort((a, b) => order.indexOf(a) - order.indexOf(b)) }]
  })
}
