/** The page of the commands of a system: what each takes, has for events, is answered, and may be refused with. */
import { generated } from '../markdown.mjs'
import {
  beginningOf,
  code,
  commandsPage,
  errorLinks,
  eventLinks,
  fieldTable,
  json,
  lines,
  link,
  repliesPage,
  sectionsHere,
  stepsJson,
  table,
  typeSection
} from './parts.mjs'
import { commentOf, fieldsOf } from './source.mjs'

/** The types that requests are made of: those of a field that the same file, or another, declares. */
const partsOf = {
  'resource-sharing': { ResourceReference: 'requests.ts', TargetProperty: 'requests.ts' },
  'backup-policies': { ResourceToAssociate: 'requests.ts', ResourceReference: 'requests.ts', ScheduledPolicy: 'schedule.ts' }
}

/** The fields of a command, with those of its request in their places. */
const allFields = (system, { fields }) =>
  fields.flatMap((field) => {
    if (field.name !== 'request') return [field]
    const inner = fieldsOf(`${system.name}/requests.ts`, field.type)
    return inner.map((each) => ({ ...each, name: `request.${each.name}` }))
  })

const authorisation = ({ library }, type) => {
  const operation = library.operations[type]
  if (operation === undefined) return undefined
  const { action, accessLevel, resource, method, path, status, deniedWith } = operation
  if (action !== null) return `Authorisation: the action \`${action}\` (${accessLevel}) on the resource \`${resource}\`.`
  return `\`${method} ${path}\`, answered with ${status}. Authorisation (${accessLevel}): a token of the project; without it ${deniedWith.join(' or ')}.`
}

const replyText = (system, type) => {
  const reply = system.replies[type]
  return reply === undefined ? 'an empty object' : link(repliesPage(system), reply)
}

const commentsOfSignals = {
  AssociationSucceeded: 'A worker has associated an entity.',
  AssociationFailed: 'A worker could not associate an entity.',
  DisassociationSucceeded: 'A worker has disassociated an entity.',
  DisassociationFailed: 'A worker could not disassociate an entity: it is still shared in effect.'
}

const commentText = (system, { type, declaration }) => {
  if (declaration === 'Signal') return `${commentsOfSignals[type]} A signal; it never goes on the wire.`
  return commentOf(`${system.name}/requests.ts`, declaration)
}

const section = (system, command, sections) => {
  const { answers } = system
  const { type } = command
  const { steps, outcome } = answers.accepted.find((each) => each.type === type)
  const codes = answers.codesOf(type)
  const fields = allFields(system, command)
  return lines(
    `## \`${type}\``,
    commentText(system, command),
    authorisation(system, type),
    fields.length === 0 ? undefined : fieldTable(fields, { sections }),
    [
      `- Events: ${eventLinks(system, answers.eventsOf(type))}.`,
      `- Reply: ${replyText(system, type)}.`,
      `- Errors: ${codes.length === 0 ? 'none' : errorLinks(system, codes)}.`
    ].join('\n'),
    stepsJson(steps),
    Object.keys(outcome.answer.body ?? {}).length > 0 && json(outcome.answer.body)
  )
}

const introduction = {
  'resource-sharing': `A command is \`{ type, request }\`, with the documented action as its \`type\` and the documented parameters in \`request\`; what stands beside them is the
host’s to give. How the host’s workers have ended is told by four more commands, the signals, and \`Sweep\` does what is due. \`resourceSharing.apply(state,
command, facts)\` answers any of them; whatever a request holds, that is a documented reply or a [documented error](resource-sharing-errors.md).`,
  'backup-policies': `A command is \`{ type, request }\`, with the documented action as its \`type\` and the documented fields in \`request\`; what stands beside them is the host’s
to give. \`Sweep\` does what is due. \`backupPolicies.apply(state, command, facts)\` answers any of them; whatever a request holds, that is a documented
reply or a [documented error](backup-policies-errors.md). Resources of a request fail each for itself.`
}

/** The page, by its file. */
export const commandsPageOf = (system) => {
  const parts = partsOf[system.name]
  const sections = sectionsHere(parts)
  const page = lines(
    generated,
    `# Commands of ${system.title}`,
    introduction[system.name],
    table(
      ['command', 'events', 'reply'],
      system.commands.map(({ type }) => [link('', type), code(system.answers.eventsOf(type)), replyText(system, type)])
    ),
    beginningOf(system),
    `Under each command stand an example and the reply that it gets.`,
    ...system.commands.map((command) => section(system, command, sections)),
    '## Parts of requests',
    ...Object.entries(parts).map(([name, file]) => typeSection(`${system.name}/${file}`, name, { sections }))
  )
  return [commandsPage(system), `${page}\n`]
}
