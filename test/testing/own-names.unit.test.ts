/** Ids that a backend gives itself: learnt from its answers, and each side is told its own. */
import { expect, test } from 'vitest'
import type { AnyResult } from '../../src/testing/model.ts'
import { OwnNames } from '../../src/testing/own-names.ts'

const idPaths = [['Share', 'Id'], ['NextToken']]
const accepted = (reply: unknown): AnyResult => ({ ok: true, reply })
const call = (command: object) => ({ command: command as never, facts: { now: 1, requestId: 'r' } })

test('nothing is changed before anything is learnt', () => {
  const names = new OwnNames(idPaths)
  const given = call({ type: 'Look', id: 'a' })
  expect(names.toTheirs(given)).toStrictEqual(given)
  expect(names.toOurs('a')).toBe('a')
})

test('where a reply names something otherwise, that is its name from then on, wherever it stands', () => {
  const names = new OwnNames(idPaths)
  names.learn(accepted({ Share: { Id: 'a' } }), { ok: true, reply: { Share: { Id: 'x-1' } } })
  expect(names.toTheirs(call({ type: 'Look', ids: ['a', 'b'], by: { a: 'A' } })).command).toStrictEqual({
    type: 'Look',
    ids: ['x-1', 'b'],
    by: { 'x-1': 'X-1' }
  })
  expect(names.toOurs({ ok: true, reply: [{ Id: 'x-1', count: 1, none: null }] })).toStrictEqual({
    ok: true,
    reply: [{ Id: 'a', count: 1, none: null }]
  })
  names.learn(accepted({ Share: { Id: 'a' } }), { reply: { Share: { Id: 'a' } } })
  expect(names.toTheirs(call({ id: 'a' })).command).toStrictEqual({ id: 'a' })
})

test('a backend may tell ids beside an answer, of a refusal too', () => {
  const names = new OwnNames(idPaths)
  names.learn({ ok: false, error: { code: 'No' } }, { ok: false, ids: { 'i-1': 'mine-7', 'i-2': 5 } })
  expect(names.toTheirs(call({ id: 'i-1', other: 'i-2' })).command).toStrictEqual({ id: 'mine-7', other: 'i-2' })
  expect(names.toOurs({ id: 'mine-7' })).toStrictEqual({ id: 'i-1' })
})

test.each([undefined, null, 5, 'text', [], { reply: 5 }, { reply: { Share: null, NextToken: 7 } }, { ids: 'x' }])(
  'nothing is learnt from what is no answer: %s',
  (answer) => {
    const names = new OwnNames(idPaths)
    names.learn(accepted({ Share: { Id: 'a' }, NextToken: 't' }), answer)
    expect(names.toTheirs(call({ id: 'a', token: 't' })).command).toStrictEqual({ id: 'a', token: 't' })
  }
)
