/** The requests of backup policies (volume backup service, API v2) as Standard Schemas. */
import { errors, type RefusalCode } from '../../backup-policies/errors.ts'
import type {
  AssociateResourcesRequest,
  CreateBackupPolicyRequest,
  DeleteBackupPolicyRequest,
  DisassociateResourcesRequest,
  ListBackupPoliciesRequest,
  ListResourcesRequest
} from '../../backup-policies/requests.ts'
import {
  associateShape,
  createShape,
  deleteShape,
  disassociateShape,
  holdsAngleBracket,
  isCode,
  queryShape,
  type Shape
} from '../../backup-policies/shape.ts'
import type { Fields } from '../../decider/values.ts'
import { jsonSchemas } from './backup-policies-json.ts'
import type { JsonSchema } from './json-schema.ts'
import { type PathOf, pathToEntry, type RequestSchema, requestSchema } from './standard.ts'

/** The schema of each request, by the name of the operation; `ListResources` is the library's own query. */
export interface BackupPoliciesSchemas {
  readonly CreateBackupPolicy: RequestSchema<CreateBackupPolicyRequest, RefusalCode>
  readonly AssociateResources: RequestSchema<AssociateResourcesRequest, RefusalCode>
  readonly DisassociateResources: RequestSchema<DisassociateResourcesRequest, RefusalCode>
  readonly DeleteBackupPolicy: RequestSchema<DeleteBackupPolicyRequest, RefusalCode>
  readonly ListBackupPolicies: RequestSchema<ListBackupPoliciesRequest, RefusalCode>
  readonly ListResources: RequestSchema<ListResourcesRequest, RefusalCode>
}

/** An id for a policy that is asked for along with the rest of a request: where it is missing, another check says so. */
const someId = '00000000-0000-4000-8000-000000000000'

type FaultOf = (request: unknown) => RefusalCode | undefined

const pathsIn = ({ properties = {} }: JsonSchema, faultOf: FaultOf): PathOf<RefusalCode> => {
  const policyId = Object.keys(properties).find((name) => name.endsWith('policy_id'))
  const inResources = (code: RefusalCode, fields: Fields) =>
    pathToEntry(fields, 'resources', (entry) => faultOf({ ...(policyId && { [policyId]: someId }), resources: [entry] }) === code)
  const bracketed = (fields: Fields) => {
    const name = Object.keys(fields).find((each) => holdsAngleBracket({ [each]: fields[each] }))
    return name === undefined ? [] : [name]
  }

  return (code, fields) => {
    switch (code) {
      case 'AutoBackup.0001':
        return ['resources' in properties ? 'resources' : 'scheduled_policy']
      case 'AutoBackup.0006':
        return policyId === undefined ? [] : [policyId]
      case 'AutoBackup.0102':
        return ['backup_policy_name']
      case 'AutoBackup.0207':
        return ['resources']
      case 'AutoBackup.0209':
        return inResources(code, fields)
      case 'AutoBackup.0211':
        return [...inResources(code, fields), 'resource_type']
      case 'AutoBackup.0221':
        return bracketed(fields)
      case 'AutoBackup.1400':
        return [...inResources(code, fields), 'resource_id']
      default:
        return []
    }
  }
}

const schema = <Request>(
  jsonSchema: JsonSchema,
  shapeOf: (request: unknown) => Shape<object>
): RequestSchema<Request, RefusalCode> => {
  const faultOf: FaultOf = (request) => {
    const shape = shapeOf(request)
    return isCode(shape) ? shape : undefined
  }
  return requestSchema({ errors, faultOf, pathOf: pathsIn(jsonSchema, faultOf), jsonSchema })
}

/** The schemas, by the name of the operation. */
export const backupPoliciesSchemas: BackupPoliciesSchemas = Object.freeze({
  CreateBackupPolicy: schema<CreateBackupPolicyRequest>(jsonSchemas.CreateBackupPolicy, (request) =>
    // The host gives the id of a new policy, not the client.
    createShape({ request, policyId: someId })
  ),
  AssociateResources: schema<AssociateResourcesRequest>(jsonSchemas.AssociateResources, associateShape),
  DisassociateResources: schema<DisassociateResourcesRequest>(jsonSchemas.DisassociateResources, disassociateShape),
  DeleteBackupPolicy: schema<DeleteBackupPolicyRequest>(jsonSchemas.DeleteBackupPolicy, deleteShape),
  ListBackupPolicies: schema<ListBackupPoliciesRequest>(jsonSchemas.ListBackupPolicies, queryShape),
  ListResources: schema<ListResourcesRequest>(jsonSchemas.ListResources, queryShape)
})
