/** `createHandler`: one function from requests to responses, for one system or for both. It never rejects. */
import { resourceSharingSystem } from '../runtime/systems.ts'
import { backupPoliciesDoor } from './backup-policies.ts'
import { BodyFault, bodyReader } from './body.ts'
import { resourceSharingDoor } from './resource-sharing.ts'
import type { Answer, BackupPoliciesService, Door, HandlerOptions, Incoming, ResourceSharingService } from './service.ts'

/** Answers a request. It never rejects. */
export type Handler = (request: Request) => Promise<Response>

const mebibyte = 1_048_576

const headersOf = ({ body, allow }: Answer): Record<string, string> => ({
  ...(body && { 'content-type': 'application/json; charset=utf-8' }),
  ...(allow && { allow: allow.join(', ') }),
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff'
})

const responseOf = (answer: Answer, { method }: Request): Response => {
  const { status, body } = answer
  const text = body === undefined || method === 'HEAD' ? null : JSON.stringify(body)
  return new Response(text, { status, headers: headersOf(answer) })
}

const isResourceSharing = (service: ResourceSharingService | BackupPoliciesService): service is ResourceSharingService =>
  service.runtime.system.name === resourceSharingSystem.name

const needsService = 'a handler needs a service: { runtime, authenticate }'

/** The services among what was given; plain JavaScript may give none. */
const servicesOf = (serving: Serving): readonly (ResourceSharingService | BackupPoliciesService)[] => {
  if ('runtime' in serving) return [serving]
  const services: readonly (ResourceSharingService | BackupPoliciesService | undefined)[] = [
    serving.resourceSharing,
    serving.backupPolicies
  ]
  return services.filter((service) => service !== undefined)
}

/**
 * Both systems, or one of them. Where both are served Resource Sharing is at `/`, and every other path is the backup policies'.
 * @throws TypeError where there is no service, or one without `authenticate`: who calls is never guessed.
 */
const doorsOf = (services: readonly (ResourceSharingService | BackupPoliciesService)[]) => {
  for (const { runtime, authenticate } of services) {
    if (runtime === undefined) throw new TypeError(needsService)
    if (typeof authenticate !== 'function') throw new TypeError('a service needs authenticate: (request) => caller or undefined')
  }
  const shares = services.find(isResourceSharing)
  const policies = services.find((service): service is BackupPoliciesService => !isResourceSharing(service))
  const atRoot = shares && resourceSharingDoor(shares)
  const elsewhere = policies && backupPoliciesDoor(policies)
  const [first, last] = [atRoot ?? elsewhere, elsewhere ?? atRoot]
  if (first === undefined || last === undefined) throw new TypeError(needsService)
  return (path: string): Door => (path === '/' ? first : last)
}

/** A service and options, or both services and options. */
export type Serving =
  | ((ResourceSharingService | BackupPoliciesService) & HandlerOptions)
  | ({ readonly resourceSharing: ResourceSharingService; readonly backupPolicies: BackupPoliciesService } & HandlerOptions)

/**
 * Makes the handler of one system, `{ runtime, authenticate }`, or of both, each under its name:
 * `{ resourceSharing: { runtime, authenticate }, backupPolicies: { runtime, authenticate } }`. It goes where web-standard requests go: Hono,
 * Deno, Bun, workers, and Node with a bridge.
 *
 * Every request is answered in the documented form. Resource Sharing (API version 2020-01-10) is at `/`, by GET and POST; backup policies are
 * at `/v2/{project_id}/...`. A call is idempotent with the header `Idempotency-Key`, at `/` also with the parameter `ClientToken`.
 * @throws TypeError where `authenticate` is missing: there is no default.
 */
export const createHandler = (serving: Serving): Handler => {
  const { bodyLimit = mebibyte, onError } = serving
  const doorAt = doorsOf(servicesOf(serving))

  /** The host's log is not worth an answer, and its failure is nobody's. */
  const tell = async (error: unknown, request: Request): Promise<void> => {
    try {
      await onError?.(error, request)
    } catch {}
  }

  const answerOf = async (door: Door, incoming: Incoming): Promise<Answer> => {
    try {
      return await door.answer(incoming)
    } catch (error) {
      if (error instanceof BodyFault) return door.badBody(incoming, error.kind)
      throw error
    }
  }

  return async (request) => {
    const incoming: Incoming = { request, url: new URL(request.url), readBody: bodyReader(request, bodyLimit) }
    const door = doorAt(incoming.url.pathname)
    try {
      return responseOf(await answerOf(door, incoming), request)
    } catch (error) {
      tell(error, request)
      return responseOf(door.failed(incoming), request)
    }
  }
}
