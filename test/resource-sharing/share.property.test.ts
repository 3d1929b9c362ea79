/** What holds for every history of a share: any commands, signals and sweeps, from anybody, at any times, across restarts. */
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resourceSharing } from '../../src/index.ts'
import type { Association, Facts, ResourceShareState, ResourceSharingCommand } from '../../src/resource-sharing/index.ts'
import { history, type Step } from './arbitraries.ts'
import { day, factsOf, hour, member, ready, start, vswitch } from './support.ts'

const { apply, decide, deserialize, errors, evolve, evolveAll, initialState, nextDeadline, serialize } = resourceSharing

const runs = { numRuns: 400 }

const restart = (state: ResourceShareState): ResourceShareState => {
  const read = deserialize(serialize(state))
  if (!read.ok) throw new Error(read.error.message)
  return read.state
}

type Seen = (before: ResourceShareState, applied: ReturnType<typeof apply>, step: Step) => void

/** Runs a history and shows each step to the property; gives back where it led. */
const follow = (steps: Step[], seen: Seen): ResourceShareState => {
  let state = initialState
  for (const step of steps) {
    if (step.isRestarted) state = restart(state)
    const applied = apply(state, step.command as ResourceSharingCommand, step.facts)
    seen(state, applied, step)
    state = applied.state
  }
  return state
}

const keyOf = ({ associationType, entityType, entityId }: Association) => `${associationType} ${entityType} ${entityId}`
const recordsOf = (state: ResourceShareState) =>
  new Map([...state.associations].map((association) => [keyOf(association), association]))

/** All that a state keeps, counts and views too, without the shape of its trees. */
const contentOf = (state: ResourceShareState) => ({
  text: serialize(state),
  running: state.running,
  inForce: Object.entries(state.inForce)
    .filter(([, count]) => count !== 0)
    .sort(),
  views: (['ended', 'stuck', 'open', 'invited'] as const).map((view) => [...state.associations.view(view)].map(keyOf)),
  deadline: nextDeadline(state)
})

test('an error leaves the state the same reference and gives no events; a reply of the catalogue only', () => {
  fc.assert(
    fc.property(history(30), (steps) => {
      follow(steps, (before, { state, events, result }) => {
        if (!result.ok) {
          expect(events).toStrictEqual([])
          expect(errors[result.error.code]).toMatchObject(result.error)
        }
        if (events.length === 0) expect(state).toBe(before)
        else expect(state).not.toBe(before)
      })
    }),
    runs
  )
})

test('evolve never refuses what decide decided: each event changes the state, one by one or in one fold', () => {
  fc.assert(
    fc.property(history(30), (steps) => {
      follow(steps, (before, { state, events }) => {
        let each = before
        for (const event of events) {
          const next = evolve(each, event)
          expect(next).not.toBe(each)
          each = next
        }
        expect(contentOf(each)).toStrictEqual(contentOf(state))
        expect(contentOf(evolveAll(before, events))).toStrictEqual(contentOf(state))
      })
    }),
    runs
  )
})

test('the same arguments give the same answer, and are left as they were', () => {
  fc.assert(
    fc.property(history(30), (steps) => {
      follow(steps, (before, applied, { command, facts }) => {
        const given = JSON.stringify([command, facts, contentOf(before)])
        const again = apply(before, command as ResourceSharingCommand, facts)
        expect([again.result, again.events, serialize(again.state)]).toStrictEqual([
          applied.result,
          applied.events,
          serialize(applied.state)
        ])
        expect(decide(command as ResourceSharingCommand, before, facts)).toStrictEqual(
          applied.result.ok ? { ok: true, events: applied.events } : applied.result
        )
        expect(JSON.stringify([command, facts, contentOf(before)])).toBe(given)
      })
    }),
    { numRuns: 200 }
  )
})

test('acceptance is all or nothing: every named entity moves, and no other', () => {
  const ends: readonly (string | undefined)[] = ['Disassociating', 'Disassociated']
  fc.assert(
    fc.property(history(30), (steps) => {
      follow(steps, (before, { state, result }, { command }) => {
        if (command.type !== 'DisassociateResourceShare') return
        const { Resources, Targets } = (
          command as unknown as { request: { Resources: { ResourceId: string; ResourceType: string }[]; Targets: string[] } }
        ).request
        const named = [
          ...Resources.map(({ ResourceId, ResourceType }) => `Resource ${ResourceType} ${ResourceId}`),
          ...Targets.map((id) => `Target Account ${id}`)
        ]
        const [was, is] = [recordsOf(before), recordsOf(state)]
        for (const [key, record] of is) if (!(result.ok && named.includes(key))) expect(record).toBe(was.get(key))
        if (result.ok) for (const key of named) expect(ends).toContain(is.get(key)?.status)
      })
    }),
    runs
  )
})

test('one record an identity; CreateTime moves only when it is associated; UpdateTime never goes back, even when the clock does', () => {
  fc.assert(
    fc.property(history(40), (steps) => {
      follow(steps, (before, { state, events }) => {
        const was = recordsOf(before)
        expect(recordsOf(state).size).toBe([...state.associations].length)
        const begun = new Set(
          events
            .filter(({ type }) => type === 'AssociationStarted' || type === 'TargetInvited')
            .map((event) => keyOf(event as unknown as Association))
        )
        if (events.some(({ type }) => type === 'ResourceSharePurged')) return
        for (const [key, record] of recordsOf(state)) {
          const old = was.get(key)
          if (old === undefined) expect(begun).toContain(key)
          else {
            expect(record.updateTime).toBeGreaterThanOrEqual(old.updateTime)
            if (!begun.has(key)) expect(record.createTime).toBe(old.createTime)
          }
        }
      })
    }),
    runs
  )
})

test('before its window nothing expires; at its ceiling nothing is left for any reader; a sweep is idempotent and leaves nothing due', () => {
  fc.assert(
    fc.property(history(40), (steps) => {
      follow(steps, (before, { state, events }, { facts }) => {
        const was = recordsOf(before)
        for (const event of events) {
          if (event.type !== 'AssociationExpired') continue
          const closed = was.get(keyOf(event as unknown as Association))
          const due =
            closed?.expiresFrom ??
            (closed?.invitation?.closesAt ?? Number.POSITIVE_INFINITY) + (facts.retention?.floorMs ?? 48 * hour)
          expect(facts.now).toBeGreaterThanOrEqual(due)
        }
        for (const association of resourceSharing.associations(state, facts))
          expect(association.expiresBy ?? Number.POSITIVE_INFINITY).toBeGreaterThan(facts.now)

        const swept = apply(state, { type: 'Sweep' }, facts)
        expect(apply(swept.state, { type: 'Sweep' }, facts).state).toBe(swept.state)
        expect(nextDeadline(swept.state) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(facts.now)
        if ((nextDeadline(state) ?? Number.POSITIVE_INFINITY) > facts.now) expect(swept.state).toBe(state)
        const expired = swept.events.filter(({ type }) => type === 'AssociationExpired').length
        const [seen, left] = [listAll(state, facts), listAll(swept.state, facts)]
        expect(seen.filter((entry) => left.some((other) => isDeepStrictEqual(other, entry)))).toStrictEqual(left)
        expect(seen.length - left.length).toBeLessThanOrEqual(swept.state === initialState ? seen.length : expired)
      })
    }),
    runs
  )
})

test('a share that nobody touches any more, once deleted, is gone after its deadlines: the state is initialState again', () => {
  fc.assert(
    fc.property(history(30), (steps) => {
      let state = follow(steps, () => {})
      let now = (steps.at(-1)?.facts.now ?? start) + 100 * day
      for (let round = 0; round < 4; round += 1, now += 100 * day) {
        state = apply(state, { type: 'Sweep' }, factsOf({ now })).state
        for (const { associationType, entityType, entityId, status, invitation } of resourceSharing.associations(
          state,
          factsOf({ now })
        )) {
          if (invitation?.status === 'Pending') continue
          const type = status === 'Associating' ? 'AssociationFailed' : 'DisassociationSucceeded'
          if (status === 'Associating' || status === 'Disassociating')
            state = apply(state, { type, associationType, entityType, entityId }, factsOf({ now })).state
        }
        if (state.share !== undefined)
          state = apply(
            state,
            { type: 'DeleteResourceShare', request: { ResourceShareId: state.share.resourceShareId } },
            factsOf({ now, accountId: state.share.resourceShareOwner })
          ).state
      }
      expect(state).toBe(initialState)
    }),
    runs
  )
})

test('a state behaves after a restart as it would have without', () => {
  fc.assert(
    fc.property(history(30), (steps) => {
      follow(steps, (before, applied, { command, facts }) => {
        expect(contentOf(restart(before))).toStrictEqual(contentOf(before))
        const again = apply(restart(before), command as ResourceSharingCommand, facts)
        expect([again.result, again.events, contentOf(again.state)]).toStrictEqual([
          applied.result,
          applied.events,
          contentOf(applied.state)
        ])
      })
    }),
    { numRuns: 200 }
  )
})

test('state, events and what is in them are frozen, and keep none of the caller’s objects', () => {
  const isFrozen = (value: unknown): boolean =>
    typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen))
  fc.assert(
    fc.property(history(20), (steps) => {
      follow(steps, (_, { state, events }) => {
        for (const event of events) expect(Object.isFrozen(event)).toBe(true)
        for (const association of state.associations) expect(isFrozen(association)).toBe(true)
        expect([Object.isFrozen(state), isFrozen(state.share), isFrozen(state.inForce)]).toStrictEqual([true, true, true])
      })
    }),
    { numRuns: 100 }
  )
})

const listAll = (state: ResourceShareState, facts: Facts) => {
  const asOwner = { ...facts, accountId: state.share?.resourceShareOwner ?? facts.accountId }
  return (['Resource', 'Target'] as const).flatMap((AssociationType) => {
    const listed = resourceSharing.listResourceShareAssociations([state], { AssociationType, MaxResults: 100 }, asOwner)
    return listed.ok ? listed.reply.ResourceShareAssociations : []
  })
}

describe('no input throws', () => {
  const fields = [
    'ResourceShareId',
    'Resources',
    'Targets',
    'ResourceOwner',
    'TargetProperties',
    'ResourceShareName',
    'AllowExternalTargets',
    'ResourceShareInvitationId',
    'AssociationType',
    'AssociationStatus',
    'MaxResults',
    'NextToken',
    'ResourceShareIds',
    'ResourceId',
    'Target',
    '__proto__',
    'constructor'
  ]
  const hostile = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('rs-1', member, '__proto__', '', null, [vswitch('r-1')], [null], [[]], { length: 1e9 }, 'x'.repeat(10_000))
  )
  const request = fc.oneof(hostile, fc.dictionary(fc.constantFrom(...fields), hostile))
  const type = fc.constantFrom(
    'CreateResourceShare',
    'AssociateResourceShare',
    'DisassociateResourceShare',
    'DeleteResourceShare',
    'AcceptResourceShareInvitation',
    'RejectResourceShareInvitation',
    'AssociationSucceeded',
    'AssociationFailed',
    'DisassociationSucceeded',
    'DisassociationFailed',
    'Sweep',
    'toString',
    5
  )
  const state = ready()
  const facts = factsOf()

  test('as a command', () => {
    const command = fc.oneof(
      hostile,
      fc.record(
        {
          type,
          request,
          resourceShareId: hostile,
          invitationIds: hostile,
          associationType: hostile,
          entityType: hostile,
          entityId: hostile,
          reason: hostile
        },
        { requiredKeys: ['type'] }
      )
    )
    fc.assert(
      fc.property(command, (given) => {
        for (const from of [state, initialState]) {
          const { result, state: after } = apply(from, given as never, facts)
          if (!result.ok) {
            expect(Object.hasOwn(errors, result.error.code)).toBe(true)
            expect(after).toBe(from)
          }
        }
      }),
      { numRuns: 5_000 }
    )
  })

  test('as a query', () => {
    fc.assert(
      fc.property(request, (given) => {
        const listed = resourceSharing.listResourceShareAssociations([state, initialState], given as never, facts)
        if (!listed.ok) expect(Object.hasOwn(errors, listed.error.code)).toBe(true)
      }),
      { numRuns: 5_000 }
    )
  })
})
