/** The page of a machine: its diagram, and tables of its states and of each of its transitions. */
import { code, table } from './markdown.mjs'
import { statesOf, transitionsOf } from './transitions.mjs'

/** Groups of what has the same text, each with its first. */
const grouped = (items, textOf) => {
  const groups = new Map()
  for (const item of items) {
    const text = textOf(item)
    groups.set(text, [...(groups.get(text) ?? []), item])
  }
  return [...groups.values()]
}

const textBut =
  (...names) =>
  (item) =>
    JSON.stringify({ ...item, ...Object.fromEntries(names.map((name) => [name, undefined])) })

/** From where, in words: many transitions are the same in every state. */
const fromText = (froms, to, names) => {
  const others = names.filter((name) => name !== to)
  if (froms.length === names.length && froms.length > 1) return 'any'
  return froms.length === others.length && froms.length > 1 && others.every((name) => froms.includes(name))
    ? 'any other'
    : code(froms)
}

const causeText = (kind, events, delays) => {
  if (kind === 'always') return 'at once'
  if (kind === 'on') return code(events)
  return events.map((name) => `after ${code([name])}${name in delays ? ` (${delays[name]})` : ''}`).join(', ')
}

/** Transitions that differ only in where they start, or only in their event, share a row. */
const transitionRows = (machine, delays) => {
  const running = statesOf(machine).flatMap(({ name, isFinal }) => (isFinal ? [] : [name]))
  const rows = transitionsOf(machine).map(({ to, from, ...rest }) => ({ from, to: to === from ? 'itself' : to, ...rest }))
  const byEvent = grouped(rows, textBut('from')).map((group) => ({ ...group[0], from: group.map(({ from }) => from) }))
  return grouped(byEvent, textBut('event')).map((group) => {
    const [{ kind, from, to, guard, actions, description }] = group
    return [
      fromText(from, to, running),
      causeText(
        kind,
        group.map(({ event }) => event),
        delays
      ),
      guard === undefined ? '' : code([guard]),
      to === 'itself' ? 'itself' : code([to]),
      code(actions),
      description ?? ''
    ]
  })
}

/** The page, as Markdown. */
export const pageOf = ({ name, file, source, machine, note }, mermaid, { description, delays }) =>
  `<!-- Generated from the machine by npm run docs. -->
# ${name}

${description}
Defined in [\`${source}\`](../../${source}), id \`${machine.id}\`. The same picture as [SVG](${file}.svg), the definition as [JSON](${file}.json) for
[Stately Studio and other tools](README.md#the-json-in-stately-studio).

\`\`\`mermaid
${mermaid}
\`\`\`

${note}

## States

${table(
  ['state', 'what it means', 'tags'],
  statesOf(machine).map(({ name: state, description: meaning, tags }) => [code([state]), meaning, code(tags)])
)}

## Transitions

${table(['from', 'on', 'if', 'to', 'does', 'what it means'], transitionRows(machine, delays))}
`
