/** Random steps. A step says what to try in numbers; what it names is chosen when its turn comes, from what is there. */
import fc from 'fast-check'
import * as pools from './pools.ts'

const pick = fc.nat({ max: 0xffff })
/** Mostly the first: 0, else a place in a pool. */
const mostly = (weight: number, pool: readonly unknown[]) =>
  fc.oneof({ weight, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: pool.length - 1 }) })
const chance = (percent: number) => fc.nat({ max: 99 }).map((it) => it >= 100 - percent)

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
  types: mostly(8, pools.typeCatalogues),
  retention: mostly(2, pools.retentions),
  limits: mostly(8, pools.limits),
  usage: mostly(8, pools.usages)
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
    { weight: 3, arbitrary: fc.constant('delete' as const) },
    { weight: 7, arbitrary: fc.constant('answer' as const) },
    { weight: 22, arbitrary: fc.constant('signal' as const) },
    { weight: 6, arbitrary: fc.constant('sweep' as const) }
  ),
  isRightCaller: chance(93),
  isRightShare: chance(96),
  isFromState: chance(85),
  isAsExpected: chance(75),
  caller: pick,
  which: pick,
  resources: few,
  targets: few,
  name: mostly(12, pools.names),
  flag: fc.constantFrom(true, true, true, true, false, undefined, null),
  reason: mostly(1, pools.reasons),
  resourceOwner: fc.constantFrom(undefined, undefined, null, 'Self'),
  invitationIds: fc.array(fc.record({ account: pick, id: fc.nat({ max: 6 }) }), { maxLength: 2 }),
  property: fc.option(pick, { freq: 4 }),
  oddities: fc.oneof(
    { weight: 14, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.array(oddity, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(oddity, { minLength: 2, maxLength: 3 }) }
  )
})

const list = fc.record({
  kind: pick,
  caller: pick,
  isRightCaller: chance(70),
  max: fc.constantFrom(undefined, null, 1, 2, 3, 100),
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
  entity: fc.option(pick, { freq: 4 }),
  oddities: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(oddity, { minLength: 1, maxLength: 2 }) }
  )
})

const step = fc.record({
  slot: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
  clock,
  facts,
  command,
  list,
  isStored: chance(20)
})

export const steps = fc.array(step, { minLength: 1, maxLength: 40, size: 'max' })

type Given<A> = A extends fc.Arbitrary<infer T> ? T : never
export type Step = Given<typeof step>
export type CommandChoice = Given<typeof command>
export type ListChoice = Given<typeof list>
export type Oddity = Given<typeof oddity>
export type ClockChoice = Given<typeof clock>
export type FactsChoice = Given<typeof facts>
