import { expect, test } from 'vitest'
import { type Outcome, unmetOf } from '../../src/testing/expectation.ts'

const accepted: Outcome = {
  ok: true,
  body: { RequestId: 'r', List: [{ A: 1, B: 2 }], Empty: [], Nothing: null },
  events: [
    { type: 'Started', at: 1 },
    { type: 'Started', at: 2 }
  ]
}
const failed: Outcome = { ok: true, body: {}, failures: [{ id: 'a', reason: 'Full' }], events: [] }
const refused: Outcome = { ok: false, code: 'Conflict', body: { Code: 'Conflict' }, events: [] }

test.each([
  [undefined, accepted],
  [{}, refused],
  [{ ok: true }, accepted],
  [{ ok: false }, refused],
  [{ code: 'Conflict', events: [] }, refused],
  [{ code: 'Conflict', ok: false, reply: { Code: 'Conflict' } }, refused],
  [{ reply: { List: [{ B: 2 }] } }, accepted],
  [{ reply: { Empty: [], Nothing: null } }, accepted],
  [{ events: ['Started', { at: 2 }] }, accepted],
  [{ failures: [] }, accepted],
  [{ failures: [{ reason: 'Full' }] }, failed]
])('%j holds', (expectation, answer) => {
  expect(unmetOf(expectation, answer)).toStrictEqual([])
})

test.each([
  [{ ok: true }, refused, 'expected it to be accepted; it was refused with Conflict'],
  [{ ok: false }, accepted, 'expected a refusal; it was accepted'],
  [{ code: 'Conflict' }, accepted, 'expected Conflict; it was accepted'],
  [{ code: 'Other' }, refused, 'expected Other; it was refused with Conflict'],
  [{ reply: { RequestId: 's' } }, accepted, 'expected reply.RequestId to be "s"; it is "r"'],
  [{ reply: { List: [] } }, accepted, 'expected reply.List to be a list of 0; it has 1'],
  [{ reply: { List: [{ A: 2 }] } }, accepted, 'expected reply.List[0].A to be 2; it is 1'],
  [{ reply: { Missing: 1 } }, accepted, 'expected reply.Missing to be 1; it is undefined'],
  [{ reply: { toString: 1 } }, accepted, 'expected reply.toString to be 1; it is undefined'],
  [{ reply: { RequestId: {} } }, accepted, 'expected reply.RequestId to be an object; it is "r"'],
  [{ reply: [] }, accepted, expect.stringMatching(/^expected reply to be a list of 0; it is \{/)],
  [{ failures: [] }, failed, 'expected failures to be a list of 0; it has 1'],
  [{ failures: [{ reason: 'Full' }] }, accepted, 'expected failures to be a list of 1; it has 0'],
  [{ failures: [{ reason: 'Gone' }] }, failed, 'expected failures[0].reason to be "Gone"; it is "Full"'],
  [{ events: ['Started'] }, accepted, 'expected the events [Started]; they are [Started, Started]'],
  [{ events: ['Started', 'Ended'] }, accepted, 'expected the events [Started, Ended]; they are [Started, Started]'],
  [{ events: ['Started', { type: 'Started', at: 3 }] }, accepted, 'expected events[1].at to be 3; it is 2']
])('%j does not', (expectation, answer, line) => {
  expect(unmetOf(expectation, answer)).toStrictEqual([line])
})

test('everything that does not hold is told', () => {
  expect(unmetOf({ ok: true, reply: { Code: 'x' }, events: ['Started'] }, refused)).toHaveLength(3)
})
