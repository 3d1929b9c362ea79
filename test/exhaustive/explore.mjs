// Breadth first through all that can happen in a small world: every action in every state, each state once. What is the same but for the time at
// which it happens is one state, so the first way to a state is a shortest one.

/**
 * A world is `{ name, system, start, actions, send, factsOf, standing, rightAnswer, key, invariants, ofState, ofTime }`:
 * - `start`: `{ state, now }`;
 * - `actions(at)`: what can happen, `{ name, waitMs }` or `{ name, command, by? }`;
 * - `send(state, command, facts)` and `factsOf(now, by)`: the system under test;
 * - `standing(at, action)`: how that stands which an action is about, for the count of what was met;
 * - `rightAnswer(at, action)`: `ok` or the code that the call has to be answered with, for the story of what is wrong;
 * - `key(state, now)`: the same text for what has the same future;
 * - `invariants`: `{ name, check(step) }` of every transition, `ofState`: of every state, `ofTime`: of every state at every time; a check gives
 *   back what is wrong, or nothing.
 */
export const explore = (world, { isOver, maxDepth = Number.POSITIVE_INFINITY, onDepth = () => {} }) => {
  const { start, actions, send, factsOf, key, invariants, ofState, ofTime } = world
  const seen = new Set([key(start.state, start.now)])
  const met = new Map()
  const totals = { states: 1, transitions: 0, depth: 0, met }
  let frontier = [{ ...start, parent: undefined, action: undefined }]

  const violationOf = (checks, given, node, action) => {
    for (const { name, check } of checks) {
      const wrong = check(given)
      if (wrong !== undefined) return { invariant: name, wrong, path: pathTo({ parent: node, action }) }
    }
    return undefined
  }

  const ended = (found, violation) => ({ ...totals, states: totals.states + found.length, isComplete: false, violation })

  for (let depth = 1; depth <= maxDepth && frontier.length > 0; depth += 1) {
    const found = []
    for (const node of frontier) {
      if (isOver()) return ended(found)
      for (const action of actions(node)) {
        const step = take(node, action, send, factsOf)
        totals.transitions += 1
        count(met, world.standing(node, action), step)
        const violation = violationOf(invariants, step, node, action)
        if (violation !== undefined) return ended(found, violation)
        if (step.after === node.state && step.now === node.now) continue
        const text = key(step.after, step.now)
        if (seen.has(text)) continue
        seen.add(text)
        const next = { state: step.after, now: step.now, parent: node, action }
        // Where only time has passed, the state has been looked at before.
        const violationThere =
          (step.after !== node.state && violationOf(ofState, next, node, action)) || violationOf(ofTime, next, node, action)
        if (violationThere !== undefined) return ended(found, violationThere)
        found.push(next)
      }
    }
    totals.states += found.length
    totals.depth = depth
    onDepth({ depth, found: found.length, states: totals.states, transitions: totals.transitions })
    frontier = found
  }
  return { ...totals, isComplete: true }
}

/** One transition: what was before, what was asked, what it came to. */
const take = (node, action, send, factsOf) => {
  const before = node.state
  const earlier = node.now
  const now = earlier + (action.waitMs ?? 0)
  const facts = factsOf(now, action.by)
  if (action.command === undefined) return { before, earlier, now, facts, action, after: before, events: [], result: undefined }
  const { state: after, events, result } = send(before, action.command, facts)
  return { before, earlier, now, facts, action, after, events, result }
}

/** How often each kind of call, on what stood how, came to what. */
const count = (met, standing, { action, result }) => {
  const call = `${action.command?.type ?? 'wait'}${standing === undefined ? '' : ` on ${standing}`}`
  const name = `${call}: ${result === undefined || result.ok ? 'ok' : result.error.code}`
  met.set(name, (met.get(name) ?? 0) + 1)
}

/** The actions that led to a node, first things first. */
const pathTo = (node) => {
  const path = []
  for (let at = node; at?.action !== undefined; at = at.parent) path.unshift(at.action)
  return path
}

/** The path as a scenario file for the command line: each step with the answer that is right, and on the last one a note of what is wrong. */
export const scenarioOf = ({ system, start, send, factsOf, rightAnswer }, { invariant, wrong, path }) => {
  const { now: first, requestId: _, ...facts } = factsOf(start.now)
  let { state, now } = start
  const steps = path.map((action, at) => {
    const note = at === path.length - 1 && { note: `Here this is not so: ${invariant} (${wrong})` }
    if (action.waitMs !== undefined) {
      now += action.waitMs
      return { advance: action.waitMs, ...note }
    }
    const right = rightAnswer({ state, now }, action)
    state = send(state, action.command, factsOf(now, action.by)).state
    const kind = /Succeeded$|Failed$/.test(action.command.type) ? 'signal' : 'command'
    return {
      ...(action.command.type === 'Sweep' ? { sweep: true } : { [kind]: action.command }),
      ...(action.by !== undefined && { facts: action.by }),
      expect: right === 'ok' ? { ok: true } : { code: right },
      ...note
    }
  })
  const title = `Not so: ${invariant}`
  return `${JSON.stringify({ system, version: 1, title, start: new Date(first).toISOString(), facts, steps }, undefined, 2)}\n`
}
