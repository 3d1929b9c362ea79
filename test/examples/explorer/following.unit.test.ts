/** What follows a session is told each outcome once, and learns when the session has taken another turn. */
import type { Outcome } from 'association-lifecycle/scenarios'
import { expect, test } from 'vitest'
import { following } from '../../../docs/examples/explorer/model/following.ts'
import { add, travel } from '../../../docs/examples/explorer/model/session.ts'
import { documented } from './support.ts'

test('each outcome is told once, up to where one looks', () => {
  const session = documented('documented-disassociation', 6)
  const told: Outcome[] = []
  const follow = following((outcome) => told.push(outcome))
  for (const position of [2, 1, 4, 0, 4, 6]) expect(follow(travel(session, position))).toBe(true)
  expect(told).toStrictEqual(session.outcomes)
})

test('a session that has taken another turn is not told', () => {
  const session = documented('documented-disassociation', 6)
  const told: Outcome[] = []
  const follow = following((outcome) => told.push(outcome))
  expect(follow(travel(session, 3))).toBe(true)
  const later = add(travel(session, 3), { advance: '1h' })
  const other = add(travel(session, 2), { advance: '1h' })
  if (!later.ok || !other.ok) throw new Error('a step was refused')
  expect(follow(other.session)).toBe(false)
  expect(told).toHaveLength(3)
  expect(follow(later.session)).toBe(true)
  expect(told).toHaveLength(4)
})
