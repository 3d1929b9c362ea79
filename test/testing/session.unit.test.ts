/** Which planned calls have a place in a history against a backend, and how both sides are asked. */
import { expect, test } from 'vitest'
import type { Fields } from '../../src/decider/values.ts'
import type { Whose } from '../../src/testing/own-names.ts'
import { setting } from '../../src/testing/resource-sharing/histories.ts'
import { noShares, send } from '../../src/testing/resource-sharing/model.ts'
import { owner, shareIds } from '../../src/testing/resource-sharing/requests.ts'
import { Session } from '../../src/testing/session.ts'

const facts = { now: 1, requestId: 'r', accountId: owner }
const call = (command: Fields) => ({ command, facts })
const create = (resourceShareId: unknown) =>
  call({ type: 'CreateResourceShare', resourceShareId, request: { ResourceShareName: 'test' } })
const list = (NextToken?: string) =>
  call({ type: 'ListResourceShareAssociations', request: { AssociationType: 'Target', ...(NextToken && { NextToken }) } })

const takes: Whose = new Map([['resourceShareId', 'given']])
const givesOwn: Whose = new Map([['resourceShareId', 'own']])

const sessionWith = (whose: Whose, answerOf: () => unknown = () => ({ ok: true, reply: {} })) => {
  const asked: Fields[] = []
  const session = new Session(
    setting,
    send,
    async ({ command }) => {
      asked.push(command)
      return answerOf()
    },
    whose
  )
  return { session, asked }
}

const [first, second] = shareIds
const { states: oneShare } = send(noShares, create(first).command, facts)

test.each([
  ['takes the ids of commands', takes, true],
  ['gives its own', givesOwn, false],
  ['has not shown yet what it does', new Map(), false]
])('a backend that %s is asked of ids that are taken or malformed: %#', (_, whose, isAsked) => {
  const { session } = sessionWith(whose)
  for (const contested of [create(first), create('share-1'), create(undefined)])
    expect(session.fitting(contested, oneShare)).toBe(isAsked ? contested : undefined)
  const free = create(second)
  expect(session.fitting(free, oneShare)).toBe(free)
})

test('what is refused anyway is asked, whatever its id', () => {
  const { session } = sessionWith(givesOwn)
  const nameless = call({ type: 'CreateResourceShare', resourceShareId: first, request: {} })
  expect(session.fitting(nameless, oneShare)).toBe(nameless)
})

test('an id that is free again is not given again to who has answered it with its own', async () => {
  const { session } = sessionWith(new Map(), () => ({ ok: true, reply: { ResourceShare: { ResourceShareId: 'rs-mine' } } }))
  expect(session.fitting(create(first), noShares)).toBeDefined()
  await session.send(create(first), undefined)
  expect(session.fitting(create(first), noShares)).toBeUndefined()
})

test('at once an id is given once, unless the backend takes it', () => {
  const clients = [[create(first), create(second)], [create(first)]]
  expect(sessionWith(takes).session.fittingAtOnce(clients, noShares)).toStrictEqual(clients)
  expect(sessionWith(givesOwn).session.fittingAtOnce(clients, noShares)).toStrictEqual([clients[0], []])
})

test('a next page goes on with the list before, by the token of each side', async () => {
  const { session, asked } = sessionWith(takes)
  const page = { ...list('planned'), isNextPage: true as const }
  expect(session.fitting(page, noShares)).toBeUndefined()
  session.turnPage(list(), { ok: true, reply: { NextToken: 'ours' } }, { ok: true, reply: { NextToken: 'theirs' } })
  session.turnPage(create(first), { ok: true, reply: {} }, {})
  const fit = session.fitting(page, noShares)
  expect(fit).toStrictEqual({ ...list('ours'), isNextPage: true })
  if (fit !== undefined) await session.send(fit, undefined)
  expect(asked).toStrictEqual([list('theirs').command])
  for (const other of [{ accountId: 'other' }, { directory: undefined, limits: {} }])
    expect(session.fitting({ ...page, facts: { ...facts, ...other } as typeof facts }, noShares)).toBeUndefined()
  session.turnPage(list('ours'), { ok: true, reply: {} }, { ok: true, reply: {} })
  expect(session.fitting(page, noShares)).toBeUndefined()
})

test('a token that is not of a list is sent as it is', async () => {
  const { session, asked } = sessionWith(takes)
  const broken = list('x'.repeat(300))
  expect(session.fitting(broken, noShares)).toBe(broken)
  await session.send(broken, undefined)
  expect(asked).toStrictEqual([broken.command])
})

test.each([undefined, null])('%s is no answer', async (answer) => {
  expect(await sessionWith(takes, () => answer).session.send(list(), undefined)).toBeUndefined()
})
