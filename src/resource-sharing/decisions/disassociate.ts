/**
 * DisassociateResourceShare: the owner removes resources or targets, or a target leaves. All or nothing: every named entity is
 * accepted in one step, or none is.
 */
import { accepted } from '../../decider/decider.ts'
import { isLive } from '../../lifecycle/association.ts'
import { type ErrorCode, refuse } from '../errors.ts'
import type { ResourceSharingEvent } from '../events.ts'
import { type Facts, foldersOf, isInDirectory, resourceTypeOf } from '../facts.ts'
import { isAccountId, isDirectoryId, isFolderId } from '../grammar.ts'
import { type Association, kindsOf, type ResourceShare, type ResourceShareState, shareAt } from '../model.ts'
import { findAssociation, openInvitation } from '../presence.ts'
import type { DisassociateResourceShare } from '../requests.ts'
import { disassociateShape, entitiesOf, isCode, targetEntity } from '../shape.ts'
import { cancellation, findOwnShare, lifeEvent, type ResourceSharingDecision } from './shares.ts'

/** In the share for itself, or through the directory or a folder that holds it. An open invitation is not enough. */
const isPrincipal = (state: ResourceShareState, facts: Facts): boolean => {
  const { accountId, directory } = facts
  const isIn = (target: string): boolean => {
    const association = findAssociation(state, targetEntity(target), facts)
    return association !== undefined && isLive(association) && openInvitation(association) === undefined
  }
  if (isIn(accountId)) return true
  if (directory === undefined) return false
  return (isInDirectory(directory, accountId) && isIn(directory.id)) || foldersOf(directory, accountId).some(isIn)
}

/** The share of somebody else that the caller is in. */
const findOthersShare = (state: ResourceShareState, resourceShareId: string, facts: Facts): ResourceShare | undefined => {
  const share = shareAt(state, facts.now)
  const isOthers = share?.resourceShareId === resourceShareId && share.resourceShareOwner !== facts.accountId
  return isOthers && isPrincipal(state, facts) ? share : undefined
}

/** Whether a target belongs to a directory by what it is, or by how it came into the share, and not to the owner's as it stands. */
const isOutsideItsDirectory = (target: string, membership: Association['membership'], { directory }: Facts): boolean => {
  if (isDirectoryId(target)) return directory?.id !== target
  if (isFolderId(target)) return directory === undefined || !Object.hasOwn(directory.folders ?? {}, target)
  return isAccountId(target) && membership === 'Member' && !isInDirectory(directory, target)
}

/** Why the caller cannot leave by itself. */
const leavingFault = (state: ResourceShareState, facts: Facts): ErrorCode | undefined => {
  if (isInDirectory(facts.directory, facts.accountId)) return 'LeavingFailed.Account'
  for (const kind of kindsOf(state)) {
    const isHeld = kind.startsWith('Resource/') && (state.inForce[kind] ?? 0) > 0
    if (isHeld && resourceTypeOf(facts, kind.slice('Resource/'.length))?.leavable !== true) return 'LeavingFailed.ResourceType'
  }
  return facts.directory?.accountsWithRunningTasks?.includes(facts.accountId) ? 'ExternalTargetWithdrawConflict' : undefined
}

/** An operation is running. */
const isUnderway = ({ status }: Association): boolean => status === 'Associating' || status === 'Disassociating'

export const decideDisassociate = (
  { request }: DisassociateResourceShare,
  state: ResourceShareState,
  facts: Facts
): ResourceSharingDecision => {
  const shape = disassociateShape(request, facts)
  if (isCode(shape)) return refuse(shape)
  const { resourceShareId, leaving } = shape
  const share = leaving ? findOthersShare(state, resourceShareId, facts) : findOwnShare(state, resourceShareId, facts)
  if (share === undefined) return refuse('EntityNotExists.ResourceShare')
  if (share.status !== 'Active') return refuse('ResourceShareStatusMismatchAction')

  const entities = entitiesOf(shape)
  const found = entities.map((entity) => findAssociation(state, entity, facts))
  const isStray = entities.some(
    ({ associationType, entityId }, at) =>
      associationType === 'Target' && isOutsideItsDirectory(entityId, found[at]?.membership, facts)
  )
  if (isStray) return refuse('AccountNotInResourceDirectory')
  const fault = leaving ? leavingFault(state, facts) : undefined
  if (fault !== undefined) return refuse(fault)

  const live = found.filter((association) => association !== undefined && isLive(association)) as Association[]
  if (live.length < entities.length) return refuse('DisassociateInvalid')
  if (live.some((association) => isUnderway(association) && !openInvitation(association))) return refuse('DisassociateConflict')
  return accepted(live.map((association) => disassociation(share, association, facts)))
}

/** How a live association is ended that no worker is at: an open invitation at once, any other with the workers' help. */
export const disassociation = (share: ResourceShare, association: Association, facts: Facts): ResourceSharingEvent => {
  const invitation = openInvitation(association)
  return invitation === undefined
    ? lifeEvent('DisassociationStarted', share, association, facts.now)
    : cancellation(share, association, invitation, facts)
}
