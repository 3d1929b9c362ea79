/** What is answered, as schemas: src/resource-sharing/replies.ts and src/backup-policies/replies.ts. */
import { entityType } from '../../dist/backup-policies/model.js'
import { scheduledPolicy } from '../../dist/hosting/schemas/backup-policies-json.js'
import { lifecycle } from '../../dist/index.js'
import { associationTypes, invitationStatuses, shareStatuses } from '../../dist/resource-sharing/model.js'
import { instant, list, object, ref, text } from './openapi-words.mjs'

const requestId = text('The id of the call.')

const association = object(
  {
    ResourceShareId: text('The id of the share.'),
    ResourceShareName: text('The name of the share.'),
    AssociationType: text('Whether it is a resource or a target.', { enum: [...associationTypes] }),
    EntityId: text('The id of the resource or of the target.'),
    EntityType: text('The type of the resource; `Account` for every target.'),
    AssociationStatus: text('Records in `Failed` and `Disassociated` are deleted within 48 to 96 hours.', {
      enum: [...lifecycle.associationStatuses]
    }),
    AssociationStatusMessage: text('Why an operation failed or was cancelled.'),
    CreateTime: instant('When it was associated.'),
    UpdateTime: instant('When its status last changed.'),
    TargetProperty: text('Of a service: a JSON text, verbatim.')
  },
  ['AssociationStatusMessage', 'TargetProperty']
)

const share = object({
  ResourceShareId: text('The id of the share.'),
  ResourceShareName: text('The name of the share.'),
  ResourceShareOwner: text('The account that owns the share.'),
  ResourceShareStatus: text('`Pending` while an invitation is open.', { enum: [...shareStatuses, 'Pending'] }),
  AllowExternalTargets: { type: 'boolean', description: 'Whether accounts outside the owner’s directory can be targets.' },
  CreateTime: instant('When it was created.'),
  UpdateTime: instant('When it last changed.')
})

const invitation = object({
  ResourceShareInvitationId: text('The id of the invitation.'),
  ResourceShareId: text('The id of the share.'),
  ResourceShareName: text('The name of the share.'),
  SenderAccountId: text('The account that owns the share.'),
  ReceiverAccountId: text('The account that is invited.'),
  Status: text('It is open for seven days.', { enum: [...invitationStatuses] }),
  CreateTime: instant('When it was sent.')
})

/** The objects of Resource Sharing, and its replies by their names. */
export const sharingSchemas = {
  ResourceShareAssociation: association,
  ResourceShare: share,
  ResourceShareInvitation: invitation,
  AssociationsReply: object({
    RequestId: requestId,
    ResourceShareAssociations: list(
      ref('schemas', 'ResourceShareAssociation'),
      'Resources first, then targets, each in the order of the request.'
    )
  }),
  AssociationsPage: object(
    {
      RequestId: requestId,
      ResourceShareAssociations: list(ref('schemas', 'ResourceShareAssociation'), 'By time of association, share by share.'),
      NextToken: text('For the next page. Absent on the last.')
    },
    ['NextToken']
  ),
  ResourceShareReply: object({ RequestId: requestId, ResourceShare: ref('schemas', 'ResourceShare') }),
  InvitationReply: object({ RequestId: requestId, ResourceShareInvitation: ref('schemas', 'ResourceShareInvitation') }),
  RequestIdReply: object({ RequestId: requestId }),
  Error: object({
    RequestId: requestId,
    HostId: text('The host that has answered.'),
    Code: text('What is wrong.'),
    Message: text('The same in words.')
  })
}

/** The reply to each operation of Resource Sharing. */
export const sharingReplies = {
  CreateResourceShare: 'ResourceShareReply',
  AssociateResourceShare: 'AssociationsReply',
  DisassociateResourceShare: 'AssociationsReply',
  DeleteResourceShare: 'RequestIdReply',
  AcceptResourceShareInvitation: 'InvitationReply',
  RejectResourceShareInvitation: 'InvitationReply',
  ListResourceShareAssociations: 'AssociationsPage'
}

const volumeId = text('The id of the volume, in lower case.', { format: 'uuid' })
const failing = {
  message: text('Why it failed, where the service says so.'),
  code: text('Where the service has one. The list that an entry is in says that it failed.', { enum: ['AutoBackup.0204'] })
}
const associated = {
  resource_id: volumeId,
  resource_type: text('Only volumes can be associated.', { enum: [entityType] }),
  availability_zone: text('Where the request had it.'),
  os_vol_host_attr: text('Where the request had it.')
}
const hostFields = ['availability_zone', 'os_vol_host_attr']

const outcomes = (fields, optional = []) =>
  object({
    success_resources: list(object(fields, optional), 'In the order of the request.'),
    fail_resources: list(
      object({ ...fields, ...failing }, [...optional, ...Object.keys(failing)]),
      'In the order of the request.'
    )
  })

/** The objects of backup policies, and their replies by their names. */
export const policySchemas = {
  ScheduledPolicy: scheduledPolicy,
  BackupPolicy: object({
    backup_policy_id: text('The id of the policy, in lower case.', { format: 'uuid' }),
    backup_policy_name: text('The name of the policy.'),
    scheduled_policy: ref('schemas', 'ScheduledPolicy'),
    policy_resource_count: { type: 'integer', minimum: 0, description: 'How many resources are in it.' }
  }),
  CreateBackupPolicyReply: object({ backup_policy_id: text('The id of the new policy, in lower case.', { format: 'uuid' }) }),
  AssociateResourcesReply: outcomes(associated, hostFields),
  DisassociateResourcesReply: outcomes({ resource_id: volumeId }),
  BackupPoliciesReply: object({ backup_policies: list(ref('schemas', 'BackupPolicy'), 'In the order of their creation.') }),
  Error: object({ error: object({ code: text('What is wrong.'), message: text('The same in words.') }) })
}

/** The reply to each operation of backup policies; a 204 has none. */
export const policyReplies = {
  CreateBackupPolicy: 'CreateBackupPolicyReply',
  AssociateResources: 'AssociateResourcesReply',
  DisassociateResources: 'DisassociateResourcesReply',
  ListBackupPolicies: 'BackupPoliciesReply'
}
