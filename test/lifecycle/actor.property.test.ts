import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createActor } from 'xstate'
import { lifecycle } from '../../src/index.ts'

const { associationMachine } = lifecycle
const start = Date.parse('2020-12-04T09:40:41.250Z')
const hour = 3_600_000
/** Beyond what a 32-bit timer can wait for. */
const month = 31 * 24 * hour

type Actor = ReturnType<typeof createActor<typeof associationMachine>>

beforeEach(() => {
  vi.useFakeTimers({ now: start })
})
afterEach(() => {
  vi.useRealTimers()
})

/** As a process that ends and one that begins: nothing but JSON goes over. */
const restart = (actor: Actor, isStoppedFirst: boolean): Actor => {
  if (isStoppedFirst) actor.stop()
  const persisted = JSON.stringify(actor.getPersistedSnapshot())
  actor.stop()
  return createActor(associationMachine, { snapshot: JSON.parse(persisted) })
}

const statusOf = (actor: Actor) => actor.getSnapshot().value

const retentions = fc.constantFrom(
  undefined,
  { floorMs: month, ceilingMs: 2 * month },
  { floorMs: 3 * month, ceilingMs: 3 * month },
  { floorMs: 0, ceilingMs: 0 },
  { floorMs: 1, ceilingMs: 1_000 }
)

describe('an actor that is restarted at any moments, any number of times', () => {
  test.each([
    ['Disassociated', [{ type: 'associationSucceeded' }, { type: 'disassociate' }, { type: 'disassociationSucceeded' }]],
    ['Failed', [{ type: 'associationFailed', reason: 'no' }]],
    ['Failed', [{ type: 'associationSucceeded' }, { type: 'disassociate' }, { type: 'disassociationFailed' }]]
  ] as const)('expires at its original deadline: %s', (status, events) => {
    const moment = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      downMs: fc.nat(10 * hour),
      isStoppedFirst: fc.boolean()
    })
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 6 }), retentions, (moments, retention) => {
        vi.setSystemTime(start)
        let actor = createActor(associationMachine, { input: { now: start, ...(retention && { retention }) } }).start()
        for (const event of events) actor.send(event)
        const { floorMs } = retention ?? lifecycle.defaultRetention
        const deadline = start + floorMs

        for (const { at, downMs, isStoppedFirst } of [...moments].sort((a, b) => a.at - b.at)) {
          vi.advanceTimersByTime(Math.max(0, start + Math.floor(at * floorMs) - Date.now()))
          actor = restart(actor, isStoppedFirst)
          vi.advanceTimersByTime(downMs)
          actor.start()
          vi.advanceTimersByTime(0)
          expect(statusOf(actor)).toBe(Date.now() < deadline ? status : 'Expired')
        }
        vi.advanceTimersByTime(Math.max(0, deadline - 1 - Date.now()))
        if (Date.now() < deadline) expect(statusOf(actor)).toBe(status)
        vi.advanceTimersByTime(1)
        expect(statusOf(actor)).toBe('Expired')
        expect(actor.getSnapshot().status).toBe('done')
        expect(vi.getTimerCount()).toBe(0)
      }),
      { numRuns: 150 }
    )
  })
})

describe('an actor', () => {
  test('starts Associating at its input’s time; events may carry theirs', () => {
    const actor = createActor(associationMachine, { input: { now: start - 5_000 } }).start()
    actor.send({ type: 'associationSucceeded', at: start - 1_000 })
    expect(lifecycle.toRecord(actor.getSnapshot())).toStrictEqual({
      status: 'Associated',
      createTime: start - 5_000,
      updateTime: start - 1_000
    })
  })

  test('takes the time from the clock where an event carries none', () => {
    const actor = createActor(associationMachine).start()
    vi.advanceTimersByTime(70)
    actor.send({ type: 'associationSucceeded' })
    expect(lifecycle.toRecord(actor.getSnapshot())).toStrictEqual({
      status: 'Associated',
      createTime: start,
      updateTime: start + 70
    })
  })

  test('is revived with no timer left behind', () => {
    const actor = createActor(associationMachine, { input: { now: start } }).start()
    actor.send({ type: 'associationFailed' })
    expect(vi.getTimerCount()).toBe(1)
    actor.send({ type: 'associate' })
    expect(vi.getTimerCount()).toBe(0)
    vi.advanceTimersByTime(5 * month)
    expect(statusOf(actor)).toBe('Associating')
  })

  test('waits longer than a 32-bit timer can', () => {
    const retention = { floorMs: 100 * 24 * hour, ceilingMs: 200 * 24 * hour }
    const actor = createActor(associationMachine, { input: { now: start, retention } }).start()
    actor.send({ type: 'associationFailed' })
    vi.advanceTimersByTime(retention.floorMs - 1)
    expect(statusOf(actor)).toBe('Failed')
    vi.advanceTimersByTime(1)
    expect(statusOf(actor)).toBe('Expired')
  })

  test('starts from a record, and keeps its deadline', () => {
    const stepped = lifecycle.step(
      { status: 'Associating', createTime: start, updateTime: start },
      { type: 'associationFailed' },
      start
    )
    if (!stepped.ok || stepped.record === undefined) throw new Error('a record was expected')
    vi.advanceTimersByTime(47 * hour)
    const actor = createActor(associationMachine, { snapshot: lifecycle.toSnapshot(stepped.record) }).start()
    vi.advanceTimersByTime(hour - 1)
    expect(statusOf(actor)).toBe('Failed')
    vi.advanceTimersByTime(1)
    expect(statusOf(actor)).toBe('Expired')
  })

  test('is Expired as soon as it starts where its time was over before', () => {
    const actor = createActor(associationMachine, { input: { now: start } }).start()
    actor.send({ type: 'associationFailed' })
    const persisted = JSON.parse(JSON.stringify(actor.getPersistedSnapshot()))
    actor.stop()
    vi.setSystemTime(start + 200 * hour)
    const restored = createActor(associationMachine, { snapshot: persisted }).start()
    expect(restored.getSnapshot()).toMatchObject({ value: 'Expired', status: 'done' })
  })

  test('keeps its deadline with other implementations, too', () => {
    const machine = associationMachine.provide({})
    const actor = createActor(machine, { input: { now: start } }).start()
    actor.send({ type: 'associationFailed' })
    const persisted = JSON.parse(JSON.stringify(actor.getPersistedSnapshot()))
    actor.stop()
    const restored = createActor(machine, { snapshot: persisted }).start()
    vi.advanceTimersByTime(48 * hour)
    expect(restored.getSnapshot().value).toBe('Expired')
  })
})
