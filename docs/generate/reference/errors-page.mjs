/** The pages of the errors of a system: every code of its catalogue, when it is met, and a request that is answered with it. */
import { generated } from '../markdown.mjs'
import {
  beginningOf,
  errorLinks,
  errorsPage,
  httpErrorsPage,
  lines,
  link,
  listErrorsPage,
  pageOfError,
  parameterErrorsPage,
  stepsJson,
  table,
  typeLinks
} from './parts.mjs'
import { descriptionOf, httpPageOf, reasonsOf, statusCodes } from './policy-errors.mjs'

const origins = { documented: 'Documented by the service.', library: 'This library’s own.' }

const originOf = ({ description, origin }) =>
  /\(own words\)/.test(description) ? 'The service documents the code; the words are this library’s.' : origins[origin]

const section = (system, errorCode) => {
  const { library, answers, examples } = system
  const entry = library.errors[errorCode]
  const types = answers.typesOf(errorCode)
  const shown = answers.refused.find(({ name }) => name === errorCode)
  const reason = examples.failureOfCode?.[errorCode]
  if (shown === undefined && reason === undefined)
    throw new Error(`${errorCode} has no example in docs/generate/reference/examples: give one, then npm run docs`)
  const said = [`**${entry.status}** “${entry.message}”`, descriptionOf(entry), originOf(entry)]
  return lines(
    `### \`${errorCode}\``,
    [...said, types.length > 0 && `Answered to ${typeLinks(system, types)}.`].filter(Boolean).join(' '),
    shown && stepsJson(shown.steps, { code: errorCode }),
    reason && stepsJson(examples.failures[reason], { ok: true, reply: { fail_resources: [{ code: errorCode }] } })
  )
}

const overview = (system, codes) =>
  table(
    ['code', 'status', 'when'],
    codes.map((each) => {
      const entry = system.library.errors[each]
      return [errorLinks(system, [each], errorsPage(system)), entry.status, descriptionOf(entry)]
    })
  )

const introduction = {
  'resource-sharing': `\`resourceSharing.errors\` is this catalogue as data. The first 19 are those that DisassociateResourceShare documents, in its order; misspelt messages
are the service’s own.`,
  'backup-policies': `\`backupPolicies.errors\` is this catalogue as data. The service documents what its codes mean, but no messages: those are this library’s.`
}

const shared = `\`apply\` and \`decide\` answer \`{ ok: false, error: { status, code, message } }\`, and \`wire.writeReply\` makes of it what goes over the wire. A refused
command changes nothing: the state is the same reference, and there are no events. What a host answers by itself, over HTTP or from its runtime,
and what is wrong with a stored text, is [on a page of its own](host-errors.md).`

const parameterIntroduction = (system) =>
  `What is missing or wrong in the request itself, whatever the state. All other errors are [on the main page](${errorsPage(system)}).`

const listIntroduction = (system) =>
  `What only ${typeLinks(system, Object.keys(system.queries))} is answered with; it may be answered with ${link(
    parameterErrorsPage(system),
    'InvalidParameter'
  )}, too. All other errors are [on the main page](${errorsPage(system)}).`

const smallerPage = (system, title, introductionText, codes) =>
  lines(generated, `# ${title}`, introductionText, beginningOf(system), ...codes.map((each) => section(system, each)))

/** The pages, by file. */
export const errorPagesOf = (system) => {
  const { title, library, name } = system
  const codes = Object.keys(library.errors).filter((each) => !statusCodes(system).includes(each))
  const on = (page) => codes.filter((each) => pageOfError(system, each) === page)
  const page = lines(
    generated,
    `# Errors of ${title}`,
    `${introduction[name]} ${shared}`,
    '## All codes',
    overview(system, codes),
    '## When each is met',
    beginningOf(system),
    ...on(errorsPage(system)).map((each) => section(system, each)),
    reasonsOf(system)
  )
  const pages = [[errorsPage(system), page]]
  const add = (file, text) => on(file).length > 0 && pages.push([file, text()])
  add(parameterErrorsPage(system), () =>
    smallerPage(system, `Errors in the parameters of ${title}`, parameterIntroduction(system), on(parameterErrorsPage(system)))
  )
  add(listErrorsPage(system), () =>
    smallerPage(system, `Errors of the list of ${title}`, listIntroduction(system), on(listErrorsPage(system)))
  )
  add(httpErrorsPage(system), () => httpPageOf(system, on(httpErrorsPage(system))))
  return pages.map(([file, text]) => [file, `${text}\n`])
}
