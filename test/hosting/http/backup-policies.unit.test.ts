import { describe, expect, test } from 'vitest'
import { project, serviceOver } from './support.ts'

const policy = {
  backup_policy_name: 'nightly',
  scheduled_policy: {
    frequency: 1,
    start_time: '12:00',
    rentention_num: 10,
    remain_first_backup_of_curMonth: 'N',
    status: 'ON'
  }
}
const volume = 'bce8d47a-af17-4169-901f-4c7ae9f29c2c'

const withPolicy = async () => {
  const service = serviceOver()
  const { body } = await service.rest('POST', 'backuppolicy', policy)
  return { ...service, policyId: String(body?.backup_policy_id) }
}

const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> | undefined }) => [
  status,
  (body?.error as { code?: string } | undefined)?.code
]

describe('the documented operations', () => {
  test('from the making of a policy to its end', async () => {
    const { rest, policyId } = await withPolicy()
    expect(policyId).toMatch(/^[0-9a-f-]{36}$/)
    const resources = [{ resource_id: volume, resource_type: 'volume' }]
    const associated = await rest('POST', 'backuppolicyresources', { backup_policy_id: policyId, resources })
    expect(associated.body).toMatchObject({ success_resources: [{ resource_id: volume }], fail_resources: [] })
    const listed = await rest('GET', 'backuppolicy')
    expect(listed.body).toMatchObject({ backup_policies: [{ backup_policy_id: policyId, policy_resource_count: 1 }] })

    const path = `backuppolicyresources/${policyId}/deleted_resources`
    const disassociated = await rest('POST', path, { resources: [{ resource_id: volume }] })
    expect([disassociated.status, disassociated.body]).toStrictEqual([
      200,
      { success_resources: [{ resource_id: volume }], fail_resources: [] }
    ])
    const again = await rest('POST', path, { resources: [{ resource_id: volume }] })
    expect([again.status, again.body]).toStrictEqual([200, { success_resources: [], fail_resources: [{ resource_id: volume }] }])

    const deleted = await rest('DELETE', `backuppolicy/${policyId}`)
    expect([deleted.status, deleted.body, deleted.headers.get('content-type')]).toStrictEqual([204, undefined, null])
    expect(codeOf(await rest('DELETE', `backuppolicy/${policyId}`))).toStrictEqual([404, 'AutoBackup.0205'])
  })

  test('HEAD is GET without a body', async () => {
    const { rest } = await withPolicy()
    const { status, body, headers } = await rest('HEAD', 'backuppolicy')
    expect([status, body, headers.get('content-type')]).toStrictEqual([200, undefined, 'application/json; charset=utf-8'])
  })
})

describe('the project comes from the host', () => {
  test('and the path must be the same', async () => {
    const { rest, send } = await withPolicy()
    expect(codeOf(await rest('GET', 'backuppolicy', undefined, { caller: 'project-2' }))).toStrictEqual([403, 'AutoBackup.0213'])
    const theirs = await send('/v2/project-2/backuppolicy', { caller: 'project-2' })
    expect(theirs.body).toStrictEqual({ backup_policies: [] })
  })

  test('what it knows goes into the decision', async () => {
    const facts = { limits: { policiesPerProject: 0 } }
    const service = serviceOver(undefined, { policies: { authenticate: () => ({ id: project, facts: () => facts }) } })
    expect(codeOf(await service.rest('POST', 'backuppolicy', policy))).toStrictEqual([400, 'AutoBackup.0203'])
  })

  test.each(['AutoBackup.0002', 'AutoBackup.0003', 'Forbidden'] as const)('nobody, because of %s', async (denied) => {
    const { rest } = serviceOver(undefined, { policies: { authenticate: () => ({ denied }) } })
    const { status, body } = await rest('POST', 'backuppolicy', policy)
    expect(status).toBe(denied === 'Forbidden' ? 403 : 401)
    expect(body).toMatchObject({ error: { code: denied } })
  })
})

describe('a call with a key', () => {
  const headers = { 'idempotency-key': 'key-1' }

  test('makes one policy, and is given the same reply', async () => {
    const { rest } = serviceOver()
    const call = () => rest('POST', 'backuppolicy', policy, { headers })
    const [one, other] = [await call(), await call()]
    expect(other.body).toStrictEqual(one.body)
    expect((await rest('GET', 'backuppolicy')).body?.backup_policies).toHaveLength(1)
    const changed = await rest('POST', 'backuppolicy', { ...policy, backup_policy_name: 'weekly' }, { headers })
    expect(codeOf(changed)).toStrictEqual([409, 'Conflict'])
  })

  test('that is no key is refused', async () => {
    const answer = await serviceOver().rest('POST', 'backuppolicy', policy, { headers: { 'idempotency-key': 'x'.repeat(256) } })
    expect(codeOf(answer)).toStrictEqual([400, 'BadRequest'])
  })
})

describe('what is no call', () => {
  test.each([
    ['an unknown path', 'GET', '/v2/project-1/elsewhere', 404, 'NotFound', null],
    ['a path beside', 'POST', '/v2', 404, 'NotFound', null],
    ['another method', 'PUT', '/v2/project-1/backuppolicy', 405, 'MethodNotAllowed', 'GET, POST, HEAD, OPTIONS'],
    ['a HEAD of what changes something', 'HEAD', '/v2/project-1/backuppolicy/x', 405, undefined, 'DELETE, OPTIONS'],
    ['OPTIONS', 'OPTIONS', '/v2/project-1/backuppolicyresources', 204, undefined, 'POST, OPTIONS'],
    ['OPTIONS of an unknown path', 'OPTIONS', '/v2/x', 404, 'NotFound', null]
  ])('%s', async (_, method, path, status, code, allow) => {
    const answer = await serviceOver().send(path, { method, caller: project })
    expect([...codeOf(answer), answer.headers.get('allow')]).toStrictEqual([status, code, allow])
  })

  test.each([
    ['broken JSON', '{"backup_policy_name":', 400, 'AutoBackup.0008'],
    ['nothing', '', 400, 'AutoBackup.0000'],
    ['no object', '"text"', 400, 'AutoBackup.0000'],
    ['very deep', '['.repeat(200_000), 400, 'AutoBackup.0008'],
    ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 400, 'AutoBackup.0008']
  ])('a body that is %s', async (_, body, status, code) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await serviceOver().send('/v2/project-1/backuppolicy', { method: 'POST', caller: project, body, headers })
    expect(codeOf(answer)).toStrictEqual([status, code])
  })

  test('a body of another type', async () => {
    const { rest } = serviceOver()
    for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
      expect(codeOf(await rest('POST', 'backuppolicy', policy, { headers: { 'content-type': type } }))).toStrictEqual([
        400,
        'AutoBackup.0008'
      ])
    for (const type of ['application/json; charset=utf-8', 'Application/JSON', 'application/vnd.cloud+json', ''])
      expect((await rest('POST', 'backuppolicy', policy, { headers: { 'content-type': type } })).status).toBe(200)
  })
})
