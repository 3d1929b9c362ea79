/** The page of the limits of a system: what requests may hold, how much there may be, and how long things last. */
import { lifecycle } from '../../../dist/index.js'
import { hours } from '../diagram.mjs'
import { generated } from '../markdown.mjs'
import { factsPage, limitsPage, lines, table } from './parts.mjs'
import { commentOf, entryCommentsOf } from './source.mjs'

const valueText = (value) => {
  if (value instanceof RegExp) return `\`${value}\``
  return typeof value === 'object' ? `${valueText(value.least)} to ${valueText(value.most)}` : value.toLocaleString('en')
}

/** The entries of an exported record of the library, with their comments. */
const entries = (record, file, name) => {
  const comments = entryCommentsOf(file, name)
  return table(
    ['name', 'value', 'what it is'],
    Object.entries(record).map(([entry, value]) => [`\`${entry}\``, valueText(value), comments[entry]])
  )
}

const duration = (ms) => `${ms.toLocaleString('en')} ms (${hours(ms)})`

const times = ({ library }) => [
  [
    '`lifecycle.defaultRetention.floorMs`',
    duration(lifecycle.defaultRetention.floorMs),
    'From its end on an ended record is kept for so long at least.'
  ],
  [
    '`lifecycle.defaultRetention.ceilingMs`',
    duration(lifecycle.defaultRetention.ceilingMs),
    'From its end on an ended record is gone for every reader after so long, deleted or not. `facts.retention` replaces both.'
  ],
  ...(library.invitationLifetimeMs === undefined
    ? []
    : [
        [
          '`resourceSharing.invitationLifetimeMs`',
          duration(library.invitationLifetimeMs),
          commentOf('resource-sharing/model.ts', 'invitationLifetimeMs')
        ]
      ])
]

/** The page, by its file. */
export const limitsPageOf = (system) => {
  const { name, title, library, variable } = system
  const page = lines(
    generated,
    `# Limits of ${title}`,
    `All of them are data: \`${variable}.requestLimits\`, \`patterns\` and \`defaultLimits\`, for forms and schemas to go by.`,
    '## What a request may hold',
    commentOf(`${name}/grammar.ts`, 'requestLimits'),
    entries(library.requestLimits, `${name}/grammar.ts`, 'requestLimits'),
    '## What its texts look like',
    commentOf(`${name}/grammar.ts`, 'patterns'),
    entries(library.patterns, `${name}/grammar.ts`, 'patterns'),
    '## How much there may be',
    `${commentOf(`${name}/facts.ts`, 'defaultLimits')} [\`facts.limits\`](${factsPage(system)}) replaces them.`.trim(),
    table(
      ['limit', 'default'],
      Object.entries(library.defaultLimits).map(([limit, value]) => [`\`${limit}\``, value])
    ),
    '## How long things last',
    table(['name', 'value', 'what it is'], times(system))
  )
  return [limitsPage(system), `${page}\n`]
}
