/**
 * A small world for each aggregate: what can be asked of it, so that every way between its states is met. Each is as small as it can be
 * with that: a share needs an invitation beside something that is associated, a project needs two policies.
 */
import { backupPolicies, resourceSharing } from '../../dist/index.js'

const shareId = 'rs-1'
const owner = '1000000000000001'
const invited = '1999999999999999'
const ofShare = (type, request) => ({ command: { type, request: { ResourceShareId: shareId, ...request } } })
const resource = { Resources: [{ ResourceType: 'VSwitch', ResourceId: 'vsw-1' }] }
const target = { Targets: [invited] }

/** How the workers of a host answer. */
const signalTypes = [...new Set(Object.values(resourceSharing.workOf).flat())].sort()

const signalsOf = (type) =>
  [
    { associationType: 'Resource', entityType: 'VSwitch', entityId: 'vsw-1' },
    { associationType: 'Target', entityType: 'Account', entityId: invited }
  ].map((association) => ({ command: { type, ...association } }))

const answered = (type) => ({ command: { type, request: { ResourceShareInvitationId: 'i-1' } }, by: { accountId: invited } })

const created = (request) => ({
  command: {
    type: 'CreateResourceShare',
    resourceShareId: shareId,
    invitationIds: { [invited]: 'i-1' },
    request: { ResourceShareName: 'share', AllowExternalTargets: true, ...request }
  }
})

const associated = (named) => {
  const { command } = ofShare('AssociateResourceShare', named)
  return { command: { ...command, invitationIds: { [invited]: 'i-1' } } }
}

/** One share with one resource and one account that has to accept an invitation. */
export const shareWorld = {
  library: resourceSharing,
  facts: { accountId: owner },
  calls: [
    created({}),
    created(target),
    associated(resource),
    associated(target),
    ofShare('DisassociateResourceShare', resource),
    ofShare('DisassociateResourceShare', target),
    ofShare('DeleteResourceShare', {}),
    answered('AcceptResourceShareInvitation'),
    answered('RejectResourceShareInvitation'),
    ...signalTypes.flatMap(signalsOf)
  ]
}

const policyIds = ['af8a20b0-117d-4fc3-ae53-aa3968a4f870', 'bce8d47a-af17-4169-901f-4c7ae9f29c2c']
const resources = [{ resource_id: 'c4ae9f29-af17-4169-901f-bce8d47a2c2c', resource_type: 'volume' }]
const disk = [{ resource_id: resources[0].resource_id }]
const schedule = { frequency: 1, start_time: '12:00', status: 'ON', rentention_num: 5, remain_first_backup_of_curMonth: 'N' }

/** A project with two policies and one disk. */
export const policiesWorld = {
  library: backupPolicies,
  facts: { projectId: 'project-1' },
  calls: [
    ...policyIds.flatMap((id, at) => [
      {
        command: {
          type: 'CreateBackupPolicy',
          policyId: id,
          request: { backup_policy_name: `policy-${at}`, scheduled_policy: schedule }
        }
      },
      { command: { type: 'AssociateResources', request: { backup_policy_id: id, resources } } },
      { command: { type: 'DisassociateResources', request: { policy_id: id, resources: disk } } },
      { command: { type: 'DeleteBackupPolicy', request: { policy_id: id } } }
    ])
  ]
}
