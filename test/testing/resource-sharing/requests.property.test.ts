/** Arbitrary commands of shares: what is valid breaks no rule of shape, and what breaks a rule breaks just that one. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { resourceSharing } from '../../../src/index.ts'
import {
  brokenCommand,
  brokenListRequest,
  hostileCommand,
  listRules,
  rules
} from '../../../src/testing/resource-sharing/broken-requests.ts'
import {
  callerOf,
  command,
  directory,
  invitationIdOf,
  leaveResourceShare,
  listRequest,
  members,
  outsiders,
  owner,
  resourceTypeNames,
  service,
  shareIds,
  signal,
  stranger
} from '../../../src/testing/resource-sharing/requests.ts'
import { factsOf, factsOutside } from '../../resource-sharing/support.ts'

const { apply, errors, initialState, listResourceShareAssociations } = resourceSharing
type Command = resourceSharing.ResourceSharingCommand
type State = resourceSharing.ResourceShareState
type Facts = resourceSharing.Facts

const shareId = shareIds[0]
const invitationId = invitationIdOf(shareId, outsiders[0])
const ofOwner = factsOf({ accountId: owner, directory })
const by = (accountId: string): Facts => ({ ...ofOwner, accountId })

const must = (before: State, given: object, facts = ofOwner): State => {
  const { result, state } = apply(before, given as Command, facts)
  expect(result).toMatchObject({ ok: true })
  return state
}

/** A share with a resource and a member that are associated, and an outsider that is invited. */
const existing = [
  {
    type: 'CreateResourceShare',
    resourceShareId: shareId,
    invitationIds: { [outsiders[0]]: invitationId },
    request: {
      ResourceShareName: 'test',
      AllowExternalTargets: true,
      Resources: [{ ResourceId: 'r-2', ResourceType: 'CapacityReservation' }],
      Targets: [members[0], outsiders[0], service]
    }
  },
  { type: 'AssociationSucceeded', associationType: 'Resource', entityType: 'CapacityReservation', entityId: 'r-2' },
  { type: 'AssociationSucceeded', associationType: 'Target', entityType: 'Account', entityId: members[0] }
].reduce((state, given) => must(state, given), initialState)
const answer = { request: { ResourceShareInvitationId: invitationId } }
const joined = must(existing, { type: 'AcceptResourceShareInvitation', ...answer }, by(outsiders[0]))
const deleted = must(
  must(initialState, { type: 'CreateResourceShare', resourceShareId: shareId, request: { ResourceShareName: 'test' } }),
  { type: 'DeleteResourceShare', request: { ResourceShareId: shareId } }
)
const states = { none: initialState, existing, joined, deleted }

/** By name, for a counterexample that can be read. */
const anyState = fc.constantFrom(...(Object.keys(states) as (keyof typeof states)[]))
const anyFacts = fc.constantFrom(...[owner, ...members, ...outsiders, stranger].map(by), factsOutside({ accountId: owner }), {
  ...ofOwner,
  usage: { shares: 10, sharedResources: 10 }
})

const codeOf = (given: unknown, at: keyof typeof states, facts: Facts): string => {
  const before = states[at]
  const { result, state: after, events } = apply(before, given as Command, facts)
  if (!result.ok) expect([after === before, events]).toStrictEqual([true, []])
  return result.ok ? 'ok' : result.error.code
}

const listed = (request: unknown, facts: Facts): string => {
  const answered = listResourceShareAssociations(
    Object.values(states),
    request as resourceSharing.ListResourceShareAssociationsRequest,
    facts
  )
  return answered.ok ? 'ok' : answered.error.code
}

const types = Object.keys(rules) as (keyof typeof rules)[]
const codesOf = (ofOne: readonly (readonly [code: string, ...unknown[]])[]) => new Set(ofOne.map(([code]) => code))
const shapeCodes = new Set([...types.flatMap((type) => [...codesOf(rules[type])]), ...codesOf(listRules)])

test('the rules are all that is documented of the shape', () => {
  const ofShape = Object.keys(errors).filter((code) => /^(Missing|Invalid)Parameter|^ResourceAndTarget|^Conflicted/.test(code))
  expect([...shapeCodes].sort()).toStrictEqual(ofShape.sort())
})

test('a valid command is refused for what there is, not for what it is', () => {
  fc.assert(
    fc.property(command, anyState, (given, state) => {
      const code = codeOf(given, state, by(callerOf(given)))
      // A share that is there already is an `InvalidParameter`, too.
      if (given.type === 'CreateResourceShare' && state !== 'none') expect(code).toBe('InvalidParameter')
      else expect(shapeCodes).not.toContain(code)
    }),
    { numRuns: 500 }
  )
})

test('valid commands meet each other: all types are accepted now and then, and all resources', () => {
  const met = new Set<string>()
  fc.assert(
    fc.property(fc.array(command, { minLength: 100, maxLength: 100 }), (commands) => {
      let state = initialState
      for (const given of commands) {
        const { state: after, result } = apply(state, given, by(callerOf(given)))
        if (after !== state) met.add(given.type)
        if (result.ok && 'ResourceShareAssociations' in result.reply)
          for (const { EntityType } of result.reply.ResourceShareAssociations) met.add(EntityType)
        state = after
      }
    }),
    { numRuns: 300 }
  )
  const signalTypes = ['AssociationSucceeded', 'AssociationFailed', 'DisassociationSucceeded', 'DisassociationFailed']
  expect([...met].sort()).toStrictEqual([...types, ...signalTypes, ...resourceTypeNames, 'Account'].sort())
})

test('a valid signal names its share, and the caller of a command is who it is about', () => {
  fc.assert(
    fc.property(signal, ({ resourceShareId }) => {
      expect(shareIds).toContain(resourceShareId)
    })
  )
  fc.assert(
    fc.property(fc.constantFrom(...outsiders, ...members, stranger), (accountId) => {
      fc.assert(
        fc.property(leaveResourceShare(accountId), (given) => {
          expect(callerOf(given)).toBe(accountId)
        }),
        { numRuns: 5 }
      )
      const request = { ResourceShareInvitationId: invitationIdOf(shareId, accountId) }
      expect(callerOf({ type: 'AcceptResourceShareInvitation', request })).toBe(accountId)
    })
  )
})

test('a valid query is answered', () => {
  fc.assert(
    fc.property(listRequest, anyFacts, (request, facts) => {
      expect(listed(request, facts)).toBe('ok')
    })
  )
})

test.each(types)('%s, broken, is refused with the code of the rule', (type) => {
  const met = new Set<string>()
  fc.assert(
    fc.property(brokenCommand(type), anyState, anyFacts, ({ code, command: broken }, state, facts) => {
      expect(codeOf(broken, state, facts)).toBe(code)
      expect(codeOf(broken, 'existing', ofOwner)).toBe(code)
      expect(codeOf(broken, 'none', ofOwner)).toBe(code)
      met.add(code)
    }),
    { numRuns: 1_000 }
  )
  expect(met).toStrictEqual(codesOf(rules[type]))
})

test('ListResourceShareAssociations, broken, is refused with the code of the rule', () => {
  const met = new Set<string>()
  fc.assert(
    fc.property(brokenListRequest, anyFacts, ({ code, request: broken }, facts) => {
      expect(listed(broken, facts)).toBe(code)
      met.add(code)
    }),
    { numRuns: 1_000 }
  )
  expect(met).toStrictEqual(codesOf(listRules))
})

test('a hostile command gets an answer', () => {
  fc.assert(
    fc.property(hostileCommand, anyState, anyFacts, (given, state, facts) => {
      expect(['ok', ...Object.keys(errors)]).toContain(codeOf(given, state, facts))
      expect(['ok', ...Object.keys(errors)]).toContain(listed('request' in given ? given.request : undefined, facts))
    })
  )
})
