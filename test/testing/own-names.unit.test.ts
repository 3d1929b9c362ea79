/** Ids that a backend gives itself: learnt from its answers, and each side is told its own. */
import { expect, test } from 'vitest'
import { type GivenId, OwnNames, type Whose } from '../../src/testing/own-names.ts'

const ids: readonly GivenId[] = [
  { field: 'id', givenBy: ['Make'], asked: ['id'], told: ['Share', 'Id'], free: 'free', spelled: (id) => id.toLowerCase() },
  {
    field: 'guests',
    givenBy: ['Make', 'Invite'],
    asked: ['request', 'Guest'],
    told: ['Guest'],
    free: undefined,
    spelled: (id) => id
  }
]
const call = (command: object) => ({ command: command as never, facts: { now: 1, requestId: 'r' } })
const namesWith = (whose: Whose = new Map()) => new OwnNames(ids, whose)
const made = (id: string) => ({ ok: true, reply: { Share: { Id: id } } })

/** The names after an answer. */
const after = (command: object, answer: unknown, whose?: Whose) => {
  const names = namesWith(whose)
  names.learn(call(command), answer)
  return names
}

test('nothing is changed before anything is learnt', () => {
  const given = call({ type: 'Look', id: 'a' })
  expect(namesWith().toTheirs(given)).toBe(given)
  expect(namesWith().toOurs('a')).toBe('a')
})

test('where a reply names what was made otherwise, that is its name from then on, wherever it stands', () => {
  const names = after({ type: 'Make', id: 'a' }, made('x-1'))
  expect(names.toTheirs(call({ type: 'Look', ids: ['a', 'b'], by: { a: 'A' } })).command).toStrictEqual({
    type: 'Look',
    ids: ['x-1', 'b'],
    by: { 'x-1': 'X-1' }
  })
  expect(names.toOurs({ ok: true, reply: [{ Id: 'x-1', count: 1, none: null }] })).toStrictEqual({
    ok: true,
    reply: [{ Id: 'a', count: 1, none: null }]
  })
  names.learn(call({ type: 'Make', id: 'a' }), made('a'))
  expect(names.toTheirs(call({ id: 'a' })).command).toStrictEqual({ id: 'a' })
})

test('facts are told in its names, too', () => {
  const names = after({ type: 'Make', id: 'a' }, made('x-1'))
  expect(names.toTheirs({ command: {}, facts: { now: 1, busy: ['a'] } }).facts).toStrictEqual({ now: 1, busy: ['x-1'] })
})

test('what a command gives to what it makes stays as it is, so that the backend can say what it has become', () => {
  const names = after({ type: 'Make', id: 'a', guests: { g: 'i' } }, { ...made('x-1'), ids: { i: 'mine-1' } })
  const again = { type: 'Invite', guests: { g: 'i' }, request: { Id: 'a', Guest: 'i' } }
  expect(names.toTheirs(call(again)).command).toStrictEqual({ ...again, request: { Id: 'x-1', Guest: 'mine-1' } })
  names.learn(call(again), { ok: true, ids: { i: 'mine-2' } })
  expect(names.toTheirs(call({ id: 'i' })).command).toStrictEqual({ id: 'mine-2' })
  expect(names.toOurs(['mine-1', 'mine-2'])).toStrictEqual(['i', 'i'])
})

test('a backend may tell ids beside an answer, of a refusal too', () => {
  const names = after({ type: 'Look' }, { ok: false, ids: { 'i-1': 'mine-7', 'i-2': 5 } })
  expect(names.toTheirs(call({ id: 'i-1', other: 'i-2' })).command).toStrictEqual({ id: 'mine-7', other: 'i-2' })
  expect(names.toOurs({ id: 'mine-7' })).toStrictEqual({ id: 'i-1' })
})

const fieldsIn = (names: OwnNames, type: string) => names.doubtfulIn({ type }).map(({ field }) => field)

test('whether it takes the ids of commands is in doubt until an answer has shown it', () => {
  expect(fieldsIn(namesWith(), 'Make')).toStrictEqual(['id', 'guests'])
  expect(fieldsIn(namesWith(), 'Invite')).toStrictEqual(['guests'])
  expect(fieldsIn(namesWith(), 'Look')).toStrictEqual([])
  const whose: Whose = new Map()
  after({ type: 'Make', id: 'A' }, made('a'), whose)
  expect(fieldsIn(namesWith(whose), 'Make')).toStrictEqual(['guests'])
  after({ type: 'Answer', request: { Guest: 'i' } }, { ok: true, reply: { Guest: 'i' } }, whose)
  expect(fieldsIn(namesWith(whose), 'Make')).toStrictEqual([])
})

test('once it has had ids of its own, it stays so', () => {
  const whose: Whose = new Map()
  after({ type: 'Make', id: 'a', guests: { g: 'i' } }, { ...made('x-1'), ids: { i: 'mine-1' } }, whose)
  after({ type: 'Answer', request: { Guest: 'j' } }, { ok: true, reply: { Guest: 'j' } }, whose)
  after({ type: 'Make', id: 'b' }, made('b'), whose)
  expect(fieldsIn(namesWith(whose), 'Make')).toStrictEqual(['id', 'guests'])
})

test('an id is given again where it has been answered with another', () => {
  const names = after({ type: 'Make', id: 'a' }, made('x-1'))
  expect(names.givesAgain({ type: 'Make', id: 'A' })).toBe(true)
  expect(names.givesAgain({ type: 'Make', id: 'b' })).toBe(false)
  expect(names.givesAgain({ type: 'Look', id: 'a' })).toBe(false)
})

test('the reply to who answers an invitation teaches no name: it was asked for by one', () => {
  const names = after({ type: 'Answer', request: { Guest: 'i' } }, { ok: true, reply: { Guest: 'other' } })
  expect(names.toTheirs(call({ id: 'i' })).command).toStrictEqual({ id: 'i' })
})

test.each([
  undefined,
  null,
  5,
  'text',
  [],
  { reply: 5 },
  { reply: { Share: null } },
  { reply: { Share: { Id: 7 } } },
  { ids: 'x' }
])('nothing is learnt from what is no answer: %s', (answer) => {
  const whose: Whose = new Map()
  const names = after({ type: 'Make', id: 'a' }, answer, whose)
  expect(names.toTheirs(call({ id: 'a' })).command).toStrictEqual({ id: 'a' })
  expect(whose.size).toBe(0)
})
