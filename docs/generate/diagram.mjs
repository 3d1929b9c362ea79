/**
 * What is drawn of a machine: `{ id, description, delays, states, initial, arrows }`. A picture has to explain, so one arrow stands for all
 * transitions that go the same way for the same reason; the tables of the page have each by itself.
 */
import { initialOf, statesOf, transitionsOf } from './transitions.mjs'
import { sweep, waysOf } from './ways.mjs'

const hourMs = 3_600_000

/** A time as labels have it. */
export const hours = (ms) => `${ms / hourMs} h`

/** Mermaid breaks what is wider than 200 pixels once more, and a browser has wide fonts: so many characters fit in any. */
const lineLength = 24

/** Breaks a text into lines of so many characters, or of one word. */
const broken = (text, width) => {
  const lines = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}

/** Breaks a text into as few lines as there can be, filled from the first; a word that would stand alone gets company. */
const wrapped = (text) => {
  const filled = broken(text, lineLength)
  for (let width = lineLength; width > 0; width -= 1) {
    const lines = broken(text, width)
    if (lines.length > filled.length) break
    if (lines.every((line) => line.includes(' '))) return lines
  }
  return filled
}

const diagramOf = (machine, { linesOfState, arrows, delays = {} }) => ({
  id: machine.id,
  description: machine.config.description,
  /** How long those delays are that are always as long, by name. */
  delays,
  initial: initialOf(machine),
  states: statesOf(machine).map((state) => ({ ...state, lines: linesOfState(state) })),
  arrows
})

/**
 * What an actor of the lifecycle does for its timer alone is not drawn: it sets it again, which changes nothing, and when it wakes up after
 * the time it does what the timer would have done. Both are events with a dot, or come back to where they started.
 */
const isDrawn = ({ event, from, to, reenter }) => !event.includes('.') && !(from === to && reenter)

/** How long a delay of the lifecycle is: by name, as its retention says. */
const delaysOf = ({ floorMs }) => ({ retentionFloor: hours(floorMs) })

/** The lifecycle: its very transitions. */
export const lifecycleDiagram = (machine, retention) => {
  const arrows = new Map()
  const delays = delaysOf(retention)
  const rows = transitionsOf(machine)
  for (const row of rows.filter(isDrawn)) {
    const { from, to, guard, event, delay, description } = row
    const arrow = `${from} ${to} ${guard ?? ''}`
    const { events = [], causes = [], descriptions = [] } = arrows.get(arrow) ?? {}
    arrows.set(arrow, {
      from,
      to,
      guard,
      events: [...events, event],
      causes: [...causes, delay === undefined ? event : `after ${delays[delay]}`],
      descriptions: [...descriptions, description]
    })
  }
  const isKept = ({ name }) => rows.some(({ from, delay }) => from === name && delay in delays)
  const kept = `record kept ${retention.floorMs / hourMs} to ${hours(retention.ceilingMs)}`
  return diagramOf(machine, {
    delays,
    linesOfState: (state) => (isKept(state) ? [kept] : []),
    arrows: [...arrows.values()].map(({ causes, ...arrow }) => ({
      ...arrow,
      lines: [causes.join(', '), ...(arrow.guard === undefined ? [] : [`[${arrow.guard}]`])]
    }))
  })
}

/** An aggregate: the ways that there are between its states, with the commands that go them. */
export const aggregateDiagram = (machine, world) => {
  const delays = [...new Set(transitionsOf(machine).flatMap(({ delay }) => delay ?? []))]
  return diagramOf(machine, {
    linesOfState: ({ description }) => wrapped(description),
    arrows: waysOf(machine, world).map((way) => {
      const isSweep = (event) => event === sweep
      const causes = way.events.flatMap((event) => [event, ...(isSweep(event) ? delays.map((delay) => `after ${delay}`) : [])])
      const events = way.events.some(isSweep) ? [...way.events, ...delays] : way.events
      return { ...way, events, lines: [...causes, `[${way.guard}]`], descriptions: [] }
    })
  })
}
