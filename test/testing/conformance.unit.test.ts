/** The conformance suite itself: what it takes for an answer, what it leaves out, and what it reports. */
import { describe, expect, test } from 'vitest'
import { fieldsOf } from '../../src/decider/values.ts'
import { resourceSharing } from '../../src/index.ts'
import { send as sendToProjects } from '../../src/testing/backup-policies/model.ts'
import type { Backend } from '../../src/testing/conformance.ts'
import { type AnyFacts, backupPolicies, resourceSharing as shares } from '../../src/testing/index.ts'
import type { AnyResult, Model, Sent } from '../../src/testing/model.ts'
import { send } from '../../src/testing/resource-sharing/model.ts'
import { answering, backendOf, believing, failureOf } from './wrong.ts'

const { errors } = resourceSharing
type Facts = resourceSharing.Facts
type ShareBackend = Backend<Facts>

const hourMs = 3_600_000
const few = { numRuns: 60, seed: 1 }

/** The right backend, with its answers changed. */
const answeringWith = (change: (answer: AnyResult) => unknown): ShareBackend => {
  const backend = backendOf(send)
  return { ...backend, send: (...args) => change(backend.send(...args) as AnyResult) }
}

describe('a backend may', () => {
  test('answer later', async () => {
    const backend = backendOf(send)
    const later: ShareBackend = { reset: async () => backend.reset(), send: async (...args) => backend.send(...args) }
    expect(await shares.conformance(later, few)).toMatchObject({ histories: 60, seed: 1 })
  })

  test('word its errors in its own way, or tell their codes alone', async () => {
    const own = answeringWith((answer) => (answer.ok ? answer : { ok: false, error: { ...answer.error, message: 'Nein.' } }))
    await shares.conformance(own, few)
    await shares.conformance(
      answeringWith((answer) => (answer.ok ? answer : { ok: false, error: { code: answer.error.code } })),
      few
    )
    const { difference } = await failureOf(shares.conformance(own, { ...few, sameMessages: true }))
    expect(difference).toContain('error.message')
  })

  test('leave fields out that are undefined, and have request ids of its own', async () => {
    const own = answeringWith((answer) =>
      answer.ok ? { ok: true, reply: { ...fieldsOf(answer.reply), RequestId: 'mine', more: undefined } } : answer
    )
    await shares.conformance(own, { numRuns: 200, seed: 1 })
  })

  test('delete what has ended by itself, as soon as it may', async () => {
    const eager = (states: Sent<never, Facts>['states'], facts: Facts) => send(states as never, { type: 'Sweep' }, facts).states
    const backend = backendOf<resourceSharing.ResourceShareState, Facts>((states, command, facts) =>
      send(eager(states as never, facts), command, facts)
    )
    const byItself: ShareBackend = {
      ...backend,
      send: (command, facts, turns) => (command.type === 'Sweep' ? undefined : backend.send(command, facts, turns))
    }
    await shares.conformance(byItself, { seed: 1, numRuns: 200, expiresByItself: true })
    await shares.race(byItself, { seed: 1, numRuns: 100, expiresByItself: true })
    const { difference } = await failureOf(shares.conformance(byItself, { seed: 1 }))
    expect(difference).toMatch(/to be a list|it to be/)
  })

  test.each([
    ['as late as it must', () => false],
    ['now and then', ({ now }: AnyFacts) => Math.floor(now / (5 * hourMs)) % 2 === 1]
  ])('delete what has ended by itself, %s', async (_, isTime) => {
    const byItself = <State, Given extends AnyFacts>(right: Model<State, Given>): Backend<Given> => {
      const backend = backendOf<State, Given>((states, command, facts) =>
        right(isTime(facts) ? right(states, { type: 'Sweep' }, facts).states : states, command, facts)
      )
      return {
        ...backend,
        send: (command, facts, turns) => (command.type === 'Sweep' ? undefined : backend.send(command, facts, turns))
      }
    }
    await shares.conformance(byItself(send), { seed: 1, numRuns: 200, expiresByItself: true })
    await backupPolicies.conformance(byItself(sendToProjects), { seed: 1, numRuns: 200, expiresByItself: true })
  })

  test('and is found out where it does so at 47 h, or keeps it beyond 96 h', async () => {
    for (const hours of [47, 97]) {
      const window = { floorMs: hours * hourMs, ceilingMs: hours * hourMs }
      const backend = backendOf(
        believing<resourceSharing.ResourceShareState, Facts>((facts) => ({ ...facts, retention: window }))(send)
      )
      const byItself: ShareBackend = {
        ...backend,
        send: (command, facts, turns) => {
          backend.send({ type: 'Sweep' }, facts, turns)
          return command.type === 'Sweep' ? undefined : backend.send(command, facts, turns)
        }
      }
      await failureOf(shares.conformance(byItself, { seed: 1, expiresByItself: true }))
    }
  })
})

describe('what is no answer', () => {
  test.each([
    ['a text', () => 'ok'],
    ['no verdict', () => ({ reply: {} })],
    ['an error without a code', (answer: AnyResult) => (answer.ok ? answer : { ok: false, error: {} })],
    [
      'an error with an empty message',
      (answer: AnyResult) => (answer.ok ? answer : { ok: false, error: { ...answer.error, message: '' } })
    ],
    [
      'a reply without its request id',
      (answer: AnyResult) => (answer.ok ? { ok: true, reply: { ...fieldsOf(answer.reply), RequestId: '' } } : answer)
    ]
  ])('%s', async (_, change) => {
    const { difference } = await failureOf(shares.conformance(answeringWith(change), few))
    expect(difference).toMatch(/^expected /)
  })

  test('what is thrown', async () => {
    const broken: ShareBackend = { reset: () => {}, send: () => Promise.reject(new TypeError('no route to host')) }
    const { difference, calls } = await failureOf(shares.conformance(broken, few))
    expect(difference).toBe('expected an answer; it threw TypeError: no route to host')
    expect(calls).toHaveLength(1)
  })

  test.each([undefined, null])('where %s is the answer to everything, nothing was compared', async (nothing) => {
    const backend = { reset: () => {}, send: () => nothing }
    await expect(shares.conformance(backend, few)).rejects.toThrow('there was no answer to any call')
    await expect(shares.race(backend, few)).rejects.toThrow('there was no answer to any call')
  })

  test('where all is refused, as it should be, nothing was compared either', async () => {
    const backend = backendOf(send)
    const onlyAccept: ShareBackend = {
      reset: () => backend.reset(),
      send: (command, facts, turns) =>
        command.type === 'AcceptResourceShareInvitation' ? backend.send(command, facts, turns) : undefined
    }
    await expect(shares.conformance(onlyAccept, few)).rejects.toThrow('no call was ever accepted')
    await expect(shares.race(onlyAccept, few)).rejects.toThrow('no call was ever accepted')
  })

  test('a backend that reset does not reset is told so', async () => {
    const backend = backendOf(send)
    const { message } = await failureOf(shares.conformance({ ...backend, reset: () => {} }, few))
    expect(message).toMatch(/reset\(\) must leave nothing behind|in answer to the last of/)
  })
})

describe('options', () => {
  test.each<[object, string]>([
    [{ numruns: 5 }, 'there is no option "numruns"; there are numRuns, '],
    [{ ignoring: ['SignalRejected', 'Nope'] }, 'ignoring: there is no code "Nope"']
  ])('that are none are refused: %j', async (options, message) => {
    await expect(shares.conformance(backendOf(send), options)).rejects.toThrow(message)
    await expect(backupPolicies.race(backendOf(sendToProjects), { ...options })).rejects.toThrow(TypeError)
  })

  test('messages are compared where they are documented, and only there', async () => {
    const inOwnWords = (origin: string) =>
      answeringWith((answer) => {
        if (answer.ok) return answer
        const { code } = answer.error
        const { message, ...error } = errors[code as keyof typeof errors]
        return { ok: false, error: { code, message: error.origin === origin ? 'In my words.' : message } }
      })
    const { codes } = await shares.conformance(inOwnWords('library'), { ...few, sameMessages: true })
    expect(codes).toHaveProperty('SignalRejected')
    const { difference } = await failureOf(shares.conformance(inOwnWords('documented'), { ...few, sameMessages: true }))
    expect(difference).toMatch(/^expected error\.message to be ".+"; it is "In my words\."$/)
  })

  test('a fact that is null is never there', async () => {
    const directories = new Set<unknown>()
    const backend = backendOf(send)
    await shares.conformance(
      {
        reset: () => backend.reset(),
        send: (command, facts, turns) => {
          directories.add(facts.directory)
          return backend.send(command, facts, turns)
        }
      },
      { ...few, facts: { directory: null } }
    )
    expect([...directories]).toStrictEqual([undefined])
  })

  test('codes that are ignored are not met', async () => {
    const strange = answering<resourceSharing.ResourceShareState, Facts>((result) =>
      !result.ok && result.error.code === 'SignalRejected' ? { ok: true, reply: {} } : result
    )
    await failureOf(shares.conformance(backendOf(strange(send)), { seed: 1 }))
    const { codes } = await shares.conformance(backendOf(strange(send)), { seed: 1, ignoring: ['SignalRejected'] })
    expect(codes).not.toHaveProperty('SignalRejected')
  })

  test('facts that are fixed are those of every call', async () => {
    const seen = new Set<string>()
    const backend = backendOf(send)
    const facts = { directory: { id: 'rd-mine', managementAccountId: 'x', memberIds: [] }, limits: { sharesPerAccount: 3 } }
    await shares.conformance(
      {
        ...backend,
        send: (command, given, turns) => {
          seen.add(JSON.stringify([given.directory, given.limits]))
          return backend.send(command, given, turns)
        }
      },
      { ...few, facts }
    )
    expect([...seen]).toStrictEqual([JSON.stringify([facts.directory, facts.limits])])
  })

  test('the same seed gives the same histories, and not more calls than asked for', async () => {
    const lengths = async (seed: number, maxCalls?: number) => {
      const counted: number[] = []
      const backend = backendOf(send)
      await shares.conformance(
        {
          reset: () => {
            counted.push(0)
            return backend.reset()
          },
          send: (...args) => {
            counted[counted.length - 1] = (counted.at(-1) ?? 0) + 1
            return backend.send(...args)
          }
        },
        { numRuns: 50, seed, ...(maxCalls !== undefined && { maxCalls }) }
      )
      return counted
    }
    const probes = 4
    expect(await lengths(7)).toStrictEqual(await lengths(7))
    expect(await lengths(7)).not.toStrictEqual(await lengths(8))
    expect(Math.max(...(await lengths(7, 5)))).toBeLessThanOrEqual(5 + probes)
    expect(Math.max(...(await lengths(7, 1)))).toBe(1 + probes)
  })
})
