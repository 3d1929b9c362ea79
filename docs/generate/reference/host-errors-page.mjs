/** The page of the errors that are not of a decision: of the doors, of the runtime, and of stored texts. */
import { doorErrors } from '../../../dist/hosting/http/errors.js'
import { runtimeErrors } from '../../../dist/hosting/runtime/errors.js'
import { resourceSharing } from '../../../dist/index.js'
import { generated, json, lines, table } from '../markdown.mjs'

const catalogueTable = (errors) =>
  table(
    ['code', 'status', 'message', 'when', 'whose'],
    Object.values(errors).map(({ status, code, message, description, origin }) => [
      `\`${code}\``,
      status,
      message,
      description,
      origin === 'documented' ? 'platform' : 'library'
    ])
  )

/** A text that is refused with each code, and what that means. */
const stored = {
  NotJson: ['The text is no JSON.', `resourceSharing.deserialize('')`],
  UnknownVersion: [
    'The text is of another format, or of a version that this one does not know.',
    `resourceSharing.deserialize('{"format":"association-lifecycle/resource-sharing","version":2}')`
  ],
  UnknownStatus: [
    'A status is none of those that this version knows: a newer one may have written it.',
    `resourceSharing.deserialize(
  '{"format":"association-lifecycle/resource-sharing","version":1,"share":{"status":"Suspended"},"associations":[]}'
)`
  ],
  Malformed: [
    'Anything else is not as this library writes it: a field is missing, unknown or wrong, or two things contradict each other.',
    `resourceSharing.deserialize('{"format":"association-lifecycle/resource-sharing","version":1,"share":null}')`
  ]
}

const storedSection = ([code, [description, text]]) => {
  const answer = new Function('resourceSharing', `return ${text}`)(resourceSharing)
  if (answer.ok || answer.error.code !== code) throw new Error(`the example of ${code} gives ${JSON.stringify(answer)}`)
  return lines(
    `### \`${code}\``,
    `**${answer.error.status}** ${description} The message says what and where.`,
    `\`\`\`js\n${text}\n\`\`\``,
    json(answer)
  )
}

/** The page, by its file. */
export const hostErrorsPageOf = () => {
  const page = lines(
    generated,
    '# Errors of hosts',
    `Not of a decision: what the doors and the runtime answer by themselves, and what is wrong with a stored text. Errors of decisions are in the catalogues of
[Resource Sharing](resource-sharing-errors.md) and [backup policies](backup-policies-errors.md).`,
    '## Over HTTP',
    `What the door of Resource Sharing answers before or instead of the service. *Platform*: the codes that all RPC services of the platform document. The door of
backup policies answers with [codes of its service and HTTP statuses](backup-policies-http-errors.md).`,
    catalogueTable(doorErrors),
    '## From the runtime',
    'What `execute` of `association-lifecycle/runtime` answers by itself, whatever the store.',
    catalogueTable(runtimeErrors),
    '## Of a stored text',
    `What \`deserialize\` of either system answers to a text that is no state; with \`import { resourceSharing } from 'association-lifecycle'\`:`,
    ...Object.entries(stored).map(storedSection)
  )
  return ['host-errors.md', `${page}\n`]
}
