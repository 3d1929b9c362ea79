/** The transitions of a machine as rows, read from the nodes that XState makes of its definition. */

const rowOf =
  (kind, from, event) =>
  ({ target, guard, actions, reenter, description, delay }) => ({
    kind,
    from,
    to: target?.[0]?.key ?? from,
    event,
    guard,
    actions,
    delay,
    reenter,
    description
  })

const rowsOfState = ({ key, on, after, always = [] }) => [
  // XState lists what a delay brings among the events, too.
  ...Object.entries(on)
    .filter(([event]) => !event.startsWith('xstate.'))
    .flatMap(([event, candidates]) => candidates.map(rowOf('on', key, event))),
  ...after.map((candidate) => rowOf('after', key, candidate.delay)(candidate)),
  ...always.map(rowOf('always', key, undefined))
]

/**
 * Each transition as `{ kind, from, to, event, guard, actions, delay, reenter, description }`, in the order of the definition. `kind`
 * is `on`, `after` (then `event` is the name of the delay) or `always` (without an event).
 */
export const transitionsOf = ({ root }) => Object.values(root.states).flatMap(rowsOfState)

/** The states as `{ name, description, isFinal, tags }`. */
export const statesOf = ({ root }) =>
  Object.values(root.states).map(({ key, description, type, tags }) => ({
    name: key,
    description,
    isFinal: type === 'final',
    tags
  }))

/** The name of the state that an actor starts in. */
export const initialOf = ({ root }) => root.initial.target[0].key
