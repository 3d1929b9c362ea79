/**
 * Requests of backup policies with which each error is met, and each event: steps of a scenario that go on from `beginning`. The first of
 * each is shown; together they are how the pages know which command answers with what.
 */
const policyId = 'af8a20b0-117d-4fc3-ae53-aa3968a4f870'
const otherPolicyId = 'bce8d47a-af17-4169-901f-4c7ae9f29c2c'
const noPolicyId = '00000000-0000-4000-8000-000000000000'
const disk = { resource_id: 'c4ae9f29-af17-4169-901f-bce8d47a2c2c' }
const otherDisk = { resource_id: 'd1c2b3a4-af17-4169-901f-bce8d47a2c2c' }
const volume = { ...disk, resource_type: 'volume' }
const otherVolume = { ...otherDisk, resource_type: 'volume' }
const scheduled_policy = {
  frequency: 1,
  start_time: '12:00',
  status: 'ON',
  rentention_num: 5,
  remain_first_backup_of_curMonth: 'N'
}

/** A scenario to go on from: a policy with a disk. */
export const beginning = {
  system: 'backup-policies',
  version: 1,
  start: '2018-05-12T09:00:00.000Z',
  facts: { projectId: 'project-1' },
  steps: [
    {
      command: {
        type: 'CreateBackupPolicy',
        policyId,
        request: { backup_policy_name: 'plan01', scheduled_policy }
      }
    },
    { command: { type: 'AssociateResources', request: { backup_policy_id: policyId, resources: [volume] } } }
  ]
}

const step = (command, facts) => ({ command, ...(facts && { facts }) })
const create = (request, { facts, id = otherPolicyId } = {}) =>
  step(
    {
      type: 'CreateBackupPolicy',
      policyId: id,
      request: { backup_policy_name: 'plan02', scheduled_policy, ...request }
    },
    facts
  )
const associate = (request, facts) =>
  step({ type: 'AssociateResources', request: { backup_policy_id: policyId, resources: [otherVolume], ...request } }, facts)
const disassociate = (request) =>
  step({ type: 'DisassociateResources', request: { policy_id: policyId, resources: [disk], ...request } })
const remove = (request = { policy_id: policyId }, facts) => step({ type: 'DeleteBackupPolicy', request }, facts)
const empty = (type, beside) => step({ type, ...beside, request: {} })
const query = (type, request) => ({ query: { type, request } })
const inBoth = (request) => [[disassociate(request)], [associate(request)]]

/** For each error of a whole request the ways to it, by command and query. */
export const refusals = {
  'AutoBackup.0000': [
    [empty('DisassociateResources')],
    [empty('AssociateResources')],
    [empty('CreateBackupPolicy', { policyId: otherPolicyId })],
    [empty('DeleteBackupPolicy')]
  ],
  'AutoBackup.0001': [...inBoth({ resources: null }), [create({ scheduled_policy: { frequency: 1 } })]],
  'AutoBackup.0006': [
    [disassociate({ policy_id: '' })],
    [associate({ backup_policy_id: '' })],
    [create({}, { id: policyId })],
    [remove({ policy_id: '' })]
  ],
  'AutoBackup.0100': [[remove({ policy_id: policyId }, { defaultPolicyId: policyId })]],
  'AutoBackup.0102': [[create({ backup_policy_name: 'default-plan' })]],
  'AutoBackup.0203': [[create({}, { facts: { limits: { policiesPerProject: 1 } } })]],
  'AutoBackup.0205': [
    [disassociate({ policy_id: noPolicyId })],
    [associate({ backup_policy_id: noPolicyId })],
    [remove({ policy_id: noPolicyId })]
  ],
  'AutoBackup.0207': inBoth({ resources: [] }),
  'AutoBackup.0209': inBoth({ resources: [{ resource_id: '' }] }),
  'AutoBackup.0211': [[associate({ resources: [{ ...otherDisk, resource_type: 'server' }] })]],
  'AutoBackup.0221': [
    ...inBoth({ resources: [{ resource_id: '<disk>' }] }),
    [create({ backup_policy_name: '<plan>' })],
    [remove({ policy_id: '<plan>' })],
    [query('ListBackupPolicies', { name: '<plan>' })],
    [query('listResources', { policy_id: '<plan>' })]
  ],
  'AutoBackup.0222': [[step({ type: 'ChangeBackupPolicy', request: { policy_id: policyId } })]],
  'AutoBackup.0225': [[remove({ policy_id: policyId }, { executingPolicyIds: [policyId] })]],
  'AutoBackup.1400': [
    [disassociate({ resources: [{ resource_id: 'disk-1' }] })],
    [associate({ resources: [{ resource_id: 'disk-1', resource_type: 'volume' }] })]
  ]
}

/** Requests that succeed of which a resource fails, by the reason. */
export const failures = {
  NotAssociated: [disassociate({ resources: [disk, otherDisk] })],
  PolicyFull: [associate({}, { limits: { resourcesPerPolicy: 1 } })]
}

/** What is answered to one resource of a request that succeeds, by the code. */
export const failureOfCode = { 'AutoBackup.0204': 'PolicyFull' }

/** What no command is answered with: a host knows of tokens, bytes and disks. */
export const hostCodes = [
  'AutoBackup.0002',
  'AutoBackup.0003',
  'AutoBackup.0008',
  'AutoBackup.0009',
  'AutoBackup.0206',
  'AutoBackup.0213'
]

/** For each command and query what it may be accepted with; together every event that it has. */
export const acceptances = {
  CreateBackupPolicy: [[create({})]],
  AssociateResources: [[create({}), associate({ backup_policy_id: otherPolicyId, resources: [volume, otherVolume] })]],
  DisassociateResources: [[disassociate({ resources: [disk, otherDisk] })]],
  DeleteBackupPolicy: [[remove()]],
  Sweep: [[disassociate({}), { advance: '48h' }, { sweep: true }]],
  ListBackupPolicies: [[query('ListBackupPolicies', {})]],
  listResources: [[disassociate({}), query('listResources', { policy_id: policyId })]]
}
