/** Deadlines: late, never early, never lost; one timer for all. */
import { describe, expect, test } from 'vitest'
import {
  type Clock,
  type Failure,
  type ManualClock,
  manualClock,
  memoryStore,
  type ResourceSharingTypes,
  type Running,
  resourceSharingSystem,
  type Store,
  type System
} from '../../../src/hosting/runtime/index.ts'
import { start } from '../../resource-sharing/support.ts'
import { association, eventsOf, newShareId, settled, sharesOn, signal, until, withEnded } from './support.ts'

const hour = 3_600_000
const day = 24 * hour
const floor = 48 * hour

const isSwept = async (store: Store, id: string) => (await eventsOf(store, id)).includes('AssociationExpired')

/** A clock that tells how long it was asked to wait. */
const watched = (clock: ManualClock): Clock & { readonly waits: number[] } => {
  const waits: number[] = []
  const wait: Clock['wait'] = (delayMs, run) => {
    waits.push(delayMs)
    return clock.wait(delayMs, run)
  }
  return { now: clock.now, wait, waits }
}

/** Goes on in steps, as a real clock does, and lets everything that is due happen on the way. */
const pass = async (clock: ManualClock, ms: number, steps = 8) => {
  for (let step = 0; step < steps; step += 1) {
    clock.advance(ms / steps)
    await settled()
  }
}

const without = async (running: Running, clock: ManualClock) => {
  await running.stop()
  expect(clock.waiting).toBe(0)
}

describe('a deadline', () => {
  test('is kept when it has come, and not a moment earlier', async () => {
    const store = memoryStore()
    const { runtime, clock } = sharesOn(store)
    const id = newShareId()
    await withEnded(runtime, id)
    const running = runtime.deadlines()
    await settled()
    await pass(clock, floor - 1)
    expect(await isSwept(store, id)).toBe(false)
    clock.advance(1)
    await until(() => isSwept(store, id))
    expect(clock.waiting).toBe(1)
    await without(running, clock)
  })

  test('beyond 2^31 ms is right, too, and no timer is asked for more than that', async () => {
    const store = memoryStore()
    const clock = manualClock(start)
    const watching = watched(clock)
    const retention = { floorMs: 60 * day, ceilingMs: 90 * day }
    const { runtime } = sharesOn(store, { clock: watching, facts: { retention, limits: { sharedResourcesPerAccount: 9 } } })
    const id = newShareId()
    await withEnded(runtime, id)
    const running = runtime.deadlines({ longestWaitMs: Number.POSITIVE_INFINITY })
    await settled()
    await pass(clock, 60 * day - 1)
    expect(await isSwept(store, id)).toBe(false)
    clock.advance(1)
    await until(() => isSwept(store, id))
    expect(watching.waits.length).toBeGreaterThan(2)
    expect(Math.max(...watching.waits)).toBe(2_147_483_647)
    await without(running, clock)
  })

  test('that came while nothing ran is kept at the start', async () => {
    const store = memoryStore()
    const ids = Array.from({ length: 300 }, newShareId)
    for (const id of ids) await withEnded(sharesOn(store).runtime, id)
    const clock = manualClock(start + 30 * day)
    const running = sharesOn(store, { clock }).runtime.deadlines()
    await until(async () => (await store.due('resource-sharing', clock.now(), 1)).length === 0)
    for (const id of ids) expect(await isSwept(store, id)).toBe(true)
    await without(running, clock)
  })

  test('that a call of the same runtime brings is kept in its time, whatever the longest wait', async () => {
    const store = memoryStore()
    const { runtime, clock } = sharesOn(store)
    const running = runtime.deadlines({ longestWaitMs: 365 * day })
    await settled()
    const id = newShareId()
    await withEnded(runtime, id)
    await settled()
    clock.advance(floor)
    await until(() => isSwept(store, id))
    await without(running, clock)
  })

  test('that another process brings is seen after the longest wait', async () => {
    const store = memoryStore()
    const { runtime, clock } = sharesOn(store)
    const running = runtime.deadlines({ longestWaitMs: 3 * hour })
    await settled()
    const id = newShareId()
    await withEnded(sharesOn(store).runtime, id)
    await pass(clock, floor + 3 * hour, 20)
    expect(await isSwept(store, id)).toBe(true)
    await without(running, clock)
  })

  test('is not kept early when the clock has been set back', async () => {
    const store = memoryStore()
    const { runtime, clock } = sharesOn(store)
    const id = newShareId()
    await withEnded(runtime, id)
    const timers: (() => void)[] = []
    const wait: Clock['wait'] = (_delayMs, run) => {
      timers.push(run)
      return () => {}
    }
    const running = sharesOn(store, { clock: { now: clock.now, wait } }).runtime.deadlines()
    await settled()
    for (const timer of timers.splice(0)) timer()
    await settled()
    expect(await isSwept(store, id)).toBe(false)
    expect(timers).toHaveLength(1)
    await running.stop()
  })
})

describe('what fails', () => {
  /** A store whose methods reject for as long as `isDown` says so. */
  const failing = (store: Store, isDown: () => boolean, methods: readonly (keyof Store)[]): Store => {
    const down = () => Promise.reject(new Error('down'))
    return new Proxy(store, {
      get: (target, name: keyof Store) => (methods.includes(name) && isDown() ? down : target[name])
    })
  }

  test.each([[['due']], [['earliestDeadline']], [['append', 'load']]] as const)(
    'a store, in %s, is asked again, later and later',
    async (methods) => {
      const memory = memoryStore()
      let isDown = false
      const { runtime, clock } = sharesOn(failing(memory, () => isDown, methods))
      const id = newShareId()
      await withEnded(runtime, id)
      clock.advance(floor)
      isDown = true
      const failures: Failure[] = []
      const onFailure = (failure: Failure) => {
        failures.push(failure)
        // A caller who fails at the same time does as much.
        running.wake()
        throw new Error('the log is full')
      }
      const running = runtime.deadlines({ onFailure, retryMs: { first: 100, most: 300 } })
      for (const wait of [100, 200, 300, 300]) {
        const seen = failures.length
        await until(() => failures.length > seen || clock.waiting > 0)
        await settled()
        running.wake()
        await settled()
        clock.advance(wait - 1)
        await settled()
        expect(failures.at(-1)).toMatchObject({ retryInMs: wait, error: new Error('down') })
        clock.advance(1)
        await settled()
      }
      isDown = false
      clock.advance(300)
      await until(() => isSwept(memory, id))
      await until(() => clock.waiting === 1)
      isDown = true
      await settled()
      running.wake()
      await settled()
      expect(failures.at(-1)).toMatchObject(methods.some((method) => method === 'append') ? {} : { attempt: 1, retryInMs: 100 })
      await without(running, clock)
    }
  )

  test('a sweep that fails holds nobody else up, and is tried again', async () => {
    const store = memoryStore()
    const [bad, good] = [newShareId(), newShareId()]
    let isBroken = true
    const system: System<ResourceSharingTypes> = {
      ...resourceSharingSystem,
      apply: (state, command, facts) => {
        if (isBroken && command.type === 'Sweep' && state.share?.resourceShareId === bad) throw new Error('broken')
        return resourceSharingSystem.apply(state, command, facts)
      }
    }
    const { runtime, clock } = sharesOn(store, { system })
    for (const id of [bad, good]) await withEnded(runtime, id)
    clock.advance(floor)
    const failures: Failure[] = []
    const running = runtime.deadlines({ onFailure: (failure) => failures.push(failure) })
    await until(() => isSwept(store, good))
    await until(() => clock.waiting === 1)
    expect(failures).toMatchObject([{ aggregateId: bad, attempt: 1, retryInMs: 100 }])
    clock.advance(100)
    await until(() => failures.length === 2)
    expect(failures[1]).toMatchObject({ aggregateId: bad, attempt: 2, retryInMs: 200 })
    isBroken = false
    await until(() => clock.waiting === 1)
    clock.advance(200)
    await until(() => isSwept(store, bad))
    await without(running, clock)
  })

  test('a deadline that is kept wrong is put right', async () => {
    const store = memoryStore()
    const { runtime, clock } = sharesOn(store)
    const id = newShareId()
    await withEnded(runtime, id)
    await store.moveDeadline({ system: 'resource-sharing', id }, 3, start - 1)
    const running = runtime.deadlines()
    await until(async () => (await store.earliestDeadline('resource-sharing')) === start + floor)
    await without(running, clock)
  })

  test('a sweep that leaves something due is a failure, and not tried again at once', async () => {
    const store = memoryStore()
    const system: System<ResourceSharingTypes> = { ...resourceSharingSystem, nextDeadline: () => start }
    const { runtime, clock } = sharesOn(store, { system })
    await withEnded(runtime, newShareId())
    const failures: Failure[] = []
    const running = runtime.deadlines({ onFailure: (failure) => failures.push(failure) })
    await until(() => clock.waiting === 1)
    expect(failures).toHaveLength(1)
    expect(String(failures[0]?.error)).toContain('something that is due')
    await without(running, clock)
  })
})

test('keyed replies whose time is over are forgotten', async () => {
  const store = memoryStore()
  const { runtime, clock } = sharesOn(store)
  const keyed = { caller: 'c', key: 'k', fingerprint: 'f', reply: '{}', now: start, expiresAt: start + hour }
  await store.remember('resource-sharing', keyed)
  const running = runtime.deadlines({ longestWaitMs: hour })
  await settled()
  expect(await store.remember('resource-sharing', { ...keyed, now: start })).toMatchObject({ kind: 'known' })
  clock.advance(hour)
  await settled()
  expect(await store.forgetReplies(start + hour, 10)).toBe(0)
  expect(await store.remember('resource-sharing', keyed)).toStrictEqual({ kind: 'remembered' })
  await without(running, clock)
})

test('stopped, nothing is swept any more', async () => {
  const store = memoryStore()
  const { runtime, clock } = sharesOn(store)
  const id = newShareId()
  await withEnded(runtime, id)
  const running = runtime.deadlines()
  const stopped = running.stop()
  clock.advance(floor)
  running.wake()
  await stopped
  await settled()
  await withEnded(runtime, newShareId())
  expect(clock.waiting).toBe(0)
  expect(await isSwept(store, id)).toBe(false)
})

test('those that fail leave room for those behind them, however many they are', async () => {
  const store = memoryStore()
  const bad = new Set(Array.from({ length: 130 }, newShareId))
  let isBroken = true
  const system: System<ResourceSharingTypes> = {
    ...resourceSharingSystem,
    apply: (state, command, facts) => {
      if (isBroken && command.type === 'Sweep' && bad.has(state.share?.resourceShareId ?? '')) throw new Error('broken')
      return resourceSharingSystem.apply(state, command, facts)
    }
  }
  const { runtime, clock } = sharesOn(store, { system })
  for (const id of bad) await withEnded(runtime, id)
  clock.advance(1)
  const good = newShareId()
  await withEnded(runtime, good)
  clock.advance(floor)
  const failures: Failure[] = []
  const running = runtime.deadlines({ onFailure: (failure) => failures.push(failure), retryMs: { first: 10_000, most: 80_000 } })
  await until(() => isSwept(store, good))
  expect(failures).toHaveLength(130)
  isBroken = false
  clock.advance(10_000)
  await until(async () => (await store.due('resource-sharing', clock.now(), 1)).length === 0)
  await until(() => clock.waiting === 1)

  // They have succeeded since: the next failure is a first one again, and what another process does is no failure any more.
  isBroken = true
  const [one = ''] = bad
  await runtime.execute(association(one, ['b']))
  await runtime.execute(signal(one, 'AssociationFailed', 'b'))
  await settled()
  clock.advance(floor)
  await until(() => failures.length === 131)
  expect(failures.at(-1)).toMatchObject({ aggregateId: one, attempt: 1, retryInMs: 10_000 })
  await until(() => clock.waiting === 1)
  await sharesOn(store, { clock }).runtime.execute({ aggregateId: one, caller: '', command: { type: 'Sweep' } })
  clock.advance(10_000)
  await settled()
  expect(failures).toHaveLength(131)
  await without(running, clock)
})

test('stopped in the middle, it begins no further sweep', async () => {
  const memory = memoryStore()
  let sweeps = 0
  const append: Store['append'] = async (commit) => {
    if (commit.events.some((event) => event.includes('AssociationExpired'))) {
      sweeps += 1
      stopping ??= running.stop()
    }
    return memory.append(commit)
  }
  const { runtime, clock } = sharesOn({ ...memory, append })
  for (const id of Array.from({ length: 100 }, newShareId)) await withEnded(runtime, id)
  clock.advance(floor)
  let stopping: Promise<void> | undefined
  const running = runtime.deadlines()
  await until(() => stopping !== undefined)
  await stopping
  const atStop = sweeps
  expect(atStop).toBeLessThan(50)
  await settled()
  expect(sweeps).toBe(atStop)
})
