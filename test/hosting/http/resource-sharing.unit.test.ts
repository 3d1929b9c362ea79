import { describe, expect, test } from 'vitest'
import { resourceSharing } from '../../../src/index.ts'
import { createShare, owner, partner, serviceOver, succeed } from './support.ts'

const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> | undefined }) => [status, body?.Code]

describe('the documented disassociation', () => {
  const inShare = async () => {
    const service = serviceOver(undefined, { shares: { newResourceShareId: () => 'rs-6GRmdD3X****' } })
    await createShare(service)
    const entities = { ResourceShareId: 'rs-6GRmdD3X****', 'Targets.1': '172050525300****' }
    await service.rpc('AssociateResourceShare', entities)
    const invitation = (await service.resourceSharing.read('rs-6GRmdD3X****')).associations
    const [row] = [...invitation.view('invited')]
    const id = row?.invitation?.invitationId ?? ''
    await service.rpc('AcceptResourceShareInvitation', { ResourceShareInvitationId: id }, { caller: '172050525300****' })
    await succeed(service, 'rs-6GRmdD3X****', '172050525300****')
    service.clock.set(Date.parse('2020-12-04T09:40:45.556Z'))
    return { ...service, entities }
  }

  const documented = {
    UpdateTime: '2020-12-04T09:40:45.556Z',
    EntityId: '172050525300****',
    ResourceShareName: 'test',
    CreateTime: '2020-12-04T09:40:41.250Z',
    EntityType: 'Account',
    ResourceShareId: 'rs-6GRmdD3X****',
    AssociationType: 'Target',
    AssociationStatus: 'Disassociating'
  }

  test.each(['rpc', 'post'] as const)('is answered as documented: %s', async (how) => {
    const { [how]: call, entities } = await inShare()
    const { status, body, headers } = await call('DisassociateResourceShare', entities)
    expect(status).toBe(200)
    expect(body).toStrictEqual({ RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/), ResourceShareAssociations: [documented] })
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
  })

  test('what is refused says so in the documented envelope', async () => {
    const { rpc, entities } = await inShare()
    await rpc('DisassociateResourceShare', entities)
    const { status, body } = await rpc('DisassociateResourceShare', entities)
    expect(status).toBe(409)
    expect(body).toStrictEqual({
      RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      HostId: 'service.example',
      Code: 'DisassociateConflict',
      Message: 'You cannot perform the operation while association is already in progress.'
    })
  })

  test('parameters may be in the query and in the form', async () => {
    const { send, entities } = await inShare()
    const form = new URLSearchParams(entities)
    const path = '/?Action=DisassociateResourceShare&Version=2020-01-10'
    expect((await send(path, { method: 'POST', body: form, caller: owner })).status).toBe(200)
    const twice = new URLSearchParams({ ...entities, Action: 'DisassociateResourceShare' })
    expect(codeOf(await send(path, { method: 'POST', body: twice, caller: owner }))).toStrictEqual([400, 'InvalidParameter'])
  })
})

describe('who calls comes from the host', () => {
  test('and never from the request', async () => {
    const service = serviceOver()
    const id = await createShare(service)
    const asOwner = { ResourceShareId: id, 'Targets.1': partner, accountId: owner, AccountId: owner, OwnerId: owner }
    const answer = await service.rpc('DisassociateResourceShare', asOwner, { caller: partner })
    expect(codeOf(answer)).toStrictEqual([404, 'EntityNotExists.ResourceShare'])
  })

  test('facts are asked for with the state of the share: its directory is the owner’s', async () => {
    const asked: (string | undefined)[] = []
    const service = serviceOver(undefined, {
      shares: {
        authenticate: ({ headers }) => ({
          id: headers.get('x-caller') ?? '',
          facts: ({ share }) => {
            asked.push(share?.resourceShareOwner)
            return { directory: { id: 'rd-1', managementAccountId: owner, memberIds: [partner] } }
          }
        })
      }
    })
    const id = await createShare(service)
    await service.rpc('AssociateResourceShare', { ResourceShareId: id, 'Targets.1': partner })
    await succeed(service, id, partner)
    const leaving = { ResourceShareId: id, 'Targets.1': partner, ResourceOwner: 'OtherAccounts' }
    const answer = await service.rpc('DisassociateResourceShare', leaving, { caller: partner })
    expect(codeOf(answer)).toStrictEqual([409, 'LeavingFailed.Account'])
    expect(asked).toStrictEqual([undefined, owner, owner])
  })
})

describe('an invitation is found by its id', () => {
  test('by the account that it is for, and by no other', async () => {
    const service = serviceOver()
    const id = await createShare(service)
    await service.rpc('AssociateResourceShare', { ResourceShareId: id, 'Targets.1': partner })
    const state = await service.resourceSharing.read(id)
    const [invitation] = resourceSharing.invitations(state, service.resourceSharing.factsOf({ caller: owner }))
    const asked = { ResourceShareInvitationId: invitation?.ResourceShareInvitationId ?? '' }
    const notTheirs = await service.rpc('RejectResourceShareInvitation', asked, { caller: '3000000000000003' })
    expect(codeOf(notTheirs)).toStrictEqual([409, 'EntityNotExists.ResourceShareInvitation'])
    const { body } = await service.rpc('AcceptResourceShareInvitation', asked, { caller: partner })
    expect(body?.ResourceShareInvitation).toMatchObject({ ResourceShareId: id, Status: 'Accepted', ReceiverAccountId: partner })
  })

  test.each([
    [{}, 400, 'MissingParameter.ResourceShareInvitationId'],
    [{ ResourceShareInvitationId: 'nonsense' }, 400, 'InvalidParameter.ResourceShareInvitationId'],
    [{ ResourceShareInvitationId: 'i-unknown' }, 409, 'EntityNotExists.ResourceShareInvitation']
  ])('%j: %i %s', async (asked, status, code) => {
    expect(codeOf(await serviceOver().rpc('AcceptResourceShareInvitation', asked))).toStrictEqual([status, code])
  })
})

describe('quotas', () => {
  test('the account’s totals are counted over all of its shares', async () => {
    const service = serviceOver()
    for (let count = 0; count < 10; count += 1) await createShare(service)
    const eleventh = await service.rpc('CreateResourceShare', { ResourceShareName: 'one-more' })
    expect(codeOf(eleventh)).toStrictEqual([409, 'QuotaExceeded.ResourceShare.Count'])
    expect((await service.rpc('CreateResourceShare', { ResourceShareName: 'theirs' }, { caller: partner })).status).toBe(200)
  })

  test('so are the resources that it shares', async () => {
    const service = serviceOver()
    const [one, other] = [await createShare(service), await createShare(service)]
    const five = (share: string, from: number) => ({
      ResourceShareId: share,
      ...Object.fromEntries(
        [1, 2, 3, 4, 5].flatMap((at) => [
          [`Resources.${at}.ResourceId`, `vsw-${from + at}`],
          [`Resources.${at}.ResourceType`, 'VSwitch']
        ])
      )
    })
    for (const [share, from] of [
      [one, 0],
      [other, 5]
    ] as const)
      expect((await service.rpc('AssociateResourceShare', five(share, from))).status).toBe(200)
    const more = { ResourceShareId: one, 'Resources.1.ResourceId': 'vsw-11', 'Resources.1.ResourceType': 'VSwitch' }
    expect(codeOf(await service.rpc('AssociateResourceShare', more))).toStrictEqual([409, 'QuotaExceeded.SharedResource.Count'])
  })

  test('what others share with it does not count', async () => {
    const service = serviceOver()
    const five = (share: string, from: number) =>
      Object.fromEntries([
        ['ResourceShareId', share],
        ...[1, 2, 3, 4, 5].flatMap((at) => [
          [`Resources.${at}.ResourceId`, `vsw-${from + at}`],
          [`Resources.${at}.ResourceType`, 'VSwitch']
        ])
      ])
    const theirs = await createShare(service)
    for (const from of [0, 5]) await service.rpc('AssociateResourceShare', five(theirs, from))
    await service.rpc('AssociateResourceShare', { ResourceShareId: theirs, 'Targets.1': partner })
    const { body } = await service.rpc('CreateResourceShare', { ResourceShareName: 'own' }, { caller: partner })
    const own = ((body?.ResourceShare ?? {}) as { ResourceShareId: string }).ResourceShareId
    expect((await service.rpc('AssociateResourceShare', five(own, 10), { caller: partner })).status).toBe(200)
  })

  test('totals that the host gives are taken as they are', async () => {
    const usage = { shares: 10 }
    const service = serviceOver(undefined, { shares: { authenticate: () => ({ id: owner, facts: { usage } }) } })
    expect(codeOf(await service.rpc('CreateResourceShare', { ResourceShareName: 'first' }))).toStrictEqual([
      409,
      'QuotaExceeded.ResourceShare.Count'
    ])
  })
})

describe('the list', () => {
  test('is of all shares of the account, in the order of their making, page by page', async () => {
    const service = serviceOver()
    const ids: string[] = []
    for (let count = 0; count < 7; count += 1) {
      service.clock.advance(1)
      const id = await createShare(service)
      ids.push(id)
      await service.rpc('AssociateResourceShare', { ResourceShareId: id, 'Targets.1': partner })
    }
    const seen: unknown[] = []
    let token = ''
    do {
      const asked = { AssociationType: 'Target', MaxResults: '3', NextToken: token }
      const { body } = await service.rpc('ListResourceShareAssociations', asked)
      seen.push(
        ...((body?.ResourceShareAssociations ?? []) as { ResourceShareId: string }[]).map(
          ({ ResourceShareId }) => ResourceShareId
        )
      )
      token = String(body?.NextToken ?? '')
    } while (token !== '')
    expect(seen).toStrictEqual(ids)
    const theirs = { AssociationType: 'Target', ResourceOwner: 'OtherAccounts' }
    const { body } = await service.rpc('ListResourceShareAssociations', theirs, { caller: partner })
    expect(body?.ResourceShareAssociations).toHaveLength(7)
    const nobodys = await service.rpc(
      'ListResourceShareAssociations',
      { AssociationType: 'Target' },
      { caller: '3000000000000003' }
    )
    expect(nobodys.body?.ResourceShareAssociations).toStrictEqual([])
  })

  test('is refused in its own words', async () => {
    expect(codeOf(await serviceOver().rpc('ListResourceShareAssociations'))).toStrictEqual([
      400,
      'MissingParameter.AssociationType'
    ])
  })
})

describe('a call with a key', () => {
  test.each([
    ['header', { headers: { 'idempotency-key': 'key-1' } }, {}],
    ['parameter', {}, { ClientToken: 'key-1' }]
  ])('in the %s makes one share, and is given the same reply', async (_, init, parameters) => {
    const service = serviceOver()
    const call = () => service.rpc('CreateResourceShare', { ResourceShareName: 'test', ...parameters }, init)
    const [one, other] = [await call(), await call()]
    expect(one.status).toBe(200)
    expect(other.body).toStrictEqual(one.body)
    const changed = await service.rpc('CreateResourceShare', { ResourceShareName: 'another', ...parameters }, init)
    expect(codeOf(changed)).toStrictEqual([409, 'IdempotencyKeyReused'])
  })

  test('without one makes two; an empty one is none, and one that is no key is refused', async () => {
    const { rpc, send } = serviceOver()
    const [one, other] = [
      await rpc('CreateResourceShare', { ResourceShareName: 'a', ClientToken: '' }),
      await rpc('CreateResourceShare', { ResourceShareName: 'a', ClientToken: '' })
    ]
    expect(one.body).not.toStrictEqual(other.body)
    const doubled = { Action: 'CreateResourceShare', Version: '2020-01-10', ResourceShareName: 'a', ClientToken: 'key-1' }
    const twice = await send(`/?${new URLSearchParams(doubled)}&ClientToken=key-2`, { caller: owner })
    expect(codeOf(twice)).toStrictEqual([400, 'InvalidParameter'])
    const wrong = await rpc('CreateResourceShare', { ResourceShareName: 'a', ClientToken: 'ключ' })
    expect(codeOf(wrong)).toStrictEqual([400, 'InvalidIdempotencyKey'])
  })
})

describe('what is no call', () => {
  const version = 'Version=2020-01-10'
  test.each([
    ['an unknown action', 'GET', `/?Action=DoNothing&${version}`, 400, 'InvalidParameter'],
    ['a signal, which is the host’s own', 'GET', `/?Action=AssociationSucceeded&${version}`, 400, 'InvalidParameter'],
    ['no action', 'GET', `/?${version}`, 400, 'InvalidParameter'],
    ['two actions', 'GET', `/?Action=DeleteResourceShare&Action=DeleteResourceShare&${version}`, 400, 'InvalidParameter'],
    ['another version', 'GET', '/?Action=DeleteResourceShare&Version=2020-01-11', 400, 'InvalidParameter'],
    ['no version', 'GET', '/?Action=DeleteResourceShare', 400, 'InvalidParameter'],
    ['two versions', 'GET', `/?Action=DeleteResourceShare&${version}&${version}`, 400, 'InvalidParameter'],
    ['another method', 'DELETE', `/?Action=DeleteResourceShare&${version}`, 405, 'UnsupportedHTTPMethod'],
    ['a HEAD, which must change nothing', 'HEAD', `/?Action=DeleteResourceShare&${version}`, 405, undefined]
  ])('%s', async (_, method, path, status, code) => {
    const answer = await serviceOver().send(path, { method, caller: owner })
    expect(codeOf(answer)).toStrictEqual([status, code])
    if (status === 405) expect(answer.headers.get('allow')).toBe('GET, POST, OPTIONS')
  })

  test('OPTIONS says which methods there are', async () => {
    const { status, headers, body } = await serviceOver().send('/', { method: 'OPTIONS', caller: owner })
    expect([status, headers.get('allow'), body]).toStrictEqual([204, 'GET, POST, OPTIONS', undefined])
  })

  test.each(['text/plain', 'application/json', 'multipart/form-data; boundary=x', undefined])(
    'a body of type %s',
    async (type) => {
      const body = new TextEncoder().encode('Action=DeleteResourceShare&Version=2020-01-10')
      const answer = await serviceOver().send('/', {
        method: 'POST',
        caller: owner,
        body,
        ...(type && { headers: { 'content-type': type } })
      })
      expect(codeOf(answer)).toStrictEqual([415, 'UnsupportedContentType'])
    }
  )

  test('a body that is no UTF-8', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await serviceOver().send('/', { method: 'POST', caller: owner, body: new Uint8Array([0x41, 0xff]), headers })
    expect(codeOf(answer)).toStrictEqual([400, 'InvalidBody'])
  })
})
