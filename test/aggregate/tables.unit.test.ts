/** What the tables of both systems have in common: which deadline comes first, and what is a state at all. */
import { describe, expect, test } from 'vitest'
import { checkTables, earliestOf, endedView } from '../../src/aggregate/tables.ts'
import { compareTexts, hashString, Table } from '../../src/collections/index.ts'

describe('the earliest deadline', () => {
  test.each<readonly [readonly (number | undefined)[], number | undefined]>([
    [[], undefined],
    [[undefined], undefined],
    [[undefined, undefined], undefined],
    [[5], 5],
    [[5, undefined, 3, 4], 3],
    [[undefined, 7], 7],
    [[0, 1], 0],
    [[-1, 0], -1],
    [[1e300, undefined], 1e300]
  ])('of %j is %j', (deadlines, earliest) => {
    expect(earliestOf(...deadlines)).toBe(earliest)
  })
})

interface Row {
  readonly id: string
  readonly expiresFrom?: number
  readonly expiresBy?: number
}
const tableOf = (rows: readonly Row[]) =>
  Table.from<Pick<Row, 'id'>, Row, 'ended'>(
    {
      identity: { hash: ({ id }, seed) => hashString(id, seed), equals: (a, b) => a.id === b.id },
      views: { ended: endedView((a, b) => compareTexts(a.id, b.id)) }
    },
    rows
  )

test('the ended rows are in the order of their deadlines, then of their identity; live ones are not among them', () => {
  const rows: Row[] = [{ id: 'e', expiresFrom: 2 }, { id: 'a' }, { id: 'd', expiresFrom: 1 }, { id: 'b', expiresFrom: 2 }]
  const idsIn = (table: ReturnType<typeof tableOf>) => [...table.view('ended')].map(({ id }) => id)
  expect(idsIn(tableOf(rows))).toStrictEqual(['d', 'b', 'e'])
  const later = tableOf(rows).put({ id: 'd', expiresFrom: 3 }).put({ id: 'a', expiresFrom: 0 }).put({ id: 'b' })
  expect(idsIn(later)).toStrictEqual(['a', 'e', 'd'])
})

describe('tables', () => {
  const table = tableOf([{ id: 'a' }])

  test('are those of this library', () => {
    expect(() => {
      checkTables(table, tableOf([]))
    }).not.toThrow()
  })

  test.each([
    ['missing', undefined],
    ['null', null],
    ['a list of rows', [...table]],
    ['the JSON of a table', JSON.parse(JSON.stringify(table))],
    ['a copy of a table', { ...table }],
    ['a map', new Map([['a', { id: 'a' }]])]
  ])('are not: %s', (_, given) => {
    for (const tables of [[given], [table, given], [given, table]]) {
      const check = () => {
        checkTables(...tables)
      }
      expect(check).toThrow(TypeError)
      expect(check).toThrow('stored states are read with deserialize')
    }
  })
})
