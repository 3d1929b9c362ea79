/** What the service demands of a caller, as it documents it: an action of the operation's name, on all resources, without conditions. */
import { expect, test } from 'vitest'
import { resourceSharing } from '../../src/index.ts'

const { operations } = resourceSharing

test.each([
  ['CreateResourceShare', 'Write'],
  ['AssociateResourceShare', 'Write'],
  ['DisassociateResourceShare', 'Write'],
  ['DeleteResourceShare', 'Write'],
  ['AcceptResourceShareInvitation', 'Write'],
  ['RejectResourceShareInvitation', 'Write'],
  ['ListResourceShareAssociations', 'List']
] as const)('%s: %s', (name, accessLevel) => {
  const documented = { action: `resourcesharing:${name}`, accessLevel, resource: '*', conditionKeys: [] }
  expect(operations[name]).toStrictEqual(documented)
  expect(Object.isFrozen(operations[name])).toBe(true)
})

test('there are no others', () => {
  expect(Object.keys(operations)).toHaveLength(7)
})
