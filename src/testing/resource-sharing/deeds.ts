/** What somebody would do with the shares that there are: an operation goes on, what stands is ended, what has ended comes back. */
import * as fc from 'fast-check'
import { type Fields, fieldsOf, isAbsent } from '../../decider/values.ts'
import { lifecycle, resourceSharing } from '../../index.ts'
import { sometimes } from '../choices.ts'
import type { Asked } from '../history.ts'
import type { States } from '../model.ts'
import { type Deed as AnyDeed, deedOf, nextPage, pick } from '../moves.ts'
import { busy } from './circumstances.ts'
import { signalTypes } from './model.ts'
import { folderId, invitationIdOf, members, outsiders, owner, service, shareIds, stranger } from './requests.ts'

type State = resourceSharing.ResourceShareState
type Facts = resourceSharing.Facts
type Shares = States<State>
type Shared = resourceSharing.IdentifiedAssociation

export const accounts = [owner, ...members, ...outsiders, stranger]

export const recordsOf = (shares: Shares, facts: Facts): Shared[] =>
  [...shares.values()].flatMap((state) => [...resourceSharing.associations(state, facts)])

const isOpen = ({ invitation }: Shared): boolean => invitation?.status === 'Pending'

/** What names some records in a request. */
const listsOf = (records: readonly Pick<Shared, 'associationType' | 'entityType' | 'entityId'>[]): Fields => {
  const resources = records.filter(({ associationType }) => associationType === 'Resource')
  const targets = records.filter(({ associationType }) => associationType === 'Target')
  return {
    ...(resources.length > 0 && {
      Resources: resources.map(({ entityId, entityType }) => ({ ResourceId: entityId, ResourceType: entityType }))
    }),
    ...(targets.length > 0 && { Targets: targets.map(({ entityId }) => entityId) })
  }
}

export const byOwner: Fields = { accountId: owner }

const requested = (type: string, resourceShareId: string, records: readonly Shared[]): Asked => ({
  command: identified({ type, request: { ResourceShareId: resourceShareId, ...listsOf(records) } }),
  by: byOwner
})

const signalOf = (type: string, { resourceShareId, associationType, entityType, entityId }: Shared, reason?: string): Asked => ({
  command: { type, resourceShareId, associationType, entityType, entityId, reason },
  by: byOwner
})

const operationOf = ({ status }: Shared): string => (status === 'Associating' ? 'Association' : 'Disassociation')

/** What somebody would do with a record, or with two of one share; `at` says with which. */
interface Aim {
  readonly at: number
  readonly other: number
  readonly reason: string | undefined
}

type Deed = AnyDeed<State, Facts, Aim>

const withRecord =
  (isFit: (record: Shared) => boolean, ask: (record: Shared, aim: Aim, all: readonly Shared[]) => Asked | undefined): Deed =>
  ({ states, facts }, aim) => {
    const all = recordsOf(states, facts)
    const record = pick(all.filter(isFit), aim.at)
    return record && ask(record, aim, all)
  }

const isRunning = (record: Shared): boolean => !lifecycle.isSettled(record) && !isOpen(record)
const isTarget = ({ associationType }: Shared): boolean => associationType === 'Target'
const isResource = ({ associationType }: Shared): boolean => associationType === 'Resource'
const isInEffect = (record: Shared): boolean => lifecycle.isLive(record) && lifecycle.isSettled(record)
const isExternal = (record: Shared): boolean => record.membership === 'External' && isInEffect(record)
const isInDirectory = (record: Shared): boolean => isTarget(record) && record.membership !== 'External' && isInEffect(record)
const isStuck = ({ failedOperation }: Shared): boolean => failedOperation === 'Disassociate'
const isForServices = (record: Shared): boolean =>
  lifecycle.isLive(record) && isResource(record) && resourceSharing.resourceTypes[record.entityType]?.service === true
const any = (): boolean => true

const associate: Deed = withRecord(any, (record) => requested('AssociateResourceShare', record.resourceShareId, [record]))

const disassociate = (isFit: (record: Shared) => boolean, facts: Fields = {}): Deed =>
  withRecord(isFit, (record) => {
    const { command, by } = requested('DisassociateResourceShare', record.resourceShareId, [record])
    return { command, by: { ...by, ...facts } }
  })

const remove = (isFit: (record: Shared) => boolean): Deed =>
  withRecord(isFit, ({ resourceShareId }) => requested('DeleteResourceShare', resourceShareId, []))

const isInvited = ({ invitation }: Shared): boolean => invitation !== undefined

const answer = (type: string, isFit = isInvited): Deed =>
  withRecord(isFit, ({ invitation, entityId }) => ({
    command: { type, request: { ResourceShareInvitationId: invitation?.invitationId } },
    by: { accountId: entityId }
  }))

const stray = { associationType: 'Resource', entityType: 'VSwitch', entityId: 'r-none' } as const

/** An account leaves. */
export const leave = (ResourceShareId: string, accountId: string, facts: Fields = {}): Asked => ({
  command: {
    type: 'DisassociateResourceShare',
    request: { ResourceShareId, ResourceOwner: 'OtherAccounts', Targets: [accountId] }
  },
  by: { accountId, ...facts }
})

/** Cannot be left for the sake of one resource, which may be of those that no longer count. */
const leaveInSpiteOf: Deed = withRecord(isExternal, ({ resourceShareId, entityId }, { other }, all) => {
  const resources = all.filter((record) => record.resourceShareId === resourceShareId && isResource(record))
  const failed = resources.filter(({ status }) => status === 'Failed')
  const type = pick(failed.length > 0 && other % 4 > 0 ? failed : resources, other)?.entityType
  const { resourceTypes } = resourceSharing
  const staying = Object.entries(resourceTypes).map(([name, each]) => [name, { ...each, leavable: name !== type }])
  return leave(resourceShareId, entityId, { resourceTypes: Object.fromEntries(staying) })
})

/** What an account has: its shares that stand, and the resources that they share. */
const totalsOf = (shares: Shares, facts: Facts, accountId: string): { readonly shares: number; readonly resources: number } => {
  const own = [...shares.values()].filter(
    (state) => resourceSharing.resourceShare(state, facts)?.ResourceShareOwner === accountId
  )
  const standing = own.filter((state) => resourceSharing.resourceShare(state, facts)?.ResourceShareStatus !== 'Deleted')
  const resources = own
    .flatMap((state) => [...resourceSharing.associations(state, facts)])
    .filter((record) => isResource(record) && lifecycle.isLive(record))
  return { shares: standing.length, resources: resources.length }
}

const oneMore = (other: number) => ({ ResourceType: 'VSwitch', ResourceId: `r-${other}` })

/** One more resource of the owner's, who may just have it, or may just not. */
const shareUpToLimit: Deed = ({ states, facts }, { at, other }) => {
  const share = pick([...states.keys()], at)
  const { resources } = totalsOf(states, facts, owner)
  return {
    command: { type: 'AssociateResourceShare', request: { ResourceShareId: share ?? shareIds[0], Resources: [oneMore(other)] } },
    by: { ...byOwner, usage: undefined, limits: { sharedResourcesPerAccount: resources + (other % 2) } }
  }
}

/** Some deed, where there is such a record. */
const where =
  (isFit: (record: Shared) => boolean, then: Deed): Deed =>
  (here, aim) =>
    recordsOf(here.states, here.facts).some(isFit) ? then(here, aim) : undefined

/** One more share, of the owner's or of somebody else's, who may just have it, or may just not. */
const createUpToLimit: Deed = ({ states, facts }, { at, other }) => {
  const resourceShareId = pick(
    shareIds.filter((id) => states.get(id)?.share === undefined),
    at
  )
  if (resourceShareId === undefined) return undefined
  const accountId = pick([owner, members[0], stranger], at) ?? owner
  const totals = totalsOf(states, facts, accountId)
  return {
    command: {
      type: 'CreateResourceShare',
      resourceShareId,
      request: { ResourceShareName: 'one-more', AllowExternalTargets: true, Resources: [oneMore(other)] }
    },
    by: {
      accountId,
      usage: undefined,
      limits: { sharesPerAccount: totals.shares + (other % 4 === 0 ? 0 : 1), sharedResourcesPerAccount: totals.resources + 1 }
    }
  }
}

/** A service comes into a share, with a property or without. */
const shareWithService: Deed = withRecord(isForServices, ({ resourceShareId }, { other }) => ({
  command: {
    type: 'AssociateResourceShare',
    request: {
      ResourceShareId: resourceShareId,
      Targets: [service],
      ...(other % 2 === 0 && { TargetProperties: [{ TargetId: service, Property: `{"at":${other}}` }] })
    }
  },
  by: byOwner
}))

/** A change of what the clock, which went back, takes for changed in times to come. */
const changeAhead: Deed = (here, aim) =>
  withRecord(
    ({ updateTime }) => updateTime > here.facts.now,
    (record) =>
      requested(isInEffect(record) ? 'DisassociateResourceShare' : 'AssociateResourceShare', record.resourceShareId, [record])
  )(here, aim)

const deeds: readonly (readonly [weight: number, Deed])[] = [
  [14, withRecord(isRunning, (record) => signalOf(`${operationOf(record)}Succeeded`, record))],
  [4, withRecord(isRunning, (record, { reason }) => signalOf(`${operationOf(record)}Failed`, record, reason))],
  [1, withRecord(any, (record, { other }) => signalOf(pick(signalTypes, other) ?? '', record))],
  [3, disassociate(any)],
  [8, disassociate(isInEffect)],
  [2, disassociate(isStuck)],
  [1, disassociate(({ entityId }) => entityId === service)],
  [1, disassociate(isInDirectory, { directory: undefined })],
  [
    3,
    withRecord(lifecycle.isLive, (record, { other }, all) => {
      const others = all.filter(({ resourceShareId }) => resourceShareId === record.resourceShareId)
      const second = pick<Shared>([...others, { ...record, ...stray }], other)
      const both = second === undefined || second === record ? [record] : [second, record]
      return requested('DisassociateResourceShare', record.resourceShareId, both)
    })
  ],
  [3, associate],
  [1, shareWithService],
  [1, shareUpToLimit],
  [1, where((record) => isStuck(record) && isResource(record), shareUpToLimit)],
  [2, createUpToLimit],
  [5, answer('AcceptResourceShareInvitation')],
  [1, answer('RejectResourceShareInvitation')],
  [2, answer('AcceptResourceShareInvitation', ({ invitation }) => invitation?.status === 'Rejected')],
  [1, answer('RejectResourceShareInvitation', isOpen)],
  [
    3,
    withRecord(isTarget, ({ resourceShareId, entityId }, { other }) => {
      return leave(resourceShareId, /^\d/.test(entityId) ? entityId : (pick(accounts, other) ?? owner))
    })
  ],
  [
    1,
    withRecord(
      ({ entityId }) => entityId === folderId,
      ({ resourceShareId }) => leave(resourceShareId, members[1])
    )
  ],
  [
    4,
    withRecord(isExternal, ({ resourceShareId, entityId }, { other }) =>
      leave(resourceShareId, entityId, pick([busy, {}], other))
    )
  ],
  [2, leaveInSpiteOf],
  [1, remove(any)],
  [2, remove(isStuck)],
  [6, changeAhead],
  [5, nextPage]
]

export const deed = deedOf(
  deeds,
  fc.record({ at: fc.nat(60), other: fc.nat(60), reason: sometimes(fc.constantFrom('', 'quota', 'Später <b>'), 1) })
)

/** With an id for the invitation of every account that is named: one that the library derives would be known to nobody else. */
export const identified = (given: Fields): Fields => {
  const { ResourceShareId = given.resourceShareId, Targets } = fieldsOf(given.request)
  const isInviting = given.type === 'CreateResourceShare' || given.type === 'AssociateResourceShare'
  if (!isInviting || !isAbsent(given.invitationIds) || !Array.isArray(Targets)) return given
  const accounts = Targets.filter((id) => typeof id === 'string' && /^\d/.test(id))
  return {
    ...given,
    invitationIds: Object.fromEntries(accounts.map((id) => [id, invitationIdOf(String(ResourceShareId), id)]))
  }
}
