/** A diagram as Mermaid text, as GitHub renders it. */

const lines = (all) => all.join('<br/>')

const stateLine = ({ name, lines: more }) => `state "${lines([name, ...more])}" as ${name}`

const arrowLine = ({ from, to, lines: label }) => `${from} --> ${to}: ${lines(label)}`

/** The text, without a line break at its end. */
export const mermaidOf = ({ states, initial, arrows }) =>
  [
    'stateDiagram-v2',
    // First of all, and in the order of the machine: layouts begin with what they read first.
    ...states.map(stateLine),
    `[*] --> ${initial}`,
    ...arrows.map(arrowLine),
    ...states.filter(({ isFinal }) => isFinal).map(({ name }) => `${name} --> [*]`)
  ].join('\n  ')
