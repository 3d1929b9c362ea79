/** The page of the replies of a system, and of what can be asked of its states. */
import { generated } from '../markdown.mjs'
import {
  beginningOf,
  errorLinks,
  fieldTable,
  json,
  lines,
  link,
  repliesPage,
  sectionsHere,
  stepsJson,
  table,
  typeLinks,
  typeSection
} from './parts.mjs'
import { commentOf, fieldsOf, functionsOf } from './source.mjs'

const partsOf = {
  'resource-sharing': {
    ResourceShareReply: 'replies.ts',
    AssociationsReply: 'replies.ts',
    InvitationReply: 'replies.ts',
    RequestIdReply: 'replies.ts',
    AssociationsPage: 'queries.ts',
    ResourceShareAssociation: 'replies.ts',
    ResourceShareInvitation: 'replies.ts'
  },
  'backup-policies': {
    CreateBackupPolicyReply: 'replies.ts',
    AssociateResourcesReply: 'replies.ts',
    DisassociateResourcesReply: 'replies.ts',
    BackupPoliciesReply: 'queries.ts',
    ResourcesListed: 'queries.ts',
    AssociatedResource: 'replies.ts',
    DisassociatedResource: 'replies.ts',
    Failing: 'replies.ts',
    BackupPolicyShown: 'replies.ts',
    ResourceRecord: 'queries.ts',
    ResourceFailure: 'replies.ts'
  }
}

const section = (system, type, sections) => {
  const { name, library, queries, answers } = system
  const query = queries[type]
  const operation = library.operations[type]
  const codes = answers.codesOf(type)
  const { steps, outcome } = answers.accepted.find((each) => each.type === type)
  const fields = fieldsOf(`${name}/requests.ts`, query.request)
  return lines(
    `### \`${type}\``,
    commentOf(`${name}/queries.ts`, query.function),
    operation?.action &&
      `Authorisation: the action \`${operation.action}\` (${operation.accessLevel}) on the resource \`${operation.resource}\`.`,
    operation?.path && `\`${operation.method} ${operation.path}\`, answered with ${operation.status}.`,
    `\`${system.variable}.${query.function}(${name === 'resource-sharing' ? 'states' : 'state'}, request, facts)\``,
    fields.length === 0 ? 'The request has no fields.' : fieldTable(fields, { sections }),
    [`- Reply: ${link('', query.reply)}.`, `- Errors: ${errorLinks(system, codes)}.`].join('\n'),
    stepsJson(steps),
    json(outcome.answer.body)
  )
}

const replyTable = (system) => {
  const { commands, replies } = system
  return table(
    ['command', 'reply'],
    commands.map(({ type }) => [
      typeLinks(system, [type]),
      replies[type] === undefined ? 'an empty object' : link('', replies[type])
    ])
  )
}

const selectorsOf = ({ name, queries }) => {
  const asked = Object.values(queries).map((query) => query.function)
  const selectors = functionsOf(`${name}/queries.ts`).filter((each) => !asked.includes(each.name))
  return [...selectors, { name: 'nextDeadline', doc: commentOf(`${name}/model.ts`, 'nextDeadline') }]
}

/** The page, by its file. */
export const repliesPageOf = (system) => {
  const { name, title, queries } = system
  const parts = partsOf[name]
  const sections = sectionsHere(parts)
  const page = lines(
    generated,
    `# Replies and queries of ${title}`,
    `\`apply\` answers a command with \`{ state, events, result }\`. Where it was accepted, \`result\` is \`{ ok: true, reply }\`${
      name === 'backup-policies' ? ', with [`failures`](#resourcefailure) beside the reply of a command that names resources' : ''
    }, and the reply is what the service documents:`,
    replyTable(system),
    '## Queries',
    'A query sees what is there at `facts.now`, whether or not a sweep has run.',
    beginningOf(system),
    ...Object.keys(queries).map((type) => section(system, type, sections)),
    '### For the host',
    'Not of the service: what a host may want to know of a state.',
    table(
      ['function', 'what it gives'],
      selectorsOf(system).map((each) => [`\`${system.variable}.${each.name}\``, each.doc])
    ),
    '## The types of replies',
    ...Object.entries(parts).map(([type, file]) => typeSection(`${name}/${file}`, type, { sections, isGiven: true }))
  )
  return [repliesPage(system), `${page}\n`]
}
