/** What ids look like, at the ends of what is allowed. */
import { describe, expect, test } from 'vitest'
import { isAccountId, isResourceId, isService, isShareId, isShareName, isTarget } from '../../src/resource-sharing/grammar.ts'

const of = (length: number, character = '1') => character.repeat(length)

describe.each([
  ['an account', isAccountId, [of(12), of(20), '172050525300****'], [of(11), of(21), `x${of(12)}`, `${of(12)}x`, `${of(12)}\n`]],
  [
    'a service',
    isService,
    ['a.b', 'ecs.aliyuncs.com', `a.${of(126, 'b')}`],
    ['a', 'a.', '.a', 'A.b', `a.${of(127, 'b')}`, 'Xa.b', 'a.b!', 'a.b\n', 'a b.c']
  ],
  ['a resource', isResourceId, ['x', of(128), 'vsw-bp183p93qs667muql****'], ['', of(129), 'a b', 'a\n', '\ud800', 7]],
  ['a share', isShareId, ['rs-1', `rs-${of(64, '*')}`], ['rs-', `rs-${of(65)}`, 'xrs-1', 'rs-1\n', 'rs-ü', 'RS-1']],
  ['the name of a share', isShareName, ['a', of(50, '资'), '._-'], ['', of(51), 'a b', 'ü', 'a\n']],
  ['a target', isTarget, ['rd-1', 'fd-1', of(16), 'a.b'], ['rs-1', 'somebody', `fd-${of(65)}`, `rd-${of(65)}`, null]]
])('%s', (_, is, right, wrong) => {
  test.each(right.map((id) => [id]))('%j is one', (id) => {
    expect(is(id)).toBe(true)
  })
  test.each(wrong.map((id) => [id]))('%j is none', (id) => {
    expect(is(id)).toBe(false)
  })
})
