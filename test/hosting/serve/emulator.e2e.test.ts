/** What is the emulator's own: its controls, its worker, and how it takes what no client should send. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { manualClock } from '../../../src/hosting/runtime/clock.ts'
import { memoryStore } from '../../../src/hosting/runtime/memory.ts'
import type { Store } from '../../../src/hosting/runtime/store.ts'
import { runningClock } from '../../../src/hosting/serve/clock.ts'
import type { EmulatorOptions } from '../../../src/hosting/serve/emulator.ts'
import { startEmulator } from '../../../src/hosting/serve/emulator.ts'
import { config, emulatorAt, errorOf, hourMs, type Running, type ShareReply, start } from './support.ts'

const emulator = async (options: Partial<EmulatorOptions> = {}): Promise<Running> => {
  const running = await emulatorAt(options)
  onTestFinished(running.stop)
  return running
}

const vswitch = (id: string) => ({ ResourceId: id, ResourceType: 'VSwitch' })

const shareOf = async ({ client }: Running, ...ids: string[]) => {
  const owner = client('demo-owner')
  const { ResourceShare } = await owner.request<ShareReply>('CreateResourceShare', { ResourceShareName: 'test' })
  const entities = { ResourceShareId: ResourceShare.ResourceShareId, Resources: ids.map(vswitch) }
  await owner.request('AssociateResourceShare', entities)
  return { owner, entities }
}

/** As a slow store does it: others come before. */
const later = async <T>(run: () => Promise<T>): Promise<T> => {
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate)
  return run()
}

const statuses = async ({ state }: Running) =>
  Object.fromEntries(
    (await state()).resourceShares.flatMap(({ associations }) =>
      (associations as { entityId: string; status: string }[]).map(({ entityId, status }) => [entityId, status])
    )
  )

describe('the clock', () => {
  test('shows itself, and is stepped or set', async () => {
    const { control } = await emulator()
    expect((await control('clock')).body).toStrictEqual({ now: '2020-12-04T09:40:41.250Z' })
    expect((await control('clock', { advance: '1d 12h' })).body).toMatchObject({ now: '2020-12-05T21:40:41.250Z', settled: true })
    expect((await control('clock', { at: '2020-12-04T09:40:41.250Z' })).body).toMatchObject({ now: '2020-12-04T09:40:41.250Z' })
  })

  test.each([
    [{}, 'must be either { "advance": ... } or { "at": ... }; it is {}'],
    [{ advance: 1, at: 1 }, 'must be either { "advance": ... } or { "at": ... }; it is {"advance":1,"at":1}'],
    [{ advance: 'soon' }, /^advance: must be a duration/],
    [{ at: 'noon' }, /^at: must be a time/],
    [{ to: 1 }, /^to: there is no such field/],
    [[], 'must be an object; it is []'],
    [{ advance: 8_640_000_000_000_000 }, /year/]
  ])('is not stepped by %j', async (body, error) => {
    const { control, clock } = await emulator()
    expect(await control('clock', body)).toStrictEqual({
      status: 400,
      body: { error: typeof error === 'string' ? error : expect.stringMatching(error) }
    })
    expect(clock.now()).toBe(start)
  })

  test('that runs takes the worker’s time from it', async () => {
    const running = await emulator({ clock: runningClock(start), delayMs: hourMs })
    await shareOf(running, 'vsw-1')
    expect(await statuses(running)).toStrictEqual({ 'vsw-1': 'Associating' })
    await running.control('clock', { advance: '1h' })
    expect(await statuses(running)).toStrictEqual({ 'vsw-1': 'Associated' })
  })
})

describe('the worker', () => {
  test('takes its time for each, and no longer for several at once', async () => {
    const running = await emulator({ delayMs: 2_000 })
    const { owner, entities } = await shareOf(running, 'vsw-1', 'vsw-2')
    await running.control('clock', { advance: 1_999 })
    expect(await statuses(running)).toStrictEqual({ 'vsw-1': 'Associating', 'vsw-2': 'Associating' })
    await running.control('clock', { advance: 1 })
    expect(await statuses(running)).toStrictEqual({ 'vsw-1': 'Associated', 'vsw-2': 'Associated' })
    await owner.request('DisassociateResourceShare', entities)
    await running.control('clock', { advance: '48h' })
    const [share] = (await running.state()).resourceShares
    expect(share?.associations).toMatchObject(
      ['vsw-1', 'vsw-2'].map(() => ({ status: 'Disassociated', updateTime: '2020-12-04T09:40:45.250Z' }))
    )
    await running.control('clock', { advance: 1_999 })
    expect(await statuses(running)).toStrictEqual({ 'vsw-1': 'Disassociated', 'vsw-2': 'Disassociated' })
    await running.control('clock', { advance: 1 })
    expect(await statuses(running)).toStrictEqual({})
  })

  test('has done its work at its own time however far the clock is moved at once', async () => {
    const running = await emulator({ delayMs: hourMs })
    const { owner, entities } = await shareOf(running, 'vsw-1')
    await running.control('clock', { advance: '1h' })
    await owner.request('DisassociateResourceShare', entities)
    await owner.request('CreateResourceShare', { ResourceShareName: 'other' })
    expect((await running.control('clock', { advance: '49h' })).body).toMatchObject({ settled: true })
    expect(await statuses(running)).toStrictEqual({})
  })

  test('fails what was asked for, once', async () => {
    const running = await emulator()
    await running.control('fail', { entityId: 'vsw-1' })
    expect((await running.state()).failures).toStrictEqual([{ entityId: 'vsw-1' }])
    const { owner, entities } = await shareOf(running, 'vsw-1', 'vsw-2')
    expect(await statuses(running)).toStrictEqual({ 'vsw-1': 'Failed', 'vsw-2': 'Associated' })
    expect((await running.state()).failures).toStrictEqual([])
    await owner.request('AssociateResourceShare', entities)
    expect(await statuses(running)).toStrictEqual({ 'vsw-1': 'Associated', 'vsw-2': 'Associated' })
  })

  test('waits with a failure for its operation', async () => {
    const running = await emulator()
    await running.control('fail', { entityId: 'vsw-1', operation: 'Disassociate' })
    const { owner, entities } = await shareOf(running, 'vsw-1')
    expect(await statuses(running)).toStrictEqual({ 'vsw-1': 'Associated' })
    await owner.request('DisassociateResourceShare', entities)
    expect(await statuses(running)).toStrictEqual({ 'vsw-1': 'Failed' })
  })

  test('always fails what the configuration says', async () => {
    const failures = [{ pattern: '^vsw-bad', operation: 'Associate' as const, reason: 'No.' }]
    const running = await emulator({ config: { ...config, failures } })
    const { owner, entities } = await shareOf(running, 'vsw-bad-1', 'vsw-good')
    expect(await statuses(running)).toStrictEqual({ 'vsw-bad-1': 'Failed', 'vsw-good': 'Associated' })
    expect((await running.state()).resourceShares[0]?.associations).toContainEqual(expect.objectContaining({ message: 'No.' }))
    await running.control('fail', { entityId: 'vsw-bad-1', reason: 'Because it was asked for.' })
    await owner.request('AssociateResourceShare', entities)
    expect((await running.state()).resourceShares[0]?.associations).toContainEqual(
      expect.objectContaining({ message: 'Because it was asked for.' })
    )
    await owner.request('AssociateResourceShare', entities)
    expect(await statuses(running)).toStrictEqual({ 'vsw-bad-1': 'Failed', 'vsw-good': 'Associated' })
  })

  test.each([[{}], [{ entityId: 1 }], [{ entityId: 'v', operation: 'Delete' }], [{ entityId: 'v', more: 1 }]])(
    'is not asked for %j',
    async (body) => {
      expect((await (await emulator()).control('fail', body)).status).toBe(400)
    }
  )

  test('leaves what waits to the next one, where what is kept is kept', async () => {
    const store = memoryStore()
    const kept = { openStore: async (): Promise<Store> => ({ ...store, close: async () => {} }), canReset: false, delayMs: 1_000 }
    const first = await emulatorAt(kept)
    await shareOf(first, 'vsw-1')
    expect(await statuses(first)).toStrictEqual({ 'vsw-1': 'Associating' })
    await first.stop()
    const second = await emulator({ ...kept, clock: first.clock })
    await second.control('clock', { advance: '2s' })
    expect(await statuses(second)).toStrictEqual({ 'vsw-1': 'Associated' })
    expect(await second.control('reset', {})).toMatchObject({ status: 409 })
    expect(first.onError).not.toHaveBeenCalled()
  })

  test.each([
    ['at once', 0],
    ['before the time of what was done', -72 * hourMs]
  ])('goes on with the work of one that was killed: %s', async (_, later) => {
    const store = memoryStore()
    const kept = { openStore: async (): Promise<Store> => ({ ...store, close: async () => {} }), canReset: false, delayMs: 5_000 }
    const killed = await emulator(kept)
    await shareOf(killed, 'vsw-1')
    expect(await statuses(killed)).toStrictEqual({ 'vsw-1': 'Associating' })
    const next = await emulator({ ...kept, clock: manualClock(start + later) })
    expect((await next.control('clock', { advance: 4_999 })).body).toMatchObject({ settled: true })
    expect(await statuses(next)).toStrictEqual({ 'vsw-1': 'Associating' })
    expect((await next.control('clock', { advance: 1 })).body).toMatchObject({ settled: true })
    expect(await statuses(next)).toStrictEqual({ 'vsw-1': 'Associated' })
  })
})

describe('the controls', () => {
  test('come one after the other, also when they are asked for at once', async () => {
    const openStore = async () => {
      const store = memoryStore()
      return {
        ...store,
        earliestDeadline: (...asked: Parameters<Store['earliestDeadline']>) => later(() => store.earliestDeadline(...asked))
      }
    }
    const running = await emulator({ delayMs: 1_000, openStore })
    await shareOf(running, 'vsw-1')
    const steps = await Promise.all([1, 2, 3].map(() => running.control('clock', { advance: '1h' })))
    expect(steps.map(({ body }) => (body as { now: string }).now).sort()).toStrictEqual([
      '2020-12-04T10:40:41.250Z',
      '2020-12-04T11:40:41.250Z',
      '2020-12-04T12:40:41.250Z'
    ])
    expect(await statuses(running)).toStrictEqual({ 'vsw-1': 'Associated' })
    await Promise.all([1, 2, 3].map(() => running.control('reset', {})))
    await shareOf(running, 'vsw-2')
    await running.control('clock', { advance: '1h' })
    expect(await statuses(running)).toStrictEqual({ 'vsw-2': 'Associated' })
  })

  test('forget everything', async () => {
    const running = await emulator()
    await shareOf(running, 'vsw-1')
    await running.control('fail', { entityId: 'vsw-1' })
    expect((await running.control('reset', {})).status).toBe(200)
    expect(await running.state()).toMatchObject({ resourceShares: [], projects: [], failures: [] })
    await shareOf(running, 'vsw-1')
    expect(await statuses(running)).toStrictEqual({ 'vsw-1': 'Associated' })
  })

  test.each([
    ['state', 'POST', 405, 'only GET'],
    ['fail', 'GET', 405, 'only POST'],
    ['elsewhere', 'GET', 404, 'here are /_emulator/clock, /_emulator/state, /_emulator/fail, /_emulator/reset'],
    ['__proto__', 'GET', 404, 'here are /_emulator/clock, /_emulator/state, /_emulator/fail, /_emulator/reset']
  ])('%s by %s', async (name, method, status, error) => {
    const { url } = await emulator()
    const response = await fetch(`${url}/_emulator/${name}`, { method })
    expect([response.status, await response.json()]).toStrictEqual([status, { error }])
  })

  test.each(['{', '\u0000', ' '.repeat(70_000)])('are not given what is no JSON', async (body) => {
    const { url } = await emulator()
    const response = await fetch(`${url}/_emulator/clock`, { method: 'POST', body })
    expect([response.status, await response.json()]).toStrictEqual([400, { error: 'the body must be a JSON object' }])
  })

  test('are for programs on this machine: not for others, and not for pages in a browser', async () => {
    const options = { config, clock: runningClock(), delayMs: 0, checksSignatures: true, onError: () => {}, canReset: true }
    const { answer, stop } = await startEmulator({ ...options, openStore: async () => memoryStore() })
    onTestFinished(stop)
    const ask = async (isLoopback: boolean, headers = {}) =>
      (await answer(new Request('http://emulator/_emulator/clock', { headers }), { isLoopback })).status
    expect(await ask(true)).toBe(200)
    expect(await ask(true, { host: 'localhost' })).toBe(200)
    expect(await ask(true, { host: '[::1]:8040' })).toBe(200)
    expect(await ask(false)).toBe(403)
    expect(await ask(true, { host: 'rebound.example:8040' })).toBe(403)
    expect(await ask(true, { origin: 'https://page.example' })).toBe(403)
    const service = await answer(new Request('http://emulator/'), { isLoopback: false })
    expect(service.status).toBe(401)
  })
})

describe('directories', () => {
  test('are those of the share’s owner, whoever calls', async () => {
    const guests = { id: 'rd-guests', managementAccountId: '1000000000000003', memberIds: [] }
    const { client, state } = await emulator({ config: { ...config, directories: [...(config.directories ?? []), guests] } })
    const [owner, member, guest] = [client('demo-owner'), client('demo-member'), client('demo-guest')]
    const creation = { ResourceShareName: 'test', AllowExternalTargets: true }
    const { ResourceShare } = await owner.request<ShareReply>('CreateResourceShare', creation)
    const { ResourceShareId } = ResourceShare
    await owner.request('AssociateResourceShare', { ResourceShareId, Targets: ['1000000000000002', '1000000000000003'] })
    const { resourceShares } = await state()
    const [invitation] = (resourceShares[0]?.invitations ?? []) as { ResourceShareInvitationId: string }[]
    await guest.request('AcceptResourceShareInvitation', { ...invitation })
    await state()
    const leaving = (target: string) => ({ ResourceShareId, ResourceOwner: 'OtherAccounts', Targets: [target] })
    const stays = await errorOf(member.request('DisassociateResourceShare', leaving('1000000000000002')))
    expect(stays.code).toBe('LeavingFailed.Account')
    const leaves = await guest.request('DisassociateResourceShare', leaving('1000000000000003'))
    expect(leaves).toMatchObject({ ResourceShareAssociations: [{ AssociationStatus: 'Disassociating' }] })
  })
})

describe('without signatures', () => {
  test('whoever names a key has it', async () => {
    const { url, client } = await emulator({ checksSignatures: false })
    const created = await client('demo-owner', 'anything').request<ShareReply>('CreateResourceShare', {
      ResourceShareName: 'test'
    })
    expect(created).toMatchObject({ ResourceShare: { ResourceShareOwner: '1000000000000001' } })
    expect((await errorOf(client('nobody').request('DeleteResourceShare', {}, { method: 'POST' }))).code).toBe(
      'InvalidAccessKeyId.NotFound'
    )
    expect((await fetch(`${url}/?Action=DeleteResourceShare`)).status).toBe(401)
  })
})

describe('a port', () => {
  const raw = async ({ url }: Running, bytes: string) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.end(bytes)
    return text(socket)
  }

  test.each([
    [
      'a method that the web does not know',
      'TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 401 [\s\S]*"Code":"Unauthenticated"/
    ],
    [
      'a whole URL for a path',
      'GET http://other.example/v2/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 401 [\s\S]*"code":"AutoBackup\.0002"/
    ],
    [
      'a path that looks like a host',
      'GET //other.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 401 [\s\S]*"code":"AutoBackup\.0002"/
    ],
    [
      'with the length of what it answers',
      'GET /v2/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 401 [\s\S]*content-length: \d+/i
    ],
    ['a star', 'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 401 /],
    [
      'a URL that is none of the web',
      'GET ftp://other.example/v2/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /"HostId":"127\.0\.0\.1:/
    ]
  ])('answers %s', async (_, bytes, answer) => {
    expect(await raw(await emulator(), bytes)).toMatch(answer)
  })

  test('survives a client that hangs up while it sends, and does nothing of what it sent', async () => {
    const running = await emulator({ checksSignatures: false })
    const body = 'AccessKeyId=demo-owner&Action=CreateResourceShare&Version=2020-01-10&ResourceShareName=test'
    const socket = connect(Number(new URL(running.url).port), '127.0.0.1')
    socket.write(
      `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length + 1}\r\n\r\n${body}`
    )
    await once(socket, 'connect')
    socket.resetAndDestroy()
    await once(socket, 'close')
    expect(await running.state()).toMatchObject({ resourceShares: [] })
    expect(running.onError).not.toHaveBeenCalled()
  })

  test('a client that does not wait for the answer gets it when it asks again: nothing is lost, nothing is done twice', async () => {
    const running = await emulator({ checksSignatures: false })
    const query = 'AccessKeyId=demo-owner&Action=CreateResourceShare&Version=2020-01-10&ResourceShareName=test&ClientToken=key-'
    const sent = Array.from({ length: 10 }, (_, at) => `${query}${at}`)
    await Promise.all(
      sent.map(async (call) => {
        const socket = connect(Number(new URL(running.url).port), '127.0.0.1')
        await once(socket, 'connect')
        socket.write(`GET /?${call} HTTP/1.1\r\nHost: x\r\n\r\n`, () => socket.resetAndDestroy())
        await once(socket, 'close')
      })
    )
    const replies = await Promise.all(sent.map(async (call) => (await fetch(`${running.url}/?${call}`)).json()))
    const made = (replies as ShareReply[]).map(({ ResourceShare }) => ResourceShare.ResourceShareId)
    const kept = (await running.state()).resourceShares.map(({ ResourceShareId }) => ResourceShareId)
    expect(kept.sort()).toStrictEqual(made.sort())
    expect(kept).toHaveLength(10)
    expect(running.onError).not.toHaveBeenCalled()
  })

  test('answers a body that is too long before its end', async () => {
    const running = await emulator({ checksSignatures: false })
    const response = await fetch(running.url, {
      method: 'POST',
      body: new URLSearchParams({ AccessKeyId: 'x'.repeat(2_000_000) })
    })
    expect([response.status, await response.json()]).toMatchObject([413, { Code: 'RequestTooLarge' }])
  })

  test('that is taken cannot be had again', async () => {
    const running = await emulator()
    const { listen } = await import('../../../src/hosting/serve/listen.ts')
    const again = listen(async () => new Response(), { host: '127.0.0.1', port: Number(new URL(running.url).port) })
    await expect(again).rejects.toThrow(/EADDRINUSE/)
  })
})

describe('a store that is slow', () => {
  test('is waited for: what is due has been done when the clock has been moved', async () => {
    const store = memoryStore()
    const slow: Store = {
      ...store,
      append: (commit) => later(() => store.append(commit)),
      events: (...asked) => later(() => store.events(...asked))
    }
    const running = await emulator({ openStore: async () => slow })
    const { owner, entities } = await shareOf(running, 'vsw-1', 'vsw-2')
    expect(await statuses(running)).toStrictEqual({ 'vsw-1': 'Associated', 'vsw-2': 'Associated' })
    await owner.request('DisassociateResourceShare', entities)
    await running.control('clock', { advance: '48h' })
    const kept = await store.events({ system: 'resource-sharing', id: entities.ResourceShareId }, 0, 100)
    expect(kept.filter((event) => event.includes('"AssociationExpired"'))).toHaveLength(2)
  })
})

describe('a store that fails', () => {
  test('is told of, and what it holds is not given away', async () => {
    const running = await emulator()
    const store = memoryStore()
    let fails = false
    const broken = await emulator({
      openStore: async () => ({
        ...store,
        load: (...asked) => (fails ? Promise.reject(new Error('the disk is full')) : store.load(...asked))
      })
    })
    fails = true
    const error = await errorOf(broken.client('demo-owner').request('CreateResourceShare', { ResourceShareName: 'test' }))
    expect([error.code, error.entry.response.statusCode]).toStrictEqual(['InternalError', 500])
    expect(broken.onError).toHaveBeenCalledWith(new Error('the disk is full'), expect.any(Request))
    expect(running.onError).not.toHaveBeenCalled()
  })
})
