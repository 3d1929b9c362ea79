/** What the runtime promises over every store, also where several processes share its data. */
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountLabel, invitationLabel, type Store } from '../../../src/hosting/runtime/index.ts'
import { resourceSharing } from '../../../src/index.ts'
import type { ResourceSharingEvent } from '../../../src/resource-sharing/index.ts'
import { owner, start } from '../../resource-sharing/support.ts'
import type { Opened } from './store-contract.ts'
import {
  association,
  creation,
  disassociation,
  eventsOf,
  invitation,
  newShareId,
  type ShareCall,
  type Shares,
  sharesOn,
  signal,
  until,
  withEnded
} from './support.ts'

const hour = 3_600_000

export const runtimeContract = (name: string, open: () => Promise<Opened>, raceRuns: number): void => {
  describe(`the runtime over the store ${name}`, () => {
    let opened: Opened
    let store: Store
    let one: ReturnType<typeof sharesOn>
    let other: ReturnType<typeof sharesOn>
    beforeAll(async () => {
      opened = await open()
      store = opened.store
      one = sharesOn(store)
      other = sharesOn(opened.other)
    })
    afterAll(async () => {
      await opened.close()
    })

    test('answers as the pure core does, and another process sees it', async () => {
      const id = newShareId()
      const { result, events, isRepeated } = await one.runtime.execute({ ...creation(id), requestId: 'r' })
      const facts = one.runtime.factsOf({ caller: owner, requestId: 'r' })
      const expected = resourceSharing.apply(resourceSharing.initialState, creation(id).command, facts)
      expect({ result, events, isRepeated }).toStrictEqual({
        result: expected.result,
        events: expected.events,
        isRepeated: false
      })
      expect(resourceSharing.serialize(await other.runtime.read(id))).toBe(resourceSharing.serialize(expected.state))
      const refused = await other.runtime.execute(creation(id))
      expect(refused.result).toMatchObject({ ok: false })
      expect(refused.events).toStrictEqual([])
    })

    describe('idempotency keys', () => {
      const both = (calls: readonly [ShareCall, ShareCall]) =>
        Promise.all([one.runtime.execute(calls[0]), other.runtime.execute(calls[1])])

      test('a call with the same key and request has the same reply, and no second effect', async () => {
        const id = newShareId()
        await one.runtime.execute(creation(id))
        for (const call of [association(id, ['a']), association('rs-none', ['a'])]) {
          const keyed = { ...call, idempotencyKey: `${id} ${call.aggregateId}` }
          const first = await one.runtime.execute(keyed)
          const again = await other.runtime.execute({ ...keyed, requestId: 'another' })
          expect(again).toStrictEqual({ result: first.result, events: [], isRepeated: true })
          expect(first.isRepeated).toBe(false)
        }
        expect(await eventsOf(store, id)).toStrictEqual(['ResourceShareCreated', 'AssociationStarted'])
      })

      test('the same key with another request is an error, and has no effect', async () => {
        const id = newShareId()
        await one.runtime.execute(creation(id, { idempotencyKey: id }))
        for (const call of [association(id, ['a']), creation(newShareId())]) {
          const { result, events } = await other.runtime.execute({ ...call, idempotencyKey: id })
          expect(result).toMatchObject({ ok: false, error: { status: 409, code: 'IdempotencyKeyReused' } })
          expect(events).toStrictEqual([])
        }
        expect((await other.runtime.execute(association(id, ['a'], { idempotencyKey: id, caller: 'another' }))).isRepeated).toBe(
          false
        )
        expect(await eventsOf(store, id)).toStrictEqual(['ResourceShareCreated'])
      })

      test('also when two race, on one aggregate or on two', async () => {
        for (let round = 0; round < 6; round += 1) {
          const [id, another] = [newShareId(), newShareId()]
          const given = { idempotencyKey: id, clientRequest: { name: 'test' } }
          const [first, second] = await both([creation(id, given), creation(round % 2 === 0 ? id : another, given)])
          expect(second.result).toStrictEqual(first.result)
          expect([first.isRepeated, second.isRepeated].sort()).toStrictEqual([false, true])
          const kept = [...(await eventsOf(store, id)), ...(await eventsOf(store, another))]
          expect(kept).toStrictEqual(['ResourceShareCreated'])
        }
      })
    })

    test('calls of several processes at once: the answers are those of some serial order', async () => {
      let ticks = start
      const now = () => {
        ticks += 1
        return ticks
      }
      const ticking = { ...one.clock, now }
      const entity = fc.constantFrom('a', 'b', 'c')
      const entities = fc.uniqueArray(entity, { minLength: 1, maxLength: 2 })
      const signals = fc.constantFrom(
        'AssociationSucceeded',
        'AssociationFailed',
        'DisassociationSucceeded',
        'DisassociationFailed'
      )
      const calls = fc.oneof(
        entities.map((ids) => (id: string) => association(id, ids)),
        entities.map((ids) => (id: string) => disassociation(id, ids)),
        fc.tuple(signals, entity).map(
          ([type, entityId]) =>
            (id: string) =>
              signal(id, type, entityId)
        )
      )
      const clients = fc.array(fc.array(calls, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 4 })
      await fc.assert(
        fc.asyncProperty(clients, async (lists) => {
          const id = newShareId()
          await one.runtime.execute(creation(id))
          const runtimes = [sharesOn(store, { clock: ticking }).runtime, sharesOn(opened.other, { clock: ticking }).runtime]
          const ran = await Promise.all(
            lists.map(async (list, at) => {
              const done = []
              for (const [place, make] of list.entries()) {
                const call = { ...make(id), requestId: `${at}.${place}` }
                done.push({ call, executed: await (runtimes[at % 2] as Shares).execute(call) })
              }
              return done
            })
          )
          const kept = await store.events({ system: 'resource-sharing', id }, 0, 10_000)
          const log = kept.map((event): ResourceSharingEvent => JSON.parse(event))
          let state = resourceSharing.evolveAll(resourceSharing.initialState, log.slice(0, 1))
          const states = [state]
          const open = ran.map((done) => [...done])
          const applyAt = (now: number, before: typeof state, { caller, command, requestId = '' }: ShareCall) =>
            resourceSharing.apply(before, command, { ...one.runtime.factsOf({ caller, requestId }), now })
          for (let at = 1; at < log.length; ) {
            // No two attempts are of the same time: it says whose event this is.
            const time = log[at]?.at ?? 0
            const next = open.flat().find(({ executed }) => executed.events[0]?.at === time)
            if (next === undefined) throw new Error(`event ${at} is nobody's`)
            for (const done of open) if (done.includes(next)) done.splice(done.indexOf(next), 1)
            const applied = applyAt(time, state, next.call)
            expect(next.executed).toStrictEqual({ result: applied.result, events: applied.events, isRepeated: false })
            expect(log.slice(at, at + applied.events.length)).toStrictEqual(applied.events)
            state = applied.state
            states.push(state)
            at += applied.events.length
          }
          for (const { call, executed } of open.flat()) {
            expect(executed.events).toStrictEqual([])
            const answers = states.map((before) => applyAt(start, before, call))
            const unchanged = answers.filter(({ events }) => events.length === 0).map(({ result }) => result)
            expect(unchanged).toContainEqual(executed.result)
          }
          const text = resourceSharing.serialize(resourceSharing.evolveAll(resourceSharing.initialState, log))
          for (const runtime of runtimes) expect(resourceSharing.serialize(await runtime.read(id))).toBe(text)
        }),
        { numRuns: raceRuns }
      )
    })

    test('a snapshot is as good as the events before it', async () => {
      const id = newShareId()
      const often = sharesOn(store, { eventsPerSnapshot: 3 }).runtime
      await withEnded(often, id)
      await often.execute(association(id, ['b', 'c']))
      const { snapshot, events } = await store.load({ system: 'resource-sharing', id })
      expect([snapshot?.version, events.length]).toStrictEqual([3, 2])
      const text = resourceSharing.serialize(await often.read(id))
      expect(resourceSharing.serialize(await sharesOn(store).runtime.read(id))).toBe(text)
    })

    test('shares are found by account and by invitation', async () => {
      const [id, another, account] = [newShareId(), newShareId(), 'invited']
      const mine = `owner-${id}`
      for (const share of [id, another]) await one.runtime.execute(creation(share, { caller: mine }))
      await one.runtime.execute({ ...invitation(another, '1999999999999999'), caller: mine })
      const ids = async (label: string) => {
        const found: string[] = []
        for await (const share of other.runtime.ids({ label })) found.push(share)
        return found.sort()
      }
      expect(await ids(accountLabel(mine))).toStrictEqual([id, another].sort())
      expect(await ids(invitationLabel(`i-${another}`))).toStrictEqual([another])
      expect(await ids(accountLabel('1999999999999999'))).toContain(another)
      expect(await ids(accountLabel(account))).toStrictEqual([])
      const names: unknown[] = []
      for await (const state of other.runtime.states({ label: accountLabel(mine) })) names.push(state.share?.resourceShareId)
      expect(names.sort()).toStrictEqual([id, another].sort())
    })

    test('what is due is swept once, by however many', async () => {
      const ids = Array.from({ length: 20 }, newShareId)
      for (const id of ids) await withEnded(one.runtime, id)
      const failures: unknown[] = []
      const running = [one, other].map(({ runtime, clock }) => {
        clock.advance(48 * hour)
        return runtime.deadlines({ onFailure: (failure) => failures.push(failure) })
      })
      for (const id of ids) await until(async () => (await eventsOf(store, id)).includes('AssociationExpired'))
      for (const each of running) await each.stop()
      for (const id of ids) expect((await eventsOf(store, id)).filter((type) => type === 'AssociationExpired')).toHaveLength(1)
      expect(failures).toStrictEqual([])
    })

    test('the outboxes of several deliver everything, each in the order of its aggregate', async () => {
      const ids = Array.from({ length: 8 }, newShareId)
      const seen = new Map<string, number[]>(ids.map((id) => [id, []]))
      const boxes = [one, other].map(({ runtime }) =>
        runtime.outbox(
          ({ aggregateId, position }) => {
            seen.get(aggregateId)?.push(position)
          },
          { concurrency: 3 }
        )
      )
      await Promise.all(
        ids.map(async (id, at) => {
          const { runtime } = at % 2 === 0 ? one : other
          await runtime.execute(creation(id))
          for (const entity of ['a', 'b', 'c']) await runtime.execute(association(id, [entity]))
        })
      )
      await until(() => {
        for (const box of boxes) box.wake()
        return ids.every((id) => (seen.get(id)?.length ?? 0) >= 4)
      })
      for (const box of boxes) await box.stop()
      for (const id of ids) expect(seen.get(id)).toStrictEqual([1, 2, 3, 4])
    })
  })
}
