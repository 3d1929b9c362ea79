/** Two events in a row: folded at once they come to what they come to one at a time. */
import { describe, expect, test } from 'vitest'
import type { BackupPoliciesEvent, BackupPoliciesState } from '../../src/backup-policies/index.ts'
import { backupPolicies } from '../../src/index.ts'
import {
  factsOf,
  must,
  otherPolicyId,
  otherProject,
  policyId,
  project,
  ready,
  schedule,
  start,
  twoPolicies,
  uuid
} from './support.ts'

const { apply, evolve, evolveAll, serialize } = backupPolicies

const [first, second] = [uuid(11), uuid(12)] as const

const event = (type: string, about: object = {}): BackupPoliciesEvent =>
  ({
    type,
    at: start,
    projectId: project,
    policyId,
    associationType: 'Resource',
    entityType: 'volume',
    entityId: first,
    ...about
  }) as BackupPoliciesEvent

const records = (state: BackupPoliciesState) =>
  [...backupPolicies.associations(state, factsOf())].map(({ policyId: policy, entityId, status }) => [policy, entityId, status])

const created = {
  ...event('BackupPolicyCreated', { projectId: otherProject, policyId: uuid(3) }),
  policyName: 'plan03',
  scheduledPolicy: schedule
} as BackupPoliciesEvent

/** A policy of the other project, with the same resource in it that has only been started. */
const elsewhere = evolveAll(twoPolicies(), [created, event('AssociationStarted', { projectId: otherProject, policyId: uuid(3) })])

describe('an association that starts', () => {
  const started = event('AssociationStarted')

  test('and succeeds', () => {
    const state = evolveAll(twoPolicies(), [started, event('AssociationSucceeded')])
    expect(records(state)).toStrictEqual([[policyId, first, 'Associated']])
    expect(serialize(state)).toBe(serialize([started, event('AssociationSucceeded')].reduce(evolve, twoPolicies())))
  })

  test.each([
    ['another resource', { entityId: second }],
    ['another policy', { policyId: otherPolicyId }],
    ['another project', { projectId: otherProject }]
  ])('the success of %s is not its own', (_, about) => {
    expect(records(evolveAll(twoPolicies(), [started, event('AssociationSucceeded', about)]))).toStrictEqual([
      [policyId, first, 'Associating']
    ])
  })

  test('in a policy that is not there: nor does it succeed', () => {
    const unknown = { policyId: uuid(9) }
    const state = twoPolicies()
    expect(evolveAll(state, [event('AssociationStarted', unknown), event('AssociationSucceeded', unknown)])).toBe(state)
  })

  test('the success of the same resource in another project finds its own record', () => {
    const about = { projectId: otherProject, policyId: uuid(3) }
    const state = evolveAll(elsewhere, [started, event('AssociationSucceeded', about)])
    expect(records(state).sort()).toStrictEqual([
      [uuid(3), first, 'Associated'],
      [policyId, first, 'Associating']
    ])
  })

  test('an event of an unknown type after it is not passed over', () => {
    expect(() => evolveAll(twoPolicies(), [started, event('AssociationPaused')])).toThrow('AssociationPaused')
  })
})

describe('an association that ends', () => {
  test('in one command leaves what it leaves one event at a time, and the count of its policy', () => {
    const state = ready([first, second])
    const request = { policy_id: policyId, resources: [{ resource_id: first }, { resource_id: second }] }
    const { events, state: next } = apply(state, { type: 'DisassociateResources', request }, factsOf())
    expect(events.map(({ type }) => type)).toStrictEqual([
      'DisassociationStarted',
      'DisassociationSucceeded',
      'DisassociationStarted',
      'DisassociationSucceeded'
    ])
    expect(serialize(next)).toBe(serialize(events.reduce(evolve, state)))
    expect([...next.policies].map(({ resourceCount }) => resourceCount).sort()).toStrictEqual([0, 0])
  })

  test('and starts anew: the events that follow it are its own', () => {
    const types = ['DisassociationStarted', 'DisassociationSucceeded', 'AssociationStarted', 'AssociationSucceeded']
    const events = types.map((type) => event(type))
    const state = evolveAll(ready([first]), events)
    expect(records(state)).toStrictEqual([[policyId, first, 'Associated']])
    expect(serialize(state)).toBe(serialize(events.reduce(evolve, ready([first]))))
  })

  test('a success that comes twice ends it once', () => {
    const events = ['DisassociationStarted', 'DisassociationSucceeded', 'DisassociationSucceeded'].map((type) => event(type))
    expect(serialize(evolveAll(ready([first]), events))).toBe(serialize(events.reduce(evolve, ready([first]))))
    expect(must(evolveAll(ready([first]), events), { type: 'Sweep' }).ended.size).toBe(1)
  })
})
