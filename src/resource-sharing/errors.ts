/**
 * Every error of Resource Sharing (API version 2020-01-10), once. The first 19 are those that DisassociateResourceShare documents;
 * misspelled messages are the service's own. Where a description ends in "(own words)" the service documents the code but no
 * message.
 */
import { catalogue, refusals } from '../decider/catalogue.ts'
import { signalRejected } from '../lifecycle/rejection.ts'

/** The error catalogue, by code. Documented in each operation, but for what is of origin `library`. */
export const errors = catalogue({
  'MissingParameter.ResourceShareId': [400, 'You must specify ResourceShareId.', 'ResourceShareId is absent, null or empty.'],
  'InvalidParameter.ResourceShareId': [
    400,
    'The ResourceShareId is invalid.',
    'ResourceShareId is no text of the form rs-..., with 1 to 64 letters, digits, *, _ or - behind the prefix.'
  ],
  'InvalidParameter.Resources': [
    400,
    'The Resources is invalid.',
    'Resources is no list, an entry lacks its id or its type or holds a malformed one, or a target that leaves names resources.'
  ],
  'InvalidParameter.Resources.Duplicate': [
    400,
    'The Resources contains duplicate values.',
    'The same resource, by type and id, is named twice.'
  ],
  'InvalidParameter.Resources.Length': [400, 'The maximum number of Resources exceeds 5.', 'More than five resources are named.'],
  'InvalidParameter.Targets': [
    400,
    'The Targets is invalid.',
    'Targets is no list, an entry is no account, directory, folder or service, or a target that leaves names another than itself.'
  ],
  'InvalidParameter.Targets.Duplicate': [400, 'The Targets contains duplicate values.', 'The same target is named twice.'],
  'InvalidParameter.Targets.Length': [400, 'The maximum number of Targets exceeds 5.', 'More than five targets are named.'],
  ResourceAndTargetBothEmpty: [
    400,
    'Either a resource or a shared target must be specified.',
    'Neither a resource nor a target is named.'
  ],
  DisassociateInvalid: [
    400,
    'You can not disassociate unassociated resource or target.',
    'A named entity is not in the share, or its association has ended.'
  ],
  InvalidParameter: [
    400,
    'The specified parameter is invalid.',
    'Any other parameter has the wrong kind or value, or the command is unknown.'
  ],
  'InvalidParameter.ResourceType': [400, 'The ResourceType is invalid.', 'A resource type is not in the catalogue of types.'],
  'EntityNotExists.ResourceShare': [
    404,
    'The resource share does not exist in the current account.',
    'No such share, or not the caller’s: which of them is not revealed.'
  ],
  AccountNotInResourceDirectory: [
    409,
    'The account is not a master or a member of a resource directory.',
    'A directory, a folder or a member is named, and the owner is in no directory or the target is not in the owner’s.'
  ],
  ResourceShareStatusMismatchAction: [
    409,
    'The status of the resource share does not allow the specified operation.',
    'The share is Deleting or Deleted.'
  ],
  DisassociateConflict: [
    409,
    'You cannot perform the operation while association is already in progress.',
    'A named entity is Associating or Disassociating: try again later.'
  ],
  'LeavingFailed.Account': [
    409,
    'The account was added to the resource share automatically by resoucre directory.',
    'The caller is in the share through the owner’s resource directory and cannot leave by itself.'
  ],
  'LeavingFailed.ResourceType': [
    409,
    'The resource share contains resources of the resource types that dont support this action.',
    'The share holds a resource of a type that does not support leaving.'
  ],
  ExternalTargetWithdrawConflict: [
    409,
    'Existing internal association task in resource directory when disassociating with resource share.',
    'An association task of the resource directory is running for the caller.'
  ],

  ShareWithYourself: [409, 'You cannot share resources with yourself.', 'The owner is named as a target.'],
  InvalidTarget: [
    400,
    'The shared target does not exist in the resource directory.',
    'An account outside the directory where those are not allowed, a directory or folder that is not the owner’s, or a service where the share holds no resource that a service can use.'
  ],
  'ExternalTargetsNotAllowed.ResourceType': [
    409,
    'The resource share includes resource types that cannot be shared with accounts outside the resource directory.',
    'An account outside the directory and a resource of a type that stays inside would be in one share.'
  ],
  AssociateConflict: [
    409,
    'You cannot perform the operation while disassociation operation is being performed.',
    'A named entity is Disassociating: try again later.'
  ],
  'QuotaExceeded.SharedResource.Count': [
    409,
    'The maximum number of shared resources per account  exceeds the limit.',
    'The account would have more live shared resources than its quota (10 by default).'
  ],
  'InvalidParameter.TargetProperties': [
    400,
    'The TargetProperties is invalid.',
    'An entry is not for a service among the named targets, is there twice, or its Property is no JSON text.'
  ],
  'QuotaExceeded.ResourceShare.Count': [
    409,
    'The maximum number of resource shares per account exceeds the limit.',
    'The account has as many shares as its quota allows (10 by default).',
    'library'
  ],
  DeleteResourceShareConflict: [
    409,
    'You cannot delete a resource share while there are unfinished tasks.',
    'An association of the share is Associating or Disassociating.'
  ],

  'MissingParameter.ResourceShareInvitationId': [
    400,
    'You must specify ResourceShareInvitationId.',
    'ResourceShareInvitationId is absent, null or empty (own words).'
  ],
  'InvalidParameter.ResourceShareInvitationId': [
    400,
    'The ResourceShareInvitationId is invalid.',
    'ResourceShareInvitationId is no text of the form i-... (own words).'
  ],
  'EntityNotExists.ResourceShareInvitation': [
    409,
    'The resource share invitation does not exist in the current account.',
    'No such invitation, somebody else’s, or one that was cancelled (own words).'
  ],
  'InvitationStatus.Expired': [409, 'The resource share invitation has expired.', 'Its seven days are over (own words).'],
  'InvitationStatus.AlreadyRejected': [
    409,
    'The resource share invitation has already been rejected.',
    'It was rejected before (own words).'
  ],
  'InvitationStatus.AlreadyAccepted': [
    409,
    'The resource share invitation has already been accepted.',
    'It was accepted before, whether or not the association then succeeded (own words).'
  ],

  'MissingParameter.AssociationType': [
    400,
    'You must specify AssociationType.',
    'AssociationType is absent or null (own words).'
  ],
  'InvalidParameter.AssociationType': [
    400,
    'The AssociationType is invalid.',
    'AssociationType is neither Resource nor Target (own words).'
  ],
  'InvalidParameter.AssociationStatus': [
    400,
    'The AssociationStatus is invalid.',
    'AssociationStatus is none of the five statuses (own words).'
  ],
  'InvalidParameter.MaxResults': [400, 'The MaxResults is invalid.', 'MaxResults is no whole number from 1 to 100 (own words).'],
  'InvalidParameter.NextToken': [400, 'The NextToken is invalid.', 'NextToken is none that this query gave out (own words).'],
  'InvalidParameter.NextToken.Length': [
    400,
    'The maximum length of NextToken exceeds 256.',
    'NextToken has more than 256 characters (own words).'
  ],
  'InvalidParameter.ResourceShareIds': [
    400,
    'The ResourceShareIds is invalid.',
    'ResourceShareIds is no list of share ids (own words).'
  ],
  'InvalidParameter.ResourceShareIds.Duplicate': [
    400,
    'The ResourceShareIds contains duplicate values.',
    'The same share is named twice (own words).'
  ],
  'InvalidParameter.ResourceShareIds.Length': [
    400,
    'The maximum number of ResourceShareIds exceeds 5.',
    'More than five shares are named (own words).'
  ],
  'InvalidParameter.Target': [400, 'The Target is invalid.', 'Target is no account, directory, folder or service (own words).'],
  'InvalidParameter.ResourceId': [400, 'The ResourceId is invalid.', 'ResourceId is malformed (own words).'],
  ConflictedAssociationType: [
    400,
    'The specified ResourceId or Target conflicts with AssociationType.',
    'ResourceId goes with Resource only, Target with Target only.'
  ],

  SignalRejected: [
    signalRejected.status,
    signalRejected.message,
    'A signal from the host’s workers that is late, repeated or out of order. It never goes on the wire.',
    'library'
  ]
})

/** A code of the catalogue. Documented in each operation, but for what is of origin `library`. */
export type ErrorCode = keyof typeof errors

export const refuse = refusals(errors)
