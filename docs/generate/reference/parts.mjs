/** What several pages of the reference have: tables of fields, links to each other, examples. */
import { anchorOf, code, json, lines, table } from '../markdown.mjs'
import { commentOf, fieldsOf } from './source.mjs'

const link = (page, name) => `[\`${name}\`](${page}#${anchorOf(name)})`

const linked = (page, names) => names.map((name) => link(page, name)).join(', ')

export const commandsPage = ({ name }) => `${name}-commands.md`
export const eventsPage = ({ name }) => `${name}-events.md`
export const errorsPage = ({ name }) => `${name}-errors.md`
export const parameterErrorsPage = ({ name }) => `${name}-parameter-errors.md`
export const listErrorsPage = ({ name }) => `${name}-list-errors.md`
export const httpErrorsPage = ({ name }) => `${name}-http-errors.md`
export const factsPage = ({ name }) => `${name}-facts.md`
export const repliesPage = ({ name }) => `${name}-replies.md`
export const limitsPage = ({ name }) => `${name}-limits.md`

/** The page that a code is on: what only queries or only hosts answer has one of its own, and so has what is wrong with a parameter. */
export const pageOfError = (system, errorCode) => {
  const { queries, answers, examples } = system
  const types = answers.typesOf(errorCode)
  if (examples.hostCodes?.includes(errorCode)) return httpErrorsPage(system)
  if (types.every((type) => Object.hasOwn(queries, type)) && types.length > 0) return listErrorsPage(system)
  return /^(Missing|Invalid)Parameter/.test(errorCode) ? parameterErrorsPage(system) : errorsPage(system)
}

/** Links to errors from a page. */
export const errorLinks = (system, codes, from) =>
  codes
    .map((each) => {
      const page = pageOfError(system, each)
      return link(page === from ? '' : page, each)
    })
    .join(', ')

/** Commands and queries. */
export const typeLinks = (system, types) =>
  types.map((type) => link(Object.hasOwn(system.queries, type) ? repliesPage(system) : commandsPage(system), type)).join(', ')

export const eventLinks = (system, events) => linked(eventsPage(system), events)

/** A type as a table has it; `sections` are the types that have a section to link to: their pages by name. */
const typeText = (type, sections) => {
  const name = Object.keys(sections).find((each) => new RegExp(`\\b${each}\\b`).test(type))
  return name === undefined ? `\`${type}\`` : `[\`${type}\`](${sections[name]}#${anchorOf(name)})`
}

/** The types that have a section on the page itself. */
export const sectionsHere = (types) => Object.fromEntries(Object.keys(types).map((name) => [name, '']))

/** Fields as a table: of what somebody has to give, or of what is `given` to them. */
export const fieldTable = (fields, { sections = {}, isGiven = false } = {}) =>
  table(
    ['field', 'type', isGiven ? 'always there' : 'needed', 'what it is'],
    fields.map(({ name, type, isOptional, doc }) => [`\`${name}\``, typeText(type, sections), isOptional ? '' : 'yes', doc])
  )

/** A section about a type of the source. */
export const typeSection = (file, name, options) =>
  lines(`### \`${name}\``, commentOf(file, name), fieldTable(fieldsOf(file, name), options))

/** Steps of an example: one by itself, several as a list. */
export const stepsJson = (steps, expect) => {
  const all = expect === undefined ? steps : [...steps.slice(0, -1), { ...steps.at(-1), expect }]
  return json(all.length === 1 ? all[0] : all)
}

/** What examples go on from, and how they are tried. */
export const beginningOf = ({ name, examples: { beginning } }) =>
  lines(
    `Examples are steps of a [scenario](scenarios.md). Each goes on from this one: put it at the end of \`steps\`, and \`npx association-lifecycle
file.json\` runs it. ${name === 'resource-sharing' ? 'There is one share, with a resource, a member of the directory, and an account that has not answered its invitation.' : 'There is one policy, with one disk.'}`,
    `<details><summary>The scenario to go on from</summary>`,
    json(beginning),
    '</details>'
  )

export { code, json, lines, link, linked, table }
