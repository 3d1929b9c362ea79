/** Sessions over a reload: kept as scenario texts, and whatever else is found in their place does no harm. */
import { writeScenario } from 'association-lifecycle/scenarios'
import { expect, test } from 'vitest'
import { keep, kept } from '../../../docs/examples/explorer/model/kept.ts'
import { documented, exampleNames } from './support.ts'

/** The storage of a tab, with what is in it. */
const storage = (within: (size: number) => boolean = () => true) => {
  const texts = new Map<string, string>()
  return {
    texts,
    getItem: (name: string) => texts.get(name) ?? null,
    removeItem: (name: string) => void texts.delete(name),
    setItem: (name: string, text: string) => {
      if (!within(text.length)) throw new DOMException('no room', 'QuotaExceededError')
      texts.set(name, text)
    }
  }
}

test.each(exampleNames)('%s is kept as the text of its scenario', (name) => {
  const { scenario, system } = documented(name)
  const store = storage()
  keep(scenario, system, () => store)
  expect([...store.texts.values()]).toStrictEqual([writeScenario(scenario)])
  expect(kept(system, () => store)).toStrictEqual(scenario)
})

test('each system has its own', () => {
  const [shares, policies] = [documented('documented-disassociation', 3), documented('backup-policies', 3)]
  const store = storage()
  keep(shares.scenario, shares.system, () => store)
  expect(kept(policies.system, () => store)).toBeUndefined()
  keep(policies.scenario, policies.system, () => store)
  expect(kept(shares.system, () => store)).toStrictEqual(shares.scenario)
})

test('a session in which nothing has happened clears what was kept', () => {
  const { scenario, system } = documented('documented-disassociation', 3)
  const store = storage()
  keep(scenario, system, () => store)
  keep({ ...scenario, steps: [] }, system, () => store)
  expect(store.texts.size).toBe(0)
})

test('what there is no room for is not kept, and nothing older is in its place', () => {
  const { scenario, system } = documented('documented-disassociation', 3)
  const small = storage((size) => size < writeScenario(scenario).length)
  keep({ ...scenario, steps: scenario.steps.slice(0, 1) }, system, () => small)
  expect(small.texts.size).toBe(1)
  keep(scenario, system, () => small)
  expect(small.texts.size).toBe(0)
  const store = storage()
  keep({ ...scenario, note: 'x'.repeat(500_000) }, system, () => store)
  expect(store.texts.size).toBe(0)
})

test.each([
  ['no JSON', '{'],
  ['no scenario', '{ "__proto__": { "steps": [] } }'],
  ['of another system', writeScenario(documented('backup-policies').scenario)],
  ['of another version', '{ "system": "resource-sharing", "version": 2, "steps": [] }'],
  ['nested without end', '['.repeat(400_000)],
  ['too large', writeScenario({ ...documented('documented-disassociation', 1).scenario, note: 'x'.repeat(500_000) })]
])('what is found there is not taken where it is %s', (_, text) => {
  const { system } = documented('documented-disassociation', 0)
  const store = { ...storage(), getItem: () => text }
  expect(kept(system, () => store)).toBeUndefined()
})

test('without a storage nothing is kept, and nothing breaks', () => {
  const { scenario, system } = documented('documented-disassociation', 3)
  const closed = () => {
    throw new DOMException('not here', 'SecurityError')
  }
  keep(scenario, system, closed)
  expect(kept(system, closed)).toBeUndefined()
})
