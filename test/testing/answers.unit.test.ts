/** Answers, compared: the same fields with the same values, and nothing besides. */
import { describe, expect, test } from 'vitest'
import { answerDifference } from '../../src/testing/answers.ts'
import type { AnyResult } from '../../src/testing/model.ts'

const strict = { ownWords: ['It was cancelled.'], sameMessages: false }
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

  test('an empty reply may be left out', () => {
    expect(answerDifference({ ok: true, reply: {} }, { ok: true }, strict)).toBeUndefined()
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
    const exact = { ...strict, sameMessages: true }
    const own = { ok: false, error: { code: 'Conflict', message: 'Nein.' } }
    expect(answerDifference(refused, refused, exact)).toBeUndefined()
    expect(answerDifference(refused, own, exact)).toBe('error.message to be "Not now."; it is "Nein."')
    expect(answerDifference(refused, { ok: false, error: { code: 'Conflict' } }, exact)).toBe(
      'error.message to be a text; it is undefined'
    )
  })
})
