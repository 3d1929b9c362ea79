/** The examples: the documented requests, and what the library answers to them. */
import { backupPolicies, resourceSharing } from '../../dist/index.js'

const share = 'rs-6GRmdD3X****'
const account = '172050525300****'
const owner = '159498693826****'
const invitationId = 'i-pMnItTZJ****'
const member = '100000000000****'
const vswitch = { ResourceId: 'vsw-bp183p93qs667muql****', ResourceType: 'VSwitch' }

/** The id of the documented call. */
export const requestId = '95230BC9-A8E8-4493-96BD-4F0C758E37F8'
export const hostId = 'resourcesharing.example'

const created = Date.parse('2020-12-04T09:40:41.250Z')
const disassociated = Date.parse('2020-12-04T09:40:45.556Z')

const factsAt = (now, accountId = owner) => ({
  now,
  requestId,
  accountId,
  directory: { id: 'rd-3G****', managementAccountId: owner, memberIds: [member] }
})

const accepted = ({ state, result }) => {
  if (!result.ok) throw new Error(`an example was refused: ${result.error.code}`)
  return { state, reply: result.reply }
}

const sharing = (state, type, request, facts, beside = {}) =>
  accepted(resourceSharing.apply(state, { type, request, ...beside }, facts))

/** By operation: `{ request, reply }`. The documented disassociation is of an account that was invited. */
export const sharingExamples = () => {
  const now = factsAt(created)
  const later = factsAt(disassociated)
  const examples = {}
  const call = (state, type, request, facts, beside) => {
    const { state: next, reply } = sharing(state, type, request, facts, beside)
    examples[type] ??= { request, reply }
    return next
  }
  let state = call(
    resourceSharing.initialState,
    'CreateResourceShare',
    { ResourceShareName: 'test', AllowExternalTargets: true },
    now,
    { resourceShareId: share }
  )
  const associate = { ResourceShareId: share, Resources: [vswitch], Targets: [account] }
  state = call(state, 'AssociateResourceShare', associate, now, { invitationIds: { [account]: invitationId } })
  const answer = { ResourceShareInvitationId: invitationId }
  call(state, 'RejectResourceShareInvitation', answer, factsAt(created, account))
  state = call(state, 'AcceptResourceShareInvitation', answer, factsAt(created, account))
  for (const [associationType, entityType, entityId] of [
    ['Target', 'Account', account],
    ['Resource', vswitch.ResourceType, vswitch.ResourceId]
  ])
    state = accepted(
      resourceSharing.apply(state, { type: 'AssociationSucceeded', associationType, entityType, entityId }, now)
    ).state
  call(state, 'DeleteResourceShare', { ResourceShareId: share }, later)
  state = call(state, 'DisassociateResourceShare', { ResourceShareId: share, Targets: [account] }, later)
  const list = { AssociationType: 'Target', ResourceShareIds: [share] }
  const { reply } = accepted({ state, result: resourceSharing.listResourceShareAssociations([state], list, later) })
  return { ...examples, ListResourceShareAssociations: { request: list, reply } }
}

const policyId = 'af8a20b0-117d-4fc3-ae53-aa3968a4f870'
const volumeIds = ['bce8d47a-af17-4169-901f-4c7ae9f29c2c', 'c2ad27c4-3c3c-4e17-8f0a-5a5b6f6e7a10']
/** The project of the examples. */
export const projectId = '0605767b5780d5762fc5c0118072a564'

/** By operation: `{ request, reply }`. Of the two that are disassociated, one is not in the policy. */
export const policyExamples = () => {
  const facts = { now: created, requestId, projectId }
  const examples = {}
  const call = (state, type, request, beside = {}) => {
    const { state: next, reply } = accepted(backupPolicies.apply(state, { type, request, ...beside }, facts))
    examples[type] = { request, reply }
    return next
  }
  const scheduled_policy = {
    frequency: 1,
    start_time: '12:00',
    status: 'ON',
    rentention_num: 10,
    remain_first_backup_of_curMonth: 'N'
  }
  const create = { backup_policy_name: 'plan01', scheduled_policy }
  let state = call(backupPolicies.initialState, 'CreateBackupPolicy', create, { policyId })
  const [resource_id] = volumeIds
  state = call(state, 'AssociateResources', { backup_policy_id: policyId, resources: [{ resource_id, resource_type: 'volume' }] })
  const { reply } = accepted({ state, result: backupPolicies.listBackupPolicies(state, {}, facts) })
  state = call(state, 'DisassociateResources', { policy_id: policyId, resources: volumeIds.map((id) => ({ resource_id: id })) })
  call(state, 'DeleteBackupPolicy', { policy_id: policyId })
  return { ...examples, ListBackupPolicies: { request: {}, reply } }
}
