/** Commands, facts and times for properties: mostly sensible, from a small pool of ids, so that they meet each other. */
import fc from 'fast-check'
import type { Facts } from '../../src/resource-sharing/index.ts'
import {
  day,
  directory,
  factsOf,
  hour,
  member,
  otherMember,
  outsider,
  owner,
  service,
  shareId,
  start,
  stranger
} from './support.ts'

export const resourceId = fc.constantFrom('r-1', 'r-2', '__proto__', 'constructor')
export const resourceType = fc.constantFrom(
  'VSwitch',
  'VSwitch',
  'VSwitch',
  'IpamPool',
  'CapacityReservation',
  'KMSInstance',
  'Teapot'
)
export const target = fc.constantFrom(
  member,
  otherMember,
  outsider,
  stranger,
  owner,
  'rd-abc123',
  'fd-f1',
  'rd-other',
  service,
  '?'
)

const resource = fc.record({ ResourceId: resourceId, ResourceType: resourceType })
const resources = fc.oneof(
  { weight: 9, arbitrary: fc.uniqueArray(resource, { maxLength: 3, selector: JSON.stringify }) },
  { weight: 1, arbitrary: fc.array(resource) }
)
const targets = fc.oneof(
  { weight: 9, arbitrary: fc.uniqueArray(target, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(target) }
)
const entities = { Resources: resources, Targets: targets }
const ofShare = { ResourceShareId: fc.constantFrom(shareId, shareId, shareId, shareId, 'rs-other', '') }
const callers = fc.constantFrom(owner, owner, owner, member, outsider, stranger)

const invitation = fc.record({ ResourceShareInvitationId: fc.constantFrom('i-1', 'i-2', 'i-3', 'i', '') })
const invitationIds = fc.constantFrom(undefined, { [outsider]: 'i-1', [stranger]: 'i-2' }, { [outsider]: 'i-3' })

const signal = fc.record(
  {
    type: fc.constantFrom('AssociationSucceeded', 'AssociationFailed', 'DisassociationSucceeded', 'DisassociationFailed'),
    associationType: fc.constantFrom('Resource', 'Target'),
    entityType: fc.constantFrom('VSwitch', 'Account', 'Account', 'IpamPool'),
    entityId: fc.oneof(resourceId, target),
    reason: fc.string()
  },
  { requiredKeys: ['type', 'associationType', 'entityType', 'entityId'] }
)

export const command = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('CreateResourceShare'),
      resourceShareId: fc.constant(shareId),
      invitationIds,
      request: fc.record({ ResourceShareName: fc.constant('test'), AllowExternalTargets: fc.constant(true), ...entities })
    })
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('AssociateResourceShare'),
      invitationIds,
      request: fc.record({ ...ofShare, ...entities })
    })
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('DisassociateResourceShare'),
      request: fc.record({ ...ofShare, ...entities, ResourceOwner: fc.constantFrom('Self', 'Self', 'OtherAccounts') })
    })
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('DeleteResourceShare'), request: fc.record(ofShare) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom('AcceptResourceShareInvitation', 'RejectResourceShareInvitation'),
      request: invitation
    })
  },
  { weight: 12, arbitrary: signal },
  { weight: 2, arbitrary: fc.constant({ type: 'Sweep' }) }
)

const retention = fc.constantFrom(
  undefined,
  undefined,
  undefined,
  { floorMs: 0, ceilingMs: 0 },
  { floorMs: hour, ceilingMs: 90 * day }
)

export const facts: fc.Arbitrary<Partial<Facts>> = fc.record({
  accountId: callers,
  directory: fc.constantFrom(directory, directory, directory, { ...directory, memberIds: [otherMember] }),
  retention
}) as never

/** Milliseconds that go by; a clock may step back. */
export const pause = fc.oneof(
  { weight: 6, arbitrary: fc.nat(1_000) },
  { weight: 3, arbitrary: fc.constantFrom(47 * hour, 48 * hour, 96 * hour, 7 * day) },
  { weight: 1, arbitrary: fc.integer({ min: -day, max: 0 }) }
)

export interface Step {
  readonly command: { readonly type: string }
  readonly facts: Facts
  readonly isRestarted: boolean
}

/** A history: commands with their facts, as time goes by. */
export const history = (maxLength: number): fc.Arbitrary<Step[]> =>
  fc.array(fc.record({ command, facts, pause, isRestarted: fc.boolean() }), { maxLength }).map((steps) => {
    let now = start
    return steps.map(({ command, facts, pause, isRestarted }) => {
      now += pause
      return { command, facts: factsOf({ ...JSON.parse(JSON.stringify(facts)), now }), isRestarted }
    })
  })
