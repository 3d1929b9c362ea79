// The wire of shares: RPC and JSON, right ones that were damaged, lists with any indices, and replies.
import { anyText, withChangedCharacters } from 'association-lifecycle/testing'
import * as fc from 'fast-check'
import { applied, must, showing } from './checks.mjs'
import { damaged, hostile, hostileJson } from './pools.mjs'
import { query } from './share-queries.mjs'
import { aimed, anybody, asking, bodies, broken, serviceCalls, shares, valid, words } from './share-situations.mjs'

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
    fc.integer({ min: 0, max: 3 }),
    fc.boolean()
  )
  .map(([[type, name], wild, dense, isText]) => {
    const entries = dense === 0 ? wild : wild.map((_, at) => String(at + 1))
    if (dense === 1) entries.push(wild[0])
    return { form: 'rpc list', type, name, isText, entries: entries.map((index, at) => [index, `value-${at}`]) }
  })

/** A list with the indices 1, 2, ... each once is read in their order; any other is no list. */
const readRpcList = (library, { type, name, isText, entries }) => {
  const pairs = [['Action', type], ...entries.map(([index, value]) => [`${name}.${index}`, value])]
  const call = library.wire.readRpc(isText ? new URLSearchParams(pairs).toString() : pairs)
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

/** Requests as bytes, and replies. */
export const wireTarget = (library, situation) => {
  const { wire } = library
  const damagedBodies = damaged((seed) => bodies(seed).map((body) => JSON.stringify(body)), words)
  const damagedReplies = damaged(replies(library, situation), { names: ['Code', 'status'], values: [200, 409] })
  const rpcTexts = (seed) => bodies(seed).map(({ Action, ...asked }) => wire.writeRpc({ type: Action, request: asked }))
  const jsonTexts = (seed) => bodies(seed).map((body) => JSON.stringify(body))
  const asCall = ({ request: asked, code }) => ({ command: { type: 'ListResourceShareAssociations', request: asked }, code })
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
