/** What only backup policies have among errors: codes for the host, HTTP statuses, and reasons of single resources. */
import { backupPolicies } from '../../../dist/index.js'
import { generated } from '../markdown.mjs'
import { code, errorsPage, json, lines, link, stepsJson, table } from './parts.mjs'
import { commentOf } from './source.mjs'

/** When an error is met, without the mark of the catalogue that says whose words these are. */
export const descriptionOf = ({ description }) => description.replace(/ \(own words\)(?=\.?$)/, '')

/** The HTTP statuses by the names that they have in the catalogue. */
export const statusCodes = ({ library }) => Object.values(library.httpStatuses ?? {}).map((entry) => entry.code)

const read = (request) => `backupPolicies.wire.readRequest(${request})`

/** Where not \`writeError\` but the reading of a request answers with a code. */
const asked = {
  'AutoBackup.0008': read(`{ method: 'POST', path: '/v2/project-1/backuppolicy', body: '{' }`),
  NotFound: read(`{ method: 'GET', path: '/v2/project-1/backups' }`),
  MethodNotAllowed: read(`{ method: 'PUT', path: '/v2/project-1/backuppolicy' }`)
}

const evaluated = (text) => new Function('backupPolicies', `return ${text}`)(backupPolicies)

/** An expression that is answered with a code, and its value. */
const exampleOf = (errorCode) => {
  const text = asked[errorCode] ?? `backupPolicies.wire.writeError('${errorCode}')`
  const answer = evaluated(text)
  const met = (answer.error ?? answer.body.error).code
  if (met !== errorCode) throw new Error(`the example of ${errorCode} is answered with ${met}`)
  return lines(`\`\`\`js\n${text}\n\`\`\``, json(answer))
}

const section = ({ library }, errorCode) => {
  const entry = library.errors[errorCode]
  return lines(`### \`${errorCode}\``, `**${entry.status}** “${entry.message}” ${descriptionOf(entry)}`, exampleOf(errorCode))
}

/** The page of what hosts answer over HTTP. */
export const httpPageOf = (system, codes) =>
  lines(
    generated,
    '# HTTP errors of backup policies',
    `A pure domain knows of no tokens, bytes and disks. A host that finds one of these answers with \`wire.writeError\`; what has no route, and what is no JSON, is found by
\`wire.readRequest\`. All other errors are [on the main page](${errorsPage(system)}). With \`import { backupPolicies } from 'association-lifecycle'\`:`,
    '## Codes for the host',
    ...codes.map((each) => section(system, each)),
    '## Statuses',
    `The operations document these of a request that fails as a whole. They are in the catalogue by their names, with the reason phrase as the message, and by number in
\`backupPolicies.httpStatuses\`.`,
    table(
      ['status', 'code', 'message', 'when'],
      Object.values(system.library.httpStatuses).map((entry) => [
        entry.status,
        link('', entry.code),
        entry.reason,
        descriptionOf(entry)
      ])
    ),
    ...statusCodes(system).map((each) => lines(`### \`${each}\``, exampleOf(each)))
  )

const reasons = {
  NotAssociated: 'The resource is not in the policy. The service has no code for it, so its entry has none.',
  PolicyFull: 'The policy has no room for the resource; its entry has the code [`AutoBackup.0204`](#autobackup0204).'
}

/** Why single resources of a request that succeeds fail; nothing where none can. */
export const reasonsOf = ({ examples }) =>
  examples.failures &&
  lines(
    '## Reasons of single resources',
    `A request that names resources succeeds also where some of them, or all, fail. They are in \`fail_resources\` of the reply, and beside it \`result.failures\` says why:
${code(Object.keys(examples.failures))}. ${commentOf('backup-policies/replies.ts', 'FailureReason')}`,
    ...Object.entries(examples.failures).flatMap(([name, steps]) => [
      `### \`${name}\``,
      reasons[name],
      stepsJson(steps, { ok: true, failures: [{ reason: name }] })
    ])
  )
