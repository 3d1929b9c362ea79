/** The forms of the explorer: what is wrong is said at its field, hostile requests are sent, and forms follow what is chosen. */
import { readScenario } from 'association-lifecycle/scenarios'
import { describe, expect, test } from 'vitest'
import { actionsOf } from '../../../docs/examples/explorer/model/actions.ts'
import { act, type Desk, type DeskAction, deskOf } from '../../../docs/examples/explorer/model/desk.ts'
import { draftFrom } from '../../../docs/examples/explorer/model/draft.ts'
import { viewOf } from '../../../docs/examples/explorer/model/operation.ts'
import { livesOf, momentOf, outcomeOf } from '../../../docs/examples/explorer/model/session.ts'
import { documented, type exampleNames, textOf } from './support.ts'

const desk = (steps = 2, name: (typeof exampleNames)[number] = 'documented-disassociation'): Desk => {
  const { scenario, system } = documented(name, steps)
  return deskOf(scenario, system)
}

const following = (start: Desk, ...actions: readonly DeskAction[]): Desk => actions.reduce(act, start)

const answerOf = ({ session }: Desk) => {
  const outcome = outcomeOf(session)
  return outcome !== undefined && 'answer' in outcome ? outcome.answer : undefined
}

const keyOf = ({ session }: Desk, id: string): string => livesOf(session).find((life) => life.id === id)?.key ?? id

describe('what is wrong is said at its field, with its place, and nothing is sent', () => {
  const request = (text: string): DeskAction => ({ do: 'edit', field: 'request', text })
  const facts = (others: string, caller = '159498693826****'): DeskAction => ({ do: 'facts', facts: { caller, others } })

  test.each<[string, readonly DeskAction[], string, string]>([
    ['a request that is no JSON', [request('{\n  "ResourceShareId": rs\n}')], 'request', 'request:2:22: '],
    ['a name twice', [request('{ "a": 1, "a": 2 }')], 'request', 'request:1:11: '],
    ['facts that are no JSON', [facts('{')], 'facts', 'facts:1:2: '],
    ['facts that are no object', [facts('[]')], 'facts', 'facts:1:1: must be an object'],
    ['a fact that there is not', [facts('{\n  "now": 1 }')], 'facts', 'facts:2:'],
    [
      'a directory without members',
      [facts('{ "directory": { "id": "rd-1", "managementAccountId": "1" } }')],
      'facts',
      'facts:1:'
    ],
    [
      'a signal that is no object',
      [{ do: 'fill', operation: 'AssociationSucceeded' }, request('4')],
      'request',
      'request:1:1: must be an object'
    ],
    [
      'a command without a type',
      [{ do: 'fill', operation: 'Any command' }, request('{ "request": {} }')],
      'request',
      'request:1:1: "type" is missing here'
    ],
    [
      'a query as a command',
      [{ do: 'fill', operation: 'Any command' }, request('{ "type": "associations" }')],
      'request',
      'request:1:11: type: "associations" is a query'
    ],
    [
      'ids that are no object',
      [
        { do: 'fill', operation: 'CreateResourceShare' },
        { do: 'edit', field: 'beside', text: '4' }
      ],
      'beside',
      'beside:1:1: must be an object'
    ]
  ])('%s', (_, actions, field, line) => {
    const before = following(desk(), ...actions)
    const sent = act(before, { do: 'send' })
    expect(sent.session).toBe(before.session)
    expect(sent.fault).toMatchObject({ field, line: expect.stringContaining(line) })
    expect(sent.fault?.line.startsWith(line.slice(0, 8))).toBe(true)
  })

  test('until the field is changed', () => {
    const sent = following(desk(), request('{'), { do: 'send' })
    expect(act(sent, request('{}')).fault).toBeUndefined()
  })

  test('a length of time that is none', () => {
    expect(act(desk(), { do: 'clock', step: { advance: 'soon' } }).fault).toMatchObject({ field: 'duration' })
  })
})

describe('bad requests are sent, and get their documented errors', () => {
  test.each([
    ['null', 'MissingParameter.ResourceShareId'],
    ['[]', 'MissingParameter.ResourceShareId'],
    ['{ "ResourceShareId": "rs-6GRmdD3X****" }', 'ResourceAndTargetBothEmpty'],
    ['{ "ResourceShareId": "rs-6GRmdD3X****", "Targets": "1" }', 'InvalidParameter.Targets'],
    ['{ "ResourceShareId": "rs-6GRmdD3X****", "Targets": [{ "__proto__": 1 }] }', 'InvalidParameter.Targets'],
    ['{ "ResourceShareId": "rs-6GRmdD3X****", "Targets": ["172050525300****"] }', 'DisassociateConflict']
  ])('%s: %s', (text, code) => {
    const sent = following(desk(), { do: 'edit', field: 'request', text }, { do: 'send' })
    expect(answerOf(sent)).toMatchObject({ ok: false, code, body: { Code: code } })
  })

  test('also commands that there are not', () => {
    const sent = following(desk(), { do: 'fill', operation: 'Any command' }, { do: 'send' })
    expect(answerOf(sent)).toMatchObject({ ok: false, code: 'InvalidParameter' })
  })
})

test('who calls, and other facts, are told with each step until they are changed', () => {
  const other = following(desk(), { do: 'facts', facts: { caller: '172050525300****', others: '{}' } }, { do: 'send' })
  expect(answerOf(other)).toMatchObject({ code: 'EntityNotExists.ResourceShare' })
  expect(other.session.scenario.steps.at(-1)).toMatchObject({ facts: { accountId: '172050525300****', directory: null } })
  expect(act(other, { do: 'send' }).session.scenario.steps.at(-1)).toMatchObject({ facts: { accountId: '172050525300****' } })
  expect(act(desk(), { do: 'send' }).session.scenario.steps.at(-1)).not.toHaveProperty('facts')
})

test.each([
  ['documented-disassociation', 2, '172050525300****'],
  ['backup-policies', 5, 'bce8d47a-af17-4169-901f-4c7ae9f29c2c'],
  // Where the documented one is not there, it is the first.
  ['invitations-and-failures', 1, 'img-partners-b****']
] as const)('at the opening of %s the form is about what is chosen', (name, steps, id) => {
  const opened = desk(steps, name)
  expect(opened.chosen).toBe(keyOf(opened, id))
  expect(opened.draft.request).toContain(`"${id}"`)
  const { scenario } = opened.session
  const loaded = act(desk(0, name), { do: 'load', scenario })
  expect(loaded.chosen).toBe(opened.chosen)
  expect(act(loaded, { do: 'fill', operation: opened.draft.operation }).draft).toStrictEqual(opened.draft)
})

test('after loading the form is about what is chosen there', () => {
  const { scenario } = documented('invitations-and-failures', 1)
  const loaded = act(desk(2), { do: 'load', scenario })
  expect(loaded.draft.operation).toBe('DisassociateResourceShare')
  expect(JSON.parse(loaded.draft.request)).toMatchObject({ Resources: [{ ResourceId: 'img-partners-b****' }] })
})

test('a form starts with the documented request, follows what one chooses, and stays as it is when one has changed it', () => {
  const fresh = desk(8)
  expect(JSON.parse(fresh.draft.request)).toStrictEqual({ ResourceShareId: 'rs-6GRmdD3X****', Targets: ['172050525300****'] })
  const chosen = act(fresh, { do: 'choose', key: keyOf(fresh, 'vsw-bp183p93qs667muql****') })
  expect(JSON.parse(chosen.draft.request)).toMatchObject({ Resources: [{ ResourceType: 'VSwitch' }] })
  const changed = act(chosen, { do: 'edit', field: 'request', text: '{}' })
  expect(act(changed, { do: 'choose', key: keyOf(fresh, '172050525300****') }).draft.request).toBe('{}')
  expect(act(changed, { do: 'document' }).draft.request).toBe(fresh.draft.request)
})

test('what was sent can be put into the form, and sent again', () => {
  for (const name of ['documented-disassociation', 'invitations-and-failures', 'backup-policies'] as const) {
    const { session } = desk(1000, name)
    for (const outcome of session.outcomes) {
      if (!('answer' in outcome)) continue
      const draft = draftFrom(session.system.name, outcome)
      const sent = act(desk(0, name), { do: 'send', draft })
      expect(sent.fault).toBeUndefined()
      expect(sent.session.outcomes.at(-1)).toMatchObject({ kind: outcome.kind, asked: outcome.asked })
    }
  }
})

test('a scenario that is loaded brings its facts; undoing brings the old ones back', () => {
  const before = desk(2)
  const read = readScenario(textOf('invitations-and-failures'))
  if (!read.ok) throw new Error(read.line)
  const loaded = act(before, { do: 'load', scenario: read.scenario })
  expect(loaded.session.position).toBe(read.scenario.steps.length)
  expect(loaded.facts.others).toBe('{}')
  const back = act(loaded, { do: 'undo' })
  expect(back.session.scenario).toBe(before.session.scenario)
  expect(back.facts).toStrictEqual(before.facts)
})

test('starting anew leaves nothing, and keeps the start and the facts', () => {
  const fresh = act(desk(8), { do: 'anew' })
  expect(fresh.session).toMatchObject({
    position: 0,
    outcomes: [],
    scenario: { steps: [], start: desk().session.scenario.start }
  })
  expect(fresh.session.scenario).not.toHaveProperty('title')
  // What is in the form can be sent.
  expect(fresh.draft.operation).toBe('CreateResourceShare')
  expect(answerOf(act(fresh, { do: 'send' }))).toMatchObject({ ok: true })
  const policies = act(desk(5, 'backup-policies'), { do: 'anew' })
  expect(policies.draft.operation).toBe('CreateBackupPolicy')
  expect(answerOf(act(policies, { do: 'send' }))).toMatchObject({ ok: true })
  expect(fresh.facts).toStrictEqual(desk().facts)
})

test('what is chosen stays chosen as long as it is there', () => {
  const start = act(desk(8), { do: 'choose', key: keyOf(desk(8), '172050525300****') })
  const chosen = start.chosen
  expect(following(start, { do: 'send' }, { do: 'clock', step: { advance: '48h' } }).chosen).toBe(chosen)
  expect(act(start, { do: 'travel', to: 1 }).chosen).toBe(keyOf(act(start, { do: 'travel', to: 1 }), 'rs-6GRmdD3X****'))
})

test('a share that nobody chose gives way to what comes into it; one that somebody chose does not', () => {
  const made = act(act(desk(), { do: 'anew' }), { do: 'send' })
  const share = keyOf(made, 'rs-6GRmdD3X****')
  expect(made.chosen).toBe(share)
  const join = (from: Desk) => following(from, { do: 'fill', operation: 'AssociateResourceShare' }, { do: 'send' })
  expect(join(made).chosen).toBe(keyOf(join(made), '172050525300****'))
  expect(join(act(made, { do: 'choose', key: share })).chosen).toBe(share)
})

describe('what is chosen stays chosen when it has gone', () => {
  const vSwitch = 'vsw-bp183p93qs667muql****'
  const viewOfDesk = ({ session, chosen }: Desk) => viewOf(session, chosen)
  const failed = (): Desk => {
    const chosen = act(desk(2), { do: 'choose', key: keyOf(desk(2), vSwitch) })
    return following(chosen, { do: 'fill', operation: 'AssociationFailed' }, { do: 'send' })
  }
  const hours = (count: number): DeskAction => ({ do: 'clock', step: { advance: `${count}h` } })

  test('for every reader, when its time is over', () => {
    const gone = following(failed(), hours(95), hours(3))
    expect(livesOf(gone.session).map(({ id }) => id)).not.toContain(vSwitch)
    const { chosen, gone: how } = viewOfDesk(gone)
    expect(chosen).toMatchObject({ id: vSwitch, kind: 'VSwitch', status: 'Expired', tone: 'ended' })
    expect(chosen?.since).toBe(gone.session.scenario.start + 96 * 3_600_000)
    expect(how).not.toHaveProperty('by')
    expect(viewOfDesk(act(gone, hours(5)))).toMatchObject({ chosen, gone: how })
  })

  test('by a sweep', () => {
    const gone = following(failed(), hours(48), { do: 'fill', operation: 'Sweep' }, { do: 'send' })
    expect(viewOfDesk(gone)).toMatchObject({
      chosen: { id: vSwitch, status: 'Expired' },
      gone: { by: { asked: { type: 'Sweep' } } }
    })
  })

  test('until it is there again, or something else is chosen', () => {
    const gone = following(failed(), hours(96))
    const offers = actionsOf('resource-sharing', viewOfDesk(gone), momentOf(gone.session).now)
    expect(offers.map(({ type }) => type)).toStrictEqual(['AssociateResourceShare'])
    const again = act(gone, { do: 'send', ...(offers[0] && { draft: offers[0].draft }) })
    expect(viewOfDesk(again)).toMatchObject({ chosen: { id: vSwitch, status: 'Associating' } })
    expect(viewOfDesk(again)).not.toHaveProperty('gone')
    const other = act(gone, { do: 'choose', key: keyOf(gone, '172050525300****') })
    expect(viewOfDesk(other)).toMatchObject({ chosen: { id: '172050525300****', status: 'Associating' } })
  })

  test('in the documented example, which nobody has chosen anything in', () => {
    const account = following(desk(12), hours(96))
    expect(viewOfDesk(account).chosen).toMatchObject({ id: '172050525300****' })
    const policies = following(desk(5, 'backup-policies'), { do: 'send' }, hours(96))
    expect(viewOfDesk(policies)).toMatchObject({ chosen: { kind: 'volume', status: 'Expired' } })
  })
})

test('what came of a step is said where it was sent, until one does something else', () => {
  const [offer] = actionsOf('resource-sharing', viewOf(desk().session, desk().chosen), 0)
  const fromForm = act(desk(), { do: 'send' })
  const fromActions = act(desk(), { do: 'send', ...(offer && { draft: offer.draft }) })
  expect([desk().sentFrom, fromForm.sentFrom, fromActions.sentFrom]).toStrictEqual([undefined, 'form', 'actions'])
  const { chosen = '' } = fromForm
  const others: readonly DeskAction[] = [
    { do: 'travel', to: 1 },
    { do: 'choose', key: chosen },
    { do: 'clock', step: { advance: '1h' } },
    { do: 'undo' },
    { do: 'anew' }
  ]
  for (const other of others) expect(act(fromForm, other)).not.toHaveProperty('sentFrom')
  const broken = following(fromForm, { do: 'edit', field: 'request', text: '{' }, { do: 'send' })
  expect(broken).not.toHaveProperty('sentFrom')
})
