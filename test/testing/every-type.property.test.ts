/** Every public type has an arbitrary, or a reason why it has none. The list of types is read from the source, so that none is forgotten. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createActor } from 'xstate'
import { backupPolicies, resourceSharing } from '../../src/index.ts'
import * as kit from '../../src/testing/index.ts'

const shares = kit.resourceSharing.arbitraries
const policies = kit.backupPolicies.arbitraries

/** The names of the types that a module exports, those in its namespaces with a dot: `resourceSharing.wire.Call`. */
const typesIn = (module: URL): string[] => {
  const text = readFileSync(module, 'utf8')
  const own = [...text.matchAll(/^export (?:interface|type|class|enum) (\w+)/gm)].map(([, name = '']) => name)
  const again = [...text.matchAll(/^export (type )?(?:\*(?: as (\w+))?|\{([^}]*)\}) from '([^']+)'/gm)].flatMap(
    ([, allTypes, space, names, path = '']) => {
      if (names === undefined) return typesIn(new URL(path, module)).map((name) => (space ? `${space}.${name}` : name))
      const listed = names.split(',').map((name) => name.trim().replace(/^.* as /, 'type '))
      return listed.filter((name) => allTypes || name.startsWith('type ')).map((name) => name.replace(/^type /, ''))
    }
  )
  return [...own, ...again]
}

const source = new URL('../../src/', import.meta.url)
const types = typesIn(new URL('index.ts', source))

/** The values of those events that a module has a type of, by the name of the type. */
const byEvent = (space: string, eventOf: (type: never) => fc.Arbitrary<unknown>, folder: string) =>
  typesIn(new URL(`${folder}/events.ts`, source))
    .filter((name) => !/^(Resource.*Event|AsksForWork)$/.test(name))
    .map((type) => [`${space}.${type}`, eventOf(type as never)])

const byRequest = (space: string, rules: object, requestOf: (type: never) => fc.Arbitrary<unknown>) =>
  Object.keys(rules)
    .map((type) => [`${space}.${type}Request`, requestOf(type as never)] as const)
    .filter(([type]) => types.includes(type))

/** Types whose arbitrary does not have their own name. */
const named: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  ...Object.fromEntries(byEvent('resourceSharing', shares.eventOf, 'resource-sharing')),
  ...Object.fromEntries(byEvent('backupPolicies', policies.eventOf, 'backup-policies')),
  ...Object.fromEntries(byRequest('resourceSharing', shares.rules, shares.requestOf)),
  ...Object.fromEntries(byRequest('backupPolicies', policies.rules, policies.requestOf)),
  'lifecycle.AssociationEvent': kit.lifecycle.event,
  'lifecycle.AssociationRecord': kit.lifecycle.record,
  'resourceSharing.ResourceSharingCommand': shares.command,
  'resourceSharing.ResourceSharingEvent': shares.event,
  'resourceSharing.ResourceShareState': shares.state,
  'resourceSharing.ResourceShareMachineEvent': shares.machineEvent,
  'resourceSharing.ResourceShareMachineContext': shares.machineContext,
  'resourceSharing.Outcome': shares.applied,
  'resourceSharing.ResourceReference': shares.resource,
  'resourceSharing.InvitationRequest': shares.requestOf('AcceptResourceShareInvitation'),
  'resourceSharing.ListResourceShareAssociationsRequest': shares.listRequest,
  'resourceSharing.AssociationsPage': shares.replyTo('ListResourceShareAssociations'),
  'resourceSharing.AssociationsReply': shares.replyTo('DisassociateResourceShare'),
  'resourceSharing.InvitationReply': shares.replyTo('AcceptResourceShareInvitation'),
  'resourceSharing.ReplyOf': shares.replyTo('AssociateResourceShare'),
  'resourceSharing.RequestIdReply': shares.replyTo('DeleteResourceShare'),
  'resourceSharing.ResourceShareReply': shares.replyTo('CreateResourceShare'),
  'backupPolicies.BackupPoliciesCommand': policies.command,
  'backupPolicies.BackupPoliciesEvent': policies.event,
  'backupPolicies.BackupPoliciesState': policies.state,
  'backupPolicies.BackupPoliciesMachineEvent': policies.machineEvent,
  'backupPolicies.BackupPoliciesMachineContext': policies.machineContext,
  'backupPolicies.Outcome': policies.applied,
  'backupPolicies.ListBackupPoliciesRequest': policies.listRequest,
  'backupPolicies.AcceptedOf': policies.accepted,
  'backupPolicies.AssociateResourcesReply': policies.replyTo('AssociateResources'),
  'backupPolicies.BackupPoliciesReply': policies.replyTo('ListBackupPolicies'),
  'backupPolicies.CreateBackupPolicyReply': policies.replyTo('CreateBackupPolicy'),
  'backupPolicies.DisassociateResourcesReply': policies.replyTo('DisassociateResources'),
  'backupPolicies.ReplyOf': policies.replyTo('DeleteBackupPolicy'),
  'backupPolicies.ResourcesListed': policies.replyTo('listResources')
}

/** Types of which no values are made, each with the reason, such as that it is one of functions. */
const none: Readonly<Record<string, string>> = {}

const inCamelCase = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

const isArbitrary = (value: unknown): value is fc.Arbitrary<unknown> => value instanceof fc.Arbitrary

/** The arbitrary of a type: the one that is named for it, or the one of its own name, `associatedResource` of `AssociatedResource`. */
const arbitraryOf = (type: string): unknown => {
  const [space = '', ...path] = type.split('.')
  const spaces: Readonly<Record<string, object>> = { lifecycle: kit.lifecycle, resourceSharing: shares, backupPolicies: policies }
  const own = path.reduce<unknown>(
    (inner, name) => (inner as Readonly<Record<string, unknown>>)[name === 'wire' ? name : inCamelCase(name)],
    spaces[space]
  )
  return named[type] ?? own
}

test('the list of types has those of every form of export', () => {
  expect(types).toStrictEqual(
    expect.arrayContaining([
      'lifecycle.StepResult',
      'resourceSharing.Refused',
      'resourceSharing.Sweep',
      'resourceSharing.Facts',
      'backupPolicies.wire.Outcomes'
    ])
  )
  expect(types.length).toBeGreaterThan(130)
})

test('every type has an arbitrary, or a reason why it has none', () => {
  expect(types.filter((type) => !isArbitrary(arbitraryOf(type)) && none[type] === undefined)).toStrictEqual([])
  const listed = [...Object.keys(named), ...Object.keys(none)]
  expect(listed.filter((type) => !types.includes(type))).toStrictEqual([])
})

test.each(types.map((type) => [type, arbitraryOf(type)] as const).filter(([type]) => none[type] === undefined))(
  '%s has values',
  (type, arbitrary) => {
    if (!isArbitrary(arbitrary)) throw new Error(`there is no arbitrary of ${type}`)
    const values = fc.sample(arbitrary, { numRuns: 1, seed: 1 })
    expect(values.every((value) => value !== undefined)).toBe(true)
  }
)

describe('what follows from states and commands', () => {
  test('results are accepted and refused, texts are read and are not', () => {
    const met = new Set<string>()
    fc.assert(
      fc.property(shares.applied, policies.applied, shares.stored, policies.stored, (one, other, read, readToo) => {
        for (const { result } of [one, other]) met.add(`result ${result.ok}`)
        for (const { ok } of [read, readToo]) met.add(`text ${ok}`)
      })
    )
    expect([...met].sort()).toStrictEqual(['result false', 'result true', 'text false', 'text true'])
  })

  test('an actor takes the events, and what it holds is what the contexts are', () => {
    const keysAfter = (actor: { getSnapshot: () => { context: object } }) => Object.keys(actor.getSnapshot().context).sort()
    fc.assert(
      fc.property(shares.machineEvent, shares.machineContext, (event, context) => {
        const actor = createActor(resourceSharing.resourceShareMachine).start()
        actor.send(event)
        expect(keysAfter(actor)).toStrictEqual(Object.keys(context).sort())
        actor.stop()
        expect(JSON.parse(resourceSharing.serialize(resourceSharing.stateOf(context)))).toStrictEqual(context.stored)
      }),
      { numRuns: 20 }
    )
    fc.assert(
      fc.property(policies.machineEvent, policies.machineContext, (event, context) => {
        const actor = createActor(backupPolicies.backupPoliciesMachine).start()
        actor.send(event)
        expect(keysAfter(actor)).toStrictEqual(Object.keys(context).sort())
        actor.stop()
        expect(JSON.parse(backupPolicies.serialize(backupPolicies.stateOf(context)))).toStrictEqual(context.stored)
      }),
      { numRuns: 20 }
    )
  })
})
