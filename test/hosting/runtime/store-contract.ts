/** What every store promises. Run for each of them: the one in memory here, those that need a database in `test/engines`. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Commit, KeyedReply, Store } from '../../../src/hosting/runtime/index.ts'

/** Two stores on the same data, as two processes would have; in memory both are one. */
export interface Opened {
  readonly store: Store
  readonly other: Store
  readonly close: () => Promise<void>
}

/** Texts that a client may send as an id, each different from the others. */
export const hostileTexts = [
  '',
  ' ',
  '\0',
  'a\0b',
  'a',
  '\ud800',
  '\udfff',
  '\ufffd',
  '😀',
  "'; DROP TABLE events; --",
  '"',
  '\\',
  '\\u0000',
  '\n',
  '%',
  '__proto__',
  'constructor',
  '{1,2}',
  '\0'.repeat(256),
  '\u20ac'.repeat(256)
]

let ids = 0
/** An id that no other test has. */
const newId = () => {
  ids += 1
  return `aggregate-${ids}`
}

const commit = (id: string, given: Partial<Commit> & { readonly system?: string } = {}): Commit => {
  const { system = 'system', ...rest } = given
  return {
    key: { system, id },
    expectedVersion: 0,
    events: ['{"type":"First"}'],
    nextDeadline: undefined,
    labels: [],
    ...rest
  }
}

const keyed = (key: string, given: Partial<KeyedReply> = {}): KeyedReply => ({
  caller: 'caller',
  key,
  fingerprint: 'f',
  reply: '{"ok":true}',
  now: 1_000,
  expiresAt: 2_000,
  ...given
})

const committed = { kind: 'committed' }
const conflict = { kind: 'conflict' }

export const storeContract = (name: string, open: () => Promise<Opened>): void => {
  describe(`the store ${name}`, () => {
    let opened: Opened
    let store: Store
    let other: Store
    beforeAll(async () => {
      opened = await open()
      store = opened.store
      other = opened.other
    })
    afterAll(async () => {
      await opened.close()
    })

    describe('events', () => {
      test('of an aggregate that is not there: none', async () => {
        expect(await store.load({ system: 'system', id: newId() })).toStrictEqual({ version: 0, events: [] })
        expect(await store.load({ system: 'system', id: newId() }, 3)).toStrictEqual({ version: 0, events: [] })
        expect(await store.events({ system: 'system', id: newId() }, 0, 10)).toStrictEqual([])
      })

      test('come back in order, whole or behind a version, also by another process', async () => {
        const id = newId()
        const key = { system: 'system', id }
        expect(await store.append(commit(id, { events: ['1', '2'] }))).toStrictEqual(committed)
        expect(await other.append(commit(id, { events: ['3'], expectedVersion: 2 }))).toStrictEqual(committed)
        expect(await store.load(key)).toStrictEqual({ version: 3, events: ['1', '2', '3'] })
        expect(await store.load(key, 1)).toStrictEqual({ version: 3, events: ['2', '3'] })
        expect(await store.load(key, 3)).toStrictEqual({ version: 3, events: [] })
        expect(await store.load(key, 7)).toStrictEqual({ version: 3, events: [] })
        expect(await store.events(key, 1, 1)).toStrictEqual(['2'])
        expect(await store.events(key, 1, 9)).toStrictEqual(['2', '3'])
      })

      test('more than ten keep their order', async () => {
        const id = newId()
        const events = Array.from({ length: 123 }, (_, at) => String(at))
        await store.append(commit(id, { events }))
        expect((await store.load({ system: 'system', id })).events).toStrictEqual(events)
        expect(await store.events({ system: 'system', id }, 9, 3)).toStrictEqual(['9', '10', '11'])
      })

      test('behind a snapshot only, where there is one', async () => {
        const id = newId()
        const key = { system: 'system', id }
        await store.append(commit(id, { events: ['1', '2'], snapshot: 'to 2' }))
        await store.append(commit(id, { events: ['3'], expectedVersion: 2 }))
        expect(await store.load(key)).toStrictEqual({ version: 3, snapshot: { version: 2, text: 'to 2' }, events: ['3'] })
        expect(await store.load(key, 1)).toStrictEqual({ version: 3, events: ['2', '3'] })
        await store.append(commit(id, { events: ['4'], expectedVersion: 3, snapshot: 'to 4' }))
        expect(await store.load(key)).toStrictEqual({ version: 4, snapshot: { version: 4, text: 'to 4' }, events: [] })
      })

      test('a wrong expected version is a conflict, and nothing of the commit is kept', async () => {
        const id = newId()
        const whole = { snapshot: 's', nextDeadline: 5, labels: [`label ${id}`], keyed: keyed(id) }
        for (const expectedVersion of [1, 7])
          expect(await store.append(commit(id, { expectedVersion, ...whole }))).toStrictEqual(conflict)
        await store.append(commit(id))
        for (const expectedVersion of [0, 2])
          expect(await store.append(commit(id, { expectedVersion, ...whole }))).toStrictEqual(conflict)
        expect(await store.load({ system: 'system', id })).toStrictEqual({ version: 1, events: ['{"type":"First"}'] })
        expect(await store.ids('system', { label: `label ${id}`, limit: 9 })).toStrictEqual([])
        expect(await store.earliestDeadline('system')).toBeUndefined()
        expect(await store.remember('system', keyed(id))).toStrictEqual({ kind: 'remembered' })
      })

      test('of two who append at once one wins', async () => {
        const id = newId()
        for (let expectedVersion = 0; expectedVersion < 10; expectedVersion += 1) {
          const both = [store, other].map((one, at) => one.append(commit(id, { expectedVersion, events: [String(at)] })))
          expect((await Promise.all(both)).map(({ kind }) => kind).sort()).toStrictEqual(['committed', 'conflict'])
        }
      })

      test('any id is an aggregate of its own, and so it is in each system', async () => {
        for (const id of hostileTexts)
          for (const system of ['ids', 'ids 2']) {
            const events = [JSON.stringify({ id, system })]
            expect(await store.append(commit(id, { system, events, labels: [id] }))).toStrictEqual(committed)
          }
        for (const id of hostileTexts)
          for (const system of ['ids', 'ids 2']) {
            expect(await other.load({ system, id })).toStrictEqual({ version: 1, events: [JSON.stringify({ id, system })] })
            expect(await other.ids(system, { label: id, limit: 9 })).toStrictEqual([id])
          }
        expect([...(await store.ids('ids', { limit: 100 }))].sort()).toStrictEqual([...hostileTexts].sort())
      })
    })

    describe('ids', () => {
      test('are read in pages that neither overlap nor leave any out', async () => {
        const all = Array.from({ length: 25 }, () => newId())
        for (const id of all) await store.append(commit(id, { system: 'pages', labels: ['all', id] }))
        for (const filter of [{}, { label: 'all' }]) {
          const read: string[] = []
          for (let after: string | undefined; ; after = read.at(-1)) {
            const page = await store.ids('pages', { ...filter, ...(after === undefined ? {} : { after }), limit: 10 })
            read.push(...page)
            if (page.length < 10) break
          }
          expect(read.sort()).toStrictEqual([...all].sort())
        }
      })

      test('a label that is added twice is there once; those of other systems are not', async () => {
        const id = newId()
        await store.append(commit(id, { labels: ['twice'] }))
        await store.append(commit(id, { labels: ['twice'], expectedVersion: 1 }))
        await store.append(commit(id, { labels: ['twice'], system: 'elsewhere' }))
        expect(await store.ids('system', { label: 'twice', limit: 9 })).toStrictEqual([id])
        expect(await store.ids('system', { label: 'never', limit: 9 })).toStrictEqual([])
      })
    })

    describe('keyed replies', () => {
      test('a key is known after a commit and after a refusal, and nothing of the second commit is kept', async () => {
        const id = newId()
        const known = { kind: 'known', fingerprint: 'f', reply: '{"ok":true}' }
        expect(await store.append(commit(id, { keyed: keyed(`${id} 1`) }))).toStrictEqual(committed)
        expect(await store.remember('system', keyed(`${id} 2`))).toStrictEqual({ kind: 'remembered' })
        for (const key of [`${id} 1`, `${id} 2`]) {
          const second = keyed(key, { fingerprint: 'g', reply: '{}', now: 1_999 })
          expect(await other.append(commit(id, { expectedVersion: 1, keyed: second }))).toStrictEqual(known)
          expect(await other.append(commit(id, { expectedVersion: 0, keyed: second }))).toStrictEqual(known)
          expect(await other.append(commit(newId(), { keyed: second }))).toStrictEqual(known)
          expect(await other.remember('system', second)).toStrictEqual(known)
        }
        expect((await store.load({ system: 'system', id })).version).toBe(1)
      })

      test('a key says nothing of another caller, key or system', async () => {
        const id = newId()
        await store.remember('system', keyed(id))
        expect((await store.remember('system', keyed(id, { caller: 'other' }))).kind).toBe('remembered')
        expect((await store.remember('system', keyed(`${id} `))).kind).toBe('remembered')
        expect((await store.remember('elsewhere', keyed(id))).kind).toBe('remembered')
        for (const caller of hostileTexts)
          expect((await store.remember('system', keyed(id, { caller: `${caller}.` }))).kind, JSON.stringify(caller)).toBe(
            'remembered'
          )
      })

      test('its time over, a key counts as never used', async () => {
        const id = newId()
        await store.append(commit(id, { keyed: keyed(id) }))
        const later = keyed(id, { now: 2_000, expiresAt: 3_000, fingerprint: 'g' })
        expect(await store.append(commit(id, { expectedVersion: 1, keyed: later }))).toStrictEqual(committed)
        expect(await store.remember('system', { ...later, now: 2_999 })).toMatchObject({ kind: 'known', fingerprint: 'g' })
        expect(await store.remember('system', { ...later, now: 3_000, expiresAt: 4_000 })).toStrictEqual({ kind: 'remembered' })
      })

      test('are forgotten when their time is over, a few at a time', async () => {
        await store.forgetReplies(1e15, 1_000_000)
        for (const key of ['1', '2', '3']) await store.remember('forgotten', keyed(key))
        await store.remember('forgotten', keyed('4', { expiresAt: 5_000 }))
        expect(await store.forgetReplies(1_999, 10)).toBe(0)
        expect(await store.forgetReplies(2_000, 2)).toBe(2)
        expect(await store.forgetReplies(2_000, 10)).toBe(1)
        expect((await store.remember('forgotten', keyed('4'))).kind).toBe('known')
      })

      test('of two who use a key at once one wins, on the same aggregate or on two', async () => {
        for (let round = 0; round < 10; round += 1) {
          const id = newId()
          const ids = round % 2 === 0 ? [id, id] : [id, newId()]
          const both = [store, other].map((one, at) => one.append(commit(ids[at] ?? '', { keyed: keyed(id) })))
          expect((await Promise.all(both)).map(({ kind }) => kind).sort()).toStrictEqual(['committed', 'known'])
          expect((await store.remember('system', keyed(id))).kind).toBe('known')
        }
      })
    })

    describe('deadlines', () => {
      test('those that are due, the earliest first; the earliest of all, and behind a time', async () => {
        const system = 'deadlines'
        const at = async (id: string, nextDeadline: number | undefined, expectedVersion = 0) =>
          store.append(commit(id, { system, nextDeadline, expectedVersion }))
        expect(await store.earliestDeadline(system)).toBeUndefined()
        await at('c', 30)
        await at('a', 10.5)
        await at('b', 2 ** 53)
        await at('d', 1e300)
        await at('e', undefined)
        expect(await store.due(system, 10, 9)).toStrictEqual([])
        expect(await other.due(system, 10.5, 9)).toStrictEqual([{ id: 'a', deadline: 10.5 }])
        expect(await store.due(system, 30, 9)).toStrictEqual([
          { id: 'a', deadline: 10.5 },
          { id: 'c', deadline: 30 }
        ])
        expect(await store.due(system, 30, 1)).toStrictEqual([{ id: 'a', deadline: 10.5 }])
        expect(await store.earliestDeadline(system)).toBe(10.5)
        expect(await store.earliestDeadline(system, 10.5)).toBe(30)
        expect(await store.earliestDeadline(system, 30)).toBe(2 ** 53)
        expect(await store.earliestDeadline(system, 2 ** 53)).toBe(1e300)
        expect(await store.earliestDeadline(system, 1e300)).toBeUndefined()
        await at('a', undefined, 1)
        expect(await store.earliestDeadline(system)).toBe(30)
        await store.moveDeadline({ system, id: 'c' }, 7, 1)
        expect(await store.earliestDeadline(system)).toBe(30)
        await store.moveDeadline({ system, id: 'c' }, 1, 31)
        expect(await store.earliestDeadline(system)).toBe(31)
        await store.moveDeadline({ system, id: 'c' }, 1, undefined)
        expect(await store.due(system, 31, 9)).toStrictEqual([])
      })
    })

    describe('outbox', () => {
      const hold = (one: Store, system: string, now: number, limit = 10, holder = one === store ? 'one' : 'other') =>
        one.hold(system, { holder, now, until: now + 100, limit })
      const held = (id: string, acknowledged: number) => ({ id, acknowledged })

      test('an aggregate with events to deliver is held by one, until a time', async () => {
        const system = 'outbox 1'
        expect(await hold(store, system, 1_000)).toStrictEqual([])
        expect(await store.earliestHoldEnd(system)).toBeUndefined()
        await store.append(commit('a', { system, events: ['1', '2'] }))
        expect(await store.earliestHoldEnd(system)).toBe(0)
        expect(await hold(store, system, 1_000)).toStrictEqual([held('a', 0)])
        expect(await store.earliestHoldEnd(system)).toBe(1_100)
        expect(await hold(other, system, 1_099, 10, 'third')).toStrictEqual([])
        expect(await hold(other, system, 1_100, 10, 'third')).toStrictEqual([held('a', 0)])
      })

      test('acknowledged up to a version by its holder alone; new events are to be delivered again', async () => {
        const system = 'outbox 2'
        const key = { system, id: 'a' }
        await store.append(commit('a', { system, events: ['1', '2'] }))
        await hold(store, system, 1_000, 10, 'one')
        expect(await store.acknowledge(key, { holder: 'third', version: 2, until: 0 })).toBe(false)
        expect(await store.acknowledge(key, { holder: 'one', version: 1, until: 1_200 })).toBe(true)
        expect(await hold(other, system, 1_199, 10, 'third')).toStrictEqual([])
        expect(await hold(other, system, 1_200, 10, 'third')).toStrictEqual([held('a', 1)])
        expect(await store.acknowledge(key, { holder: 'one', version: 2, until: 0 })).toBe(false)
        expect(await other.acknowledge(key, { holder: 'third', version: 2, until: 0 })).toBe(true)
        expect(await hold(store, system, 9_000, 10, 'one')).toStrictEqual([])
        expect(await store.earliestHoldEnd(system)).toBeUndefined()
        await store.append(commit('a', { system, events: ['3'], expectedVersion: 2 }))
        expect(await hold(store, system, 1_000, 10, 'one')).toStrictEqual([held('a', 2)])
      })

      test('of several who ask at once each aggregate is held by one, and no more than asked for', async () => {
        const system = 'outbox 3'
        const all = Array.from({ length: 20 }, () => newId())
        for (const id of all) await store.append(commit(id, { system }))
        const both = await Promise.all([hold(store, system, 1_000, 8, 'one'), hold(other, system, 1_000, 8, 'third')])
        const ids = both.flatMap((some) => some.map(({ id }) => id))
        expect(both.every((some) => some.length <= 8)).toBe(true)
        expect(new Set(ids).size).toBe(ids.length)
        const rest = await hold(store, system, 1_000, 20, 'one')
        expect([...ids, ...rest.map(({ id }) => id)].sort()).toStrictEqual([...all].sort())
      })
    })
  })
}
