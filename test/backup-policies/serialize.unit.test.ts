/** Policies as text by example: what comes back is the same and goes on alike, and equal policies have the same text. */
import { describe, expect, test } from 'vitest'
import type { Association, BackupPoliciesState, Facts } from '../../src/backup-policies/index.ts'
import { backupPolicies } from '../../src/index.ts'
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
  otherPolicyId,
  otherProject,
  partsOf,
  policyId,
  project,
  ready,
  recordOf,
  run,
  schedule,
  start,
  sweep,
  twoPolicies,
  uuid,
  volume,
  volumeId
} from './support.ts'

const {
  associations,
  decide,
  deserialize,
  evolve,
  evolveAll,
  failedDisassociations,
  initialState,
  listBackupPolicies,
  listResources,
  nextDeadline,
  serialize
} = backupPolicies

const [v1, v2, v3] = [uuid(11), uuid(12), uuid(13)] as const
const lastTime = 8_640_000_000_000_000
const noWindow = { retention: { floorMs: 0, ceilingMs: 0 } }
const longWindow = { retention: { floorMs: 400 * day, ceilingMs: 1e300 } }
const asOther = { projectId: otherProject }
const weekly = {
  week_frequency: ['SAT', 'MON'],
  start_time: '23:59',
  status: 'OFF',
  rentention_day: 99_999,
  remain_first_backup_of_curMonth: 'Y'
}

const eventsOf = (state: BackupPoliciesState, command: unknown, facts: Partial<Facts> = {}) => {
  const decision = decide(command as never, state, factsOf(facts))
  if (!decision.ok) throw new Error(decision.error.code)
  return decision.events
}

/** A state of which a host has stored only the first few events of a decision. */
const partly = (state: BackupPoliciesState, command: unknown, count: number) => {
  const events = eventsOf(state, command)
  if (events.length <= count) throw new Error(`there are ${events.length} events only`)
  return evolveAll(state, events.slice(0, count))
}

const isReady = ready([v1, v2])
const ended = must(isReady, disassociation([v1]), { now: start + hour })
const moved = must(isReady, association([v1], otherPolicyId), { now: start + hour })
const emptied = must(isReady, deletion())
const move = association([v1, v2], otherPolicyId)

const halfway: readonly (readonly [string, BackupPoliciesState])[] = [
  ['half-way into a policy', partly(twoPolicies(), association([v1]), 1)],
  ['half-way into a policy again', partly(ended, association([v1]), 1)],
  ['half-way out of a policy', partly(isReady, disassociation([v1, v2]), 1)],
  ['one of two out of a policy, the other half-way', partly(isReady, disassociation([v1, v2]), 3)],
  ['moving, in neither policy', partly(isReady, move, 2)],
  ['moving, half-way into the new policy', partly(isReady, move, 3)],
  ['moving, the second half-way out', partly(isReady, move, 5)],
  ['deleting, all out, and the policy still there', partly(isReady, deletion(), 4)]
]

const states: readonly (readonly [string, BackupPoliciesState])[] = [
  ['nothing', initialState],
  ['an empty policy', must(initialState, creation())],
  ['two policies', twoPolicies()],
  ['a policy by days of the week', must(initialState, creation(policyId, { scheduled_policy: weekly }))],
  [
    'a policy with everything in its schedule',
    must(initialState, creation(policyId, { scheduled_policy: { ...weekly, ...schedule } }))
  ],
  ['associated', isReady],
  ['ended', ended],
  ['revived', must(ended, association([v1]), { now: start + 2 * hour })],
  ['moved', moved],
  ['moved and back', must(moved, association([v1]), { now: start + 2 * hour })],
  ['ended in both policies', must(moved, disassociation([v1], otherPolicyId), { now: start + 2 * hour })],
  ['a deleted policy with its records', emptied],
  ['records alone', must(emptied, deletion(otherPolicyId))],
  ['a deleted policy, made again', must(emptied, creation(), { now: start + day })],
  ['a deleted policy, made again by another project', must(emptied, creation(), asOther)],
  ['a window of the host’s own', must(isReady, disassociation([v1]), longWindow)],
  ['a window of no time', must(isReady, disassociation([v1]), noWindow)],
  ['an ended record past its ceiling', must(ended, creation(uuid(3)), { now: start + 200 * hour })],
  ['the same resource in two projects', must(must(isReady, creation(uuid(3)), asOther), association([v1, v2], uuid(3)), asOther)],
  ['a project without a name', must(initialState, creation(), { projectId: '' })],
  [
    'projects of any name',
    ['__proto__', 'a b', '漢\uD800"\\\0'].reduce(
      (state, projectId, at) => must(must(state, creation(uuid(at)), { projectId }), association([v1], uuid(at)), { projectId }),
      initialState
    )
  ],
  ['times between milliseconds', must(isReady, disassociation([v1]), { now: start + 1 / 3 })],
  ['the first time there is', must(must(initialState, creation(), { now: -lastTime }), association([v1]), { now: -lastTime })],
  ['the last time there is', must(isReady, disassociation([v1]), { now: lastTime, ...longWindow })],
  ['zero, and less than zero', must(must(initialState, creation(), { now: -0 }), association([v1]), { now: -0 })],
  ['an end after the clock stepped back', must(moved, disassociation([v1], otherPolicyId), { now: start - day })],
  [
    'more than the documented limits',
    must(
      Array.from({ length: 12 }, (_, at) => uuid(100 + at)).reduce(
        (state, id) => must(state, creation(id), { limits: { policiesPerProject: 12 } }),
        initialState
      ),
      association(
        Array.from({ length: 70 }, (_, at) => uuid(1_000 + at)),
        uuid(100)
      ),
      { limits: { resourcesPerPolicy: 70 } }
    )
  ],
  ...halfway
]

const read = (text: string): BackupPoliciesState => {
  const answer = deserialize(text)
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`)
  return answer.state
}

const byIdentity = (a: Association, b: Association) =>
  `${a.policyId} ${a.entityId} ${a.projectId}` < `${b.policyId} ${b.entityId} ${b.projectId}` ? -1 : 1

/** All that a reader can see of a state. */
const seen = (state: BackupPoliciesState, now: number) => ({
  text: serialize(state),
  deadline: nextDeadline(state),
  associations: [...associations(state, factsOf({ now }))].sort(byIdentity),
  stuck: failedDisassociations(state, factsOf({ now })),
  lists: [project, otherProject, ''].map((projectId) => [
    listBackupPolicies(state, {}, factsOf({ now, projectId })),
    listResources(state, {}, factsOf({ now, projectId })),
    listResources(state, { policy_id: policyId }, factsOf({ now, projectId }))
  ])
})

/** Commands of every kind, whether or not they fit. */
const commands: readonly (readonly [object, Partial<Facts>])[] = [
  [creation(), {}],
  [creation(uuid(4)), { limits: { policiesPerProject: 2 } }],
  [association([v1, v3]), {}],
  [association([v3, v2, v1], otherPolicyId), noWindow],
  [association([v3]), { limits: { resourcesPerPolicy: 2 } }],
  [association([v1], uuid(3)), asOther],
  [disassociation([v1, v3]), {}],
  [disassociation([v2, v1], otherPolicyId), longWindow],
  [disassociation([v1], uuid(3)), asOther],
  [deletion(), {}],
  [deletion(otherPolicyId), { executingPolicyIds: [policyId] }],
  [deletion(uuid(3)), asOther],
  [sweep, {}]
]

const times = [start, start + hour, start + 48 * hour, start + 96 * hour, start + 500 * day]

describe('what is read back', () => {
  test.each(states)('%s: has the same text, and is read and goes on alike', (_, state) => {
    const text = serialize(state)
    const restored = read(text)
    expect(serialize(restored)).toBe(text)
    for (const now of times) {
      expect(seen(restored, now)).toStrictEqual(seen(state, now))
      for (const [command, more] of commands) {
        const expected = run(state, command, { ...more, now })
        const applied = run(restored, command, { ...more, now })
        expect([applied.result, applied.events]).toStrictEqual([expected.result, expected.events])
        expect(seen(applied.state, now)).toStrictEqual(seen(expected.state, now))
        if (applied.events.length === 0) expect(applied.state).toBe(restored)
      }
    }
  })

  test.each(states)('%s: is frozen as the fold makes it', (_, state) => {
    const restored = read(serialize(state))
    const parts = [
      restored,
      ...restored.live,
      ...restored.ended,
      ...[...restored.policies].flatMap((policy) => [
        policy,
        policy.scheduledPolicy,
        ...(policy.scheduledPolicy.week_frequency ? [policy.scheduledPolicy.week_frequency] : [])
      ])
    ]
    expect(parts.filter((part) => !Object.isFrozen(part))).toStrictEqual([])
  })

  test('nothing is the initial state itself', () => {
    expect(read(serialize(initialState))).toBe(initialState)
    expect(serialize(initialState)).toBe(
      '{"format":"association-lifecycle/backup-policies","version":1,"policies":[],"associations":[]}'
    )
  })

  test('the text is JSON with the documented words, its fields in an order of their own', () => {
    const of = (policy: string, entityId: string) => ({
      projectId: project,
      policyId: policy,
      associationType: 'Resource',
      entityType: 'volume',
      entityId
    })
    expect(JSON.parse(serialize(moved))).toStrictEqual({
      format: 'association-lifecycle/backup-policies',
      version: 1,
      policies: [
        { projectId: project, policyId: otherPolicyId, policyName: 'plan02', scheduledPolicy: schedule, createTime: start },
        { projectId: project, policyId, policyName: 'plan01', scheduledPolicy: schedule, createTime: start }
      ],
      associations: [
        { ...of(otherPolicyId, v1), status: 'Associated', createTime: start + hour, updateTime: start + hour },
        {
          ...of(policyId, v1),
          status: 'Disassociated',
          createTime: start,
          updateTime: start + hour,
          expiresFrom: start + 49 * hour,
          expiresBy: start + 97 * hour
        },
        { ...of(policyId, v2), status: 'Associated', createTime: start, updateTime: start }
      ]
    })
    expect(serialize(must(initialState, creation(policyId, { scheduled_policy: weekly })))).toBe(
      `{"format":"association-lifecycle/backup-policies","version":1,"policies":[{"projectId":"${project}",` +
        `"policyId":"${policyId}","policyName":"plan01","scheduledPolicy":{"week_frequency":["SAT","MON"],` +
        '"start_time":"23:59","status":"OFF","rentention_day":99999,"remain_first_backup_of_curMonth":"Y"},' +
        `"createTime":${start}}],"associations":[]}`
    )
  })

  test('policies are in the order of their creation, then of their ids; associations in that of policy, then resource', () => {
    const first = must(initialState, creation(uuid(9)), { now: start - 1 })
    const state = must(must(must(first, creation(uuid(5))), creation(uuid(4))), association([v2, v1, v3], uuid(5)))
    const { policies, associations: kept } = JSON.parse(serialize(must(state, association([v1], uuid(9)))))
    expect(policies.map((policy: { policyId: string }) => policy.policyId)).toStrictEqual([uuid(9), uuid(4), uuid(5)])
    expect(kept.map((each: Association) => [each.policyId, each.entityId, each.status])).toStrictEqual([
      [uuid(5), v1, 'Disassociated'],
      [uuid(5), v2, 'Associated'],
      [uuid(5), v3, 'Associated'],
      [uuid(9), v1, 'Associated']
    ])
  })

  test('of records of two projects, for a policy’s id was used again, that of the lesser project is first', () => {
    const again = must(must(must(ready([v1]), deletion()), creation(), asOther), association([v1], policyId), asOther)
    expect(JSON.parse(serialize(again)).associations.map((each: Association) => [each.projectId, each.status])).toStrictEqual([
      [project, 'Disassociated'],
      [otherProject, 'Associated']
    ])
  })

  test('counts are counted again, each policy’s its own', () => {
    const restored = read(serialize(must(must(isReady, association([v3], otherPolicyId)), disassociation([v2]))))
    expect(countsOf(restored)).toStrictEqual({ [policyId]: 1, [otherPolicyId]: 1 })
    expect(countsOf(read(serialize(partly(isReady, move, 2))))).toStrictEqual({ [policyId]: 1, [otherPolicyId]: 0 })
    const limits = { resourcesPerPolicy: 2 }
    const { failures } = partsOf(run(restored, association([v2, volumeId]), { limits }))
    expect(failures).toStrictEqual([{ resource_id: volumeId, reason: 'PolicyFull' }])
  })

  test('deadlines are the records’ own, in their order', () => {
    const windows = [30, 10, 20].map((days) => ({ retention: { floorMs: days * day, ceilingMs: 40 * day } }))
    let state = read(
      serialize([v1, v2, v3].reduce((all, id, at) => must(all, disassociation([id]), windows[at]), ready([v1, v2, v3])))
    )
    for (const days of [10, 20, 30]) {
      expect(nextDeadline(state)).toBe(start + days * day)
      expect(run(state, sweep, { now: start + days * day - 1 }).state).toBe(state)
      state = read(serialize(must(state, sweep, { now: start + days * day })))
    }
    expect(nextDeadline(state)).toBe(undefined)
  })
})

describe('what was caught half-way', () => {
  const both = [policyId, otherPolicyId]
  const inPolicy = (state: BackupPoliciesState, id: string, policy: string) =>
    ['Associating', 'Associated', 'Disassociating'].includes(recordOf(state, id, policy)?.status ?? '')

  test.each(halfway)('%s: is brought to an end by disassociating', (_, state) => {
    const restored = read(serialize(state))
    for (const policy of both)
      for (const id of [v1, v2].filter((one) => inPolicy(restored, one, policy))) {
        const applied = run(restored, disassociation([id], policy))
        expect(partsOf(applied)).toStrictEqual({ success_resources: [{ resource_id: id }], fail_resources: [], failures: [] })
        // No event is there in vain.
        let current = restored
        for (const event of applied.events) {
          const next = evolve(current, event)
          expect(next).not.toBe(current)
          current = next
        }
        const record = recordOf(applied.state, id, policy)
        expect(record?.status).toBe('Disassociated')
        expect(record?.expiresFrom).toBe((record?.updateTime ?? 0) + 48 * hour)
        expect(countsOf(applied.state)[policy]).toBe((countsOf(restored)[policy] ?? 0) - 1)
      }
  })

  test.each(halfway)('%s: is brought to an end by associating, with either policy', (_, state) => {
    const restored = read(serialize(state))
    for (const policy of both) {
      const applied = run(restored, association([v1, v2], policy))
      expect(partsOf(applied)).toMatchObject({ success_resources: [volume(v1), volume(v2)], fail_resources: [] })
      const other = policy === policyId ? otherPolicyId : policyId
      expect(countsOf(applied.state)).toStrictEqual({ [policy]: 2, [other]: 0 })
      for (const id of [v1, v2]) {
        expect(recordOf(applied.state, id, policy)?.status).toBe('Associated')
        expect(inPolicy(applied.state, id, other)).toBe(false)
      }
      expect(serialize(read(serialize(applied.state)))).toBe(serialize(applied.state))
    }
  })

  test.each(halfway)('%s: is brought to an end by deleting both policies', (_, state) => {
    const deleted = both.reduce((rest, policy) => must(rest, deletion(policy)), read(serialize(state)))
    expect(countsOf(deleted)).toStrictEqual({})
    expect(new Set([...associations(deleted, factsOf())].map(({ status }) => status))).toStrictEqual(new Set(['Disassociated']))
    expect(must(deleted, sweep, { now: start + 100 * hour })).toBe(initialState)
  })

  test('its policy cannot go before it, whatever comes next', () => {
    for (const [, state] of halfway)
      for (const policy of both) {
        const event = { type: 'BackupPolicyDeleted', at: start, projectId: project, policyId: policy } as const
        const after = evolve(state, event)
        expect(serialize(read(serialize(after)))).toBe(serialize(after))
        expect(after === state).toBe(countsOf(state)[policy] !== 0)
      }
  })
})

describe('canonical: equal states, equal text', () => {
  const text = serialize(must(twoPolicies(), association([v1, v2, v3])))
  const plans = [creation(), creation(otherPolicyId, { backup_policy_name: 'plan02' })]
  const make = (...given: readonly unknown[]) => given.reduce<BackupPoliciesState>((state, one) => must(state, one), initialState)

  test.each<readonly [string, BackupPoliciesState]>([
    ['resources in another order', make(...plans, association([v3, v1, v2]))],
    ['resources one by one', make(...plans, association([v2]), association([v3]), association([v1]))],
    ['a resource twice', make(...plans, association([v1, v2, v1, v3]), association([v2]))],
    ['policies in another order', make(...plans.toReversed(), association([v1, v2, v3]))],
    [
      'ids in upper case',
      make(
        creation(policyId.toUpperCase()),
        plans[1],
        association(
          [v1, v2, v3].map((id) => id.toUpperCase()),
          policyId.toUpperCase()
        )
      )
    ],
    [
      'a schedule with its fields in another order, and more in it',
      make(
        creation(policyId, {
          scheduled_policy: Object.fromEntries(
            Object.entries({ note: 'x', week_frequency: null, rentention_day: undefined, ...schedule }).reverse()
          )
        }),
        plans[1],
        association([v1, v2, v3])
      )
    ],
    [
      'a resource moved there, and its first record swept',
      must(
        must(must(make(...plans, association([v1, v2])), association([v3], otherPolicyId)), association([v3]), noWindow),
        sweep
      )
    ],
    [
      'a resource that was ended and is back',
      must(make(...plans, association([v1, v2, v3]), disassociation([v2])), association([v2]))
    ],
    [
      'a policy that was deleted and is back',
      make(...plans, creation(uuid(3)), deletion(uuid(3)), deletion(otherPolicyId), plans[1], association([v1, v2, v3]))
    ],
    [
      'event by event',
      eventsOf(twoPolicies(), association([v1, v2, v3])).reduce((state, event) => evolve(state, event), twoPolicies())
    ],
    [
      'with events that came twice',
      evolveAll(
        twoPolicies(),
        eventsOf(twoPolicies(), association([v1, v2, v3])).flatMap((event) => [event, event])
      )
    ],
    ['from its text, from its text', read(serialize(read(text)))]
  ])('%s', (_, state) => {
    expect(serialize(state)).toBe(text)
  })

  test('a window that is the documented one need not be named', () => {
    const named = must(isReady, disassociation([v1]), { retention: { floorMs: 48 * hour, ceilingMs: 96 * hour } })
    expect(serialize(named)).toBe(serialize(must(isReady, disassociation([v1]))))
  })

  test('out of a policy by whatever command, caught half-way', () => {
    const out = disassociation([v1, v2])
    const deleted = deletion()
    expect(serialize(partly(isReady, move, 1))).toBe(serialize(partly(isReady, out, 1)))
    for (const count of [1, 3, 4]) {
      const events = eventsOf(isReady, out).slice(0, count)
      expect(serialize(partly(isReady, deleted, count))).toBe(serialize(evolveAll(isReady, events)))
    }
  })

  test('records in another order of events', () => {
    const forth = must(must(isReady, disassociation([v1])), disassociation([v2]))
    const back = must(must(isReady, disassociation([v2])), disassociation([v1]))
    expect(serialize(forth)).toBe(serialize(back))
    expect(serialize(must(isReady, disassociation([v2, v1])))).toBe(serialize(back))
  })

  test('whatever the order of the fields and entries in the text that they were read from', () => {
    const backwards = (value: unknown, name = ''): unknown => {
      if (Array.isArray(value)) {
        const entries = value.map((each) => backwards(each))
        // The days of a week are kept in the order in which they were given.
        return name === 'week_frequency' ? entries : entries.reverse()
      }
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, each]) => [key, backwards(each, key)])
      )
    }
    for (const [, state] of states) {
      const given = serialize(state)
      const other = JSON.stringify(backwards(JSON.parse(given)), undefined, 3).replaceAll(/(?<!\\)":/g, '"\t\r\n :')
      expect(other).not.toBe(given)
      expect(serialize(read(other))).toBe(given)
    }
  })

  test('states that differ have texts that differ', () => {
    const texts = states.map(([, state]) => serialize(state))
    expect(new Set(texts).size).toBe(texts.length)
  })
})

test('a state is a value of this library’s own', () => {
  const parsed = JSON.parse(JSON.stringify(isReady))
  for (const given of [parsed, JSON.parse(serialize(isReady)), {}, null, undefined, serialize(isReady)])
    expect(() => serialize(given)).toThrow(TypeError)
})

test('what is read from a text is not changed by what was read with it', () => {
  const restored = read(serialize(isReady))
  const text = serialize(restored)
  must(restored, disassociation([v1, v2]))
  must(restored, deletion())
  expect(serialize(restored)).toBe(text)
  expect(codeOf(restored, association([v1]))).toBe('ok')
})
