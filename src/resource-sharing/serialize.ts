/** A share as text, and back. Canonical: equal states give equal text. */
import {
  breachIn,
  deadline,
  faultIn,
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
import { associationStatuses, failedOperations, isLive, isTerminal } from '../lifecycle/association.ts'
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

/** Every field of a `T`, so that none is forgotten, in the order in which it is written. One that is `undefined` is not. */
type Written<T> = { readonly [K in keyof Required<T>]: unknown }

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
  status: association.status,
  createTime: association.createTime,
  updateTime: association.updateTime,
  message: association.message,
  failedOperation: association.failedOperation,
  expiresFrom: association.expiresFrom,
  expiresBy: association.expiresBy,
  targetProperty: association.targetProperty,
  membership: association.membership,
  invitation: association.invitation && writtenInvitation(association.invitation)
})

/** The state as text: JSON in a versioned envelope, statuses as the documented words. */
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
  status: status(associationStatuses),
  createTime: instant,
  updateTime: instant,
  message: optional(text),
  failedOperation: optional(oneOf(failedOperations)),
  expiresFrom: optional(deadline),
  expiresBy: optional(deadline),
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
  [
    'must have a failedOperation when it is Failed, and only then',
    (association) => (association.failedOperation !== undefined) === (association.status === 'Failed')
  ],
  ['must have a message only when it has ended', (association) => association.message === undefined || isTerminal(association)],
  ...timeLaws<Association>(isTerminal)
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

/** Where in the list of associations something is. */
const placeOf = (at: number): string => `associations[${at}]`

/**
 * In a Deleted share nothing is live. A failed disassociation may be there still, when its record was past its ceiling before the
 * share was deleted.
 */
const isLeftIn = (share: ResourceShare, association: Association): boolean =>
  isLive(association) && !(association.expiresBy !== undefined && association.expiresBy <= share.updateTime)

/** An association of whose identity there is another before it. No id holds a space. */
const findTwin = (associations: readonly Association[]): Association | undefined => {
  const identities = new Set<string>()
  return associations.find(({ associationType, entityType, entityId }) => {
    const count = identities.size
    return identities.add(`${associationType} ${entityId} ${entityType}`).size === count
  })
}

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
  const fail = (association: Association, says: string) =>
    storedError('Malformed', `${placeOf(associations.indexOf(association))} ${says}`)
  const twin = table.size < associations.length ? findTwin(associations) : undefined
  if (twin !== undefined) return fail(twin, 'has the same identity as one before it')
  const ambiguous = findAmbiguous(table)
  if (ambiguous !== undefined) return fail(ambiguous, 'has an open invitation of the same invitationId as another')
  const left = share.status === 'Deleted' ? associations.find((association) => isLeftIn(share, association)) : undefined
  return left && fail(left, 'must have ended, for the share is Deleted')
}

/** Frozen as the fold makes them. */
const freeze = (association: Association): void => {
  if (association.invitation !== undefined) Object.freeze(association.invitation)
  Object.freeze(association)
}

/**
 * The state that a text holds, or what is wrong with it: `NotJson`, `UnknownVersion`, `UnknownStatus` (it names the status) or
 * `Malformed` (it names the place). Never throws, and never passes over anything.
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
  for (const [at, association] of associations.entries()) {
    // Its place is needed only for one of which there is something to say.
    const isFaulty = associationFault('', association) !== undefined
    const found = isFaulty ? associationFault(placeOf(at), association) : undefined
    if (found !== undefined) return fail(found)
  }
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
