/** The wire for any request: what is written is read back, nothing throws, and the work grows with what is given and no faster. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resourceSharing } from '../../src/index.ts'
import { isResourceId, isShareName } from '../../src/resource-sharing/grammar.ts'
import type { ResourceSharingCommand } from '../../src/resource-sharing/index.ts'
import { shareMark, writePageToken } from '../../src/resource-sharing/page-token.ts'
import type { Call, WireCall } from '../../src/resource-sharing/wire.ts'
import { factsOf, member, ready, service, shareId } from './support.ts'

const { decide, errors, initialState, listResourceShareAssociations, operations, wire } = resourceSharing
const { readJson, readReply, readRpc, writeJson, writeReply, writeRpc } = wire

/** Valid where a text can be anything, and made to be mistaken for something else. */
const hostileTexts = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'a&b=c',
  '&Targets.1=x',
  '100%',
  '%41%zz',
  'a+b',
  'x=y=z',
  '?Action=Sweep',
  '#',
  'Resources.1.ResourceId',
  '1',
  '0',
  '-0',
  '1e3',
  'true',
  'null',
  'undefined',
  '[]',
  '{}',
  '"',
  '\\',
  'é',
  'e\u0301',
  '漢字',
  '😀👩‍👧',
  '\uFFFD'
]

/** UTF-8 can carry no half of a surrogate pair, so neither can the wire. */
const text = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary', maxLength: 60 }))

const idOf = (prefix: string) =>
  fc.string({ unit: fc.constantFrom(...'aZ09*_-'), minLength: 1, maxLength: 20 }).map((id) => `${prefix}-${id}`)

const resource = fc.record({ ResourceId: text.filter(isResourceId), ResourceType: text.filter((type) => type !== '') })
const target = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'0123456789*'), minLength: 12, maxLength: 20 }),
  idOf('rd'),
  idOf('fd'),
  fc.constantFrom(service, 'a.b', 'a-1.0', 'constructor.prototype')
)
const shareName = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', '漢字', '1', '-', '.', '𠮷'),
  fc.string({ unit: fc.constantFrom(...'aZ09._-漢𠮷'), minLength: 1, maxLength: 20 }).filter(isShareName)
)
const property = fc.oneof(
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc.constantFrom(' {} ', '"&=+%"', '{"__proto__":1}', 'null')
)

const entities = fc
  .record(
    {
      Resources: fc.uniqueArray(resource, {
        maxLength: 5,
        selector: ({ ResourceId, ResourceType }) => `${ResourceId} ${ResourceType}`
      }),
      Targets: fc.uniqueArray(target, { maxLength: 5 })
    },
    { requiredKeys: [] }
  )
  .filter(({ Resources = [], Targets = [] }) => Resources.length + Targets.length > 0)

/** With a property for some of the services among the targets. */
const entitiesWithProperties = entities.chain((named) => {
  const services = (named.Targets ?? []).filter((each) => each.includes('.'))
  const properties = fc
    .tuple(fc.subarray(services), fc.array(property, { minLength: 5, maxLength: 5 }))
    .map(([ids, texts]) => ids.map((TargetId, at) => ({ TargetId, Property: texts[at] ?? '' })))
  return fc
    .record({ named: fc.constant(named), TargetProperties: properties })
    .map(({ TargetProperties }) => ({ ...named, TargetProperties }))
})

const token = fc
  .record({
    shareAt: fc.nat(),
    share: idOf('rs').map(shareMark),
    nextShare: fc.option(idOf('rs'), { nil: undefined }).map(shareMark),
    createTime: fc.integer(),
    entityType: fc.constantFrom('VSwitch', 'Account', 'A & B', '漢'),
    entityId: resource.map(({ ResourceId }) => ResourceId)
  })
  .map(writePageToken)
  .filter(({ length }) => length <= 256)

const owner = fc.constantFrom('Self', 'OtherAccounts')
const owned = { ResourceOwner: owner }
const someOf = <T extends Record<string, fc.Arbitrary<unknown>>>(model: T) => fc.record(model, { requiredKeys: [] })
const page = {
  ...owned,
  AssociationStatus: fc.constantFrom('Associating', 'Associated', 'Disassociating', 'Disassociated', 'Failed'),
  ResourceShareIds: fc.uniqueArray(idOf('rs'), { maxLength: 5 }),
  MaxResults: fc.integer({ min: 1, max: 100 }),
  NextToken: fc.oneof(token, fc.constant(''))
}

const merged = (...parts: fc.Arbitrary<object>[]): fc.Arbitrary<object> =>
  fc.tuple(...parts).map((given) => Object.assign({}, ...given))

const shareIdOnly = fc.record({ ResourceShareId: idOf('rs') })
const invitation = fc.record({ ResourceShareInvitationId: idOf('i') })

/** A valid request of each operation. */
const requests: { readonly [O in WireCall['type']]: fc.Arbitrary<object> } = {
  CreateResourceShare: merged(
    fc.record({ ResourceShareName: shareName }),
    someOf({ AllowExternalTargets: fc.boolean() }),
    fc.oneof(entitiesWithProperties, fc.constant({}))
  ),
  AssociateResourceShare: merged(shareIdOnly, entitiesWithProperties),
  DisassociateResourceShare: merged(shareIdOnly, someOf(owned), entities),
  DeleteResourceShare: shareIdOnly,
  AcceptResourceShareInvitation: invitation,
  RejectResourceShareInvitation: invitation,
  ListResourceShareAssociations: fc.oneof(
    merged(
      fc.constant({ AssociationType: 'Resource' }),
      someOf({ ...page, ResourceId: resource.map((each) => each.ResourceId) })
    ),
    merged(fc.constant({ AssociationType: 'Target' }), someOf({ ...page, Target: target }))
  )
}

const calls = (Object.keys(operations) as WireCall['type'][]).map(
  (type) => [type, requests[type].map((request) => ({ type, request: JSON.parse(JSON.stringify(request)) }) as WireCall)] as const
)
const anyCall = fc.oneof(...calls.map(([, call]) => call))

/** RPC parameters cannot tell an empty list from none. */
const withoutEmptyLists = ({ type, request }: WireCall): object => ({
  type,
  request: Object.fromEntries(Object.entries(request).filter(([, value]) => !Array.isArray(value) || value.length > 0))
})

const isReady = ready()

/** The code that a call is answered with, in a catalogue that has the resource types it names. */
const answerTo = (call: Call): string => {
  const { Resources } = call.request as { Resources?: unknown }
  const named = Array.isArray(Resources)
    ? Resources.map((each) => [String(each?.ResourceType), { leavable: true, external: true, service: true }])
    : []
  const facts = factsOf({ resourceTypes: Object.fromEntries(named) })
  const answer =
    call.type === 'ListResourceShareAssociations'
      ? listResourceShareAssociations([isReady], call.request, facts)
      : call.type === 'CreateResourceShare'
        ? decide({ ...call, resourceShareId: shareId }, initialState, facts)
        : decide(call as ResourceSharingCommand, isReady, facts)
  return answer.ok ? 'ok' : answer.error.code
}

describe('what is written is read', () => {
  test.each(calls)('%s', (type, call) => {
    fc.assert(
      fc.property(call, (given) => {
        const rpc = writeRpc(given)
        expect(readRpc(rpc)).toStrictEqual(withoutEmptyLists(given))
        expect(readRpc(`?${rpc}`)).toStrictEqual(withoutEmptyLists(given))
        expect(readRpc(new URLSearchParams(rpc))).toStrictEqual(withoutEmptyLists(given))
        expect(readJson(writeJson(given))).toStrictEqual(given)
        expect(readJson(JSON.stringify(writeJson(given)))).toStrictEqual(given)
        // Valid, indeed: it is not its form that it is refused for. One's own account alone is let leave.
        const code = answerTo(given as Call)
        if (
          (given.request as { ResourceOwner?: string }).ResourceOwner !== 'OtherAccounts' ||
          type !== 'DisassociateResourceShare'
        )
          expect(code).not.toMatch(/^(Missing|Invalid)Parameter|BothEmpty$/)
        expect(answerTo(readRpc(rpc))).toBe(code)
      })
    )
  })

  test('the parameters may come in any order', () => {
    fc.assert(
      fc.property(
        anyCall.chain((call) => {
          const pairs = [...new URLSearchParams(writeRpc(call))]
          return fc.tuple(fc.constant(call), fc.shuffledSubarray(pairs, { minLength: pairs.length }))
        }),
        ([call, pairs]) => {
          expect(readRpc(pairs)).toStrictEqual(withoutEmptyLists(call))
        }
      )
    )
  })

  test('replies and errors', () => {
    const from = fc.record({ requestId: text, hostId: text })
    const error = fc.constantFrom(...Object.values(errors)).filter(({ code }) => code !== 'SignalRejected')
    fc.assert(
      fc.property(from, error, fc.dictionary(text, fc.jsonValue()), (sender, { status, code, message }, reply) => {
        const refused = { ok: false, error: { status, code, message } } as const
        const read = readReply(JSON.parse(JSON.stringify(writeReply(refused, sender))))
        expect(read).toStrictEqual({ ok: false, error: { status, code, message, ...sender } })
        const plain = JSON.parse(JSON.stringify(reply))
        expect(readReply(writeReply({ ok: true, reply: plain }, sender))).toStrictEqual({ ok: true, reply: plain })
      })
    )
  })
})

describe('anything may come', () => {
  const own = Reflect.ownKeys(Object.prototype)
  const isUntouched = () => expect(Reflect.ownKeys(Object.prototype)).toStrictEqual(own)
  const anyText = fc.oneof(
    text,
    fc.string({ unit: 'binary' }),
    fc.string().map((given) => `${given}\uD800`)
  )

  const steps = ['', '0', '1', '2', '5', '01', '-1', '1e9', '__proto__', 'constructor', 'ResourceId', 'ResourceType', 'TargetId']
  const heads = ['Action', 'Targets', 'Resources', 'TargetProperties', 'ResourceShareIds', 'MaxResults', 'AllowExternalTargets']
  const parameter = fc.oneof(
    anyText,
    fc
      .tuple(
        fc.constantFrom(...heads, '__proto__', 'constructor', 'ResourceShareId'),
        fc.array(fc.constantFrom(...steps), { maxLength: 3 })
      )
      .map(([head, rest]) => [head, ...rest].join('.'))
  )
  const values = fc.oneof(anyText, fc.constantFrom(...Object.keys(operations), shareId, member, 'vsw-1', 'VSwitch', 'true', '1'))
  const pairs = fc.array(fc.tuple(parameter, values), { maxLength: 12 })
  const action = fc.constantFrom(...Object.keys(operations))

  const isCall = (call: Call, isRpc: boolean) => {
    expect(call.type === ('' as string) || Object.hasOwn(operations, call.type)).toBe(true)
    expect(Object.getPrototypeOf(call.request)).toBe(Object.prototype)
    if (isRpc) expect(Object.keys(call.request).every((name) => /^[A-Z][A-Za-z]+$/.test(name))).toBe(true)
    const code = answerTo(call)
    expect(code === 'ok' || Object.hasOwn(errors, code)).toBe(true)
    isUntouched()
  }

  test('a text as RPC parameters', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.webQueryParameters()), (given) => {
        isCall(readRpc(given), true)
      })
    )
  })

  test('a list of pairs', () => {
    fc.assert(
      fc.property(pairs, fc.option(action, { nil: undefined }), (given, operation) => {
        isCall(readRpc(operation === undefined ? given : [['Action', operation], ...given]), true)
      }),
      { numRuns: 1_000 }
    )
  })

  test('JSON, or what is none', () => {
    const json = fc.oneof(anyText, fc.json(), fc.jsonValue(), fc.anything({ withNullPrototype: true, withSparseArray: true }))
    fc.assert(
      fc.property(json, action, (given, operation) => {
        isCall(readJson(given), false)
        const fields = typeof given === 'object' && given !== null ? given : { __proto__: given }
        isCall(readJson({ ...fields, Action: operation }), false)
        isCall(readJson(`{"__proto__":{"polluted":true},"Action":${JSON.stringify(operation)}}`), false)
      })
    )
  })

  test('an answer', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.double()), fc.oneof(fc.anything(), fc.jsonValue()), (status, body) => {
        const read = readReply({ status, body })
        if (read !== undefined) expect(read.ok).toBe(status >= 200 && status < 300)
        isUntouched()
      })
    )
  })
})

type Stepping = { next: (this: unknown) => unknown }

/** How many steps through lists, maps and sets a piece of work takes. Work is counted here: time would tell of much else as well. */
const stepsOf = (work: () => void): number => {
  const prototypes: Stepping[] = [[].values(), new Map().values(), new Set().values()].map((each) => Object.getPrototypeOf(each))
  const originals = prototypes.map(({ next }) => next)
  let steps = 0
  prototypes.forEach((prototype, at) => {
    prototype.next = function (this: unknown) {
      steps += 1
      return originals[at]?.call(this)
    }
  })
  try {
    work()
  } finally {
    prototypes.forEach((prototype, at) => {
      Object.assign(prototype, { next: originals[at] })
    })
  }
  return steps
}

describe('a huge number of parameters takes work in proportion', () => {
  const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))
  const disassociation = ['Action', 'DisassociateResourceShare'] as const
  const shapes: readonly (readonly [string, (at: number) => readonly [string, string], code: string])[] = [
    ['one parameter again and again', () => ['ResourceShareId', shareId], 'InvalidParameter.ResourceShareId'],
    ['one entry again and again', () => ['Targets.1', member], 'InvalidParameter.Targets'],
    ['the bare name of a list again and again', () => ['Targets', member], 'InvalidParameter.Targets'],
    ['one field of an entry again and again', () => ['Resources.1.ResourceId', 'vsw-1'], 'InvalidParameter.Resources'],
    ['the action again and again', () => ['Action', 'DisassociateResourceShare'], 'InvalidParameter'],
    ['a long list', (at) => [`Targets.${at + 1}`, String(10 ** 13 + at)], 'InvalidParameter.Targets.Length'],
    ['a long list from its end', (at) => [`Targets.${500_000 - at}`, member], 'InvalidParameter.Targets'],
    ['a list of gaps', (at) => [`Targets.${2 * at + 1}`, member], 'InvalidParameter.Targets'],
    ['a long list of half pairs', (at) => [`Resources.${at + 1}.ResourceId`, 'vsw-1'], 'InvalidParameter.Resources'],
    ['an entry with many unknown fields', (at) => [`Resources.1.Field${at}`, 'x'], 'InvalidParameter.Resources'],
    ['unknown parameters', (at) => [`Unknown${at}`, 'x'], 'ResourceAndTargetBothEmpty'],
    ['unknown lists', (at) => [`Unknown.${at}`, 'x'], 'ResourceAndTargetBothEmpty']
  ]

  test.each(shapes)('%s', (_, parameter, code) => {
    const parametersOf = (count: number) => [disassociation, ['ResourceShareId', shareId] as const, ...many(count, parameter)]
    const stepsFor = (count: number) => {
      const given = parametersOf(count)
      return stepsOf(() => {
        readRpc(given)
      })
    }
    // Twice as much costs twice as much, but for what is the same in both.
    expect(stepsFor(4_000)).toBeLessThanOrEqual(2 * stepsFor(2_000))
    const call = readRpc(parametersOf(200_000))
    expect(answerTo(call)).toBe(code)
    expect(
      answerTo(
        readRpc(new URLSearchParams(parametersOf(20_000).map(([each, value]): [string, string] => [each, value])).toString())
      )
    ).toBe(code)
  })

  test('the count sees work that grows faster', () => {
    const copying = (count: number) =>
      stepsOf(() => {
        let all: number[] = []
        for (let at = 0; at < count; at += 1) all = [...all, at]
      })
    expect(copying(400)).toBeGreaterThan(3 * copying(200))
  })
})
