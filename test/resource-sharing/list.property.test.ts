/** ListResourceShareAssociations: order, filters and pages, over any shares. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resourceSharing } from '../../src/index.ts'
import type {
  ListResourceShareAssociationsRequest,
  ResourceShareState,
  ResourceSharingEvent
} from '../../src/resource-sharing/index.ts'
import {
  associate,
  day,
  disassociate,
  factsOf,
  hour,
  leave,
  member,
  must,
  ofTarget,
  outsider,
  owner,
  ready,
  shareId,
  start,
  stranger,
  sweep,
  vswitch,
  withOutsider
} from './support.ts'

const { evolveAll, initialState, listResourceShareAssociations } = resourceSharing

const list = (
  states: Iterable<ResourceShareState>,
  request: Partial<ListResourceShareAssociationsRequest>,
  facts = factsOf()
) => {
  const listed = listResourceShareAssociations(states, { AssociationType: 'Resource', ...request }, facts)
  if (!listed.ok) throw new Error(listed.error.code)
  return listed.reply
}

type Row = { readonly type: string; readonly id: string; readonly at: number }

const shareWith = (resourceShareId: string, rows: readonly Row[], by = owner): ResourceShareState =>
  evolveAll(initialState, [
    {
      type: 'ResourceShareCreated',
      at: start,
      resourceShareId,
      resourceShareName: 'test',
      resourceShareOwner: by,
      allowExternalTargets: false
    },
    ...rows.map(
      ({ type, id, at }): ResourceSharingEvent => ({
        type: 'AssociationStarted',
        at,
        resourceShareId,
        associationType: 'Resource',
        entityType: type,
        entityId: id
      })
    )
  ])

/** Also ids as long as they may be, that differ at the end only, and all at one time. */
const row: fc.Arbitrary<Row> = fc.record({
  type: fc.constantFrom('VSwitch', 'Image', 'A type of the host'),
  id: fc.oneof(
    fc.stringMatching(/^[a-z~|"\\%]{1,4}$/),
    fc.constantFrom('a', 'b', '😀').map((last) => `${'😀'.repeat(62)}${last}`)
  ),
  at: fc.constantFrom(start, start + 1, start + 0.5, -1e15)
})
const rows = fc.uniqueArray(row, { maxLength: 20, selector: ({ type, id }) => `${id} ${type}` })

const identityOf = ({
  ResourceShareId,
  EntityType,
  EntityId
}: {
  ResourceShareId: string
  EntityType: string
  EntityId: string
}) => `${ResourceShareId} ${EntityType} ${EntityId}`

const inOrder = (expected: readonly Row[]): Row[] =>
  [...expected].sort((a, b) => a.at - b.at || (a.type < b.type ? -1 : a.type > b.type ? 1 : a.id < b.id ? -1 : 1))

test('shares come as given, associations by CreateTime and identity; pages put together are the whole, at any size', () => {
  fc.assert(
    fc.property(fc.array(rows, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 7 }), (shares, MaxResults) => {
      const states = shares.map((each, at) => shareWith(`rs-${'x'.repeat(60)}${9 - at}`, each))
      const expected = shares.flatMap((each, at) =>
        inOrder(each).map(({ type, id }) => `rs-${'x'.repeat(60)}${9 - at} ${type} ${id}`)
      )
      const found: string[] = []
      let pages = 1
      let NextToken: string | undefined
      do {
        const page = list(states, { MaxResults, ...(NextToken === undefined ? {} : { NextToken }) })
        found.push(...page.ResourceShareAssociations.map(identityOf))
        expect(found.length).toBe(Math.min(expected.length, pages * MaxResults))
        pages += 1
        NextToken = page.NextToken
        expect(NextToken !== undefined).toBe(found.length < expected.length)
        if (NextToken !== undefined) expect(NextToken.length).toBeLessThanOrEqual(256)
      } while (NextToken !== undefined)
      expect(found).toStrictEqual(expected)
      const whole = list(states, { MaxResults: 100 })
      expect(whole.ResourceShareAssociations.map(identityOf)).toStrictEqual(expected)
      expect(whole).not.toHaveProperty('NextToken')
      expect(list(states, {}).ResourceShareAssociations.map(identityOf)).toStrictEqual(expected.slice(0, 20))
    }),
    { numRuns: 300 }
  )
})

test('pages stay right while records come and go: what stays is listed once, whatever happens between two pages', () => {
  fc.assert(
    fc.property(rows, rows, fc.integer({ min: 1, max: 5 }), fc.boolean(), (stay, change, MaxResults, comes) => {
      const keys = new Set(stay.map(({ type, id }) => `${type} ${id}`))
      const changing = change.filter(({ type, id }) => !keys.has(`${type} ${id}`))
      const before = shareWith(shareId, comes ? stay : [...stay, ...changing])
      const after = shareWith(shareId, comes ? [...stay, ...changing] : stay)
      const found: string[] = []
      let NextToken: string | undefined
      let isFirst = true
      do {
        const page = list([isFirst ? before : after], { MaxResults, ...(NextToken === undefined ? {} : { NextToken }) })
        found.push(...page.ResourceShareAssociations.map(({ EntityType, EntityId }) => `${EntityType} ${EntityId}`))
        NextToken = page.NextToken
        isFirst = false
      } while (NextToken !== undefined)
      const expected = inOrder(stay).map(({ type, id }) => `${type} ${id}`)
      expect(found.filter((key) => keys.has(key))).toStrictEqual(expected)
    }),
    { numRuns: 300 }
  )
})

describe('a share that is gone between two pages', () => {
  const shareOf = (name: string, ...ids: string[]) =>
    shareWith(
      `rs-${name}`,
      ids.map((id) => ({ type: 'VSwitch', id, at: start }))
    )
  const [a, b, c, d] = [shareOf('a', 'a-1'), shareOf('b', 'b-1', 'b-2'), shareOf('c', 'c-1'), shareOf('d', 'd-1')]
  const { NextToken = '' } = list([a, b, c, d], { MaxResults: 2 })

  test.each([
    ['an empty state in its place', [a, initialState, c, d]],
    ['nothing in its place', [a, c, d]],
    ['those before it gone, too', [c, d]],
    ['others new before it', [shareOf('e', 'e-1'), shareOf('f', 'f-1'), a, c, d]]
  ])('leaves the rest of the list: %s', (_, states) => {
    expect(list(states, { NextToken }).ResourceShareAssociations.map(({ EntityId }) => EntityId)).toStrictEqual(['c-1', 'd-1'])
  })

  test('and so does one that is still there, wherever it stands now', () => {
    expect(list([d, b, c], { NextToken }).ResourceShareAssociations.map(({ EntityId }) => EntityId)).toStrictEqual(['b-2', 'c-1'])
  })
})

test('the longest names and ids make a token that is taken back', () => {
  const resourceShareId = `rs-${'x'.repeat(64)}`
  const rows = ['a', 'b'].map((last) => ({ type: 'T'.repeat(64), id: `${'y'.repeat(127)}${last}`, at: start + 0.123 }))
  const states = [shareWith(resourceShareId, rows), shareWith(`${resourceShareId.slice(0, -1)}y`, rows)]
  const { NextToken = '' } = list(states, { MaxResults: 1 })
  expect(NextToken.length).toBeLessThanOrEqual(256)
  expect(list(states, { NextToken }).ResourceShareAssociations.length).toBe(3)
})

describe('filters', () => {
  const state = must(ready(), associate({ Resources: [vswitch('vsw-2'), vswitch('vsw-1', 'Image')], Targets: ['fd-f1'] }))
  const idsOf = (request: Partial<ListResourceShareAssociationsRequest>, facts = factsOf()) =>
    list([state], request, facts).ResourceShareAssociations.map(({ EntityId, EntityType }) => `${EntityType} ${EntityId}`)

  test('by type, status, resource, target and share', () => {
    expect(idsOf({})).toStrictEqual(['Image vsw-1', 'VSwitch vsw-1', 'VSwitch vsw-2'])
    expect(idsOf({ AssociationStatus: 'Associated' })).toStrictEqual(['VSwitch vsw-1'])
    expect(idsOf({ ResourceId: 'vsw-1' })).toStrictEqual(['Image vsw-1', 'VSwitch vsw-1'])
    expect(idsOf({ ResourceId: 'vsw-9' })).toStrictEqual([])
    expect(idsOf({ AssociationType: 'Target' })).toStrictEqual([`Account ${member}`, 'Account fd-f1'])
    expect(idsOf({ AssociationType: 'Target', Target: 'fd-f1', AssociationStatus: 'Associating' })).toStrictEqual([
      'Account fd-f1'
    ])
    expect(idsOf({ ResourceShareIds: ['rs-other', shareId] }).length).toBe(3)
    expect(idsOf({ ResourceShareIds: ['rs-other'] })).toStrictEqual([])
    expect(idsOf({ ResourceShareIds: [] }).length).toBe(3)
  })

  test('only the caller’s own shares', () => {
    expect(idsOf({}, factsOf({ accountId: stranger }))).toStrictEqual([])
  })

  test('a page has 20 associations where nothing is said', () => {
    const many = shareWith(
      shareId,
      Array.from({ length: 21 }, (_, n) => ({ type: 'VSwitch', id: `vsw-${n}`, at: start + n }))
    )
    expect(list([many], {}).ResourceShareAssociations.length).toBe(20)
  })
})

describe('ResourceOwner: OtherAccounts', () => {
  const others = { AssociationType: 'Target', ResourceOwner: 'OtherAccounts' } as const
  const asOutsider = factsOf({ accountId: outsider })

  test('shows a principal its own records in others’ shares, and its leaving to the end', () => {
    let state = withOutsider(true)
    expect(list([state], others, asOutsider).ResourceShareAssociations).toMatchObject([
      { EntityId: outsider, AssociationStatus: 'Associated' }
    ])
    state = must(state, leave(outsider), { accountId: outsider })
    expect(list([state], others, asOutsider).ResourceShareAssociations).toMatchObject([{ AssociationStatus: 'Disassociating' }])
    state = must(state, ofTarget('DisassociationSucceeded', outsider))
    expect(list([state], others, asOutsider).ResourceShareAssociations).toMatchObject([{ AssociationStatus: 'Disassociated' }])
    expect(
      list([state], others, factsOf({ accountId: outsider, now: start + 96 * hour })).ResourceShareAssociations
    ).toStrictEqual([])
  })

  test('shows nothing of the owner, of other principals, or of resources', () => {
    const state = withOutsider(true)
    expect(list([state], others, factsOf()).ResourceShareAssociations).toStrictEqual([])
    expect(list([state], { ...others, Target: member }, asOutsider).ResourceShareAssociations).toStrictEqual([])
    expect(list([state], { ...others, AssociationType: 'Resource' }, asOutsider).ResourceShareAssociations).toStrictEqual([])
    expect(list([state], { AssociationType: 'Target' }, asOutsider).ResourceShareAssociations).toStrictEqual([])
  })
})

test('a record past its ceiling is in no answer, whether or not a sweep has run', () => {
  const state = must(must(ready(), disassociate({ Targets: [member] })), ofTarget('DisassociationSucceeded', member))
  const at = (now: number) => list([state], { AssociationType: 'Target' }, factsOf({ now })).ResourceShareAssociations.length
  expect([at(start + 96 * hour - 1), at(start + 96 * hour), at(start + 100 * day)]).toStrictEqual([1, 0, 0])
  expect(
    list([must(state, sweep, { now: start + 48 * hour })], { AssociationType: 'Target' }).ResourceShareAssociations
  ).toStrictEqual([])
})

test.each([
  'x',
  '0',
  '0 a.b -',
  '0 a.b - 5',
  '0 a.b - x VSwitch a',
  '-1 a.b - 5 VSwitch a',
  '00 a.b - 5 VSwitch a',
  '1e3 a.b - 5 VSwitch a',
  '0 a.b - Infinity VSwitch a',
  5,
  ['a'],
  {}
])('NextToken %o is none of ours', (NextToken) => {
  const listed = listResourceShareAssociations([ready()], { AssociationType: 'Resource', NextToken } as never, factsOf())
  expect(listed).toMatchObject({ ok: false, error: { code: 'InvalidParameter.NextToken' } })
})

test('empty and null tokens ask for the first page', () => {
  for (const NextToken of ['', null]) expect(list([ready()], { NextToken } as never).ResourceShareAssociations.length).toBe(1)
})
