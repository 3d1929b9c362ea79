/** The policies as a statechart: it follows apply(), its associations follow it, and no restart loses a deadline. */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AnyStateNode, createActor } from 'xstate'
import type { BackupPoliciesCommand, BackupPoliciesEvent, BackupPoliciesState } from '../../src/backup-policies/index.ts'
import { backupPolicies, lifecycle } from '../../src/index.ts'
import { commandOf, factsAt, history } from './storage-arbitraries.ts'
import {
  association,
  creation,
  day,
  deletion,
  disassociation,
  factsOf,
  hour,
  otherPolicyId,
  otherProject,
  policyId,
  project,
  start,
  sweep,
  uuid
} from './support.ts'

const { actorIdOf, apply, backupPoliciesMachine, initialState, nextDeadline, serialize, stateOf } = backupPolicies

beforeEach(() => {
  vi.useFakeTimers({ now: start })
})
afterEach(() => {
  vi.useRealTimers()
})

type Actor = ReturnType<typeof createActor<typeof backupPoliciesMachine>>
type Listener = (event: BackupPoliciesEvent) => void

const begin = (listen: Listener = () => {}): Actor => {
  const actor = createActor(backupPoliciesMachine)
  actor.on('*', listen)
  return actor.start()
}

/** Another actor from a JSON copy of what this one is. In between nothing runs for a while. */
const restart = (actor: Actor, isStoppedFirst = false, awayMs = 0, listen: Listener = () => {}): Actor => {
  if (isStoppedFirst) actor.stop()
  const persisted = JSON.stringify(actor.getPersistedSnapshot())
  actor.stop()
  vi.setSystemTime(Date.now() + awayMs)
  const restored = createActor(backupPoliciesMachine, { snapshot: JSON.parse(persisted) })
  restored.on('*', listen)
  restored.start()
  vi.advanceTimersByTime(0)
  return restored
}

const send = (actor: Actor, command: object, facts = factsOf({ now: Date.now() })): void =>
  actor.send({ ...(command as BackupPoliciesCommand), facts })

const stateIn = (actor: Actor): BackupPoliciesState => stateOf(actor.getSnapshot().context)

/** The records of the child actors, by id. */
const childrenOf = (actor: Actor) =>
  Object.fromEntries(
    Object.entries(actor.getSnapshot().children).map(([id, child]) => [
      id,
      child && lifecycle.toRecord(child.getSnapshot() as never)
    ])
  )

/** What the child actors ought to be, by the policies' own state. */
const recordsOf = ({ live, ended }: BackupPoliciesState) =>
  Object.fromEntries(
    [...live, ...ended].map(({ projectId, policyId: policy, associationType, entityType, entityId, ...record }) => [
      actorIdOf({ projectId, policyId: policy, associationType, entityType, entityId }),
      record
    ])
  )

const nameOf = ({ policies, live, ended }: BackupPoliciesState): string => {
  if (policies.size > 0) return live.size > 0 ? 'InUse' : 'Unused'
  return ended.size > 0 ? 'Expiring' : 'Empty'
}

/** Each project has volumes of its own, as it is with UUIDs; what happens where a policy's id is used again is a test by itself. */
const histories = (maxLength: number) =>
  history(maxLength).map((happenings) =>
    happenings.map((happened) =>
      happened.projectId === otherProject
        ? { ...happened, volumes: [uuid(21), ...happened.volumes.slice(2).map(() => uuid(22))] }
        : happened
    )
  )

test('answers as apply() does, emits its events, and its children hold the very records; across restarts', () => {
  fc.assert(
    fc.property(histories(16), fc.boolean(), (happenings, isStoppedFirst) => {
      vi.setSystemTime(start)
      let state = initialState
      let emitted: BackupPoliciesEvent[] = []
      const listen: Listener = (event) => emitted.push(event)
      let actor = begin(listen)
      for (const happened of happenings) {
        // The clock of an actor is the clock of its process: it does not step back.
        vi.setSystemTime(Date.now() + Math.max(0, Math.ceil(happened.later)))
        const facts = factsAt(happened, Date.now())
        if (happened.isRestarted) {
          emitted = []
          actor = restart(actor, isStoppedFirst, 0, listen)
          const swept = apply(state, { type: 'Sweep' }, facts)
          expect(emitted).toStrictEqual(swept.events)
          state = swept.state
        }
        const command = commandOf(happened, state, facts)
        const applied = apply(state, command as BackupPoliciesCommand, facts)
        const before = stateIn(actor)
        emitted = []
        send(actor, command, facts)
        const { context, value } = actor.getSnapshot()
        expect(context.result).toStrictEqual(applied.result)
        expect(emitted).toStrictEqual(applied.events)
        expect(serialize(stateOf(context))).toBe(serialize(applied.state))
        expect(childrenOf(actor)).toStrictEqual(recordsOf(applied.state))
        expect(value).toBe(nameOf(applied.state))
        if (applied.events.length === 0) expect(stateOf(context)).toBe(before)
        state = applied.state
      }
      actor.stop()
    }),
    { numRuns: 150 }
  )
})

describe('deadlines', () => {
  test('are kept to the millisecond, however often and for however long nothing runs', () => {
    const wait = fc.record({
      forMs: fc.oneof(fc.nat({ max: 20 * day }), fc.constantFrom(0, 1, 48 * hour, 48 * hour - 1, 60 * day)),
      is: fc.constantFrom('running', 'restarted', 'away', 'stopped')
    })
    fc.assert(
      fc.property(histories(12), fc.array(wait, { minLength: 1, maxLength: 10 }), (happenings, waits) => {
        vi.setSystemTime(start)
        const emitted: BackupPoliciesEvent[] = []
        const listen: Listener = (event) => emitted.push(event)
        let actor = begin(listen)
        for (const happened of happenings) {
          vi.advanceTimersByTime(Math.max(0, Math.ceil(happened.later)))
          const facts = factsAt(happened, Date.now())
          send(actor, commandOf(happened, stateIn(actor), facts), facts)
        }
        let state = stateIn(actor)
        for (const { forMs, is } of waits) {
          emitted.length = 0
          if (is === 'running' || is === 'restarted') vi.advanceTimersByTime(forMs)
          if (is !== 'running') actor = restart(actor, is === 'stopped', is === 'restarted' ? 0 : forMs, listen)
          else vi.advanceTimersByTime(0)
          const swept = apply(state, { type: 'Sweep' }, factsOf({ now: Date.now() }))
          expect(serialize(stateIn(actor))).toBe(serialize(swept.state))
          expect(emitted.map(({ type }) => type)).toStrictEqual(swept.events.map(({ type }) => type))
          expect(childrenOf(actor)).toStrictEqual(recordsOf(swept.state))
          expect(actor.getSnapshot().value).toBe(nameOf(swept.state))
          expect(nextDeadline(stateIn(actor)) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(Date.now())
          state = swept.state
        }
        actor.stop()
      }),
      { numRuns: 150 }
    )
  })

  const inUse = () => {
    const actor = begin()
    send(actor, creation())
    send(actor, association([uuid(11), uuid(12)]))
    return actor
  }
  const idOf = (entityId: string, policy = policyId) => `association/${project}/${policy}/Resource/volume/${entityId}`

  test('a record goes after 48 hours, across restarts; the policy’s state goes with it', () => {
    let actor = inUse()
    expect(actor.getSnapshot().value).toBe('InUse')
    send(actor, disassociation([uuid(11)]))
    for (const waitHours of [10, 20, 17]) {
      vi.advanceTimersByTime(waitHours * hour)
      actor = restart(actor, waitHours === 20)
    }
    send(actor, deletion())
    expect(actor.getSnapshot().value).toBe('Expiring')
    vi.advanceTimersByTime(hour - 1)
    expect(Object.keys(actor.getSnapshot().children).sort()).toStrictEqual([idOf(uuid(11)), idOf(uuid(12))])
    vi.advanceTimersByTime(1)
    expect(Object.keys(actor.getSnapshot().children)).toStrictEqual([idOf(uuid(12))])
    vi.advanceTimersByTime(47 * hour - 1)
    expect(actor.getSnapshot().value).toBe('Expiring')
    vi.advanceTimersByTime(1)
    expect(actor.getSnapshot().value).toBe('Empty')
    expect(actor.getSnapshot().children).toStrictEqual({})
    expect(stateIn(actor)).toBe(initialState)
  })

  test('that passed while nothing ran are made up for at the start', () => {
    const actor = inUse()
    send(actor, disassociation([uuid(11), uuid(12)]))
    const restored = restart(actor, false, 30 * day)
    expect(restored.getSnapshot().children).toStrictEqual({})
    expect(restored.getSnapshot().value).toBe('Unused')
  })

  test('further away than a timer can wait are waited for', () => {
    const actor = inUse()
    const retention = { floorMs: 90 * day, ceilingMs: 91 * day }
    send(actor, disassociation([uuid(11)]), factsOf({ now: Date.now(), retention }))
    vi.advanceTimersByTime(90 * day - 1)
    expect(Object.keys(actor.getSnapshot().children).length).toBe(2)
    vi.advanceTimersByTime(1)
    expect(Object.keys(actor.getSnapshot().children)).toStrictEqual([idOf(uuid(12))])
  })

  test('an association that is revived goes on with the same actor; one that moves has another', () => {
    const actor = inUse()
    const childOf = (policy: string) => actor.getSnapshot().children[idOf(uuid(11), policy)]
    const first = childOf(policyId)
    send(actor, creation(otherPolicyId, { backup_policy_name: 'plan02' }))
    send(actor, association([uuid(11)], otherPolicyId))
    expect(childOf(policyId)).toBe(first)
    expect(first?.getSnapshot()).toMatchObject({ value: 'Disassociated' })
    expect(childOf(otherPolicyId)?.getSnapshot()).toMatchObject({ value: 'Associated' })
    send(actor, association([uuid(11)]))
    expect(childOf(policyId)).toBe(first)
    expect(first?.getSnapshot()).toMatchObject({ value: 'Associated' })
    expect(childOf(otherPolicyId)?.getSnapshot()).toMatchObject({ value: 'Disassociated' })
  })
})

test('a policy’s id that another project takes over: each record has an actor of its own', () => {
  const actor = begin()
  const asOther = () => factsOf({ now: Date.now(), projectId: otherProject })
  send(actor, creation())
  send(actor, association([uuid(11)]))
  send(actor, deletion())
  send(actor, creation(), asOther())
  send(actor, association([uuid(11)]), asOther())
  const statuses = () =>
    Object.values(actor.getSnapshot().children)
      .map((child) => String(child?.getSnapshot().value))
      .sort()
  expect([...stateIn(actor).live, ...stateIn(actor).ended].length).toBe(2)
  expect(statuses()).toStrictEqual(['Associated', 'Disassociated'])
  vi.advanceTimersByTime(48 * hour)
  expect(stateIn(actor).ended.size).toBe(0)
  expect(statuses()).toStrictEqual(['Associated'])
})

test.each([
  ['a wrong version', 'version', 99, 'version must be 1'],
  ['a status of a newer version', 'associations', [{ status: 'Suspended' }], '"Suspended"'],
  ['the format of the other system', 'format', 'association-lifecycle/resource-sharing', 'format must be']
])('a snapshot that holds no policies, %s, is a programmer’s error', (_, name, value, says) => {
  const persisted = JSON.parse(JSON.stringify(begin().getPersistedSnapshot()))
  persisted.context.stored[name] = value
  const { status, error } = createActor(backupPoliciesMachine, { snapshot: persisted }).getSnapshot()
  expect([status, String(error)]).toStrictEqual(['error', expect.stringContaining(says)])
})

test('a command that is refused leaves the actor as it was, and says why', () => {
  const actor = begin()
  send(actor, creation())
  const before = stateIn(actor)
  const { stored } = actor.getSnapshot().context
  send(actor, deletion(), factsOf({ executingPolicyIds: [policyId] }))
  expect(actor.getSnapshot().context.result).toMatchObject({ ok: false, error: { status: 409, code: 'AutoBackup.0225' } })
  send(actor, sweep)
  expect(actor.getSnapshot().context.result).toStrictEqual({ ok: true, reply: {} })
  expect(stateIn(actor)).toBe(before)
  expect(actor.getSnapshot().context.stored).toBe(stored)
})

test('what is no command of the system gets its documented error, and nothing else’s answer', () => {
  const actor = begin()
  send(actor, creation())
  for (const type of ['AssociationSucceeded', 'DissasociateResources']) {
    send(actor, { type })
    expect(actor.getSnapshot().context.result).toMatchObject({ ok: false, error: { code: 'AutoBackup.0222' } })
  }
  expect(actor.getSnapshot().value).toBe('Unused')
})

test('a command without facts is a programmer’s error that says what to do', () => {
  const actor = createActor(backupPoliciesMachine)
  const errors: unknown[] = []
  actor.subscribe({ error: (error) => errors.push(error) })
  actor.start()
  actor.send(deletion() as never)
  expect(actor.getSnapshot().status).toBe('error')
  expect(errors.map(String)).toStrictEqual([
    "TypeError: an actor needs the facts of a command: send({ type: 'DeleteBackupPolicy', ..., facts })"
  ])
})

test('a sweep of the actor’s own leaves the answer to the last command', () => {
  const actor = begin()
  send(actor, creation())
  send(actor, association([uuid(11)]))
  send(actor, disassociation([uuid(11)]))
  const { result } = actor.getSnapshot().context
  expect(result).toMatchObject({ ok: true, reply: { success_resources: [{ resource_id: uuid(11) }] } })
  vi.advanceTimersByTime(48 * hour)
  expect(actor.getSnapshot().value).toBe('Unused')
  expect(stateIn(actor).ended.size).toBe(0)
  expect(actor.getSnapshot().context.result).toStrictEqual(result)
  expect(restart(actor).getSnapshot().context.result).toStrictEqual(result)
})

const commandTypes = [
  ...['CreateBackupPolicy', 'AssociateResources', 'DisassociateResources', 'DeleteBackupPolicy', 'Sweep'],
  'clock.woken'
]

test('every state and transition has a description, every guard, action and delay a name', () => {
  const states: AnyStateNode[] = Object.values(backupPoliciesMachine.root.states)
  expect(backupPoliciesMachine.id).toBe('backupPolicies')
  expect(backupPoliciesMachine.root.description).toBeTruthy()
  expect(states.map(({ key }) => key)).toStrictEqual(['Empty', 'Unused', 'InUse', 'Expiring'])
  for (const state of states) {
    expect(state.description).toBeTruthy()
    expect(state.ownEvents.filter((type) => !type.startsWith('xstate.'))).toStrictEqual([...commandTypes, '*'])
    for (const transitions of [...Object.values(state.on), state.always ?? []])
      for (const { description, guard, actions } of transitions) {
        expect(description).toBeTruthy()
        expect(['undefined', 'string']).toContain(typeof guard)
        for (const action of actions) expect(typeof action).toBe('string')
      }
    for (const { delay } of state.after) expect(delay).toBe('nextDeadline')
  }
})
