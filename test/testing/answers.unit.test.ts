/** Answers, compared: the same fields with the same values, and nothing besides. */
import { describe, expect, test } from 'vitest'
import { answerDifference } from '../../src/testing/answers.ts'
import type { AnyResult } from '../../src/testing/model.ts'

const strict = { ownWords: ['It was cancelled.'], sameMessagesOf: [] }
const reply = { RequestId: 'r', List: [{ Id: 'a', Message: 'It was cancelled.', Count: 2 }], NextToken: 't' }
const accepted: AnyResult = { ok: true, reply, failures: [{ id: 'a' }] }
const refused: AnyResult = { ok: false, error: { code: 'Conflict', status: 409, message: 'Not now.' } }
const [entry] = reply.List

describe('as good as the model’s', () => {
  test.each<[string, unknown]>([
    ['the same', accepted],
    ['without failures', { ok: true, reply }],
    ['another request id and token', { ok: true, reply: { ...reply, RequestId: 'x', NextToken: 'y' } }],
    ['own words', { ok: true, reply: { ...reply, List: [{ ...entry, Message: 'Abgesagt.' }] } }],
    ['a field that is undefined', { ok: true, reply: { ...reply, more: undefined } }]
  ])('%s', (_, got) => {
    expect(answerDifference(accepted, got, strict)).toBeUndefined()
  })

  test.each<[string, unknown]>([
    ['the same', refused],
    ['the code alone', { ok: false, error: { code: 'Conflict' } }],
    ['another message', { ok: false, error: { code: 'Conflict', status: 409, message: 'Nein.' } }]
  ])('a refusal: %s', (_, got) => {
    expect(answerDifference(refused, got, strict)).toBeUndefined()
  })

  test('an empty reply may be left out, or have a request id', () => {
    const empty: AnyResult = { ok: true, reply: {} }
    expect(answerDifference(empty, { ok: true }, strict)).toBeUndefined()
    expect(answerDifference(empty, { ok: true, reply: { RequestId: 'x' } }, strict)).toBeUndefined()
    expect(answerDifference(empty, { ok: true, reply: { RequestId: 7 } }, strict)).toBe('reply.RequestId to be absent; it is 7')
  })
})

describe('different', () => {
  test.each<[string, AnyResult, unknown]>([
    ['an answer { ok, ... }; it is null', accepted, null],
    ['an answer { ok, ... }; it is {"ok":1}', accepted, { ok: 1 }],
    ['it to be accepted; it was refused with "Conflict"', accepted, refused],
    ['it to be accepted; it was refused with undefined', accepted, { ok: false }],
    ['it to be refused with "Conflict"; it was accepted', refused, accepted],
    ['it to be refused with "Conflict"; it was refused with "Other"', refused, { ok: false, error: { code: 'Other' } }],
    ['error.status to be 409; it is 400', refused, { ok: false, error: { code: 'Conflict', status: 400 } }],
    ['error.message to be a text; it is ""', refused, { ok: false, error: { code: 'Conflict', message: '' } }],
    ['reply.List to be a list of 1; it has 0', accepted, { ok: true, reply: { ...reply, List: [] } }],
    ['reply.List to be a list of 1; it is {}', accepted, { ok: true, reply: { ...reply, List: {} } }],
    ['reply.List[0] to be an object; it is null', accepted, { ok: true, reply: { ...reply, List: [null] } }],
    ['reply.List[0].Count to be 2; it is "2"', accepted, { ok: true, reply: { ...reply, List: [{ ...entry, Count: '2' }] } }],
    [
      'reply.List[0].Message to be a text; it is undefined',
      accepted,
      { ok: true, reply: { ...reply, List: [{ Id: 'a', Count: 2 }] } }
    ],
    ['reply.more to be absent; it is 1', accepted, { ok: true, reply: { ...reply, more: 1 } }],
    ['reply.RequestId to be a text; it is ""', accepted, { ok: true, reply: { ...reply, RequestId: '' } }],
    ['reply.NextToken to be absent; it is "t"', { ok: true, reply: {} }, { ok: true, reply: { NextToken: 't' } }],
    ['failures to be a list of 1; it has 0', accepted, { ...accepted, failures: [] }],
    ['failures to be a list of 0; it has 1', { ok: true, reply }, accepted]
  ])('%s', (difference, wanted, got) => {
    expect(answerDifference(wanted, got, strict)).toBe(difference)
  })

  test('messages, where they have to be the documented ones', () => {
    const exact = { ...strict, sameMessagesOf: ['Conflict'] }
    const own = { ok: false, error: { code: 'Conflict', message: 'Nein.' } }
    expect(answerDifference(refused, refused, exact)).toBeUndefined()
    expect(answerDifference(refused, own, exact)).toBe('error.message to be "Not now."; it is "Nein."')
    expect(answerDifference(refused, { ok: false, error: { code: 'Conflict' } }, exact)).toBe(
      'error.message to be a text; it is undefined'
    )
    expect(answerDifference(refused, own, { ...strict, sameMessagesOf: ['Other'] })).toBeUndefined()
  })

  test('what only looks the same says what it is', () => {
    const time = '2020-12-04T09:40:41.250Z'
    const wanted: AnyResult = { ok: true, reply: { Time: time } }
    expect(answerDifference(wanted, { ok: true, reply: { Time: new Date(time) } }, strict)).toBe(
      `reply.Time to be "${time}"; it is Date "${time}"`
    )
  })

  describe('lists in any order', () => {
    const anyOrder = { ...strict, anyOrder: true }
    const listOf = (...entries: readonly unknown[]): AnyResult => ({ ok: true, reply: { List: entries } })
    test.each<[AnyResult, AnyResult, string | undefined]>([
      [listOf({ a: 1 }, { a: 2 }), listOf({ a: 2 }, { a: 1 }), undefined],
      [listOf({ a: [1, 2] }), listOf({ a: [2, 1] }), 'reply.List[0] to be in the list'],
      [listOf(1, 1, 2), listOf(2, 1, 2), 'reply.List[1] to be in the list'],
      [listOf(1, 2), listOf(1), 'reply.List to be a list of 2; it has 1']
    ])('%j %j', (wanted, got, difference) => {
      expect(answerDifference(wanted, got, anyOrder)).toBe(difference)
      expect(answerDifference(wanted, got, strict)).not.toBeUndefined()
    })
  })
})
