/**
 * What the reference model keeps, and what of it is there at a time. Plain arrays and objects; slow on purpose.
 * Quotes name their place: L is lifecycle.md, R is resource-share.md, D is design.md; a Reading is the project's where those are silent.
 */
import type { AssociationStatus, FailedOperation } from '../../../src/lifecycle/association.ts'
import type { Facts } from '../../../src/resource-sharing/facts.ts'
import type { InvitationStatus } from '../../../src/resource-sharing/model.ts'

export interface Invitation {
  readonly id: string
  readonly status: InvitationStatus
  readonly createTime: number
}

/** R, Order of checks 4: an account is a member or external by what it was when it was associated. */
export type Kind = 'resource' | 'member' | 'external' | 'directory' | 'folder' | 'service'

export interface Entity {
  readonly associationType: 'Resource' | 'Target'
  readonly entityType: string
  readonly entityId: string
}

export interface Association extends Entity {
  readonly kind: Kind
  readonly status: AssociationStatus
  readonly createTime: number
  readonly updateTime: number
  readonly message?: string
  readonly failedOperation?: FailedOperation
  readonly expiresFrom?: number
  readonly expiresBy?: number
  readonly targetProperty?: string
  readonly invitation?: Invitation
}

export interface Share {
  readonly id: string
  readonly name: string
  readonly owner: string
  readonly allowExternalTargets: boolean
  /** Pending is never kept: R, Invitations: "While any is Pending the share's status is Pending, else Active". */
  readonly status: 'Active' | 'Deleting' | 'Deleted'
  readonly createTime: number
  readonly updateTime: number
  readonly expiresFrom?: number
  readonly expiresBy?: number
}

export interface State {
  readonly share?: Share
  readonly associations: readonly Association[]
}

const hour = 3_600_000
/** L: "deleted by the system within 48 to 96 hours". */
export const documentedRetention = { floorMs: 48 * hour, ceilingMs: 96 * hour }
/** R, Invitations: "open 7 days". */
export const week = 7 * 24 * hour

export const retentionOf = (facts: Facts): { floorMs: number; ceilingMs: number } => facts.retention ?? documentedRetention

export const isSame = (a: Entity, b: Entity): boolean =>
  a.associationType === b.associationType && a.entityType === b.entityType && a.entityId === b.entityId

/** L, Words: "live = Associating, Associated, Disassociating, Failed (Disassociate)". */
export const isLive = ({ status, failedOperation }: Association): boolean =>
  status === 'Associating' ||
  status === 'Associated' ||
  status === 'Disassociating' ||
  (status === 'Failed' && failedOperation === 'Disassociate')

/** L, Retention: "a change is stamped max(now, UpdateTime)". */
export const stampOf = (record: { readonly updateTime: number }, now: number): number => Math.max(now, record.updateTime)

/** L, Retention: "The clock starts when Failed or Disassociated is entered", with the window "from the facts of the command that closed it". */
export const windowFrom = (closed: number, facts: Facts): { expiresFrom: number; expiresBy: number } => ({
  expiresFrom: closed + retentionOf(facts).floorMs,
  expiresBy: closed + retentionOf(facts).ceilingMs
})

/** Readings: the words of a record whose invitation has ended. */
const messages = {
  Rejected: 'The invitation was rejected.',
  Expired: 'The invitation expired.',
  Cancelled: 'The invitation was cancelled.'
}

/** R, Invitations: "Rejected, Expired and Cancelled end the association as Disassociated with a message". */
export const endInvitation = (
  record: Association,
  invitation: Invitation,
  status: 'Rejected' | 'Expired' | 'Cancelled',
  at: number,
  facts: Facts
): Association => ({
  associationType: record.associationType,
  entityType: record.entityType,
  entityId: record.entityId,
  kind: record.kind,
  status: 'Disassociated',
  createTime: record.createTime,
  updateTime: stampOf(record, at),
  message: messages[status],
  ...windowFrom(stampOf(record, at), facts),
  invitation: { ...invitation, status },
  ...(record.targetProperty === undefined ? {} : { targetProperty: record.targetProperty })
})

/** L, Retention: "At 96 h (inclusive) it is gone for every reader". A Reading: the same for the share's own record. */
const isGone = (record: { readonly expiresBy?: number }, now: number): boolean =>
  record.expiresBy !== undefined && now >= record.expiresBy

/** R, Invitations: "At or past its 7 days an invitation is treated everywhere as Expired"; a Reading: it ended AT the 7-day mark. */
export const withoutLapsed = (record: Association, facts: Facts): Association => {
  const { invitation } = record
  return invitation?.status === 'Pending' && facts.now >= invitation.createTime + week
    ? endInvitation(record, invitation, 'Expired', invitation.createTime + week, facts)
    : record
}

export const nothing: State = { associations: [] }

/** What a command or a query sees at a time. L: "A record at or past its ceiling is, for every command and query, as if it were not there." */
export const seenAt = (state: State, facts: Facts): State => {
  if (state.share === undefined || isGone(state.share, facts.now)) return nothing
  return {
    share: state.share,
    associations: state.associations.map((each) => withoutLapsed(each, facts)).filter((each) => !isGone(each, facts.now))
  }
}

export const find = (state: State, entity: Entity): Association | undefined =>
  state.associations.find((each) => isSame(each, entity))

/** L: "There is at most one record per identity". */
export const put = (state: State, changed: readonly Association[]): State => ({
  ...state,
  associations: [...state.associations.filter((each) => !changed.some((other) => isSame(each, other))), ...changed]
})

export const isOpen = (record: Association): boolean => record.invitation?.status === 'Pending'

/** R, DeleteResourceShare: "It is Deleted when every association has ended (Disassociated or Failed (Associate), or gone)". */
export const deletedWhenAllHasEnded = (state: State, facts: Facts): State => {
  const { share } = state
  if (share === undefined || share.status !== 'Deleting' || seenAt(state, facts).associations.some(isLive)) return state
  const at = stampOf(share, facts.now)
  return { ...state, share: { ...share, status: 'Deleted', updateTime: at, ...windowFrom(at, facts) } }
}

/** D: "epoch ms of the earliest thing to do, or undefined": an invitation to end, or a record whose window is open. */
export const nextDeadline = (state: State): number | undefined => {
  const times = state.associations.flatMap((each) => {
    if (each.invitation?.status === 'Pending') return [each.invitation.createTime + week]
    return each.expiresFrom === undefined ? [] : [each.expiresFrom]
  })
  if (state.share?.expiresFrom !== undefined) times.push(state.share.expiresFrom)
  return times.length === 0 ? undefined : Math.min(...times)
}
