/** The list of all pages of the reference. */
import { generated, lines } from '../markdown.mjs'
import {
  commandsPage,
  errorsPage,
  eventsPage,
  factsPage,
  httpErrorsPage,
  limitsPage,
  listErrorsPage,
  parameterErrorsPage,
  repliesPage
} from './parts.mjs'

const line = ([file, title, what]) => `- [${title}](${file}): ${what}`

const ofSystem = (system, files) =>
  [
    [commandsPage(system), 'Commands', 'what each takes, which events it has, its reply and its errors'],
    [errorsPage(system), 'Errors', 'every code, when it is met, and a request that is answered with it'],
    [parameterErrorsPage(system), 'Errors in parameters', 'those of what is missing or wrong in a request'],
    [httpErrorsPage(system), 'HTTP errors', 'codes for the host to answer with, and the documented statuses'],
    [listErrorsPage(system), 'Errors of the list', 'those that only the list query is answered with'],
    [eventsPage(system), 'Events', 'what has happened, and what the host has to do then'],
    [repliesPage(system), 'Replies and queries', 'what is answered, and what can be asked'],
    [factsPage(system), 'Facts', 'what a decision is told of the world'],
    [limitsPage(system), 'Limits', 'what a request may hold, how much there may be, how long things last']
  ].filter(([file]) => files.includes(file))

/** Pages that people or measurements write. */
export const otherPages = [
  ['scenarios.md', 'Scenarios', 'what happens to a system as a JSON file, to run, to test with and to replay'],
  ['performance.md', 'Performance', 'what it costs, measured beside what people would use instead'],
  ['hosting-performance.md', 'Performance of hosts', 'what the stores and runtimes cost']
]

/** The page, by its file. `files`: the pages that are generated. */
export const indexPageOf = (systems, files) => {
  const page = lines(
    generated,
    '# Reference',
    'All but the last part is generated from the code by `npm run docs`; a test fails where it is stale. All examples run in the tests.',
    '## Both systems',
    [
      ['lifecycle.md', 'The lifecycle of an association', 'its record, its statuses, and which event leads where'],
      ['host-errors.md', 'Errors of hosts', 'over HTTP, from the runtime, and of stored texts'],
      ['../diagrams/README.md', 'Diagrams', 'the three statecharts as pictures and tables'],
      ['openapi/README.md', 'OpenAPI', 'a document of each system, for generators of clients, mock servers and pages']
    ]
      .map(line)
      .join('\n'),
    ...systems.flatMap((system) => [
      `## ${system.title[0].toUpperCase()}${system.title.slice(1)}`,
      ofSystem(system, files).map(line).join('\n')
    ]),
    '## More',
    otherPages.map(line).join('\n')
  )
  return ['README.md', `${page}\n`]
}
