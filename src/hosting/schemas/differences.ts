/** Where JSON Schema and the checks do not say the same, as data, with a request that shows it. All else is the same in both. */
import type { BackupPoliciesSchemas } from './backup-policies.ts'
import type { ResourceSharingSchemas } from './resource-sharing.ts'

/** A rule that JSON Schema cannot say, or does not. */
export interface Difference {
  /** A short name: no two differences have the same. */
  readonly name: string
  /** What it is, in a sentence. */
  readonly says: string
  /** The operation whose request shows it. */
  readonly operation: keyof ResourceSharingSchemas | keyof BackupPoliciesSchemas
  /** A request that one of the two takes. */
  readonly request: unknown
  /** The one that takes it: the checks of the service, or JSON Schema. */
  readonly takenBy: 'checks' | 'JSON Schema'
}

const share = { ResourceShareId: 'rs-6GRmdD3X****' }
const vswitch = { ResourceId: 'vsw-bp183p93qs667muql****', ResourceType: 'VSwitch' }
const volume = { resource_id: 'bce8d47a-af17-4169-901f-4c7ae9f29c2c', resource_type: 'volume' }
const property = { TargetId: 'ecs.aliyuncs.com', Property: '{}' }

/** Every difference that is known. */
export const differences: readonly Difference[] = Object.freeze([
  {
    name: 'null is absent',
    says: 'For the checks `null` counts as absent. JSON Schema describes what a client should send: the field, or none.',
    operation: 'DisassociateResourceShare',
    request: { ...share, Resources: [vswitch], Targets: null },
    takenBy: 'checks'
  },
  {
    name: 'an empty id is absent',
    says: 'For the checks the empty text counts as absent where an id may be left out.',
    operation: 'ListResourceShareAssociations',
    request: { AssociationType: 'Resource', Target: '' },
    takenBy: 'checks'
  },
  {
    name: 'no object is no fields',
    says: 'A query of policies needs no field, so that for the checks anything will do.',
    operation: 'ListBackupPolicies',
    request: 'all of them',
    takenBy: 'checks'
  },
  {
    name: 'a policy id of another kind',
    says: 'An id of a policy that is no text is nobody’s: the checks of shape let it pass, and the policy is not found.',
    operation: 'DeleteBackupPolicy',
    request: { policy_id: 7 },
    takenBy: 'checks'
  },
  {
    name: 'what a reply leaves out',
    says: 'Where `availability_zone` or `os_vol_host_attr` is no text, the reply leaves it out.',
    operation: 'AssociateResources',
    request: { backup_policy_id: 'af8a20b0-117d-4fc3-ae53-aa3968a4f870', resources: [{ ...volume, availability_zone: 7 }] },
    takenBy: 'checks'
  },
  {
    name: 'the same resource',
    says: 'Two entries with the same id and type are the same resource, whatever else is in them.',
    operation: 'AssociateResourceShare',
    request: { ...share, Resources: [vswitch, { ...vswitch, note: '' }] },
    takenBy: 'JSON Schema'
  },
  {
    name: 'code units',
    says: 'The length of a resource id is counted in UTF-16 code units; JSON Schema counts characters.',
    operation: 'DisassociateResourceShare',
    request: { ...share, Resources: [{ ...vswitch, ResourceId: '😀'.repeat(65) }] },
    takenBy: 'JSON Schema'
  },
  {
    name: 'a JSON text',
    says: 'The `Property` of a service has to be a JSON text.',
    operation: 'AssociateResourceShare',
    request: { ...share, Targets: [property.TargetId], TargetProperties: [{ ...property, Property: '{' }] },
    takenBy: 'JSON Schema'
  },
  {
    name: 'a service that is named',
    says: 'An entry of `TargetProperties` has to be for a service among `Targets`, once.',
    operation: 'AssociateResourceShare',
    request: { ...share, Targets: ['172050525300****'], TargetProperties: [property] },
    takenBy: 'JSON Schema'
  },
  {
    name: 'a page that was given out',
    says: 'A `NextToken` has to be one that the query has given out; its length is counted in UTF-16 code units.',
    operation: 'ListResourceShareAssociations',
    request: { AssociationType: 'Target', NextToken: 'nothing of ours' },
    takenBy: 'JSON Schema'
  },
  {
    name: 'angle brackets',
    says: 'No name and no text in a request of backup policies holds `<` or `>`, also where a field is not known.',
    operation: 'DisassociateResources',
    request: { policy_id: 'af8a20b0-117d-4fc3-ae53-aa3968a4f870', resources: [{ resource_id: volume.resource_id, note: '<' }] },
    takenBy: 'JSON Schema'
  }
])
