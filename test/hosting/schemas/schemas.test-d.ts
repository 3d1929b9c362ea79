/** Schemas are what the specification says, and carry the type of their request. Checked by the compiler. */
import type { StandardJSONSchemaV1, StandardSchemaV1, StandardTypedV1 } from '@standard-schema/spec'
import { expectTypeOf } from 'vitest'
import {
  type BackupPoliciesSchemas,
  backupPoliciesSchemas,
  type Difference,
  differences,
  type Issue,
  type JsonSchemaOptions,
  type JsonSchemaTarget,
  type RequestOf,
  type RequestSchema,
  type ResourceSharingSchemas,
  resourceSharingSchemas,
  resourceSharingSchemasFor,
  type SchemaFacts,
  type Validated
} from '../../../src/hosting/schemas/index.ts'
import type { backupPolicies, resourceSharing } from '../../../src/index.ts'

// Assignable to each of the three interfaces, with the types of the request.
export const disassociate: StandardSchemaV1<resourceSharing.DisassociateResourceShareRequest> =
  resourceSharingSchemas.DisassociateResourceShare
export const json: StandardJSONSchemaV1<resourceSharing.DisassociateResourceShareRequest> =
  resourceSharingSchemas.DisassociateResourceShare
export const typed: StandardTypedV1<backupPolicies.DisassociateResourcesRequest> = backupPoliciesSchemas.DisassociateResources
expectTypeOf<ResourceSharingSchemas[keyof ResourceSharingSchemas]>().toExtend<StandardSchemaV1>()
expectTypeOf<BackupPoliciesSchemas[keyof BackupPoliciesSchemas]>().toExtend<StandardSchemaV1 & StandardJSONSchemaV1>()
// @ts-expect-error the schema of another request
export const other: StandardSchemaV1<backupPolicies.AssociateResourcesRequest> = backupPoliciesSchemas.CreateBackupPolicy

// What the specification's own helpers infer is the request type, in and out.
type Outputs<S> = { [K in keyof S]: S[K] extends StandardSchemaV1 ? StandardSchemaV1.InferOutput<S[K]> : never }
type Inputs<S> = { [K in keyof S]: S[K] extends StandardSchemaV1 ? StandardSchemaV1.InferInput<S[K]> : never }
interface Requests {
  readonly CreateResourceShare: resourceSharing.CreateResourceShareRequest
  readonly AssociateResourceShare: resourceSharing.AssociateResourceShareRequest
  readonly DisassociateResourceShare: resourceSharing.DisassociateResourceShareRequest
  readonly DeleteResourceShare: resourceSharing.DeleteResourceShareRequest
  readonly AcceptResourceShareInvitation: resourceSharing.InvitationRequest
  readonly RejectResourceShareInvitation: resourceSharing.InvitationRequest
  readonly ListResourceShareAssociations: resourceSharing.ListResourceShareAssociationsRequest
}
expectTypeOf<Outputs<ResourceSharingSchemas>>().toEqualTypeOf<Requests>()
expectTypeOf<Inputs<ResourceSharingSchemas>>().toEqualTypeOf<Requests>()
expectTypeOf<Outputs<BackupPoliciesSchemas>>().toEqualTypeOf<{
  readonly CreateBackupPolicy: backupPolicies.CreateBackupPolicyRequest
  readonly AssociateResources: backupPolicies.AssociateResourcesRequest
  readonly DisassociateResources: backupPolicies.DisassociateResourcesRequest
  readonly DeleteBackupPolicy: backupPolicies.DeleteBackupPolicyRequest
  readonly ListBackupPolicies: backupPolicies.ListBackupPoliciesRequest
  readonly ListResources: backupPolicies.ListResourcesRequest
}>()
expectTypeOf<
  RequestOf<ResourceSharingSchemas['DeleteResourceShare']>
>().toEqualTypeOf<resourceSharing.DeleteResourceShareRequest>()

// Narrower than the specification: never a promise, one issue with a documented code.
const validated = resourceSharingSchemas.DisassociateResourceShare['~standard'].validate({})
if (validated.issues === undefined)
  expectTypeOf(validated.value).toEqualTypeOf<resourceSharing.DisassociateResourceShareRequest>()
else {
  expectTypeOf(validated.issues[0].code).toEqualTypeOf<resourceSharing.ErrorCode>()
  expectTypeOf(validated.issues[0].path).toEqualTypeOf<readonly (string | number)[] | undefined>()
}
const refused = backupPoliciesSchemas.DeleteBackupPolicy['~standard'].validate({})
if (refused.issues !== undefined) expectTypeOf(refused.issues[0].code).toEqualTypeOf<backupPolicies.RefusalCode>()

expectTypeOf(resourceSharingSchemasFor).returns.toEqualTypeOf<ResourceSharingSchemas>()
// @ts-expect-error facts of a decision that say nothing of shape
resourceSharingSchemasFor({ now: 0 })

// A schema of another library's making is none of ours, and ours say what they answer with.
type Deletion = resourceSharing.DeleteResourceShareRequest
expectTypeOf<ResourceSharingSchemas['DeleteResourceShare']>().toEqualTypeOf<RequestSchema<Deletion, resourceSharing.ErrorCode>>()
expectTypeOf<RequestSchema<Deletion>>().toExtend<StandardSchemaV1<Deletion>>()
expectTypeOf<StandardSchemaV1<Deletion>>().not.toExtend<RequestSchema<Deletion>>()
expectTypeOf(resourceSharingSchemas.DeleteResourceShare['~standard'].validate).returns.toEqualTypeOf<
  Validated<Deletion, resourceSharing.ErrorCode>
>()
expectTypeOf<Issue>().toExtend<StandardSchemaV1.Issue>()
expectTypeOf<Issue<backupPolicies.RefusalCode>['code']>().toEqualTypeOf<backupPolicies.RefusalCode>()

// Targets as the specification has them: any text may be asked for, and throws where it is not known.
expectTypeOf<StandardJSONSchemaV1.Options>().toExtend<JsonSchemaOptions>()
expectTypeOf<JsonSchemaTarget>().toEqualTypeOf<'draft-2020-12' | 'draft-07' | 'openapi-3.0'>()

expectTypeOf(resourceSharingSchemasFor).parameter(0).toEqualTypeOf<SchemaFacts | undefined>()
expectTypeOf<Required<SchemaFacts>>().toExtend<Pick<Required<resourceSharing.Facts>, 'resourceTypes' | 'accountId'>>()
expectTypeOf(differences).toEqualTypeOf<readonly Difference[]>()
expectTypeOf<Difference['takenBy']>().toEqualTypeOf<'checks' | 'JSON Schema'>()
