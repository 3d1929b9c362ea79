import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AnyStateNode, initialTransition, transition } from 'xstate'
import { lifecycle } from '../../src/index.ts'
import * as arbitrary from './arbitraries.ts'

const { associationMachine, step, toRecord, toSnapshot } = lifecycle

describe('step() and XState’s own transition() agree', () => {
  test('for every status, event and record', () => {
    fc.assert(
      fc.property(arbitrary.record, arbitrary.event, arbitrary.time, (record, event, now) => {
        const stepped = step(record, event, now)
        const [next] = transition(associationMachine, toSnapshot(record), { ...event, at: now })
        expect(toRecord(next)).toStrictEqual(stepped.ok ? stepped.record : record)
        expect(next.status).toBe(stepped.ok && stepped.record === undefined ? 'done' : 'active')
      }),
      { numRuns: 3_000 }
    )
  })

  test('at the beginning', () => {
    fc.assert(
      fc.property(arbitrary.time, (now) => {
        const stepped = step(undefined, { type: 'associate' }, now)
        const [snapshot] = initialTransition(associationMachine, { now })
        expect(stepped).toStrictEqual({ ok: true, record: toRecord(snapshot) })
      })
    )
  })
})

test('toSnapshot and toRecord are each other’s inverse, through JSON too', () => {
  fc.assert(
    fc.property(arbitrary.record, (record) => {
      const snapshot = toSnapshot(record)
      expect(toRecord(snapshot)).toStrictEqual(record)
      expect(toRecord(JSON.parse(JSON.stringify(snapshot)))).toStrictEqual(record)
      expect(snapshot.hasTag('terminal')).toBe(lifecycle.isTerminal(record))
      expect(snapshot.hasTag('settled')).toBe(lifecycle.isSettled(record))
      expect(snapshot.hasTag('pending')).toBe(!lifecycle.isSettled(record))
      if (record.status !== 'Failed') expect(snapshot.hasTag('live')).toBe(lifecycle.isLive(record))
    })
  )
})

test('what a record has been never goes backwards, whatever happens in whatever order', () => {
  const happening = fc.tuple(arbitrary.event, arbitrary.time)
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
      let record = undefined as ReturnType<typeof toRecord>
      for (const [event, now] of happenings) {
        const stepped = step(record, event, now)
        if (!stepped.ok) continue
        const { record: next } = stepped
        if (record === undefined) expect(event.type).toBe('associate')
        else if (next === undefined) expect(now).toBeGreaterThanOrEqual(record.expiresFrom ?? Number.POSITIVE_INFINITY)
        else {
          expect(next.updateTime).toBeGreaterThanOrEqual(record.updateTime)
          if (event.type === 'associate') expect(next.createTime).toBe(next.updateTime)
          else expect(next.createTime).toBe(record.createTime)
        }
        if (next !== undefined) expect(next.expiresFrom !== undefined).toBe(lifecycle.isTerminal(next))
        record = next
      }
    }),
    { numRuns: 1_000 }
  )
})

describe('the definition', () => {
  const states: AnyStateNode[] = Object.values(associationMachine.root.states)

  test('has the documented statuses as its states, and Expired as its end', () => {
    expect(states.map(({ key }) => key)).toStrictEqual([
      'Associating',
      'Associated',
      'Disassociating',
      'Disassociated',
      'Failed',
      'Expired'
    ])
    expect(states.filter(({ type }) => type === 'final').map(({ key }) => key)).toStrictEqual(['Expired'])
    expect(associationMachine.id).toBe('association')
  })

  test('describes every state and transition, and names every guard, action and delay', () => {
    for (const state of states) {
      expect(state.description, state.key).toBeTruthy()
      for (const transitions of Object.values(state.on))
        for (const { description, guard, actions, eventType } of transitions) {
          expect(description, `${state.key} ${eventType}`).toBeTruthy()
          expect(['undefined', 'string']).toContain(typeof guard)
          for (const action of actions) expect(typeof action).toBe('string')
        }
      for (const { delay } of state.after) expect(delay).toBe('retentionFloor')
    }
  })
})
