import fc from 'fast-check'
import { describe, it } from 'vitest'
import type { TableSchema } from '../../src/collections/index.ts'
import { Table } from '../../src/collections/index.ts'
import { same, verySame } from '../same.ts'
import type { Group, Key, Row } from './support.ts'
import { fewIds, groupsOf, identities, manyIds, versionsOf } from './support.ts'

type ViewName = 'all' | 'waiting' | 'marked' | 'none'

const byId = (a: Row, b: Row): number => (a.id === b.id ? 0 : a.id < b.id ? -1 : 1)

const views: TableSchema<Key, Row, ViewName>['views'] = {
  all: { holds: () => true, compare: byId },
  waiting: { holds: (row) => row.place > 3, compare: (a, b) => a.place - b.place || byId(a, b) },
  marked: { holds: (row) => row.mark === 1, compare: (a, b) => byId(b, a) },
  none: { holds: () => false, compare: byId }
}
const names: readonly ViewName[] = ['all', 'waiting', 'marked', 'none']

const keyOf = (row: Row): string => row.id

describe.each(Object.entries(identities))('a table, identity: %s', (name, identity) => {
  const schema: TableSchema<Key, Row, ViewName> = { identity, views }
  const empty = Table.empty(schema)

  const expectRows = (table: Table<Key, Row, ViewName>, rows: ReadonlyMap<string, Row>, ids: readonly string[]): void => {
    verySame(table.size, rows.size)
    for (const id of ids) verySame(table.get({ id }), rows.get(id))
    same([...table].sort(byId), [...rows.values()].sort(byId))
    for (const view of names) {
      const { holds, compare } = views[view]
      const held = [...rows.values()].filter(holds).sort(compare)
      same([...table.view(view)], held)
      verySame(table.view(view).size, held.length)
    }
  }

  const pools = name === 'one bit at every seed' ? [fewIds] : [fewIds, manyIds]

  it.each(pools.map((ids) => [ids.length, ids] as const))('keeps every version and its views, %i ids', (count, ids) => {
    const property = (groups: Group[]): void => {
      for (const { version, rows } of versionsOf(empty, groups, keyOf)) expectRows(version, rows, ids)
    }
    fc.assert(fc.property(groupsOf(ids, count > 100 ? 300 : 30), property), { numRuns: count > 100 ? 15 : 100 })
  })

  it('is the same made from all rows at once, and can be changed from there', () => {
    const property = (groups: Group[], more: Group[]): void => {
      const given = groups.flatMap((group) => group.changes.map((change) => change.row))
      const rows = new Map(given.map((row) => [row.id, row]))
      const table = Table.from(schema, given)
      expectRows(table, rows, fewIds)
      const changed = new Map(rows)
      const changes = more.flatMap((group) => group.changes)
      for (const { kind, row } of changes) {
        if (kind === 'put') changed.set(row.id, row)
        else changed.delete(row.id)
      }
      expectRows(
        changes.reduce((all, { kind, row }) => all[kind](row), table),
        changed,
        fewIds
      )
      expectRows(table, rows, fewIds)
    }
    fc.assert(fc.property(groupsOf(fewIds, 15), groupsOf(fewIds, 15), property))
  })
})
