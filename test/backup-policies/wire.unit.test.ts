/** The wire by example: what each HTTP request is read as, what a broken one is answered with, and what goes back. */
import { describe, expect, test } from 'vitest'
import type { BackupPoliciesCommand } from '../../src/backup-policies/index.ts'
import type { WireCall, WireRequest } from '../../src/backup-policies/wire.ts'
import { backupPolicies } from '../../src/index.ts'
import {
  association,
  creation,
  deletion,
  disassociation,
  factsOf,
  otherPolicyId,
  otherProject,
  policyId,
  project,
  ready,
  run,
  schedule,
  sweep,
  uuid,
  volume,
  volumeId
} from './support.ts'

const { decide, errors, listBackupPolicies, operations, wire } = backupPolicies
const { readOutcomes, readReply, readRequest, writeError, writeReply, writeRequest } = wire

const isReady = ready()
const resources = [{ resource_id: volumeId }]
const policies = `/v2/${project}/backuppolicy`
const inPolicies = `/v2/${project}/backuppolicyresources`
const leaving = `${inPolicies}/${policyId}/deleted_resources`

/** What a request comes to: the code of its error, or `ok`. A host gives a new policy its id. */
const answerTo = (request: WireRequest): string => {
  const read = readRequest(request)
  if (!read.ok) return read.error.code
  const { call, projectId } = read
  const answer =
    call.type === 'ListBackupPolicies'
      ? listBackupPolicies(isReady, call.request, factsOf({ projectId }))
      : decide({ ...call, policyId: uuid(9) } as BackupPoliciesCommand, isReady, factsOf({ projectId }))
  return answer.ok ? 'ok' : answer.error.code
}

const post = (path: string, body?: unknown): WireRequest => ({ method: 'POST', path, body })
const callOf = (request: WireRequest): WireCall => {
  const read = readRequest(request)
  if (!read.ok) throw new Error(read.error.code)
  return read.call
}

describe('each operation as it is documented', () => {
  const forms = {
    CreateBackupPolicy: ['POST', policies, { backup_policy_name: 'plan01', scheduled_policy: schedule }, {}],
    AssociateResources: ['POST', inPolicies, { backup_policy_id: policyId, resources: [volume(volumeId)] }, {}],
    DisassociateResources: ['POST', leaving, { resources }, { policy_id: policyId }],
    DeleteBackupPolicy: ['DELETE', `${policies}/${policyId}`, undefined, { policy_id: policyId }],
    ListBackupPolicies: ['GET', policies, undefined, {}]
  } as const
  const rows = Object.entries(forms).map(([type, form]) => [type, form] as const)

  test.each(rows)('%s', (type, [method, path, body, inPath]) => {
    const call = { type, request: { ...body, ...inPath } }
    const read = { ok: true, projectId: project, call }
    expect(readRequest({ method, path, body })).toStrictEqual(read)
    expect(readRequest({ method, path, body: JSON.stringify(body) })).toStrictEqual(read)
    expect(readRequest({ method, path: `${path}?limit=5&policy_id=${otherPolicyId}`, body })).toStrictEqual(read)
    expect(writeRequest(project, call as WireCall)).toStrictEqual(
      body === undefined ? { method, path } : { method, path, body: JSON.stringify(body) }
    )
    expect(answerTo({ method, path, body })).toBe('ok')
  })

  test('there are these and no others, with the status of success', () => {
    const found = Object.entries(operations).map(([type, { method, path, status }]) => [type, method, path, status])
    expect(found).toStrictEqual([
      ['CreateBackupPolicy', 'POST', '/v2/{project_id}/backuppolicy', 200],
      ['AssociateResources', 'POST', '/v2/{project_id}/backuppolicyresources', 200],
      ['DisassociateResources', 'POST', '/v2/{project_id}/backuppolicyresources/{policy_id}/deleted_resources', 200],
      ['DeleteBackupPolicy', 'DELETE', '/v2/{project_id}/backuppolicy/{policy_id}', 204],
      ['ListBackupPolicies', 'GET', '/v2/{project_id}/backuppolicy', 200]
    ])
  })

  test('a sweep, and the host’s own parts of a command, do not come over the wire', () => {
    expect(callOf(post(policies, { type: sweep.type, policyId }))).toStrictEqual({
      type: 'CreateBackupPolicy',
      request: { type: 'Sweep', policyId }
    })
    expect(writeRequest(project, creation() as WireCall)).not.toHaveProperty('policyId')
  })
})

describe('the body', () => {
  test.each([
    ['AutoBackup.0000', 'an empty text', ''],
    ['AutoBackup.0000', 'none', undefined],
    ['AutoBackup.0000', 'null, parsed', null],
    ['AutoBackup.0000', 'null', 'null'],
    ['AutoBackup.0000', 'an empty object, parsed', {}],
    ['AutoBackup.0000', 'an empty object', ' { } '],
    ['AutoBackup.0000', 'a list', '[{"resource_id":"x"}]'],
    ['AutoBackup.0000', 'a number', '5'],
    ['AutoBackup.0000', 'a text', '"resources"'],
    ['AutoBackup.0000', 'a list, deep and whole', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['AutoBackup.0001', 'another field', '{"x":1}'],
    ['AutoBackup.0001', 'the policy id alone', { policy_id: policyId }],
    ['AutoBackup.0001', 'a list of null', '{"resources":null}'],
    ['AutoBackup.0207', 'an empty list', '{"resources":[]}'],
    ['AutoBackup.0209', 'an entry without an id', '{"resources":[{}]}'],
    ['AutoBackup.0209', 'a deep list', `{"resources":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['AutoBackup.0221', 'an angle bracket', { resources, note: '<' }],
    ['AutoBackup.0221', 'an angle bracket as an escape', '{"resources":[{"resource_id":"\\u003c"}]}'],
    ['AutoBackup.0221', 'an angle bracket where the id in the path wins', { resources, policy_id: '<' }],
    ['AutoBackup.1400', 'no UUID', '{"resources":[{"resource_id":"x"}]}'],
    ['AutoBackup.0008', 'half an object', '{'],
    ['AutoBackup.0008', 'half a list', '['.repeat(100_000)],
    ['AutoBackup.0008', 'more than one value', '{}{}'],
    ['AutoBackup.0008', 'single quotes', "{'resources':[]}"],
    ['AutoBackup.0008', 'a comma too many', '{"resources":[],}'],
    ['AutoBackup.0008', 'a mark before it', '\uFEFF{"resources":[]}'],
    ['AutoBackup.0008', 'a form', 'resources=1'],
    ['AutoBackup.0008', 'the word undefined', 'undefined'],
    ['ok', 'unknown fields', { resources, note: 1 }]
  ])('%s: %s', (code, _, body) => {
    expect(answerTo(post(leaving, body))).toBe(code)
  })

  test.each([policies, inPolicies, leaving])('.0008 and .0000 of each: %s', (path) => {
    expect(answerTo(post(path, '{'))).toBe('AutoBackup.0008')
    for (const empty of ['', null, {}, undefined, '{}', []]) expect(answerTo(post(path, empty))).toBe('AutoBackup.0000')
  })

  test('is not read where none is documented', () => {
    for (const body of ['{', '<', { policy_id: otherPolicyId }, null]) {
      expect(callOf({ method: 'GET', path: policies, body })).toStrictEqual({ type: 'ListBackupPolicies', request: {} })
      expect(callOf({ method: 'DELETE', path: `${policies}/${policyId}`, body })).toStrictEqual(deletion())
    }
  })

  test('its policy id gives way to the one in the path; of associating it is the one that counts', () => {
    expect(callOf(post(leaving, { policy_id: otherPolicyId, resources }))).toStrictEqual(disassociation([volumeId]))
    expect(callOf(post(leaving, `{"resources":[],"policy_id":""}`)).request).toStrictEqual({ policy_id: policyId, resources: [] })
    const request = { ...association([volumeId], otherPolicyId).request, policy_id: policyId }
    expect(callOf(post(inPolicies, request))).toStrictEqual({ type: 'AssociateResources', request })
  })

  test('the names of prototypes are fields like others', () => {
    const hostile = '"__proto__":{"policy_id":"","polluted":1},"constructor":{"prototype":{"polluted":1}}'
    const { request } = callOf(post(leaving, `{${hostile},"resources":${JSON.stringify(resources)}}`))
    expect(Object.getPrototypeOf(request)).toBe(Object.prototype)
    expect(Object.keys(request).sort()).toStrictEqual(['__proto__', 'constructor', 'policy_id', 'resources'])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(answerTo(post(leaving, `{${hostile},"resources":${JSON.stringify(resources)}}`))).toBe('ok')
    expect(answerTo(post(leaving, `{${hostile}}`))).toBe('AutoBackup.0001')
    expect(answerTo(post(policies, `{${hostile}}`))).toBe('AutoBackup.0102')
    expect(answerTo(post(leaving, '{"resources":[{"__proto__":{"resource_id":"x"}}]}'))).toBe('AutoBackup.0209')
  })
})

describe('the path', () => {
  const inPath = (id: string) => `${inPolicies}/${id}/deleted_resources`

  test.each([
    ['as it is', policyId, policyId],
    ['percent-encoding', '%61f8a20b0%2D117d', 'af8a20b0-117d'],
    ['an encoded slash', 'a%2fb', 'a/b'],
    ['an encoded question mark', 'a%3Fb', 'a?b'],
    ['a plus is no space', 'a+b', 'a+b'],
    ['UTF-8', '%E6%BC%A2', '漢'],
    ['as it is, beyond ASCII', '漢', '漢'],
    ['a percent sign that begins nothing', '100%zz', '100%zz'],
    ['what is no UTF-8', '%FF', '%FF'],
    ['decoded once', '%2541', '%41'],
    ['nothing', '', ''],
    ['the name of a prototype', '__proto__', '__proto__']
  ])('an id: %s', (_, segment, id) => {
    expect(callOf(post(inPath(segment), { resources })).request).toStrictEqual({ policy_id: id, resources })
    expect(callOf({ method: 'DELETE', path: `${policies}/${segment}` }).request).toStrictEqual({ policy_id: id })
    expect(readRequest({ method: 'GET', path: `/v2/${segment}/backuppolicy` })).toMatchObject({ projectId: id })
  })

  test.each([
    ['ok', policyId.toUpperCase()],
    ['AutoBackup.0006', ''],
    ['AutoBackup.0205', 'x'],
    ['AutoBackup.0205', uuid(8)],
    ['AutoBackup.0205', '%zz'],
    ['AutoBackup.0205', '__proto__'],
    ['AutoBackup.0221', '<script>'],
    ['AutoBackup.0221', '%3e']
  ])('%s: the policy id %j', (code, id) => {
    expect(answerTo(post(inPath(id), { resources }))).toBe(code)
    expect(answerTo({ method: 'DELETE', path: `${policies}/${id}` })).toBe(code)
  })

  test('another project’s is not revealed', () => {
    expect(answerTo(post(leaving.replace(project, otherProject), { resources }))).toBe('AutoBackup.0205')
    expect(answerTo({ method: 'GET', path: policies.replace(project, otherProject) })).toBe('ok')
  })

  test.each([
    '',
    '/',
    '/v2',
    `/v2/${project}`,
    `/v1/${project}/backuppolicy`,
    `/V2/${project}/backuppolicy`,
    `v2/${project}/backuppolicy`,
    `/x${policies}`,
    `${policies}x`,
    `${policies}/${policyId}/x`,
    `${policies}\n`,
    `/v2/a/b/backuppolicy`,
    `${inPolicies}/`,
    `${inPolicies}/${policyId}`,
    `${inPolicies}/deleted_resources`,
    `${leaving}/`,
    `${inPolicies}/a/b/deleted_resources`,
    `?${policies}`,
    '__proto__',
    'constructor'
  ])('%j is none: 404', (path) => {
    for (const method of ['GET', 'POST', 'DELETE', 'PUT'])
      expect(readRequest({ method, path, body: '{' })).toMatchObject({ ok: false, error: { status: 404, code: 'NotFound' } })
  })

  test.each([
    ['PUT', policies],
    ['PATCH', policies],
    ['DELETE', policies],
    ['GET', `${policies}/${policyId}`],
    ['POST', `${policies}/${policyId}`],
    ['PUT', `${policies}/${policyId}`],
    ['GET', inPolicies],
    ['DELETE', inPolicies],
    ['GET', leaving],
    ['DELETE', leaving],
    ['', policies],
    ['__proto__', policies],
    ['GET ', policies],
    ['GETPOST', policies]
  ])('%j is no method of %s: 405', (method, path) => {
    expect(readRequest({ method, path, body: '{' })).toMatchObject({
      ok: false,
      error: { status: 405, code: 'MethodNotAllowed' }
    })
  })
})

describe('what is written', () => {
  test('an id cannot pass for a part of the path', () => {
    const id = 'a/b?c#d%41 <é漢$&'
    const call = { type: 'DeleteBackupPolicy', request: { policy_id: id } } as const
    const written = writeRequest('{policy_id}/$1', call)
    expect(written.path).toBe('/v2/%7Bpolicy_id%7D%2F%241/backuppolicy/a%2Fb%3Fc%23d%2541%20%3C%C3%A9%E6%BC%A2%24%26')
    expect(readRequest(written)).toStrictEqual({ ok: true, projectId: '{policy_id}/$1', call })
  })

  test('the policy id goes into the path and not into the body, and the request stays as it is', () => {
    const call = disassociation([volumeId]) as WireCall
    expect(JSON.parse(String(writeRequest(project, call).body))).toStrictEqual({ resources })
    expect(call).toStrictEqual(disassociation([volumeId]))
  })
})

describe('replies', () => {
  const inJson = (value: object) => JSON.parse(JSON.stringify(value))

  test.each([
    ['CreateBackupPolicy', creation(uuid(9)), 200, { backup_policy_id: uuid(9) }],
    [
      'AssociateResources',
      association([volumeId]),
      200,
      { success_resources: [{ resource_id: volumeId, resource_type: 'volume' }], fail_resources: [] }
    ],
    [
      'DisassociateResources',
      disassociation([volumeId, uuid(3)]),
      200,
      { success_resources: [{ resource_id: volumeId }], fail_resources: [{ resource_id: uuid(3) }] }
    ],
    [
      'DisassociateResources',
      disassociation([uuid(3)]),
      200,
      { success_resources: [], fail_resources: [{ resource_id: uuid(3) }] }
    ]
  ] as const)('%s', (type, command, status, body) => {
    const { result } = run(isReady, command)
    const answer = writeReply(type, result)
    expect(answer).toStrictEqual({ status, body })
    expect(readReply(inJson(answer))).toStrictEqual({ ok: true, reply: body })
  })

  test('DeleteBackupPolicy has no body', () => {
    const answer = writeReply('DeleteBackupPolicy', run(isReady, deletion()).result)
    expect(answer).toStrictEqual({ status: 204 })
    expect(Object.keys(answer)).toStrictEqual(['status'])
    for (const body of [undefined, null, '', {}]) expect(readReply({ ...answer, body })).toStrictEqual({ ok: true, reply: {} })
  })

  test('ListBackupPolicies', () => {
    const answer = writeReply('ListBackupPolicies', listBackupPolicies(isReady, {}, factsOf()))
    const shown = (backup_policy_id: string, backup_policy_name: string, policy_resource_count: number) => ({
      backup_policy_id,
      backup_policy_name,
      scheduled_policy: schedule,
      policy_resource_count
    })
    const policies = [shown(otherPolicyId, 'plan02', 0), shown(policyId, 'plan01', 1)]
    expect(answer).toStrictEqual({ status: 200, body: { backup_policies: policies } })
    expect(readReply(inJson(answer))).toStrictEqual({ ok: true, reply: { backup_policies: policies } })
  })

  test.each(Object.values(errors))('$code', ({ status, code, message }) => {
    const answer = { status, body: { error: { code, message } } }
    expect(writeError(code)).toStrictEqual(answer)
    for (const type of ['DisassociateResources', 'DeleteBackupPolicy', 'ListBackupPolicies'] as const)
      expect(writeReply(type, { ok: false, error: { status, code, message } })).toStrictEqual(answer)
    expect(readReply(inJson(answer))).toStrictEqual({ ok: false, error: { status, code, message } })
  })

  test('a refusal from end to end', () => {
    const { result } = run(isReady, disassociation([volumeId], uuid(8)))
    expect(writeReply('DisassociateResources', result)).toStrictEqual({
      status: 404,
      body: { error: { code: 'AutoBackup.0205', message: 'The policy does not exist.' } }
    })
  })

  test('a reply is a body of its own: what is done to it is not done to the result', () => {
    const { result } = run(isReady, disassociation([volumeId]))
    Object.assign(writeReply('DisassociateResources', result).body ?? {}, { success_resources: [] })
    expect(result).toMatchObject({ reply: { success_resources: [{ resource_id: volumeId }] } })
  })

  const error = { code: 'a', message: 'b' }
  test.each([
    ['no body', 200, undefined],
    ['null', 200, null],
    ['a list', 200, []],
    ['a text', 200, '{}'],
    ['an error without a body', 500, undefined],
    ['an error that is no object', 400, { error: 'x' }],
    ['an error that is null', 400, { error: null }],
    ['an error without its code', 400, { error: { message: 'b' } }],
    ['an error without its message', 400, { error: { code: 'a' } }],
    ['a code that is no text', 400, { error: { ...error, code: 5 } }],
    ['an error that is not under its name', 400, error],
    ['a page of a proxy', 502, '<html>'],
    ['a reply with the status of an error', 404, { success_resources: [], fail_resources: [] }]
  ])('neither a reply nor an error: %s', (_, status, body) => {
    expect(readReply({ status, body })).toBe(undefined)
  })

  test.each([
    [199, false],
    [200, true],
    [201, true],
    [299, true],
    [300, false],
    [429, false],
    [504, false],
    [Number.NaN, false]
  ])('status %d is a reply: %s', (status, ok) => {
    const body = { error, more: 1 }
    expect(readReply({ status, body })).toStrictEqual(ok ? { ok, reply: body } : { ok, error: { status, ...error } })
  })
})

describe('what became of each resource', () => {
  test('is said by the list that its entry is in, and never by a code', () => {
    const one = { resource_id: uuid(1), code: 'AutoBackup.0206', message: 'x' }
    const two = { resource_id: uuid(2) }
    expect(readOutcomes({ success_resources: [one], fail_resources: [two] })).toStrictEqual({ succeeded: [one], failed: [two] })
    expect(readOutcomes({ success_resources: [two], fail_resources: [one] })).toStrictEqual({ succeeded: [two], failed: [one] })
    expect(readOutcomes({ success_resources: [], fail_resources: [], more: 1 })).toStrictEqual({ succeeded: [], failed: [] })
  })

  test('of the documented failure, from the request to the reader', () => {
    const answer = writeReply('DisassociateResources', run(isReady, disassociation([uuid(3), volumeId])).result)
    const read = readReply(JSON.parse(JSON.stringify(answer)))
    expect(readOutcomes(read?.ok && read.reply)).toStrictEqual({
      succeeded: [{ resource_id: volumeId }],
      failed: [{ resource_id: uuid(3) }]
    })
  })

  const lists = { success_resources: [], fail_resources: [] }
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', [lists]],
    ['one list alone', { success_resources: [] }],
    ['the other alone', { fail_resources: [] }],
    ['a list of null', { ...lists, fail_resources: null }],
    ['no list', { ...lists, success_resources: { 0: { resource_id: 'x' }, length: 1 } }],
    ['an entry of null', { ...lists, success_resources: [null] }],
    ['an entry that is an id', { ...lists, fail_resources: [volumeId] }],
    ['an entry without its id', { ...lists, fail_resources: [{ code: 'x' }] }],
    ['an id that is no text', { ...lists, success_resources: [{ resource_id: 5 }] }],
    ['lists that a prototype has', JSON.parse('{"__proto__":{"success_resources":[],"fail_resources":[]}}')]
  ])('is not in %s', (_, reply) => {
    expect(readOutcomes(reply)).toBe(undefined)
  })
})

test('only operations go on the wire', () => {
  for (const type of ['Sweep', 'listResources', 'toString', undefined])
    expect(() => writeRequest(project, { type, request: {} } as never)).toThrow(
      `${String(type)} is no operation: only those go on the wire`
    )
})

test('a request without the id that goes into the path has an empty one there', () => {
  expect(writeRequest(project, { type: 'DeleteBackupPolicy', request: {} } as never).path).toBe(`/v2/${project}/backuppolicy/`)
})

test.each([undefined, null, 7, {}])('a path that is no text leads nowhere: %s', (path) => {
  expect(readRequest({ method: 'GET', path } as never)).toMatchObject({ ok: false, error: { code: 'NotFound' } })
})
