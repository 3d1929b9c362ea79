/** Every sequence of commands, sweeps and clock steps to a depth, on two policies, two volumes and a policy that is soon full. */
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { BackupPoliciesState } from '../../src/backup-policies/index.ts'
import { backupPolicies } from '../../src/index.ts'
import {
  association,
  countsOf,
  creation,
  deletion,
  disassociation,
  factsOf,
  hour,
  partsOf,
  policyId,
  run,
  start,
  sweep,
  twoPolicies,
  uuid,
  volumeId
} from './support.ts'

const policies = [policyId, uuid(2)] as const
const volumes = [volumeId, uuid(3)] as const
type Index = 0 | 1

/** What is documented of one volume in one policy: nothing, or a record that is live or ended since. */
type Cell = { readonly isLive: boolean; readonly since: number } | undefined
/** By policy and volume. */
type Cells = readonly [readonly [Cell, Cell], readonly [Cell, Cell]]

interface Scope {
  readonly state: BackupPoliciesState
  readonly now: number
  readonly exists: readonly [boolean, boolean]
  readonly cells: Cells
}

interface ResourcesLetter {
  readonly action: 'associate' | 'disassociate'
  readonly policy: Index
  readonly on: readonly Index[]
}
type Letter =
  | { readonly wait: number }
  | { readonly sweep: true }
  | ResourcesLetter
  | { readonly action: 'create' | 'delete'; readonly policy: Index }

/** An `expect` for each of so many takes long: only what differs is told. */
const same = (found: unknown, expected: unknown): void => {
  if (!isDeepStrictEqual(found, expected)) expect(found).toStrictEqual(expected)
}
const isTheSame = (found: BackupPoliciesState, expected: BackupPoliciesState): void => {
  if (found !== expected) expect(found).toBe(expected)
}

const texts = new WeakMap<BackupPoliciesState, string>()
const textOf = (state: BackupPoliciesState): string => {
  const text = texts.get(state) ?? backupPolicies.serialize(state)
  texts.set(state, text)
  return text
}

const both = [0, 1] as const
const alphabet: readonly Letter[] = [
  { wait: 48 * hour },
  { wait: 48 * hour - 1 },
  { wait: -hour },
  { sweep: true },
  ...both.flatMap((policy): Letter[] => [
    { action: 'create', policy },
    { action: 'delete', policy },
    ...(['associate', 'disassociate'] as const).flatMap((action) =>
      [[0], [1], [1, 0]].map((on): Letter => ({ action, policy, on: on as readonly Index[] }))
    )
  ])
]

const withCell = (cells: Cells, policy: Index, volume: Index, cell: Cell): Cells =>
  cells.map((row, p) => row.map((each, v) => (p === policy && v === volume ? cell : each))) as unknown as Cells
const mapCells = (cells: Cells, change: (cell: Cell) => Cell): Cells => cells.map((row) => row.map(change)) as unknown as Cells

const isSeen = (cell: Cell, now: number): boolean => cell !== undefined && (cell.isLive || now < cell.since + 96 * hour)
const isDue = (cell: Cell, now: number): boolean => cell !== undefined && !cell.isLive && now >= cell.since + 48 * hour
const isLive = (cell: Cell): boolean => cell?.isLive === true

const ended = (cells: Cells, policy: Index, volume: Index, now: number): Cells =>
  withCell(cells, policy, volume, { isLive: false, since: Math.max(now, cells[policy][volume]?.since ?? now) })
const begun = (cells: Cells, policy: Index, volume: Index, now: number): Cells =>
  withCell(cells, policy, volume, { isLive: true, since: Math.max(now, cells[policy][volume]?.since ?? now) })

interface Predicted {
  readonly cells: Cells
  readonly succeeded: readonly Index[]
}

/** The documented outcome, volume by volume. */
const predict = ({ cells, now }: Scope, letter: ResourcesLetter, limit: number): Predicted => {
  const { policy } = letter
  let next = cells
  const succeeded: Index[] = []
  for (const volume of letter.on) {
    const isIn = isLive(next[policy][volume])
    if (letter.action === 'disassociate') {
      if (!isIn) continue
      next = ended(next, policy, volume, now)
    } else if (!isIn) {
      if (next[policy].filter(isLive).length >= limit) continue
      const other = policy === 0 ? 1 : 0
      if (isLive(next[other][volume])) next = ended(next, other, volume, now)
      next = begun(next, policy, volume, now)
    }
    succeeded.push(volume)
  }
  return { cells: next, succeeded }
}

const follow = (scope: Scope, letter: Letter, limit: number): Scope => {
  const { state, now, exists, cells } = scope
  if ('wait' in letter) return { ...scope, now: now + letter.wait }
  const facts = { now, limits: { resourcesPerPolicy: limit } }
  if ('sweep' in letter) {
    const swept = run(state, sweep, facts)
    same(swept.result, { ok: true, reply: {} })
    isTheSame(run(swept.state, sweep, facts).state, swept.state)
    return { ...scope, state: swept.state, cells: mapCells(cells, (cell) => (isDue(cell, now) ? undefined : cell)) }
  }
  const { policy } = letter
  const id = policies[policy]
  const isThere = exists[policy]
  const toggled = exists.map((each, at) => (at === policy ? !each : each)) as unknown as Scope['exists']
  if ('on' in letter) {
    const make = letter.action === 'associate' ? association : disassociation
    const applied = run(
      state,
      make(
        letter.on.map((volume) => volumes[volume]),
        id
      ),
      facts
    )
    if (!isThere) {
      same(applied.result.ok ? 'ok' : [applied.result.error.status, applied.result.error.code], [404, 'AutoBackup.0205'])
      isTheSame(applied.state, state)
      return scope
    }
    const { cells: next, succeeded } = predict(scope, letter, limit)
    const { success_resources, fail_resources } = partsOf(applied)
    const idsOf = (parts: readonly { readonly resource_id: string }[]) => parts.map(({ resource_id }) => resource_id)
    same(
      idsOf(success_resources),
      succeeded.map((volume) => volumes[volume])
    )
    same(
      idsOf(fail_resources),
      letter.on.filter((volume) => !succeeded.includes(volume)).map((volume) => volumes[volume])
    )
    same(applied.state === state, next === cells)
    return { ...scope, state: applied.state, cells: next }
  }
  const applied = run(state, letter.action === 'create' ? creation(id) : deletion(id), facts)
  if (isThere === (letter.action === 'create')) {
    const code = letter.action === 'create' ? 'AutoBackup.0006' : 'AutoBackup.0205'
    same(applied.result.ok ? 'ok' : applied.result.error.code, code)
    isTheSame(applied.state, state)
    return scope
  }
  same(applied.result.ok, true)
  const left = both.filter((volume) => letter.action === 'delete' && isLive(cells[policy][volume]))
  const next = left.reduce((changed, volume) => ended(changed, policy, volume, now), cells)
  return { ...scope, state: applied.state, exists: toggled, cells: next }
}

/** What a reader must find, and does. */
const check = ({ state, now, exists, cells }: Scope): void => {
  const expected = both.flatMap((policy) =>
    both.flatMap((volume) => {
      const cell = cells[policy][volume]
      if (cell === undefined || !isSeen(cell, now)) return []
      return [`${policies[policy]} ${volumes[volume]} ${cell.isLive ? 'Associated' : 'Disassociated'} ${cell.since}`]
    })
  )
  const found = [...backupPolicies.associations(state, factsOf({ now }))].map(
    ({ policyId: policy, entityId, status, updateTime }) => `${policy} ${entityId} ${status} ${updateTime}`
  )
  same(found.sort(), expected.sort())
  const counts = both.filter((policy) => exists[policy]).map((policy) => [policies[policy], cells[policy].filter(isLive).length])
  same(countsOf(state, { now }), Object.fromEntries(counts))
  for (const volume of both) same(both.filter((policy) => isLive(cells[policy][volume])).length < 2, true)
  const deadlines = cells.flat().flatMap((cell) => (cell === undefined || cell.isLive ? [] : [cell.since + 48 * hour]))
  same(backupPolicies.nextDeadline(state), deadlines.length === 0 ? undefined : Math.min(...deadlines))
}

const depth = 5

describe.each([1, 2])('with room for %d in a policy', (limit) => {
  test(`up to depth ${depth}, each step as documented`, () => {
    const empty = [undefined, undefined] as const
    let frontier: Scope[] = [{ state: twoPolicies(), now: start, exists: [true, true], cells: [empty, empty] }]
    const seen = new Set<string>()
    let transitions = 0
    for (let at = 0; at < depth; at += 1) {
      const next = new Map<string, Scope>()
      for (const scope of frontier)
        for (const letter of alphabet) {
          const reached = follow(scope, letter, limit)
          transitions += 1
          if (reached === scope) continue
          // Two sequences that lead to the same state at the same time go on alike: decisions depend on nothing else. What is expected
          // is part of the key, so that a state that should have changed is looked at as well.
          const key = `${reached.now} ${textOf(reached.state)} ${JSON.stringify([reached.exists, reached.cells])}`
          if (seen.has(key)) continue
          check(reached)
          next.set(key, reached)
          seen.add(key)
        }
      frontier = [...next.values()]
    }
    console.info(`${seen.size} states, ${transitions} transitions`)
    expect(seen.size).toBeGreaterThan(1_000)
  })
})
