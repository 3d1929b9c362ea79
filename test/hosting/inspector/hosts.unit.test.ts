/** Hosts of several kinds, each looked at: they get the same answers, and what is shown agrees with what they hold. */
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { InspectionEvent } from 'xstate'
import { inspectBackupPolicies, inspectResourceSharing } from '../../../src/hosting/inspector/index.ts'
import { createRuntime, manualClock, resourceSharingSystem } from '../../../src/hosting/runtime/index.ts'
import { backupPolicies, resourceSharing } from '../../../src/index.ts'
import { hostile } from '../../../src/testing/index.ts'
import * as policies from '../../backup-policies/support.ts'
import { associate, disassociate, factsOf, hour, member, owner, shareId, start } from '../../resource-sharing/support.ts'
import { linesOf, onlooker } from './support.ts'

const { apply, deserialize, initialState, serialize } = resourceSharing
type State = resourceSharing.ResourceShareState
type Command = resourceSharing.ResourceSharingCommand

const request = { ResourceShareName: 'test', Resources: ['1', '2'].map((id) => ({ ResourceType: 'VSwitch', ResourceId: id })) }
const creation: Command = { type: 'CreateResourceShare', resourceShareId: shareId, request }
const signal = (type: resourceSharing.Signal['type'], entityId: string): Command => ({
  type,
  associationType: 'Resource',
  entityType: 'VSwitch',
  entityId
})
const facts = (now: number) => factsOf({ now })
const idOf = (entityId: string) => `association/${shareId}/Resource/VSwitch/${entityId}`

const stateAfter = (...commands: readonly Command[]): State =>
  commands.reduce((state, command, at) => apply(state, command, facts(start + at)).state, initialState)

const reread = (state: State): State => {
  const stored = deserialize(serialize(state))
  if (!stored.ok) throw new Error(stored.error.message)
  return stored.state
}

describe('a state that was not made here', () => {
  test('is shown with all that is in it, once', () => {
    const { inspect, take } = onlooker()
    const host = inspectResourceSharing(inspect)
    const state = stateAfter(creation, signal('AssociationSucceeded', '1'))
    host.apply(reread(state), signal('AssociationSucceeded', '2'), facts(start + 5))
    const told = take()
    expect(linesOf(told)).toStrictEqual([
      `actor resourceShare/${shareId}`,
      `actor ${idOf('1')}`,
      `actor ${idOf('2')}`,
      `event resourceShare/${shareId} AssociationSucceeded`,
      `event ${idOf('2')} associationSucceeded`,
      `snapshot ${idOf('2')} associationSucceeded Associated`,
      `snapshot resourceShare/${shareId} AssociationSucceeded Active`
    ])
    expect(told[5]).toMatchObject({ status: 'active', context: { createTime: start, updateTime: start + 5 } })
  })

  test('is no news where it says the same', () => {
    const { inspect, take } = onlooker()
    const host = inspectResourceSharing(inspect)
    const { state } = host.apply(initialState, creation, facts(start))
    take()
    host.apply(reread(state), signal('AssociationSucceeded', '1'), facts(start + 1))
    expect(take().filter(({ event }) => event?.type === 'loaded' && event.id?.startsWith('association/'))).toStrictEqual([])
  })

  test('brings what was shown before up to date: what others changed, made and deleted', () => {
    const { inspect, take } = onlooker()
    const host = inspectResourceSharing(inspect)
    host.apply(initialState, creation, facts(start))
    take()
    const elsewhere = stateAfter(
      { ...creation, request: { ResourceShareName: 'test', Resources: [{ ResourceType: 'VSwitch', ResourceId: '2' }] } },
      signal('AssociationFailed', '2'),
      {
        type: 'AssociateResourceShare',
        request: { ResourceShareId: shareId, Resources: [{ ResourceType: 'VSwitch', ResourceId: '3' }] }
      }
    )
    host.apply(elsewhere, { type: 'Sweep' }, facts(start + 5))
    expect(linesOf(take())).toStrictEqual([
      `snapshot resourceShare/${shareId} loaded Active`,
      `snapshot ${idOf('1')} xstate.stop Associating`,
      `actor ${idOf('3')}`,
      `snapshot ${idOf('2')} loaded Failed`,
      `event resourceShare/${shareId} Sweep`,
      `snapshot resourceShare/${shareId} Sweep Active`
    ])
  })

  test('takes back what was shown and not kept', () => {
    const { inspect, take } = onlooker()
    const host = inspectResourceSharing(inspect)
    const state = stateAfter(creation, signal('AssociationSucceeded', '1'))
    const leaving = {
      type: 'DisassociateResourceShare',
      request: { ResourceShareId: shareId, Resources: [request.Resources[0]] }
    }
    host.apply(state, leaving as Command, facts(start + 5))
    take()
    host.apply(state, { type: 'Sweep' }, facts(start + 6))
    expect(linesOf(take())).toContain(`snapshot ${idOf('1')} loaded Associated`)
  })
})

describe('the end', () => {
  test('of a record is its last snapshot; associated again, it is a new actor', () => {
    const { inspect, take } = onlooker()
    const host = inspectResourceSharing(inspect)
    let state = stateAfter(creation, signal('AssociationFailed', '1'))
    state = host.apply(state, { type: 'Sweep' }, facts(start + 48 * hour + 1)).state
    const gone = take().filter(({ id, event }) => id === idOf('1') && event !== undefined)
    expect(gone).toMatchObject([
      { kind: 'event', event: { type: 'expire' }, source: `resourceShare/${shareId}` },
      { kind: 'snapshot', value: 'Expired', status: 'done', context: { failedOperation: 'Associate' } }
    ])
    const again = { ResourceShareId: shareId, Resources: [request.Resources[0]] }
    host.apply(state, { type: 'AssociateResourceShare', request: again } as Command, facts(start + 49 * hour))
    expect(linesOf(take())).toContain(`actor ${idOf('1')}`)
  })

  test('of a share is the end of all that is in it', () => {
    const { inspect, take } = onlooker()
    const host = inspectResourceSharing(inspect)
    let state = stateAfter(creation, signal('AssociationFailed', '1'), signal('AssociationFailed', '2'))
    state = host.apply(state, { type: 'DeleteResourceShare', request: { ResourceShareId: shareId } }, facts(start + 4)).state
    take()
    state = host.apply(state, { type: 'Sweep' }, facts(start + 97 * hour)).state
    expect(state).toBe(initialState)
    const told = take()
    for (const id of ['1', '2']) expect(told.filter((one) => one.id === idOf(id)).at(-1)?.status).toMatch(/^(stopped|done)$/)
    expect(told.at(-1)).toMatchObject({ value: 'None', event: { type: 'Sweep' } })
  })
})

test('a share that is made anew in the place of one that nobody sees any more ends what was in that', () => {
  const { inspect, take } = onlooker()
  const host = inspectResourceSharing(inspect)
  const failed = stateAfter(creation, signal('AssociationFailed', '1'), signal('AssociationFailed', '2'))
  const deletion = { type: 'DeleteResourceShare', request: { ResourceShareId: shareId } } as const
  const { state } = host.apply(failed, deletion, facts(start + 4))
  take()
  const anew = { ...creation, request: { ResourceShareName: 'anew', Resources: [request.Resources[1]] } } as Command
  host.apply(state, anew, facts(start + 97 * hour))
  expect(linesOf(take()).slice(1)).toStrictEqual([
    `actor ${idOf('2')}`,
    `snapshot ${idOf('1')} xstate.stop Failed`,
    `snapshot ${idOf('2')} xstate.stop Failed`,
    `event ${idOf('2')} xstate.init`,
    `snapshot ${idOf('2')} xstate.init Associating`,
    `snapshot resourceShare/${shareId} CreateResourceShare Active`
  ])
})

test('why something failed is told to the association', () => {
  const { inspect, take } = onlooker()
  const because: Command = { ...(signal('AssociationFailed', '1') as resourceSharing.Signal), reason: 'out of addresses' }
  inspectResourceSharing(inspect).apply(stateAfter(creation), because, facts(start + 4))
  expect(take().filter(({ id, event }) => id === idOf('1') && event !== undefined)).toMatchObject([
    { event: { type: 'associationFailed', at: start + 4, reason: 'out of addresses' } },
    { context: { message: 'out of addresses' } }
  ])
})

test('what is asked of a share that is not there is shown at the share that was meant', () => {
  const { inspect, take } = onlooker()
  const host = inspectResourceSharing(inspect)
  expect(host.apply(initialState, disassociate({ Targets: [member] }) as Command, facts(start)).result.ok).toBe(false)
  const [actor, event, snapshot] = take()
  expect(actor?.id).toBe(`resourceShare/${shareId}`)
  expect(event).toMatchObject({ event: { type: 'DisassociateResourceShare', facts: { now: start } } })
  expect(snapshot).toMatchObject({
    value: 'None',
    context: { now: start, result: { ok: false, error: { code: 'EntityNotExists.ResourceShare' } } }
  })
})

describe('whatever comes', () => {
  const anyCommand = fc.oneof(
    hostile,
    fc.record({ type: fc.oneof(fc.constant('AssociateResourceShare'), hostile), request: hostile })
  )

  test('the answer is that of apply(), the state the same reference, and all that is told is JSON', () => {
    fc.assert(
      fc.property(anyCommand, fc.boolean(), (given, isEmpty) => {
        const command = given as Command
        const state = isEmpty ? initialState : stateAfter(creation)
        const told: InspectionEvent[] = []
        const applied = inspectResourceSharing((event) => told.push(event)).apply(state, command, facts(start + 1))
        const plain = apply(state, command, facts(start + 1))
        expect(applied.result).toStrictEqual(plain.result)
        expect(applied.state === state).toBe(plain.state === state)
        for (const event of told)
          if ('event' in event) {
            expect(typeof event.event.type).toBe('string')
            const text = JSON.stringify(event.event)
            expect(JSON.stringify(JSON.parse(text))).toBe(text)
          }
        expect(told.length).toBeGreaterThan(2)
      })
    )
  })

  test('what JSON has no words for is not told', () => {
    const told: InspectionEvent[] = []
    const command = { type: 'Sweep', why: undefined, how: () => {}, when: new Date(start) } as Command
    inspectResourceSharing((event) => told.push(event)).apply(initialState, command, facts(start))
    expect(told.flatMap((event) => ('event' in event ? [event.event] : []))[0]).toStrictEqual({
      type: 'Sweep',
      when: new Date(start).toISOString(),
      facts: JSON.parse(JSON.stringify(facts(start)))
    })
  })

  test('facts that are none are the programmer’s error, as they are for apply()', () => {
    const { inspect, take } = onlooker()
    expect(() => inspectResourceSharing(inspect).apply(initialState, creation, {} as never)).toThrow()
    expect(() => inspectBackupPolicies(inspect).apply(backupPolicies.initialState, { type: 'Sweep' }, {} as never)).toThrow()
    expect(take()).toStrictEqual([])
  })

  test('an onlooker that throws loses nothing: the answer is there, and its error is reported apart', () => {
    vi.useFakeTimers()
    try {
      const inspect = () => {
        throw new Error('the onlooker is broken')
      }
      expect(inspectResourceSharing(inspect).apply(initialState, creation, facts(start))).toStrictEqual(
        apply(initialState, creation, facts(start))
      )
      expect(() => vi.runAllTimers()).toThrow('the onlooker is broken')
    } finally {
      vi.useRealTimers()
    }
  })

  test('an observer with a next and one without are both onlookers', () => {
    const told: InspectionEvent[] = []
    inspectResourceSharing({ next: (event) => told.push(event) }).apply(initialState, creation, facts(start))
    expect(told.length).toBeGreaterThan(4)
    expect(inspectResourceSharing({}).apply(initialState, creation, facts(start)).result.ok).toBe(true)
  })
})

test('each project is an aggregate of its own', () => {
  const { inspect, take } = onlooker()
  const host = inspectBackupPolicies(inspect)
  const create = policies.creation() as backupPolicies.BackupPoliciesCommand
  for (const projectId of ['a', 'b']) host.apply(backupPolicies.initialState, create, policies.factsOf({ now: start, projectId }))
  expect(linesOf(take()).filter((line) => line.startsWith('actor'))).toStrictEqual([
    'actor backupPolicies/a',
    'actor backupPolicies/b'
  ])
})

test('a runtime is looked at through the apply() of its system', async () => {
  const { inspect, take } = onlooker()
  const system = { ...resourceSharingSystem, apply: inspectResourceSharing(inspect).apply as typeof resourceSharingSystem.apply }
  const runtime = createRuntime({ system, clock: manualClock(start) })
  const third = associate({ Resources: [{ ResourceType: 'VSwitch', ResourceId: '3' }] }) as Command
  for (const command of [creation, third]) await runtime.execute({ aggregateId: shareId, command, caller: owner })
  expect(linesOf(take()).filter((line) => line.startsWith('actor'))).toStrictEqual([
    `actor resourceShare/${shareId}`,
    ...['1', '2', '3'].map((id) => `actor ${idOf(id)}`)
  ])
})
