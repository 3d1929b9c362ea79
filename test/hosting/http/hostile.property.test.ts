/** Whatever comes is answered, in the documented form and with a status that is documented or the door's own; nothing is thrown. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doorErrors } from '../../../src/hosting/http/index.ts'
import { runtimeErrors } from '../../../src/hosting/runtime/errors.ts'
import { canonicalText } from '../../../src/hosting/runtime/fingerprint.ts'
import { backupPolicies, resourceSharing } from '../../../src/index.ts'
import { hostileJson } from '../../../src/testing/hostile.ts'
import { base, createShare, owner, project, read, serviceOver } from './support.ts'

const shareStatuses: ReadonlyMap<unknown, number> = new Map(
  Object.values({ ...resourceSharing.errors, ...doorErrors, ...runtimeErrors }).map(({ code, status }) => [code, status])
)
const policyStatuses: ReadonlyMap<unknown, number> = new Map(
  Object.values(backupPolicies.errors).map(({ code, status }) => [code, status])
)

const method = fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'HEAD', 'OPTIONS', 'PATCH', 'get', 'X')
const action = fc.constantFrom(...Object.keys(resourceSharing.operations), 'Sweep', '__proto__', '')
const parameterName = fc.oneof(
  fc.constantFrom(
    'Action',
    'Version',
    'ResourceShareId',
    'ResourceShareName',
    'Resources.1.ResourceId',
    'Resources',
    'Targets.1'
  ),
  fc.constantFrom(
    'Targets.0',
    'TargetProperties.1.Property',
    'ResourceShareInvitationId',
    'ClientToken',
    '__proto__',
    'Signature'
  ),
  fc.string({ unit: 'binary', maxLength: 10 })
)
const parameterValue = fc.oneof(
  fc.constantFrom('rs-a', 'vsw-1', owner, '', '%', '\u0000'),
  fc.string({ unit: 'binary', maxLength: 20 })
)
const pair = (name: string, value: string): [string, string] => [name, value]
const query = fc
  .tuple(fc.option(action), fc.boolean(), fc.array(fc.tuple(parameterName, parameterValue), { maxLength: 6 }))
  .map(([name, hasVersion, pairs]) =>
    new URLSearchParams([
      ...(name === null ? [] : [pair('Action', name)]),
      ...(hasVersion ? [pair('Version', '2020-01-10')] : []),
      ...pairs
    ]).toString()
  )
const segment = fc.oneof(
  fc.constantFrom(project, 'backuppolicy', 'backuppolicyresources', 'deleted_resources', 'v2', '%', '%2F', '..', ''),
  fc.string({ maxLength: 10 }).map(encodeURIComponent)
)
const path = fc.oneof(
  query.map((text) => `/?${text}`),
  fc
    .constantFrom('backuppolicy', 'backuppolicyresources', 'backuppolicyresources/x/deleted_resources')
    .map((rest) => `/v2/${project}/${rest}`),
  fc.array(segment, { maxLength: 6 }).map((segments) => `/${segments.join('/')}`),
  fc.webPath().filter((text) => text.startsWith('/'))
)
const body = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  query.map((text) => new TextEncoder().encode(text)),
  hostileJson.map((value) => new TextEncoder().encode(canonicalText(value)))
)
const type = fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain', 'x', '')
const key = fc.constantFrom('', 'k', 'x'.repeat(300))
const caller = fc.constantFrom(undefined, owner, project, '__proto__', 'x'.repeat(300))

const asked = fc.record({ method, path, body, type, key, caller })

const requestOf = (given: typeof asked extends fc.Arbitrary<infer T> ? T : never): Request | undefined => {
  const headers: Record<string, string> = { 'content-type': given.type, 'idempotency-key': given.key }
  if (given.caller !== undefined) headers['x-caller'] = given.caller
  const hasBody = !['GET', 'HEAD', 'get'].includes(given.method)
  return new Request(base + given.path, { method: given.method, headers, ...(hasBody && { body: Buffer.from(given.body) }) })
}

test('every request is answered in the documented form', async () => {
  const service = serviceOver()
  await createShare(service)
  const seen = new Set<unknown>()
  await fc.assert(
    fc.asyncProperty(asked, async (given) => {
      const request = requestOf(given)
      if (request === undefined) return
      const isRoot = new URL(request.url).pathname === '/'
      const { status, body: answer } = await read(await service.handler(request))
      seen.add(status)
      if (given.caller === undefined) expect(status).toBe(401)
      if (answer === undefined) {
        expect(status === 204 || request.method === 'HEAD').toBe(true)
        return
      }
      const error = isRoot ? answer : (answer.error as Record<string, unknown> | undefined)
      const code = isRoot ? answer.Code : error?.code
      if (code === undefined) expect(status).toBe(200)
      else expect((isRoot ? shareStatuses : policyStatuses).get(code)).toBe(status)
      if (isRoot && code !== undefined) expect(Object.keys(answer)).toStrictEqual(['RequestId', 'HostId', 'Code', 'Message'])
    }),
    { numRuns: 700 }
  )
  // Only what the host gets wrong is the host's to hear of: here, callers with names that are longer than a store takes.
  for (const [error] of service.onError.mock.calls) expect(error).toBeInstanceOf(RangeError)
  for (const status of [200, 204, 400, 401, 403, 404, 405, 415]) expect(seen, String(status)).toContain(status)
})
