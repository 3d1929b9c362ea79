/** Commands of shares: valid ones from a small pool of ids, so that they meet each other. */
import * as fc from 'fast-check'
import { fieldsOf } from '../../decider/values.ts'
import type { lifecycle, resourceSharing } from '../../index.ts'
import { mostly, present, requestIn, sometimes } from '../choices.ts'

/**
 * What requests are made for.
 * @internal
 */
type Command = resourceSharing.ServiceCommand
/**
 * The command of a type.
 * @internal
 */
type Of<T extends Command['type']> = Extract<Command, { type: T }>

/** A signal of the host's, and which share it means: a field that the service does not know. */
export type SignalToShare = resourceSharing.Signal & { readonly resourceShareId: string }

/** The ids of a small world: shares, resources and accounts meet in it again and again. */
export const shareIds = ['rs-6GRmdD3X****', `rs-${'b1e5c0de_0-B*'.padStart(64, 'z')}`] as const
/** A share that nobody makes. */
export const unknownShareId = 'rs-e4e5c0de'
/** Ids of resources. The second is as long as one may be, the last an ordinary id to the service. */
export const resourceIds = ['vsw-bp183p93qs667muql****', 'arn:x/"é源"?q=%2B&a=b+c#~'.padEnd(128, '-'), '__proto__'] as const
/** Types of resources: an ordinary one, one for services too, one that cannot be left, one that stays inside the directory. */
export const resourceTypeNames = ['VSwitch', 'CapacityReservation', 'IpamPool', 'KMSInstance'] as const
/** Who owns every share. */
export const owner = '1000000000000001'
/** Accounts in the owner's resource directory. */
export const members = ['172050525300****', '1000000000000002'] as const
/** Accounts outside of it, which are invited: ids as short and as long as they may be. */
export const outsiders = ['199999999999', '1999999999999999999*'] as const
/** An account that nobody shares anything with. */
export const stranger = '1888888888888888'
/** The owner's resource directory. */
export const directoryId = 'rd-abc123'
/** A folder of that directory. */
export const folderId = `fd-${'f*_-1'.padEnd(64, '0')}`
/** A service that resources of some types can be shared with. */
export const service = 'ecs.aliyuncs.com'

/** The owner's resource directory as a fact, with the second member in its folder. */
export const directory: resourceSharing.ResourceDirectory = {
  id: directoryId,
  managementAccountId: owner,
  memberIds: members,
  folders: { [folderId]: [members[1]] }
}

/** The id of the invitation of an account to a share: always the same, so that it can be answered. */
export const invitationIdOf = (resourceShareId: string, accountId: string): string =>
  `i-${resourceShareId.slice('rs-'.length)}-${accountId}`

/** Any share of the small world, mostly the first. */
export const shareId: fc.Arbitrary<string> = mostly<string>(2, fc.constant(shareIds[0]), fc.constantFrom(...shareIds))
/** Any resource of the small world, mostly of the ordinary type; the same id under two types is two resources. */
export const resource: fc.Arbitrary<resourceSharing.ResourceReference> = fc.record({
  ResourceId: fc.constantFrom(...resourceIds),
  ResourceType: fc.oneof(
    ...resourceTypeNames.map((name, at) => ({ weight: [4, 2, 3, 1][at] ?? 1, arbitrary: fc.constant<string>(name) }))
  )
})
/** Any target of the small world, mostly an account; the owner is refused later, for what it is to the share. */
export const target: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...members) },
  { weight: 4, arbitrary: fc.constantFrom(...outsiders) },
  { weight: 2, arbitrary: fc.constantFrom(directoryId, folderId) },
  { weight: 1, arbitrary: fc.constantFrom(service, owner) }
)

/** Up to five, often one or two, no two alike. */
const few = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  mostly(
    2,
    fc.uniqueArray(arbitrary, { minLength: 1, maxLength: 2, selector: (entry) => JSON.stringify(entry) }),
    fc.uniqueArray(arbitrary, { minLength: 1, maxLength: 5, selector: (entry) => JSON.stringify(entry) })
  )

/** Any lists of resources and targets that name one thing at least. */
export const entityLists: fc.Arbitrary<resourceSharing.EntityLists> = fc.oneof(
  fc.record({ Resources: few(resource) }),
  fc.record({ Targets: few(target) }),
  fc.record({ Resources: few(resource), Targets: few(target) })
)

type WithProperties = resourceSharing.EntityLists & { readonly TargetProperties?: readonly resourceSharing.TargetProperty[] }

const property = mostly(
  1,
  fc.constant('{"timeRange":{"beginTime":"00:00","endTime":"06:00","timezone":"UTC+8"}}'),
  fc.json({ maxDepth: 1 })
)

/** What a service among the targets is given. */
export const targetProperty: fc.Arbitrary<resourceSharing.TargetProperty> = property.map((Property) => ({
  TargetId: service,
  Property
}))

/** With a property for the service where it is a target, sometimes. */
const withProperties = <T extends resourceSharing.EntityLists>(named: fc.Arbitrary<T>): fc.Arbitrary<T & WithProperties> =>
  named.chain((lists) =>
    sometimes(property, 1).map((Property) => {
      const isNamed = Property !== undefined && lists.Targets?.includes(service) === true
      return isNamed ? { ...lists, TargetProperties: [{ TargetId: service, Property }] } : lists
    })
  )

/** An id for the invitation of every account that is named, since who is invited is up to the facts. */
const invitationIds = (
  resourceShareId: string,
  { Targets = [] }: resourceSharing.EntityLists
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Targets.filter((id) => /^\d/.test(id)).map((accountId) => [accountId, invitationIdOf(resourceShareId, accountId)])
  )

/** Any valid name of a share. */
export const shareName: fc.Arbitrary<string> = mostly(
  8,
  fc.stringMatching(/^[A-Za-z0-9共享资源._-]{1,50}$/),
  fc.constant('资源.'.padEnd(50, '_'))
)

/** CreateResourceShare, for a share that mostly lets outsiders in, sometimes with its first resources and targets. */
export const createResourceShare: fc.Arbitrary<Of<'CreateResourceShare'>> = fc
  .record({
    resourceShareId: shareId,
    ResourceShareName: shareName,
    AllowExternalTargets: mostly<boolean | undefined>(3, fc.constant(true), fc.constantFrom(false, undefined)),
    lists: mostly<WithProperties>(1, fc.constant({}), withProperties(entityLists))
  })
  .map(({ resourceShareId, lists, ...named }) => ({
    type: 'CreateResourceShare',
    resourceShareId,
    invitationIds: invitationIds(resourceShareId, lists),
    request: present<resourceSharing.CreateResourceShareRequest>({ ...named, ...lists })
  }))

/** AssociateResourceShare, with an id for every invitation. */
export const associateResourceShare: fc.Arbitrary<Of<'AssociateResourceShare'>> = fc
  .tuple(shareId, withProperties(entityLists))
  .map(([ResourceShareId, lists]) => ({
    type: 'AssociateResourceShare',
    invitationIds: invitationIds(ResourceShareId, lists),
    request: { ResourceShareId, ...lists }
  }))

/** DisassociateResourceShare by the owner. */
export const disassociateResourceShare: fc.Arbitrary<Of<'DisassociateResourceShare'>> = fc
  .tuple(shareId, entityLists, sometimes(fc.constant('Self' as const)))
  .map(([ResourceShareId, lists, ResourceOwner]) => ({
    type: 'DisassociateResourceShare',
    request: present<resourceSharing.DisassociateResourceShareRequest>({ ResourceShareId, ...lists, ResourceOwner })
  }))

/** DisassociateResourceShare by an account that leaves a share of somebody else's. Valid where that account calls. */
export const leaveResourceShare = (accountId: string): fc.Arbitrary<Of<'DisassociateResourceShare'>> =>
  shareId.map((ResourceShareId) => ({
    type: 'DisassociateResourceShare',
    request: { ResourceShareId, ResourceOwner: 'OtherAccounts', Targets: [accountId] }
  }))

/** DeleteResourceShare. */
export const deleteResourceShare: fc.Arbitrary<Of<'DeleteResourceShare'>> = shareId.map((ResourceShareId) => ({
  type: 'DeleteResourceShare',
  request: { ResourceShareId }
}))

const invited: fc.Arbitrary<resourceSharing.InvitationRequest> = fc
  .tuple(shareId, mostly<string>(6, fc.constantFrom(...outsiders), fc.constantFrom(...members)))
  .map(([resourceShareId, accountId]) => ({ ResourceShareInvitationId: invitationIdOf(resourceShareId, accountId) }))

/** AcceptResourceShareInvitation, mostly of an outsider's. */
export const acceptResourceShareInvitation: fc.Arbitrary<Of<'AcceptResourceShareInvitation'>> = fc.record({
  type: fc.constant('AcceptResourceShareInvitation'),
  request: invited
})

/** RejectResourceShareInvitation, mostly of an outsider's. */
export const rejectResourceShareInvitation: fc.Arbitrary<Of<'RejectResourceShareInvitation'>> = fc.record({
  type: fc.constant('RejectResourceShareInvitation'),
  request: invited
})

const commands: { readonly [T in Command['type']]: fc.Arbitrary<Of<T>> } = {
  CreateResourceShare: createResourceShare,
  AssociateResourceShare: associateResourceShare,
  DisassociateResourceShare: disassociateResourceShare,
  DeleteResourceShare: deleteResourceShare,
  AcceptResourceShareInvitation: acceptResourceShareInvitation,
  RejectResourceShareInvitation: rejectResourceShareInvitation
}

/** Any valid command of a type. */
export const commandOf = <T extends Command['type']>(type: T): fc.Arbitrary<Of<T>> => commands[type]

/** Any valid request of a command, by the command's type. */
export const requestOf = <T extends Command['type']>(type: T): fc.Arbitrary<Of<T>['request']> => requestIn(commandOf(type))

/** How an operation has ended: well, mostly. */
export const signal: fc.Arbitrary<SignalToShare> = fc
  .record({
    type: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom<SignalToShare['type'][]>('AssociationSucceeded', 'DisassociationSucceeded') },
      { weight: 1, arbitrary: fc.constantFrom<SignalToShare['type'][]>('AssociationFailed', 'DisassociationFailed') }
    ),
    resourceShareId: shareId,
    entity: fc.oneof(
      resource.map(({ ResourceId, ResourceType }) => ({
        associationType: 'Resource' as const,
        entityType: ResourceType,
        entityId: ResourceId
      })),
      target.map((entityId) => ({ associationType: 'Target' as const, entityType: 'Account', entityId }))
    ),
    reason: sometimes(fc.string({ maxLength: 20 }), 1)
  })
  .map(({ type, entity, reason, resourceShareId }) =>
    present<SignalToShare>({ type, ...entity, reason: type.endsWith('Failed') ? reason : undefined, resourceShareId })
  )

const statuses: readonly lifecycle.AssociationStatus[] = [
  'Associating',
  'Associated',
  'Disassociating',
  'Disassociated',
  'Failed'
]

/** Any valid ListResourceShareAssociations that asks for a first page. */
export const listRequest: fc.Arbitrary<resourceSharing.ListResourceShareAssociationsRequest> = fc
  .record({
    AssociationType: fc.constantFrom('Resource' as const, 'Target' as const),
    AssociationStatus: sometimes(fc.constantFrom(...statuses)),
    ResourceId: sometimes(fc.constantFrom(...resourceIds)),
    Target: sometimes(target),
    ResourceShareIds: sometimes(fc.subarray([...shareIds, unknownShareId]), 2),
    MaxResults: sometimes(mostly(1, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 100 })), 1),
    ResourceOwner: sometimes(fc.constantFrom('Self' as const, 'OtherAccounts' as const))
  })
  .map(({ ResourceId, Target, ...request }) =>
    present<resourceSharing.ListResourceShareAssociationsRequest>({
      ...request,
      ...(request.AssociationType === 'Resource' ? { ResourceId } : { Target })
    })
  )

/** Any valid command or signal; whether it is accepted is up to the state, and to who calls: see `callerOf`. */
export const command: fc.Arbitrary<Command | SignalToShare> = fc.oneof(
  { weight: 3, arbitrary: createResourceShare },
  { weight: 8, arbitrary: associateResourceShare },
  { weight: 5, arbitrary: disassociateResourceShare },
  { weight: 2, arbitrary: fc.constantFrom(...outsiders, ...members).chain(leaveResourceShare) },
  { weight: 1, arbitrary: deleteResourceShare },
  { weight: 4, arbitrary: acceptResourceShareInvitation },
  { weight: 1, arbitrary: rejectResourceShareInvitation },
  { weight: 12, arbitrary: signal }
)

const accounts = [...members, ...outsiders, stranger]

/** Who would send such a command: who leaves, whose invitation it is, the owner otherwise. */
export const callerOf = ({ request }: { readonly type?: unknown; readonly request?: unknown }): string => {
  const { ResourceOwner, Targets, ResourceShareInvitationId: id } = fieldsOf(request)
  if (ResourceOwner === 'OtherAccounts' && Array.isArray(Targets)) return accounts.find((one) => Targets.includes(one)) ?? owner
  return typeof id === 'string' ? (accounts.find((one) => id.endsWith(`-${one}`)) ?? owner) : owner
}
