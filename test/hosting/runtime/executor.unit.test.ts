/** One command from load to append, where it is not the same over every store: what is kept in memory, what callers may send, defaults. */
import { describe, expect, test } from 'vitest'
import {
  backupPoliciesSystem,
  createRuntime,
  manualClock,
  memoryStore,
  resourceSharingSystem,
  runtimeErrors,
  type Store
} from '../../../src/hosting/runtime/index.ts'
import { resourceSharing } from '../../../src/index.ts'
import { owner, start } from '../../resource-sharing/support.ts'
import {
  association,
  creation,
  eventsOf,
  namelessSystem,
  newShareId,
  type ShareCall,
  settled,
  sharesOn,
  withEnded
} from './support.ts'

const textOf = resourceSharing.serialize

describe('conflicts', () => {
  test('with others are decided again, on the newer state and with the facts of now', async () => {
    const store = memoryStore()
    const [one, other] = [sharesOn(store).runtime, sharesOn(store).runtime]
    const id = newShareId()
    await one.execute(creation(id))
    const sizes: number[] = []
    const facts = async (state: resourceSharing.ResourceShareState) => {
      sizes.push(state.associations.size)
      if (sizes.length < 3) await other.execute(association(id, [`other-${sizes.length}`]))
      return {}
    }
    const { result, events } = await one.execute({ ...association(id, ['mine']), facts })
    expect([result.ok, events.length]).toStrictEqual([true, 1])
    expect(sizes).toStrictEqual([0, 1, 2])
  })

  test('without end are refused, and nothing has happened', async () => {
    const memory = memoryStore()
    let attempts = 0
    const append: Store['append'] = async () => {
      attempts += 1
      return { kind: 'conflict' }
    }
    const { runtime } = sharesOn({ ...memory, append }, { attempts: 7 })
    const id = newShareId()
    const { result, events } = await runtime.execute(creation(id, { idempotencyKey: 'k' }))
    const { status, code, message } = runtimeErrors.TooManyConflicts
    expect(result).toStrictEqual({ ok: false, error: { status, code, message } })
    expect([events, attempts]).toStrictEqual([[], 7])
    expect(textOf(await runtime.read(id))).toBe(textOf(resourceSharing.initialState))
  })

  test('within a process there are none: calls of one aggregate take turns, others do not wait', async () => {
    const memory = memoryStore()
    const kinds: string[] = []
    const append: Store['append'] = async (commit) => {
      const committed = await memory.append(commit)
      kinds.push(committed.kind)
      return committed
    }
    const { runtime } = sharesOn({ ...memory, append })
    const [id, another] = [newShareId(), newShareId()]
    await runtime.execute(creation(id))
    let goOn = () => {}
    const waiting = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const facts = async () => {
      await waiting
      return {}
    }
    const slow = runtime.execute({ ...association(id, ['a']), facts })
    const behind = runtime.execute(association(id, ['b']))
    expect((await runtime.execute(creation(another))).result.ok).toBe(true)
    expect(await eventsOf(memory, id)).toHaveLength(1)
    goOn()
    await Promise.all([slow, behind])
    expect(await eventsOf(memory, id)).toHaveLength(3)
    expect(new Set(kinds)).toStrictEqual(new Set(['committed']))
  })

  test('a turn that fails is not the failure of the next', async () => {
    const { runtime } = sharesOn(memoryStore())
    const id = newShareId()
    const failing = runtime.execute({ ...creation(id), facts: () => Promise.reject(new Error('no directory')) })
    const next = runtime.execute(creation(id))
    await expect(failing).rejects.toThrow('no directory')
    expect((await next).result.ok).toBe(true)
  })
})

describe('what callers send', () => {
  test.each(['', 'x'.repeat(256), 'a\0', 'ü', '\n'])('a key that is none is refused: %j', async (idempotencyKey) => {
    const { runtime } = sharesOn(memoryStore())
    const { result } = await runtime.execute(creation(newShareId(), { idempotencyKey }))
    expect(result).toMatchObject({ ok: false, error: { status: 400, code: 'InvalidIdempotencyKey' } })
  })

  test('a key that is no text is refused; null is none', async () => {
    const { runtime } = sharesOn(memoryStore())
    const withKey = (key: unknown) =>
      runtime.execute({ ...creation(newShareId()), ...({ idempotencyKey: key } as Pick<ShareCall, 'idempotencyKey'>) })
    for (const key of [1, {}, ['k'], true])
      expect((await withKey(key)).result).toMatchObject({ ok: false, error: { code: 'InvalidIdempotencyKey' } })
    for (const key of [null, null, undefined])
      expect(await withKey(key)).toMatchObject({ result: { ok: true }, isRepeated: false })
  })

  test('a share is made under its own id, and under no other', async () => {
    const { runtime } = sharesOn({ ...memoryStore(), load: () => Promise.reject(new Error('asked')) })
    const call = { ...creation('rs-b'), aggregateId: 'rs-a' }
    for (const keyed of [call, { ...call, idempotencyKey: 'k' }])
      await expect(runtime.execute(keyed)).rejects.toThrow(new TypeError('the command makes "rs-b", but aggregateId is "rs-a"'))
  })

  test('the longest and oddest key is one', async () => {
    const { runtime } = sharesOn(memoryStore())
    const call = creation(newShareId(), { idempotencyKey: ` ~${'x'.repeat(253)}` })
    expect((await runtime.execute(call)).isRepeated).toBe(false)
    expect((await runtime.execute(call)).isRepeated).toBe(true)
  })

  test('a key counts for as long as it is told to', async () => {
    const { runtime, clock } = sharesOn(memoryStore(), { replyLifetimeMs: 1_000 })
    const call = association('rs-none', ['a'], { idempotencyKey: 'k' })
    await runtime.execute(call)
    clock.advance(999)
    expect((await runtime.execute(call)).isRepeated).toBe(true)
    clock.advance(1)
    expect((await runtime.execute(call)).isRepeated).toBe(false)
  })

  test('an id that is longer than any store takes is that of a share that is not there', async () => {
    const memory = memoryStore()
    const store = { ...memory, load: () => Promise.reject(new Error('asked')) }
    const { runtime } = sharesOn(store, { system: namelessSystem })
    const id = 'x'.repeat(257)
    expect((await runtime.execute(association(id, ['a'], { idempotencyKey: 'k' }))).result.ok).toBe(false)
    expect(await runtime.read(id)).toBe(resourceSharing.initialState)
    await expect(runtime.execute({ ...creation('rs-1'), aggregateId: id })).rejects.toThrow('at most 256 characters')
    await expect(runtime.execute(creation('rs', { caller: id, idempotencyKey: 'k' }))).rejects.toThrow('at most 256 characters')
  })

  test('a request that is nested deeper than calls can be has an answer, and so has the same again', async () => {
    const { runtime } = sharesOn(memoryStore())
    const clientRequest: unknown = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)
    const call = creation(newShareId(), { clientRequest, idempotencyKey: 'k' })
    expect((await runtime.execute(call)).result.ok).toBe(true)
    expect((await runtime.execute(call)).isRepeated).toBe(true)
  })

  test('a refused call without a key leaves nothing behind', async () => {
    const { runtime } = sharesOn({ ...memoryStore(), append: () => Promise.reject(new Error('asked')) })
    expect((await runtime.execute(association('rs-none', ['a']))).result.ok).toBe(false)
  })
})

describe('facts', () => {
  test('those of the runtime are there in every call, and those of the call come on top', async () => {
    const { runtime } = sharesOn(memoryStore(), { facts: { limits: { sharesPerAccount: 3 }, usage: { shares: 1 } } })
    const facts = runtime.factsOf({ caller: owner, requestId: 'r', facts: { usage: { shares: 2 } } })
    expect(facts).toStrictEqual({
      now: start,
      requestId: 'r',
      accountId: owner,
      limits: { sharesPerAccount: 3 },
      usage: { shares: 2 }
    })
    const { result } = await runtime.execute(creation(newShareId(), { facts: { usage: { shares: 3 } } }))
    expect(result).toMatchObject({ ok: false })
  })

  test('without any, the defaults: the time of the system, a UUID', async () => {
    const runtime = createRuntime({ system: backupPoliciesSystem, store: memoryStore() })
    const facts = runtime.factsOf({ caller: 'project' })
    expect(Math.abs(facts.now - Date.now())).toBeLessThan(60_000)
    expect(facts.requestId).toMatch(/^[0-9a-f-]{36}$/)
    expect(facts.projectId).toBe('project')
  })

  test('an option without a value is one that was not given', async () => {
    const nothing = {
      store: undefined,
      clock: undefined,
      newRequestId: undefined,
      facts: undefined,
      replyLifetimeMs: undefined,
      cachedStates: undefined,
      eventsPerSnapshot: undefined,
      attempts: undefined
    } as object
    const runtime = createRuntime({ system: resourceSharingSystem, ...nothing })
    const call = creation(newShareId(), { idempotencyKey: 'k' })
    expect((await runtime.execute(call)).result.ok).toBe(true)
    expect((await runtime.execute(call)).isRepeated).toBe(true)
  })
})

describe('what is kept in memory', () => {
  /** Counts how events are read. */
  const counting = () => {
    const memory = memoryStore()
    const reads: number[] = []
    const load: Store['load'] = (key, after) => {
      reads.push(after ?? 0)
      return memory.load(key, after)
    }
    return { memory, reads, store: { ...memory, load } }
  }

  test('only newer events are read', async () => {
    const { reads, store } = counting()
    const { runtime } = sharesOn(store)
    const id = newShareId()
    await withEnded(runtime, id)
    await runtime.read(id)
    expect(reads).toStrictEqual([0, 1, 2, 3])
  })

  test('the states used last are, and no more of them than allowed', async () => {
    const { reads, store } = counting()
    const { runtime } = sharesOn(store, { cachedStates: 2 })
    const [a, b, c] = [newShareId(), newShareId(), newShareId()]
    for (const id of [a, b, a, c, b]) await runtime.execute(id === a ? association(id, ['x']) : creation(id))
    reads.length = 0
    for (const id of [c, b, a]) await runtime.read(id)
    expect(reads).toStrictEqual([1, 1, 0])
  })

  test('a store that has been put back is believed', async () => {
    const [now, before] = [memoryStore(), memoryStore()]
    let store = now
    const { runtime } = sharesOn(new Proxy(now, { get: (_target, name: keyof Store) => store[name] }))
    const id = newShareId()
    await sharesOn(before).runtime.execute(creation(id))
    await withEnded(runtime, id)
    store = before
    expect(textOf(await runtime.read(id))).toBe(textOf(await sharesOn(before).runtime.read(id)))
    expect((await runtime.execute(association(id, ['a']))).result.ok).toBe(true)
  })

  test('a slow read does not put an older state in the place of a newer', async () => {
    const memory = memoryStore()
    let goOn = () => {}
    let isSlow = false
    const load: Store['load'] = async (key, after) => {
      const loaded = await memory.load(key, after)
      if (isSlow) {
        isSlow = false
        await new Promise<void>((resolve) => {
          goOn = resolve
        })
      }
      return loaded
    }
    const { runtime } = sharesOn({ ...memory, load })
    const id = newShareId()
    await runtime.execute(creation(id))
    isSlow = true
    const slow = runtime.read(id)
    await settled()
    await runtime.execute(association(id, ['a']))
    goOn()
    expect((await slow).associations.size).toBe(0)
    expect((await runtime.read(id)).associations.size).toBe(1)
  })

  test('a snapshot that cannot be read is told, with its key', async () => {
    const memory = memoryStore()
    const load: Store['load'] = async () => ({ version: 1, snapshot: { version: 1, text: '{' }, events: [] })
    await expect(sharesOn({ ...memory, load }).runtime.read('rs-1')).rejects.toThrow('"id":"rs-1"')
  })

  test('a snapshot of a large share is written as seldom as it is long', async () => {
    const store = memoryStore()
    const { runtime } = sharesOn(store, { eventsPerSnapshot: 1 })
    const id = newShareId()
    const versions = new Set<number>()
    await runtime.execute(creation(id))
    for (let at = 0; at < 60; at += 1) {
      await runtime.execute(association(id, [`vsw-${at}`]))
      versions.add((await store.load({ system: 'resource-sharing', id })).snapshot?.version ?? 0)
    }
    expect(versions.size).toBeGreaterThan(4)
    expect(versions.size).toBeLessThan(20)
  })
})

test('backup policies are kept beside shares', async () => {
  const store = memoryStore()
  const runtime = createRuntime({ system: backupPoliciesSystem, store, clock: manualClock(start) })
  const { runtime: shares } = sharesOn(store)
  const id = newShareId()
  await shares.execute(creation(id))
  const refused = await runtime.execute({
    aggregateId: id,
    caller: id,
    command: { type: 'DeleteBackupPolicy', request: { policy_id: 'none' } }
  })
  expect(refused.result.ok).toBe(false)
  const found: string[] = []
  for await (const one of runtime.ids()) found.push(one)
  expect(found).toStrictEqual([])
})

test('all ids and states are read, however many pages they are', async () => {
  const { runtime } = sharesOn(memoryStore())
  const all = Array.from({ length: 230 }, newShareId)
  for (const id of all) await runtime.execute(creation(id))
  const found: unknown[] = []
  for await (const state of runtime.states()) found.push(state.share?.resourceShareId)
  expect(found).toStrictEqual(all)
})
