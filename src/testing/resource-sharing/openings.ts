/** How histories of shares begin: with one share as a rule, now and then with all that it takes to get where few calls lead. */
import * as fc from 'fast-check'
import type { Fields } from '../../decider/values.ts'
import type { resourceSharing } from '../../index.ts'
import type { Asked, Move } from '../history.ts'
import { always } from '../moves.ts'
import { busy } from './circumstances.ts'
import { byOwner, identified, leave } from './deeds.ts'
import { createResourceShare, directory, invitationIdOf, outsiders, service, shareIds } from './requests.ts'

type Opening = readonly Move<resourceSharing.ResourceShareState, resourceSharing.Facts>[]

const [shareId] = shareIds

const asked = (command: Fields, facts: Fields = {}): Asked => ({ command: identified(command), by: { ...byOwner, ...facts } })

const create = (lists: Fields, facts?: Fields): Asked => {
  const request = { ResourceShareName: 'opening', AllowExternalTargets: true, ...lists }
  return asked({ type: 'CreateResourceShare', resourceShareId: shareId, request }, facts)
}

const associate = (lists: Fields, facts?: Fields): Asked =>
  asked({ type: 'AssociateResourceShare', request: { ResourceShareId: shareId, ...lists } }, facts)

const signal = (type: string, associationType: string, entityType: string, entityId: string): Asked =>
  asked({ type, resourceShareId: shareId, associationType, entityType, entityId })

const resource = (ResourceType: string, ResourceId: string) => ({ ResourceType, ResourceId })

/** In lists of five, as requests may have them. */
const byFives = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / 5) }, (_, at) => list.slice(5 * at, 5 * at + 5))

/** The quotas that are documented, whatever they are in this history. */
const byDefault: Fields = { limits: undefined, usage: undefined }

/** One share more than an account may have by default. */
const manyShares: readonly Asked[] = Array.from({ length: 11 }, (_, at) =>
  asked({ type: 'CreateResourceShare', resourceShareId: `rs-${at}`, request: { ResourceShareName: `share-${at}` } }, byDefault)
)

/** One resource more than an account may share by default, their ids from short to long. */
const manyResources: readonly Asked[] = [
  create({}),
  ...byFives(Array.from({ length: 11 }, (_, at) => resource('VSwitch', String(at).padEnd(1 + 12 * at, 'x')))).map((Resources) =>
    associate({ Resources }, byDefault)
  )
]

/** More targets than are on a page by default, their ids from short to long, and what is on that page. */
const manyTargets: readonly Asked[] = [
  create({}),
  ...byFives(Array.from({ length: 24 }, (_, at) => `2*${at}`.padEnd(12 + (at % 9), '0'))).map((Targets) =>
    associate({ Targets })
  ),
  asked({ type: 'ListResourceShareAssociations', request: { AssociationType: 'Target' } })
]

const disassociate = (lists: Fields): Asked =>
  asked({ type: 'DisassociateResourceShare', request: { ResourceShareId: shareId, ...lists } })

/** A service in a share with a property, out of it, and back. */
const served: readonly Asked[] = [
  create({
    Resources: [resource('CapacityReservation', 'cr-1')],
    Targets: [service],
    TargetProperties: [{ TargetId: service, Property: '{"timeRange":{}}' }]
  }),
  signal('AssociationSucceeded', 'Target', 'Account', service),
  disassociate({ Targets: [service] }),
  signal('DisassociationSucceeded', 'Target', 'Account', service),
  associate({ Targets: [service] })
]

const answer = (type: string, accountId: string): Asked =>
  asked({ type, request: { ResourceShareInvitationId: invitationIdOf(shareId, accountId) } }, { accountId })

/** Accounts outside the directory in a share, with a resource that could not be taken out of it, and counts. One is not let go yet. */
const joined: readonly Asked[] = [
  create({ Resources: [resource('IpamPool', 'pool-1'), resource('VSwitch', 'vsw-1')], Targets: outsiders }, { directory }),
  ...outsiders.flatMap((accountId) => [
    answer('AcceptResourceShareInvitation', accountId),
    signal('AssociationSucceeded', 'Target', 'Account', accountId)
  ]),
  signal('AssociationSucceeded', 'Resource', 'IpamPool', 'pool-1'),
  disassociate({ Resources: [resource('IpamPool', 'pool-1')] }),
  signal('DisassociationFailed', 'Resource', 'IpamPool', 'pool-1'),
  associate({ Resources: [resource('VSwitch', 'vsw-2')] }, { usage: undefined, limits: { sharedResourcesPerAccount: 2 } }),
  leave(shareId, outsiders[0], busy)
]

/** An account that does not want to be in a share. */
const declined: readonly Asked[] = [
  create({ Targets: outsiders }, { directory }),
  answer('RejectResourceShareInvitation', outsiders[1]),
  answer('AcceptResourceShareInvitation', outsiders[1])
]

/** A share that cannot be deleted, for a resource could not be taken out of it. */
const stuck: readonly Asked[] = [
  create({ Resources: [resource('VSwitch', 'vsw-1'), resource('VSwitch', 'vsw-2')] }),
  signal('AssociationSucceeded', 'Resource', 'VSwitch', 'vsw-1'),
  signal('AssociationSucceeded', 'Resource', 'VSwitch', 'vsw-2'),
  asked({ type: 'DeleteResourceShare', request: { ResourceShareId: shareId } }),
  signal('DisassociationSucceeded', 'Resource', 'VSwitch', 'vsw-1'),
  signal('DisassociationFailed', 'Resource', 'VSwitch', 'vsw-2')
]

/** All opening calls, one after the other. */
const all = (calls: readonly Asked[]): fc.Arbitrary<Opening> => fc.constant(calls.map(always))

/** How a history begins. */
export const opening: fc.Arbitrary<Opening> = fc.oneof(
  { weight: 24, arbitrary: createResourceShare.map((given) => [always({ command: given as object as Fields, by: byOwner })]) },
  { weight: 1, arbitrary: all(manyShares) },
  { weight: 1, arbitrary: all(manyResources) },
  { weight: 1, arbitrary: all(manyTargets) },
  { weight: 1, arbitrary: all(served) },
  { weight: 2, arbitrary: all(joined) },
  { weight: 1, arbitrary: all(declined) },
  { weight: 2, arbitrary: all(stuck) }
)
