/** `association-lifecycle/http`: both systems over HTTP, in web-standard types alone. Needs nothing of Node. */
export type { ReadBody } from './body.ts'
export { type DoorErrorCode, doorErrors } from './errors.ts'
export { createHandler, type Handler, type Serving } from './handler.ts'
export type {
  Authenticate,
  BackupPoliciesService,
  Caller,
  Denied,
  HandlerOptions,
  ResourceSharingService
} from './service.ts'
export { type AccessKey, checkRpcSignature, type SignatureOptions, type Signed } from './signature.ts'
