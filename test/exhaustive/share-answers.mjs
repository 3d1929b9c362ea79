// What each call on a share comes to, from the specification: how it is answered, and what becomes of each association. By how an
// association stands: its status, with what the status alone does not say.

const hourMs = 3_600_000
export const floorMs = 48 * hourMs
export const ceilingMs = 96 * hourMs
export const openMs = 7 * 24 * hourMs

export const isEnded = (record) => record?.status === 'Disassociated' || record?.status === 'Failed'
export const isLive = (record) => record !== undefined && (!isEnded(record) || record.failedOperation === 'Disassociate')
export const isOpen = (record) => record?.status === 'Associating' && record.invitation?.status === 'Pending'
export const isRunning = (record) => record?.status === 'Disassociating' || (record?.status === 'Associating' && !isOpen(record))

export const standingOf = (record) =>
  record === undefined ? 'none' : isOpen(record) ? 'Invited' : `${record.status}${record.failedOperation ?? ''}`

export const keyOf = ({ associationType, entityId }) => `${associationType} ${entityId}`

/** The documented arrows; `none` is also where an expired record went. */
export const arrows = {
  none: ['Associating', 'Invited'],
  Invited: ['Associating', 'Disassociated'],
  Associating: ['Associated', 'FailedAssociate'],
  Associated: ['Disassociating'],
  Disassociating: ['Disassociated', 'FailedDisassociate'],
  Disassociated: ['Associating', 'Invited', 'none'],
  FailedAssociate: ['Associating', 'Invited', 'none'],
  FailedDisassociate: ['Disassociating', 'Associating', 'Invited', 'none']
}

/** Where a signal leads to, from the only standing in which it is taken. */
const signals = {
  AssociationSucceeded: { from: 'Associating', to: 'Associated' },
  AssociationFailed: { from: 'Associating', to: 'FailedAssociate' },
  DisassociationSucceeded: { from: 'Disassociating', to: 'Disassociated' },
  DisassociationFailed: { from: 'Disassociating', to: 'FailedDisassociate' }
}

const afterAnswer = {
  Pending: 'ok',
  Accepted: 'InvitationStatus.AlreadyAccepted',
  AcceptFailed: 'InvitationStatus.AlreadyAccepted',
  Rejected: 'InvitationStatus.AlreadyRejected',
  Expired: 'InvitationStatus.Expired'
}

const answerToInvited = ({ share, records }, { named }) => {
  const status = share && records.get(keyOf(named[0]))?.invitation?.status
  return afterAnswer[status] ?? 'EntityNotExists.ResourceShareInvitation'
}

const isOver = ({ ResourceShareStatus: status }) => status === 'Deleting' || status === 'Deleted'

/** How a disassociation is answered, once it is known that there is an Active share: by whether all are live, then by whether any runs. */
const disassociating = (found) =>
  !found.every(isLive) ? 'DisassociateInvalid' : found.some(isRunning) ? 'DisassociateConflict' : 'ok'

const answerToLeaving = ({ share, records }, { named, isMember, unleavable }) => {
  const own = records.get(keyOf(named[0]))
  if (share === undefined || !isLive(own) || isOpen(own)) return 'EntityNotExists.ResourceShare'
  if (isOver(share)) return 'ResourceShareStatusMismatchAction'
  if (isMember) return 'LeavingFailed.Account'
  const held = records.get(keyOf(unleavable))
  if (held?.status === 'Associated' || isRunning(held)) return 'LeavingFailed.ResourceType'
  return disassociating([own])
}

/** The documented answer to a call, `ok` or the code of the first check that fails, by what is there. */
export const answerTo = (there, action) => {
  const { share, records } = there
  const { type } = action.command
  const found = action.named?.map((entity) => records.get(keyOf(entity)))
  if (type in signals) return standingOf(found[0]) === signals[type].from ? 'ok' : 'SignalRejected'
  if (type === 'Sweep') return 'ok'
  if (type === 'CreateResourceShare') return share === undefined ? 'ok' : 'InvalidParameter'
  if (type.endsWith('Invitation')) return answerToInvited(there, action)
  if (action.isLeaving) return answerToLeaving(there, action)
  if (share === undefined || action.isStranger) return 'EntityNotExists.ResourceShare'
  if (type === 'DeleteResourceShare') {
    if (share.ResourceShareStatus === 'Deleted') return 'ResourceShareStatusMismatchAction'
    return [...records.values()].some(isRunning) ? 'DeleteResourceShareConflict' : 'ok'
  }
  if (isOver(share)) return 'ResourceShareStatusMismatchAction'
  if (type === 'DisassociateResourceShare') return disassociating(found)
  return found.some((record) => record?.status === 'Disassociating') ? 'AssociateConflict' : 'ok'
}

const disassociated = (record) => (isOpen(record) ? 'Disassociated' : 'Disassociating')

/** How the association stands after a call that was accepted: what is there of it before, whether it is named, whether it is asked first. */
export const standingAfter = (record, { type }, { isNamed, isAskedFirst, isDue }) => {
  const standing = standingOf(record)
  if (type === 'Sweep') return isDue ? 'none' : standing
  if (type === 'DeleteResourceShare') return isLive(record) ? disassociated(record) : standing
  if (!isNamed) return standing
  if (type in signals) return signals[type].to
  if (type === 'DisassociateResourceShare') return disassociated(record)
  if (type === 'AcceptResourceShareInvitation') return 'Associating'
  if (type === 'RejectResourceShareInvitation') return 'Disassociated'
  const isThere = record?.status === 'Associating' || record?.status === 'Associated'
  return isThere ? standing : isAskedFirst ? 'Invited' : 'Associating'
}
