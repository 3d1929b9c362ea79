/** What decisions are given to know: the documented types, who is in a directory, and facts that are none. */
import { describe, expect, test } from 'vitest'
import { checkFacts, type Facts, isInDirectory, resourceTypeOf, resourceTypes } from '../../src/resource-sharing/facts.ts'
import { directory, factsOf, member, otherMember, outsider, owner } from './support.ts'

describe('the documented types', () => {
  const having = (isSo: (type: (typeof resourceTypes)[string]) => boolean) =>
    Object.keys(resourceTypes).filter((name) => isSo(resourceTypes[name] as (typeof resourceTypes)[string]))

  test('thirteen; two cannot be left, one of them stays inside; two are for services too', () => {
    expect(Object.keys(resourceTypes)).toHaveLength(13)
    expect(having(({ leavable }) => !leavable)).toStrictEqual(['IpamPool', 'KMSInstance'])
    expect(having(({ external }) => !external)).toStrictEqual(['KMSInstance'])
    expect(having(({ service }) => service)).toStrictEqual(['CapacityReservation', 'DeploymentSet'])
    expect(having((type) => Object.values(type).every((property) => typeof property === 'boolean'))).toHaveLength(13)
  })

  test('names of no type, inherited ones too', () => {
    for (const name of ['', 'vswitch', 'constructor', '__proto__']) expect(resourceTypeOf(factsOf(), name)).toBe(undefined)
  })
})

test('an account is in a directory as its management account, a member, or in a folder', () => {
  const { folders, ...flat } = { ...directory, memberIds: [member] }
  expect([owner, member, otherMember, outsider].map((each) => isInDirectory({ ...flat, folders }, each))).toStrictEqual([
    true,
    true,
    true,
    false
  ])
  expect(isInDirectory(flat, otherMember)).toBe(false)
  expect(isInDirectory(undefined, owner)).toBe(false)
})

describe('facts that are none', () => {
  const whole = 'facts.directory must be { id, managementAccountId, memberIds: [...], folders?: { id: [...] } }, or absent'
  test.each([
    [TypeError, 'facts.accountId must be a text; got number', { accountId: 5 }],
    [TypeError, 'facts.requestId must be a text; got undefined', { requestId: undefined }],
    [TypeError, whole, { directory: null }],
    [TypeError, whole, { directory: { id: 'rd-1' } }],
    [TypeError, whole, { directory: { ...directory, memberIds: member } }],
    [TypeError, whole, { directory: { ...directory, folders: { 'fd-1': [member], 'fd-2': member } } }],
    [RangeError, 'facts.limits.sharesPerAccount must be a number; got NaN', { limits: { sharesPerAccount: Number.NaN } }],
    [RangeError, 'facts.usage.shares must be a number; got 5', { usage: { shares: '5' } }]
  ])('%o: %s', (kind, says, wrong) => {
    const check = () => checkFacts({ ...factsOf(), ...(wrong as Partial<Facts>) })
    expect(check).toThrow(kind)
    expect(check).toThrow(says)
  })

  test('a directory may have no folders', () => {
    const { folders: _, ...flat } = directory
    expect(() => checkFacts(factsOf({ directory: flat }))).not.toThrow()
  })
})
