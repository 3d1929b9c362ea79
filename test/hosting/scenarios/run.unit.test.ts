import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { run } from '../../../src/hosting/scenarios/run.ts'
import {
  asked,
  associate,
  codesOf,
  create,
  disassociate,
  hourMs,
  owner,
  parse,
  partner,
  runSteps,
  scenarioOf,
  signal,
  startMs,
  systemOf
} from './support.ts'

const example = (name: string) => {
  const parsed = parse(JSON.parse(readFileSync(new URL(`../../../docs/examples/${name}.json`, import.meta.url), 'utf8')))
  if (!parsed.ok) throw new Error(parsed.fault.message)
  return run(parsed.scenario, parsed.system)
}

describe('the examples', () => {
  test.each(['documented-disassociation', 'invitations-and-failures', 'backup-policies'])(
    '%s: everything comes as expected',
    (name) => {
      expect(example(name).flatMap((outcome) => ('unmet' in outcome ? outcome.unmet : []))).toStrictEqual([])
    }
  )

  test('that of backup policies: each step that asks for something says what it expects', () => {
    expect(example('backup-policies').filter((outcome) => 'answer' in outcome && !outcome.isExpected)).toStrictEqual([])
  })

  test('the documented request gets the documented reply, field by field', () => {
    const answers = example('documented-disassociation').flatMap((outcome) => ('answer' in outcome ? [outcome.answer] : []))
    const documented = {
      RequestId: '95230BC9-A8E8-4493-96BD-4F0C758E37F8',
      ResourceShareAssociations: [
        {
          ResourceShareId: 'rs-6GRmdD3X****',
          ResourceShareName: 'test',
          AssociationType: 'Target',
          EntityId: '172050525300****',
          EntityType: 'Account',
          AssociationStatus: 'Disassociating',
          CreateTime: '2020-12-04T09:40:41.250Z',
          UpdateTime: '2020-12-04T09:40:45.556Z'
        }
      ]
    }
    expect(answers.map(({ body }) => body)).toContainEqual(documented)
  })

  test('show a conflict, a refusal, a failed disassociation and its alarm, and an end at 96 hours', () => {
    const outcomes = [...example('documented-disassociation'), ...example('invitations-and-failures')]
    expect(codesOf(outcomes)).toEqual(
      expect.arrayContaining([
        'DisassociateConflict',
        'ResourceAndTargetBothEmpty',
        'DisassociateInvalid',
        'InvitationStatus.Expired'
      ])
    )
    const events = outcomes.flatMap((outcome) => ('answer' in outcome ? outcome.answer.events : []))
    expect(events).toContainEqual(expect.objectContaining({ type: 'AssociationExpired', failedOperation: 'Disassociate' }))
    const passed = outcomes.flatMap((outcome) => (outcome.kind === 'clock' ? outcome.passed : []))
    expect(passed.flatMap(({ changes }) => changes.map(({ what }) => what))).toEqual(
      expect.arrayContaining(['mayGo', 'gone', 'lapsed'])
    )
  })
})

describe('the clock', () => {
  const closed = [create(), associate(['v']), signal('AssociationFailed', 'v')]

  test('stops at each deadline on its way, to the millisecond', () => {
    const outcome = runSteps([...closed, { advance: '100h' }]).at(-1)
    if (outcome?.kind !== 'clock') throw new Error('no clock')
    expect(outcome.passed.map(({ elapsedMs, changes }) => [elapsedMs, changes.map(({ what }) => what)])).toStrictEqual([
      [48 * hourMs, ['mayGo']],
      [96 * hourMs, ['gone']]
    ])
    expect([outcome.now, outcome.elapsedMs, outcome.advancedMs]).toStrictEqual([
      startMs + 100 * hourMs,
      100 * hourMs,
      100 * hourMs
    ])
  })

  test('also those that come into being on the way: an invitation lapses, and its record ends and goes', () => {
    const steps = [create('rs-a', { AllowExternalTargets: true, Targets: [partner] }), { advance: '30d' }]
    const outcome = runSteps(steps).at(-1)
    if (outcome?.kind !== 'clock') throw new Error('no clock')
    expect(outcome.passed.map(({ elapsedMs, changes }) => [elapsedMs / hourMs, changes.map(({ what }) => what)])).toStrictEqual([
      [7 * 24, ['lapsed']],
      [7 * 24 + 48, ['mayGo']],
      [7 * 24 + 96, ['gone']]
    ])
  })

  test('one millisecond early nothing has happened, and one step at a time is as good as one leap', () => {
    const passedBy = (steps: readonly unknown[]) =>
      runSteps([...closed, ...steps]).flatMap((outcome) => (outcome.kind === 'clock' ? outcome.passed : []))
    expect(passedBy([{ advance: 48 * hourMs - 1 }])).toStrictEqual([])
    expect(passedBy([{ advance: 48 * hourMs - 1 }, { advance: 1 }, { advance: '48h' }])).toStrictEqual(
      passedBy([{ advance: '96h' }])
    )
  })

  test('can be set, also back', () => {
    const [first, second] = runSteps([{ at: startMs + 5 }, { at: '2020-12-04T09:40:41.249Z' }])
    expect([first, second].map((outcome) => outcome?.kind === 'clock' && outcome.advancedMs)).toStrictEqual([5, -6])
    expect(second?.elapsedMs).toBe(-1)
  })
})

describe('facts', () => {
  test('of a step go over those of the scenario; null takes one away; each request has an id of its own', () => {
    const directory = { id: 'rd-1', managementAccountId: owner, memberIds: [] }
    const outcomes = runSteps(
      [{ sweep: true }, { sweep: true, facts: { accountId: partner, directory: null, requestId: 'mine' } }, { sweep: true }],
      { facts: { accountId: owner, directory } }
    )
    const facts = outcomes.map((outcome) => asked(outcome).facts)
    expect(facts.map(({ accountId }) => accountId)).toStrictEqual([owner, partner, owner])
    expect(facts.map((each) => 'directory' in each)).toStrictEqual([true, false, true])
    expect(facts[1]?.requestId).toBe('mine')
    expect(new Set(facts.map(({ requestId }) => requestId)).size).toBe(3)
  })

  test('of use are counted over all shares of the scenario', () => {
    const eleven = Array.from({ length: 11 }, (_, at) => create(`rs-${at}`))
    expect(codesOf(runSteps(eleven))).toStrictEqual([...Array(10).fill('ok'), 'QuotaExceeded.ResourceShare.Count'])
    expect(codesOf(runSteps([...eleven, { ...create('rs-other'), facts: { accountId: partner } }])).at(-1)).toBe('ok')
    const resources = (share: string, from: number) =>
      associate(
        [0, 1, 2, 3, 4].map((at) => `v-${from + at}`),
        share
      )
    const full = [create('rs-a'), create('rs-b'), resources('rs-a', 0), resources('rs-b', 5), associate(['v-10'], 'rs-b')]
    expect(codesOf(runSteps(full)).at(-1)).toBe('QuotaExceeded.SharedResource.Count')
    expect(
      codesOf(runSteps([...full, { ...associate(['v-10'], 'rs-b'), facts: { usage: { sharedResources: 0 } } }])).at(-1)
    ).toBe('ok')
    expect(codesOf(runSteps([...full, { ...create('rs-c'), facts: { accountId: partner } }])).at(-1)).toBe('ok')
  })
})

describe('several shares', () => {
  const two = [create('rs-a'), create('rs-b'), associate(['v'], 'rs-a'), associate(['v'], 'rs-b')]
  const statusesOf = (steps: readonly unknown[]) =>
    runSteps(steps)
      .at(-1)
      ?.lives()
      .filter(({ isContainer }) => !isContainer)
      .map(({ container, status }) => [container, status])

  test('have states of their own: a command and a signal reach the one that they name', () => {
    const signalled = [...two, signal('AssociationSucceeded', 'v', { resourceShareId: 'rs-b' })]
    expect(statusesOf(signalled)).toStrictEqual([
      ['rs-a', 'Associating'],
      ['rs-b', 'Associated']
    ])
    expect(statusesOf([...signalled, disassociate(['v'], 'rs-b')])).toStrictEqual([
      ['rs-a', 'Associating'],
      ['rs-b', 'Disassociating']
    ])
  })

  test('an invitation is found wherever it is; a sweep sweeps them all; a list shows them all', () => {
    const invite = (share: string, id: string) => ({
      command: {
        type: 'CreateResourceShare',
        resourceShareId: share,
        invitationIds: { [partner]: id },
        request: { ResourceShareName: 'test', AllowExternalTargets: true, Targets: [partner] }
      }
    })
    const reject = (id: string) => ({
      command: { type: 'RejectResourceShareInvitation', request: { ResourceShareInvitationId: id } },
      facts: { accountId: partner }
    })
    const outcomes = runSteps([
      invite('rs-a', 'i-a'),
      invite('rs-b', 'i-b'),
      reject('i-b'),
      reject('i-a'),
      reject('i-c'),
      { query: { type: 'ListResourceShareAssociations', request: { AssociationType: 'Target' } } },
      { query: { type: 'invitations', resourceShareId: 'rs-b' } },
      { advance: '48h' },
      { sweep: true }
    ])
    expect(codesOf(outcomes)).toStrictEqual(['ok', 'ok', 'ok', 'ok', 'EntityNotExists.ResourceShareInvitation', 'ok', 'ok', 'ok'])
    expect(asked(outcomes[5]).answer.body).toMatchObject({
      ResourceShareAssociations: [{ ResourceShareId: 'rs-a' }, { ResourceShareId: 'rs-b' }]
    })
    expect(asked(outcomes[6]).answer.body).toMatchObject([{ ResourceShareInvitationId: 'i-b' }])
    expect(asked(outcomes[8]).answer.events.map(({ resourceShareId }) => resourceShareId)).toStrictEqual(['rs-a', 'rs-b'])
  })
})

test('an error is in the documented form, a signal that does not fit in the library’s own', () => {
  const outcomes = runSteps([disassociate(['v']), signal('AssociationSucceeded', 'v')])
  expect(asked(outcomes[0]).answer).toStrictEqual({
    ok: false,
    code: 'EntityNotExists.ResourceShare',
    status: 404,
    body: {
      RequestId: '00000000-0000-4000-8000-000000000001',
      HostId: 'simulation',
      Code: 'EntityNotExists.ResourceShare',
      Message: 'The resource share does not exist in the current account.'
    },
    events: []
  })
  expect(asked(outcomes[1]).answer).toMatchObject({ code: 'SignalRejected', body: { status: 409, code: 'SignalRejected' } })
})

test('hostile names reach no further than the share that they name', () => {
  const outcomes = runSteps([
    create('__proto__'),
    create('rs-__proto__'),
    associate(['__proto__'], 'rs-__proto__'),
    { command: { type: '__proto__' } }
  ])
  expect(codesOf(outcomes)).toStrictEqual(['InvalidParameter', 'ok', 'ok', 'InvalidParameter'])
  expect(
    outcomes
      .at(-1)
      ?.lives()
      .map(({ id }) => id)
  ).toStrictEqual(['rs-__proto__', '__proto__'])
})

test('running is pure: twice is the same, and the scenario stays as it was', () => {
  const steps = [create(), associate(['v'], 'rs-a', { expect: { code: 'InvalidParameter' } }), { advance: '1h' }]
  const scenario = scenarioOf(steps)
  const before = JSON.stringify(scenario)
  const plainly = () => JSON.stringify(run(scenario, systemOf()).map((outcome) => ({ ...outcome, lives: outcome.lives() })))
  expect(plainly()).toBe(plainly())
  expect(JSON.stringify(scenario)).toBe(before)
  expect(asked(run(scenario, systemOf())[1]).unmet).toStrictEqual(['expected InvalidParameter; it was accepted'])
})

test('each step knows its place, whatever it is, and gets a request id of its own', () => {
  const outcomes = runSteps([
    create(),
    { advance: '1s' },
    { note: 'Nothing.' },
    { sweep: true },
    { at: '2021-01-01' },
    { sweep: true }
  ])
  expect(outcomes.map(({ index }) => index)).toStrictEqual([0, 1, 2, 3, 4, 5])
  const ids = outcomes.flatMap((outcome) => ('answer' in outcome ? [outcome.facts.requestId] : []))
  expect(ids).toStrictEqual([1, 4, 6].map((place) => `00000000-0000-4000-8000-00000000000${place}`))
})
