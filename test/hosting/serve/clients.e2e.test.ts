/** Real clients over a real port: the official RPC client, unchanged, and fetch. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Documents, emulatorAt, errorOf, hourMs, type Running, type ShareReply, start } from './support.ts'

let shareIds: string[] = []
let emulator: Running

beforeAll(async () => {
  emulator = await emulatorAt({ newResourceShareId: () => shareIds.shift() ?? `rs-${crypto.randomUUID()}` })
})

afterAll(() => emulator.stop())

beforeEach(async () => {
  await emulator.control('clock', { at: start })
  await emulator.control('reset', {})
  shareIds = ['rs-6GRmdD3X****']
})

const post = { method: 'POST' }
const associationsIn = ({ resourceShares }: Documents) => (resourceShares[0]?.associations ?? []) as Record<string, unknown>[]
const share = { ResourceShareId: 'rs-6GRmdD3X****' }

const associate = async (entities: object, allow = true) => {
  const owner = emulator.client('demo-owner')
  await owner.request('CreateResourceShare', { ResourceShareName: 'test', AllowExternalTargets: allow })
  const reply = await owner.request('AssociateResourceShare', { ...share, ...entities }, post)
  const { resourceShares } = await emulator.state()
  return { owner, reply, invitations: resourceShares[0]?.invitations as { ResourceShareInvitationId: string }[] }
}

describe('the official client', () => {
  test.each([['GET'], ['POST']])('makes the documented call and gets the documented reply: %s', async (method) => {
    const { owner, invitations } = await associate({ Targets: ['172050525300****'] })
    const guest = emulator.client('documented')
    await guest.request('AcceptResourceShareInvitation', {
      ResourceShareInvitationId: invitations[0]?.ResourceShareInvitationId
    })
    await emulator.control('clock', { at: '2020-12-04T09:40:45.556Z' })
    const reply = await owner.request('DisassociateResourceShare', { ...share, Targets: ['172050525300****'] }, { method })
    // Its objects have no prototype: they are equal, but not strictly.
    expect(reply).toEqual({
      RequestId: expect.any(String),
      ResourceShareAssociations: [
        {
          UpdateTime: '2020-12-04T09:40:45.556Z',
          EntityId: '172050525300****',
          ResourceShareName: 'test',
          CreateTime: '2020-12-04T09:40:41.250Z',
          EntityType: 'Account',
          ResourceShareId: 'rs-6GRmdD3X****',
          AssociationType: 'Target',
          AssociationStatus: 'Disassociating'
        }
      ]
    })
  })

  test('sends lists of five', async () => {
    const Resources = [1, 2, 3, 4, 5].map((at) => ({ ResourceId: `vsw-${at}`, ResourceType: 'VSwitch' }))
    const Targets = [1, 2, 3, 4, 5].map((at) => `300000000000000${at}`)
    const { owner, reply } = await associate({ Resources, Targets })
    const ids = [...Resources.map(({ ResourceId }) => ResourceId), ...Targets]
    const idsOf = (got: unknown) =>
      (got as { ResourceShareAssociations: { EntityId: string }[] }).ResourceShareAssociations.map(({ EntityId }) => EntityId)
    expect(idsOf(reply)).toStrictEqual(ids)
    await emulator.state()
    expect(idsOf(await owner.request('DisassociateResourceShare', { ...share, Resources, Targets }, post))).toStrictEqual(ids)
    const listed = await owner.request('ListResourceShareAssociations', {
      AssociationType: 'Resource',
      ResourceShareIds: [share.ResourceShareId]
    })
    expect(idsOf(listed)).toStrictEqual(ids.slice(0, 5))
  })

  test('sends a key for a call again: one share, and the same reply', async () => {
    const owner = emulator.client('demo-owner')
    const call = () => owner.request('CreateResourceShare', { ResourceShareName: 'test', ClientToken: 'key-1' }, post)
    expect(await call()).toStrictEqual(await call())
    expect((await emulator.state()).resourceShares).toHaveLength(1)
  })

  const resource = (at: number) => ({ ResourceId: `vsw-${at}`, ResourceType: 'VSwitch' })
  const kinds: [string, object, number, string, string][] = [
    ['a missing parameter', {}, 400, 'MissingParameter.ResourceShareId', 'You must specify ResourceShareId.'],
    ['a malformed one', { ResourceShareId: 'x' }, 400, 'InvalidParameter.ResourceShareId', 'The ResourceShareId is invalid.'],
    [
      'half a pair',
      { ...share, Resources: [{ ResourceId: 'vsw-1' }] },
      400,
      'InvalidParameter.Resources',
      'The Resources is invalid.'
    ],
    [
      'an unknown type',
      { ...share, Resources: [{ ResourceId: 'vsw-1', ResourceType: 'Moon' }] },
      400,
      'InvalidParameter.ResourceType',
      'The ResourceType is invalid.'
    ],
    [
      'one twice',
      { ...share, Resources: [resource(1), resource(1)] },
      400,
      'InvalidParameter.Resources.Duplicate',
      'The Resources contains duplicate values.'
    ],
    [
      'six',
      { ...share, Resources: [1, 2, 3, 4, 5, 6].map(resource) },
      400,
      'InvalidParameter.Resources.Length',
      'The maximum number of Resources exceeds 5.'
    ],
    ['nothing to do', share, 400, 'ResourceAndTargetBothEmpty', 'Either a resource or a shared target must be specified.'],
    [
      'what is not there',
      { ...share, Resources: [resource(9)] },
      400,
      'DisassociateInvalid',
      'You can not disassociate unassociated resource or target.'
    ],
    [
      'an unknown share',
      { ResourceShareId: 'rs-other', Resources: [resource(1)] },
      404,
      'EntityNotExists.ResourceShare',
      'The resource share does not exist in the current account.'
    ],
    [
      'a directory that is not the owner’s',
      { ...share, Targets: ['rd-other'] },
      409,
      'AccountNotInResourceDirectory',
      'The account is not a master or a member of a resource directory.'
    ]
  ]
  test.each(kinds)('throws what is wrong: %s', async (_, parameters, status, code, message) => {
    const { owner } = await associate({ Resources: [resource(1)] })
    await emulator.state()
    for (const method of ['GET', 'POST']) {
      const error = await errorOf(owner.request('DisassociateResourceShare', parameters, { method }))
      expect([error.code, error.name, error.data.Message, error.entry.response.statusCode]).toStrictEqual([
        code,
        `${code}Error`,
        message,
        status
      ])
      expect(error.message.startsWith(`${message}, URL: ${emulator.url}/`)).toBe(true)
      expect(error.data).toEqual({
        RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        HostId: new URL(emulator.url).host,
        Code: code,
        Message: message
      })
    }
  })

  test('an operation that is under way is a conflict', async () => {
    const slow = await emulatorAt({ delayMs: 1_000 })
    try {
      const owner = slow.client('demo-owner')
      const { ResourceShare } = await owner.request<ShareReply>('CreateResourceShare', { ResourceShareName: 'test' })
      const vswitch = { ResourceShareId: ResourceShare.ResourceShareId, Resources: [resource(1)] }
      await owner.request('AssociateResourceShare', vswitch)
      expect((await errorOf(owner.request('DisassociateResourceShare', vswitch))).code).toBe('DisassociateConflict')
      await slow.control('clock', { advance: '1s' })
      expect(await owner.request('DisassociateResourceShare', vswitch)).toMatchObject({
        ResourceShareAssociations: [{ AssociationStatus: 'Disassociating' }]
      })
    } finally {
      await slow.stop()
    }
  })

  test.each([
    ['with another secret', 'demo-owner', 'guess', 400, 'SignatureDoesNotMatch'],
    ['that nobody has', 'nobody', 'guess', 404, 'InvalidAccessKeyId.NotFound']
  ])('with a key %s does nothing', async (_, key, secret, status, code) => {
    const error = await errorOf(emulator.client(key, secret).request('CreateResourceShare', { ResourceShareName: 'test' }))
    expect([error.code, error.entry.response.statusCode]).toStrictEqual([code, status])
    expect((await emulator.state()).resourceShares).toStrictEqual([])
  })

  test('what it has sent is good once', async () => {
    const { url } = await errorOf(emulator.client('demo-owner').request('DeleteResourceShare', {})).then(({ message }) => ({
      url: message.slice(message.indexOf('http'))
    }))
    expect(await (await fetch(url)).json()).toMatchObject({ Code: 'SignatureNonceUsed' })
  })
})

describe('the time', () => {
  test('a record is there for 48 hours, and then it is gone; a deleted share too', async () => {
    const Resources = [{ ResourceId: 'vsw-1', ResourceType: 'VSwitch' }]
    const { owner } = await associate({ Resources })
    await emulator.state()
    await owner.request('DisassociateResourceShare', { ...share, Resources })
    const listed = async () => {
      const reply = await owner.request('ListResourceShareAssociations', { AssociationType: 'Resource' })
      return (reply as { ResourceShareAssociations: { AssociationStatus: string }[] }).ResourceShareAssociations.map(
        ({ AssociationStatus }) => AssociationStatus
      )
    }
    await emulator.control('clock', { advance: 48 * hourMs - 1 })
    expect(await listed()).toStrictEqual(['Disassociated'])
    expect(await emulator.control('clock', { advance: 1 })).toStrictEqual({
      status: 200,
      body: { now: '2020-12-06T09:40:41.250Z', settled: true }
    })
    expect(await listed()).toStrictEqual([])

    await owner.request('DeleteResourceShare', share)
    expect((await emulator.state()).resourceShares).toMatchObject([{ ResourceShareStatus: 'Deleted' }])
    await emulator.control('clock', { at: '2020-12-08T09:40:41.249Z' })
    expect((await emulator.state()).resourceShares).toMatchObject([{ ResourceShareStatus: 'Deleted' }])
    await emulator.control('clock', { at: '2020-12-08T09:40:41.250Z' })
    expect((await emulator.state()).resourceShares).toStrictEqual([])
  })

  test('a failed disassociation goes by 96 hours, and an invitation lapses after 7 days', async () => {
    const Resources = [{ ResourceId: 'vsw-1', ResourceType: 'VSwitch' }]
    const { owner } = await associate({ Resources, Targets: ['3000000000000001'] })
    await emulator.state()
    await emulator.control('fail', { entityId: 'vsw-1', operation: 'Disassociate', reason: 'The switch is in use.' })
    await owner.request('DisassociateResourceShare', { ...share, Resources })
    const rows = async () => Object.fromEntries(associationsIn(await emulator.state()).map((row) => [row.entityId, row]))
    expect((await rows())['vsw-1']).toStrictEqual({
      associationType: 'Resource',
      entityType: 'VSwitch',
      entityId: 'vsw-1',
      status: 'Failed',
      failedOperation: 'Disassociate',
      message: 'The switch is in use.',
      createTime: '2020-12-04T09:40:41.250Z',
      updateTime: '2020-12-04T09:40:41.250Z',
      expiresFrom: '2020-12-06T09:40:41.250Z',
      expiresBy: '2020-12-08T09:40:41.250Z'
    })
    await emulator.control('clock', { at: start + 96 * hourMs })
    expect((await rows())['vsw-1']).toBeUndefined()
    expect((await rows())['3000000000000001']).toMatchObject({ status: 'Associating' })
    await emulator.control('clock', { at: start + 168 * hourMs })
    expect((await rows())['3000000000000001']).toMatchObject({ status: 'Disassociated' })
  })
})

describe('fetch, on the REST side', () => {
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

  const call = async (method: string, path: string, body?: unknown, token: string | null = 'demo-token') => {
    const response = await fetch(`${emulator.url}/v2/demo-project/${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token !== null && { 'x-auth-token': token }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }

  test('from the making of a policy to the end of its records', async () => {
    const { body } = await call('POST', 'backuppolicy', policy)
    const id = body.backup_policy_id
    const resources = [{ resource_id: volume, resource_type: 'volume' }]
    expect(
      (await call('POST', 'backuppolicyresources', { backup_policy_id: id, resources })).body.success_resources
    ).toHaveLength(1)
    const gone = { resources: [{ resource_id: volume }] }
    expect(await call('POST', `backuppolicyresources/${id}/deleted_resources`, gone)).toStrictEqual({
      status: 200,
      body: { success_resources: [{ resource_id: volume }], fail_resources: [] }
    })
    expect((await emulator.state()).projects).toMatchObject([
      {
        project_id: 'demo-project',
        backup_policies: [{ backup_policy_id: id, policy_resource_count: 0 }],
        resources: [{ resource_id: volume, status: 'Disassociated', expires_by: '2020-12-08T09:40:41.250Z' }],
        next_deadline: '2020-12-06T09:40:41.250Z'
      }
    ])
    await emulator.control('clock', { advance: '48h' })
    expect((await emulator.state()).projects).toMatchObject([{ resources: [] }])
    expect((await call('DELETE', `backuppolicy/${id}`)).status).toBe(204)
  })

  test.each([
    ['no token', null, 401, 'AutoBackup.0002'],
    ['an unknown token', '__proto__', 401, 'AutoBackup.0003']
  ])('with %s does nothing', async (_, token, status, code) => {
    expect(await call('POST', 'backuppolicy', policy, token)).toMatchObject({ status, body: { error: { code } } })
    expect((await emulator.state()).projects).toStrictEqual([])
  })

  test('a path of another project is not allowed, and broken JSON is none', async () => {
    const headers = { 'x-auth-token': 'demo-token', 'content-type': 'application/json' }
    const other = await fetch(`${emulator.url}/v2/other-project/backuppolicy`, { headers })
    expect([other.status, await other.json()]).toMatchObject([403, { error: { code: 'AutoBackup.0213' } }])
    const broken = await fetch(`${emulator.url}/v2/demo-project/backuppolicy`, { method: 'POST', headers, body: '{' })
    expect([broken.status, await broken.json()]).toMatchObject([400, { error: { code: 'AutoBackup.0008' } }])
  })
})
