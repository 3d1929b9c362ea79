/**
 * One resource share with its associations, as an immutable value. Documented as the objects ResourceShare,
 * ResourceShareAssociation and ResourceShareInvitation of API version 2020-01-10. Times are epoch milliseconds.
 */
import { checkTables, earliestOf, endedView, expiresBy } from '../aggregate/tables.ts'
import { compareTexts, hashString, Table, type TableSchema } from '../collections/index.ts'
import type { AssociationRecord } from '../lifecycle/association.ts'
import { isGone } from '../lifecycle/retention.ts'

/**
 * The sides of an association.
 * @internal
 */
export const associationTypes = ['Resource', 'Target'] as const
/** Whether an association is of a resource or of a target. Documented in ListResourceShareAssociations. */
export type AssociationType = (typeof associationTypes)[number]

/**
 * What an association ties to the share. With the share's id this is the identity of an association: one record each. Documented
 * in ListResourceShareAssociations.
 */
export interface Entity {
  readonly associationType: AssociationType
  /** The resource type, such as `VSwitch`; `Account` for every target, whatever it is. */
  readonly entityType: string
  readonly entityId: string
}

/**
 * The statuses of an invitation.
 * @internal
 */
export const invitationStatuses = ['Pending', 'Accepted', 'Cancelled', 'Rejected', 'Expired', 'AcceptFailed'] as const
/** A status of an invitation. Documented in AcceptResourceShareInvitation. */
export type InvitationStatus = (typeof invitationStatuses)[number]

/** How long an invitation is open, in milliseconds: seven days. Documented in AcceptResourceShareInvitation. */
export const invitationLifetimeMs = 7 * 24 * 3_600_000

/**
 * How an account outside the owner's directory is asked into the share. It goes with its association. Documented in
 * AcceptResourceShareInvitation.
 */
export interface Invitation {
  readonly invitationId: string
  readonly status: InvitationStatus
  /** Epoch milliseconds. */
  readonly createTime: number
  /** From here on a pending invitation is an expired one. Epoch milliseconds. */
  readonly closesAt: number
}

/**
 * How an account can have come into a share.
 * @internal
 */
export const memberships = ['Member', 'External'] as const
/** How an account came into the share: as a member of the owner's directory, or from outside. The library's own. */
export type Membership = (typeof memberships)[number]

/**
 * An association: its identity, its life, and what belongs to some targets only. Documented in ListResourceShareAssociations, but
 * for `membership`, which is the library's own.
 */
export interface Association extends Entity, AssociationRecord {
  /** Of a service: a JSON text, kept verbatim. */
  readonly targetProperty?: string
  /** Of an account. */
  readonly membership?: Membership
  /** Of an account outside the directory. */
  readonly invitation?: Invitation
}

/**
 * The statuses of a share that are kept.
 * @internal
 */
export const shareStatuses = ['Active', 'Deleting', 'Deleted'] as const
/**
 * The status of a share that is kept. `Pending` is not: the share is Active, and shown as Pending while an invitation is open.
 * Documented in CreateResourceShare.
 */
export type ShareStatus = (typeof shareStatuses)[number]

/** A share without its associations. Documented in CreateResourceShare, but for the deadlines, which are the library's own. */
export interface ResourceShare {
  readonly resourceShareId: string
  readonly resourceShareName: string
  /** The account that has created it. */
  readonly resourceShareOwner: string
  /** Whether accounts outside the owner's directory can be targets. */
  readonly allowExternalTargets: boolean
  readonly status: ShareStatus
  /** Epoch milliseconds. */
  readonly createTime: number
  /** When its status last changed: epoch milliseconds. */
  readonly updateTime: number
  /** Of a deleted share: from here on its record may go. Epoch milliseconds. */
  readonly expiresFrom?: number
  /** Of a deleted share: from here on its record is gone for every reader. Epoch milliseconds. */
  readonly expiresBy?: number
}

/**
 * The associations in their orders: `ended` by deadline, `stuck` those whose disassociation failed, `open` those that wait for an
 * answer.
 * @internal
 */
export type AssociationView = 'ended' | 'stuck' | 'open' | 'invited'

/**
 * The associations of a share.
 * @internal
 */
export type Associations = Table<Entity, Association, AssociationView>

/**
 * A share and all that is in it; without `share` there is none. A value: it is never changed, and JSON only by `serialize`. The
 * library's own.
 */
export interface ResourceShareState {
  readonly share?: ResourceShare
  readonly associations: Associations
  /** How many associations are being associated or disassociated by the host's workers; open invitations are not. */
  readonly running: number
  /** How many associations of a kind are Associating (open invitations apart), Associated or Disassociating. */
  readonly inForce: { readonly [K in Kind]?: number }
}

/**
 * Resources by type, targets from outside the directory, and all other targets.
 * @internal
 */
export type Kind = `Resource/${string}` | 'Target/External' | 'Target/Other'

export const kindOf = (association: Association): Kind =>
  association.associationType === 'Resource'
    ? `Resource/${association.entityType}`
    : association.membership === 'External'
      ? 'Target/External'
      : 'Target/Other'

/** The order of identity. */
export const compareEntities = (a: Entity, b: Entity): number =>
  compareTexts(a.associationType, b.associationType) ||
  compareTexts(a.entityType, b.entityType) ||
  compareTexts(a.entityId, b.entityId)

type Created = Entity & Pick<Association, 'createTime'>

/** The order of lists: by time of association, then by identity. */
export const compareByCreation = (a: Created, b: Created): number => a.createTime - b.createTime || compareEntities(a, b)

export const isAwaitingAnswer = (association: Association): boolean => association.invitation?.status === 'Pending'

const schema: TableSchema<Entity, Association, AssociationView> = {
  identity: {
    // The id alone tells most entities apart; the whole identity is needed only where it does not.
    hash: ({ associationType, entityType, entityId }, seed) =>
      hashString(entityId, seed === 0 ? 0 : hashString(entityType, associationType === 'Target' ? ~seed : seed)),
    equals: (a, b) => a.entityId === b.entityId && a.entityType === b.entityType && a.associationType === b.associationType
  },
  views: {
    ended: endedView<Association>(compareEntities),
    stuck: {
      holds: (row) => row.failedOperation === 'Disassociate',
      compare: (a, b) => compareTexts(kindOf(a), kindOf(b)) || expiresBy(a) - expiresBy(b) || compareEntities(a, b)
    },
    open: {
      holds: isAwaitingAnswer,
      compare: (a, b) => closesAt(a) - closesAt(b) || compareEntities(a, b)
    },
    invited: {
      holds: (row) => row.invitation !== undefined,
      compare: (a, b) => compareTexts(invitationId(a), invitationId(b)) || compareEntities(a, b)
    }
  }
}

const closesAt = (row: Association): number => row.invitation?.closesAt ?? Number.POSITIVE_INFINITY
const invitationId = (row: Association): string => row.invitation?.invitationId ?? ''

/** Associations as a table; of two with the same identity the later stays. */
export const tableOf = (rows: Iterable<Association>): Associations => Table.from(schema, rows)

/** There is no share. A purged share's state is this very value again. The library's own. */
export const initialState: ResourceShareState = Object.freeze({
  associations: Table.empty(schema),
  running: 0,
  inForce: Object.freeze({})
})

/** @throws TypeError when the value is no state, such as the parsed JSON of one: a programmer's error. */
export const checkState = (state: ResourceShareState): void => checkTables(state?.associations)

/** The share, unless there is none or its own record is past its ceiling. */
export const shareAt = (state: ResourceShareState, now: number): ResourceShare | undefined =>
  state.share === undefined || isGone(state.share, now) ? undefined : state.share

/** Whether an invitation is open at `now`. */
export const hasOpenInvitation = (state: ResourceShareState, now: number): boolean => {
  const last = state.associations.view('open').last()
  return last !== undefined && closesAt(last) > now
}

/** Whether an association of this kind is stuck in a failed disassociation and still there at `now`. */
export const hasStuck = (state: ResourceShareState, kind: Kind, now: number): boolean => {
  const last = state.associations.view('stuck').lastBefore((row) => compareTexts(kindOf(row), kind) <= 0)
  return last !== undefined && kindOf(last) === kind && !isGone(last, now)
}

/** The kinds that the share has had. */
export const kindsOf = (state: ResourceShareState): Kind[] => Object.keys(state.inForce) as Kind[]

/** The kinds of which a live association is in the share; open invitations apart. */
export const liveKinds = (state: ResourceShareState, now: number): Kind[] =>
  kindsOf(state).filter((kind) => (state.inForce[kind] ?? 0) > 0 || hasStuck(state, kind, now))

const countInForceResources = (state: ResourceShareState): number =>
  kindsOf(state).reduce((total, kind) => total + (kind.startsWith('Resource/') ? (state.inForce[kind] ?? 0) : 0), 0)

/** No fewer than there are live resources in the share, at no cost. */
export const mostLiveResources = (state: ResourceShareState): number =>
  countInForceResources(state) + state.associations.view('stuck').size

/** Live resources in the share; those that are stuck in a failed disassociation are counted up to `enough` in all. */
export const countLiveResources = (state: ResourceShareState, now: number, enough: number): number => {
  let count = countInForceResources(state)
  for (const kind of kindsOf(state)) {
    if (!kind.startsWith('Resource/')) continue
    const isBefore = (row: Association) => compareTexts(kindOf(row), kind) < 0 || (kindOf(row) === kind && isGone(row, now))
    for (const row of state.associations.view('stuck').from(isBefore)) {
      if (count >= enough || kindOf(row) !== kind) break
      count += 1
    }
  }
  return count
}

/** The documented status of a share: Pending while an invitation is open, else as it is kept. */
export const shareStatusAt = (state: ResourceShareState, share: ResourceShare, now: number): ShareStatus | 'Pending' =>
  share.status === 'Active' && hasOpenInvitation(state, now) ? 'Pending' : share.status

/**
 * The earliest time at which there is something to do: an invitation to end, a record to delete. Epoch milliseconds. `undefined`
 * where there is nothing. The library's own.
 * @throws TypeError when the state is none of ours: a programmer's error.
 */
export const nextDeadline = (state: ResourceShareState): number | undefined => {
  checkState(state)
  const { share, associations } = state
  return earliestOf(
    associations.view('ended').first()?.expiresFrom,
    associations.view('open').first()?.invitation?.closesAt,
    share?.expiresFrom
  )
}
