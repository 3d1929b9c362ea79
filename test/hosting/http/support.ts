/** Handlers over the memory store, and requests to them. */
import { vi } from 'vitest'
import type { BackupPoliciesService, Handler, HandlerOptions, ResourceSharingService } from '../../../src/hosting/http/index.ts'
import { createHandler } from '../../../src/hosting/http/index.ts'
import {
  type BackupPoliciesTypes,
  backupPoliciesSystem,
  createRuntime,
  manualClock,
  memoryStore,
  type ResourceSharingTypes,
  type Runtime,
  resourceSharingSystem,
  type Store
} from '../../../src/hosting/runtime/index.ts'

export const owner = '1000000000000001'
export const partner = '2000000000000002'
export const start = Date.parse('2020-12-04T09:40:41.250Z')
export const base = 'http://service.example'
export const project = 'project-1'

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Record<string, unknown> | undefined }

export const read = async (response: Response): Promise<Answer> => {
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
}

/** Both services in one; who calls is in a header. */
export const serviceOver = (
  store: Store = memoryStore(),
  {
    shares = {},
    policies = {},
    options = {}
  }: { shares?: Partial<ResourceSharingService>; policies?: Partial<BackupPoliciesService>; options?: HandlerOptions } = {}
) => {
  const clock = manualClock(start)
  const onError = vi.fn()
  const resourceSharing: Runtime<ResourceSharingTypes> = createRuntime({ system: resourceSharingSystem, store, clock })
  const backupPolicies: Runtime<BackupPoliciesTypes> = createRuntime({ system: backupPoliciesSystem, store, clock })
  const callerOf = ({ headers }: Request) => {
    const id = headers.get('x-caller')
    return id === null ? undefined : { id }
  }
  const handler: Handler = createHandler({
    resourceSharing: { runtime: resourceSharing, authenticate: callerOf, ...shares },
    backupPolicies: { runtime: backupPolicies, authenticate: callerOf, ...policies },
    onError,
    ...options
  })

  const send = async (
    path: string,
    init: RequestInit & { caller?: string | undefined; duplex?: 'half' } = {}
  ): Promise<Answer> => {
    const { caller, headers, ...rest } = init
    const request = new Request(base + path, { ...rest, headers: { ...(caller && { 'x-caller': caller }), ...headers } })
    return read(await handler(request))
  }

  return {
    clock,
    onError,
    resourceSharing,
    backupPolicies,
    handler,
    send,
    /** A call in the query. */
    rpc: (
      action: string,
      parameters: Readonly<Record<string, string>> = {},
      { caller = owner, ...init }: { caller?: string; headers?: Record<string, string> } = {}
    ) => send(`/?${new URLSearchParams({ Action: action, Version: '2020-01-10', ...parameters })}`, { caller, ...init }),
    /** A call in a form. */
    post: (action: string, parameters: Readonly<Record<string, string>> = {}, caller = owner) =>
      send('/', {
        method: 'POST',
        caller,
        body: new URLSearchParams({ Action: action, Version: '2020-01-10', ...parameters })
      }),
    /** A JSON body to a path of the project. */
    rest: (
      method: string,
      path: string,
      body?: unknown,
      { caller = project, ...init }: { caller?: string; headers?: Record<string, string> } = {}
    ) =>
      send(`/v2/${project}/${path}`, {
        method,
        caller,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headers: { 'content-type': 'application/json', ...init.headers }
      })
  }
}

export type Service = ReturnType<typeof serviceOver>

/** A share of the owner's, for everybody. */
export const createShare = async ({ rpc }: Pick<Service, 'rpc'>): Promise<string> => {
  const { body } = await rpc('CreateResourceShare', { ResourceShareName: 'test', AllowExternalTargets: 'true' })
  return ((body?.ResourceShare ?? {}) as { ResourceShareId: string }).ResourceShareId
}

/** Does what the outbox asks for. */
export const succeed = async (
  { resourceSharing }: Service,
  aggregateId: string,
  entityId: string,
  type = 'AssociationSucceeded'
) => {
  const entity = /^\d/.test(entityId)
    ? ({ associationType: 'Target', entityType: 'Account' } as const)
    : ({ associationType: 'Resource', entityType: 'VSwitch' } as const)
  const signal = type === 'AssociationSucceeded' ? 'AssociationSucceeded' : 'DisassociationSucceeded'
  const { result } = await resourceSharing.execute({
    aggregateId,
    caller: 'worker',
    command: { type: signal, ...entity, entityId }
  })
  if (!result.ok) throw new Error(`refused: ${result.error.code}`)
}

/** A store that fails wherever it is asked to change something. */
export const failing = (store: Store = memoryStore()): Store => ({
  ...store,
  append: () => Promise.reject(new Error('the disk at /var/secret is full')),
  load: () => Promise.reject(new Error('the disk at /var/secret is full'))
})
