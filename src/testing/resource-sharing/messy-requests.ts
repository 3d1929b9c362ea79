/** Commands that break several rules at once, or none: which of them is named first is documented, too. */
import * as fc from 'fast-check'
import { type Fields, mostly, present, sometimes } from '../choices.ts'
import type { Command } from './calls.ts'
import { members, outsiders, owner, resourceIds, shareIds, unknownShareId } from './requests.ts'

/** Short and long lists, of few things, so that some come twice. */
const messyList = (good: fc.Arbitrary<unknown>, bad: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  mostly(
    12,
    fc.oneof(
      fc.uniqueArray(good, { maxLength: 8, selector: (entry) => JSON.stringify(entry), size: 'max' }),
      fc.array(good, { maxLength: 8 }),
      fc.array(mostly(4, good, bad), { maxLength: 8 })
    ),
    fc.constantFrom<unknown>(null, 'VSwitch', 7, {})
  )

const resources = messyList(
  fc.record({
    ResourceId: fc.constantFrom(...resourceIds, 'r-3', 'r-4', 'r-5', 'r-6'),
    ResourceType: mostly<string>(6, fc.constant('VSwitch'), fc.constantFrom('IpamPool', 'Teapot'))
  }),
  fc.constantFrom<unknown>(null, 'r-1', {}, { ResourceId: 'r-1' }, { ResourceId: 'a b', ResourceType: 'VSwitch' })
)

const targets = messyList(
  fc.constantFrom(...members, ...outsiders, owner, 'rd-abc123', 'rd-other', '1000000000000007', '1000000000000008'),
  fc.constantFrom<unknown>(null, 'somebody', 7, '')
)

/** Associate, Disassociate or Create with fields that may each be right, wrong or absent. */
export const messyCommand: fc.Arbitrary<Command> = fc
  .record({
    type: fc.constantFrom('DisassociateResourceShare', 'AssociateResourceShare', 'CreateResourceShare'),
    ResourceShareId: mostly<unknown>(6, fc.constant(shareIds[0]), fc.constantFrom(undefined, 'share-1', unknownShareId)),
    ResourceOwner: sometimes(fc.constantFrom<unknown>('Self', 'OtherAccounts', 'self', 7), 4),
    ResourceShareName: sometimes(fc.constantFrom<unknown>('test', '', 'a b', 'x'.repeat(51), 7), 1),
    AllowExternalTargets: sometimes(fc.constantFrom<unknown>(true, false, 'true'), 1),
    TargetProperties: sometimes(
      fc.constantFrom<unknown>(
        [],
        {},
        [{ TargetId: members[0], Property: '{}' }],
        [{ TargetId: 'ecs.aliyuncs.com', Property: '{' }]
      ),
      8
    ),
    Resources: mostly<unknown>(2, resources, fc.constant(undefined)),
    Targets: mostly<unknown>(2, targets, fc.constant(undefined))
  })
  .map(
    ({ type, ...request }): Fields => ({
      type,
      resourceShareId: shareIds[0],
      request: present(request)
    })
  ) as fc.Arbitrary<unknown> as fc.Arbitrary<Command>
