/** What the machine shows of itself, in an inspector or a diagram. */
import { describe, expect, test } from 'vitest'
import { createActor } from 'xstate'
import { lifecycle } from '../../src/index.ts'

const { associationMachine } = lifecycle

test('every state says what it is, and so does the whole', () => {
  const states = Object.values(associationMachine.states)
  expect(states.length).toBeGreaterThan(5)
  for (const { description, key } of [...states, associationMachine.root]) expect(description, key).toMatch(/\w+ \w+.*\.$/)
})

test.each([
  ['Associating', ['live', 'pending']],
  ['Associated', ['live', 'settled']],
  ['Disassociating', ['live', 'pending']],
  ['Disassociated', ['settled', 'terminal']],
  ['Failed', ['settled', 'terminal']]
] as const)('%s is tagged', (status, tags) => {
  expect([...(associationMachine.states[status]?.tags ?? [])].sort()).toStrictEqual(tags)
})

describe('an actor takes the time at which it handles an event', () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY, '5', null, {}])('where the event has %s as its own', (at) => {
    const actor = createActor(associationMachine, { input: { now: 1_000 } }).start()
    const before = Date.now()
    actor.send({ type: 'associationSucceeded', at: at as number })
    expect(actor.getSnapshot()).toMatchObject({ value: 'Associated', context: { createTime: 1_000 } })
    expect(actor.getSnapshot().context.updateTime).toBeGreaterThanOrEqual(before)
    expect(actor.getSnapshot().context.updateTime).toBeLessThanOrEqual(Date.now())
  })
})

test('an event that says when it was is judged by that time: an actor expires then, and has no record from then on', () => {
  const ahead = Date.now() + 1_000_000_000
  const actor = createActor(associationMachine, { input: { now: ahead } }).start()
  actor.send({ type: 'associationFailed', at: ahead })
  const { expiresFrom } = lifecycle.toRecord(actor.getSnapshot()) ?? {}
  expect(expiresFrom).toBe(ahead + lifecycle.defaultRetention.floorMs)
  actor.send({ type: 'expire', at: ahead + lifecycle.defaultRetention.floorMs - 1 })
  expect(actor.getSnapshot().value).toBe('Failed')
  actor.send({ type: 'expire', at: ahead + lifecycle.defaultRetention.floorMs })
  expect(actor.getSnapshot().value).toBe('Expired')
  expect(lifecycle.toRecord(actor.getSnapshot())).toBeUndefined()
})
