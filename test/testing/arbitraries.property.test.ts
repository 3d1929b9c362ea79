/** Arbitrary values of both systems and of the lifecycle: states come from events, times go on, and everything there is comes up. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backupPolicies, lifecycle, resourceSharing } from '../../src/index.ts'
import * as kit from '../../src/testing/index.ts'

const shares = kit.resourceSharing.arbitraries
const policies = kit.backupPolicies.arbitraries

const systems = [
  ['Resource Sharing', resourceSharing, shares],
  ['backup policies', backupPolicies, policies]
] as const

describe.each(systems)('%s', (_, system, arbitraries) => {
  const { initialState, evolveAll, serialize, deserialize, associations } = system as typeof resourceSharing
  const { reached, history, state, event, facts } = arbitraries as typeof shares

  test('a state that is reached is what its events make of nothing, and can be stored', () => {
    fc.assert(
      fc.property(reached, ({ state: given, events, facts: last, calls }) => {
        const text = serialize(given)
        expect(serialize(evolveAll(initialState, events))).toBe(text)
        expect(deserialize(text)).toMatchObject({ ok: true })
        expect(last.now).toBe(calls.at(-1)?.facts.now)
        expect([...associations(given, last)].length).toBeGreaterThanOrEqual(0)
      })
    )
  })

  test('what is reached is worth looking at: every status comes up, and most states hold something', () => {
    const statuses = new Set<string>()
    let empty = 0
    fc.assert(
      fc.property(reached, ({ state: given, facts: last }) => {
        const found = [...associations(given, last)]
        empty += found.length === 0 ? 1 : 0
        for (const { status } of found) statuses.add(status)
      }),
      { numRuns: 400 }
    )
    expect(empty).toBeLessThan(200)
    const asynchronous = system === resourceSharing ? ['Associating', 'Disassociating', 'Failed'] : []
    expect([...statuses].sort()).toStrictEqual(['Associated', 'Disassociated', ...asynchronous].sort())
  })

  test('in a history time goes on, and seldom back; each call has a request id of its own, and all of it is JSON', () => {
    let on = 0
    let back = 0
    fc.assert(
      fc.property(history(30), (calls) => {
        const times = calls.map((call) => call.facts.now)
        for (const [at, time] of times.slice(1).entries()) {
          if (time > (times[at] ?? 0)) on += 1
          if (time < (times[at] ?? 0)) back += 1
        }
        expect(new Set(calls.map((call) => call.facts.requestId)).size).toBe(calls.length)
        for (const { command, facts: known } of calls)
          expect(fc.stringify(JSON.parse(JSON.stringify([command, known])))).toBe(fc.stringify([command, known]))
      })
    )
    expect(back).toBeGreaterThan(0)
    expect(on).toBeGreaterThan(5 * back)
  })

  test('states, events and facts by themselves', () => {
    fc.assert(
      fc.property(state, event, facts, (given, happened, known) => {
        expect([...associations(given, known)]).toBeInstanceOf(Array)
        expect(typeof serialize(evolveAll(given, [happened]))).toBe('string')
      })
    )
  })
})

test('requests that break several rules are refused as those that break the first of them', () => {
  const met = new Map<string, number>()
  fc.assert(
    fc.property(shares.messyCommand, (command) => {
      const facts = { now: 1, requestId: 'r', accountId: shares.owner, directory: shares.directory }
      const { result, state } = resourceSharing.apply(resourceSharing.initialState, command, facts)
      if (!result.ok) expect(state).toBe(resourceSharing.initialState)
      const code = result.ok ? 'ok' : result.error.code
      met.set(code, (met.get(code) ?? 0) + 1)
    }),
    { numRuns: 2_000 }
  )
  for (const code of [
    'ok',
    'InvalidParameter.Resources.Duplicate',
    'InvalidParameter.Resources.Length',
    'InvalidParameter.Targets'
  ])
    expect(met.get(code), code).toBeGreaterThan(0)
})

test('requests of policies that break several rules are refused as those that break one of them', () => {
  const met = new Map<string, number>()
  const some = fc.constantFrom(...fc.sample(policies.reached, { numRuns: 40, seed: 1 }))
  fc.assert(
    fc.property(some, policies.messyCommand, ({ state, facts }, command) => {
      const { result, state: next } = backupPolicies.apply(state, command, facts)
      if (!result.ok) expect(next).toBe(state)
      const code = result.ok ? `ok ${command.type}` : result.error.code
      met.set(code, (met.get(code) ?? 0) + 1)
    }),
    { numRuns: 2_000 }
  )
  for (const code of ['ok AssociateResources', '.0102', '.0205', '.0207', '.0209', '.0211', '.0221', '.1400'])
    expect(met.get(code.replace(/^\./, 'AutoBackup.')), code).toBeGreaterThan(3)
})

test('queries of policies are answered, and broken ones are refused with the code of the rule', () => {
  const { listBackupPolicies, listResources } = backupPolicies
  const { listRequest, listResourcesRequest, brokenListRequest, brokenListResourcesRequest } = policies
  fc.assert(
    fc.property(policies.reached, listRequest, listResourcesRequest, ({ state, facts }, request, other) => {
      expect([listBackupPolicies(state, request, facts).ok, listResources(state, other, facts).ok]).toStrictEqual([true, true])
    }),
    { numRuns: 50 }
  )
  fc.assert(
    fc.property(policies.facts, brokenListRequest, brokenListResourcesRequest, (facts, one, other) => {
      const { initialState } = backupPolicies
      expect(listBackupPolicies(initialState, one.request, facts)).toMatchObject({ ok: false, error: { code: one.code } })
      expect(listResources(initialState, other.request, facts)).toMatchObject({ ok: false, error: { code: other.code } })
    })
  )
})

test('by type: events, replies, commands and requests are of the type that is asked for', () => {
  const few = { numRuns: 10 }
  fc.assert(
    fc.property(shares.eventOf('TargetInvited'), policies.eventOf('AssociationExpired'), (one, other) => {
      expect([one.type, other.type]).toStrictEqual(['TargetInvited', 'AssociationExpired'])
    }),
    few
  )
  fc.assert(
    fc.property(shares.replyTo('AssociateResourceShare'), policies.replyTo('DisassociateResources'), (one, other) => {
      expect(one.ResourceShareAssociations).toBeInstanceOf(Array)
      expect(Object.keys(other).sort()).toStrictEqual(['fail_resources', 'success_resources'])
    }),
    few
  )
  fc.assert(
    fc.property(shares.commandOf('DeleteResourceShare'), policies.requestOf('AssociateResources'), (one, other) => {
      expect(one.type).toBe('DeleteResourceShare')
      expect(typeof other.backup_policy_id).toBe('string')
    }),
    few
  )
})

test('whole unions: every command, signal and sweep comes up', () => {
  const types = (commands: fc.Arbitrary<{ readonly type: string }>) =>
    new Set(fc.sample(commands, { numRuns: 2_000, seed: 1 }).map(({ type }) => type))
  const signals = ['AssociationSucceeded', 'AssociationFailed', 'DisassociationSucceeded', 'DisassociationFailed']
  expect(types(shares.command)).toStrictEqual(new Set([...Object.keys(shares.rules), ...signals, 'Sweep']))
  expect(types(policies.command)).toStrictEqual(new Set([...Object.keys(policies.rules), 'Sweep']))
})

describe('the lifecycle', () => {
  const { step } = lifecycle

  test('a life begins with an association, and time goes on', () => {
    fc.assert(
      fc.property(kit.lifecycle.life, (life) => {
        expect(life[0]?.event).toStrictEqual({ type: 'associate' })
        const times = life.map(({ now }) => now)
        expect(times).toStrictEqual([...times].sort((one, other) => one - other))
      })
    )
  })

  test('every standing comes up among records, and every event with them', () => {
    const standings = new Set<string>()
    const types = new Set<string>()
    fc.assert(
      fc.property(kit.lifecycle.record, kit.lifecycle.event, fc.nat(), (record, event, laterMs) => {
        standings.add(`${record.status}${record.failedOperation ?? ''}`)
        types.add(event.type)
        const stepped = step(record, event, record.updateTime + laterMs)
        expect(stepped.ok || stepped.error.code === 'SignalRejected').toBe(true)
      }),
      { numRuns: 2_000 }
    )
    expect(standings).toStrictEqual(
      new Set(['Associating', 'Associated', 'Disassociating', 'Disassociated', 'FailedAssociate', 'FailedDisassociate'])
    )
    expect(types.size).toBe(8)
  })

  test('a window is one', () => {
    fc.assert(
      fc.property(kit.lifecycle.retention, ({ floorMs, ceilingMs }) => {
        expect(floorMs).toBeGreaterThanOrEqual(0)
        expect(ceilingMs).toBeGreaterThanOrEqual(floorMs)
      })
    )
  })
})
