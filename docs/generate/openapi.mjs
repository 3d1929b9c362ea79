/** The OpenAPI documents of both systems, and the page that leads to them. */
import { readFileSync } from 'node:fs'
import { generated, lines, table } from './markdown.mjs'
import { policiesDocument } from './openapi-backup-policies.mjs'
import { sharingDocument } from './openapi-resource-sharing.mjs'

const folder = 'docs/reference/openapi'

const operationsOf = ({ paths }) =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, ...operation }))
  )

const row = ({ path, method, operationId, summary, responses }) => [
  `\`${operationId}\``,
  `\`${method.toUpperCase()} ${path}\``,
  summary,
  Object.keys(responses).join(', ')
]

const section = ([file, document]) =>
  lines(
    `## [${document.info.title}](${file})`,
    document.info.description,
    table(['operation', 'where', 'what it does', 'statuses'], operationsOf(document).map(row))
  )

const indexOf = (documents) =>
  lines(
    generated,
    '# OpenAPI',
    `Both systems as [OpenAPI 3.1](https://spec.openapis.org/oas/v3.1.1.html) documents, for generators of clients, for mock servers and for pages. They are made
from the code that answers: the checks of requests, the catalogues of errors and the wire; every example is what the library answers. Tests
fail where they are stale, and hold calls over HTTP against them. [The guide](../../guide/schemas.md) shows them in use;
[what they cannot say](../../decisions/openapi.md) is written down, too.`,
    ...documents.map(section)
  )

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

/** Each file: its path from the top of the repository, and its text. */
export const openapiFiles = () => {
  const documents = [
    ['resource-sharing.json', sharingDocument(version)],
    ['backup-policies.json', policiesDocument(version)]
  ]
  return [
    ...documents.map(([file, document]) => [`${folder}/${file}`, `${JSON.stringify(document, null, 1)}\n`]),
    [`${folder}/README.md`, `${indexOf(documents)}\n`]
  ]
}
