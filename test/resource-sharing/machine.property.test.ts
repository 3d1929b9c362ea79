/** The share as a statechart: it follows apply(), its associations follow it, and no restart loses a deadline. */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AnyStateNode, createActor } from 'xstate'
import { lifecycle, resourceSharing } from '../../src/index.ts'
import type { Facts, ResourceShareState, ResourceSharingCommand, ResourceSharingEvent } from '../../src/resource-sharing/index.ts'
import { history } from './arbitraries.ts'
import { associate, disassociate, factsOf, hour, member, ofTarget, outsider, shareId, start } from './support.ts'

const { actorIdOf, apply, initialState, resourceShareMachine, serialize, stateOf } = resourceSharing

beforeEach(() => {
  vi.useFakeTimers({ now: start })
})
afterEach(() => {
  vi.useRealTimers()
})

type Actor = ReturnType<typeof createActor<typeof resourceShareMachine>>

const restart = (actor: Actor, isStoppedFirst = false): Actor => {
  if (isStoppedFirst) actor.stop()
  const persisted = JSON.stringify(actor.getPersistedSnapshot())
  actor.stop()
  return createActor(resourceShareMachine, { snapshot: JSON.parse(persisted) }).start()
}

/** The records of the child actors, by id. */
const childrenOf = (actor: Actor) =>
  Object.fromEntries(
    Object.entries(actor.getSnapshot().children).map(([id, child]) => [
      id,
      child && lifecycle.toRecord(child.getSnapshot() as never)
    ])
  )

/** What the child actors ought to be, by the share's own state. */
const recordsOf = (state: ResourceShareState) =>
  Object.fromEntries(
    [...state.associations].map(
      ({ associationType, entityType, entityId, targetProperty, membership, invitation, ...record }) => [
        actorIdOf(state.share?.resourceShareId ?? '', { associationType, entityType, entityId }),
        record
      ]
    )
  )

test('answers as apply() does, emits its events, and its children hold the very records; across restarts', () => {
  fc.assert(
    fc.property(history(12), fc.boolean(), (steps, isStoppedFirst) => {
      vi.setSystemTime(start)
      let state = initialState
      let emitted: ResourceSharingEvent[] = []
      let kept: Pick<Facts, 'retention'> = {}
      let actor = createActor(resourceShareMachine).start()
      const listen = () => actor.on('*', (event) => emitted.push(event))
      listen()
      for (const { command, facts, isRestarted } of steps) {
        // The clock of an actor is the clock of its process.
        if (facts.now > Date.now()) vi.setSystemTime(facts.now)
        else continue
        if (isRestarted) {
          actor = restart(actor, isStoppedFirst)
          vi.advanceTimersByTime(0)
          listen()
        }
        // What it ends by itself is kept for as long as the last command's facts said.
        if (isRestarted) state = apply(state, { type: 'Sweep' }, { ...factsOf({ now: facts.now }), ...kept }).state
        const applied = apply(state, command as ResourceSharingCommand, facts)
        emitted = []
        actor.send({ ...(command as ResourceSharingCommand), facts })
        const { context, value } = actor.getSnapshot()
        expect(context.result).toStrictEqual(applied.result)
        expect(emitted).toStrictEqual(applied.events)
        expect(serialize(stateOf(context))).toBe(serialize(applied.state))
        expect(childrenOf(actor)).toStrictEqual(recordsOf(applied.state))
        expect(value).toBe(resourceSharing.resourceShare(applied.state, facts)?.ResourceShareStatus ?? 'None')
        state = applied.state
        kept = facts.retention === undefined ? {} : { retention: facts.retention }
      }
      actor.stop()
    }),
    { numRuns: 150 }
  )
})

describe('deadlines', () => {
  const facts = () => factsOf({ now: Date.now() })
  const begin = () => {
    const actor = createActor(resourceShareMachine).start()
    const request = { ResourceShareName: 'test', AllowExternalTargets: true, Targets: [member, outsider] }
    actor.send({ type: 'CreateResourceShare', resourceShareId: shareId, request, facts: facts() })
    actor.send({ ...ofTarget('AssociationFailed', member), facts: facts() } as never)
    return actor
  }

  test('a record goes after 48 hours, an invitation after seven days, across restarts', () => {
    let actor = begin()
    for (const wait of [10, 20, 17]) {
      vi.advanceTimersByTime(wait * hour)
      actor = restart(actor, wait === 20)
    }
    vi.advanceTimersByTime(hour - 1)
    expect(Object.keys(actor.getSnapshot().children).length).toBe(2)
    vi.advanceTimersByTime(1)
    expect(Object.keys(actor.getSnapshot().children)).toStrictEqual([`association/${shareId}/Target/Account/${outsider}`])
    expect(actor.getSnapshot().value).toBe('Pending')
    vi.advanceTimersByTime(5 * 24 * hour)
    expect(actor.getSnapshot().value).toBe('Active')
    vi.advanceTimersByTime(48 * hour)
    expect(actor.getSnapshot().children).toStrictEqual({})
  })

  test('that passed while nothing ran are made up for at the start', () => {
    const actor = begin()
    const persisted = JSON.parse(JSON.stringify(actor.getPersistedSnapshot()))
    actor.stop()
    vi.setSystemTime(start + 30 * 24 * hour)
    const restored = createActor(resourceShareMachine, { snapshot: persisted }).start()
    vi.advanceTimersByTime(0)
    expect(restored.getSnapshot().children).toStrictEqual({})
    expect(restored.getSnapshot().value).toBe('Active')
  })

  test('a share that no reader sees any more is none to its actor either, before any timer has run', () => {
    const actor = begin()
    actor.send({ ...ofTarget('AssociationSucceeded', member), facts: facts() } as never)
    actor.send({ type: 'DeleteResourceShare', request: { ResourceShareId: shareId }, facts: facts() })
    actor.send({ ...ofTarget('DisassociationSucceeded', member), facts: facts() } as never)
    expect(actor.getSnapshot().value).toBe('Deleted')
    vi.setSystemTime(start + 96 * hour)
    actor.send({ ...associate({ Targets: [member] }), facts: facts() } as never)
    expect(actor.getSnapshot().context.result).toMatchObject({ error: { code: 'EntityNotExists.ResourceShare' } })
    expect(actor.getSnapshot().value).toBe('None')
  })

  test('an association that is revived goes on with the same actor', () => {
    const actor = begin()
    const child = () => actor.getSnapshot().children[`association/${shareId}/Target/Account/${member}`]
    const first = child()
    actor.send({ ...associate({ Targets: [member] }), facts: facts() } as never)
    expect(child()).toBe(first)
    expect(child()?.getSnapshot()).toMatchObject({ value: 'Associating' })
    actor.send({ ...ofTarget('AssociationSucceeded', member), facts: facts() } as never)
    actor.send({ ...disassociate({ Targets: [member] }), facts: facts() } as never)
    expect(child()?.getSnapshot()).toMatchObject({ value: 'Disassociating' })
  })
})

test('a share whose record is gone takes its associations along, also those whose records would have been kept for longer', () => {
  const long = { floorMs: 100 * hour, ceilingMs: 200 * hour }
  const shortly = { floorMs: hour, ceilingMs: 2 * hour }
  const actor = createActor(resourceShareMachine).start()
  const tell = (command: object, retention: Facts['retention']) =>
    actor.send({ ...command, facts: { ...factsOf({ now: Date.now() }), retention } } as never)
  const request = { ResourceShareName: 'test', Targets: [member] }
  tell({ type: 'CreateResourceShare', resourceShareId: shareId, request }, long)
  tell(ofTarget('AssociationFailed', member), long)
  expect(Object.keys(actor.getSnapshot().children)).toHaveLength(1)
  tell({ type: 'DeleteResourceShare', request: { ResourceShareId: shareId } }, shortly)
  expect([actor.getSnapshot().value, Object.keys(actor.getSnapshot().children).length]).toStrictEqual(['Deleted', 1])
  vi.advanceTimersByTime(hour)
  expect(actor.getSnapshot().value).toBe('None')
  expect(actor.getSnapshot().children).toStrictEqual({})
})

test('a snapshot that holds no share is a programmer’s error', () => {
  const actor = createActor(resourceShareMachine).start()
  const persisted = JSON.parse(JSON.stringify(actor.getPersistedSnapshot()))
  persisted.context.stored.version = 99
  const { status, error } = createActor(resourceShareMachine, { snapshot: persisted }).getSnapshot()
  expect([status, String(error)]).toStrictEqual(['error', expect.stringContaining('version must be 1')])
})

test('every state and transition has a description, every guard, action and delay a name', () => {
  const states: AnyStateNode[] = Object.values(resourceShareMachine.root.states)
  expect(resourceShareMachine.id).toBe('resourceShare')
  expect(resourceShareMachine.root.description).toBeTruthy()
  expect(states.map(({ key }) => key)).toStrictEqual(['None', 'Active', 'Pending', 'Deleting', 'Deleted'])
  for (const state of states) {
    expect(state.description).toBeTruthy()
    for (const transitions of [...Object.values(state.on), state.always ?? []])
      for (const { description, guard, actions } of transitions) {
        expect(description).toBeTruthy()
        expect(['undefined', 'string']).toContain(typeof guard)
        for (const action of actions) expect(typeof action).toBe('string')
      }
    for (const { delay } of state.after) expect(delay).toBe('nextDeadline')
  }
})
