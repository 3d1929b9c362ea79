/**
 * `association-lifecycle/schemas`: every request type as a Standard Schema (`~standard`, version 1.1), with JSON Schema. A validator is the
 * library's own check of that request, so it never says anything else than the service does. Needs nothing of Node.
 */
export { type BackupPoliciesSchemas, backupPoliciesSchemas } from './backup-policies.ts'
export { type Difference, differences } from './differences.ts'
export type { JsonSchemaTarget } from './json-schema.ts'
export {
  type ResourceSharingSchemas,
  resourceSharingSchemas,
  resourceSharingSchemasFor,
  type SchemaFacts
} from './resource-sharing.ts'
export type { Issue, JsonSchemaOptions, RequestOf, RequestSchema, Validated } from './standard.ts'
