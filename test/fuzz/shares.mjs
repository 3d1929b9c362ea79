// What comes in for resource shares: commands, queries and wire forms, each in a state that commands have led to.
import { hostile as anyHostile, anyText, resourceSharing as kit, withChangedCharacters } from 'association-lifecycle/testing'
import * as fc from 'fast-check'
import { applied, codeOf, expected, must, showing } from './checks.mjs'
import { damaged, fewOf, hostile, hostileJson, onceASeed } from './pools.mjs'

const { arbitraries: shares } = kit
const { owner, outsiders, members, stranger, directory } = shares
const hourMs = 3_600_000

const reached = fewOf(
  shares.reached.map(({ state, facts }) => ({ state, facts })),
  20
)
const valid = fewOf(fc.oneof(shares.command, shares.command, shares.messyCommand), 200)
const validLists = fewOf(shares.listRequest, 50)

/** The calls of a service as they are in JSON. */
const bodies = onceASeed((seed) =>
  fc
    .oneof(
      valid(seed).filter(({ request }) => request !== undefined),
      validLists(seed).map((request) => ({ type: 'ListResourceShareAssociations', request }))
    )
    .map(({ type, request }) => ({ ...request, Action: type }))
)

const words = {
  names: ['ResourceShareId', 'Resources', 'Targets', 'ResourceOwner', 'TargetProperties', 'NextToken', 'MaxResults', 'Action'],
  values: ['OtherAccounts', 'Self', 'VSwitch', 'IpamPool', 'rs-1', 'i-1', owner, outsiders[0], directory.id, [], [null], {}]
}

/** What a host may say of the world, beside who calls: rare limits, another directory, other types, another window, another time. */
const factChanges = (library) => [
  ...Array.from({ length: 8 }, () => ({})),
  { limits: { sharesPerAccount: 0 } },
  { limits: { sharedResourcesPerAccount: 1 } },
  { usage: { shares: 10, sharedResources: 10 } },
  { directory: undefined },
  { directory: { ...directory, managementAccountId: members[1], accountsWithRunningTasks: outsiders } },
  { directory: { id: 'rd-other', managementAccountId: outsiders[0], memberIds: [] } },
  { resourceTypes: { ...library.resourceTypes, VSwitch: { leavable: false, external: false, service: false } } },
  { retention: { floorMs: 0, ceilingMs: 1 } }
]

const waits = [0, 0, 0, 1, -hourMs, 48 * hourMs, 96 * hourMs, 7 * 24 * hourMs]

/** A state with facts of some time, and a number to pick something of it with. */
const situations = (library) => {
  const changes = factChanges(library)
  const none = {
    state: library.initialState,
    facts: { now: 1_607_074_841_250, requestId: 'request', accountId: owner, directory }
  }
  return (seed) =>
    fc
      .tuple(
        fc.oneof({ weight: 15, arbitrary: reached(seed) }, { weight: 1, arbitrary: fc.constant(none) }),
        fc.constantFrom(...changes),
        fc.constantFrom(...waits)
      )
      .map(([{ state, facts }, change, waitMs]) => ({ state, facts: { ...facts, ...change, now: facts.now + waitMs } }))
}

const request = (type, fields) => ({ type, request: fields })

/** What can be asked of one association of a state, those with an invitation more often, and by whom it is asked. */
const aimedAt = ({ share, associations }, place, which) => {
  const all = [...associations]
  const invited = all.filter(({ invitation }) => invitation !== undefined)
  const open = invited.filter(({ invitation }) => invitation.status === 'Pending')
  const rows = [...open, ...open, ...invited, ...all]
  const { associationType, entityType, entityId, invitation } = rows[place % rows.length] ?? {
    associationType: 'Target',
    entityType: 'Account',
    entityId: outsiders[0]
  }
  const ResourceShareId = share?.resourceShareId ?? shares.shareIds[0]
  const named =
    associationType === 'Resource' ? { Resources: [{ ResourceId: entityId, ResourceType: entityType }] } : { Targets: [entityId] }
  const answer = { ResourceShareInvitationId: invitation?.invitationId ?? 'i-none' }
  const signal = { associationType, entityType, entityId }
  const leaving = { ResourceShareId, ResourceOwner: 'OtherAccounts', Targets: [entityId] }
  const asked = [
    [request('AssociateResourceShare', { ResourceShareId, ...named })],
    [request('DisassociateResourceShare', { ResourceShareId, ...named })],
    [request('DeleteResourceShare', { ResourceShareId })],
    [request('DisassociateResourceShare', leaving), entityId],
    [
      request('DisassociateResourceShare', leaving),
      entityId,
      { directory: { ...directory, accountsWithRunningTasks: outsiders } }
    ],
    [request('AcceptResourceShareInvitation', answer), entityId],
    [request('RejectResourceShareInvitation', answer), entityId],
    [{ ...signal, type: 'AssociationSucceeded' }],
    [{ ...signal, type: 'AssociationFailed', reason: 'why' }],
    [{ ...signal, type: 'DisassociationSucceeded' }],
    [{ ...signal, type: 'DisassociationFailed', reason: 'why' }],
    [{ type: 'Sweep' }]
  ]
  const [command, by = owner, more = {}] = asked[which % asked.length]
  return { command, by, more }
}

/** Aimed at a state, or at what another call has made of it. The service's own calls come first. */
const aimed = (library, most) =>
  fc.tuple(fc.nat(40), fc.nat(most - 1), fc.nat(30)).map(([place, which, first]) => (at) => {
    const { command, by, more } = aimedAt(at.state, place, first)
    const state = first > 20 ? at.state : library.apply(at.state, command, { ...at.facts, ...more, accountId: by }).state
    return { state, ...aimedAt(state, place, which) }
  })
const serviceCalls = 7
const allCalls = 12

const byRightful = (command) => ({ command, by: shares.callerOf(command) })

/** A broken command, whose code is known whatever the state. */
const broken = fc.oneof(...Object.keys(shares.rules).map((type) => shares.brokenCommand(type)))

const hostileCommands = (seed) =>
  fc
    .tuple(fc.constantFrom(...Object.keys(shares.rules), 'AssociationFailed', 'Sweep'), hostileJson(seed), hostileJson(seed))
    .map(([type, given, other]) => ({
      command: { type, request: given, resourceShareId: other, invitationIds: other, entityId: other, associationType: 'Target' }
    }))

/** As a rule who would ask, now and then anybody. */
const anybody = fc.constantFrom(...Array.from({ length: 8 }), ...outsiders, ...members, stranger)

const asking = (at, asked, other) => {
  const { by = at.facts.accountId, state = at.state, more, ...input } = typeof asked === 'function' ? asked(at) : asked
  return { ...input, state, facts: { ...at.facts, ...more, accountId: other ?? by } }
}

const commandsTarget = (library, situation) => {
  const damagedCommands = damaged((seed) => valid(seed).map((command) => JSON.stringify(command)), words)
  return {
    name: 'resource sharing: commands',
    show: showing(library),
    arbitrary: (seed) =>
      fc
        .tuple(
          situation(seed),
          fc.oneof(
            { weight: 4, arbitrary: aimed(library, allCalls) },
            { weight: 4, arbitrary: damagedCommands(seed).map(byRightful) },
            { weight: 3, arbitrary: broken },
            { weight: 2, arbitrary: shares.messyCommand.map(byRightful) },
            { weight: 2, arbitrary: hostileCommands(seed) },
            { weight: 1, arbitrary: valid(seed).map(byRightful) },
            { weight: 1, arbitrary: hostile(seed).map((command) => ({ command })) },
            { weight: 1, arbitrary: shares.hostileCommand.map((command) => ({ command })) }
          ),
          anybody
        )
        .map(([at, asked, other]) => asking(at, asked, other)),
    probe: (input) => applied(library, input)
  }
}

// ---- queries

/** A text that a token can be: numbers as JSON writes them, and words. */
const isToken = (text) => {
  const [shareAt, , , createTime, ...rest] = text.split(' ')
  return (
    rest.length >= 2 &&
    /^(0|[1-9]\d{0,14})$/.test(shareAt) &&
    String(Number(createTime)) === createTime &&
    Number.isFinite(Number(createTime))
  )
}

const listed = (library, state, asked, facts) => library.listResourceShareAssociations([state], asked, facts)

/** The tokens of the pages of a state, each with what it goes on with. */
const tokensIn = (library, state, facts) =>
  ['Resource', 'Target'].flatMap((AssociationType) => {
    const { reply } = listed(library, state, { AssociationType, MaxResults: 1 }, { ...facts, accountId: owner })
    return reply.NextToken === undefined ? [] : [reply.NextToken]
  })

const codeOfToken = (token) => {
  if (token.length > 256) return 'InvalidParameter.NextToken.Length'
  return token === '' || isToken(token) ? 'ok' : 'InvalidParameter.NextToken'
}

/** A page is part of the whole list, whatever the token. */
const mustBePart = (library, { state, command, facts }, page) => {
  const { NextToken: _, ...whole } = command
  const all = listed(library, state, { ...whole, MaxResults: 100 }, facts).reply.ResourceShareAssociations.map((each) =>
    JSON.stringify(each)
  )
  must(
    page.every((each) => all.includes(JSON.stringify(each))),
    'a page shows what the whole list does not'
  )
}

const query = (library, input) => {
  const result = listed(library, input.state, input.command, input.facts)
  if (result.ok && typeof input.command?.NextToken === 'string')
    mustBePart(library, input, result.reply.ResourceShareAssociations)
  return expected(codeOf(result, library.errors), input.code)
}

const queriesTarget = (library, situation) => {
  const damagedLists = damaged((seed) => validLists(seed).map((asked) => JSON.stringify(asked)), words)
  const tokens = (seed) =>
    fc.constantFrom(
      '0 a b 1 VSwitch r-1',
      ...fc.sample(reached(seed), { numRuns: 20, seed }).flatMap(({ state, facts }) => tokensIn(library, state, facts))
    )
  const withToken = (seed) =>
    fc
      .tuple(shares.listRequest, fc.oneof(tokens(seed), withChangedCharacters(tokens(seed))))
      .map(([asked, NextToken]) => ({ command: { ...asked, NextToken }, code: codeOfToken(NextToken) }))
  return {
    name: 'resource sharing: queries',
    show: showing(library),
    arbitrary: (seed) =>
      fc
        .tuple(
          situation(seed),
          fc.oneof(
            { weight: 3, arbitrary: damagedLists(seed).map((command) => ({ command })) },
            { weight: 3, arbitrary: shares.brokenListRequest },
            { weight: 3, arbitrary: withToken(seed) },
            { weight: 1, arbitrary: hostile(seed).map((command) => ({ command })) },
            { weight: 1, arbitrary: anyHostile.map((command) => ({ command })) },
            { weight: 1, arbitrary: shares.listRequest.map((command) => ({ command, code: 'ok' })) }
          ),
          anybody
        )
        .map(([at, asked, other]) => asking(at, asked, other)),
    probe: (input) => query(library, input)
  }
}

// ---- wire

const indices = ['1', '2', '3', '4', '5', '1', '2', '0', '01', '-1', '', 'x', '7', '65536', '12000000', '1e1', ' 1']
const lists = [
  ['AssociateResourceShare', 'Targets'],
  ['CreateResourceShare', 'Targets'],
  ['ListResourceShareAssociations', 'ResourceShareIds']
]

/** A list in RPC form, with any indices in any order. */
const rpcLists = fc
  .tuple(
    fc.constantFrom(...lists),
    fc.array(fc.constantFrom(...indices), { minLength: 1, maxLength: 6 }),
    fc.integer({ min: 0, max: 3 })
  )
  .map(([[type, name], wild, dense]) => {
    const entries = dense === 0 ? wild : wild.map((_, at) => String(at + 1))
    if (dense === 1) entries.push(wild[0])
    return { form: 'rpc list', type, name, entries: entries.map((index, at) => [index, `value-${at}`]) }
  })

/** A list with the indices 1, 2, ... each once is read in their order; any other is no list. */
const readRpcList = (library, { type, name, entries }) => {
  const pairs = [['Action', type], ...entries.map(([index, value]) => [`${name}.${index}`, value])]
  const call = library.wire.readRpc(fc.stringify(entries).length % 2 === 0 ? pairs : new URLSearchParams(pairs).toString())
  const byIndex = new Map(entries)
  const right = entries.map((_, at) => byIndex.get(String(at + 1)))
  const read = call.request[name]
  if (byIndex.size < entries.length || right.includes(undefined)) must(!Array.isArray(read), `${name} is read as a list`)
  else must(JSON.stringify(read) === JSON.stringify(right), `${name} is read as ${JSON.stringify(read)}`)
  return call
}

const isJsonObject = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('Action' in value) && !('Version' in value)

const replies = (library, situation) => (seed) =>
  fc.tuple(situation(seed), valid(seed)).map(([{ state, facts }, command]) => {
    const { result } = library.apply(state, command, facts)
    return JSON.stringify(library.wire.writeReply(result, { requestId: 'request', hostId: 'host' }))
  })

const wireTarget = (library, situation) => {
  const { wire } = library
  const damagedBodies = damaged((seed) => bodies(seed).map((body) => JSON.stringify(body)), words)
  const damagedReplies = damaged(replies(library, situation), { names: ['Code', 'status'], values: [200, 409] })
  const rpcTexts = (seed) => bodies(seed).map(({ Action, ...asked }) => wire.writeRpc({ type: Action, request: asked }))
  const jsonTexts = (seed) => bodies(seed).map((body) => JSON.stringify(body))
  const asCall = ({ command: asked, code }) => ({ command: { type: 'ListResourceShareAssociations', request: asked }, code })
  const inJson = fc
    .oneof({ weight: 4, arbitrary: broken }, { weight: 1, arbitrary: shares.brokenListRequest.map(asCall) })
    .filter(({ command }) => isJsonObject(command.request))
    .map(({ code, command: { type, request: asked, ...ofHost } }) => ({
      form: 'json',
      given: JSON.stringify({ ...asked, Action: type }),
      ofHost,
      code
    }))
  const read = (input) => {
    if (input.form === 'rpc list') return readRpcList(library, input)
    return input.form === 'rpc' ? wire.readRpc(input.given) : wire.readJson(input.given)
  }
  const as = (form) => (given) => ({ form, given })
  const overWire = (asked) => (at) => {
    const { command, ...found } = asked(at)
    return { ...found, form: 'rpc', given: wire.writeRpc(command) }
  }
  return {
    name: 'resource sharing: wire',
    show: showing(library),
    arbitrary: (seed) =>
      fc
        .tuple(
          situation(seed),
          fc.oneof(
            { weight: 4, arbitrary: damagedBodies(seed).map(as('json')) },
            { weight: 3, arbitrary: aimed(library, serviceCalls).map(overWire) },
            { weight: 3, arbitrary: inJson },
            { weight: 2, arbitrary: withChangedCharacters(rpcTexts(seed)).map(as('rpc')) },
            { weight: 2, arbitrary: rpcLists },
            { weight: 1, arbitrary: withChangedCharacters(jsonTexts(seed)).map(as('json')) },
            { weight: 1, arbitrary: hostile(seed).map(as('json')) },
            { weight: 1, arbitrary: anyText.map(as('json')) },
            { weight: 1, arbitrary: anyText.map(as('rpc')) },
            { weight: 1, arbitrary: damagedReplies(seed).map(as('reply')) },
            { weight: 1, arbitrary: fc.record({ status: fc.nat(600), body: hostileJson(seed) }).map(as('reply')) }
          ),
          anybody
        )
        .map(([at, asked, other]) => asking(at, asked, other)),
    probe: (input) => {
      const { form, given, state, facts, code } = input
      if (form === 'reply') return wire.readReply(given)?.ok === undefined ? 'no reply' : 'a reply'
      const call = read(input)
      if (call.type === 'ListResourceShareAssociations') return query(library, { state, facts, command: call.request, code })
      const ofHost = input.ofHost ?? { resourceShareId: shares.shareIds[0] }
      return applied(library, { state, facts, command: { ...ofHost, ...call }, code })
    }
  }
}

/** Of commands, queries and the wire. */
export const shareTargets = (library) => {
  const situation = situations(library)
  const queryCodes = [...new Set(shares.listRules.map(([code]) => code))]
  const commandRules = new Set(Object.values(shares.rules).flatMap((rules) => rules.map(([code]) => code)))
  const all = Object.keys(library.errors)
  const ofCommands = all.filter((code) => !queryCodes.includes(code) || commandRules.has(code))
  return [
    { ...commandsTarget(library, situation), codes: ofCommands },
    { ...queriesTarget(library, situation), codes: queryCodes },
    { ...wireTarget(library, situation), codes: all.filter((code) => code !== 'SignalRejected') }
  ]
}

/** States, and what may stand in their texts. */
export const shareStates = reached
export const shareWords = {
  names: ['status', 'share', 'associations', 'updateTime', 'expiresBy', 'closesAt', 'invitation', 'message'],
  values: ['Failed', 'Associated', 'Suspended', 'Pending', 1_607_074_841_250, -1]
}
