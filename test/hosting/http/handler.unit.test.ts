import { describe, expect, test, vi } from 'vitest'
import { createHandler } from '../../../src/hosting/http/index.ts'
import { memoryStore, type Store } from '../../../src/hosting/runtime/index.ts'
import { base, failing, owner, project, read, type Service, serviceOver } from './support.ts'

const create = `/?${new URLSearchParams({ Action: 'CreateResourceShare', Version: '2020-01-10', ResourceShareName: 'test' })}`
const policies = `/v2/${project}/backuppolicy`
const form = { 'content-type': 'application/x-www-form-urlencoded' }

const shareCount = async ({ resourceSharing }: Service) => {
  let count = 0
  for await (const _ of resourceSharing.ids()) count += 1
  return count
}

/** A store that tells of every call. */
const watched = () => {
  const touched = vi.fn()
  const store = new Proxy(memoryStore(), {
    get: (target, name: keyof Store) => {
      touched(name)
      return target[name]
    }
  })
  return { store, touched }
}

describe('who calls', () => {
  test.each([
    ['/', 'GET'],
    [create, 'GET'],
    ['/', 'POST'],
    ['/', 'OPTIONS'],
    [policies, 'POST'],
    [policies, 'GET'],
    [policies, 'OPTIONS'],
    ['/elsewhere', 'PUT']
  ])('nobody at %s by %s is answered 401, in the documented form, and nothing is done', async (path, method) => {
    const { store, touched } = watched()
    const { send } = serviceOver(store)
    touched.mockClear()
    const { status, body } = await send(path, { method, ...(method === 'POST' && { body: '{}' }) })
    expect(status).toBe(401)
    const [code, message] = path.startsWith('/?') || path === '/' ? [body?.Code, body?.Message] : Object.values(body?.error ?? {})
    expect([code, message]).toStrictEqual(
      path.startsWith('/?') || path === '/'
        ? ['Unauthenticated', 'The request does not say who calls.']
        : ['Unauthorized', 'Unauthorized']
    )
    expect(touched).not.toHaveBeenCalled()
  })

  test.each([null, {}, { id: '' }, { id: 7 }, 'me', true])('what is no caller is nobody: %j', async (found) => {
    const authenticate = () => found as never
    const { send } = serviceOver(undefined, { shares: { authenticate }, policies: { authenticate } })
    expect((await send(create)).status).toBe(401)
    expect((await send(policies)).status).toBe(401)
  })

  test('there is no default', () => {
    const { resourceSharing } = serviceOver()
    // @ts-expect-error: it is missing
    expect(() => createHandler({ runtime: resourceSharing })).toThrow(/authenticate/)
  })

  test.each([{}, { runtime: undefined, authenticate: () => undefined }])('there is no handler of nothing: %j', (serving) => {
    const expected = new TypeError('a handler needs a service: { runtime, authenticate }')
    expect(() => createHandler(serving as unknown as Parameters<typeof createHandler>[0])).toThrow(expected)
  })

  test.each([
    { code: 'Forbidden.RAM', message: 'no' },
    { status: 200, code: 'Forbidden.RAM', message: 'no' },
    { status: 399, code: 'Forbidden.RAM', message: 'no' },
    { status: 600, code: 'Forbidden.RAM', message: 'no' },
    { status: 403.5, code: 'Forbidden.RAM', message: 'no' },
    { status: '403', code: 'Forbidden.RAM', message: 'no' },
    { status: 403, code: '', message: 'no' },
    { status: 403, code: 'Forbidden.RAM' },
    {},
    [],
    null,
    false,
    '',
    '__proto__',
    'constructor',
    'Unknown'
  ])('a denial that is broken lets nobody in, and is the host’s failure: %j', async (denied) => {
    const { store, touched } = watched()
    for (const found of [{ denied }, { id: owner, denied }]) {
      const authenticate = () => found as never
      const { send, onError } = serviceOver(store, { shares: { authenticate }, policies: { authenticate } })
      touched.mockClear()
      const [share, policy] = [await send(create), await send(policies)]
      expect([share.status, share.body?.Code]).toStrictEqual([500, 'InternalError'])
      expect([policy.status, policy.body?.error]).toMatchObject([500, { code: 'AutoBackup.0009' }])
      expect(onError.mock.calls.map(([error]) => error)).toStrictEqual(
        Array(2).fill(new TypeError('authenticate must give a known code as denied'))
      )
      expect(touched).not.toHaveBeenCalled()
    }
  })

  test('a body that is not asked for is not read', async () => {
    const pulled = vi.fn()
    const body = new ReadableStream({ pull: pulled }, { highWaterMark: 0 })
    const { status } = await serviceOver().send('/', { method: 'POST', body, duplex: 'half', headers: form })
    expect([status, pulled.mock.calls.length]).toStrictEqual([401, 0])
  })

  test('a reason of the host’s own is told', async () => {
    const authenticate = () => ({ denied: { status: 403, code: 'NoPermission', message: 'You are not authorized.' } })
    const { send } = serviceOver(undefined, { shares: { authenticate } })
    const { status, body } = await send(create)
    expect([status, body?.Code, body?.Message]).toStrictEqual([403, 'NoPermission', 'You are not authorized.'])
  })
})

describe('one system alone', () => {
  const authenticate = () => ({ id: owner })

  test('Resource Sharing', async () => {
    const handler = createHandler({ runtime: serviceOver().resourceSharing, authenticate, hostId: 'sharing.example' })
    expect((await handler(new Request(base + create))).status).toBe(200)
    const { status, body } = await read(await handler(new Request(base + policies)))
    expect([status, body?.Code, body?.HostId]).toStrictEqual([404, 'InvalidApi.NotFound', 'sharing.example'])
  })

  test('backup policies', async () => {
    const handler = createHandler({ runtime: serviceOver().backupPolicies, authenticate: () => ({ id: project }) })
    expect((await handler(new Request(base + policies))).status).toBe(200)
    expect(await read(await handler(new Request(base + create)))).toMatchObject({
      status: 404,
      body: { error: { code: 'NotFound' } }
    })
  })
})

describe('bodies', () => {
  const chunks = (count: number, size: number) => {
    let sent = 0
    return {
      sent: () => sent,
      stream: new ReadableStream(
        {
          pull: (controller) => {
            sent += 1
            if (sent > count) controller.close()
            else controller.enqueue(new Uint8Array(size).fill(0x41))
          }
        },
        { highWaterMark: 0 }
      )
    }
  }

  test('of a mebibyte are read, and of a byte more are not', async () => {
    const { send } = serviceOver()
    const post = (length: number) => send('/', { method: 'POST', caller: owner, headers: form, body: 'A'.repeat(length) })
    expect((await post(1_048_576)).body?.Code).toBe('InvalidParameter')
    const { status, body } = await post(1_048_577)
    expect([status, body?.Code]).toStrictEqual([413, 'RequestTooLarge'])
  })

  test('that do not end are not read to their end', async () => {
    const { send } = serviceOver()
    const { stream, sent } = chunks(1_000, 65_536)
    const answer = await send('/', { method: 'POST', caller: owner, body: stream, duplex: 'half', headers: form })
    expect(answer.status).toBe(413)
    expect(sent()).toBe(17)
    const rest = await send(policies, { method: 'POST', caller: project, body: chunks(1_000, 65_536).stream, duplex: 'half' })
    expect([rest.status, rest.body]).toStrictEqual([400, { error: { code: 'BadRequest', message: 'Bad Request' } }])
  })

  test('that say themselves that they are too long are not read at all', async () => {
    const { stream, sent } = chunks(1, 1)
    const headers = { ...form, 'content-length': '1048577' }
    const answer = await serviceOver().send('/', { method: 'POST', caller: owner, body: stream, duplex: 'half', headers })
    expect([answer.status, sent()]).toStrictEqual([413, 0])
  })

  test('the limit is the host’s to set', async () => {
    const { send } = serviceOver(undefined, { options: { bodyLimit: 4 } })
    const post = (body: string) => send('/', { method: 'POST', caller: owner, headers: form, body })
    expect([(await post('a=bc')).status, (await post('a=bcd')).status]).toStrictEqual([400, 413])
  })

  test('are there for authenticate, too, which may read them first', async () => {
    const authenticate = async (_: Request, readBody: () => Promise<Uint8Array>) => ({
      id: new TextDecoder().decode(await readBody()).slice(-16)
    })
    const service = serviceOver(undefined, { shares: { authenticate } })
    const body = new URLSearchParams({
      Action: 'CreateResourceShare',
      Version: '2020-01-10',
      ResourceShareName: 'test',
      who: owner
    })
    const answer = await service.send('/', { method: 'POST', body })
    expect(answer.body?.ResourceShare).toMatchObject({ ResourceShareOwner: owner })
  })
})

describe('a client that hangs up', () => {
  test.each(['/', policies])('while it sends: nothing is done at %s, and nobody is told', async (path) => {
    const service = serviceOver()
    const body = new ReadableStream({
      start: (controller) =>
        controller.enqueue(new TextEncoder().encode('Action=CreateResourceShare&Version=2020-01-10&ResourceShareName=t')),
      pull: (controller) => controller.error(new Error('socket hang up'))
    })
    const headers = path === '/' ? form : { 'content-type': 'application/json' }
    const { status } = await service.send(path, {
      method: 'POST',
      caller: path === '/' ? owner : project,
      body,
      duplex: 'half',
      headers
    })
    expect(status).toBe(400)
    expect(await shareCount(service)).toBe(0)
    expect(service.onError).not.toHaveBeenCalled()
  })

  test('while nothing comes any more: the wait ends, and what has come is not taken for all', async () => {
    const service = serviceOver()
    const hangUp = new AbortController()
    const body = new ReadableStream({
      start: (controller) =>
        controller.enqueue(new TextEncoder().encode('Action=CreateResourceShare&Version=2020-01-10&ResourceShareName=t')),
      pull: () => {
        hangUp.abort()
        return new Promise(() => {})
      }
    })
    const answer = await service.send('/', {
      method: 'POST',
      caller: owner,
      body,
      duplex: 'half',
      headers: form,
      signal: hangUp.signal
    })
    expect(answer.status).toBe(400)
    expect(await shareCount(service)).toBe(0)
  })

  test('before its body is looked at', async () => {
    const service = serviceOver()
    const body = 'Action=CreateResourceShare&Version=2020-01-10&ResourceShareName=t'
    const answer = await service.send('/', { method: 'POST', caller: owner, body, headers: form, signal: AbortSignal.abort() })
    expect([answer.status, await shareCount(service)]).toStrictEqual([400, 0])
  })

  test('a stream of what are no bytes', async () => {
    const body = new ReadableStream({ start: (controller) => controller.enqueue('text') })
    const answer = await serviceOver().send('/', { method: 'POST', caller: owner, body, duplex: 'half', headers: form })
    expect([answer.status, answer.body?.Code]).toStrictEqual([400, 'InvalidBody'])
  })
})

describe('calls at the same time', () => {
  test('with the same key have one effect, and one reply', async () => {
    const service = serviceOver()
    const headers = { 'idempotency-key': 'key-1' }
    const answers = await Promise.all(Array.from({ length: 20 }, () => service.send(create, { caller: owner, headers })))
    expect(answers[0]?.status).toBe(200)
    for (const { body } of answers) expect(body).toStrictEqual(answers[0]?.body)
    expect(await shareCount(service)).toBe(1)
  })

  test('that meet too many others are answered 503, and may be sent again', async () => {
    const store = memoryStore()
    let meets = true
    const busy: Store = { ...store, append: async (commit) => (meets ? { kind: 'conflict' } : store.append(commit)) }
    const { send, rest } = serviceOver(busy)
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
    const share = await send(create, { caller: owner })
    expect([share.status, share.body?.Code]).toStrictEqual([503, 'TooManyConflicts'])
    const refused = await rest('POST', 'backuppolicy', policy)
    expect([refused.status, refused.body]).toStrictEqual([
      503,
      { error: { code: 'ServiceUnavailable', message: 'Service Unavailable' } }
    ])
    meets = false
    expect((await send(create, { caller: owner })).status).toBe(200)
    expect((await rest('POST', 'backuppolicy', policy)).status).toBe(200)
  })
})

describe('a failure of the host', () => {
  test.each([
    [create, owner],
    [policies, project]
  ])('its store’s: %s is answered 500, in the documented form, and nothing of it gets out', async (path, caller) => {
    const { send, onError } = serviceOver(failing())
    const { status, body } = await send(path, { caller })
    expect(status).toBe(500)
    expect(JSON.stringify(body)).toMatch(path === policies ? /^{"error":{"code":"AutoBackup.0009"/ : /"Code":"InternalError"/)
    expect(JSON.stringify(body)).not.toContain('secret')
    expect(onError).toHaveBeenCalledExactlyOnceWith(new Error('the disk at /var/secret is full'), expect.any(Request))
  })

  test.each([
    [
      'authenticate throws',
      {
        authenticate: () => {
          throw new Error('secret')
        }
      }
    ],
    ['authenticate rejects', { authenticate: () => Promise.reject(new Error('secret')) }],
    ['its facts reject', { authenticate: () => ({ id: owner, facts: () => Promise.reject(new Error('secret')) }) }],
    ['its facts are no facts', { authenticate: () => ({ id: owner, facts: { limits: { sharesPerAccount: Number.NaN } } }) }],
    [
      'its ids throw',
      {
        newResourceShareId: () => {
          throw new Error('secret')
        }
      }
    ],
    ['its own error has no status', { authenticate: () => ({ denied: { status: 7, code: 'A', message: 'b' } }) }]
  ])('%s', async (_, shares) => {
    const { send, onError } = serviceOver(undefined, { shares })
    const { status, body } = await send(create, { caller: owner })
    expect([status, body?.Code]).toStrictEqual([500, 'InternalError'])
    expect(JSON.stringify(body)).not.toContain('secret')
    expect(onError).toHaveBeenCalledOnce()
  })

  test('its request ids throw: the answer has another', async () => {
    const onError = vi.fn()
    const newRequestId = () => {
      throw new Error('secret')
    }
    const runtime = { ...serviceOver().resourceSharing, newRequestId }
    const handler = createHandler({ runtime, authenticate: () => ({ id: owner }), onError })
    for (const init of [{}, { method: 'PUT' }, { method: 'POST', body: 'a'.repeat(1_048_577) }]) {
      const { status, body } = await read(await handler(new Request(base + create, init)))
      expect([status, body]).toStrictEqual([
        500,
        expect.objectContaining({ Code: 'InternalError', RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
      ])
    }
    expect(onError).toHaveBeenCalledTimes(3)
  })

  test.each([
    [
      'throws',
      () => {
        throw new Error('the log is full')
      }
    ],
    ['rejects', () => Promise.reject(new Error('the log is full'))]
  ])('a log that %s, or is not there, changes nothing', async (_, onError) => {
    expect((await serviceOver(failing(), { options: { onError } }).send(create, { caller: owner })).status).toBe(500)
    const { resourceSharing } = serviceOver(failing())
    const quiet = createHandler({ runtime: resourceSharing, authenticate: () => ({ id: owner }) })
    expect((await quiet(new Request(base + create))).status).toBe(500)
  })
})
