/** given, when, then: what holds goes on, what does not says what came instead. */
import { describe, expect, test } from 'vitest'
import { backupPolicies, resourceSharing } from '../../src/index.ts'
import { givenFor, UnexpectedOutcome } from '../../src/testing/given.ts'
import * as policies from '../backup-policies/support.ts'
import * as share from '../resource-sharing/support.ts'

const given = givenFor({
  ...resourceSharing,
  apply: (...[state, command, facts]: Parameters<typeof resourceSharing.apply>) => resourceSharing.apply(state, command, facts)
})
const givenPolicies = givenFor({
  ...backupPolicies,
  apply: (...[state, command, facts]: Parameters<typeof backupPolicies.apply>) => backupPolicies.apply(state, command, facts)
})

const at = (now: number) => share.factsOf({ now })
const create = {
  type: 'CreateResourceShare',
  resourceShareId: share.shareId,
  request: { ResourceShareName: 'test', Targets: [share.member] }
} as const
const disassociate = {
  type: 'DisassociateResourceShare',
  request: { ResourceShareId: share.shareId, Targets: [share.member] }
} as const

const messageOf = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    if (error instanceof UnexpectedOutcome) return error.message
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('what holds', () => {
  test('events, a reply and an error, one after the other', () => {
    given()
      .when(create, at(1))
      .then(['ResourceShareCreated', { type: 'AssociationStarted', entityId: share.member }])
      .when(disassociate, at(2))
      .then({ code: 'DisassociateConflict' })
      .when({ type: 'AssociationSucceeded', associationType: 'Target', entityType: 'Account', entityId: share.member }, at(3))
      .then({ reply: {} })
      .when(disassociate, at(4))
      .then({
        reply: { ResourceShareAssociations: [{ AssociationStatus: 'Disassociating' }] },
        events: ['DisassociationStarted']
      })
  })

  test('from events that were stored', () => {
    const { events } = given().when(create, at(1))
    given(JSON.parse(JSON.stringify(events)))
      .when(disassociate, at(2))
      .then({ code: 'DisassociateConflict' })
  })

  test('the failures of each for itself', () => {
    const made = givenPolicies().when(policies.creation() as never, policies.factsOf())
    made
      .when(policies.disassociation([policies.volumeId]) as never, policies.factsOf())
      .then({ failures: [{ reason: 'NotAssociated' }], events: [] })
      .when(policies.association([policies.volumeId]) as never, policies.factsOf())
      .then({ failures: [] })
  })
})

describe('what does not', () => {
  const begun = given().when(create, at(1))

  test.each([
    [
      ['ResourceShareCreated'],
      /^expected the events \[ResourceShareCreated\]; they are \[ResourceShareCreated, AssociationStarted\]\n/
    ],
    [['ResourceShareCreated', { entityId: 'x' }], /^expected events\[1\]\.entityId to be "x"; it is "1720505253000000"\n/],
    [{ code: 'InvalidParameter' }, /^expected InvalidParameter; it was accepted\n/],
    [
      { reply: { ResourceShare: { ResourceShareStatus: 'Deleted' } } },
      /^expected reply\.ResourceShare\.ResourceShareStatus to be "Deleted"; it is "Active"\n/
    ]
  ])('%j', (expected, message) => {
    expect(messageOf(() => begun.then(expected as never))).toMatch(message)
  })

  test('says what was asked and what it came to', () => {
    const text = messageOf(() => begun.when(disassociate, at(2)).then(['DisassociationStarted']))
    expect(text).toMatch(/^expected it to be accepted; it was refused with DisassociateConflict\n/)
    expect(text).toMatch(/\nwhen \{\n {2}"type": "DisassociateResourceShare"/)
    expect(text).toMatch(/\nit came to \{\n {2}"status": 409/)
  })

  test('nothing beside, where it was accepted or refused otherwise than expected', () => {
    const linesOf = (run: () => unknown) => messageOf(run).split('\nwhen ')[0]
    expect(linesOf(() => begun.then({ code: 'InvalidParameter' }))).toBe('expected InvalidParameter; it was accepted')
    const refused = begun.when(disassociate, at(2))
    const line = 'expected it to be accepted; it was refused with DisassociateConflict'
    expect(linesOf(() => refused.then(['DisassociationStarted']))).toBe(line)
    expect(linesOf(() => refused.then({ reply: { RequestId: 'x' }, failures: [{}], events: [] }))).toBe(line)
  })

  test('an error is none that comes with events', () => {
    const wrong = givenFor({
      initialState: 0,
      evolveAll: (state: number) => state,
      apply: (state: number) => ({
        state,
        events: [{ type: 'Done' as const }],
        result: { ok: false as const, error: { code: 'No' } }
      })
    })
    expect(messageOf(() => wrong().when({}, {}).then({ code: 'No' }))).toMatch(/^expected the events \[\]; they are \[Done\]\n/)
  })

  test('a runner can show both', () => {
    const run = () => begun.then(['ResourceShareCreated'])
    expect(run).toThrow(expect.objectContaining({ expected: ['ResourceShareCreated'], actual: begun.events }))
  })
})

describe('what is no expectation is refused, whatever came', () => {
  const begun = given().when(create, at(1))

  test.each([
    [undefined, 'undefined'],
    [null, 'null'],
    ['ResourceShareCreated', '"ResourceShareCreated"'],
    [7, '7'],
    [[undefined], '[null]'],
    [{ replies: {} }, 'replies: {}'],
    [{ toString: 'x' }, 'toString: "x"'],
    [{ reply: undefined }, 'reply: undefined'],
    [{ failures: {} }, 'failures: {}'],
    [{ events: 'ResourceShareCreated' }, 'events: "ResourceShareCreated"'],
    [{ events: [null] }, 'events: [null]'],
    [{ code: undefined }, 'code: undefined'],
    [{ code: 'InvalidParameter', reply: {} }, 'reply: {}']
  ])('%j', (expected, shown) => {
    for (const step of [begun, begun.when(disassociate, at(2))])
      expect(() => step.then(expected as never)).toThrow(
        new TypeError(`then() takes [event, ...], { code }, or any of { reply, failures, events }; it was given ${shown}`)
      )
  })

  test('what is awaited fails, and does not wait for ever', async () => {
    const message = /^nothing here is awaited: /
    const mistaken: unknown = begun
    await expect(async () => await mistaken).rejects.toThrow(message)
    await expect(async () => mistaken).rejects.toThrow(message)
    const { state } = await begun.then(['ResourceShareCreated', 'AssociationStarted'])
    expect(state).toBe(begun.state)
  })
})
