/** What holds for every history of a project's policies: any commands, on any of them, at any times, across restarts. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Association, BackupPoliciesCommand, BackupPoliciesState, Facts } from '../../src/backup-policies/index.ts'
import { backupPolicies } from '../../src/index.ts'
import {
  brokenCommand,
  type Fields,
  factsAt,
  history,
  historyWithBroken,
  hostileCommand,
  hostileRequest,
  moveClock,
  policy,
  policyIds,
  projects,
  type Step,
  volume,
  volumeIds
} from './arbitraries.ts'
import {
  association,
  codeOf,
  countsOf,
  creation,
  day,
  deletion,
  disassociation,
  factsOf,
  hour,
  must,
  partsOf,
  policyId,
  ready,
  recordOf,
  run,
  start,
  sweep,
  twoPolicies,
  volumeId
} from './support.ts'

const { apply, associations, deserialize, errors, evolve, evolveAll, initialState, nextDeadline, serialize } = backupPolicies

const runs = { numRuns: 200 }
type Applied = ReturnType<typeof apply>

const restart = (state: BackupPoliciesState): BackupPoliciesState => {
  const read = deserialize(serialize(state))
  if (!read.ok) throw new Error(read.error.message)
  return read.state
}

/** Every record that is kept: before the beginning of time nothing has run out. */
const keptIn = (state: BackupPoliciesState): Association[] => [...associations(state, factsOf({ now: 0 }))]
const keyOf = ({ projectId, policyId: policy, entityId }: Association): string => `${projectId} ${policy} ${entityId}`
const recordsOf = (state: BackupPoliciesState) => new Map(keptIn(state).map((record) => [keyOf(record), record]))
const liveOf = (state: BackupPoliciesState): Association[] => keptIn(state).filter(({ status }) => status === 'Associated')
const deadlinesOf = (state: BackupPoliciesState): number[] =>
  keptIn(state).flatMap(({ expiresFrom, expiresBy }) => [expiresFrom, expiresBy].flatMap((time) => time ?? []))

type Seen = (before: BackupPoliciesState, applied: Applied, command: Fields, facts: Facts) => void

/** Runs a history and shows each step to the property; gives back where it led. */
const follow = (steps: readonly Step[], seen: Seen): BackupPoliciesState => {
  let state = initialState
  let now = start
  for (const step of steps) {
    now = moveClock(now, step.clock, deadlinesOf(state))
    const facts = factsAt(step, now)
    const applied = run(state, step.command, facts)
    seen(state, applied, step.command, facts)
    state = step.isRestarted ? restart(applied.state) : applied.state
  }
  return state
}
const holds = (seen: Seen, steps = history(30)): void => {
  fc.assert(
    fc.property(steps, (given) => {
      follow(given, seen)
    }),
    runs
  )
}

const isOfResources = ({ type }: Fields): boolean => type === 'AssociateResources' || type === 'DisassociateResources'

/** The ids of a well-formed request, each at its first place. */
const distinctIds = (command: Fields): string[] => {
  const { resources } = command.request as { readonly resources: readonly { readonly resource_id: string }[] }
  return [...new Set(resources.map(({ resource_id }) => resource_id.toLowerCase()))]
}

test('success and failure part the distinct ids of the request, each in its order', () => {
  holds((_, applied, command) => {
    if (!isOfResources(command) || !applied.result.ok) return
    const { success_resources, fail_resources, failures } = partsOf(applied)
    const [succeeded, failed] = [success_resources, fail_resources].map((part) => part.map(({ resource_id }) => resource_id))
    const ids = distinctIds(command)
    expect(succeeded).toStrictEqual(ids.filter((id) => !failed?.includes(id)))
    expect(failed).toStrictEqual(ids.filter((id) => !succeeded?.includes(id)))
    expect(failures.map(({ resource_id }) => resource_id)).toStrictEqual(failed)
    const reason = command.type === 'AssociateResources' ? 'PolicyFull' : 'NotAssociated'
    for (const failure of failures) expect(failure.reason).toBe(reason)
  })
})

test('what succeeded is so in the state, what failed is not, and no resource that was not named has changed', () => {
  holds((before, applied, command, { projectId }) => {
    if (!isOfResources(command) || !applied.result.ok) return
    const request = command.request as Readonly<Record<string, string>>
    const isToBeLive = command.type === 'AssociateResources'
    const policy = (request.backup_policy_id ?? request.policy_id)?.toLowerCase()
    const { success_resources, fail_resources } = partsOf(applied)
    const live = liveOf(applied.state).filter((record) => record.projectId === projectId && record.policyId === policy)
    const isLive = (id: string): boolean => live.some(({ entityId }) => entityId === id)
    for (const { resource_id } of success_resources) expect(isLive(resource_id)).toBe(isToBeLive)
    for (const { resource_id } of fail_resources) expect(isLive(resource_id)).toBe(false)

    const named = new Set(success_resources.map(({ resource_id }) => resource_id))
    // Associating may end the resource in another policy; disassociating touches none but its own.
    const isOther = (record: Association): boolean =>
      !named.has(record.entityId) || record.projectId !== projectId || (!isToBeLive && record.policyId !== policy)
    const [was, is] = [before, applied.state].map((state) => keptIn(state).filter(isOther).map(keyOf).sort())
    expect(is).toStrictEqual(was)
    for (const [key, record] of recordsOf(applied.state)) if (isOther(record)) expect(record).toBe(recordsOf(before).get(key))
  })
})

test('a resource is never live in two policies of a project, and only in one that is there; one record an identity', () => {
  holds((_, { state }) => {
    const live = liveOf(state)
    expect(new Set(live.map(({ projectId, entityId }) => `${projectId} ${entityId}`)).size).toBe(live.length)
    expect(recordsOf(state).size).toBe(keptIn(state).length)
    for (const { projectId, policyId: policy } of live) expect(Object.keys(countsOf(state, { projectId }))).toContain(policy)
  }, history(40))
})

test('by its events alone, too, a resource has left one policy before it is in another', () => {
  fc.assert(
    fc.property(history(30), (steps) => {
      const policiesOf = new Map<string, Set<string>>()
      let state = initialState
      let now = start
      for (const step of steps) {
        now = moveClock(now, step.clock, [])
        const applied = apply(state, step.command as never, factsAt(step, now))
        state = applied.state
        for (const event of applied.events) {
          if (!('entityId' in event)) continue
          const key = `${event.projectId} ${event.entityId}`
          const policies = policiesOf.get(key) ?? new Set()
          policiesOf.set(key, policies)
          if (event.type === 'AssociationStarted') expect([...policies]).toStrictEqual([])
          if (event.type === 'AssociationStarted') policies.add(event.policyId)
          if (event.type === 'DisassociationSucceeded') expect(policies.delete(event.policyId)).toBe(true)
        }
        const live = liveOf(state).map(({ projectId, entityId, policyId: id }) => [`${projectId} ${entityId}`, id])
        const told = [...policiesOf].flatMap(([key, ids]) => [...ids].map((id) => [key, id]))
        expect(live.sort()).toStrictEqual(told.sort())
      }
    }),
    runs
  )
})

test('a policy that is being executed, or is the default one, takes resources and gives them up all the same', () => {
  holds((before, applied, command, facts) => {
    if (!isOfResources(command)) return
    const { executingPolicyIds: _, defaultPolicyId: __, ...others } = facts
    const either = run(before, command, { ...others, executingPolicyIds: [...policyIds], defaultPolicyId: policyIds[0] })
    expect([either.result, either.events]).toStrictEqual([applied.result, applied.events])
  })
})

test('a policy that is being executed, or is the default one, is not deleted, in whatever case its id is given', () => {
  const state = policyIds.reduce((made, id) => must(made, creation(id)), initialState)
  fc.assert(
    fc.property(policy, fc.array(policy, { maxLength: 3 }), fc.option(policy, { nil: undefined }), (id, executing, byDefault) => {
      const isSame = (other: string | undefined): boolean => other?.toLowerCase() === id.toLowerCase()
      const allowed = executing.some(isSame) ? 'AutoBackup.0225' : 'ok'
      const facts = { executingPolicyIds: executing, ...(byDefault !== undefined && { defaultPolicyId: byDefault }) }
      expect(codeOf(state, deletion(id), facts)).toBe(isSame(byDefault) ? 'AutoBackup.0100' : allowed)
    }),
    runs
  )
})

test('a move ends the resource in the old policy and starts it in the new one, in one decision', () => {
  const place = fc.record({ id: fc.constantFrom(...volumeIds), policy: fc.constantFrom(...policyIds) })
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 20 }), (places) => {
      let state = policyIds.reduce((made, id) => must(made, creation(id)), initialState)
      const expected = new Map<string, string>()
      for (const { id, policy } of places) {
        const old = expected.get(id)
        const { events, state: next } = run(state, association([id], policy))
        const told = events.map((event) => [event.type, event.policyId])
        const ended = [
          ['DisassociationStarted', old],
          ['DisassociationSucceeded', old]
        ]
        const begun = [
          ['AssociationStarted', policy],
          ['AssociationSucceeded', policy]
        ]
        expect(told).toStrictEqual(old === policy ? [] : [...(old === undefined ? [] : ended), ...begun])
        if (old !== undefined && old !== policy) expect(recordOf(next, id, old)?.status).toBe('Disassociated')
        expected.set(id, policy)
        state = next
        expect(new Map(liveOf(state).map((record) => [record.entityId, record.policyId]))).toStrictEqual(expected)
      }
    }),
    runs
  )
})

test('a repeat changes nothing and is the same reference; of a disassociation it reports every resource as failed', () => {
  holds((_, applied, command, facts) => {
    if (!applied.result.ok) return
    const again = run(applied.state, command, facts)
    expect(again.state).toBe(applied.state)
    expect(again.events).toStrictEqual([])
    if (command.type === 'AssociateResources') expect(again.result).toStrictEqual(applied.result)
    if (command.type !== 'DisassociateResources') return
    const { success_resources, failures } = partsOf(again)
    expect(success_resources).toStrictEqual([])
    expect(failures).toStrictEqual(distinctIds(command).map((resource_id) => ({ resource_id, reason: 'NotAssociated' })))
  })
})

test('a refusal is one of the catalogue, has no events, and leaves the very same state', () => {
  const catalogue: Readonly<Record<string, object>> = errors
  let refused = 0
  holds((before, { result, events, state }) => {
    if (result.ok) return
    refused += 1
    expect(state).toBe(before)
    expect(events).toStrictEqual([])
    expect(catalogue[result.error.code]).toMatchObject(result.error)
  }, historyWithBroken(30))
  expect(refused).toBeGreaterThan(runs.numRuns)
})

describe('a malformed request changes nothing', () => {
  const broken = [
    [null, 'AutoBackup.0209'],
    ['x', 'AutoBackup.0209'],
    [{}, 'AutoBackup.0209'],
    [{ resource_id: '', resource_type: 'volume' }, 'AutoBackup.0209'],
    [{ resource_id: volumeId, resource_type: 'volume', note: '<' }, 'AutoBackup.0221'],
    [{ resource_id: `${volumeId}0`, resource_type: 'volume' }, 'AutoBackup.1400'],
    [{ resource_id: 7, resource_type: 'volume' }, 'AutoBackup.1400'],
    [{ resource_id: volumeId, resource_type: 'server' }, 'AutoBackup.0211'],
    [{ resource_id: volumeId }, 'AutoBackup.0211']
  ] as const
  const state = ready(volumeIds.slice(0, 3))
  const ids = fc.array(volume, { minLength: 1, maxLength: 4 })

  test('however many good entries are beside the bad one', () => {
    fc.assert(
      fc.property(ids, ids, fc.constantFrom(...broken), fc.boolean(), (before, after, [entry, code], isMove) => {
        for (const { type, request } of [association(before, isMove ? policyIds[1] : policyId), disassociation(before)]) {
          // Disassociation has no resource_type.
          if (type === 'DisassociateResources' && code === 'AutoBackup.0211') continue
          const more = after.map((resource_id) => ({ resource_id, resource_type: 'volume' }))
          const given = { type, request: { ...request, resources: [...request.resources, entry, ...more] } }
          const { result, events, state: next } = run(state, given)
          expect(result.ok ? 'ok' : result.error.code).toBe(code)
          expect(events).toStrictEqual([])
          expect(next).toBe(state)
        }
      }),
      runs
    )
  })

  test('the first broken rule is told, whatever else is broken: each check runs over the whole list before the next', () => {
    const order = ['AutoBackup.0209', 'AutoBackup.0221', 'AutoBackup.1400', 'AutoBackup.0211'] as const
    const entries = fc.array(fc.constantFrom(...broken), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(entries, fc.constantFrom('', undefined, null, 'x'), (given, policy) => {
        const request = { backup_policy_id: policy, resources: given.map(([entry]) => entry) }
        const codes = given.map(([, code]) => code)
        const { result, state: next } = run(state, { type: 'AssociateResources', request })
        expect(result.ok ? 'ok' : result.error.code).toBe(order.find((code) => codes.includes(code)))
        expect(next).toBe(state)
      }),
      runs
    )
  })

  test('whatever is broken', () => {
    const told = { ok: 0, refused: 0 }
    fc.assert(
      fc.property(brokenCommand, (given) => {
        const { result, events, state: next } = run(state, given)
        expect(next === state).toBe(events.length === 0)
        if (!result.ok) expect([next === state, events]).toStrictEqual([true, []])
        told[result.ok ? 'ok' : 'refused'] += 1
      }),
      { numRuns: 1_000 }
    )
    expect(told.refused).toBeGreaterThan(told.ok)
  })
})

test('policy_resource_count is the number of live resources, and never grows beyond the limit', () => {
  holds((before, { state }, _, facts) => {
    for (const projectId of projects) {
      const limit = facts.limits?.resourcesPerPolicy ?? 64
      const was = countsOf(before, { projectId })
      for (const [policy, count] of Object.entries(countsOf(state, { projectId }))) {
        const live = liveOf(state).filter((record) => record.projectId === projectId && record.policyId === policy)
        expect(count).toBe(live.length)
        expect(count).toBeLessThanOrEqual(Math.max(limit, was[policy] ?? 0))
      }
    }
  })
})

test('a project sees and changes nothing of another', () => {
  holds((before, { state }, command, { projectId, now }) => {
    for (const other of projects) {
      if (other === projectId) continue
      const facts = factsOf({ projectId: other, now })
      expect(backupPolicies.listBackupPolicies(state, {}, facts)).toStrictEqual(
        backupPolicies.listBackupPolicies(before, {}, facts)
      )
      // A sweep is the system's, and does what is due of all.
      if (command.type === 'Sweep') continue
      expect(backupPolicies.listResources(state, {}, facts)).toStrictEqual(backupPolicies.listResources(before, {}, facts))
    }
  })
})

describe('expiry', () => {
  const shownOf = (state: BackupPoliciesState, now: number): number[] => {
    const facts = factsOf({ now })
    const [all, one] = [{}, { policy_id: policyId }].map((request) => backupPolicies.listResources(state, request, facts))
    return [all, one]
      .map((listed) => (listed?.ok ? listed.reply.resources.length : -1))
      .concat([...associations(state, facts)].length)
  }
  const window = fc.tuple(fc.nat(5 * day), fc.nat(5 * day)).map(([floorMs, more]) => ({ floorMs, ceilingMs: floorMs + more }))
  const windows = fc.oneof(window, fc.constantFrom(undefined, { floorMs: 0, ceilingMs: 0 }, { floorMs: hour, ceilingMs: hour }))

  test('before the floor the record is there; from the floor a sweep deletes it; at the ceiling nobody sees it', () => {
    fc.assert(
      fc.property(windows, fc.nat(9 * day), fc.boolean(), (retention, pause, isRestarted) => {
        const { floorMs, ceilingMs } = retention ?? { floorMs: 48 * hour, ceilingMs: 96 * hour }
        const closed = start + pause
        const facts = { now: closed, ...(retention && { retention }) }
        const ended = must(ready(), disassociation([volumeId]), facts)
        const state = isRestarted ? restart(ended) : ended
        const [from, by] = [closed + floorMs, closed + ceilingMs]
        expect(nextDeadline(state)).toBe(from)

        for (const now of [closed, from - 1, from, by - 1, by, by + 100 * day]) {
          expect(shownOf(state, now)).toStrictEqual(now < by ? [1, 1, 1] : [0, 0, 0])
          const swept = run(state, sweep, { now })
          expect(shownOf(swept.state, closed)).toStrictEqual(now < from && closed < by ? [1, 1, 1] : [0, 0, 0])
          expect(swept.state === state).toBe(now < from)
          expect(nextDeadline(swept.state)).toBe(now < from ? from : undefined)
          expect(swept.events.map(({ type, at }) => [type, at])).toStrictEqual(now < from ? [] : [['AssociationExpired', now]])
          const again = run(swept.state, sweep, { now })
          expect(again.state).toBe(swept.state)
          // The window of the sweep's own facts is of no account.
          const other = run(state, sweep, { now, retention: { floorMs: 0, ceilingMs: 0 } })
          expect(serialize(other.state)).toBe(serialize(swept.state))
        }
      }),
      runs
    )
  })

  test('in any history: a sweep deletes all that is due and no more, nextDeadline says when, and readers need none', () => {
    holds((before, { state, events }, command, { now }) => {
      const was = recordsOf(before)
      const is = recordsOf(state)
      for (const [key, record] of was) if (!is.has(key)) expect(record.expiresFrom).toBeLessThanOrEqual(now)
      const expired = events.filter(({ type }) => type === 'AssociationExpired').length
      expect(expired).toBe(command.type === 'Sweep' ? was.size - is.size : 0)
      for (const { expiresBy } of associations(state, factsOf({ now })))
        expect(expiresBy ?? Number.POSITIVE_INFINITY).toBeGreaterThan(now)

      const froms = keptIn(state).flatMap(({ expiresFrom }) => expiresFrom ?? [])
      const deadline = nextDeadline(state)
      expect(deadline).toBe(froms.length === 0 ? undefined : Math.min(...froms))
      const swept = run(state, sweep, { now }).state
      expect(swept === state).toBe(deadline === undefined || deadline > now)
      expect(nextDeadline(swept) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(now)
      expect(run(swept, sweep, { now }).state).toBe(swept)
      expect(liveOf(swept)).toHaveLength(liveOf(state).length)
    })
  })

  test('policies that nobody touches any more, once deleted, leave nothing: the state is initialState again', () => {
    fc.assert(
      fc.property(history(20), (steps) => {
        let state = follow(steps, () => {})
        for (const projectId of projects)
          for (const policy of Object.keys(countsOf(state, { projectId })))
            state = must(state, deletion(policy), { projectId, now: start + 1_000 * day })
        expect(run(state, sweep, { now: start + 10_000 * day }).state).toBe(initialState)
      }),
      runs
    )
  })
})

test('UpdateTime never decreases and no deadline moves earlier, also when the clock goes back', () => {
  holds((before, { state }, _, { now, retention }) => {
    const was = recordsOf(before)
    for (const [key, record] of recordsOf(state)) {
      const old = was.get(key)
      if (record === old) continue
      // A record past its ceiling is none: what comes in its place is stamped later all the same.
      expect(record.updateTime).toBe(Math.max(now, old?.updateTime ?? now))
      expect(record.createTime).toBe(
        record.status === 'Associated' || old?.status !== 'Associated' ? record.updateTime : old.createTime
      )
      if (record.status === 'Associated') continue
      const { floorMs, ceilingMs } = retention ?? { floorMs: 48 * hour, ceilingMs: 96 * hour }
      expect([record.expiresFrom, record.expiresBy]).toStrictEqual([record.updateTime + floorMs, record.updateTime + ceilingMs])
      expect(old?.status).not.toBe('Disassociated')
    }
  })
})

test('evolve never refuses what decide decided: one by one or in one fold, the state is the same', () => {
  holds((before, { state, events }) => {
    let each = before
    for (const event of events) {
      const next = evolve(each, event)
      expect(next).not.toBe(each)
      each = next
    }
    const contentOf = (of: BackupPoliciesState) => [
      serialize(of),
      nextDeadline(of),
      ...projects.map((projectId) => countsOf(of, { projectId }))
    ]
    expect(contentOf(each)).toStrictEqual(contentOf(state))
    expect(contentOf(evolveAll(before, events))).toStrictEqual(contentOf(state))
    expect(contentOf(restart(state))).toStrictEqual(contentOf(state))
  })
})

test('a decision of which a host has stored the first events only is taken to its end by a repeat', () => {
  holds((before, applied, command, facts) => {
    for (let stored = 0; stored <= applied.events.length; stored += 1) {
      const half = restart(evolveAll(before, applied.events.slice(0, stored)))
      const live = keptIn(half).filter(({ status }) => status !== 'Disassociated')
      expect(new Set(live.map(({ projectId, entityId }) => `${projectId} ${entityId}`)).size).toBe(live.length)
      expect(serialize(run(half, command, facts).state)).toBe(serialize(applied.state))
    }
  }, history(20))
})

test('the same arguments give the same answer, and are left as they were', () => {
  holds((before, applied, command, facts) => {
    const given = JSON.stringify([command, facts, serialize(before)])
    const again = run(before, command, facts)
    expect([again.result, again.events, serialize(again.state)]).toStrictEqual([
      applied.result,
      applied.events,
      serialize(applied.state)
    ])
    if (command.type === 'DisassociateResources') {
      const request = command.request as Parameters<typeof backupPolicies.disassociateResources>[1]
      const named = backupPolicies.disassociateResources(before, request, facts)
      expect([named.result, named.events]).toStrictEqual([applied.result, applied.events])
    }
    expect(JSON.stringify([command, facts, serialize(before)])).toBe(given)
  })
})

describe('no input throws', () => {
  const state = ready(volumeIds.slice(0, 2))
  const codes: Readonly<Record<string, object>> = errors
  const isAnswered = (from: BackupPoliciesState, command: unknown): void => {
    const { result, state: next, events } = apply(from, command as BackupPoliciesCommand, factsOf())
    if (!result.ok) expect([next === from, codes[result.error.code] !== undefined]).toStrictEqual([true, true])
    expect(next === from).toBe(events.length === 0)
    expect(typeof serialize(next)).toBe('string')
  }

  test('as a command, as a request, or as the entries of a list', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSparseArray: true
    })
    const types = ['CreateBackupPolicy', 'AssociateResources', 'DisassociateResources', 'DeleteBackupPolicy', 'Sweep']
    const resources = fc.array(fc.oneof(anything, fc.record({ resource_id: anything, resource_type: anything })))
    const command = fc.oneof(
      anything,
      hostileCommand,
      fc.record({ type: fc.constantFrom(...types), policyId: anything, request: anything }),
      fc.record({
        type: fc.constantFrom(...types),
        request: fc.record({ policy_id: anything, backup_policy_id: anything, resources })
      }),
      fc.record({
        type: fc.constant('CreateBackupPolicy'),
        policyId: fc.constantFrom(...policyIds),
        request: fc.record({ backup_policy_name: fc.constant('plan'), scheduled_policy: anything })
      })
    )
    fc.assert(
      fc.property(command, (given) => {
        for (const from of [state, initialState]) isAnswered(from, given)
      }),
      { numRuns: 2_000 }
    )
  })

  test('as a query', () => {
    fc.assert(
      fc.property(hostileRequest, (given) => {
        const { listBackupPolicies, listResources } = backupPolicies
        for (const listed of [
          listBackupPolicies(state, given as Fields, factsOf()),
          listResources(state, given as Fields, factsOf())
        ])
          if (!listed.ok) expect(codes[listed.error.code]).toBeDefined()
          else expect(listed.reply).toBeTypeOf('object')
      }),
      { numRuns: 1_000 }
    )
  })

  test('however deep or long it is', () => {
    const many = Array.from({ length: 20_000 }, () => volumeId)
    let nested: unknown = '<'
    for (let depth = 0; depth < 200_000; depth += 1) nested = [nested]
    expect(codeOf(twoPolicies(), association(many))).toBe('ok')
    expect(codeOf(state, { type: 'DeleteBackupPolicy', request: { policy_id: policyId, nested } })).toBe('AutoBackup.0221')
    expect(codeOf(state, { type: 'CreateBackupPolicy', request: nested })).toBe('AutoBackup.0000')
  })
})
