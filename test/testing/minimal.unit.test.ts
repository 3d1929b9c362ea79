/** Making what is wrong small: by calls, then by what their lists name, and never into something else. */
import { expect, test } from 'vitest'
import { kindOf, minimal } from '../../src/testing/minimal.ts'
import type { Answered, Mismatch } from '../../src/testing/nonconformance.ts'

type Facts = { readonly now: number; readonly requestId: string }

const answered = (name: string, ...list: readonly string[]): Answered<Facts> => ({
  command: { type: name, request: { list, note: 'n' } },
  facts: { now: 1, requestId: 'r' },
  wanted: { ok: true, reply: {} },
  got: {}
})

const listOf = ({ command }: Pick<Answered<Facts>, 'command'>) =>
  (command.request as { readonly list?: readonly string[] }).list ?? []

/** What is found in some calls, as text such as `make look:b`. */
const least = async (difference: (calls: string) => string | undefined, ...calls: readonly Answered<Facts>[]) => {
  const textOf = (some: readonly Pick<Answered<Facts>, 'command'>[]) =>
    some.map((call) => [call.command.type, ...listOf(call)].join(':')).join(' ')
  const tryWith = async (some: readonly Pick<Answered<Facts>, 'command'>[]): Promise<Mismatch<Facts> | undefined> => {
    const found = difference(textOf(some))
    return found === undefined ? undefined : { answered: some as readonly Answered<Facts>[], difference: found }
  }
  const found = await tryWith(calls)
  if (found === undefined) throw new Error('nothing is wrong')
  return textOf((await minimal(found, tryWith)).answered)
}

const wrong = 'expected reply.X to be 1; it is 2'

test('calls that are needless are left out, and entries of lists', async () => {
  const calls = [answered('make', 'a', 'b'), answered('other', 'c'), answered('look', 'a', 'b', 'c')]
  const needed = (text: string) => (/^(.* )?make\S*:b.* look\S*:b/.test(text) ? wrong : undefined)
  expect(await least(needed, ...calls)).toBe('make:b look:b')
  expect(await least((text) => (text.endsWith('look') || text.includes('look:') ? wrong : undefined), ...calls)).toBe('look')
})

test('a call is needless, too, that is so only once lists are short', async () => {
  const needed = (text: string) => (text.endsWith('look:a') || /^make\S* look:a/.test(text) ? wrong : undefined)
  expect(await least(needed, answered('make', 'z'), answered('look', 'a', 'b'))).toBe('look:a')
})

test('what is wrong stays the same thing, in whatever field and list', async () => {
  const refused = 'expected it to be accepted; it was refused with "A"'
  const other = 'expected it to be accepted; it was refused with "B"'
  const calls = [answered('make'), answered('look')]
  expect(await least((text) => (text === 'make look' ? refused : other), ...calls)).toBe('make look')
  expect(await least((text) => (text === 'make look' ? wrong : refused), ...calls)).toBe('make look')
  expect(await least((text) => (text === 'make look' ? wrong : 'expected reply.Y to be a list of 1; it has 2'), ...calls)).toBe(
    'look'
  )
})

test.each([
  ['expected it to be refused with "A"; it was accepted', 'expected it to be refused with "A"; it was accepted'],
  ['expected reply.X[0].Y to be 1; it is 2', 'expected reply'],
  ['expected failures to be a list of 1; it has 0', 'expected failures'],
  ['expected error.message to be "a"; it is "b"', 'expected error'],
  ['expected an answer; it threw Error: x', 'expected an']
])('%s', (difference, kind) => {
  expect(kindOf({ difference })).toBe(kind)
})
