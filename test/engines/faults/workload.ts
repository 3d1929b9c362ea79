/**
 * What the writers do. Every call has a key, and all that it may lead to is one event that bears the name of its cycle: so a lost call is
 * an event too few, and a doubled one an event too many. The last call of a cycle is refused, and its refusal is a reply like any other.
 */
import {
  type Call,
  type Clock,
  createRuntime,
  type ResourceSharingTypes,
  type Runtime,
  resourceSharingSystem,
  type Store,
  systemClock
} from '../../../src/hosting/runtime/index.ts'
import type { ResourceSharingCommand, ResourceSharingEvent } from '../../../src/resource-sharing/index.ts'

export type ShareCall = Call<ResourceSharingTypes>
export type Shares = Runtime<ResourceSharingTypes>

/** A call that survives its process as JSON. */
export interface KeyedCall extends ShareCall {
  readonly idempotencyKey: string
  readonly facts?: never
}

/** One call, what must come of it, and how often it may: `effect` is absent where it must be refused. */
export interface Step {
  readonly call: KeyedCall
  readonly effect?: string
}

const owner = '1000000000000001'

/** Short, so that records expire while the writers of a later round are at it. */
export const retention = { floorMs: 1_800_000, ceilingMs: 3_600_000 }

export const hostFacts = {
  retention,
  limits: { sharesPerAccount: Number.MAX_SAFE_INTEGER, sharedResourcesPerAccount: Number.MAX_SAFE_INTEGER }
}

/** The system's time, and so much more: rounds are hours apart. */
export const clockAhead = (aheadMs: number): Clock => ({ ...systemClock, now: () => systemClock.now() + aheadMs })

export const sharesOn = (store: Store, clock: Clock): Shares =>
  createRuntime({
    system: resourceSharingSystem,
    store,
    clock,
    facts: hostFacts,
    replyLifetimeMs: 90 * 86_400_000,
    eventsPerSnapshot: 20
  })

const newShareId = (): string => `rs-${crypto.randomUUID()}`

const creation = (id: string, name: string): Pick<ShareCall, 'aggregateId' | 'command' | 'clientRequest'> => ({
  aggregateId: id,
  command: { type: 'CreateResourceShare', resourceShareId: id, request: { ResourceShareName: name } },
  clientRequest: { name }
})

/** The same call as its client sends it again: the door gives what is created another id each time. */
export const sentAgain = (call: KeyedCall): KeyedCall =>
  call.command.type === 'CreateResourceShare'
    ? { ...call, ...creation(newShareId(), call.command.request.ResourceShareName) }
    : call

/** The calls that one writer makes one after the other: a share of its own, and an association's life in a share that others use, too. */
export const cycleOf = (name: string, shareId: string): readonly Step[] => {
  const resource = { ResourceShareId: shareId, Resources: [{ ResourceType: 'VSwitch', ResourceId: name }] }
  const signal = (type: 'AssociationSucceeded' | 'DisassociationSucceeded'): ResourceSharingCommand => ({
    type,
    associationType: 'Resource',
    entityType: 'VSwitch',
    entityId: name
  })
  const step = (place: string, command: ResourceSharingCommand, effect?: string): Step => ({
    call: { aggregateId: shareId, caller: owner, command, idempotencyKey: `${name} ${place}` },
    ...(effect === undefined ? {} : { effect: `${effect} ${name}` })
  })
  return [
    {
      call: { caller: owner, idempotencyKey: `${name} create`, ...creation(newShareId(), name) },
      effect: `ResourceShareCreated ${name}`
    },
    step('associate', { type: 'AssociateResourceShare', request: resource }, 'AssociationStarted'),
    step('associated', signal('AssociationSucceeded'), 'AssociationSucceeded'),
    step('disassociate', { type: 'DisassociateResourceShare', request: resource }, 'DisassociationStarted'),
    step('disassociated', signal('DisassociationSucceeded'), 'DisassociationSucceeded'),
    step('refused', { type: 'DisassociateResourceShare', request: resource })
  ]
}

/** The share that writers meet in. It may be there already. */
export const openShare = async (runtime: Pick<Shares, 'execute'>, id: string): Promise<void> => {
  await runtime.execute({ caller: owner, ...creation(id, id) })
}

/** What an event is the effect of; an effect is to happen once. */
export const effectOf = (event: ResourceSharingEvent): string => {
  const { type } = event
  if (type === 'ResourceShareCreated') return `${type} ${event.resourceShareName}`
  return 'entityId' in event ? `${type} ${event.entityId}` : `${type} ${event.resourceShareId}`
}
