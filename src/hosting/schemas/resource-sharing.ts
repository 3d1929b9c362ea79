/** The requests of Resource Sharing (API version 2020-01-10) as Standard Schemas. */
import { type Fields, fieldsOf } from '../../decider/values.ts'
import { type ErrorCode, errors } from '../../resource-sharing/errors.ts'
import type { Facts } from '../../resource-sharing/facts.ts'
import { isAccountId, isShareName } from '../../resource-sharing/grammar.ts'
import { listShape } from '../../resource-sharing/list-shape.ts'
import type {
  AssociateResourceShareRequest,
  CreateResourceShareRequest,
  DeleteResourceShareRequest,
  DisassociateResourceShareRequest,
  InvitationRequest,
  ListResourceShareAssociationsRequest
} from '../../resource-sharing/requests.ts'
import {
  associateShape,
  createShape,
  deleteShape,
  disassociateShape,
  invitationShape,
  isCode,
  type Shape
} from '../../resource-sharing/shape.ts'
import type { JsonSchema } from './json-schema.ts'
import { jsonSchemasOf } from './resource-sharing-json.ts'
import { type PathOf, pathToEntry, type RequestSchema, requestSchema } from './standard.ts'

/** What checks of shape go by beside the request. */
export interface SchemaFacts {
  /** Replaces the documented types, as in the facts of a decision; spread `resourceSharing.resourceTypes` to add to them. */
  readonly resourceTypes?: NonNullable<Facts['resourceTypes']>
  /** Who calls. Where it is not known, whoever leaves a share counts as the one account that is named. */
  readonly accountId?: string
}

/** The schema of each request, by the name of the operation. */
export interface ResourceSharingSchemas {
  readonly CreateResourceShare: RequestSchema<CreateResourceShareRequest, ErrorCode>
  readonly AssociateResourceShare: RequestSchema<AssociateResourceShareRequest, ErrorCode>
  readonly DisassociateResourceShare: RequestSchema<DisassociateResourceShareRequest, ErrorCode>
  readonly DeleteResourceShare: RequestSchema<DeleteResourceShareRequest, ErrorCode>
  readonly AcceptResourceShareInvitation: RequestSchema<InvitationRequest, ErrorCode>
  readonly RejectResourceShareInvitation: RequestSchema<InvitationRequest, ErrorCode>
  readonly ListResourceShareAssociations: RequestSchema<ListResourceShareAssociationsRequest, ErrorCode>
}

/** The host gives the id of a new share, not the client. */
const someShareId = 'rs-0'

const codeOf = (shape: Shape<object>): ErrorCode | undefined => (isCode(shape) ? shape : undefined)

const leaverIn = ({ Targets }: Fields): string => {
  const [first] = Array.isArray(Targets) ? Targets : []
  return isAccountId(first) ? first : ''
}

type FaultOf = (request: unknown) => ErrorCode | undefined

const pathsIn = ({ properties = {} }: JsonSchema, faultOf: FaultOf, minimal: Fields, otherField: string): PathOf<ErrorCode> => {
  const inList = (code: ErrorCode, fields: Fields, list: string) =>
    pathToEntry(fields, list, (entry) => {
      const alone = list === 'TargetProperties' ? { Targets: fields.Targets } : {}
      return faultOf({ ...minimal, ...alone, [list]: [entry] }) === code
    })

  return (code, fields) => {
    // The codes say which parameter they mean.
    const [, field, rule] = code.split('.')
    if (code === 'InvalidParameter')
      return [otherField === 'ResourceShareName' && isShareName(fields[otherField]) ? 'AllowExternalTargets' : otherField]
    if (code === 'ConflictedAssociationType') return [fields.AssociationType === 'Resource' ? 'Target' : 'ResourceId']
    if (field === 'ResourceType') return [...inList(code, fields, 'Resources'), field]
    if (field === undefined || !Object.hasOwn(properties, field)) return []
    return properties[field]?.type === 'array' && rule === undefined ? inList(code, fields, field) : [field]
  }
}

/** The schemas for the resource types that a host has, and for who calls. */
export const resourceSharingSchemasFor = (known: SchemaFacts = {}): ResourceSharingSchemas => {
  const json = jsonSchemasOf(known)
  const factsOf = (request: unknown): Facts => ({
    now: 0,
    requestId: '',
    ...known,
    /** Found when it is asked for: what the service does not look at in a request is not looked at here. */
    get accountId() {
      return known.accountId ?? leaverIn(fieldsOf(request))
    }
  })

  /** `otherField`: the parameter that has no code of its own. */
  const schema = <Request>(
    jsonSchema: JsonSchema,
    shapeOf: (request: unknown, facts: Facts) => Shape<object>,
    minimal: Fields = {},
    otherField = 'ResourceOwner'
  ): RequestSchema<Request, ErrorCode> => {
    const faultOf: FaultOf = (request) => codeOf(shapeOf(request, factsOf(request)))
    return requestSchema({ errors, faultOf, pathOf: pathsIn(jsonSchema, faultOf, minimal, otherField), jsonSchema })
  }

  return Object.freeze({
    CreateResourceShare: schema<CreateResourceShareRequest>(
      json.CreateResourceShare,
      (request, facts) => createShape({ request, resourceShareId: someShareId }, facts),
      { ResourceShareName: 'name' },
      'ResourceShareName'
    ),
    AssociateResourceShare: schema<AssociateResourceShareRequest>(
      json.AssociateResourceShare,
      (request, facts) => associateShape({ request }, facts),
      { ResourceShareId: someShareId }
    ),
    DisassociateResourceShare: schema<DisassociateResourceShareRequest>(json.DisassociateResourceShare, disassociateShape, {
      ResourceShareId: someShareId
    }),
    DeleteResourceShare: schema<DeleteResourceShareRequest>(json.DeleteResourceShare, deleteShape),
    AcceptResourceShareInvitation: schema<InvitationRequest>(json.AcceptResourceShareInvitation, invitationShape),
    RejectResourceShareInvitation: schema<InvitationRequest>(json.RejectResourceShareInvitation, invitationShape),
    ListResourceShareAssociations: schema<ListResourceShareAssociationsRequest>(json.ListResourceShareAssociations, listShape, {
      AssociationType: 'Resource'
    })
  })
}

/** The schemas for the documented resource types, whoever calls. */
export const resourceSharingSchemas: ResourceSharingSchemas = resourceSharingSchemasFor()
