import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { pathText } from '../../../src/testing/difference.ts'
import { fileOf, owner, parse, scenarioOf, startMs } from './support.ts'

const faultOf = (file: unknown): string => {
  const parsed = parse(file)
  return parsed.ok ? 'none' : `${pathText(parsed.fault.path)}: ${parsed.fault.message}`
}

const step = (fields: object) => fileOf([fields])
const sweepWith = (fields: object) => step({ sweep: true, ...fields })
const command = { type: 'Sweep' }

describe('a broken scenario is told by its first fault, and where that is', () => {
  test.each([
    [null, ': must be an object; it is null'],
    [[], ': must be an object; it is []'],
    [{}, ': "system" is missing here'],
    [{ system: '__proto__' }, 'system: must be one of resource-sharing, backup-policies; it is "__proto__"'],
    [{ system: 'resource-sharing' }, ': "version" is missing here'],
    [fileOf([], { version: 2, news: 1 }), 'version: must be 1, the version that is known here; it is 2'],
    [fileOf([], { stepz: [] }), 'stepz: there is no such field; here go system, version, title, note, start, facts, steps'],
    [
      fileOf([], JSON.parse('{"__proto__":{"title":"x"}}')),
      '__proto__: there is no such field; here go system, version, title, note, start, facts, steps'
    ],
    [fileOf([], { title: 5 }), 'title: must be a text; it is 5'],
    [fileOf([], { start: 'now' }), /^start: must be a time .* it is "now"$/],
    [fileOf([], { facts: {} }), 'facts: "accountId" is missing here'],
    [fileOf([], { facts: { accountId: owner, now: 1 } }), /^facts.now: there is no such field/],
    [
      fileOf([], { facts: { accountId: owner, limits: { sharesPerAccount: -1 } } }),
      /^facts.limits.sharesPerAccount: must be a whole number/
    ],
    [
      fileOf([], { facts: { accountId: owner, resourceTypes: { X: { leavable: true } } } }),
      'facts.resourceTypes.X: "external" is missing here'
    ],
    [fileOf([], { facts: { accountId: owner, retention: { floorMs: 2, ceilingMs: 1 } } }), /^facts.retention: must be a window/],
    [
      fileOf([], { facts: { accountId: owner, directory: { id: 'rd-1', managementAccountId: owner, memberIds: owner } } }),
      /^facts.directory.memberIds: must be a list/
    ],
    [fileOf([], { facts: { accountId: owner, directory: null } }), 'facts.directory: must be an object; it is null'],
    [fileOf([], { steps: {} }), 'steps: must be a list; it is {}'],
    [step([]), 'steps[0]: must be an object; it is []'],
    [step({}), /^steps\[0\]: must be a step/],
    [step({ comand: command }), /^steps\[0\]: must be a step/],
    [step({ note: 'hm', nota: 1 }), 'steps[0].nota: there is no such field; here go note'],
    [step({ command, sweep: true }), /^steps\[0\].sweep: a step is one thing/],
    [step({ command: 'Sweep' }), 'steps[0].command: must be an object; it is "Sweep"'],
    [step({ command: {} }), 'steps[0].command: "type" is missing here'],
    [step({ command: { type: 5 } }), 'steps[0].command.type: must be a text; it is 5'],
    [
      step({ command: { type: 'ListResourceShareAssociations' } }),
      /^steps\[0\].command.type: .* is a query: write it under "query"$/
    ],
    [step({ command, expected: {} }), /^steps\[0\].expected: there is no such field/],
    [step({ signal: { type: 'Sweep' } }), /^steps\[0\].signal.type: must be one of AssociationSucceeded, /],
    [step({ query: { type: 'toString' } }), /^steps\[0\].query.type: must be one of ListResourceShareAssociations, /],
    [step({ sweep: false }), 'steps[0].sweep: must be true; it is false'],
    [step({ advance: '4 sec' }), /^steps\[0\].advance: must be a duration .* it is "4 sec"$/],
    [step({ advance: 1, expect: {} }), 'steps[0].expect: there is no such field; here go advance, note'],
    [step({ at: '2020-02-30' }), /^steps\[0\].at: must be a time/],
    [step({ advance: '99999999d' }), 'steps[0].advance: goes beyond the year 9999'],
    [step({ advance: '999999999d' }), 'steps[0].advance: goes beyond the year 9999'],
    [step({ advance: Number.MAX_VALUE }), 'steps[0].advance: goes beyond the year 9999'],
    [sweepWith({ facts: { accountId: null } }), 'steps[0].facts.accountId: must be a text; it is null'],
    [sweepWith({ facts: { now: 0 } }), /^steps\[0\].facts.now: there is no such field/],
    [sweepWith({ expect: { code: 'Nope' } }), 'steps[0].expect.code: must be a code of resource-sharing; it is "Nope"'],
    [sweepWith({ expect: { ok: true, code: 'InvalidParameter' } }), 'steps[0].expect: cannot be ok and have a code'],
    [sweepWith({ expect: { events: [5] } }), /^steps\[0\].expect.events\[0\]: must be the type of an event/],
    [sweepWith({ expect: { ok: 'yes' } }), 'steps[0].expect.ok: must be true or false; it is "yes"']
  ])('%j', (file, fault) => {
    if (typeof fault === 'string') expect(faultOf(file)).toBe(fault)
    else expect(faultOf(file)).toMatch(fault)
  })

  test.each([
    [{}, 'facts: "projectId" is missing here'],
    [{ projectId: 'p', accountId: 'a' }, /^facts.accountId: there is no such field; here go projectId, requestId, executing/],
    [{ projectId: 'p', defaultPolicyId: 5 }, 'facts.defaultPolicyId: must be a text; it is 5'],
    [{ projectId: 'p', executingPolicyIds: ['x', null] }, 'facts.executingPolicyIds[1]: must be a text; it is null'],
    [{ projectId: 'p', limits: { resourcesPerPolicy: 1.5 } }, /^facts.limits.resourcesPerPolicy: must be a whole number/],
    [{ projectId: 'p', limits: { sharesPerAccount: 1 } }, /^facts.limits.sharesPerAccount: there is no such field/],
    [{ projectId: 'p', retention: { floorMs: 2, ceilingMs: 1 } }, /^facts.retention: must be a window/]
  ])('facts of backup policies: %j', (facts, fault) => {
    expect(faultOf(fileOf([], { system: 'backup-policies', facts }))).toMatch(fault)
  })

  test.each([
    [{ signal: { type: 'AssociationSucceeded' } }, 'steps[0].signal: backup-policies has no signals: all is done at once'],
    [{ query: { type: 'invitations' } }, /^steps\[0\].query.type: must be one of ListBackupPolicies, listResources, /],
    [{ command: { type: 'listResources' } }, /^steps\[0\].command.type: "listResources" is a query/],
    [{ sweep: true, facts: { projectId: null } }, 'steps[0].facts.projectId: must be a text; it is null'],
    [{ sweep: true, facts: { defaultPolicyId: null } }, 'none'],
    [{ sweep: true, expect: { code: 'InvalidParameter' } }, /^steps\[0\].expect.code: must be a code of backup-policies/],
    [{ sweep: true, expect: { failures: {} } }, 'steps[0].expect.failures: must be a list; it is {}'],
    [{ sweep: true, expect: { failures: ['PolicyFull'] } }, 'steps[0].expect.failures[0]: must be an object; it is "PolicyFull"']
  ])('a step of backup policies: %j', (broken, fault) => {
    expect(faultOf(fileOf([broken], { system: 'backup-policies', facts: { projectId: 'p' } }))).toMatch(fault)
  })

  test('with several shares a signal has to say which', () => {
    const create = (resourceShareId: string) => ({ command: { type: 'CreateResourceShare', resourceShareId } })
    const signal = { signal: { type: 'AssociationSucceeded' } }
    const named = { signal: { type: 'AssociationSucceeded', resourceShareId: 'rs-b' } }
    expect(faultOf(fileOf([create('rs-a'), create('rs-b'), named, signal]))).toMatch(/^steps\[3\].signal: there are 2 shares/)
    expect(faultOf(fileOf([create('rs-a'), create('rs-a'), signal]))).toBe('none')
    expect(faultOf(fileOf([create('rs-a'), create('rs-b'), named]))).toBe('none')
  })
})

describe('a scenario', () => {
  test('has its times and durations made milliseconds, and what it hands to the library left alone', () => {
    const strange = { type: 'No such thing', request: { __proto: 1, deep: [{}] }, more: null }
    const { start, steps } = scenarioOf([
      { advance: '1.5s' },
      { at: '2020-12-05' },
      { command: strange, note: 'n' },
      { sweep: true }
    ])
    expect(start).toBe(startMs)
    expect(steps).toStrictEqual([
      { kind: 'clock', to: { advanceMs: 1_500 } },
      { kind: 'clock', to: { at: Date.parse('2020-12-05') } },
      { kind: 'command', asked: strange, note: 'n' },
      { kind: 'sweep', asked: { type: 'Sweep' } }
    ])
  })

  test('of docs/examples is one, each of them, and there are two or more', () => {
    const folder = new URL('../../../docs/examples/', import.meta.url)
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
    expect(names.length).toBeGreaterThanOrEqual(2)
    for (const name of names)
      expect([name, faultOf(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))]).toStrictEqual([name, 'none'])
  })
})
