/** What a nonconformance tells: a scenario with the answers that are right, and no more than is needed to show what is wrong. */
import { describe, expect, test } from 'vitest'
import { fieldsOf } from '../../src/decider/values.ts'
import { run } from '../../src/hosting/scenarios/run.ts'
import { parseScenario } from '../../src/hosting/scenarios/scenario.ts'
import { systems } from '../../src/hosting/scenarios/systems.ts'
import type { resourceSharing } from '../../src/index.ts'
import { answerDifference } from '../../src/testing/answers.ts'
import { send as sendToProjects } from '../../src/testing/backup-policies/model.ts'
import type { Backend } from '../../src/testing/conformance.ts'
import { backupPolicies, resourceSharing as shares } from '../../src/testing/index.ts'
import type { AnyResult } from '../../src/testing/model.ts'
import { send } from '../../src/testing/resource-sharing/model.ts'
import { resourceIds } from '../../src/testing/resource-sharing/requests.ts'
import { wrongBackends as wrongPolicies } from './backup-policies/wrong-backends.ts'
import { ownShareService } from './own-services.ts'
import { wrongBackends } from './resource-sharing/wrong-backends.ts'
import { answering, backendOf, failureOf } from './wrong.ts'

type Facts = resourceSharing.Facts
type ShareBackend = Backend<Facts>

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

  test('a page that leaves a record out is told as that, in few calls', async () => {
    const backend = ownShareService()
    const skipping: ShareBackend = {
      ...backend,
      send: async (command, facts, turns) => {
        const answer = await backend.send(command, facts, turns)
        const { NextToken } = fieldsOf(command.request)
        const reply = fieldsOf(fieldsOf(answer).reply)
        const { ResourceShareAssociations: shown } = reply
        if (typeof NextToken !== 'string' || NextToken === '' || !Array.isArray(shown)) return answer
        return { ok: true, reply: { ...reply, ResourceShareAssociations: shown.slice(1) } }
      }
    }
    const { difference, calls } = await failureOf(shares.conformance(skipping, { seed: 1 }))
    expect(difference).toMatch(/^expected reply\.ResourceShareAssociations to be a list of \d+; it has \d+$/)
    const types = calls.map(({ command }) => command.type)
    expect(types.length).toBeLessThanOrEqual(6)
    expect(types.slice(-2)).toStrictEqual(['ListResourceShareAssociations', 'ListResourceShareAssociations'])
  })

  test('with nothing needless in lists', async () => {
    const blind = answering<resourceSharing.ResourceShareState, Facts>((result, { type, request }) => {
      const { Resources } = fieldsOf(request)
      const isMeant = type === 'AssociateResourceShare' && Array.isArray(Resources) && result.ok
      return isMeant && Resources.some((entry) => fieldsOf(entry).ResourceId === resourceIds[1])
        ? { ok: false, error: { code: 'NoSuchThing' } }
        : result
    })
    const { calls } = await failureOf(shares.conformance(backendOf(blind(send)), { seed: 1 }))
    const [, associate] = calls
    expect(calls).toHaveLength(2)
    expect(associate?.command.request).toStrictEqual({
      ResourceShareId: expect.any(String),
      Resources: [{ ResourceId: resourceIds[1], ResourceType: expect.any(String) }]
    })
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
          return answerDifference(wanted as AnyResult, got, { ownWords: [], sameMessagesOf: [] }) !== undefined
        })
      }
      expect(isWrong(calls)).toBe(true)
      for (const at of calls.keys()) expect(isWrong(calls.toSpliced(at, 1)), `without call ${at + 1}`).toBe(false)
    }
  )
})
