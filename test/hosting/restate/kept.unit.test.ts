/** How an aggregate is kept: in texts that are short enough for a message, and read in pages. */
import { describe, expect, test } from 'vitest'
import {
  assemble,
  type Head,
  noHead,
  noTail,
  planFor,
  readHead,
  readPage,
  tailAfter,
  writePlan
} from '../../../src/hosting/restate/kept.ts'
import { invocation, newObject, type ObjectUnderTest } from './journal.ts'

const key = 'a'

/** Writes commits of one event each, and gives back the events. */
const write = async (object: ObjectUnderTest, count: number, eventOf: (at: number) => string, snapshot = '') => {
  let [head, tail] = [noHead, noTail]
  const events = Array.from({ length: count }, (_, at) => eventOf(at))
  for (const [at, event] of events.entries()) {
    const plan = planFor(head, tail, [event], () => snapshot)
    const written: Head = head
    head = await invocation(object, key, `i${at}`).attempt(async (context) =>
      writePlan(context, written, plan, { count: 1, stamp: `s${at}` })
    )
    tail = tailAfter(tail, plan)
  }
  return events
}

const readPages = async (object: ObjectUnderTest, afterVersion: number) => {
  const texts: string[] = []
  for (let pages = 1; ; pages += 1) {
    const once = invocation(object, key, 'read')
    const page = await once.attempt((context) => readPage(context, afterVersion, texts.length))
    if (page === undefined) throw new Error('a part is not there')
    texts.push(...page.texts)
    if (page.isLast) return { pages, ...assemble(page.head, afterVersion, texts) }
  }
}

describe('an aggregate', () => {
  test('of any size is read in pages, from any version on', async () => {
    const object = newObject()
    const events = await write(object, 99, (at) => `${at} ${'x'.repeat(80_000)}`)
    const all = await readPages(object, 0)
    expect(all.pages).toBe(2)
    expect([all.version, all.snapshot]).toStrictEqual([99, undefined])
    expect(all.events.join() === events.join()).toBe(true)
    for (const after of [1, 50, 98, 99, 100]) {
      const newer = await readPages(object, after)
      expect(newer.events.map((event) => Number.parseInt(event, 10))).toStrictEqual(
        Array.from({ length: Math.max(0, 99 - after) }, (_, at) => after + at)
      )
    }
  })

  test('has few chunks where events are short', async () => {
    const object = newObject()
    await write(object, 99, (at) => `${at} ${'x'.repeat(500)}`)
    const { chunks } = await invocation(object, key, 'read').attempt(readHead)
    expect(chunks).toStrictEqual([0, 33, 66])
    const last = await invocation(object, key, 'last').attempt((context) => readPage(context, 66, 0))
    expect(last?.texts).toHaveLength(1)
    for (const after of [0, 1, 33, 34, 98]) {
      const { events } = await readPages(object, after)
      expect(events.map((event) => Number.parseInt(event, 10))).toStrictEqual(
        Array.from({ length: 99 - after }, (_, at) => after + at)
      )
    }
  })

  test('has snapshots in pieces that tear no character apart', async () => {
    for (const shift of ['', 'x']) {
      const snapshot = `${shift}${'💾'.repeat(300_000)}`
      const object = newObject()
      await write(object, 120, String, snapshot)
      const read = await readPages(object, 0)
      expect(read.snapshot?.version).toBe(100)
      expect(read.snapshot?.text === snapshot).toBe(true)
      expect(read.events).toStrictEqual(Array.from({ length: 20 }, (_, at) => String(100 + at)))
      expect([...object.state.values()].every(({ length }) => length < 1_100_000)).toBe(true)
    }
  })

  test('has nothing of a snapshot before, nor of the events in it', async () => {
    const object = newObject()
    await write(object, 250, String, 'x')
    expect([...object.state.keys()].sort()).toStrictEqual(['events-200', 'head', 'snapshot-200-0'])
  })
})
