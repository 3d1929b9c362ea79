/** Random steps. A step says what to try in numbers; what it names is chosen when its turn comes, from what is there. */
import fc from 'fast-check'
import * as pools from './pools.ts'
import type { Fields } from './shape.ts'

const pick = fc.nat({ max: 0xffff })
/** Mostly the first: 0, else a place in a pool. */
const mostly = (weight: number, pool: readonly unknown[]) =>
  fc.oneof({ weight, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: pool.length - 1 }) })
const chance = (percent: number) => fc.nat({ max: 99 }).map((it) => it < percent)

const clock = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'on' as const, by: 0 }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('on' as const), by: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('on' as const), by: fc.integer({ min: 1, max: 40_000_000 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('deadline' as const), at: pick, by: fc.integer({ min: -1, max: 1 }) })
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('on' as const), by: fc.integer({ min: 1, max: 900_000_000 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('on' as const), by: fc.integer({ min: -5, max: -1 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('on' as const), by: fc.integer({ min: -400_000_000, max: -1 }) }) }
)

const facts = fc.record({
  directory: mostly(3, pools.directories),
  types: mostly(5, pools.typeCatalogues),
  retention: mostly(2, pools.retentions),
  limits: mostly(8, pools.limits),
  usage: mostly(8, pools.usages),
  areTasksRunning: chance(20)
})

/** A list of good entries, and now and then bad ones among them. */
const few = fc.oneof(
  { weight: 12, arbitrary: fc.array(pick, { maxLength: 2 }) },
  { weight: 2, arbitrary: fc.array(pick, { maxLength: 5 }) },
  { weight: 1, arbitrary: fc.array(pick, { minLength: 4, maxLength: 8 }) }
)

const oddity = fc.record({
  field: pick,
  value: fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('odd' as const), at: pick }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('resources' as const, 'targets' as const, 'properties' as const),
        entries: fc.array(fc.record({ isBad: chance(30), at: pick, text: pick }), { maxLength: 7 })
      })
    }
  )
})

const command = fc.record({
  kind: fc.oneof(
    { weight: 3, arbitrary: fc.constant('create' as const) },
    { weight: 12, arbitrary: fc.constant('associate' as const) },
    { weight: 10, arbitrary: fc.constant('disassociate' as const) },
    { weight: 5, arbitrary: fc.constant('leave' as const) },
    { weight: 4, arbitrary: fc.constant('delete' as const) },
    { weight: 9, arbitrary: fc.constant('answer' as const) },
    { weight: 13, arbitrary: fc.constant('signal' as const) },
    { weight: 8, arbitrary: fc.constant('settle' as const) },
    { weight: 6, arbitrary: fc.constant('sweep' as const) }
  ),
  isRightCaller: chance(93),
  isRightShare: chance(96),
  isFromState: chance(85),
  isAsExpected: chance(80),
  caller: pick,
  which: pick,
  resources: few,
  targets: few,
  name: mostly(20, pools.names),
  flag: mostly(3, pools.flags),
  reason: mostly(2, pools.reasons),
  resourceOwner: fc.constantFrom(undefined, undefined, null, 'Self'),
  invitationIds: fc.array(fc.record({ account: pick, id: fc.nat({ max: 6 }) }), { maxLength: 2 }),
  property: fc.option(pick, { freq: 4 }),
  oddities: fc.oneof(
    { weight: 20, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.array(oddity, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(oddity, { minLength: 2, maxLength: 3 }) }
  )
})

const list = fc.record({
  kind: pick,
  caller: pick,
  isRightCaller: chance(85),
  isHeld: chance(50),
  max: fc.constantFrom(undefined, null, 1, 1, 2, 3, 100),
  status: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    null,
    'Associating',
    'Associated',
    'Disassociating',
    'Disassociated',
    'Failed'
  ),
  shares: fc.constantFrom(undefined, undefined, null, [], ['rs-2'], ['rs-2', 'rs-6GRmdD3X****'], ['rs-none']),
  owner: fc.constantFrom(undefined, undefined, null, 'Self', 'OtherAccounts', 'OtherAccounts'),
  entity: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: pick }),
  oddities: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(oddity, { minLength: 1, maxLength: 2 }) }
  )
})

const step = fc.record({
  slot: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
  clock,
  facts,
  command,
  list,
  isStored: chance(20)
})

/** Few entities make records that are revived, many make long lists. */
const poolOf = (all: readonly unknown[]) =>
  fc.record({
    from: fc.nat({ max: all.length - 1 }),
    size: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 3, max: all.length }))
  })

/** Without the usual bias to small numbers: here a number is a choice, not a size. */
export const runs = fc.noBias(
  fc.record({
    resources: poolOf(pools.resources),
    targets: poolOf(pools.targets),
    steps: fc.array(step, { minLength: 1, maxLength: 40, size: 'max' })
  })
)

const fieldNames = `ResourceShareId ResourceShareName AllowExternalTargets Resources Targets TargetProperties ResourceOwner
  ResourceShareInvitationId AssociationType AssociationStatus MaxResults NextToken ResourceShareIds Target ResourceId __proto__
  constructor toString resourceShareId invitationIds associationType entityType entityId reason`.split(/\s+/)
const anyValue = fc.oneof(fc.constantFrom(...pools.oddities), fc.jsonValue(), fc.anything())
const anyFields = fc
  .array(fc.tuple(fc.constantFrom(...fieldNames), anyValue), { maxLength: 6 })
  .map((entries): Fields => Object.fromEntries(entries))
const commandTypes = `CreateResourceShare AssociateResourceShare DisassociateResourceShare DeleteResourceShare Sweep
  AcceptResourceShareInvitation RejectResourceShareInvitation AssociationSucceeded DisassociationFailed`.split(/\s+/)

/** What no client should send, and some do. */
export const oddCommands: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 1, arbitrary: anyValue },
  {
    weight: 9,
    arbitrary: fc
      .tuple(anyFields, fc.constantFrom(...commandTypes), fc.oneof(anyFields, anyFields, anyValue))
      .map(([fields, type, request]) => ({ ...fields, type, request }))
  }
)
export const oddRequests: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 9, arbitrary: anyFields },
  { weight: 1, arbitrary: anyValue }
)

type Given<A> = A extends fc.Arbitrary<infer T> ? T : never
export type RunChoice = Given<typeof runs>
export type Step = Given<typeof step>
export type CommandChoice = Given<typeof command>
export type ListChoice = Given<typeof list>
export type Oddity = Given<typeof oddity>
export type ClockChoice = Given<typeof clock>
export type FactsChoice = Given<typeof facts>
