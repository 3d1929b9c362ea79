/** The conformance suite itself: what it takes for an answer, what it leaves out, and what it reports. */
import { describe, expect, test } from 'vitest'
import { type Fields, fieldsOf } from '../../src/decider/values.ts'
import { run } from '../../src/hosting/cli/run.ts'
import { parseScenario } from '../../src/hosting/cli/scenario.ts'
import { systems } from '../../src/hosting/cli/systems.ts'
import type { resourceSharing } from '../../src/index.ts'
import { answerDifference } from '../../src/testing/answers.ts'
import { send as sendToProjects } from '../../src/testing/backup-policies/model.ts'
import type { Backend } from '../../src/testing/conformance.ts'
import { type AnyFacts, backupPolicies, Nonconformance, resourceSharing as shares } from '../../src/testing/index.ts'
import type { AnyResult, Model, Sent } from '../../src/testing/model.ts'
import { send } from '../../src/testing/resource-sharing/model.ts'
import { wrongBackends as wrongPolicies } from './backup-policies/wrong-backends.ts'
import { wrongBackends } from './resource-sharing/wrong-backends.ts'
import { answering, backendOf, believing } from './wrong.ts'

type Facts = resourceSharing.Facts
type ShareBackend = Backend<Facts>

const hourMs = 3_600_000
const few = { numRuns: 60, seed: 1 }

const failureOf = async (suite: Promise<unknown>): Promise<Nonconformance> => {
  const found = await suite.then(
    () => undefined,
    (error: unknown) => error
  )
  if (!(found instanceof Nonconformance)) throw new Error(`expected a nonconformance, got ${String(found)}`)
  return found
}

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

  test('leave fields out that are undefined, and have request ids and tokens of its own', async () => {
    let tokens = 0
    const known = new Map<unknown, string>()
    const backend = backendOf(send)
    await shares.conformance(
      {
        ...backend,
        send: ({ request, ...command }: Fields & { readonly type: string }, facts, turns) => {
          const { NextToken } = fieldsOf(request)
          const theirs = known.has(NextToken) ? { ...fieldsOf(request), NextToken: known.get(NextToken) } : request
          const answer = backend.send({ ...command, request: theirs }, facts, turns) as AnyResult
          const reply = fieldsOf(answer.ok ? answer.reply : undefined)
          if (!answer.ok || typeof reply.NextToken !== 'string') return answer
          tokens += 1
          known.set(`page ${tokens}`, reply.NextToken)
          return { ok: true, reply: { ...reply, RequestId: 'mine', NextToken: `page ${tokens}`, more: undefined } }
        }
      },
      { numRuns: 200, seed: 1 }
    )
    expect(tokens).toBeGreaterThan(10)
  })

  test('give its shares ids of its own, and still be asked for them', async () => {
    const backend = backendOf(send)
    let made = 0
    const ids = new Map<unknown, string>()
    const rename = (value: unknown, names: ReadonlyMap<unknown, string>): unknown =>
      JSON.parse(JSON.stringify(value ?? null), (_, text) => names.get(text) ?? text)
    await shares.conformance(
      {
        reset: () => {
          ids.clear()
          return backend.reset()
        },
        send: (command, facts, turns) => {
          if (typeof command.resourceShareId === 'string' && !ids.has(command.resourceShareId)) {
            made += 1
            ids.set(command.resourceShareId, `rs-mine-${made}`)
          }
          const inner = new Map([...ids].map(([ours, theirs]) => [theirs, String(ours)]))
          const answer = backend.send(rename(command, inner) as typeof command, facts, turns)
          return rename(answer, ids)
        }
      },
      { numRuns: 100, seed: 1 }
    )
    expect(made).toBeGreaterThan(50)
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
    await shares.conformance(byItself, { seed: 1, expiresByItself: true })
    await shares.race(byItself, { seed: 1, expiresByItself: true })
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
    await shares.conformance(byItself(send), { seed: 1, expiresByItself: true })
    await backupPolicies.conformance(byItself(sendToProjects), { seed: 1, expiresByItself: true })
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
    ['nothing', () => null],
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

  test('what is not offered is not compared, and the model is not asked for it', async () => {
    const { calls } = await shares.conformance({ reset: () => {}, send: () => undefined }, few)
    expect(calls).toBe(0)
  })

  test('a backend that reset does not reset is told so', async () => {
    const backend = backendOf(send)
    const { message } = await failureOf(shares.conformance({ ...backend, reset: () => {} }, few))
    expect(message).toMatch(/reset\(\) must leave nothing behind|in answer to the last of/)
  })
})

describe('options', () => {
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

describe('what is found is a scenario', () => {
  const wrongs = [
    [
      'resource-sharing',
      () => shares.conformance(backendOf(must(wrongBackends['deletes ended records at 47 h'])(send)), { seed: 1 })
    ],
    [
      'resource-sharing',
      () => shares.conformance(backendOf(must(wrongBackends['disassociates what is Associating'])(send)), { seed: 1 })
    ],
    [
      'backup-policies',
      () =>
        backupPolicies.conformance(backendOf(must(wrongPolicies['deletes ended records at 47 h'])(sendToProjects)), { seed: 1 })
    ]
  ] as const

  function must<T>(value: T | undefined): T {
    if (value === undefined) throw new Error('no such fault')
    return value
  }

  test.each(wrongs)('of %s that the command line replays, with the answers that are right', async (system, suite) => {
    const { scenario, calls, message, difference, seed } = await failureOf(suite())
    const parsed = parseScenario(JSON.parse(scenario), systems)
    if (!parsed.ok) throw new Error(parsed.fault.message)
    expect(parsed.system.name).toBe(system)
    const outcomes = run(parsed.scenario, parsed.system)
    const unmet = outcomes.flatMap((outcome) => ('unmet' in outcome ? outcome.unmet : []))
    expect(unmet).toStrictEqual([])
    expect(scenario).toContain('The backend answered')
    expect(message).toContain(difference)
    expect(message).toContain(`seed ${seed}`)
    expect(message.split('\n')).toHaveLength(1 + calls.length + 2)
  })

  test('given to whoever wants to keep it', async () => {
    const kept: string[] = []
    const fault = must(wrongBackends['loses the message of what failed'])
    const { scenario } = await failureOf(
      shares.conformance(backendOf(fault(send)), { seed: 1, onScenario: (text) => kept.push(text) })
    )
    expect(kept).toStrictEqual([scenario])
  })

  test.each(['deletes ended records at 47 h', 'lets anybody leave what cannot be left', 'gives the first page again and again'])(
    'without a needless call: %s',
    async (name) => {
      const backend = backendOf(must(wrongBackends[name])(send))
      const { calls } = await failureOf(shares.conformance(backend, { seed: 1 }))
      const isWrong = (some: readonly { readonly command: object; readonly facts: object }[]): boolean => {
        backend.reset()
        const right = backendOf(send)
        return some.some(({ command, facts }) => {
          const [wanted, got] = [right, backend].map((each) =>
            each.send(command as never, facts as never, { pause: async () => {} })
          )
          return answerDifference(wanted as AnyResult, got, { ownWords: [], sameMessages: false }) !== undefined
        })
      }
      expect(isWrong(calls)).toBe(true)
      for (const at of calls.keys()) expect(isWrong(calls.toSpliced(at, 1)), `without call ${at + 1}`).toBe(false)
    }
  )
})
