/** A share as text, and back. Canonical: equal states give equal text. */
import {
  faultIn,
  flag,
  instant,
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
  unseal
} from '../decider/stored.ts'
import { associationStatuses, failedOperations, isTerminal } from '../lifecycle/association.ts'
import { countAll } from './counts.ts'
import {
  type Association,
  associationTypes,
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

/** Also the order in which the fields are written. */
const shareRules: Rules = {
  resourceShareId: text,
  resourceShareName: text,
  resourceShareOwner: text,
  allowExternalTargets: flag,
  status: status(shareStatuses),
  createTime: instant,
  updateTime: instant,
  expiresFrom: optional(instant),
  expiresBy: optional(instant)
}

const invitationRules: Rules = {
  invitationId: text,
  status: status(invitationStatuses),
  createTime: instant,
  closesAt: instant
}

const associationRules: Rules = {
  associationType: oneOf(associationTypes),
  entityType: text,
  entityId: text,
  status: status(associationStatuses),
  createTime: instant,
  updateTime: instant,
  message: optional(text),
  failedOperation: optional(oneOf(failedOperations)),
  expiresFrom: optional(instant),
  expiresBy: optional(instant),
  targetProperty: optional(text),
  membership: optional(oneOf(memberships)),
  invitation: optional(object)
}

const contentRules: Rules = {
  share: { isRequired: true, is: () => true, says: 'a share or null' },
  associations: { isRequired: true, is: Array.isArray, says: 'a list' }
}

/** A copy with the fields in the order of the rules. */
const inOrder = <T extends object>(rules: Rules, value: T): T =>
  Object.fromEntries(
    Object.keys(rules).flatMap((name) => (Object.hasOwn(value, name) ? [[name, value[name as keyof T]]] : []))
  ) as T

const written = (association: Association): Association => {
  const { invitation } = association
  return inOrder(
    associationRules,
    invitation ? { ...association, invitation: inOrder(invitationRules, invitation) } : association
  )
}

/** The state as text: JSON in a versioned envelope, statuses as the documented words. */
export const serialize = ({ share, associations }: ResourceShareState): string =>
  seal(format, version, {
    share: share === undefined ? null : inOrder(shareRules, share),
    associations: [...associations].sort(compareEntities).map(written)
  })

const deadlinesFault = (where: string, record: Association | ResourceShare, hasEnded: boolean): StoredError | undefined => {
  const { updateTime, createTime, expiresFrom, expiresBy } = record
  if (updateTime < createTime) return storedError('Malformed', `${where}.updateTime lies before its createTime`)
  if ((expiresFrom !== undefined) !== hasEnded || (expiresBy !== undefined) !== hasEnded)
    return storedError('Malformed', `${where} must have expiresFrom and expiresBy when it has ended, and only then`)
  if (expiresFrom === undefined || expiresBy === undefined || (updateTime <= expiresFrom && expiresFrom <= expiresBy))
    return undefined
  return storedError('Malformed', `${where} must have updateTime <= expiresFrom <= expiresBy`)
}

/** The statuses in which an association can be, by that of its invitation. */
const statusesByInvitation: { readonly [S in Invitation['status']]: readonly Association['status'][] } = {
  Pending: ['Associating'],
  Accepted: ['Associating', 'Associated', 'Disassociating', 'Disassociated', 'Failed'],
  Cancelled: ['Disassociated'],
  Rejected: ['Disassociated'],
  Expired: ['Disassociated'],
  AcceptFailed: ['Failed']
}

const invitationFault = (where: string, { invitation, membership, status }: Association): StoredError | undefined => {
  if (invitation === undefined) return undefined
  const fault = faultIn(`${where}.invitation`, invitation, invitationRules)
  if (fault !== undefined) return fault
  if (membership !== 'External') return storedError('Malformed', `${where} has an invitation, so its membership must be External`)
  return statusesByInvitation[invitation.status].includes(status)
    ? undefined
    : storedError('Malformed', `${where} is ${status} while its invitation is ${invitation.status}`)
}

const associationFault = (where: string, value: unknown): StoredError | undefined => {
  const fault = faultIn(where, value, associationRules)
  if (fault !== undefined) return fault
  const association = value as Association
  if ((association.failedOperation !== undefined) !== (association.status === 'Failed'))
    return storedError('Malformed', `${where} must have a failedOperation when it is Failed, and only then`)
  if (association.associationType === 'Target' ? association.entityType !== 'Account' : association.membership !== undefined)
    return storedError('Malformed', `${where} must be of type Account when it is a target, and have a membership only then`)
  return deadlinesFault(where, association, isTerminal(association)) ?? invitationFault(where, association)
}

/** Frozen as the fold makes them. */
const frozen = (association: Association): Association => {
  if (association.invitation !== undefined) Object.freeze(association.invitation)
  return Object.freeze(association)
}

const isRepeated = (rows: readonly Association[]): StoredError | undefined => {
  const invitationIds = rows.flatMap(({ invitation }) => invitation?.invitationId ?? [])
  return new Set(invitationIds).size < invitationIds.length
    ? storedError('Malformed', 'two associations have invitations of the same id')
    : undefined
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
  for (const [at, value] of associations.entries()) {
    const fault = associationFault(`associations[${at}]`, value)
    if (fault !== undefined) return fail(fault)
  }
  if (share === null)
    return associations.length === 0
      ? { ok: true, state: initialState }
      : fail(storedError('Malformed', 'associations without a share'))
  const shareFault = faultIn('share', share, shareRules) ?? deadlinesFault('share', share as never, share.status === 'Deleted')
  if (shareFault !== undefined) return fail(shareFault)
  const table = tableOf(associations.map(frozen))
  if (table.size < associations.length) return fail(storedError('Malformed', 'two associations have the same identity'))
  const repeated = isRepeated(associations)
  if (repeated !== undefined) return fail(repeated)
  return { ok: true, state: Object.freeze({ share: Object.freeze(share), associations: table, ...countAll(table) }) }
}
