/** A share as text, and back. Canonical: equal states give equal text. */
import { recordLaws, recordRules, type Written, writtenRecord } from '../aggregate/stored.ts'
import {
  breachIn,
  deadline,
  faultAt,
  faultIn,
  faultInEach,
  findRepeated,
  flag,
  instant,
  type Law,
  object,
  oneOf,
  optional,
  type Rules,
  type Stored,
  type StoredError,
  seal,
  status,
  storedError,
  text,
  timeLaws,
  unseal
} from '../decider/stored.ts'
import { isLive } from '../lifecycle/association.ts'
import { countAll } from './counts.ts'
import { isAccountId, isResourceId, isService, isShareId, isShareName, isTarget } from './grammar.ts'
import {
  type Association,
  type Associations,
  associationTypes,
  checkState,
  compareEntities,
  type Invitation,
  initialState,
  invitationStatuses,
  memberships,
  type ResourceShare,
  type ResourceShareState,
  shareStatuses,
  tableOf
} from './model.ts'

const format = 'association-lifecycle/resource-sharing'
const version = 1

const writtenShare = (share: ResourceShare): Written<ResourceShare> => ({
  resourceShareId: share.resourceShareId,
  resourceShareName: share.resourceShareName,
  resourceShareOwner: share.resourceShareOwner,
  allowExternalTargets: share.allowExternalTargets,
  status: share.status,
  createTime: share.createTime,
  updateTime: share.updateTime,
  expiresFrom: share.expiresFrom,
  expiresBy: share.expiresBy
})

const writtenInvitation = (invitation: Invitation): Written<Invitation> => ({
  invitationId: invitation.invitationId,
  status: invitation.status,
  createTime: invitation.createTime,
  closesAt: invitation.closesAt
})

const writtenAssociation = (association: Association): Written<Association> => ({
  associationType: association.associationType,
  entityType: association.entityType,
  entityId: association.entityId,
  ...writtenRecord(association),
  targetProperty: association.targetProperty,
  membership: association.membership,
  invitation: association.invitation && writtenInvitation(association.invitation)
})

/**
 * The state as text: JSON in a versioned envelope, statuses as the documented words. The library's own.
 * @throws TypeError when the state is none of ours: a programmer's error.
 */
export const serialize = (state: ResourceShareState): string => {
  checkState(state)
  const { share, associations } = state
  return seal(format, version, {
    share: share === undefined ? null : writtenShare(share),
    associations: [...associations].sort(compareEntities).map(writtenAssociation)
  })
}

const contentRules: Rules = {
  share: { isRequired: true, is: () => true, says: 'a share or null' },
  associations: { isRequired: true, is: Array.isArray, says: 'a list' }
}

const shareRules = {
  resourceShareId: text,
  resourceShareName: text,
  resourceShareOwner: text,
  allowExternalTargets: flag,
  status: status(shareStatuses),
  createTime: instant,
  updateTime: instant,
  expiresFrom: optional(deadline),
  expiresBy: optional(deadline)
} as const satisfies Written<ResourceShare>

const invitationRules = {
  invitationId: text,
  status: status(invitationStatuses),
  createTime: instant,
  closesAt: deadline
} as const satisfies Written<Invitation>

const associationRules = {
  associationType: oneOf(associationTypes),
  entityType: text,
  entityId: text,
  ...recordRules,
  targetProperty: optional(text),
  membership: optional(oneOf(memberships)),
  invitation: optional(object)
} as const satisfies Written<Association>

const shareLaws: readonly Law<ResourceShare>[] = [
  ['must have a resourceShareId of the form rs-...', ({ resourceShareId }) => isShareId(resourceShareId)],
  ['must have a resourceShareName that a share can be given', ({ resourceShareName }) => isShareName(resourceShareName)],
  ...timeLaws<ResourceShare>((share) => share.status === 'Deleted')
]

/** The statuses in which an association can be, by that of its invitation. */
const statusesByInvitation: { readonly [S in Invitation['status']]: readonly Association['status'][] } = {
  Pending: ['Associating'],
  Accepted: ['Associating', 'Associated', 'Disassociating', 'Disassociated', 'Failed'],
  Cancelled: ['Disassociated'],
  Rejected: ['Disassociated'],
  Expired: ['Disassociated'],
  AcceptFailed: ['Failed']
}

const isJson = (property: string): boolean => {
  try {
    JSON.parse(property)
    return true
  } catch {
    return false
  }
}

/** True of every association that the commands make, by the events one by one as well; the commands rely on it. */
const associationLaws: readonly Law<Association>[] = [
  [
    'must have an entityId and an entityType that a resource can have, or a target, whose entityType is Account',
    ({ associationType, entityType, entityId }) =>
      associationType === 'Target' ? entityType === 'Account' && isTarget(entityId) : entityType !== '' && isResourceId(entityId)
  ],
  [
    'must have a membership when it is of an account, and only then',
    ({ associationType, entityId, membership }) =>
      (membership !== undefined) === (associationType === 'Target' && isAccountId(entityId))
  ],
  [
    'must have an invitation when its membership is External, and only then',
    ({ membership, invitation }) => (invitation !== undefined) === (membership === 'External')
  ],
  [
    'must have a targetProperty only when it is of a service, and then a JSON text',
    ({ associationType, entityId, targetProperty }) =>
      targetProperty === undefined || (associationType === 'Target' && isService(entityId) && isJson(targetProperty))
  ],
  ...recordLaws
]

/** Of an association that has an invitation. */
const invitedLaws: readonly Law<{ readonly association: Association; readonly invitation: Invitation }>[] = [
  ['must have an invitationId of the form i-...', ({ invitation }) => invitation.invitationId.startsWith('i-')],
  ['must have a closesAt after its createTime', ({ invitation: { createTime, closesAt } }) => createTime < closesAt],
  [
    'must have the createTime of its association',
    ({ association, invitation }) => association.createTime === invitation.createTime
  ],
  [
    'must have a status that goes with that of its association',
    ({ association: { status: found, failedOperation }, invitation }) =>
      statusesByInvitation[invitation.status].includes(found) &&
      (failedOperation === 'Associate') === (invitation.status === 'AcceptFailed')
  ]
]

const associationFault = (where: string, value: unknown): StoredError | undefined => {
  const fault = faultIn(where, value, associationRules)
  if (fault !== undefined) return fault
  const association = value as Association
  const { invitation } = association
  if (invitation === undefined) return breachIn(where, association, associationLaws)
  return (
    faultIn(`${where}.invitation`, invitation, invitationRules) ??
    breachIn(where, association, associationLaws) ??
    breachIn(`${where}.invitation`, { association, invitation }, invitedLaws)
  )
}

const shareFault = (share: unknown): StoredError | undefined =>
  faultIn('share', share, shareRules) ?? breachIn('share', share as ResourceShare, shareLaws)

/**
 * In a Deleted share nothing is live. A failed disassociation may be there still, when its record was past its ceiling before the
 * share was deleted.
 */
const isLeftIn = (share: ResourceShare, association: Association): boolean =>
  isLive(association) && !(association.expiresBy !== undefined && association.expiresBy <= share.updateTime)

/** No id holds a space. */
const identityOf = ({ associationType, entityType, entityId }: Association): string =>
  `${associationType} ${entityId} ${entityType}`

/** An association whose invitation was open together with another of the same id. One that has lapsed leaves its id to others. */
const findAmbiguous = (table: Associations): Association | undefined => {
  const closed = new Map<string, number>()
  for (const association of table.view('open')) {
    const { invitationId, createTime, closesAt } = association.invitation as Invitation
    if (createTime < (closed.get(invitationId) ?? createTime)) return association
    closed.set(invitationId, closesAt)
  }
  return undefined
}

/** What is wrong between the associations of a share, each of which is right for itself. */
const faultAmong = (share: ResourceShare, associations: readonly Association[], table: Associations): StoredError | undefined => {
  const fault = (association: Association | undefined, says: string) => faultAt('associations', associations, association, says)
  const twin = table.size < associations.length ? findRepeated(associations, identityOf) : undefined
  const left = share.status === 'Deleted' ? associations.find((association) => isLeftIn(share, association)) : undefined
  return (
    fault(twin, 'has the same identity as one before it') ??
    fault(findAmbiguous(table), 'has an open invitation of the same invitationId as another') ??
    fault(left, 'must have ended, for the share is Deleted')
  )
}

/** Frozen as the fold makes them. */
const freeze = (association: Association): void => {
  if (association.invitation !== undefined) Object.freeze(association.invitation)
  Object.freeze(association)
}

/**
 * The state that a text holds, or what is wrong with it: `NotJson`, `UnknownVersion`, `UnknownStatus` (it names the status) or
 * `Malformed` (it names the place). Never throws, and never passes over anything. The library's own.
 */
export const deserialize = (given: string): Stored<ResourceShareState> => {
  const fail = (error: StoredError) => ({ ok: false as const, error })
  const opened = unseal(given, format, version)
  if (!opened.ok) return opened
  const contentFault = faultIn('the envelope', opened.state, contentRules)
  if (contentFault !== undefined) return fail(contentFault)
  const { share, associations } = opened.state as { share: ResourceShare | null; associations: Association[] }
  const fault = share === null ? undefined : shareFault(share)
  if (fault !== undefined) return fail(fault)
  const faulty = faultInEach('associations', associations, associationFault)
  if (faulty !== undefined) return fail(faulty)
  if (share === null)
    return associations.length === 0
      ? { ok: true, state: initialState }
      : fail(storedError('Malformed', 'associations must be empty where share is null'))
  associations.forEach(freeze)
  const table = tableOf(associations)
  const among = faultAmong(share, associations, table)
  if (among !== undefined) return fail(among)
  return { ok: true, state: Object.freeze({ share: Object.freeze(share), associations: table, ...countAll(associations) }) }
}
