/** What the suites try by default: worlds, limits and clocks that few backends are ready for, and how a backend does without them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Fields, fieldsOf } from '../../src/decider/values.ts'
import { backupPolicies, resourceSharing } from '../../src/index.ts'
import { setting as policies } from '../../src/testing/backup-policies/histories.ts'
import { type AnyFacts, type Course, historyOf, type Planned, type Setting } from '../../src/testing/history.ts'
import type { States } from '../../src/testing/model.ts'
import { setting as shares } from '../../src/testing/resource-sharing/histories.ts'

type AnyCall = Planned<AnyFacts & Fields>

const sample = (setting: unknown, course: Partial<Course>, numRuns: number): readonly (readonly AnyCall[])[] =>
  fc.sample(historyOf(setting as Setting<unknown, AnyFacts & Fields>, { maxCalls: 60, ...course }), { numRuns, seed: 1 })

const few = (setting: unknown, course: Partial<Course>) => sample(setting, course, 100)

/** As many as a suite makes by default. */
const byDefault = { shares: sample(shares, {}, 400), policies: sample(policies, {}, 400) }

const stepsBack = (calls: readonly AnyCall[]): number =>
  calls.slice(1).filter(({ facts }, at) => facts.now < (calls[at]?.facts.now ?? 0)).length

const longest = (calls: readonly AnyCall[], name: string): number =>
  Math.max(...calls.map(({ wanted }) => (wanted.ok ? [fieldsOf(wanted.reply)[name]].flat().length : 0)))

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

const withFact = (calls: readonly AnyCall[], name: string): readonly AnyCall[] =>
  calls.filter(({ facts }) => facts[name] !== undefined)

const ofType = (calls: readonly AnyCall[], type: string): readonly AnyCall[] =>
  calls.filter(({ command }) => command.type === type)

const systems = [
  ['Resource Sharing', shares, byDefault.shares],
  ['backup policies', policies, byDefault.policies]
] as const

describe.each(systems)('%s', (_, setting, all) => {
  const calls = all.flat()

  test('the clock goes back now and then, and closed records have windows of their own, some for one call only', () => {
    const back = sum(all.map(stepsBack))
    expect(back).toBeGreaterThan(50)
    expect(back).toBeLessThan(calls.length / 20)
    expect(withFact(calls, 'retention').length).toBeGreaterThan(100)
    const mixed = all.filter((each) => new Set(each.map(({ facts }) => JSON.stringify(facts.retention))).size > 1)
    expect(mixed.length).toBeGreaterThan(50)
  })

  test('long histories are rare', () => {
    const lengths = all.map(({ length }) => length)
    expect(sum(lengths) / lengths.length).toBeLessThan(35)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(60 + setting.probes.length)
  })

  test('facts that are fixed as undefined, or null, are in no call', () => {
    const names = ['retention', 'usage', 'resourceTypes', 'limits', 'directory', 'executingPolicyIds', 'defaultPolicyId']
    for (const nothing of [undefined, null]) {
      const facts = Object.fromEntries(names.map((name) => [name, nothing]))
      const without = few(setting, { facts }).flat()
      expect(without.length).toBeGreaterThan(1_500)
      for (const name of names) expect(withFact(without, name), name).toStrictEqual([])
    }
  })

  test('a clock that cannot go back does not', () => {
    for (const course of [{ monotonicClock: true }, { expiresByItself: true }])
      expect(sum(few(setting, course).map(stepsBack))).toBe(0)
  })

  test('what expires by itself has one window in all of a history', () => {
    const windows = few(setting, { expiresByItself: true }).map(
      (each) => new Set(each.map(({ facts }) => JSON.stringify(facts.retention)))
    )
    expect(Math.max(...windows.map(({ size }) => size))).toBe(1)
    expect(new Set(windows.flatMap((each) => [...each])).size).toBeGreaterThan(2)
  })
})

test('shares: what the host counts, and its own catalogue; as many shares, resources and targets as there may be', () => {
  const calls = byDefault.shares.flat()
  expect(withFact(calls, 'usage').length).toBeGreaterThan(50)
  expect(withFact(calls, 'resourceTypes').length).toBeGreaterThan(500)
  const isByDefault = ({ facts, wanted }: AnyCall, code: string) =>
    facts.limits === undefined && facts.usage === undefined && !wanted.ok && wanted.error.code === code
  for (const code of ['QuotaExceeded.ResourceShare.Count', 'QuotaExceeded.SharedResource.Count'])
    expect(calls.filter((call) => isByDefault(call, code)).length, code).toBeGreaterThan(5)
  const lists = ofType(calls, 'ListResourceShareAssociations')
  const full = lists.filter(({ command, wanted }) => {
    const { MaxResults } = fieldsOf(command.request)
    return MaxResults === undefined && wanted.ok && fieldsOf(wanted.reply).NextToken !== undefined
  })
  expect(full.length).toBeGreaterThan(5)
})

test('policies: those that make backups and the default one in every call; as many policies and resources as there may be', () => {
  const all = byDefault.policies
  const calls = all.flat()
  for (const type of ['DisassociateResources', 'AssociateResources', 'DeleteBackupPolicy'])
    for (const name of ['executingPolicyIds', 'defaultPolicyId'])
      expect(withFact(ofType(calls, type), name).length, `${type}, ${name}`).toBeGreaterThan(10)
  expect(all.filter((each) => longest(each, 'backup_policies') === 10).length).toBeGreaterThan(5)
  expect(all.filter((each) => longest(each, 'resources') >= 64).length).toBeGreaterThan(5)
})

/** All that a reader sees, whoever it is. */
const seenIn = {
  'Resource Sharing': (states: States<unknown>, facts: unknown) =>
    [...(states as States<resourceSharing.ResourceShareState>).values()].flatMap((state) => [
      ...resourceSharing.associations(state, facts as resourceSharing.Facts)
    ]),
  'backup policies': (states: States<unknown>, facts: unknown) =>
    [...(states as States<backupPolicies.BackupPoliciesState>).values()].flatMap((state) => [
      ...backupPolicies.associations(state, facts as backupPolicies.Facts)
    ])
}

test.each(systems)('%s: when the clock goes back, a reader sees what he saw', (name, setting, all) => {
  const { send } = setting as unknown as Setting<unknown, AnyFacts & Fields>
  for (const calls of all) {
    let states: States<unknown> = new Map<string, unknown>()
    let last: AnyCall['facts'] | undefined
    for (const { command, facts } of calls) {
      if (last !== undefined && facts.now < last.now)
        expect(seenIn[name](states, { ...last, now: facts.now })).toStrictEqual(seenIn[name](states, last))
      states = send(states, command, facts).states
      last = facts
    }
  }
})
