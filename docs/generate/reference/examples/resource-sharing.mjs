/**
 * Requests of Resource Sharing with which each error is met, and each event: steps of a scenario that go on from `beginning`. The first
 * of each is shown; together they are how the pages know which command answers with what.
 */
const owner = '1000000000000001'
const member = '1000000000000002'
const invited = '1999999999999999'
const shareId = 'rs-demo'
const service = 'ecs.aliyuncs.com'

const resource = { ResourceId: 'vsw-1', ResourceType: 'VSwitch' }
const another = { ResourceId: 'vsw-2', ResourceType: 'VSwitch' }
const ofResource = { associationType: 'Resource', entityType: 'VSwitch', entityId: 'vsw-1' }
const ofMember = { associationType: 'Target', entityType: 'Account', entityId: member }

/** A scenario to go on from: a share with a resource, a member of the directory, and an account that has not answered yet. */
export const beginning = {
  system: 'resource-sharing',
  version: 1,
  start: '2020-12-04T09:40:41.250Z',
  facts: {
    accountId: owner,
    directory: { id: 'rd-demo', managementAccountId: owner, memberIds: [member] }
  },
  steps: [
    {
      command: {
        type: 'CreateResourceShare',
        resourceShareId: shareId,
        invitationIds: { [invited]: 'i-demo' },
        request: {
          ResourceShareName: 'demo',
          AllowExternalTargets: true,
          Resources: [resource],
          Targets: [member, invited]
        }
      }
    },
    { signal: { type: 'AssociationSucceeded', resourceShareId: shareId, ...ofResource } },
    { signal: { type: 'AssociationSucceeded', resourceShareId: shareId, ...ofMember } }
  ]
}

const asks =
  (type, beside = {}, given = {}) =>
  (request, facts) => ({ command: { type, ...beside, request: { ...given, ...request } }, ...(facts && { facts }) })

const create = asks('CreateResourceShare', { resourceShareId: 'rs-new' }, { ResourceShareName: 'new' })
const associate = asks('AssociateResourceShare', {}, { ResourceShareId: shareId })
const disassociate = asks('DisassociateResourceShare', {}, { ResourceShareId: shareId })
const remove = (request = { ResourceShareId: shareId }) => asks('DeleteResourceShare')(request)
const byInvited = { accountId: invited }
const accept = (id = 'i-demo') => asks('AcceptResourceShareInvitation')({ ResourceShareInvitationId: id }, byInvited)
const reject = (id = 'i-demo') => asks('RejectResourceShareInvitation')({ ResourceShareInvitationId: id }, byInvited)
const leave = (accountId, facts) =>
  disassociate({ ResourceOwner: 'OtherAccounts', Targets: [accountId] }, { accountId, ...facts })
const list = (request) => ({
  query: { type: 'ListResourceShareAssociations', request: { AssociationType: 'Resource', ...request } }
})
const signal = (type, association, more) => ({ signal: { type, ...association, ...more } })
const ended = [signal('DisassociationSucceeded', ofResource), signal('DisassociationSucceeded', ofMember)]
const deleted = [remove(), ...ended]
const sweep = { sweep: true }

/** The same fault in the requests of all three that name resources or targets. */
const namedIn = (request) => [[disassociate(request)], [associate(request)], [create(request)]]

const many = (entryAt) => [1, 2, 3, 4, 5, 6].map(entryAt)

/** For each error the ways to it, by command and query. */
export const refusals = {
  'MissingParameter.ResourceShareId': [
    [disassociate({ ResourceShareId: '', Targets: [member] })],
    [associate({ ResourceShareId: '', Targets: [member] })],
    [remove({})]
  ],
  'InvalidParameter.ResourceShareId': [
    [disassociate({ ResourceShareId: 'share-1', Targets: [member] })],
    [associate({ ResourceShareId: 'share-1', Targets: [member] })],
    [remove({ ResourceShareId: 'share-1' })]
  ],
  'InvalidParameter.Resources': namedIn({ Resources: [{ ResourceId: 'vsw-1' }] }),
  'InvalidParameter.Resources.Duplicate': namedIn({ Resources: [resource, resource] }),
  'InvalidParameter.Resources.Length': namedIn({
    Resources: many((at) => ({ ResourceId: `vsw-${at}`, ResourceType: 'VSwitch' }))
  }),
  'InvalidParameter.Targets': namedIn({ Targets: ['nobody'] }),
  'InvalidParameter.Targets.Duplicate': namedIn({ Targets: [member, member] }),
  'InvalidParameter.Targets.Length': namedIn({ Targets: many((at) => `200000000000000${at}`) }),
  ResourceAndTargetBothEmpty: [[disassociate({ Resources: [] })], [associate({})]],
  DisassociateInvalid: [[disassociate({ Resources: [another] })]],
  InvalidParameter: [
    [disassociate({ ResourceOwner: 'Nobody', Targets: [member] })],
    [create({ ResourceShareName: 'two words' })],
    [asks('AssociateResourceShare', { invitationIds: [] })({ ResourceShareId: shareId, Targets: [invited] })],
    [list({ ResourceOwner: 'Nobody' })],
    ...['AssociationSucceeded', 'AssociationFailed', 'DisassociationSucceeded', 'DisassociationFailed'].map((type) => [
      { command: { type, ...ofResource, associationType: 'Share', resourceShareId: shareId } }
    ]),
    [asks('ShareResource')({})]
  ],
  'InvalidParameter.ResourceType': namedIn({ Resources: [{ ResourceId: 'pot-1', ResourceType: 'Teapot' }] }),
  'EntityNotExists.ResourceShare': [
    [disassociate({ Targets: [member] }, { accountId: '1888888888888888' })],
    [associate({ ResourceShareId: 'rs-none', Targets: [member] })],
    [remove({ ResourceShareId: 'rs-none' })]
  ],
  AccountNotInResourceDirectory: [[disassociate({ Targets: ['rd-other'] })]],
  ResourceShareStatusMismatchAction: [
    [remove(), disassociate({ Resources: [resource] })],
    [remove(), associate({ Resources: [another] })],
    [...deleted, remove()]
  ],
  DisassociateConflict: [[disassociate({ Resources: [resource] }), disassociate({ Resources: [resource] })]],
  'LeavingFailed.Account': [[leave(member)]],
  'LeavingFailed.ResourceType': [
    [associate({ Resources: [{ ResourceId: 'ipam-1', ResourceType: 'IpamPool' }] }), accept(), leave(invited)]
  ],
  ExternalTargetWithdrawConflict: [
    [accept(), leave(invited, { directory: { ...beginning.facts.directory, accountsWithRunningTasks: [invited] } })]
  ],
  ShareWithYourself: [[associate({ Targets: [owner] })], [create({ Targets: [owner] })]],
  InvalidTarget: [[associate({ Targets: ['rd-other'] })], [create({ Targets: [invited] })]],
  'ExternalTargetsNotAllowed.ResourceType': [
    [associate({ Resources: [{ ResourceId: 'kms-1', ResourceType: 'KMSInstance' }] })],
    [
      create({
        AllowExternalTargets: true,
        Resources: [{ ResourceId: 'kms-1', ResourceType: 'KMSInstance' }],
        Targets: [invited]
      })
    ]
  ],
  AssociateConflict: [[disassociate({ Resources: [resource] }), associate({ Resources: [resource] })]],
  'QuotaExceeded.SharedResource.Count': [
    [associate({ Resources: [another] }, { limits: { sharedResourcesPerAccount: 1 } })],
    [create({ Resources: [another] }, { limits: { sharedResourcesPerAccount: 1 } })]
  ],
  'InvalidParameter.TargetProperties': [associate, create].map((ask) => [
    ask({ Targets: [service], TargetProperties: [{ TargetId: service, Property: 'no JSON' }] })
  ]),
  'QuotaExceeded.ResourceShare.Count': [[create({}, { limits: { sharesPerAccount: 1 } })]],
  DeleteResourceShareConflict: [[disassociate({ Resources: [resource] }), remove()]],
  'MissingParameter.ResourceShareInvitationId': [[accept('')], [reject('')]],
  'InvalidParameter.ResourceShareInvitationId': [[accept('invitation-1')], [reject('invitation-1')]],
  'EntityNotExists.ResourceShareInvitation': [[accept('i-none')], [reject('i-none')]],
  'InvitationStatus.Expired': [
    [{ advance: '7d' }, accept()],
    [{ advance: '7d' }, reject()]
  ],
  'InvitationStatus.AlreadyRejected': [
    [reject(), accept()],
    [reject(), reject()]
  ],
  'InvitationStatus.AlreadyAccepted': [
    [accept(), accept()],
    [accept(), reject()]
  ],
  'MissingParameter.AssociationType': [[list({ AssociationType: null })]],
  'InvalidParameter.AssociationType': [[list({ AssociationType: 'Share' })]],
  'InvalidParameter.AssociationStatus': [[list({ AssociationStatus: 'Expired' })]],
  'InvalidParameter.MaxResults': [[list({ MaxResults: 101 })]],
  'InvalidParameter.NextToken': [[list({ NextToken: 'none-of-ours' })]],
  'InvalidParameter.NextToken.Length': [[list({ NextToken: 'x'.repeat(257) })]],
  'InvalidParameter.ResourceShareIds': [[list({ ResourceShareIds: ['share-1'] })]],
  'InvalidParameter.ResourceShareIds.Duplicate': [[list({ ResourceShareIds: [shareId, shareId] })]],
  'InvalidParameter.ResourceShareIds.Length': [[list({ ResourceShareIds: many((at) => `rs-${at}`) })]],
  'InvalidParameter.Target': [[list({ AssociationType: 'Target', Target: 'nobody' })]],
  'InvalidParameter.ResourceId': [[list({ ResourceId: 'vsw 1' })]],
  ConflictedAssociationType: [[list({ AssociationType: 'Target', ResourceId: 'vsw-1' })]],
  SignalRejected: [
    [signal('AssociationSucceeded', ofResource)],
    [signal('AssociationFailed', ofResource)],
    [signal('DisassociationSucceeded', ofResource)],
    [signal('DisassociationFailed', ofResource)]
  ]
}

const started = [disassociate({ Resources: [resource] })]

/** For each command and query what it may be accepted with; together every event that it has. */
export const acceptances = {
  CreateResourceShare: [
    [create({ AllowExternalTargets: true, Resources: [another], Targets: [invited] })],
    [...deleted, { advance: '96h' }, asks('CreateResourceShare', { resourceShareId: shareId })({ ResourceShareName: 'again' })]
  ],
  AssociateResourceShare: [[associate({ Resources: [another] })], [{ advance: '7d' }, associate({ Targets: [invited] })]],
  DisassociateResourceShare: [
    [disassociate({ Resources: [resource], Targets: [member] })],
    [disassociate({ Targets: [invited] })]
  ],
  DeleteResourceShare: [[remove()], [{ advance: '7d' }, remove()], [create({}), remove({ ResourceShareId: 'rs-new' })]],
  AcceptResourceShareInvitation: [[accept()]],
  RejectResourceShareInvitation: [[reject()]],
  AssociationSucceeded: [
    [associate({ Resources: [another] }), signal('AssociationSucceeded', { ...ofResource, entityId: 'vsw-2' })]
  ],
  AssociationFailed: [
    [
      associate({ Resources: [another] }),
      signal('AssociationFailed', { ...ofResource, entityId: 'vsw-2' }, { reason: 'no such resource' })
    ]
  ],
  DisassociationSucceeded: [[...started, signal('DisassociationSucceeded', ofResource)], deleted],
  DisassociationFailed: [[...started, signal('DisassociationFailed', ofResource, { reason: 'still in use' })]],
  Sweep: [
    [...started, signal('DisassociationSucceeded', ofResource), { advance: '48h' }, sweep],
    [{ advance: '7d' }, sweep],
    [
      remove(),
      signal('DisassociationSucceeded', ofMember),
      signal('DisassociationFailed', ofResource),
      { advance: '48h' },
      sweep
    ],
    [...deleted, { advance: '48h' }, sweep]
  ],
  ListResourceShareAssociations: [[list({ AssociationType: 'Target', MaxResults: 1 })]]
}
