/** Shares as virtual objects of Restate: what every runtime promises, and what only this door does. */
import * as clients from '@restatedev/restate-sdk-clients'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RestateRuntimeOptions, restateRuntime } from '../../src/hosting/restate/index.ts'
import {
  accountLabel,
  type Clock,
  type Delivery,
  invitationLabel,
  manualClock,
  type ResourceSharingTypes,
  resourceSharingSystem
} from '../../src/hosting/runtime/index.ts'
import { resourceSharing } from '../../src/index.ts'
import {
  association,
  creation,
  disassociation,
  hostFacts,
  invitation,
  namelessSystem,
  newShareId,
  type ShareCall,
  signal,
  until
} from '../hosting/runtime/support.ts'
import { owner, start } from '../resource-sharing/support.ts'
import { findRestate, missingRestate, type RestateServer, startRestate } from './restate-server.ts'
import { type Serving, serveShares } from './restate-service.ts'

const { serialize, evolveAll, initialState } = resourceSharing

if (findRestate() === undefined) console.warn(missingRestate)

describe.skipIf(findRestate() === undefined)('over Restate', () => {
  let server: RestateServer
  let serving: Serving
  let failing: (delivery: Delivery<ResourceSharingTypes>) => boolean = () => false
  const log: Delivery<ResourceSharingTypes>[] = []
  const outbox = (delivery: Delivery<ResourceSharingTypes>) => {
    if (failing(delivery)) throw new Error('not now')
    log.push(delivery)
  }
  /** The events of a share as they were delivered, each once. */
  const eventsOf = (id: string) => log.filter(({ aggregateId }) => aggregateId === id).map(({ event }) => event)
  const positionsOf = (id: string) => log.filter(({ aggregateId }) => aggregateId === id).map(({ position }) => position)

  const connect = (options: Partial<RestateRuntimeOptions<ResourceSharingTypes, never, never>> = {}) => {
    const own = { system: resourceSharingSystem, clock: manualClock(start), facts: hostFacts, ...options }
    return restateRuntime({ ...own, clients, connection: { url: server.ingress } })
  }

  /** Serves anew, with nothing in memory. */
  const serveAgain = async (clock?: Clock) => {
    await serving.stop()
    serving = await serveShares({ outbox, ...(clock && { clock }) }, Number(new URL(serving.address).port))
  }

  beforeAll(async () => {
    server = await startRestate()
    serving = await serveShares({ outbox })
    await server.deploy(serving.address)
  })
  afterAll(async () => {
    await serving?.stop()
    await server?.stop()
  })

  test('answers as the pure core does, and another process sees it', async () => {
    const [one, other] = [connect(), connect()]
    const id = newShareId()
    const { result, events, isRepeated } = await one.execute({ ...creation(id), requestId: 'r' })
    const facts = one.factsOf({ caller: owner, requestId: 'r' })
    const expected = resourceSharing.apply(initialState, creation(id).command, facts)
    expect({ result, events, isRepeated }).toStrictEqual({ result: expected.result, events: expected.events, isRepeated: false })
    expect(serialize(await other.read(id))).toBe(serialize(expected.state))
    expect((await other.read('rs-none')).share).toBe(initialState.share)
  })

  test('an error of the catalogue is a result, and what the core throws an error of that call alone', async () => {
    const runtime = connect()
    const id = newShareId()
    await runtime.execute(creation(id))
    const refused = await runtime.execute(association('rs-none', ['a']))
    const expected = resourceSharing.apply(
      initialState,
      association('rs-none', ['a']).command,
      runtime.factsOf({ caller: owner })
    )
    expect(refused).toStrictEqual({ result: expected.result, events: [], isRepeated: false })
    const wrong = connect({ clock: { ...manualClock(start), now: () => Number.NaN } })
    await expect(wrong.execute(association(id, ['a']))).rejects.toThrow('now')
    expect((await runtime.execute(association(id, ['a']))).result.ok).toBe(true)
  })

  test('what fails is tried again, however long it takes: Restate does not pause it', async () => {
    for (const name of ['', '.keys', '.lists', '.outbox']) {
      const answer = await fetch(`${server.admin}/services/${resourceSharingSystem.name}${name}`)
      const policy = { max_attempts: 1_000_000_000, max_interval: '10s' }
      expect(await answer.json()).toMatchObject({ retry_policy: policy, journal_retention: '0s', enable_lazy_state: true })
    }
  })

  test('a share is made under its own id, and under no other; null is no key, and what is no text none', async () => {
    const runtime = connect()
    const call = creation(newShareId())
    await expect(runtime.execute({ ...call, aggregateId: 'rs-another' })).rejects.toThrow(TypeError)
    const keyed = (key: unknown) => ({ ...call, ...({ idempotencyKey: key } as Pick<ShareCall, 'idempotencyKey'>) })
    expect((await runtime.execute(keyed(1))).result).toMatchObject({ ok: false, error: { code: 'InvalidIdempotencyKey' } })
    expect(await runtime.execute(keyed(null))).toMatchObject({ result: { ok: true }, isRepeated: false })
    expect(await runtime.execute(keyed(null))).toMatchObject({ result: { ok: false }, isRepeated: false })
  })

  test('any id is an id, and any command has an answer', async () => {
    const runtime = connect({ system: namelessSystem })
    const strange = ['', '.', '..', '"', '\\', 'a/b?c#d%2e', '\u0000\n', '\ud800', '💾é', 'x'.repeat(256)]
    for (const id of strange) {
      const done = await runtime.execute({ ...creation(newShareId()), aggregateId: id })
      expect([id, done.result.ok]).toStrictEqual([id, true])
      expect((await runtime.read(id)).share?.resourceShareName).toBe('test')
    }
    const found: string[] = []
    for await (const id of runtime.ids()) found.push(id)
    expect(found).toStrictEqual(expect.arrayContaining(strange))
    expect(new Set(found).size).toBe(found.length)
    const tooLong = 'x'.repeat(257)
    for (const key of [{}, { idempotencyKey: 'too long' }]) {
      await expect(runtime.execute({ ...creation(newShareId(), key), aggregateId: tooLong })).rejects.toThrow('at most 256')
      expect((await runtime.execute({ ...association('rs', ['a'], key), aggregateId: tooLong })).result.ok).toBe(false)
    }
    let deep: unknown = []
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep]
    const command = { type: 'AssociateResourceShare', request: { ResourceShareId: deep } }
    const { result } = await runtime.execute({ aggregateId: '', caller: owner, command: command as ShareCall['command'] })
    expect(result.ok).toBe(false)
  })

  describe('idempotency keys', () => {
    test('a call with the same key and request has the same reply, and no second effect', async () => {
      const [one, other] = [connect(), connect()]
      const id = newShareId()
      await one.execute(creation(id))
      for (const call of [association(id, ['a']), association('rs-none', ['a'])]) {
        const keyed = { ...call, idempotencyKey: `${id} ${call.aggregateId}` }
        const first = await one.execute(keyed)
        expect(first.isRepeated).toBe(false)
        const again = await other.execute({ ...keyed, requestId: 'another' })
        expect(again).toStrictEqual({ result: first.result, events: [], isRepeated: true })
      }
      await until(() => positionsOf(id).length === 2)
      expect((await one.read(id)).associations.size).toBe(1)
    })

    test('the same key with another request is an error; its time comes to an end', async () => {
      const clock = manualClock(start)
      const runtime = connect({ clock, replyLifetimeMs: 3_600_000 })
      const id = newShareId()
      const keyed = creation(id, { idempotencyKey: id })
      await runtime.execute(keyed)
      for (const call of [association(id, ['a']), creation(newShareId())]) {
        const { result, events } = await runtime.execute({ ...call, idempotencyKey: id })
        expect(result).toMatchObject({ ok: false, error: { status: 409, code: 'IdempotencyKeyReused' } })
        expect(events).toStrictEqual([])
      }
      expect((await runtime.execute(association(id, ['a'], { idempotencyKey: id, caller: 'another' }))).isRepeated).toBe(false)
      clock.advance(3_600_000 - 1)
      expect((await runtime.execute(keyed)).isRepeated).toBe(true)
      clock.advance(1)
      expect((await runtime.execute(association(id, ['a'], { idempotencyKey: id }))).result.ok).toBe(true)
      expect((await runtime.execute({ ...keyed, idempotencyKey: '' })).result).toMatchObject({
        error: { code: 'InvalidIdempotencyKey' }
      })
      await expect(runtime.execute({ ...keyed, caller: 'x'.repeat(257) })).rejects.toThrow('at most 256')
    })

    test('Restate forgets a reply whose time is over', async () => {
      const runtime = connect({ replyLifetimeMs: 1 })
      const id = newShareId()
      await runtime.execute(creation(id, { idempotencyKey: id }))
      // The clock stands still, so that it is not what ends the time.
      await until(async () => !(await runtime.execute(creation(id, { idempotencyKey: id }))).isRepeated)
    })

    test('racing writers on one share and on many: each key has one effect', async () => {
      const runtimes = [connect(), connect()]
      const id = newShareId()
      await runtimes[0]?.execute(creation(id))
      const keys = Array.from({ length: 60 }, (_, at) => `${id} ${at}`)
      const ended = await Promise.all(
        keys.flatMap((key, at) =>
          runtimes.map(async (runtime) => {
            const creating = creation(newShareId(), { idempotencyKey: key, clientRequest: key })
            const call = at % 4 === 0 ? creating : association(id, [key.replace(' ', '-')], { idempotencyKey: key })
            return { key, call, executed: await runtime.execute(call) }
          })
        )
      )
      for (const key of keys) {
        const both = ended.filter((one) => one.key === key)
        expect(both.map(({ executed }) => executed.isRepeated).sort()).toStrictEqual([false, true])
        expect(both[0]?.executed.result).toStrictEqual(both[1]?.executed.result)
        expect(both[0]?.executed.result.ok).toBe(true)
      }
      expect((await runtimes[1]?.read(id))?.associations.size).toBe(45)
      await until(() => positionsOf(id).length >= 46)
      expect(positionsOf(id)).toStrictEqual(Array.from({ length: 46 }, (_, at) => at + 1))
    })
  })

  test('facts of the host are made for the state that is decided on, again after each conflict', async () => {
    const id = newShareId()
    const runtimes = [connect(), connect(), connect()]
    await runtimes[0]?.execute(creation(id))
    let made = 0
    const sizes = await Promise.all(
      Array.from({ length: 12 }, async (_, at) => {
        let size = -1
        const facts = (state: resourceSharing.ResourceShareState) => {
          made += 1
          size = state.associations.size
          return {}
        }
        await runtimes[at % 3]?.execute({ ...association(id, [`e${at}`]), facts })
        return size
      })
    )
    expect(sizes.sort((one, other) => one - other)).toStrictEqual(Array.from({ length: 12 }, (_, at) => at))
    expect(made).toBeGreaterThan(12)
    const impatient = connect({ attempts: 1 })
    const facts = async () => {
      await runtimes[0]?.execute(association(id, ['between']))
      return {}
    }
    const { result } = await impatient.execute({ ...association(id, ['late']), facts })
    expect(result).toMatchObject({ ok: false, error: { status: 503, code: 'TooManyConflicts' } })
  })

  test('calls of several processes at once: the answers are those of the order in which they happened', async () => {
    let ticks = start
    const now = () => {
      ticks += 1
      return ticks
    }
    const ticking = { ...manualClock(start), now }
    const runtimes = [connect({ clock: ticking }), connect({ clock: ticking })]
    const id = newShareId()
    await runtimes[0]?.execute(creation(id))
    const entity = fc.constantFrom('a', 'b', 'c', 'd')
    const calls = fc.oneof(
      entity.map((one) => association(id, [one])),
      entity.map((one) => disassociation(id, [one])),
      entity.map((one) => signal(id, 'AssociationSucceeded', one)),
      entity.map((one) => signal(id, 'DisassociationSucceeded', one))
    )
    const ran = await Promise.all(
      fc.sample(calls, 120).map(async (made, at) => {
        const call = { ...made, requestId: `r${at}` }
        return { call, executed: await (runtimes[at % 2] ?? connect()).execute(call) }
      })
    )
    const changes = ran.filter(({ executed }) => executed.events.length > 0)
    const length = 1 + changes.reduce((sum, { executed }) => sum + executed.events.length, 0)
    await until(() => positionsOf(id).length >= length)
    const happened = eventsOf(id)
    expect(happened).toHaveLength(length)
    let state = evolveAll(initialState, happened.slice(0, 1))
    for (let at = 1; at < length; ) {
      // No two calls are of the same time: it says whose event this is.
      const time = happened[at]?.at ?? 0
      const next = changes.find(({ executed }) => executed.events[0]?.at === time)
      if (next === undefined) throw new Error(`event ${at} is nobody's`)
      const { caller, command, requestId } = next.call
      const facts = { ...connect().factsOf({ caller, requestId }), now: time }
      const applied = resourceSharing.apply(state, command, facts)
      expect(next.executed).toStrictEqual({ result: applied.result, events: applied.events, isRepeated: false })
      state = applied.state
      at += applied.events.length
    }
    for (const runtime of runtimes) expect(serialize(await runtime.read(id))).toBe(serialize(state))
  })

  test('what is kept in chunks and snapshots is the state, for processes that remember it and for those that do not', async () => {
    const id = newShareId()
    const [one, other] = [connect(), connect()]
    await one.execute(creation(id))
    for (let at = 0; at < 130; at += 1) {
      const call = at % 3 === 2 ? disassociation(id, [`e${at - 1}`]) : association(id, [`e${at}`])
      await one.execute(call)
      if (at % 3 === 1) await one.execute(signal(id, 'AssociationSucceeded', `e${at}`))
      if (at % 40 === 0) {
        await serveAgain()
        expect(serialize(await other.read(id))).toBe(serialize(await connect().read(id)))
      }
    }
    await until(() => positionsOf(id).length >= 174)
    const expected = serialize(evolveAll(initialState, eventsOf(id)))
    for (const runtime of [one, other, connect()]) expect(serialize(await runtime.read(id))).toBe(expected)
  })

  test('shares are found by account and by invitation, as soon as the call is answered', async () => {
    const [one, other] = [connect(), connect()]
    const [id, another] = [newShareId(), newShareId()]
    const mine = `owner-${id}`
    for (const share of [id, another]) await one.execute(creation(share, { caller: mine }))
    await one.execute({ ...invitation(another, '1999999999999999'), caller: mine })
    const ids = async (label: string) => {
      const found: string[] = []
      for await (const share of other.ids({ label })) found.push(share)
      return found.sort()
    }
    expect(await ids(accountLabel(mine))).toStrictEqual([id, another].sort())
    expect(await ids(invitationLabel(`i-${another}`))).toStrictEqual([another])
    expect(await ids(accountLabel('1999999999999999'))).toStrictEqual([another])
    expect(await ids(accountLabel('nobody'))).toStrictEqual([])
    const names: unknown[] = []
    for await (const state of other.states({ label: accountLabel(mine) })) names.push(state.share?.resourceShareId)
    expect(names.sort()).toStrictEqual([id, another].sort())
  })

  test('an event that is rejected comes again, and those behind it wait; other shares do not', async () => {
    const [id, another] = [newShareId(), newShareId()]
    const runtime = connect()
    let rejected = 0
    failing = ({ aggregateId, position }) => {
      if (aggregateId !== id || position !== 2) return false
      rejected += 1
      return positionsOf(another).length < 2
    }
    await runtime.execute(creation(id))
    for (const entity of ['a', 'b']) await runtime.execute(association(id, [entity]))
    await until(() => rejected > 1)
    expect(positionsOf(id)).toStrictEqual([1])
    await runtime.execute(creation(another))
    await runtime.execute(association(another, ['a']))
    await until(() => positionsOf(id).length === 3)
    expect(positionsOf(id)).toStrictEqual([1, 2, 3])
  })

  describe('deadlines', () => {
    const retention = { floorMs: 400, ceilingMs: 800 }
    /** A share with one record that is due 400 ms later. */
    const withEnded = async (id: string) => {
      const runtime = connect({ clock: manualClock(Date.now()), facts: { ...hostFacts, retention } })
      await runtime.execute(creation(id))
      await runtime.execute(association(id, ['vsw-1']))
      await runtime.execute(signal(id, 'AssociationFailed', 'vsw-1'))
      return runtime.clock.now() + retention.floorMs
    }
    const expiryOf = (id: string) => eventsOf(id).filter(({ type }) => type === 'AssociationExpired')

    test('what is due is swept once, at its time', async () => {
      const id = newShareId()
      const due = await withEnded(id)
      await until(() => expiryOf(id).length > 0)
      expect(expiryOf(id)[0]?.at).toBeGreaterThanOrEqual(due)
      expect((await connect().read(id)).associations.size).toBe(0)
      expect(expiryOf(id)).toHaveLength(1)
    })

    test('never before the time of the services: a timer that comes too early waits again', async () => {
      const clock = manualClock(0)
      let asked = 0
      const now = () => {
        asked += 1
        return clock.now()
      }
      const id = newShareId()
      await serveAgain({ ...clock, now })
      const due = await withEnded(id)
      clock.set(due - 1)
      await until(() => asked > 2)
      expect(expiryOf(id)).toStrictEqual([])
      clock.set(due)
      await until(() => expiryOf(id).length > 0)
      expect(expiryOf(id).map(({ at }) => at)).toStrictEqual([due])
      await serveAgain()
    })
  })
})
