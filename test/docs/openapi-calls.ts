/** Calls over HTTP that are held against the OpenAPI documents: histories call by call, and single requests to a handler of any kind. */

import type { BackupPoliciesService, ResourceSharingService } from '../../src/hosting/http/index.ts'
import { createHandler, type HandlerOptions } from '../../src/hosting/http/index.ts'
import {
  type BackupPoliciesTypes,
  backupPoliciesSystem,
  createRuntime,
  manualClock,
  memoryStore,
  type ResourceSharingTypes,
  resourceSharingSystem,
  type Store
} from '../../src/hosting/runtime/index.ts'
import { backupPolicies as policies, resourceSharing as sharing } from '../../src/index.ts'
import { backupPolicies, resourceSharing } from '../../src/testing/index.ts'
import { base, start } from '../hosting/http/support.ts'
import { checked, type OnRefused } from './openapi.ts'

const { outsiders, members, shareIds, invitationIdOf } = resourceSharing.arbitraries

interface CallWith<Call, Facts> {
  readonly command: Call
  readonly facts: Facts
}
export type ShareCall = CallWith<resourceSharing.Call, sharing.Facts>
export type PolicyCall = CallWith<backupPolicies.Call, policies.Facts>

type RequestCall = Extract<resourceSharing.Call, { readonly request: unknown }>

/** By the id of the kit's: an invitation to a share. */
const invited = new Map(
  shareIds.flatMap((shareId) =>
    [...outsiders, ...members].map((accountId) => [invitationIdOf(shareId, accountId), { shareId, accountId }] as const)
  )
)

/** The codes that each operation has answered with. */
export const bookOf = () => {
  const codes = new Map<string, Set<string>>()
  const note: OnRefused = (operation, code) => {
    codes.set(operation, (codes.get(operation) ?? new Set()).add(code))
  }
  return { codes, note }
}

/** A world of its own for each system; `store` and `options` for what is wrong with it. */
export const sharingWorld = (
  note: OnRefused,
  {
    store = memoryStore(),
    service = {},
    options = {}
  }: { store?: Store; service?: Partial<ResourceSharingService>; options?: HandlerOptions } = {}
) => {
  const clock = manualClock(start)
  const runtime = createRuntime<ResourceSharingTypes>({ system: resourceSharingSystem, store, clock })
  const handlerFor = (own: Partial<ResourceSharingService>) =>
    checked(createHandler({ runtime, authenticate: () => undefined, ...own, ...service, ...options }), note)

  /** The invitation that a call of the kit means: its real id is the library's to give. */
  const withInvitation = async (command: RequestCall, facts: sharing.Facts): Promise<RequestCall> => {
    if (command.type !== 'AcceptResourceShareInvitation' && command.type !== 'RejectResourceShareInvitation') return command
    const meant = invited.get(Object(command.request).ResourceShareInvitationId)
    if (meant === undefined) return command
    const known = [...sharing.invitations(await runtime.read(meant.shareId), facts)]
    const found = known.find(({ ReceiverAccountId }) => ReceiverAccountId === meant.accountId)
    return found === undefined ? command : { ...command, request: { ResourceShareInvitationId: found.ResourceShareInvitationId } }
  }

  /** A query is asked with its parameters in the URL, a command is posted. `change`: what is wrong with the request. */
  const send = async ({ command, facts }: ShareCall, change: RequestInit & { query?: string } = {}): Promise<void> => {
    const { now, requestId: _, accountId, ...own } = facts
    clock.set(now)
    if (!('request' in command)) {
      const { resourceShareId: aggregateId = shareIds[0], ...signal } = command
      await runtime.execute({ aggregateId, caller: accountId, command: signal, facts: own })
      return
    }
    const { resourceShareId = shareIds[0] } = command
    const call = sharing.wire.writeRpc(await withInvitation(command, facts))
    const isQuery = command.type === 'ListResourceShareAssociations' && change.body === undefined
    const { query = isQuery ? call : '', ...init } = change
    const handler = handlerFor({ authenticate: () => ({ id: accountId, facts: own }), newResourceShareId: () => resourceShareId })
    await handler(
      new Request(
        `${base}/?${query}`,
        isQuery ? init : { method: 'POST', body: new URLSearchParams(query === '' ? call : ''), ...init }
      )
    )
  }
  return { send, store, withInvitation }
}

export const policiesWorld = (
  note: OnRefused,
  {
    store = memoryStore(),
    service = {},
    options = {}
  }: { store?: Store; service?: Partial<BackupPoliciesService>; options?: HandlerOptions } = {}
) => {
  const clock = manualClock(start)
  const runtime = createRuntime<BackupPoliciesTypes>({ system: backupPoliciesSystem, store, clock })
  const taken = new Set<string>()

  const send = async ({ command, facts }: PolicyCall, change: RequestInit = {}): Promise<void> => {
    const { now, requestId: _, projectId, ...own } = facts
    clock.set(now)
    if (command.type === 'Sweep') await runtime.execute({ aggregateId: projectId, caller: projectId, command, facts: own })
    if (!('request' in command) || command.type === 'listResources' || !Object.hasOwn(policies.operations, command.type)) return
    const policyId = typeof command.policyId === 'string' ? command.policyId.toLowerCase() : ''
    const { method, path, body } = policies.wire.writeRequest(projectId, command)
    const authenticate = () => ({ id: projectId, facts: own })
    // A host gives ids that are well formed and new.
    const isNew = policies.patterns.uuid.test(policyId) && !taken.has(policyId)
    const newPolicyId = () => (isNew ? policyId : crypto.randomUUID())
    if (command.type === 'CreateBackupPolicy') taken.add(policyId)
    const handler = checked(createHandler({ runtime, authenticate, newPolicyId, ...service, ...options }), note)
    const posted = method === 'POST' ? { body: new Blob([typeof body === 'string' ? body : '']) } : {}
    await handler(new Request(base + path, { method, ...posted, ...change }))
  }
  return { send, store }
}

const owner = resourceSharing.arbitraries.owner

/** Facts of a call of Resource Sharing, and of one of backup policies. */
export const asking = (accountId: string = owner, more: Partial<sharing.Facts> = {}): sharing.Facts => ({
  now: start,
  requestId: 'request',
  accountId,
  directory: resourceSharing.arbitraries.directory,
  ...more
})
export const askingOf = (more: Partial<policies.Facts> = {}): policies.Facts => ({
  now: start,
  requestId: 'request',
  projectId: 'project-1',
  ...more
})

const [shareId] = shareIds
const [outsider] = outsiders
const [member] = members
const vswitch = (ResourceId: string, ResourceType = 'VSwitch') => ({ ResourceId, ResourceType })

/** Calls of Resource Sharing by their names: a request, without the id of the share. */
export const share = {
  create: (request: object = {}) =>
    ({
      type: 'CreateResourceShare',
      resourceShareId: shareId,
      request: { ResourceShareName: 'test', AllowExternalTargets: true, ...request }
    }) as const,
  associate: (request: object) =>
    ({ type: 'AssociateResourceShare', request: { ResourceShareId: shareId, ...request } }) as const,
  disassociate: (request: object) =>
    ({ type: 'DisassociateResourceShare', request: { ResourceShareId: shareId, ...request } }) as const,
  leave: {
    type: 'DisassociateResourceShare',
    request: { ResourceShareId: shareId, ResourceOwner: 'OtherAccounts', Targets: [outsider] }
  } as const,
  remove: { type: 'DeleteResourceShare', request: { ResourceShareId: shareId } } as const,
  accept: {
    type: 'AcceptResourceShareInvitation',
    request: { ResourceShareInvitationId: invitationIdOf(shareId, outsider) }
  } as const,
  reject: {
    type: 'RejectResourceShareInvitation',
    request: { ResourceShareInvitationId: invitationIdOf(shareId, outsider) }
  } as const,
  list: { type: 'ListResourceShareAssociations', request: { AssociationType: 'Resource' } } as const,
  succeeded: (entityId: string, entityType = 'VSwitch') =>
    ({
      type: 'AssociationSucceeded',
      associationType: entityType === 'Account' ? 'Target' : 'Resource',
      entityType,
      entityId
    }) as const,
  vswitch,
  outsider,
  member
}

export const policy = {
  create: (id: string = backupPolicies.arbitraries.policyIds[0]) =>
    ({
      type: 'CreateBackupPolicy',
      policyId: id,
      request: {
        backup_policy_name: 'plan01',
        scheduled_policy: {
          frequency: 1,
          start_time: '12:00',
          status: 'ON',
          rentention_num: 5,
          remain_first_backup_of_curMonth: 'N'
        }
      }
    }) as const,
  associate: {
    type: 'AssociateResources',
    request: {
      backup_policy_id: backupPolicies.arbitraries.policyIds[0],
      resources: [{ resource_id: backupPolicies.arbitraries.volumeIds[0], resource_type: 'volume' }]
    }
  } as const,
  disassociate: {
    type: 'DisassociateResources',
    request: {
      policy_id: backupPolicies.arbitraries.policyIds[0],
      resources: [{ resource_id: backupPolicies.arbitraries.volumeIds[1] }]
    }
  } as const,
  remove: (policy_id: string = backupPolicies.arbitraries.policyIds[0]) =>
    ({ type: 'DeleteBackupPolicy', request: { policy_id } }) as const,
  list: { type: 'ListBackupPolicies', request: {} } as const
}
