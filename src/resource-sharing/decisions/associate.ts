/**
 * AssociateResourceShare, and the same part of CreateResourceShare: resources and targets come into the share. An account outside the
 * owner's directory is invited first.
 */
import { accepted } from '../../decider/decider.ts'
import { isLive } from '../../lifecycle/association.ts'
import { type ErrorCode, refuse } from '../errors.ts'
import type { ResourceSharingEvent } from '../events.ts'
import { defaultLimits, type Facts, isInDirectory, resourceTypeOf } from '../facts.ts'
import { isAccountId, isDirectoryId, isFolderId } from '../grammar.ts'
import {
  type Association,
  countLiveResources,
  type Entity,
  hasOpenInvitation,
  invitationLifetimeMs,
  liveKinds,
  type Membership,
  mostLiveResources,
  type ResourceShare,
  type ResourceShareState
} from '../model.ts'
import { findAssociation, lapseOf, openInvitation } from '../presence.ts'
import type { AssociateResourceShare } from '../requests.ts'
import { type AssociateShape, associateShape, entitiesOf, isCode, type NamedEntities } from '../shape.ts'
import { isInvitationIdTaken, newInvitationId } from './invitation-ids.ts'
import { findOwnShare, lifeEvent, type ResourceSharingDecision } from './shares.ts'

/** What is asked for, beside what stands already. */
interface Plan extends NamedEntities {
  /** Those that are not Associating or Associated: they are to be associated, for the first time or again. */
  readonly fresh: readonly Entity[]
  readonly found: ReadonlyMap<Entity, Association | undefined>
}

const planOf = (shape: AssociateShape, state: ResourceShareState, facts: Facts): Plan => {
  const entities = entitiesOf(shape)
  const found = new Map(entities.map((entity) => [entity, findAssociation(state, entity, facts)]))
  const isThere = (entity: Entity): boolean => {
    const status = found.get(entity)?.status
    return status === 'Associating' || status === 'Associated'
  }
  return { resources: shape.resources, targets: shape.targets, found, fresh: entities.filter((entity) => !isThere(entity)) }
}

const isTarget = ({ associationType }: Entity): boolean => associationType === 'Target'

const membershipOf = ({ entityId }: Entity, { directory }: Facts): Membership | undefined => {
  if (!isAccountId(entityId)) return undefined
  return isInDirectory(directory, entityId) ? 'Member' : 'External'
}

/** The resource types in the share, and those that the request brings. */
const typesAfter = (plan: Plan, state: ResourceShareState, facts: Facts): string[] => [
  ...liveKinds(state, facts.now).flatMap((kind) => (kind.startsWith('Resource/') ? [kind.slice('Resource/'.length)] : [])),
  ...plan.resources.map(({ entityType }) => entityType)
]

const isValidTarget = (
  target: Entity,
  share: Pick<ResourceShare, 'allowExternalTargets'>,
  types: string[],
  facts: Facts
): boolean => {
  const { entityId } = target
  if (isDirectoryId(entityId)) return facts.directory?.id === entityId
  if (isFolderId(entityId)) return Object.hasOwn(facts.directory?.folders ?? {}, entityId)
  if (isAccountId(entityId)) return share.allowExternalTargets || membershipOf(target, facts) === 'Member'
  return types.some((type) => resourceTypeOf(facts, type)?.service === true)
}

/** Whether the request would bring a resource that stays inside the directory and an account outside it together. */
const mixesInsideAndOutside = (plan: Plan, state: ResourceShareState, types: string[], facts: Facts): boolean => {
  const isInside = (type: string): boolean => resourceTypeOf(facts, type)?.external !== true
  if (plan.fresh.some((entity) => membershipOf(entity, facts) === 'External' && isTarget(entity))) return types.some(isInside)
  const hasOutsiders = hasOpenInvitation(state, facts.now) || liveKinds(state, facts.now).includes('Target/External')
  return hasOutsiders && plan.fresh.some((entity) => !isTarget(entity) && isInside(entity.entityType))
}

const exceedsQuota = (plan: Plan, state: ResourceShareState, facts: Facts): boolean => {
  const added = plan.fresh.filter((entity) => {
    const association = plan.found.get(entity)
    return !isTarget(entity) && (association === undefined || !isLive(association))
  }).length
  if (added === 0) return false
  const limit = facts.limits?.sharedResourcesPerAccount ?? defaultLimits.sharedResourcesPerAccount
  if (facts.usage?.sharedResources === undefined && mostLiveResources(state) + added <= limit) return false
  const used = facts.usage?.sharedResources ?? countLiveResources(state, facts.now, limit + 1)
  return used + added > limit
}

const faultOf = (
  plan: Plan,
  shape: AssociateShape,
  share: Pick<ResourceShare, 'resourceShareOwner' | 'allowExternalTargets'>,
  state: ResourceShareState,
  facts: Facts
): ErrorCode | undefined => {
  if (plan.targets.some(({ entityId }) => entityId === share.resourceShareOwner)) return 'ShareWithYourself'
  const types = typesAfter(plan, state, facts)
  if (plan.fresh.some((entity) => isTarget(entity) && !isValidTarget(entity, share, types, facts))) return 'InvalidTarget'
  if (mixesInsideAndOutside(plan, state, types, facts)) return 'ExternalTargetsNotAllowed.ResourceType'
  if (plan.fresh.some((entity) => plan.found.get(entity)?.status === 'Disassociating')) return 'AssociateConflict'
  if (exceedsQuota(plan, state, facts)) return 'QuotaExceeded.SharedResource.Count'
  for (const [accountId, id] of shape.invitationIds)
    if (isInvitationIdTaken(state, id, accountId, facts)) return 'InvalidParameter'
  return undefined
}

const start = (
  share: Pick<ResourceShare, 'resourceShareId'>,
  entity: Entity,
  shape: AssociateShape,
  state: ResourceShareState,
  facts: Facts
): ResourceSharingEvent => {
  const membership = isTarget(entity) ? membershipOf(entity, facts) : undefined
  if (membership === 'External') {
    const given = shape.invitationIds.get(entity.entityId)
    const invitationId = given ?? newInvitationId(state, shape, share.resourceShareId, entity.entityId, facts)
    // A clock that stepped back does not make the invitation older than the association that it belongs to.
    const opens = Math.max(facts.now, state.associations.get(entity)?.updateTime ?? facts.now)
    const event = lifeEvent('TargetInvited', share, entity, facts.now)
    return { ...event, invitationId, closesAt: opens + invitationLifetimeMs }
  }
  const targetProperty = shape.targetProperties.get(entity.entityId)
  return {
    ...lifeEvent('AssociationStarted', share, entity, facts.now),
    ...(membership && { membership }),
    ...(isTarget(entity) && targetProperty !== undefined && { targetProperty })
  }
}

/** An open invitation that has lapsed is ended first: only an ended association can be started again. */
const lapseBefore = (state: ResourceShareState, entity: Entity, facts: Facts): ResourceSharingEvent[] => {
  const association = state.share && state.associations.get(entity)
  const invitation = association && openInvitation(association)
  return state.share && association && invitation
    ? [lapseOf(state.share.resourceShareId, association, invitation, facts.retention)]
    : []
}

/** The events that bring the named entities into a share, or the code of the first check that fails. */
export const startAssociations = (
  share: Pick<ResourceShare, 'resourceShareId' | 'resourceShareOwner' | 'allowExternalTargets'>,
  shape: AssociateShape,
  state: ResourceShareState,
  facts: Facts
): readonly ResourceSharingEvent[] | ErrorCode => {
  const plan = planOf(shape, state, facts)
  const fault = faultOf(plan, shape, share, state, facts)
  if (fault !== undefined) return fault
  return plan.fresh.flatMap((entity) => [...lapseBefore(state, entity, facts), start(share, entity, shape, state, facts)])
}

export const decideAssociate = (
  command: AssociateResourceShare,
  state: ResourceShareState,
  facts: Facts
): ResourceSharingDecision => {
  const shape = associateShape(command, facts)
  if (isCode(shape)) return refuse(shape)
  const share = findOwnShare(state, shape.resourceShareId, facts)
  if (share === undefined) return refuse('EntityNotExists.ResourceShare')
  if (share.status !== 'Active') return refuse('ResourceShareStatusMismatchAction')
  const started = startAssociations(share, shape, state, facts)
  return typeof started === 'string' ? refuse(started) : accepted(started)
}
