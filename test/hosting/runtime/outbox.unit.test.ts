/** The outbox: every event at least once, in the order of its aggregate, and nobody waits for another aggregate. */
import { describe, expect, test } from 'vitest'
import {
  type Delivery,
  type Failure,
  type ManualClock,
  memoryStore,
  type ResourceSharingTypes,
  type Running,
  type Store
} from '../../../src/hosting/runtime/index.ts'
import type { ResourceSharingCommand } from '../../../src/resource-sharing/index.ts'
import { association, creation, newShareId, settled, sharesOn, until } from './support.ts'

type OfShare = Delivery<ResourceSharingTypes>

const placeOf = ({ aggregateId, position }: OfShare) => `${aggregateId}/${position}`

const twoEvents = async (runtime: ReturnType<typeof sharesOn>['runtime'], id: string) => {
  await runtime.execute(creation(id))
  await runtime.execute(association(id, ['a']))
}

const stopped = async (running: Running, clock: ManualClock) => {
  await running.stop()
  expect(clock.waiting).toBe(0)
}

describe('delivery', () => {
  test('of what was there before, and of what comes, with the place of each event', async () => {
    const { runtime, clock } = sharesOn(memoryStore())
    const id = newShareId()
    await twoEvents(runtime, id)
    const seen: OfShare[] = []
    const running = runtime.outbox((delivery) => {
      seen.push(delivery)
    })
    await until(() => seen.length === 2)
    await runtime.execute(association(id, ['b']))
    await until(() => seen.length === 3)
    expect(seen.map(({ aggregateId, position, event }) => [aggregateId, position, event.type])).toStrictEqual([
      [id, 1, 'ResourceShareCreated'],
      [id, 2, 'AssociationStarted'],
      [id, 3, 'AssociationStarted']
    ])
    await stopped(running, clock)
    expect(await sharesAgain(runtime)).toStrictEqual([])
  })

  /** What another outbox would deliver now. */
  const sharesAgain = async (runtime: ReturnType<typeof sharesOn>['runtime']) => {
    const seen: string[] = []
    const running = runtime.outbox((delivery) => {
      seen.push(placeOf(delivery))
    })
    await settled()
    await running.stop()
    return seen
  }

  test('a handler may answer with a signal at once', async () => {
    const { runtime, clock } = sharesOn(memoryStore())
    const id = newShareId()
    await twoEvents(runtime, id)
    const types: string[] = []
    const running = runtime.outbox(async ({ aggregateId, event }) => {
      types.push(event.type)
      if (event.type !== 'AssociationStarted') return
      const { associationType, entityType, entityId } = event
      const command: ResourceSharingCommand = { type: 'AssociationSucceeded', associationType, entityType, entityId }
      expect((await runtime.execute({ aggregateId, caller: 'worker', command })).result.ok).toBe(true)
    })
    await until(() => types.includes('AssociationSucceeded'))
    await stopped(running, clock)
  })

  test('of events of another process, after the longest wait', async () => {
    const store = memoryStore()
    const { runtime, clock } = sharesOn(store)
    const seen: string[] = []
    const running = runtime.outbox((delivery) => void seen.push(placeOf(delivery)), { longestWaitMs: 500 })
    await settled()
    const id = newShareId()
    await twoEvents(sharesOn(store).runtime, id)
    clock.advance(499)
    await settled()
    expect(seen).toStrictEqual([])
    clock.advance(1)
    await until(() => seen.length === 2)
    await stopped(running, clock)
  })

  test('no more aggregates at once than asked for, and each of them one event at a time', async () => {
    const { runtime, clock } = sharesOn(memoryStore())
    const ids = Array.from({ length: 9 }, newShareId)
    for (const id of ids) await twoEvents(runtime, id)
    const underWay: string[] = []
    let most = 0
    let count = 0
    const running = runtime.outbox(
      async ({ aggregateId }) => {
        expect(underWay).not.toContain(aggregateId)
        underWay.push(aggregateId)
        most = Math.max(most, underWay.length)
        await settled()
        underWay.splice(underWay.indexOf(aggregateId), 1)
        count += 1
      },
      { concurrency: 4 }
    )
    await until(() => count === 18)
    expect(most).toBe(4)
    await stopped(running, clock)
  })
})

describe('a handler that fails', () => {
  test('holds up its own aggregate alone, and gets the same event again, later and later', async () => {
    const { runtime, clock } = sharesOn(memoryStore())
    const [bad, good] = [newShareId(), newShareId()]
    for (const id of [bad, good]) await twoEvents(runtime, id)
    const seen: string[] = []
    const failures: Failure[] = []
    let isBroken = true
    const running = runtime.outbox(
      (delivery) => {
        seen.push(placeOf(delivery))
        if (isBroken && delivery.aggregateId === bad) throw new Error('broken')
      },
      { onFailure: (failure) => failures.push(failure), retryMs: { first: 100, most: 150 } }
    )
    await until(() => seen.includes(`${good}/2`))
    await settled()
    for (const wait of [100, 150, 150]) {
      const before = seen.length
      expect(failures.at(-1)).toMatchObject({ aggregateId: bad, retryInMs: wait })
      clock.advance(wait - 1)
      running.wake()
      await settled()
      expect(seen.length).toBe(before)
      clock.advance(1)
      await settled()
      expect(seen.length).toBe(before + 1)
    }
    isBroken = false
    clock.advance(150)
    await until(() => seen.at(-1) === `${bad}/2`)
    expect(seen.filter((place) => place.startsWith(`${bad}/`))).toStrictEqual(
      [1, 1, 1, 1, 1, 2].map((place) => `${bad}/${place}`)
    )
    await stopped(running, clock)
  })

  test('begins with short waits again once it has succeeded', async () => {
    const { runtime, clock } = sharesOn(memoryStore())
    const id = newShareId()
    await twoEvents(runtime, id)
    const failures: Failure[] = []
    const failed = new Set<number>()
    const running = runtime.outbox(
      ({ position }) => {
        if (failed.has(position)) return
        failed.add(position)
        throw new Error('broken')
      },
      { onFailure: (failure) => failures.push(failure) }
    )
    await until(() => failures.length === 1 && clock.waiting === 1)
    clock.advance(100)
    await until(() => failures.length === 2)
    expect(failures.map(({ attempt }) => attempt)).toStrictEqual([1, 1])
    await stopped(running, clock)
  })
})

describe('several processes', () => {
  test('a process that is gone holds its aggregates no longer than it said; one that goes on late acknowledges nothing', async () => {
    const store = memoryStore()
    const id = newShareId()
    const first = sharesOn(store)
    const second = sharesOn(store)
    await twoEvents(first.runtime, id)
    const seen: string[] = []
    let goOn = () => {}
    const slow = first.runtime.outbox(
      (delivery) => {
        seen.push(`first ${delivery.position}`)
        return new Promise((resolve) => {
          goOn = resolve
        })
      },
      { holdMs: 1_000 }
    )
    await until(() => seen.length === 1)
    const quick = second.runtime.outbox((delivery) => void seen.push(`second ${delivery.position}`))
    await settled()
    second.clock.advance(999)
    await settled()
    expect(seen).toStrictEqual(['first 1'])
    second.clock.advance(1)
    await until(() => seen.length === 3)
    goOn()
    await settled()
    expect(seen).toStrictEqual(['first 1', 'second 1', 'second 2'])
    await stopped(slow, first.clock)
    await stopped(quick, second.clock)
  })

  test('each new event gives as much time again', async () => {
    const store = memoryStore()
    const id = newShareId()
    const first = sharesOn(store)
    const second = sharesOn(store)
    await twoEvents(first.runtime, id)
    const seen: string[] = []
    const waiting: (() => void)[] = []
    const slow = first.runtime.outbox(
      (delivery) => {
        seen.push(`first ${delivery.position}`)
        return new Promise((resolve) => waiting.push(resolve))
      },
      { holdMs: 1_000 }
    )
    await until(() => seen.length === 1)
    first.clock.advance(900)
    waiting.pop()?.()
    await until(() => seen.length === 2)
    second.clock.advance(1_800)
    const quick = second.runtime.outbox((delivery) => void seen.push(`second ${delivery.position}`))
    await settled()
    expect(seen).toStrictEqual(['first 1', 'first 2'])
    waiting.pop()?.()
    await stopped(slow, first.clock)
    await stopped(quick, second.clock)
    expect(seen).toStrictEqual(['first 1', 'first 2'])
  })

  test.each([
    ['', 1, []],
    [', also where one had failed', 2, [1]]
  ] as const)('what it holds while it does not know yet that it has let go is not kept waiting%s', async (_, failing, early) => {
    const store = memoryStore()
    let answer: (() => void) | undefined
    const late: Store = {
      ...store,
      acknowledge: async (key, acknowledged) => {
        const isAcknowledged = await store.acknowledge(key, acknowledged)
        if (answer === undefined)
          await new Promise<void>((resolve) => {
            answer = resolve
          })
        return isAcknowledged
      }
    }
    const { runtime, clock } = sharesOn(late)
    const id = newShareId()
    await runtime.execute(creation(id))
    const seen: number[] = []
    let failures = failing - 1
    const running = runtime.outbox(({ position }) => {
      seen.push(position)
      failures -= 1
      if (failures >= 0) throw new Error('not now')
    })
    await until(() => answer !== undefined)
    clock.advance(failures >= 0 ? 100 : 0)
    await runtime.execute(association(id, ['a']))
    running.wake()
    await settled()
    answer?.()
    await settled()
    expect(seen).toStrictEqual([...early, 1, 2])
    await stopped(running, clock)
  })

  test('its own hold over, a process does not deliver what it is delivering', async () => {
    const { runtime, clock } = sharesOn(memoryStore())
    await twoEvents(runtime, newShareId())
    const seen: number[] = []
    let goOn = () => {}
    const running = runtime.outbox(
      ({ position }) => {
        seen.push(position)
        return new Promise((resolve) => {
          goOn = resolve
        })
      },
      { holdMs: 1_000 }
    )
    await until(() => seen.length === 1)
    await settled()
    clock.advance(5_000)
    running.wake()
    await settled()
    expect(seen).toStrictEqual([1])
    goOn()
    await until(() => seen.length === 2)
    goOn()
    await stopped(running, clock)
  })
})

test.each(['hold', 'events', 'acknowledge', 'earliestHoldEnd'] as const)(
  'a store that fails in %s for a while loses nothing',
  async (method) => {
    const memory = memoryStore()
    let isDown = true
    const store: Store = new Proxy(memory, {
      get: (target, name: keyof Store) => (name === method && isDown ? () => Promise.reject(new Error('down')) : target[name])
    })
    const { runtime, clock } = sharesOn(store)
    const id = newShareId()
    await twoEvents(runtime, id)
    const seen: string[] = []
    const failures: Failure[] = []
    const running = runtime.outbox((delivery) => void seen.push(placeOf(delivery)), {
      onFailure: (failure) => failures.push(failure)
    })
    await until(() => failures.length === 1)
    await settled()
    clock.advance(100)
    await until(() => failures.length === 2)
    expect(failures.map(({ retryInMs }) => retryInMs)).toStrictEqual([100, 200])
    isDown = false
    await settled()
    clock.advance(200)
    await until(() => seen.includes(`${id}/2`))
    expect(seen).toStrictEqual([`${id}/1`, `${id}/2`])
    await stopped(running, clock)
  }
)

describe('what is no event', () => {
  test.each([
    ['a text that cannot be read', 1, (events: readonly string[], after: number) => events.with(1 - after, '{')],
    ['an answer of the store that is no list', 0, () => null as unknown as readonly string[]]
  ])('%s is told, and read again, later and later', async (_, before, spoil) => {
    const memory = memoryStore()
    let isSpoilt = true
    const events: Store['events'] = async (key, after, limit) => {
      const found = await memory.events(key, after, limit)
      return isSpoilt ? spoil(found, after) : found
    }
    const { runtime, clock } = sharesOn({ ...memory, events })
    const id = newShareId()
    await twoEvents(runtime, id)
    const seen: number[] = []
    const failures: Failure[] = []
    const running = runtime.outbox((delivery) => void seen.push(delivery.position), {
      onFailure: (failure) => failures.push(failure)
    })
    await until(() => failures.length === 1)
    await settled()
    clock.advance(100)
    await until(() => failures.length === 2)
    expect(failures).toMatchObject([
      { aggregateId: id, attempt: 1, retryInMs: 100 },
      { aggregateId: id, attempt: 2, retryInMs: 200 }
    ])
    await settled()
    isSpoilt = false
    expect(seen).toHaveLength(before)
    clock.advance(200)
    await until(() => seen.length === 2)
    expect(seen).toStrictEqual([1, 2])
    await stopped(running, clock)
  })
})

test('what tells of a failure may fail, at once or later', async () => {
  for (const onFailure of [
    () => {
      throw new Error('no log')
    },
    () => Promise.reject(new Error('no log'))
  ]) {
    const { runtime, clock } = sharesOn(memoryStore())
    await twoEvents(runtime, newShareId())
    const rejected: unknown[] = []
    const note = (error: unknown) => void rejected.push(error)
    process.on('unhandledRejection', note)
    let calls = 0
    const handler = () => {
      calls += 1
      if (calls === 1) throw new Error('not now')
    }
    const running = runtime.outbox(handler, { onFailure })
    await settled()
    clock.advance(100)
    await until(() => calls === 3)
    await settled()
    process.off('unhandledRejection', note)
    expect(rejected).toStrictEqual([])
    await stopped(running, clock)
  }
})

test('stopped, it ends with the event under way, and lets go', async () => {
  const store = memoryStore()
  const { runtime, clock } = sharesOn(store)
  await twoEvents(runtime, newShareId())
  const seen: number[] = []
  let goOn = () => {}
  const running = runtime.outbox(({ position }) => {
    seen.push(position)
    return new Promise((resolve) => {
      goOn = resolve
    })
  })
  await until(() => seen.length === 1)
  let isStopped = false
  const stop = running.stop().then(() => {
    isStopped = true
  })
  await settled()
  expect(isStopped).toBe(false)
  goOn()
  await stop
  expect(seen).toStrictEqual([1])
  expect(clock.waiting).toBe(0)
  const hold = { holder: 'next', now: clock.now(), until: clock.now() + 1, limit: 9 }
  expect(await store.hold('resource-sharing', hold)).toMatchObject([{ acknowledged: 1 }])
})

test('stopped while the store fails, it ends', async () => {
  const memory = memoryStore()
  const store: Store = { ...memory, acknowledge: () => Promise.reject(new Error('down')) }
  const { runtime, clock } = sharesOn(store)
  await twoEvents(runtime, newShareId())
  const failures: Failure[] = []
  const running = runtime.outbox(() => {}, { onFailure: (failure) => failures.push(failure) })
  await until(() => failures.length === 1)
  await stopped(running, clock)
})
