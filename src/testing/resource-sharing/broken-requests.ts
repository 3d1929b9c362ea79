/** Commands of shares and queries of their associations that break exactly one rule of shape. */
import * as fc from 'fast-check'
import type { resourceSharing } from '../../index.ts'
import { type Broken, type BrokenRequest, breaking, type Fields, type Rule, withField, withoutField } from '../choices.ts'
import { hostileJson } from '../hostile.ts'
import {
  again,
  type Break,
  type Entries,
  emptyList,
  having,
  havingAll,
  hostileText,
  inCommand,
  inEntry,
  malformed,
  missing,
  noInvitationId,
  noList,
  noObject,
  noOwner,
  noRequest,
  noResourceId,
  noShareId,
  noTarget,
  noText,
  tooMany
} from './breaches.ts'
import type { Command } from './calls.ts'
import { commandOf, directoryId, folderId, listRequest, members, outsiders, resourceIds, service, shareIds } from './requests.ts'

const resources: Entries = [{ ResourceId: resourceIds[0], ResourceType: 'VSwitch' }]
const someTargets: Entries = [members[0]]

const inResource = (change: (entry: unknown) => fc.Arbitrary<unknown>): Break => inEntry('Resources', resources, change)
const inResourceField = (name: string, values: fc.Arbitrary<unknown>): Break =>
  inResource((entry) => values.map((value) => withField(entry, name, value)))

/** With a field that nobody knows, and the others the other way round: still the same resource. */
const rewritten = (entry: unknown): unknown => Object.fromEntries([['note', ''], ...Object.entries(entry as Fields).reverse()])

/** Without the properties of targets that may no longer be named. */
const ofTargets =
  (change: Break): Break =>
  (given) =>
    change(withoutField(given, 'TargetProperties'))

const entityRules: readonly Rule<Fields>[] = [
  ['InvalidParameter.Resources', having('Resources', noList)],
  ['InvalidParameter.Resources', inResource(() => noObject)],
  [
    'InvalidParameter.Resources',
    inResource((entry) => fc.constantFrom('ResourceId', 'ResourceType').map((name) => withoutField(entry as Fields, name)))
  ],
  ['InvalidParameter.Resources', inResourceField('ResourceId', fc.oneof(missing, noResourceId))],
  ['InvalidParameter.Resources', inResourceField('ResourceType', fc.oneof(missing, noText, fc.constant(['VSwitch'])))],
  [
    'InvalidParameter.ResourceType',
    inResourceField(
      'ResourceType',
      fc.oneof(fc.constantFrom('Teapot', 'vswitch', 'VSwitch ', 'VSwitch\u0000', 'Account', 'x'.repeat(65)), hostileText)
    )
  ],
  ['InvalidParameter.Resources.Duplicate', again('Resources', resources)],
  ['InvalidParameter.Resources.Duplicate', again('Resources', resources, rewritten)],
  ['InvalidParameter.Resources.Length', tooMany('Resources', (at) => ({ ResourceId: `r-${at}`, ResourceType: 'VSwitch' }))],
  ['InvalidParameter.Targets', ofTargets(having('Targets', noList))],
  ['InvalidParameter.Targets', ofTargets(inEntry('Targets', someTargets, () => fc.oneof(missing, noTarget)))],
  ['InvalidParameter.Targets.Duplicate', ofTargets(again('Targets', someTargets))],
  ['InvalidParameter.Targets.Length', ofTargets(tooMany('Targets', (at) => String(2_000_000_000_000_000 + at)))]
]

const shareIdRules: readonly Rule<Fields>[] = [
  ['MissingParameter.ResourceShareId', noRequest],
  ['MissingParameter.ResourceShareId', having('ResourceShareId', missing)],
  ['InvalidParameter.ResourceShareId', having('ResourceShareId', noShareId)]
]

const bothEmpty: Rule<Fields> = [
  'ResourceAndTargetBothEmpty',
  ofTargets(havingAll(fc.record({ Resources: emptyList, Targets: emptyList })))
]

const forService = { TargetId: service, Property: '{}' }

const targetPropertiesRule = (properties: fc.Arbitrary<unknown>): Rule<Fields> => [
  'InvalidParameter.TargetProperties',
  havingAll(fc.record({ Targets: fc.constantFrom([service], [members[0], service, directoryId]), TargetProperties: properties }))
]

const propertyOf = (name: string, ...values: unknown[]): Rule<Fields> =>
  targetPropertiesRule(fc.constantFrom(...values).map((value) => [{ ...forService, [name]: value }]))

const targetPropertiesRules: readonly Rule<Fields>[] = [
  targetPropertiesRule(
    fc.oneof(
      noList,
      noObject.map((entry) => [forService, entry])
    )
  ),
  propertyOf('TargetId', undefined, null, '', 7, [service], members[0], directoryId, 'ECS.aliyuncs.com'),
  propertyOf('Property', undefined, null, '', '{', "{'a':1}", 'undefined', '{}{}', 7, true, {}, { timeRange: {} }),
  propertyOf('TargetId', 'oss.aliyuncs.com'),
  targetPropertiesRule(fc.constantFrom('{}', '[]').map((Property) => [forService, { ...forService, Property }]))
]

const invitationIdsRule: Rule<Fields> = [
  'InvalidParameter',
  having(
    'invitationIds',
    fc.oneof(
      fc.constantFrom<unknown>('', 'i-1', 7, 0, true, false, [], ['i-1']),
      noInvitationId.map((id) => ({ [outsiders[0]]: id })),
      noInvitationId.map((id) => withField({ [outsiders[0]]: 'i-1' }, '__proto__', id)),
      fc.constant({ [outsiders[0]]: 'i-1', [outsiders[1]]: 'i-1' })
    )
  )
]

/** An account that leaves names resources, or not just itself. */
const leaving = (change: Break): Break => {
  const [id] = outsiders
  return ({ ResourceShareId }) => change({ ResourceShareId, ResourceOwner: 'OtherAccounts', Targets: [id] })
}

const invitationRules: readonly Rule<Fields>[] = [
  ['MissingParameter.ResourceShareInvitationId', noRequest],
  ['MissingParameter.ResourceShareInvitationId', having('ResourceShareInvitationId', missing)],
  ['InvalidParameter.ResourceShareInvitationId', having('ResourceShareInvitationId', noInvitationId)]
]

/** The rules of each command that do not depend on the state, in the order in which they are checked. */
export const rules: { readonly [T in resourceSharing.ServiceCommand['type']]: readonly Rule<Fields>[] } = {
  CreateResourceShare: [
    inCommand(['InvalidParameter', noRequest]),
    inCommand([
      'InvalidParameter',
      having(
        'ResourceShareName',
        fc.oneof(
          missing,
          noText,
          fc.constantFrom<unknown>('a b', ' ', 'ü', 'a/b', 'a,b', 'a\n', '\u0000', 'a'.repeat(51), '享'.repeat(51), ['a'])
        )
      )
    ]),
    inCommand(['InvalidParameter', having('AllowExternalTargets', fc.constantFrom<unknown>('', 'true', 'false', 0, 1, [], {}))]),
    ['InvalidParameter', having('resourceShareId', fc.oneof(missing, noShareId))],
    ...[...entityRules, ...targetPropertiesRules].map(inCommand),
    invitationIdsRule
  ],
  AssociateResourceShare: [
    ...[...shareIdRules, bothEmpty, ...entityRules, ...targetPropertiesRules].map(inCommand),
    invitationIdsRule
  ],
  DisassociateResourceShare: (
    [
      ...shareIdRules,
      ['InvalidParameter', having('ResourceOwner', noOwner)],
      bothEmpty,
      ...entityRules,
      ['InvalidParameter.Resources', leaving(having('Resources', fc.constant(resources)))],
      [
        'InvalidParameter.Targets',
        leaving(having('Targets', fc.constantFrom<unknown>([directoryId], [folderId], [service], outsiders, ['0'.repeat(12)])))
      ]
    ] satisfies Rule<Fields>[]
  ).map(inCommand),
  DeleteResourceShare: shareIdRules.map(inCommand),
  AcceptResourceShareInvitation: invitationRules.map(inCommand),
  RejectResourceShareInvitation: invitationRules.map(inCommand)
}

const ofType = (AssociationType: string, fields: fc.Arbitrary<Fields>): Break => {
  const other = AssociationType === 'Resource' ? 'Target' : 'ResourceId'
  return (given) => fields.map((named) => ({ ...withoutField(given, other), AssociationType, ...named }))
}

/** The rules of ListResourceShareAssociations, in the order in which they are checked. */
export const listRules: readonly Rule<Fields>[] = [
  ['MissingParameter.AssociationType', noRequest],
  ['MissingParameter.AssociationType', having('AssociationType', fc.constantFrom(undefined, null))],
  ['InvalidParameter.AssociationType', having('AssociationType', malformed('', 'resource', 'Targets', 'Resource ', 'Both'))],
  [
    'InvalidParameter.AssociationStatus',
    having('AssociationStatus', malformed('', 'associated', 'Expired', 'SUSPENDED', 'Failed '))
  ],
  [
    'InvalidParameter.MaxResults',
    having('MaxResults', fc.constantFrom<unknown>(0, -1, 101, 1.5, 1e300, '', '20', 'many', true, false, [], [20], {}))
  ],
  [
    'InvalidParameter.NextToken',
    having('NextToken', fc.oneof(noText, fc.constantFrom('nothing of ours', '__proto__', ' ', '\u0000', 'x'.repeat(256))))
  ],
  [
    'InvalidParameter.NextToken.Length',
    having(
      'NextToken',
      fc.constantFrom(257, 10_000).map((length) => 'x'.repeat(length))
    )
  ],
  ['InvalidParameter.ResourceShareIds', having('ResourceShareIds', noList)],
  [
    'InvalidParameter.ResourceShareIds',
    having(
      'ResourceShareIds',
      fc.oneof(missing, noShareId).map((id) => [shareIds[0], id])
    )
  ],
  [
    'InvalidParameter.ResourceShareIds.Duplicate',
    having('ResourceShareIds', fc.constantFrom([shareIds[0], shareIds[0]], [...shareIds, shareIds[0]]))
  ],
  ['InvalidParameter.ResourceShareIds.Length', tooMany('ResourceShareIds', (at) => `rs-${at}`)],
  ['InvalidParameter.Target', ofType('Target', fc.record({ Target: noTarget }))],
  ['InvalidParameter.ResourceId', ofType('Resource', fc.record({ ResourceId: noResourceId }))],
  ['ConflictedAssociationType', ofType('Resource', fc.record({ Target: fc.constantFrom(members[0], directoryId, service) }))],
  ['ConflictedAssociationType', ofType('Target', fc.record({ ResourceId: fc.constantFrom(...resourceIds) }))],
  ['InvalidParameter', having('ResourceOwner', noOwner)]
]

/**
 * What requests can be broken of.
 * @internal
 */
type Service = resourceSharing.ServiceCommand

/** A command that breaks exactly one rule, whatever the state, with the code of that rule. */
export const brokenCommand = <T extends Service['type']>(type: T): fc.Arbitrary<Broken<Extract<Service, { type: T }>>> =>
  breaking(commandOf(type), rules[type]).map(([code, command]) => ({ code, command }))

/** A ListResourceShareAssociations request that breaks exactly one rule, with the code of that rule. */
export const brokenListRequest: fc.Arbitrary<BrokenRequest<resourceSharing.ListResourceShareAssociationsRequest>> = breaking(
  listRequest,
  listRules
).map(([code, request]) => ({ code, request }))

/** A command or a signal of a known type, with anything in it. Only a command of the service has a request. */
export const hostileCommand: fc.Arbitrary<Command> = fc
  .tuple(
    fc.constantFrom(...Object.keys(rules), 'AssociationSucceeded', 'DisassociationFailed', 'Sweep'),
    hostileJson,
    hostileJson
  )
  .map(([type, content, given]): Fields => {
    const named = { type, resourceShareId: given, invitationIds: given }
    if (Object.hasOwn(rules, type)) return { ...named, request: content }
    return { ...named, associationType: given, entityType: 'Account', entityId: given, reason: content }
  }) as fc.Arbitrary<unknown> as fc.Arbitrary<Command>
