/** The documented errors: a row each, and rows for requests that break several rules at once. */
import { describe, expect, test } from 'vitest'
import { resourceSharing } from '../../src/index.ts'
import type { Facts, ResourceShareState } from '../../src/resource-sharing/index.ts'
import {
  associate,
  codeOf,
  create,
  day,
  deletion,
  directory,
  disassociate,
  factsOf,
  hour,
  leave,
  member,
  must,
  ofResource,
  ofTarget,
  otherMember,
  outsider,
  owner,
  ready,
  run,
  service,
  shareId,
  start,
  stranger,
  sweep,
  vswitch,
  withOutsider
} from './support.ts'

const { initialState, listResourceShareAssociations, errors } = resourceSharing

const six = ['1', '2', '3', '4', '5', '6']
const sixResources = six.map((n) => vswitch(`vsw-${n}`))
const sixTargets = six.map((n) => `10000000000000${n}0`)
const noDirectory = { directory: undefined } as unknown as Partial<Facts>

const associating = create({ Resources: [vswitch('vsw-1')], Targets: [member] })
const isReady = ready()
const disassociating = must(isReady, disassociate({ Resources: [vswitch('vsw-1')], Targets: [member] }))
const deleting = must(isReady, deletion)
const deleted = must(create(), deletion)
const isIn = withOutsider(true)
const invited = withOutsider(false)
const withPool = must(
  must(isIn, associate({ Resources: [vswitch('pool-1', 'IpamPool')] })),
  ofResource('AssociationSucceeded', 'pool-1', 'IpamPool')
)
const withKey = create({ Resources: [vswitch('kms-1', 'KMSInstance')], AllowExternalTargets: true })

type Row = readonly [
  code: string,
  status: number,
  message: string,
  state: ResourceShareState,
  command: object,
  facts?: Partial<Facts>
]

/** The 19 documented errors of DisassociateResourceShare: code, status, exact message, and a request that meets it. */
const documented: readonly Row[] = [
  [
    'MissingParameter.ResourceShareId',
    400,
    'You must specify ResourceShareId.',
    isReady,
    disassociate({ ResourceShareId: undefined, Targets: [member] })
  ],
  [
    'InvalidParameter.ResourceShareId',
    400,
    'The ResourceShareId is invalid.',
    isReady,
    disassociate({ ResourceShareId: 'share-1', Targets: [member] })
  ],
  [
    'InvalidParameter.Resources',
    400,
    'The Resources is invalid.',
    isReady,
    disassociate({ Resources: [{ ResourceId: 'vsw-1' }] })
  ],
  [
    'InvalidParameter.Resources.Duplicate',
    400,
    'The Resources contains duplicate values.',
    isReady,
    disassociate({ Resources: [vswitch('vsw-1'), vswitch('vsw-1')] })
  ],
  [
    'InvalidParameter.Resources.Length',
    400,
    'The maximum number of Resources exceeds 5.',
    isReady,
    disassociate({ Resources: sixResources })
  ],
  ['InvalidParameter.Targets', 400, 'The Targets is invalid.', isReady, disassociate({ Targets: ['somebody'] })],
  [
    'InvalidParameter.Targets.Duplicate',
    400,
    'The Targets contains duplicate values.',
    isReady,
    disassociate({ Targets: [member, member] })
  ],
  [
    'InvalidParameter.Targets.Length',
    400,
    'The maximum number of Targets exceeds 5.',
    isReady,
    disassociate({ Targets: sixTargets })
  ],
  [
    'ResourceAndTargetBothEmpty',
    400,
    'Either a resource or a shared target must be specified.',
    isReady,
    disassociate({ Resources: [] })
  ],
  [
    'DisassociateInvalid',
    400,
    'You can not disassociate unassociated resource or target.',
    isReady,
    disassociate({ Resources: [vswitch('vsw-9')] })
  ],
  [
    'InvalidParameter',
    400,
    'The specified parameter is invalid.',
    isReady,
    disassociate({ Targets: [member], ResourceOwner: 'Somebody' })
  ],
  [
    'InvalidParameter.ResourceType',
    400,
    'The ResourceType is invalid.',
    isReady,
    disassociate({ Resources: [vswitch('vsw-1', 'Teapot')] })
  ],
  [
    'EntityNotExists.ResourceShare',
    404,
    'The resource share does not exist in the current account.',
    isReady,
    disassociate({ Targets: [member] }),
    { accountId: stranger }
  ],
  [
    'AccountNotInResourceDirectory',
    409,
    'The account is not a master or a member of a resource directory.',
    isReady,
    disassociate({ Targets: [member] }),
    noDirectory
  ],
  [
    'ResourceShareStatusMismatchAction',
    409,
    'The status of the resource share does not allow the specified operation.',
    deleting,
    disassociate({ Targets: [member] })
  ],
  [
    'DisassociateConflict',
    409,
    'You cannot perform the operation while association is already in progress.',
    disassociating,
    disassociate({ Targets: [member] })
  ],
  [
    'LeavingFailed.Account',
    409,
    'The account was added to the resource share automatically by resoucre directory.',
    isReady,
    leave(member),
    { accountId: member }
  ],
  [
    'LeavingFailed.ResourceType',
    409,
    'The resource share contains resources of the resource types that dont support this action.',
    withPool,
    leave(outsider),
    { accountId: outsider }
  ],
  [
    'ExternalTargetWithdrawConflict',
    409,
    'Existing internal association task in resource directory when disassociating with resource share.',
    isIn,
    leave(outsider),
    { accountId: outsider, directory: { ...directory, accountsWithRunningTasks: [outsider] } }
  ]
]

const accept = (id: unknown) => ({ type: 'AcceptResourceShareInvitation', request: { ResourceShareInvitationId: id } })
const reject = (id: unknown) => ({ type: 'RejectResourceShareInvitation', request: { ResourceShareInvitationId: id } })
const asOutsider = { accountId: outsider }

/** The errors of the sibling commands. */
const siblings: readonly Row[] = [
  ['ShareWithYourself', 409, 'You cannot share resources with yourself.', isReady, associate({ Targets: [owner] })],
  [
    'InvalidTarget',
    400,
    'The shared target does not exist in the resource directory.',
    isReady,
    associate({ Targets: [outsider] })
  ],
  [
    'ExternalTargetsNotAllowed.ResourceType',
    409,
    'The resource share includes resource types that cannot be shared with accounts outside the resource directory.',
    withKey,
    associate({ Targets: [outsider] })
  ],
  [
    'AssociateConflict',
    409,
    'You cannot perform the operation while disassociation operation is being performed.',
    disassociating,
    associate({ Targets: [member] })
  ],
  [
    'QuotaExceeded.SharedResource.Count',
    409,
    'The maximum number of shared resources per account  exceeds the limit.',
    isReady,
    associate({ Resources: [vswitch('vsw-2')] }),
    { limits: { sharedResourcesPerAccount: 1 } }
  ],
  [
    'InvalidParameter.TargetProperties',
    400,
    'The TargetProperties is invalid.',
    isReady,
    associate({ Targets: [service], TargetProperties: [{ TargetId: service, Property: '{' }] })
  ],
  [
    'QuotaExceeded.ResourceShare.Count',
    409,
    'The maximum number of resource shares per account exceeds the limit.',
    initialState,
    { type: 'CreateResourceShare', resourceShareId: shareId, request: { ResourceShareName: 'test' } },
    { usage: { shares: 10 } }
  ],
  [
    'DeleteResourceShareConflict',
    409,
    'You cannot delete a resource share while there are unfinished tasks.',
    associating,
    deletion
  ],
  [
    'MissingParameter.ResourceShareInvitationId',
    400,
    'You must specify ResourceShareInvitationId.',
    invited,
    accept(''),
    asOutsider
  ],
  [
    'InvalidParameter.ResourceShareInvitationId',
    400,
    'The ResourceShareInvitationId is invalid.',
    invited,
    reject('1'),
    asOutsider
  ],
  [
    'EntityNotExists.ResourceShareInvitation',
    409,
    'The resource share invitation does not exist in the current account.',
    invited,
    accept('i-2'),
    asOutsider
  ],
  [
    'InvitationStatus.Expired',
    409,
    'The resource share invitation has expired.',
    invited,
    accept('i-1'),
    { ...asOutsider, now: start + 7 * day }
  ],
  [
    'InvitationStatus.AlreadyRejected',
    409,
    'The resource share invitation has already been rejected.',
    must(invited, reject('i-1'), asOutsider),
    accept('i-1'),
    asOutsider
  ],
  [
    'InvitationStatus.AlreadyAccepted',
    409,
    'The resource share invitation has already been accepted.',
    isIn,
    reject('i-1'),
    asOutsider
  ],
  [
    'SignalRejected',
    409,
    'The signal does not fit the current status of the association.',
    isReady,
    ofTarget('AssociationSucceeded', member)
  ]
]

const long = 'x'.repeat(257)

/** The errors of ListResourceShareAssociations, in the order of its checks: each request meets its own and all that follow. */
const ofTheList: readonly (readonly [code: string, request: object])[] = [
  ['MissingParameter.AssociationType', {}],
  ['InvalidParameter.AssociationType', { AssociationType: 'Both' }],
  ['InvalidParameter.AssociationStatus', { AssociationType: 'Resource', AssociationStatus: 'SUSPENDED' }],
  ['InvalidParameter.MaxResults', { AssociationType: 'Resource', MaxResults: 101 }],
  ['InvalidParameter.NextToken', { AssociationType: 'Resource', NextToken: 'nothing of ours' }],
  ['InvalidParameter.NextToken.Length', { AssociationType: 'Resource', NextToken: long }],
  ['InvalidParameter.ResourceShareIds', { AssociationType: 'Resource', ResourceShareIds: [shareId, 'x'] }],
  ['InvalidParameter.ResourceShareIds.Duplicate', { AssociationType: 'Resource', ResourceShareIds: [shareId, shareId] }],
  ['InvalidParameter.ResourceShareIds.Length', { AssociationType: 'Resource', ResourceShareIds: six.map((n) => `rs-${n}`) }],
  ['InvalidParameter.Target', { AssociationType: 'Resource', Target: 'x' }],
  ['InvalidParameter.ResourceId', { AssociationType: 'Resource', ResourceId: 'a b' }],
  ['ConflictedAssociationType', { AssociationType: 'Resource', Target: member }]
]

describe('every error, by a request that meets it', () => {
  test('DisassociateResourceShare documents 19', () => {
    expect(new Set(documented.map(([code]) => code)).size).toBe(19)
  })

  test.each([...documented, ...siblings].map((row) => [row[0], row] as const))(
    '%s',
    (_, [code, status, message, state, command, facts]) => {
      const applied = run(state, command, facts)
      expect(applied.result).toStrictEqual({ ok: false, error: { status, code, message } })
      expect(applied.state).toBe(state)
      expect(applied.events).toStrictEqual([])
      expect(errors[code as keyof typeof errors]).toMatchObject({ status, code, message })
    }
  )

  test.each(ofTheList)('%s (list)', (code, request) => {
    const listed = listResourceShareAssociations([isReady], request as never, factsOf())
    expect(listed.ok || listed.error).toStrictEqual({ status: 400, code, message: errors[code as keyof typeof errors].message })
  })

  test('the one documented message of the list', () => {
    const message = 'The specified ResourceId or Target conflicts with AssociationType.'
    expect(errors.ConflictedAssociationType.message).toBe(message)
  })

  test('each code of the catalogue has a row above', () => {
    const met = new Set([...documented, ...siblings, ...ofTheList].map(([code]) => code))
    expect(Object.keys(errors).filter((code) => !met.has(code))).toStrictEqual([])
    expect([...met].filter((code) => !Object.hasOwn(errors, code))).toStrictEqual([])
  })

  test('codes, statuses and descriptions are whole; the service’s own are told from ours', () => {
    for (const [code, entry] of Object.entries(errors)) {
      expect(entry).toMatchObject({ code, origin: expect.stringMatching(/^(documented|library)$/) })
      expect(entry.message).toMatch(/^[A-Z].+\.$/)
      expect(entry.description.length).toBeGreaterThan(10)
      expect(Object.isFrozen(entry)).toBe(true)
    }
    const own = Object.values(errors).filter(({ origin }) => origin === 'library')
    expect(own.map(({ code }) => code)).toStrictEqual(['QuotaExceeded.ResourceShare.Count', 'SignalRejected'])
  })
})

describe('requests that break several rules: the first check in the documented order wins', () => {
  const bad = { Resources: 'none', Targets: 'none', ResourceOwner: 'Somebody' }
  const unknown = vswitch('vsw-1', 'Teapot')
  const rows: readonly (readonly [request: object, facts: Partial<Facts>, state: ResourceShareState, wins: string])[] = [
    [{ ResourceShareId: '', ...bad }, {}, isReady, 'MissingParameter.ResourceShareId'],
    [{ ResourceShareId: null }, {}, isReady, 'MissingParameter.ResourceShareId'],
    [{ ResourceShareId: 5, ...bad }, {}, isReady, 'InvalidParameter.ResourceShareId'],
    [{ ...bad }, {}, isReady, 'InvalidParameter'],
    [{ ResourceOwner: 'Somebody' }, {}, isReady, 'InvalidParameter'],
    [{ ResourceOwner: '', Targets: [member] }, {}, isReady, 'InvalidParameter'],
    [{ ResourceOwner: 'OtherAccounts' }, {}, isReady, 'ResourceAndTargetBothEmpty'],
    [{ Resources: [], Targets: null }, { accountId: stranger }, isReady, 'ResourceAndTargetBothEmpty'],
    [{ Resources: [], Targets: 'none' }, {}, isReady, 'InvalidParameter.Targets'],
    [{ Resources: [unknown, { ResourceId: 'vsw-1' }], Targets: 'none' }, {}, isReady, 'InvalidParameter.Resources'],
    [{ Resources: [vswitch('a b'), unknown] }, {}, isReady, 'InvalidParameter.Resources'],
    [{ Resources: [unknown, unknown], Targets: 'none' }, {}, isReady, 'InvalidParameter.ResourceType'],
    [{ Resources: [...sixResources, vswitch('vsw-1')], Targets: 'none' }, {}, isReady, 'InvalidParameter.Resources.Duplicate'],
    [{ Resources: sixResources, Targets: ['x'] }, {}, isReady, 'InvalidParameter.Resources.Length'],
    [{ Targets: [...sixTargets, sixTargets[0], 'x'] }, {}, isReady, 'InvalidParameter.Targets'],
    [{ Targets: [...sixTargets, sixTargets[0]] }, {}, isReady, 'InvalidParameter.Targets.Duplicate'],
    [{ Targets: sixTargets }, { accountId: stranger }, isReady, 'InvalidParameter.Targets.Length'],
    [
      { Resources: [vswitch('vsw-1'), vswitch('vsw-1')], ResourceOwner: 'OtherAccounts' },
      asOutsider,
      isIn,
      'InvalidParameter.Resources.Duplicate'
    ],
    [
      { Resources: [vswitch('vsw-1')], Targets: [member], ResourceOwner: 'OtherAccounts' },
      asOutsider,
      isIn,
      'InvalidParameter.Resources'
    ],
    [{ Targets: [outsider, member], ResourceOwner: 'OtherAccounts' }, asOutsider, isIn, 'InvalidParameter.Targets'],
    [{ Targets: [member], ResourceOwner: 'OtherAccounts' }, asOutsider, initialState, 'InvalidParameter.Targets'],
    [{ ResourceShareId: 'rs-2', Targets: [member] }, noDirectory, deleting, 'EntityNotExists.ResourceShare'],
    [{ Targets: [member] }, { accountId: stranger }, deleting, 'EntityNotExists.ResourceShare'],
    [{ Targets: [owner], ResourceOwner: 'OtherAccounts' }, {}, isReady, 'EntityNotExists.ResourceShare'],
    [{ Targets: [outsider], ResourceOwner: 'OtherAccounts' }, asOutsider, invited, 'EntityNotExists.ResourceShare'],
    [{ Targets: [member] }, noDirectory, deleting, 'ResourceShareStatusMismatchAction'],
    [{ Targets: [member] }, {}, deleted, 'ResourceShareStatusMismatchAction'],
    [{ Targets: [member] }, { now: start + 96 * hour }, deleted, 'EntityNotExists.ResourceShare'],
    [{ Targets: ['rd-other', '172050525300****'] }, {}, isReady, 'AccountNotInResourceDirectory'],
    [{ Targets: [member], Resources: [vswitch('vsw-9')] }, noDirectory, disassociating, 'AccountNotInResourceDirectory'],
    [{ Targets: ['fd-f1'] }, {}, isReady, 'DisassociateInvalid'],
    [{ Targets: ['fd-f2'] }, {}, isReady, 'AccountNotInResourceDirectory'],
    [{ Targets: [stranger] }, noDirectory, isReady, 'DisassociateInvalid'],
    [{ Targets: [outsider] }, noDirectory, isIn, 'ok'],
    [
      { Targets: [outsider], ResourceOwner: 'OtherAccounts' },
      { ...asOutsider, directory: { ...directory, memberIds: [outsider], accountsWithRunningTasks: [outsider] } },
      withPool,
      'LeavingFailed.Account'
    ],
    [
      { Targets: [outsider], ResourceOwner: 'OtherAccounts' },
      { ...asOutsider, directory: { ...directory, accountsWithRunningTasks: [outsider] } },
      withPool,
      'LeavingFailed.ResourceType'
    ],
    [{ Targets: [member, stranger] }, {}, disassociating, 'DisassociateInvalid'],
    [{ Targets: [member], Resources: [vswitch('vsw-9')] }, {}, disassociating, 'DisassociateInvalid'],
    [{ Targets: [member], Resources: [vswitch('vsw-1')] }, {}, associating, 'DisassociateConflict']
  ]
  test.each(
    rows.map(([request, facts, state, wins]) => [wins, JSON.stringify(request).slice(0, 90), request, facts, state] as const)
  )('%s: %s', (wins, _, request, facts, state) => {
    expect(codeOf(state, disassociate(request), facts)).toBe(wins)
  })

  test.each([
    ['ShareWithYourself', isReady, { Targets: [owner, outsider] }, {}],
    ['InvalidTarget', isReady, { Targets: [outsider], Resources: [vswitch('kms-1', 'KMSInstance')] }, {}],
    ['InvalidTarget', disassociating, { Targets: [member, outsider] }, {}],
    ['InvalidTarget', isReady, { Targets: [service] }, {}],
    ['InvalidTarget', isReady, { Targets: ['rd-other'] }, {}],
    ['InvalidTarget', isReady, { Targets: ['rd-abc123'] }, noDirectory],
    ['ExternalTargetsNotAllowed.ResourceType', invited, { Resources: [vswitch('kms-1', 'KMSInstance')] }, {}],
    [
      'ExternalTargetsNotAllowed.ResourceType',
      isIn,
      { Resources: [vswitch('kms-1', 'KMSInstance')] },
      { limits: { sharedResourcesPerAccount: 0 } }
    ],
    [
      'AssociateConflict',
      disassociating,
      { Targets: [member], Resources: [vswitch('vsw-2')] },
      { limits: { sharedResourcesPerAccount: 0 } }
    ],
    ['ResourceShareStatusMismatchAction', deleting, { Targets: [owner] }, {}],
    ['EntityNotExists.ResourceShare', deleting, { Targets: [owner] }, { accountId: otherMember }],
    [
      'InvalidParameter.TargetProperties',
      isReady,
      { Targets: [owner], TargetProperties: [{ TargetId: owner, Property: '{}' }] },
      {}
    ],
    ['InvalidParameter.Targets.Length', isReady, { Targets: sixTargets, TargetProperties: 5 }, {}]
  ] as const)('associate: %s', (wins, state, request, facts) => {
    expect(codeOf(state, associate(request), facts)).toBe(wins)
  })

  test.each(ofTheList.map(([code], at) => [code, at] as const))('list: %s before all that follow', (code, at) => {
    const request = Object.assign(
      {},
      ...[...ofTheList]
        .slice(at)
        .reverse()
        .map(([, each]) => each)
    )
    // The rows for one field exclude each other: the row's own value stands.
    const listed = listResourceShareAssociations([isReady], { ...request, ...ofTheList[at]?.[1] }, factsOf())
    if (code === 'MissingParameter.AssociationType')
      expect(listResourceShareAssociations([], { ...request, AssociationType: undefined }, factsOf())).toMatchObject({
        error: { code }
      })
    else expect(listed).toMatchObject({ ok: false, error: { code } })
  })
})

test.each([
  ['MissingParameter.ResourceShareId', { ResourceShareId: null }],
  ['InvalidParameter.ResourceShareId', { ResourceShareId: 'share-1', Targets: 7 }],
  ['ResourceAndTargetBothEmpty', { Resources: [], Targets: null }],
  ['InvalidParameter.Resources', { Resources: [{}], Targets: 7 }],
  ['InvalidParameter.ResourceType', { Resources: [vswitch('x', 'Castle'), vswitch('x', 'Castle')] }],
  ['InvalidParameter.Resources.Duplicate', { Resources: [...sixResources, vswitch('vsw-1')] }],
  ['InvalidParameter.Resources.Length', { Resources: sixResources, Targets: ['somebody'] }],
  ['InvalidParameter.Targets', { Targets: ['somebody', 'somebody'] }],
  ['InvalidParameter.Targets.Duplicate', { Targets: [...sixTargets, member, member] }],
  ['InvalidParameter.Targets.Length', { Targets: sixTargets }]
])('%s of AssociateResourceShare, in the order of DisassociateResourceShare', (code, request) => {
  expect(codeOf(isReady, associate(request))).toBe(code)
  expect(codeOf(isReady, disassociate(request))).toBe(code)
})

test('whatever is no request counts as {}, and whatever is no command is an invalid parameter', () => {
  for (const request of [undefined, null, 5, 'x', [], [vswitch('vsw-1')]])
    expect(codeOf(isReady, { type: 'DisassociateResourceShare', request })).toBe('MissingParameter.ResourceShareId')
  for (const command of [
    undefined,
    null,
    5,
    'Sweep',
    [],
    {},
    { type: 5 },
    { type: '__proto__' },
    { type: 'toString' },
    { type: 'ListResourceShareAssociations' }
  ])
    expect(codeOf(isReady, command)).toBe('InvalidParameter')
  expect(codeOf(isReady, sweep)).toBe('ok')
})
