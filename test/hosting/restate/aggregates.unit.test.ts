/** The virtual object of a share: played again from any point, by a process that remembers something else, it does the same. */
import { describe, expect, test } from 'vitest'
import { aggregateHandlers } from '../../../src/hosting/restate/aggregates.ts'
import { assemble } from '../../../src/hosting/restate/kept.ts'
import type { Order } from '../../../src/hosting/restate/protocol.ts'
import { manualClock, type ResourceSharingTypes, resourceSharingSystem } from '../../../src/hosting/runtime/index.ts'
import { resourceSharing } from '../../../src/index.ts'
import { start } from '../../resource-sharing/support.ts'
import { association, creation, hostFacts, type ShareCall, signal } from '../runtime/support.ts'
import { Crash, invocation, newObject, type ObjectUnderTest, type Sent } from './journal.ts'

const id = 'rs-1'
const hour = 3_600_000
const clock = manualClock(start + 48 * hour)

const newProcess = () =>
  aggregateHandlers({ system: resourceSharingSystem, clock, facts: undefined, cachedStates: 10, hasOutbox: true })
type Process = ReturnType<typeof newProcess>

const orderOf = ({ caller, command }: ShareCall, place: number): Order<ResourceSharingTypes> => ({
  id,
  command: JSON.stringify(command),
  facts: { ...hostFacts, now: start, requestId: `r-${place}`, accountId: caller }
})

/** More than a snapshot's worth, a part of it with a deadline. */
const history = [
  creation(id),
  ...Array.from({ length: 103 }, (_, at) => association(id, [`e${at}`])),
  signal(id, 'AssociationFailed', 'e7'),
  association(id, ['e0']),
  association(id, ['last'])
].map(orderOf)

const textOf = async (object: ObjectUnderTest): Promise<string> => {
  const page = await invocation(object, id, 'read').attempt((context) => newProcess().read(context, { afterVersion: 0, from: 0 }))
  if (page === null) throw new Error('a part is not there')
  const { snapshot, events } = assemble(page.head, 0, page.texts)
  const read = snapshot && resourceSharing.deserialize(snapshot.text)
  const base = read?.ok ? read.state : resourceSharing.initialState
  return resourceSharing.serialize(
    resourceSharing.evolveAll(
      base,
      events.map((event) => JSON.parse(event))
    )
  )
}

const stateAfter = (orders: readonly Order<ResourceSharingTypes>[]) =>
  orders.reduce(
    (state, { command, facts }) => resourceSharing.apply(state, JSON.parse(command), facts).state,
    resourceSharing.initialState
  )

/** Runs all of it in one process. */
const runAll = async (object: ObjectUnderTest, process: Process, orders = history, from = 0) => {
  for (const [at, order] of orders.entries())
    await invocation(object, id, `i${from + at}`).attempt((context) => process.execute(context, order))
}

const copyOf = ({ state, sent }: ObjectUnderTest): ObjectUnderTest => ({ state: new Map(state), sent: [...sent] })

const hasDied = (attempt: Promise<unknown>): Promise<boolean> =>
  attempt.then(
    () => false,
    (error: unknown) => {
      if (error instanceof Crash) return true
      throw error
    }
  )

describe('a command', () => {
  // Of these one is the first of all, one adds to a chunk, one makes a snapshot, one starts a timer, and one changes nothing.
  test.each([0, 1, 99, 100, 104, 105, 106])(
    '%i of the history may die anywhere, and be played again elsewhere',
    async (place) => {
      const before = newObject()
      await runAll(before, newProcess(), history.slice(0, place))
      const order = history[place] as Order<ResourceSharingTypes>
      const expected = copyOf(before)
      await runAll(expected, newProcess(), [order], place)
      for (const remembers of [true, false]) {
        for (let dieAt = 0; ; dieAt += 1) {
          const object = copyOf(before)
          const first = newProcess()
          if (remembers && place > 0) {
            const again = { ...order, command: '{"type":"Sweep"}' }
            await invocation(object, id, 'warm').attempt((context) => first.execute(context, again))
          }
          const once = invocation(object, id, `i${place}`)
          const died = await hasDied(once.attempt((context) => first.execute(context, order), dieAt))
          if (died) await once.attempt((context) => newProcess().execute(context, order))
          expect(object.sent).toStrictEqual(expected.sent)
          expect(await textOf(object)).toBe(await textOf(expected))
          // The one that has died goes on with other commands, whatever it remembers.
          await runAll(object, first, history.slice(place + 1, place + 3), place + 1)
          expect(await textOf(object)).toBe(resourceSharing.serialize(stateAfter(history.slice(0, place + 3))))
          if (!died) break
        }
      }
    }
  )

  test.each([0, 1, 99, 100, 104])(
    '%i of the history, killed by an operator, has happened or not, and nothing is half done',
    async (place) => {
      const before = newObject()
      const process = newProcess()
      await runAll(before, process, history.slice(0, place))
      const order = history[place] as Order<ResourceSharingTypes>
      const texts = [place, place + 1].map((end) => resourceSharing.serialize(stateAfter(history.slice(0, end))))
      const seen = new Set<string>()
      let died = true
      for (let dieAt = 0; died; dieAt += 1) {
        const object = copyOf(before)
        const once = invocation(object, id, `i${place}`)
        died = await hasDied(once.attempt((context) => newProcess().execute(context, order), dieAt))
        const text = await textOf(object)
        expect(texts).toContain(text)
        seen.add(text)
        const next = history[place + 1] as Order<ResourceSharingTypes>
        await invocation(object, id, 'next').attempt((context) => process.execute(context, next))
        const orders = [...history.slice(0, place), ...(text === texts[0] ? [] : [order]), next]
        expect(await textOf(object)).toBe(resourceSharing.serialize(stateAfter(orders)))
      }
      expect(seen.size).toBe(2)
    }
  )
})

test('what is written down is what came of a command, but for a snapshot: that is made of what is read', async () => {
  const object = newObject()
  const process = newProcess()
  await runAll(object, process, history.slice(0, 98))
  const decided = []
  for (const place of [98, 99, 100]) {
    const once = invocation(object, id, `i${place}`)
    await once.attempt((context) => process.execute(context, history[place] as Order<ResourceSharingTypes>))
    decided.push(once.given('run decide') !== null)
  }
  expect(decided).toStrictEqual([true, false, true])
})

describe('a timer', () => {
  const tokenOf = (sent: Sent | undefined) => (sent?.parameter as { readonly token: string } | undefined)?.token ?? ''

  const withDeadline = async () => {
    const object = newObject()
    const process = newProcess()
    await runAll(object, process, [creation(id), association(id, ['a']), signal(id, 'AssociationFailed', 'a')].map(orderOf))
    const rings = object.sent.filter(({ method }) => method === 'ring')
    return { object, process, rings }
  }

  test('is started for the earliest deadline, once', async () => {
    const { object, process, rings } = await withDeadline()
    expect(rings.map(({ delay }) => delay)).toStrictEqual([48 * hour])
    await runAll(object, process, [association(id, ['b']), signal(id, 'AssociationFailed', 'b')].map(orderOf), 3)
    expect(object.sent.filter(({ method }) => method === 'ring')).toHaveLength(1)
  })

  test('does what is due and nothing else, and a stale one nothing', async () => {
    const { object, process, rings } = await withDeadline()
    const token = tokenOf(rings[0])
    const ring = (name: string, given: string, who = process) =>
      invocation(object, id, name).attempt((context) => who.ring(context, { token: given }))
    const typesOf = () =>
      object.sent
        .filter(({ method }) => method === 'deliver')
        .map(({ parameter }) => (parameter as { event: { type: string } }).event.type)
    await ring('stale', 'another')
    expect(object.sent).toHaveLength(4)
    clock.set(start + 48 * hour - 1)
    await ring('early', token, newProcess())
    expect(object.sent).toHaveLength(5)
    expect(object.sent.at(-1)).toMatchObject({ method: 'ring', delay: 1 })
    const newToken = tokenOf(object.sent.at(-1))
    expect(newToken).not.toBe(token)
    await ring('stale again', token)
    clock.set(start + 48 * hour)
    expect(object.sent).toHaveLength(5)
    await ring('due', newToken)
    expect(typesOf().at(-1)).toBe('AssociationExpired')
    expect(object.sent).toHaveLength(6)
    await ring('once more', newToken)
    expect(object.sent).toHaveLength(6)
    expect(await textOf(object)).not.toContain('"a"')
  })
})
