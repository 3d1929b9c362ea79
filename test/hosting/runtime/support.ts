/** Shares on a runtime, for tests. */
import { vi } from 'vitest'
import {
  type Call,
  createRuntime,
  type ManualClock,
  manualClock,
  type ResourceSharingTypes,
  type Runtime,
  type RuntimeOptions,
  resourceSharingSystem,
  type Store,
  type System
} from '../../../src/hosting/runtime/index.ts'
import type { ResourceSharingCommand } from '../../../src/resource-sharing/index.ts'
import { ofResource, owner, start, vswitch } from '../../resource-sharing/support.ts'

export type Shares = Runtime<ResourceSharingTypes>
export type ShareCall = Call<ResourceSharingTypes>

/** A directory whose owner may share as much as a test likes. */
export const hostFacts = {
  directory: { id: 'rd-1', managementAccountId: owner, memberIds: ['1720505253000000'] },
  limits: { sharesPerAccount: 1_000, sharedResourcesPerAccount: 1_000 }
}

/** Shares whose ids are not those of their aggregates: an aggregate may have any id. */
export const namelessSystem: System<ResourceSharingTypes> = { ...resourceSharingSystem, aggregateIdOf: () => undefined }

let requests = 0

export const sharesOn = (
  store: Store,
  options: Partial<RuntimeOptions<ResourceSharingTypes>> = {}
): { readonly runtime: Shares; readonly clock: ManualClock } => {
  const clock = manualClock(start)
  const newRequestId = () => {
    requests += 1
    return `request-${requests}`
  }
  return {
    runtime: createRuntime({ system: resourceSharingSystem, store, clock, newRequestId, facts: hostFacts, ...options }),
    clock
  }
}

let shares = 0
export const newShareId = (): string => {
  shares += 1
  return `rs-${shares}`
}

const call = (aggregateId: string, command: ResourceSharingCommand, given: Partial<ShareCall> = {}): ShareCall => ({
  aggregateId,
  caller: owner,
  command,
  ...given
})

export const creation = (id: string, given: Partial<ShareCall> = {}): ShareCall =>
  call(
    id,
    { type: 'CreateResourceShare', resourceShareId: id, request: { ResourceShareName: 'test', AllowExternalTargets: true } },
    given
  )

export const association = (id: string, ids: readonly string[], given: Partial<ShareCall> = {}): ShareCall =>
  call(id, { type: 'AssociateResourceShare', request: { ResourceShareId: id, Resources: ids.map((one) => vswitch(one)) } }, given)

export const invitation = (id: string, account: string): ShareCall =>
  call(id, {
    type: 'AssociateResourceShare',
    request: { ResourceShareId: id, Targets: [account] },
    invitationIds: { [account]: `i-${id}` }
  })

export const disassociation = (id: string, ids: readonly string[], given: Partial<ShareCall> = {}): ShareCall =>
  call(
    id,
    { type: 'DisassociateResourceShare', request: { ResourceShareId: id, Resources: ids.map((one) => vswitch(one)) } },
    given
  )

export const signal = (
  id: string,
  type: 'AssociationSucceeded' | 'AssociationFailed' | 'DisassociationSucceeded' | 'DisassociationFailed',
  entityId: string
): ShareCall => call(id, ofResource(type, entityId) as ResourceSharingCommand, { caller: 'worker' })

/** A share with one record that a sweep may delete after the window of 48 hours. */
export const withEnded = async (runtime: Shares, id: string, entityId = 'vsw-1'): Promise<void> => {
  await runtime.execute(creation(id))
  await runtime.execute(association(id, [entityId]))
  await runtime.execute(signal(id, 'AssociationFailed', entityId))
}

/** The types of all events of a share, as they are kept. */
export const eventsOf = async (store: Store, id: string): Promise<string[]> =>
  (await store.events({ system: 'resource-sharing', id }, 0, 10_000)).map((event) => JSON.parse(event).type)

/** Waits for something to be so. */
export const until = async (is: () => boolean | Promise<boolean>): Promise<void> =>
  vi.waitFor(
    async () => {
      if (!(await is())) throw new Error(`it is not so yet: ${is}`)
    },
    { interval: 1, timeout: 20_000 }
  )

/** Waits for everything that goes on by itself to come to rest, in memory. */
export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
