/** The page of the facts of a system. */
import { generated } from '../markdown.mjs'
import { factsPage, fieldTable, json, limitsPage, lines, sectionsHere, table, typeSection } from './parts.mjs'
import { fieldsOf, throwsOf } from './source.mjs'

const partsOf = {
  'resource-sharing': {
    ResourceDirectory: 'resource-sharing/facts.ts',
    ResourceType: 'resource-sharing/facts.ts',
    Retention: 'lifecycle/retention.ts'
  },
  'backup-policies': { Retention: 'lifecycle/retention.ts' }
}

const typesSection = ({ resourceTypes }) =>
  lines(
    '## Resource types',
    `The documented ones, \`resourceSharing.resourceTypes\` as data.`,
    table(
      ['type', 'leavable', 'external', 'service'],
      Object.entries(resourceTypes).map(([name, { leavable, external, service }]) => [
        `\`${name}\``,
        ...[leavable, external, service].map((is) => (is ? 'yes' : ''))
      ])
    )
  )

const exampleOf = ({ examples: { beginning } }) => ({
  now: Date.parse(beginning.start),
  requestId: '00000000-0000-4000-8000-000000000001',
  ...beginning.facts
})

/** The page, by its file. */
export const factsPageOf = (system) => {
  const { name, title, library } = system
  const parts = partsOf[name]
  const sections = sectionsHere(parts)
  const page = lines(
    generated,
    `# Facts of ${title}`,
    `What a decision needs to know of the world, as plain data that can be logged and replayed: with the same state, command and facts it is always the same.
The last argument of \`decide\`, \`apply\` and every query. The defaults of limits are [with the other limits](${limitsPage(system)}).`,
    fieldTable(fieldsOf(`${name}/facts.ts`, 'Facts'), { sections }),
    'What the examples of these pages have:',
    json(exampleOf(system)),
    'Facts that are no facts are a programmer’s error, the only one that is thrown beside a state that is none of ours:',
    throwsOf(`${name}/facts.ts`, 'checkFacts')
      .map((text) => `- ${text.replace(/^(\w+)/, '`$1`')}`)
      .join('\n'),
    '## Parts of facts',
    ...Object.entries(parts).map(([type, file]) => typeSection(file, type, { sections })),
    library.resourceTypes && typesSection(library)
  )
  return [factsPage(system), `${page}\n`]
}
