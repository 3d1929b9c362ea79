/** What the explorer says of lives, steps and states. */
import type { Life } from 'association-lifecycle/scenarios'
import { describe, expect, test } from 'vitest'
import { descriptionOf, waysOut } from '../../../docs/examples/explorer/model/lifecycle.ts'
import {
  announcement,
  expectationsOf,
  expiryText,
  goneText,
  lengthText,
  resultText,
  sinceText,
  statusText,
  stepText,
  verdictOf
} from '../../../docs/examples/explorer/model/words.ts'
import { documented, sessionOf } from './support.ts'

const hourMs = 3_600_000
const life = (more: Partial<Life>): Life => ({
  key: '["rs-a","Resource","VSwitch","v"]',
  container: 'rs-a',
  isContainer: false,
  kind: 'VSwitch',
  id: 'v',
  status: 'Disassociated',
  tone: 'ended',
  since: 0,
  ...more
})
const ended = life({ mayGoFrom: 48 * hourMs, goneBy: 96 * hourMs })

test.each([
  [life({ since: 0 }), 90_000, 'for 1 m 30 s'],
  [life({ since: 1_000 }), 1_000, 'just now'],
  // The clock was set back.
  [life({ since: 1_000 }), 0, 'just now']
])('time gone', (one, now, text) => {
  expect(sinceText(one, now)).toBe(text)
})

test.each([
  [ended, 0, 'may go in 48 h, gone in 96 h'],
  [ended, hourMs * 47.5, 'may go in 30 m, gone in 48 h 30 m'],
  [ended, 48 * hourMs, 'may go now, gone in 48 h'],
  [life({ lapsesAt: 168 * hourMs }), 0, 'lapses in 7 d'],
  [life({}), 0, undefined]
])('time left', (one, now, text) => {
  expect(expiryText(one, now)).toBe(text)
})

test.each([
  [0, '0 ms'],
  [850, '850 ms'],
  [4_306, '4.306 s'],
  [61_200, '1 m 1 s'],
  [48 * hourMs, '48 h'],
  // Not cut: `+44 h 59 m` could not be followed by `after 48 h`.
  [45 * hourMs - 4_306, '45 h'],
  [48 * hourMs - 1, '48 h'],
  [52 * hourMs + 59_000, '52 h 59 s'],
  [52 * hourMs + 119_000, '52 h 2 m'],
  [168 * hourMs, '7 d']
])('a length of %d ms', (ms, text) => {
  expect(lengthText(ms)).toBe(text)
})

test('what is gone says how, and since when', () => {
  const gone = life({ status: 'Expired', since: hourMs })
  const [by] = documented('documented-disassociation', 1).outcomes
  expect(goneText({ life: gone }, hourMs)).toBe('gone for every reader: its time was over, just now')
  expect(goneText({ life: gone, ...(by && { by }) }, 3 * hourMs)).toBe('deleted by CreateResourceShare, 2 h ago')
})

describe('ways out', () => {
  const open = (one: Life, now: number) =>
    waysOut(one, now)
      .filter(({ closed }) => closed === undefined)
      .map(({ event, to }) => `${event} ${to}`)

  test.each([
    [life({ status: 'Associating' }), 0, ['associationSucceeded Associated', 'associationFailed Failed']],
    [life({ status: 'Associating', tone: 'waiting' }), 0, ['associationCancelled Disassociated']],
    [life({ status: 'Associated' }), 0, ['disassociate Disassociating']],
    [life({ status: 'Disassociating' }), 0, ['disassociationSucceeded Disassociated', 'disassociationFailed Failed']],
    [ended, 48 * hourMs - 1, ['associate Associating']],
    [ended, 48 * hourMs, ['expire Expired', 'associate Associating']],
    [{ ...ended, status: 'Failed', remark: 'Associate' }, 0, ['associate Associating']],
    [{ ...ended, status: 'Failed', remark: 'Disassociate' }, 0, ['associate Associating', 'disassociate Disassociating']]
  ])('of %o', (one, now, ways) => {
    expect(open(one, now)).toStrictEqual(ways)
  })

  test('that are closed say why', () => {
    expect(waysOut({ ...ended, status: 'Failed', remark: 'Associate' }, 0).flatMap(({ closed }) => closed ?? [])).toStrictEqual([
      'in 48 h',
      'only after a failed disassociation'
    ])
  })

  test('that wait for an invitation say so', () => {
    const closed = (tone: Life['tone']) => waysOut(life({ status: 'Associating', tone }), 0).flatMap((way) => way.closed ?? [])
    expect(closed('starting')).toStrictEqual(['only while an invitation is open'])
    expect(closed('waiting')).toStrictEqual(['once the invitation is accepted', 'once the invitation is accepted'])
  })

  test('states say what they are', () => {
    expect(descriptionOf('Associated')).toBe('The association is in effect.')
    expect(descriptionOf('Active')).toBe('')
  })
})

test('steps say what they were and what they came to', () => {
  const { outcomes } = documented('documented-disassociation')
  const said = outcomes.map((outcome) => [stepText(outcome), resultText(outcome), verdictOf(outcome)])
  expect(said[2]).toStrictEqual(['DisassociateResourceShare', 'DisassociateConflict', 'refused'])
  expect(said[3]).toStrictEqual(['Clock +850 ms', 'time passed', 'time'])
  expect(said[20]).toStrictEqual(['Clock +1 ms', '1 change', 'time'])
  expect(announcement(outcomes[0], 1, 25)).toBe('Step 1 of 25: CreateResourceShare, ok')
  expect(announcement(undefined, 0, 25)).toBe('The start: nothing has happened yet.')
  const answers = outcomes.flatMap((outcome) => ('answer' in outcome ? [statusText(outcome)] : []))
  expect([...new Set(answers)]).toStrictEqual(['200 OK', '409 Conflict', 'Accepted', '400 Bad Request'])
})

test('queries of the library are answered: they are nothing that a client sends', () => {
  const { outcomes } = documented('documented-disassociation', 1)
  const [first] = outcomes
  if (first === undefined || !('answer' in first)) throw new Error('nothing was asked')
  const { status: _, ...answer } = first.answer
  expect(statusText({ kind: 'query', answer })).toBe('Answered')
  expect(statusText({ kind: 'signal', answer: { ...answer, ok: false } })).toBe('Refused')
})

test('an expectation that is not met is seen in the line of its step, and the log sums up', () => {
  const create = { command: { type: 'CreateResourceShare', resourceShareId: 'rs-1', request: { ResourceShareName: 'one' } } }
  const outcomesOf = (...steps: readonly object[]) => {
    const facts = { accountId: '1000000000000001' }
    return sessionOf(JSON.stringify({ system: 'resource-sharing', version: 1, start: '2020-12-04T09:40:41.250Z', facts, steps }))
      .outcomes
  }
  const outcomes = outcomesOf({ ...create, expect: { ok: false } }, { sweep: true, expect: { ok: true } }, { advance: '1h' })
  expect(outcomes.map(verdictOf)).toStrictEqual(['unmet', 'ok', 'time'])
  expect(outcomes.map(resultText)).toStrictEqual(['not as expected: ok', 'ok', 'time passed'])
  expect(announcement(outcomes[0], 1, 3)).toBe('Step 1 of 3: CreateResourceShare, not as expected: ok')
  expect(expectationsOf(outcomes)).toStrictEqual({ text: '✗ 1 of 2 expectations not met', unmet: [1] })
  expect(expectationsOf(outcomesOf({ ...create, expect: { ok: true } }))).toStrictEqual({
    text: '✓ 1 expectation met',
    unmet: []
  })
  expect(expectationsOf(outcomesOf(create))).toBeUndefined()
})

test('failures beside a reply are counted', () => {
  const { outcomes } = documented('backup-policies')
  expect(outcomes.map(resultText)).toContain('ok, 2 failures')
  expect(outcomes.map(verdictOf)).toContain('partly')
})
