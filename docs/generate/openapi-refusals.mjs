/**
 * With which codes each operation can be refused: by its own checks, by the door that it is behind, and, of backup policies, by what else
 * the host knows. Tests hold these lists against what the library really answers, both ways.
 */

const shareId = ['MissingParameter.ResourceShareId', 'InvalidParameter.ResourceShareId']
const invitationId = ['MissingParameter.ResourceShareInvitationId', 'InvalidParameter.ResourceShareInvitationId']
const entities = [
  'InvalidParameter.Resources',
  'InvalidParameter.ResourceType',
  'InvalidParameter.Resources.Duplicate',
  'InvalidParameter.Resources.Length',
  'InvalidParameter.Targets',
  'InvalidParameter.Targets.Duplicate',
  'InvalidParameter.Targets.Length'
]
const associating = [
  'InvalidParameter.TargetProperties',
  'ShareWithYourself',
  'InvalidTarget',
  'ExternalTargetsNotAllowed.ResourceType',
  'QuotaExceeded.SharedResource.Count'
]
const anyShare = ['EntityNotExists.ResourceShare', 'ResourceShareStatusMismatchAction']
const invitation = [
  ...invitationId,
  'EntityNotExists.ResourceShareInvitation',
  'InvitationStatus.Expired',
  'InvitationStatus.AlreadyRejected',
  'InvitationStatus.AlreadyAccepted'
]

/** Of Resource Sharing, in the order of the checks. `InvalidParameter` is of every operation: an unknown `Version` is answered with it. */
export const sharingRefusals = {
  CreateResourceShare: [...entities, ...associating, 'QuotaExceeded.ResourceShare.Count'],
  AssociateResourceShare: [
    ...shareId,
    'ResourceAndTargetBothEmpty',
    ...entities,
    ...anyShare,
    ...associating,
    'AssociateConflict'
  ],
  DisassociateResourceShare: [
    ...shareId,
    'ResourceAndTargetBothEmpty',
    ...entities,
    ...anyShare,
    'AccountNotInResourceDirectory',
    'LeavingFailed.Account',
    'LeavingFailed.ResourceType',
    'ExternalTargetWithdrawConflict',
    'DisassociateInvalid',
    'DisassociateConflict'
  ],
  DeleteResourceShare: [...shareId, ...anyShare, 'DeleteResourceShareConflict'],
  AcceptResourceShareInvitation: invitation,
  RejectResourceShareInvitation: invitation,
  ListResourceShareAssociations: [
    'MissingParameter.AssociationType',
    'InvalidParameter.AssociationType',
    'InvalidParameter.AssociationStatus',
    'InvalidParameter.MaxResults',
    'InvalidParameter.NextToken',
    'InvalidParameter.NextToken.Length',
    'InvalidParameter.ResourceShareIds',
    'InvalidParameter.ResourceShareIds.Duplicate',
    'InvalidParameter.ResourceShareIds.Length',
    'InvalidParameter.Target',
    'InvalidParameter.ResourceId',
    'ConflictedAssociationType'
  ]
}

/** Of the door of Resource Sharing: who calls, and the body. */
export const sharingDoor = {
  any: [
    'InvalidParameter',
    'Unauthenticated',
    'InvalidAccessKeyId.NotFound',
    'IncompleteSignature',
    'SignatureDoesNotMatch',
    'InvalidTimeStamp.Format',
    'InvalidTimeStamp.Expired',
    'SignatureNonceUsed',
    'InternalError'
  ],
  posted: ['InvalidBody', 'RequestTooLarge', 'UnsupportedContentType'],
  /** Of the runtime: a query has no idempotency key and changes nothing. */
  commands: ['InvalidIdempotencyKey', 'IdempotencyKeyReused', 'TooManyConflicts'],
  /** At addresses that are no operation. */
  elsewhere: ['InvalidApi.NotFound', 'UnsupportedHTTPMethod']
}

const resources = [
  'AutoBackup.0000',
  'AutoBackup.0001',
  'AutoBackup.0207',
  'AutoBackup.0209',
  'AutoBackup.0221',
  'AutoBackup.1400'
]

/**
 * Of backup policies, in the order of the checks. Where the id of the policy is in the path a request is never empty, and a new policy's
 * id is the host's to give.
 */
export const policyRefusals = {
  CreateBackupPolicy: ['AutoBackup.0000', 'AutoBackup.0221', 'AutoBackup.0102', 'AutoBackup.0001', 'AutoBackup.0203'],
  AssociateResources: [...resources, 'AutoBackup.0211', 'AutoBackup.0006', 'AutoBackup.0205'],
  DisassociateResources: [...resources, 'AutoBackup.0006', 'AutoBackup.0205'],
  DeleteBackupPolicy: ['AutoBackup.0221', 'AutoBackup.0006', 'AutoBackup.0205', 'AutoBackup.0100', 'AutoBackup.0225'],
  ListBackupPolicies: []
}

/** Of the door of backup policies, and of what only a host knows: it answers with them by `wire.writeError`, or as `denied`. */
export const policyDoor = {
  any: ['AutoBackup.0002', 'AutoBackup.0003', 'AutoBackup.0213', 'AutoBackup.0222', 'AutoBackup.0009'],
  posted: ['AutoBackup.0008'],
  /** `AutoBackup.0204` is documented with a status of its own; the library gives it to single resources, in a reply that has succeeded. */
  of: { AssociateResources: ['AutoBackup.0204', 'AutoBackup.0206'] }
}
