/** Short ways to write and run scenarios, for tests. */

import { type Asked, type Outcome, run } from '../../../src/hosting/scenarios/run.ts'
import { parseScenario, type Scenario } from '../../../src/hosting/scenarios/scenario.ts'
import { systems } from '../../../src/hosting/scenarios/systems.ts'

export const owner = '159498693826****'
export const partner = '137284021560****'
export const hourMs = 3_600_000
export const startMs = Date.parse('2020-12-04T09:40:41.250Z')

/** A scenario in the form of a file. */
export const fileOf = (steps: readonly unknown[], more: object = {}): object => ({
  system: 'resource-sharing',
  version: 1,
  start: '2020-12-04T09:40:41.250Z',
  facts: { accountId: owner },
  steps,
  ...more
})

export const parse = (file: unknown) => parseScenario(file, systems)

export const scenarioOf = (steps: readonly unknown[], more: object = {}): Scenario => {
  const parsed = parse(fileOf(steps, more))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault))
  return parsed.scenario
}

export const systemOf = (name = 'resource-sharing') => {
  const system = systems.find((known) => known.name === name)
  if (system === undefined) throw new Error(`no system ${name}`)
  return system
}

export const runSteps = (steps: readonly unknown[], more: object = {}): readonly Outcome[] =>
  run(scenarioOf(steps, more), systemOf())

export const asked = (outcome: Outcome | undefined): Asked => {
  if (outcome === undefined || !('answer' in outcome)) throw new Error('this step asked for nothing')
  return outcome
}

export const codesOf = (outcomes: readonly Outcome[]): string[] =>
  outcomes.flatMap((outcome) => ('answer' in outcome ? [outcome.answer.code ?? 'ok'] : []))

export const create = (resourceShareId = 'rs-a', request: object = {}) => ({
  command: { type: 'CreateResourceShare', resourceShareId, request: { ResourceShareName: 'test', ...request } }
})

export const vswitch = (id: string) => ({ ResourceId: id, ResourceType: 'VSwitch' })

export const associate = (ids: readonly string[], share = 'rs-a', more: object = {}) => ({
  command: { type: 'AssociateResourceShare', request: { ResourceShareId: share, Resources: ids.map(vswitch) } },
  ...more
})

export const disassociate = (ids: readonly string[], share = 'rs-a', more: object = {}) => ({
  command: { type: 'DisassociateResourceShare', request: { ResourceShareId: share, Resources: ids.map(vswitch) } },
  ...more
})

export const signal = (type: string, entityId: string, more: object = {}) => ({
  signal: { type, associationType: 'Resource', entityType: 'VSwitch', entityId, ...more }
})
