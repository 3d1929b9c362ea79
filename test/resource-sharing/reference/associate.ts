/** CreateResourceShare and AssociateResourceShare. */
import type { Facts } from '../../../src/resource-sharing/facts.ts'
import { isOfDirectory, kindOf } from './directory.ts'
import { accept, associationsReply, type Outcome, refuse, shareReply } from './replies.ts'
import {
  type Code,
  checkBothEmpty,
  checkInvitationIds,
  checkLists,
  checkShareId,
  checkTargetProperties,
  entitiesOf,
  type Fields,
  fieldsOf,
  isMissing,
  isName,
  isShareId,
  propertyOf,
  typeOf
} from './shape.ts'
import { type Association, type Entity, find, isLive, put, type Share, type State, seenAt, stampOf } from './state.ts'

/** R, CreateResourceShare: "at most 10 shares an account and 10 shared resources an account (both configurable)". */
const documentedLimit = 10

/** Readings: an id that nobody gave. The one who compares puts the library's in its place. */
export const isDerived = (invitationId: string): boolean => invitationId.startsWith('derived ')

/** R, AssociateResourceShare: "Associating or Associated already: no error, the existing record is returned". */
const joining = (seen: State, entities: readonly Entity[]): Entity[] =>
  entities.filter((entity) => {
    const status = find(seen, entity)?.status
    return status !== 'Associating' && status !== 'Associated'
  })

const isResource = ({ associationType }: Entity): boolean => associationType === 'Resource'

/** R, AssociateResourceShare, after ResourceShareStatusMismatchAction, in its order. `seen` is the share as the command finds it. */
const checkDomain = (seen: State, share: Share, command: Fields, facts: Facts): Code => {
  const entities = entitiesOf(fieldsOf(command.request))
  // ShareWithYourself. A Reading: it looks at all targets.
  if (entities.some((each) => !isResource(each) && each.entityId === share.owner)) return 'ShareWithYourself'

  // A Reading: what follows looks only at entities that are not Associating or Associated.
  const joined = joining(seen, entities)
  const joinedTargets = joined.filter((each) => !isResource(each))
  const joinedResources = joined.filter(isResource)
  const live = seen.associations.filter(isLive)
  // A Reading: "Types of the share = types of live resources in the share plus those in the request."
  const types = [...live, ...entities].filter(isResource).map(({ entityType }) => typeOf(facts, entityType))

  // InvalidTarget: "external targets not allowed and the target is not in the directory; a directory or folder that is not the
  // owner's; a service where no resource type of the share can be shared with one".
  const isInvalid = (target: Entity): boolean => {
    const kind = kindOf(target, facts)
    if (kind === 'service') return !types.some((type) => type?.service === true)
    if (kind === 'external') return !share.allowExternalTargets
    return !isOfDirectory(kind, target.entityId, facts)
  }
  if (joinedTargets.some(isInvalid)) return 'InvalidTarget'

  // ExternalTargetsNotAllowed.ResourceType: "The resource share includes resource types that cannot be shared with accounts outside
  // the resource directory." A Reading: also when such a type joins a share that has a live external target.
  const isInternal = (type: ReturnType<typeof typeOf>): boolean => type?.external !== true
  const externalJoins = joinedTargets.some((each) => kindOf(each, facts) === 'external')
  if (externalJoins && types.some(isInternal)) return 'ExternalTargetsNotAllowed.ResourceType'
  const internalJoins = joinedResources.some((each) => isInternal(typeOf(facts, each.entityType)))
  if (internalJoins && live.some(({ kind }) => kind === 'external')) return 'ExternalTargetsNotAllowed.ResourceType'

  // AssociateConflict: "an entity is Disassociating".
  if (joined.some((each) => find(seen, each)?.status === 'Disassociating')) return 'AssociateConflict'

  // QuotaExceeded.SharedResource.Count. A Reading: it counts entities that are not live now and would become so.
  const more = joinedResources.filter((each) => !live.some((other) => find({ associations: [other] }, each) !== undefined)).length
  const count = facts.usage?.sharedResources ?? live.filter(isResource).length
  const limit = facts.limits?.sharedResourcesPerAccount ?? documentedLimit
  if (more > 0 && count + more > limit) return 'QuotaExceeded.SharedResource.Count'

  // A Reading: an id "taken by another account's invitation in this share" is InvalidParameter, after the quota.
  const isTaken = ([account, id]: [string, unknown]): boolean =>
    seen.associations.some((each) => each.entityId !== account && each.invitation?.id === id)
  return Object.entries(fieldsOf(command.invitationIds)).some(isTaken) ? 'InvalidParameter' : undefined
}

/** L, Statuses: associate from (none), and from Failed or Disassociated: "revival: CreateTime = now, message cleared". */
const associateOne = (seen: State, share: Share, entity: Entity, command: Fields, facts: Facts): Association => {
  const before = find(seen, entity)
  // L, Retention: "a change is stamped max(now, UpdateTime), CreateTime of a revival too".
  const at = before === undefined ? facts.now : stampOf(before, facts.now)
  const kind = kindOf(entity, facts)
  const given = Object.entries(fieldsOf(command.invitationIds)).find(([account]) => account === entity.entityId)?.[1]
  const id = typeof given === 'string' ? given : `derived ${share.id} ${entity.entityId} ${at}`
  const property = kind === 'service' ? propertyOf(fieldsOf(command.request), entity.entityId) : undefined
  return {
    ...entity,
    kind,
    status: 'Associating',
    createTime: at,
    updateTime: at,
    ...(property === undefined ? {} : { targetProperty: property }),
    // R, Invitations: "an external target gets one (i-...)", "A revival opens a new one".
    ...(kind === 'external' ? { invitation: { id, status: 'Pending', createTime: at } } : {})
  }
}

const associateAll = (state: State, share: Share, command: Fields, facts: Facts): State => {
  const seen = seenAt(state, facts)
  const joined = joining(seen, entitiesOf(fieldsOf(command.request)))
  return put(
    state,
    joined.map((entity) => associateOne(seen, share, entity, command, facts))
  )
}

export const associate = (state: State, command: Fields, facts: Facts): Outcome => {
  const request = fieldsOf(command.request)
  const malformed =
    checkShareId(request) ??
    checkBothEmpty(request) ??
    checkLists(request, facts) ??
    checkTargetProperties(request) ??
    checkInvitationIds(command.invitationIds)
  if (malformed !== undefined) return refuse(state, malformed)
  const seen = seenAt(state, facts)
  const { share } = seen
  if (share === undefined || share.id !== request.ResourceShareId || share.owner !== facts.accountId)
    return refuse(state, 'EntityNotExists.ResourceShare')
  if (share.status !== 'Active') return refuse(state, 'ResourceShareStatusMismatchAction')
  const refused = checkDomain(seen, share, command, facts)
  if (refused !== undefined) return refuse(state, refused)
  const next = associateAll(state, share, command, facts)
  return accept(next, associationsReply(next, share, entitiesOf(request), facts))
}

/** R, CreateResourceShare: "bad name, flag or id to give: InvalidParameter". */
const checkCreation = (command: Fields, request: Fields, facts: Facts): Code => {
  const { ResourceShareName, AllowExternalTargets } = request
  if (!isName(ResourceShareName)) return 'InvalidParameter'
  if (!isMissing(AllowExternalTargets) && typeof AllowExternalTargets !== 'boolean') return 'InvalidParameter'
  if (!isShareId(command.resourceShareId)) return 'InvalidParameter'
  return checkLists(request, facts) ?? checkTargetProperties(request) ?? checkInvitationIds(command.invitationIds)
}

export const create = (state: State, command: Fields, facts: Facts): Outcome => {
  const request = fieldsOf(command.request)
  const malformed = checkCreation(command, request, facts)
  if (malformed !== undefined) return refuse(state, malformed)
  // "the state holds a share that is not yet purged: InvalidParameter".
  if (seenAt(state, facts).share !== undefined) return refuse(state, 'InvalidParameter')
  // "an 11th share: QuotaExceeded.ResourceShare.Count".
  if ((facts.usage?.shares ?? 0) + 1 > (facts.limits?.sharesPerAccount ?? documentedLimit))
    return refuse(state, 'QuotaExceeded.ResourceShare.Count')
  const share: Share = {
    id: String(command.resourceShareId),
    name: String(request.ResourceShareName),
    owner: facts.accountId,
    allowExternalTargets: request.AllowExternalTargets === true,
    status: 'Active',
    createTime: facts.now,
    updateTime: facts.now
  }
  const fresh: State = { share, associations: [] }
  const refused = checkDomain(fresh, share, command, facts)
  if (refused !== undefined) return refuse(state, refused)
  const next = associateAll(fresh, share, command, facts)
  return accept(next, shareReply(next, share, facts))
}
