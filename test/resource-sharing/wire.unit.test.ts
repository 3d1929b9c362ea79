/** The wire by example: what each form of a request is read as, what a broken one is answered with, and what goes back. */
import { describe, expect, test } from 'vitest'
import { resourceSharing } from '../../src/index.ts'
import type { ResourceSharingCommand } from '../../src/resource-sharing/index.ts'
import type { Call } from '../../src/resource-sharing/wire.ts'
import {
  create,
  deletion,
  directory,
  disassociate,
  factsOf,
  member,
  must,
  ofTarget,
  otherMember,
  outsider,
  ready,
  run,
  service,
  shareId,
  stranger,
  sweep,
  vswitch
} from './support.ts'

const { decide, errors, initialState, listResourceShareAssociations, operations, wire } = resourceSharing
const { readJson, readReply, readRpc, writeJson, writeReply, writeRpc } = wire

const isReady = ready()
const facts = factsOf()

/** What a call comes to: the code of its error, or `ok`. A host gives a new share its id. */
const answerTo = (call: Call): string => {
  const answer =
    call.type === 'ListResourceShareAssociations'
      ? listResourceShareAssociations([isReady], call.request, facts)
      : call.type === 'CreateResourceShare'
        ? decide({ ...call, resourceShareId: shareId }, initialState, facts)
        : decide(call as ResourceSharingCommand, isReady, facts)
  return answer.ok ? 'ok' : answer.error.code
}

const rpc = (query: string): string => answerTo(readRpc(query))

const disassociation = `Action=DisassociateResourceShare&ResourceShareId=${shareId}`
const listing = 'Action=ListResourceShareAssociations&AssociationType=Resource'
const creation = 'Action=CreateResourceShare&ResourceShareName=test'
const association = `Action=AssociateResourceShare&ResourceShareId=${shareId}`
const ownResource = 'Resources.1.ResourceId=vsw-1&Resources.1.ResourceType=VSwitch'

describe('the documented request', () => {
  const query =
    'Action=DisassociateResourceShare&ResourceShareId=rs-6GRmdD3X****&Resources.1.ResourceId=vsw-bp183p93qs667muql****' +
    '&Resources.1.ResourceType=VSwitch&Targets.1=172050525300****'
  const command = {
    type: 'DisassociateResourceShare',
    request: {
      ResourceShareId: 'rs-6GRmdD3X****',
      Resources: [{ ResourceId: 'vsw-bp183p93qs667muql****', ResourceType: 'VSwitch' }],
      Targets: ['172050525300****']
    }
  } as const

  test('as RPC parameters: a query, a query with its question mark, pairs, and in any order', () => {
    expect(readRpc(query)).toStrictEqual(command)
    expect(readRpc(`?${query}`)).toStrictEqual(command)
    expect(readRpc(new URLSearchParams(query))).toStrictEqual(command)
    expect(readRpc([...new URLSearchParams(query)])).toStrictEqual(command)
    expect(readRpc(query.split('&').reverse().join('&'))).toStrictEqual(command)
  })

  test('as JSON: text or parsed', () => {
    const json = { Action: command.type, Version: '2020-01-10', ...command.request }
    expect(readJson(json)).toStrictEqual(command)
    expect(readJson(JSON.stringify(json))).toStrictEqual(command)
  })

  test('is written as it is documented', () => {
    expect(writeRpc(command)).toBe(query.replace('&', '&Version=2020-01-10&'))
    expect(writeJson(command)).toStrictEqual({ Action: command.type, Version: '2020-01-10', ...command.request })
  })

  test('what is in neither form is the host’s own', () => {
    const host = { ...command, invitationIds: { a: 'i-1' }, resourceShareId: 'rs-2' }
    expect(readRpc(`${query}&invitationIds.a=i-1&resourceShareId=rs-2`)).toStrictEqual(command)
    expect(readJson(writeJson(host))).toStrictEqual(command)
    expect(writeRpc(host)).toBe(writeRpc(command))
  })

  test('half of a pair is written as the half that it is', () => {
    const request = { ResourceShareId: 'rs-1', Resources: [{ ResourceId: 'vsw-1' }] }
    const text = wire.writeRpc({ type: 'DisassociateResourceShare', request: request as never })
    expect(new URLSearchParams(text).has('Resources.1.ResourceType')).toBe(false)
    expect(readRpc(text)).toStrictEqual({ type: 'DisassociateResourceShare', request })
  })

  test('fields of other operations and common parameters are passed over', () => {
    expect(readRpc(`${query}&MaxResults=5&SignatureNonce=1&RegionId=cn-hangzhou&__proto__=1&constructor=2`)).toStrictEqual(
      command
    )
  })
})

/** What can be wrong with the parameters of any list, given a way to write one entry. */
const listFaults = (name: string, entry: (index: string, at: number) => string): readonly (readonly [string, string])[] => [
  ['a gap', `${entry('1', 0)}&${entry('3', 1)}`],
  ['the first is missing', entry('2', 0)],
  ['index 0', entry('0', 0)],
  ['index 0 beside others', `${entry('0', 0)}&${entry('1', 1)}`],
  ['a leading zero', entry('01', 0)],
  ['a leading zero beside the same index', `${entry('1', 0)}&${entry('01', 1)}`],
  ['a negative index', entry('-1', 0)],
  ['a sign', entry('%2B1', 0)],
  ['a space', entry('1%20', 0)],
  ['a line feed', entry('1%0A', 0)],
  ['a decimal', entry('1.0', 0)],
  ['an exponent', entry('1e0', 0)],
  ['hexadecimal', entry('0x1', 0)],
  ['digits of another script', entry('١', 0)],
  ['a huge index', entry('999999999', 0)],
  ['a huge index beside the first', `${entry('1', 0)}&${entry('999999999', 1)}`],
  ['an index beyond all numbers', entry('9'.repeat(400), 0)],
  ['an index that is a name', entry('__proto__', 0)],
  ['no index', entry('', 0)],
  ['a repeated parameter', `${entry('1', 0)}&${entry('1', 1)}`],
  ['the same parameter twice', `${entry('1', 0)}&${entry('1', 0)}`],
  ['the bare name', `${name}=x`],
  ['the bare name, empty', `${name}=`],
  ['the bare name beside an entry', `${name}=x&${entry('1', 0)}`],
  ['a JSON list under the bare name', `${name}=%5B%22x%22%5D`],
  ['an empty step', `${entry('1', 0)}&${name}..1=x`]
]

const pairs =
  (name: string, id: string, idOf: (at: number) => string, other: string, otherOf: (at: number) => string) =>
  (index: string, at: number): string =>
    `${name}.${index}.${id}=${idOf(at)}&${name}.${index}.${other}=${otherOf(at)}`

const resources = pairs(
  'Resources',
  'ResourceId',
  (at) => `vsw-${at}`,
  'ResourceType',
  () => 'VSwitch'
)
const accounts = [member, otherMember, outsider, stranger, '1777777777777777', '1666666666666666']
const targets = (index: string, at: number): string => `Targets.${index}=${accounts[at]}`
const shareIds = (index: string, at: number): string => `ResourceShareIds.${index}=rs-${at}`
const properties = pairs(
  'TargetProperties',
  'TargetId',
  () => service,
  'Property',
  () => '%7B%7D'
)

describe('lists that are broken on the wire are answered with their documented error', () => {
  const faultsOf = (code: string, given: string, name: string, entry: (index: string, at: number) => string) =>
    listFaults(name, entry).map(([says, query]) => [code, says, `${given}&${query}`] as const)

  test.each([
    ...faultsOf('InvalidParameter.Resources', disassociation, 'Resources', resources),
    ...faultsOf('InvalidParameter.Targets', disassociation, 'Targets', targets),
    ...faultsOf('InvalidParameter.ResourceShareIds', listing, 'ResourceShareIds', shareIds),
    ...faultsOf('InvalidParameter.TargetProperties', `${association}&Targets.1=${service}`, 'TargetProperties', properties)
  ])('%s: %s', (code, _, query) => {
    expect(rpc(query)).toBe(code)
  })

  test.each([
    ['InvalidParameter.Resources', 'a resource without its type', 'Resources.1.ResourceId=vsw-1'],
    ['InvalidParameter.Resources', 'a resource without its id', 'Resources.1.ResourceType=VSwitch'],
    ['InvalidParameter.Resources', 'half of the second pair', `${ownResource}&Resources.2.ResourceId=vsw-2`],
    [
      'InvalidParameter.Resources',
      'halves at different indexes',
      'Resources.1.ResourceId=vsw-1&Resources.2.ResourceType=VSwitch'
    ],
    ['InvalidParameter.Resources', 'one half twice', `${ownResource}&Resources.1.ResourceId=vsw-1`],
    ['InvalidParameter.Resources', 'an unknown field alone', 'Resources.1.Id=vsw-1'],
    ['InvalidParameter.Resources', 'names in another case', 'Resources.1.resourceId=vsw-1&Resources.1.resourceType=VSwitch'],
    ['InvalidParameter.Resources', 'the names of a prototype', 'Resources.1.__proto__=vsw-1&Resources.1.constructor=VSwitch'],
    ['InvalidParameter.Resources', 'an entry without fields', 'Resources.1=vsw-1'],
    ['InvalidParameter.Resources', 'a plain entry beside a pair', `${ownResource}&Resources.2=vsw-2`],
    ['InvalidParameter.Resources', 'a field without a name', `${ownResource}&Resources.1.=x`],
    ['InvalidParameter.Resources', 'an empty id', 'Resources.1.ResourceId=&Resources.1.ResourceType=VSwitch'],
    ['InvalidParameter.Resources', 'an empty type', 'Resources.1.ResourceId=vsw-1&Resources.1.ResourceType='],
    ['InvalidParameter.Targets', 'a target with a field', `Targets.1.Id=${member}`],
    ['InvalidParameter.Targets', 'an entry below an entry', `Targets.1=${member}&Targets.1.1=${otherMember}`],
    ['InvalidParameter.Targets', 'an empty target', 'Targets.1='],
    ['InvalidParameter.Resources.Length', 'six resources', ['1', '2', '3', '4', '5', '6'].map(resources).join('&')],
    ['InvalidParameter.Targets.Length', 'six targets', ['1', '2', '3', '4', '5', '6'].map(targets).join('&')],
    ['InvalidParameter.Resources.Duplicate', 'a resource twice', `${resources('1', 0)}&${resources('2', 0)}`],
    ['InvalidParameter.Targets.Duplicate', 'a target twice', `${targets('1', 0)}&${targets('2', 0)}`],
    ['InvalidParameter.ResourceType', 'a type that is a name of a prototype', ownResource.replace('VSwitch', 'constructor')],
    ['ok', 'a whole pair with an unknown field beside it', `${ownResource}&Resources.1.Name=x&Resources.1.__proto__=y`],
    ['ok', 'a whole pair, its halves apart', `Resources.1.ResourceType=VSwitch&Targets.1=${member}&Resources.1.ResourceId=vsw-1`],
    [
      'ResourceAndTargetBothEmpty',
      'parameters with the list’s name before another letter',
      `TargetsX.1=${member}&Resources2.1.ResourceId=a`
    ]
  ])('%s: %s', (code, _, query) => {
    expect(rpc(`${disassociation}&${query}`)).toBe(code)
  })

  test('entries come in the order of their indexes, not of their parameters', () => {
    const query = [3, 1, 2].map((n) => targets(String(n), n)).join('&')
    expect(readRpc(`${disassociation}&${query}`).request).toStrictEqual({
      ResourceShareId: shareId,
      Targets: [otherMember, outsider, stranger]
    })
    const ten = Array.from({ length: 11 }, (_, at) => `Targets.${11 - at}=t${11 - at}`).join('&')
    expect(readRpc(`${disassociation}&${ten}`).request).toMatchObject({
      Targets: Array.from({ length: 11 }, (_, at) => `t${at + 1}`)
    })
  })

  test('a broken list is read as the parameters that came, which are no list', () => {
    expect(readRpc(`${disassociation}&Targets.1=a&Targets.3=b&Targets.3=c&Resources=x`).request).toStrictEqual({
      ResourceShareId: shareId,
      Resources: { Resources: ['x'] },
      Targets: { 'Targets.1': ['a'], 'Targets.3': ['b', 'c'] }
    })
    expect(readRpc(`${disassociation}&Targets.2=a`).request).toMatchObject({ Targets: { 'Targets.2': ['a'] } })
  })

  test('what an entry does not have is not read into it', () => {
    const more = 'Resources.1.Name=x&Resources.1.__proto__=y&Resources.1.1=z&Resources.1.ResourceId.1=a'
    expect(readRpc(`${disassociation}&${ownResource}&${more}`).request).toStrictEqual({
      ResourceShareId: shareId,
      Resources: [{ ResourceId: 'vsw-1', ResourceType: 'VSwitch' }]
    })
  })

  test('a list is not cut short by an unknown list or by one of another operation', () => {
    expect(readRpc(`${disassociation}&TargetProperties.1=x&ResourceShareIds.0=y&Targets.1=${member}`).request).toStrictEqual({
      ResourceShareId: shareId,
      Targets: [member]
    })
  })
})

describe('plain parameters', () => {
  test('one that is no text, as a host may pair it, is passed on as it came', () => {
    const pairs = [
      ['Action', 'ListResourceShareAssociations'],
      ['MaxResults', ['5']]
    ] as unknown as [string, string][]
    expect(readRpc(pairs)).toStrictEqual({ type: 'ListResourceShareAssociations', request: { MaxResults: ['5'] } })
  })

  test.each([
    ['InvalidParameter.ResourceShareId', `${disassociation}&ResourceShareId=${shareId}&Targets.1=${member}`],
    ['InvalidParameter', `${disassociation}&ResourceOwner=Self&ResourceOwner=Self&Targets.1=${member}`],
    ['InvalidParameter', `${disassociation}&ResourceOwner=&Targets.1=${member}`],
    ['InvalidParameter', `${creation}&ResourceShareName=test`],
    ['InvalidParameter', `${creation}&AllowExternalTargets=true&AllowExternalTargets=true`],
    ['MissingParameter.ResourceShareId', 'Action=DeleteResourceShare&ResourceShareId='],
    ['MissingParameter.ResourceShareId', 'Action=DeleteResourceShare'],
    ['MissingParameter.ResourceShareId', 'Action=DeleteResourceShare&ResourceShareId.1=rs-1'],
    ['MissingParameter.ResourceShareId', 'Action=DeleteResourceShare&resourceshareid=rs-1'],
    ['MissingParameter.ResourceShareInvitationId', 'Action=AcceptResourceShareInvitation&ResourceShareInvitationId='],
    [
      'InvalidParameter.ResourceShareInvitationId',
      'Action=RejectResourceShareInvitation&ResourceShareInvitationId=i-1&ResourceShareInvitationId=i-1'
    ],
    ['InvalidParameter.AssociationType', 'Action=ListResourceShareAssociations&AssociationType='],
    ['MissingParameter.AssociationType', 'Action=ListResourceShareAssociations'],
    ['ok', `${listing}&NextToken=&ResourceId=`]
  ])('%s: %s', (code, query) => {
    expect(rpc(query)).toBe(code)
  })

  test.each([
    ['true', true, 'ok'],
    ['false', false, 'ok'],
    ['TRUE', 'TRUE', 'InvalidParameter'],
    ['True', 'True', 'InvalidParameter'],
    ['1', '1', 'InvalidParameter'],
    ['0', '0', 'InvalidParameter'],
    ['', '', 'InvalidParameter'],
    ['true+', 'true ', 'InvalidParameter'],
    ['null', 'null', 'InvalidParameter']
  ])('AllowExternalTargets=%s is %j: %s', (text, value, code) => {
    const call = readRpc(`${creation}&AllowExternalTargets=${text}`)
    expect(call.request).toStrictEqual({ ResourceShareName: 'test', AllowExternalTargets: value })
    expect(answerTo(call)).toBe(code)
  })

  test.each([
    ['1', 1, 'ok'],
    ['100', 100, 'ok'],
    ['020', 20, 'ok'],
    ['0', 0, 'InvalidParameter.MaxResults'],
    ['101', 101, 'InvalidParameter.MaxResults'],
    ['999999999', 999_999_999, 'InvalidParameter.MaxResults'],
    ['9007199254740993', '9007199254740993', 'InvalidParameter.MaxResults'],
    ['9'.repeat(400), '9'.repeat(400), 'InvalidParameter.MaxResults'],
    ['-1', '-1', 'InvalidParameter.MaxResults'],
    ['-0', '-0', 'InvalidParameter.MaxResults'],
    ['1.0', '1.0', 'InvalidParameter.MaxResults'],
    ['1.5', '1.5', 'InvalidParameter.MaxResults'],
    ['1e1', '1e1', 'InvalidParameter.MaxResults'],
    ['0x10', '0x10', 'InvalidParameter.MaxResults'],
    ['+1', ' 1', 'InvalidParameter.MaxResults'],
    ['%2B1', '+1', 'InvalidParameter.MaxResults'],
    ['٣', '٣', 'InvalidParameter.MaxResults'],
    ['Infinity', 'Infinity', 'InvalidParameter.MaxResults'],
    ['', '', 'InvalidParameter.MaxResults']
  ])('MaxResults=%s is %j: %s', (text, value, code) => {
    const call = readRpc(`${listing}&MaxResults=${text}`)
    expect(call.request).toStrictEqual({ AssociationType: 'Resource', MaxResults: value })
    expect(answerTo(call)).toBe(code)
  })

  test('a number that stands where a text belongs stays a text', () => {
    expect(readRpc('Action=DeleteResourceShare&ResourceShareId=5').request).toStrictEqual({ ResourceShareId: '5' })
    expect(readRpc(`${listing}&ResourceId=true&NextToken=1`).request).toMatchObject({ ResourceId: 'true', NextToken: '1' })
  })

  test.each([
    ['percent-encoding', '%72s%2D%36GRmdD3X%2A%2A%2A%2A', shareId],
    ['lower-case percent-encoding', '%72s%2d6GRmdD3X%2a%2a%2a%2a', shareId],
    ['a plus is a space', 'a+b%2Bc', 'a b+c'],
    ['UTF-8', 'r%C3%A9seau%20%E6%BC%A2%F0%9F%98%80', 'réseau 漢😀'],
    ['as it is', 'réseau漢😀', 'réseau漢😀'],
    ['a percent sign that begins nothing', '100%zz%', '100%zz%'],
    ['what is no UTF-8', '%FFx', '\uFFFDx'],
    ['separators', '%26%3D%3F%23', '&=?#'],
    ['an equals sign', 'a=b=c', 'a=b=c'],
    ['a question mark', '?a', '?a'],
    ['a null character', 'a%00b', 'a\0b']
  ])('%s', (_, text, value) => {
    expect(readRpc(`Action=DeleteResourceShare&ResourceShareId=${text}`).request).toStrictEqual({ ResourceShareId: value })
  })

  test('names of parameters are decoded, too', () => {
    expect(readRpc('%41ction=DeleteResourceShare&ResourceShare%49d=rs-1')).toStrictEqual({
      type: 'DeleteResourceShare',
      request: { ResourceShareId: 'rs-1' }
    })
    expect(readRpc(`${disassociation}&Resources%2E1%2EResourceId=a&Resources%2e1.ResourceType=b`).request).toMatchObject({
      Resources: [{ ResourceId: 'a', ResourceType: 'b' }]
    })
  })
})

describe('actions', () => {
  test.each(Object.keys(operations))('%s', (action) => {
    expect(readRpc(`Action=${action}`)).toStrictEqual({ type: action, request: {} })
    expect(readJson({ Action: action })).toStrictEqual({ type: action, request: {} })
  })

  const commands = ['Sweep', 'AssociationSucceeded', 'AssociationFailed', 'DisassociationSucceeded', 'DisassociationFailed']
  test.each([
    ...commands,
    '',
    ' ',
    'Teapot',
    'disassociateresourceshare',
    'DisassociateResourceShare ',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty'
  ])('%j is no operation of the service', (action) => {
    const given = `Action=${encodeURIComponent(action)}&ResourceShareId=${shareId}&Targets.1=${member}`
    expect(rpc(given)).toBe('InvalidParameter')
    expect(readRpc(given)).toStrictEqual({ type: '', request: {} })
    expect(readJson({ Action: action, associationType: 'Target' })).toStrictEqual({
      type: '',
      request: { associationType: 'Target' }
    })
  })

  test('a worker’s signal cannot be sent by a client, nor a sweep', () => {
    const state = create({ Targets: [member] })
    const signal = ofTarget('AssociationSucceeded', member)
    expect(run(state, signal).result.ok).toBe(true)
    for (const body of [{ ...signal, Action: signal.type }, { Action: 'Sweep' }]) {
      const { result, state: after } = run(state, readJson(body))
      expect(result).toMatchObject({ ok: false, error: { code: 'InvalidParameter' } })
      expect(after).toBe(state)
    }
  })

  test.each([
    '',
    '?',
    '&',
    `ResourceShareId=${shareId}`,
    `${disassociation}&Action=DisassociateResourceShare&Targets.1=${member}`,
    `Action=&Action=DeleteResourceShare&ResourceShareId=${shareId}`,
    `action=DeleteResourceShare&ResourceShareId=${shareId}`,
    `Action.1=DeleteResourceShare&ResourceShareId=${shareId}`
  ])('none, or more than one: %j', (query) => {
    expect(readRpc(query)).toStrictEqual({ type: '', request: {} })
    expect(rpc(query)).toBe('InvalidParameter')
  })
})

describe('a request that is broken on the wire and breaks other rules, too: the order of the checks stands', () => {
  const gap = `Targets.1=${member}&Targets.3=${otherMember}`
  const half = 'Resources.1.ResourceId=vsw-1'
  const other = 'ResourceOwner=Somebody'
  test.each([
    ['MissingParameter.ResourceShareId', `Action=DisassociateResourceShare&${gap}&${half}&${other}`],
    ['MissingParameter.ResourceShareId', `Action=DisassociateResourceShare&ResourceShareId=&${gap}&${half}&${other}`],
    ['InvalidParameter.ResourceShareId', `${disassociation}&ResourceShareId=rs-2&${gap}&${half}&${other}`],
    ['InvalidParameter', `${disassociation}&${gap}&${half}&${other}`],
    ['InvalidParameter', `${disassociation}&${gap}&${half}&ResourceOwner=Self&ResourceOwner=Self`],
    ['InvalidParameter.Resources', `${disassociation}&${gap}&${half}`],
    ['InvalidParameter.Resources', `${disassociation}&${gap}&Resources.2.ResourceId=x&Resources.2.ResourceType=Teapot`],
    ['InvalidParameter.Resources', `${disassociation}&ResourceOwner=OtherAccounts&${half}&Targets.0=${stranger}`],
    ['InvalidParameter.ResourceType', `${disassociation}&${gap}&Resources.1.ResourceId=x&Resources.1.ResourceType=Teapot`],
    ['InvalidParameter.Resources.Duplicate', `${disassociation}&${gap}&${resources('1', 0)}&${resources('2', 0)}`],
    ['InvalidParameter.Resources.Length', `${disassociation}&${gap}&${['1', '2', '3', '4', '5', '6'].map(resources).join('&')}`],
    ['InvalidParameter.Targets', `${disassociation}&${gap}&${ownResource}`],
    ['InvalidParameter.Targets', `Action=DisassociateResourceShare&ResourceShareId=rs-unknown&${gap}`],
    ['InvalidParameter.Targets', `${disassociation}&${['1', '2', '3', '4', '5', '7'].map(targets).join('&')}`],
    ['InvalidParameter.Targets', `${association}&${gap}&TargetProperties.0.TargetId=x`],
    ['InvalidParameter.TargetProperties', `${association}&Targets.1=${member}&TargetProperties.0.TargetId=x`],
    ['InvalidParameter', `${creation}&AllowExternalTargets=TRUE&${half}&${gap}`],
    ['InvalidParameter.Resources', `${creation}&AllowExternalTargets=true&${half}&${gap}`],
    ['InvalidParameter.MaxResults', `${listing}&MaxResults=1.5&NextToken=x&NextToken=y&ResourceShareIds.0=x&Target=z`],
    ['InvalidParameter.NextToken', `${listing}&NextToken=x&NextToken=y&ResourceShareIds.0=x&Target=z`],
    ['InvalidParameter.ResourceShareIds', `${listing}&ResourceShareIds.0=x&Target=z`],
    ['InvalidParameter.Target', `${listing}&Target=${member}&Target=${member}&ResourceId=a&ResourceId=b`]
  ])('%s: %s', (code, query) => {
    expect(rpc(query)).toBe(code)
  })
})

describe('the JSON form', () => {
  test.each([
    ['', ''],
    ['no JSON', '{'],
    ['a text that is cut off', '{"Action":"DeleteResourceShare"'],
    ['a mark before it', '\uFEFF{"Action":"DeleteResourceShare"}'],
    ['single quotes', "{'Action':'DeleteResourceShare'}"],
    ['a list', '[{"Action":"DeleteResourceShare"}]'],
    ['null', 'null'],
    ['a number', '5'],
    ['a text', '"DeleteResourceShare"'],
    ['deep nesting', '['.repeat(100_000)],
    ['deep and whole', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['nothing', undefined],
    ['null, parsed', null],
    ['a number, parsed', 5],
    ['a list, parsed', [{ Action: 'DeleteResourceShare' }]],
    ['a function', () => 'DeleteResourceShare'],
    ['an action that is no text', { Action: ['DeleteResourceShare'] }]
  ])('%s is no call', (_, body) => {
    const call = readJson(body)
    expect(call.type).toBe('')
    expect(answerTo(call)).toBe('InvalidParameter')
  })

  test('its values stay what they are, whatever that is', () => {
    const request = { ResourceShareId: 5, Targets: 'none', Resources: { 0: 'x' }, MaxResults: '5', Unknown: [null] }
    expect(readJson({ Action: 'DisassociateResourceShare', Version: 1, ...request }).request).toStrictEqual(request)
    expect(answerTo(readJson({ Action: 'DisassociateResourceShare', ...request }))).toBe('InvalidParameter.ResourceShareId')
    expect(answerTo(readJson({ Action: 'ListResourceShareAssociations', AssociationType: 'Resource', MaxResults: '5' }))).toBe(
      'InvalidParameter.MaxResults'
    )
  })

  test('the names of prototypes are fields like others', () => {
    const body = '{"__proto__":{"Action":"DeleteResourceShare","ResourceShareId":"rs-1"},"constructor":{"prototype":{"x":1}}}'
    const call = readJson(body)
    expect(call.type).toBe('')
    expect(Object.getPrototypeOf(call.request)).toBe(Object.prototype)
    expect(Object.keys(call.request)).toStrictEqual(['__proto__', 'constructor'])
    expect(readJson(body.replace('{', '{"Action":"DeleteResourceShare",')).type).toBe('DeleteResourceShare')
    expect(answerTo(readJson(body.replace('{', '{"Action":"DeleteResourceShare",')))).toBe('MissingParameter.ResourceShareId')
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })

  test('a field of the request cannot pass for the action', () => {
    const request = { ResourceShareId: 'rs-1', Action: 'CreateResourceShare', Version: '1' }
    expect(writeJson({ type: 'DeleteResourceShare', request })).toStrictEqual({
      ResourceShareId: 'rs-1',
      Action: 'DeleteResourceShare',
      Version: '2020-01-10'
    })
  })
})

describe('what is written', () => {
  test('absent parameters and empty lists are left out of RPC parameters, and no others', () => {
    const request = {
      AssociationType: 'Resource',
      ResourceShareIds: [],
      MaxResults: 0,
      NextToken: '',
      Target: undefined
    } as const
    expect(writeRpc({ type: 'ListResourceShareAssociations', request } as never)).toBe(
      'Action=ListResourceShareAssociations&Version=2020-01-10&AssociationType=Resource&MaxResults=0&NextToken='
    )
    const closed = { ResourceShareName: 'a', AllowExternalTargets: false }
    expect(writeRpc({ type: 'CreateResourceShare', request: closed })).toBe(
      'Action=CreateResourceShare&Version=2020-01-10&ResourceShareName=a&AllowExternalTargets=false'
    )
  })

  test('what an id holds cannot pass for a parameter', () => {
    const ResourceId = 'a&Targets.1=b=c%41+d#?'
    const call = {
      type: 'DisassociateResourceShare',
      request: { ResourceShareId: 'rs-1', Resources: [{ ResourceId, ResourceType: 'A & B' }] }
    } as const
    expect(writeRpc(call)).toBe(
      'Action=DisassociateResourceShare&Version=2020-01-10&ResourceShareId=rs-1' +
        '&Resources.1.ResourceId=a%26Targets.1%3Db%3Dc%2541%2Bd%23%3F&Resources.1.ResourceType=A+%26+B'
    )
    expect(readRpc(writeRpc(call))).toStrictEqual(call)
  })

  test('a hole in a list is no entry, and is refused', () => {
    const Targets = [member, otherMember, outsider]
    delete Targets[1]
    expect(rpc(writeRpc({ type: 'DisassociateResourceShare', request: { ResourceShareId: shareId, Targets } }))).toBe(
      'InvalidParameter.Targets'
    )
  })
})

describe('replies', () => {
  const from = { requestId: '95230BC9-A8E8-4493-96BD-4F0C758E37F8', hostId: 'resourcesharing.cn-hangzhou.aliyuncs.com' }

  test('the documented reply, from the query to the answer and back', () => {
    const target = '172050525300****'
    const around = { directory: { ...directory, memberIds: [target] } }
    const state = must(create({ Targets: [target] }, around), ofTarget('AssociationSucceeded', target), around)
    const call = readRpc(`${disassociation}&Targets.1=${target}`)
    const { result } = run(state, call, { ...around, now: Date.parse('2020-12-04T09:40:45.556Z') })
    const answer = writeReply(result, from)
    expect(answer).toStrictEqual({
      status: 200,
      body: {
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
    })
    expect(readReply(JSON.parse(JSON.stringify(answer)))).toStrictEqual(result)
  })

  test('the answer to a query', () => {
    const call = readRpc(`${listing}&MaxResults=1`)
    if (call.type !== 'ListResourceShareAssociations') throw new Error('it is a query')
    const two = must(isReady, readRpc(`${association}&${resources('1', 0)}`))
    const listed = listResourceShareAssociations([two], call.request, facts)
    const answer = writeReply(listed, from)
    expect(answer.status).toBe(200)
    expect(Object.keys(answer.body)).toStrictEqual(['RequestId', 'ResourceShareAssociations', 'NextToken'])
    expect(readReply(answer)).toStrictEqual(listed)
  })

  test.each(Object.values(errors).filter(({ code }) => code !== 'SignalRejected'))('$code', ({ status, code, message }) => {
    const answer = writeReply({ ok: false, error: { status, code, message } }, from)
    expect(answer).toStrictEqual({
      status,
      body: { RequestId: from.requestId, HostId: from.hostId, Code: code, Message: message }
    })
    expect(Object.keys(answer.body)).toStrictEqual(['RequestId', 'HostId', 'Code', 'Message'])
    expect(readReply(JSON.parse(JSON.stringify(answer)))).toStrictEqual({ ok: false, error: { status, code, message, ...from } })
  })

  test('an error comes without a part of a result, even for a request of which a part could be done', () => {
    const { result } = run(isReady, disassociate({ Resources: [vswitch('vsw-1')], Targets: [stranger] }))
    const { status, body } = writeReply(result, from)
    expect([status, body]).toStrictEqual([
      400,
      {
        RequestId: from.requestId,
        HostId: from.hostId,
        Code: 'DisassociateInvalid',
        Message: 'You can not disassociate unassociated resource or target.'
      }
    ])
  })

  test('a rejected signal never goes on the wire', () => {
    const { result } = run(isReady, ofTarget('AssociationSucceeded', member))
    expect(result).toMatchObject({ ok: false, error: { code: 'SignalRejected' } })
    expect(writeReply(result, from)).toStrictEqual({
      status: 400,
      body: {
        RequestId: from.requestId,
        HostId: from.hostId,
        Code: 'InvalidParameter',
        Message: 'The specified parameter is invalid.'
      }
    })
  })

  test('a reply is a body of its own: what is done to it is not done to the result', () => {
    const { result } = run(isReady, deletion)
    const { body } = writeReply(result, from)
    Object.assign(body, { RequestId: 'another' })
    expect(result).toMatchObject({ ok: true, reply: { RequestId: from.requestId } })
    expect(writeReply(run(isReady, sweep).result, from)).toStrictEqual({ status: 200, body: {} })
  })

  const error = { Code: 'a', Message: 'b', RequestId: 'c', HostId: 'd' }
  test.each([
    ['no body', 200, undefined],
    ['null', 200, null],
    ['a list', 200, []],
    ['a text', 200, '{}'],
    ['an error without its code', 400, { ...error, Code: undefined }],
    ['an error without its message', 400, { ...error, Message: undefined }],
    ['an error without its request', 400, { ...error, RequestId: undefined }],
    ['an error without its host', 400, { ...error, HostId: undefined }],
    ['a code that is no text', 400, { ...error, Code: 5 }],
    ['a page of a proxy', 502, '<html>'],
    ['a reply with the status of an error', 404, { RequestId: 'c' }]
  ])('neither a reply nor an error: %s', (_, status, body) => {
    expect(readReply({ status, body })).toBe(undefined)
  })

  test.each([
    [199, false],
    [200, true],
    [201, true],
    [299, true],
    [300, false],
    [400, false],
    [503, false],
    [Number.NaN, false]
  ])('status %d is a reply: %s', (status, ok) => {
    const read = readReply({ status, body: { ...error, more: 1 } })
    expect(read).toStrictEqual(
      ok ? { ok, reply: { ...error, more: 1 } } : { ok, error: { status, code: 'a', message: 'b', requestId: 'c', hostId: 'd' } }
    )
  })
})
