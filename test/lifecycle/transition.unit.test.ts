import { describe, expect, test } from 'vitest'
import { lifecycle } from '../../src/index.ts'
import type { AssociationEvent, AssociationRecord } from '../../src/lifecycle/index.ts'
import { eventTypes } from '../../src/testing/lifecycle.ts'

const hour = 3_600_000
const born = { createTime: 1_000, updateTime: 2_000 }
const ended = { ...born, expiresFrom: 2_000 + 48 * hour, expiresBy: 2_000 + 96 * hour }
const associating: AssociationRecord = { status: 'Associating', ...born }
const associated: AssociationRecord = { status: 'Associated', ...born }
const disassociating: AssociationRecord = { status: 'Disassociating', ...born }
const disassociated: AssociationRecord = { status: 'Disassociated', ...ended, message: 'rejected' }
const failedToAssociate: AssociationRecord = { status: 'Failed', ...ended, failedOperation: 'Associate', message: 'no' }
const failedToDisassociate: AssociationRecord = { status: 'Failed', ...ended, failedOperation: 'Disassociate', message: 'no' }

const now = 5_000
const closed = { expiresFrom: now + 48 * hour, expiresBy: now + 96 * hour }

/** The documented table, a row a line: from, event, to. */
const table: [AssociationRecord | undefined, AssociationEvent, AssociationRecord | undefined, number?][] = [
  [undefined, { type: 'associate' }, { status: 'Associating', createTime: now, updateTime: now }],
  [associating, { type: 'associationSucceeded' }, { status: 'Associated', createTime: 1_000, updateTime: now }],
  [
    associating,
    { type: 'associationFailed', reason: 'why' },
    { status: 'Failed', createTime: 1_000, updateTime: now, message: 'why', failedOperation: 'Associate', ...closed }
  ],
  [
    associating,
    { type: 'associationCancelled', reason: 'why' },
    { status: 'Disassociated', createTime: 1_000, updateTime: now, message: 'why', ...closed }
  ],
  [associating, { type: 'associationCancelled' }, { status: 'Disassociated', createTime: 1_000, updateTime: now, ...closed }],
  [associated, { type: 'disassociate' }, { status: 'Disassociating', createTime: 1_000, updateTime: now }],
  [
    disassociating,
    { type: 'disassociationSucceeded' },
    { status: 'Disassociated', createTime: 1_000, updateTime: now, ...closed }
  ],
  [
    disassociating,
    { type: 'disassociationFailed', reason: 'why' },
    { status: 'Failed', createTime: 1_000, updateTime: now, message: 'why', failedOperation: 'Disassociate', ...closed }
  ],
  [failedToDisassociate, { type: 'disassociate' }, { status: 'Disassociating', createTime: 1_000, updateTime: now }],
  [failedToDisassociate, { type: 'associate' }, { status: 'Associating', createTime: now, updateTime: now }],
  [failedToAssociate, { type: 'associate' }, { status: 'Associating', createTime: now, updateTime: now }],
  [disassociated, { type: 'associate' }, { status: 'Associating', createTime: now, updateTime: now }],
  [failedToAssociate, { type: 'expire' }, undefined, ended.expiresFrom],
  [failedToDisassociate, { type: 'expire' }, undefined, ended.expiresFrom],
  [disassociated, { type: 'expire' }, undefined, ended.expiresBy]
]

const records = [undefined, associating, associated, disassociating, disassociated, failedToAssociate, failedToDisassociate]
const nameOf = (record: AssociationRecord | undefined) =>
  record === undefined ? '(none)' : `${record.status}${record.failedOperation ? ` (${record.failedOperation})` : ''}`

describe('the documented table', () => {
  test.each(
    table.map(([from, event, to, at = now]) => [`${nameOf(from)} --${event.type}--> ${nameOf(to)}`, from, event, to, at] as const)
  )('%s', (_, from, event, to, at) => {
    expect(lifecycle.step(from, event, at)).toStrictEqual({ ok: true, record: to })
  })

  test('everything else is no transition', () => {
    const allowed = new Set(table.map(([from, event]) => `${nameOf(from)} ${event.type}`))
    const refused = records
      .flatMap((record) => eventTypes.map((type) => ({ record, type })))
      .filter(({ record, type }) => !allowed.has(`${nameOf(record)} ${type}`))
    expect(refused.length).toBe(records.length * eventTypes.length - allowed.size)
    for (const { record, type } of refused)
      expect(lifecycle.step(record, { type }, now)).toStrictEqual({
        ok: false,
        error: { status: 409, code: 'SignalRejected', message: 'The signal does not fit the current status of the association.' }
      })
  })
})

describe('time', () => {
  test('before 48 hours nothing expires, from 48 hours it may', () => {
    expect(lifecycle.step(disassociated, { type: 'expire' }, ended.expiresFrom - 1).ok).toBe(false)
    expect(lifecycle.step(disassociated, { type: 'expire' }, ended.expiresFrom)).toStrictEqual({ ok: true, record: undefined })
  })

  test('at 96 hours a failed disassociation can no longer be retried', () => {
    expect(lifecycle.step(failedToDisassociate, { type: 'disassociate' }, ended.expiresBy - 1).ok).toBe(true)
    expect(lifecycle.step(failedToDisassociate, { type: 'disassociate' }, ended.expiresBy).ok).toBe(false)
  })

  test('a clock that steps back moves neither UpdateTime nor the CreateTime of a revival back', () => {
    expect(lifecycle.step(disassociated, { type: 'associate' }, 10)).toStrictEqual({
      ok: true,
      record: { status: 'Associating', createTime: 2_000, updateTime: 2_000 }
    })
    expect(lifecycle.step(disassociating, { type: 'disassociationSucceeded' }, 10)).toStrictEqual({
      ok: true,
      record: { status: 'Disassociated', ...ended }
    })
  })

  test('the window is the event’s', () => {
    const retention = { floorMs: 1, ceilingMs: 2 }
    expect(lifecycle.step(associating, { type: 'associationFailed', retention }, now)).toMatchObject({
      record: { expiresFrom: now + 1, expiresBy: now + 2 }
    })
    expect(lifecycle.step(associating, { type: 'associationFailed', retention: null as never }, now)).toMatchObject({
      record: closed
    })
  })

  test.each([
    { floorMs: -1, ceilingMs: 2 },
    { floorMs: 3, ceilingMs: 2 },
    { floorMs: Number.NaN, ceilingMs: 2 },
    { floorMs: 0, ceilingMs: Number.POSITIVE_INFINITY }
  ])('%o is no window: a programmer’s error', (retention) => {
    for (const record of records) expect(() => lifecycle.step(record, { type: 'associate', retention }, now)).toThrow(RangeError)
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('now = %d is no time: a programmer’s error', (at) => {
    expect(() => lifecycle.step(undefined, { type: 'associate' }, at)).toThrow(RangeError)
  })
})

test.each([
  undefined,
  null,
  5,
  'associate',
  {},
  { type: null },
  { type: '__proto__' },
  { type: 'toString' },
  { type: 'clock.woken' }
])('%o is no event: rejected, not thrown', (event) => {
  for (const record of records) expect(lifecycle.step(record, event as never, now).ok).toBe(false)
})

test('records are frozen, and those that come in are left alone', () => {
  const before = structuredClone(associated)
  const stepped = lifecycle.step(associated, { type: 'disassociate' }, now)
  expect(associated).toStrictEqual(before)
  expect(stepped.ok && Object.isFrozen(stepped.record)).toBe(true)
})

test('the selectors, for each standing', () => {
  const standing = [associating, associated, disassociating, disassociated, failedToAssociate, failedToDisassociate]
  expect(standing.map(lifecycle.isLive)).toStrictEqual([true, true, true, false, false, true])
  expect(standing.map(lifecycle.isTerminal)).toStrictEqual([false, false, false, true, true, true])
  expect(standing.map(lifecycle.isSettled)).toStrictEqual([false, true, false, true, true, true])
})

test('nextDeadline says when a record may be and will be gone', () => {
  expect(lifecycle.nextDeadline(associated)).toBeUndefined()
  expect(lifecycle.nextDeadline(disassociated)).toStrictEqual({ earliest: ended.expiresFrom, latest: ended.expiresBy })
  expect(lifecycle.defaultRetention).toStrictEqual({ floorMs: 172_800_000, ceilingMs: 345_600_000 })
})

test('what is no point in time is told in so many words', () => {
  expect(() => lifecycle.step(undefined, { type: 'associate' }, Number.NaN)).toThrow(
    'now must be epoch milliseconds, a finite number; got NaN'
  )
})

test('a record with a status that nobody knows is refused, and so is one without', () => {
  for (const status of ['Suspended', '__proto__', 'toString', '', undefined]) {
    const strange = { ...associated, status } as unknown as AssociationRecord
    for (const type of ['associate', 'expire', 'disassociate'] as const)
      expect(lifecycle.step(strange, { type }, now)).toMatchObject({ ok: false, error: { code: 'SignalRejected' } })
  }
})
