/** The queries, by example: their orders, and where a list goes on when what it stopped at is gone. */
import { expect, test } from 'vitest'
import { resourceSharing } from '../../src/index.ts'
import type { Facts, ListResourceShareAssociationsRequest, ResourceShareState } from '../../src/resource-sharing/index.ts'
import {
  associate,
  create,
  disassociate,
  factsOf,
  must,
  ofResource,
  outsider,
  ready,
  shareId,
  start,
  vswitch,
  withOutsider
} from './support.ts'

const { failedDisassociations, listResourceShareAssociations } = resourceSharing

const list = (
  states: readonly ResourceShareState[],
  request: ListResourceShareAssociationsRequest,
  facts: Partial<Facts> = {}
) => {
  const listed = listResourceShareAssociations(states, request, factsOf(facts))
  if (!listed.ok) throw new Error(listed.error.code)
  return listed.reply
}

test('of failed disassociations the soonest purge comes first; of one time, the earlier associated', () => {
  // In the order of their association; kinds and ids are in other orders.
  const resources = [vswitch('d', 'Snapshot'), vswitch('c'), vswitch('b'), vswitch('a', 'Image')]
  let state = create()
  for (const [at, resource] of resources.entries()) {
    state = must(state, associate({ Resources: [resource] }), { now: start + at })
    state = must(state, ofResource('AssociationSucceeded', resource.ResourceId, resource.ResourceType), { now: start + 10 })
  }
  state = must(state, disassociate({ Resources: resources }), { now: start + 20 })
  for (const [at, afterMs] of [40, 50, 50, 60].entries()) {
    const { ResourceId, ResourceType } = resources[at] as ReturnType<typeof vswitch>
    state = must(state, ofResource('DisassociationFailed', ResourceId, ResourceType, 'in use'), { now: start + afterMs })
  }
  const failed = failedDisassociations(state, factsOf({ now: start + 60 }))
  expect(failed.map(({ entityId }) => entityId)).toStrictEqual(['d', 'c', 'b', 'a'])
})

test('an account outside sees no resource, not even one that has its own id for a name', () => {
  let state = withOutsider(true)
  state = must(state, associate({ Resources: [vswitch(outsider)] }))
  const others = { ResourceOwner: 'OtherAccounts' } as const
  const shownOf = (AssociationType: 'Resource' | 'Target') =>
    list([state], { AssociationType, ...others }, { accountId: outsider }).ResourceShareAssociations.map(
      ({ EntityId }) => EntityId
    )
  expect(shownOf('Target')).toStrictEqual([outsider])
  expect(shownOf('Resource')).toStrictEqual([])
})

const shareNamed = (name: string, facts: Partial<Facts> = {}): ResourceShareState => {
  const limits = { sharesPerAccount: 10, sharedResourcesPerAccount: 10 }
  const Resources = [`${name}-1`, `${name}-2`].map((each) => vswitch(each))
  const request = { ResourceShareName: name, Resources }
  const command = { type: 'CreateResourceShare', resourceShareId: `rs-${name}`, request }
  return must(resourceSharing.initialState, command, { limits, ...facts })
}

test('the next page goes on in the share where the last one ended; where that is gone, in the next one; where both are, in its place', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => shareNamed(name)) as [
    ResourceShareState,
    ResourceShareState,
    ResourceShareState,
    ResourceShareState
  ]
  const request = { AssociationType: 'Resource' as const, MaxResults: 3 }
  const first = list([a, b, c, d], request)
  const rest = (states: readonly ResourceShareState[], { NextToken } = first) =>
    list(states, { ...request, MaxResults: 100, NextToken: NextToken as string }).ResourceShareAssociations.map(
      ({ EntityId }) => EntityId
    )
  expect(first.ResourceShareAssociations.map(({ EntityId }) => EntityId)).toStrictEqual(['a-1', 'a-2', 'b-1'])
  expect(rest([a, b, c, d])).toStrictEqual(['b-2', 'c-1', 'c-2', 'd-1', 'd-2'])
  expect(rest([b, c, d])).toStrictEqual(['b-2', 'c-1', 'c-2', 'd-1', 'd-2'])
  expect(rest([a, c, d])).toStrictEqual(['c-1', 'c-2', 'd-1', 'd-2'])
  expect(rest([c, d])).toStrictEqual(['c-1', 'c-2', 'd-1', 'd-2'])
  expect(rest([a, d])).toStrictEqual(['d-1', 'd-2'])
  expect(rest([a, d], list([a, b, c, d], { ...request, MaxResults: 5 }))).toStrictEqual(['d-1', 'd-2'])
})

test('the next share of a page is the next of the list, whatever stands in between', () => {
  const [a, b, x, y] = [shareNamed('a'), shareNamed('b'), shareNamed('x'), shareNamed('y')]
  const others = shareNamed('o', { accountId: outsider })
  const request = { AssociationType: 'Resource' as const, MaxResults: 1 }
  const { NextToken } = list([a, resourceSharing.initialState, others, b], request)
  const rest = list([x, y, b], { ...request, MaxResults: 100, NextToken: NextToken as string })
  expect(rest.ResourceShareAssociations.map(({ EntityId }) => EntityId)).toStrictEqual(['b-1', 'b-2'])
})

test('where there is no share nothing has failed', () => {
  expect(failedDisassociations(resourceSharing.initialState, factsOf())).toStrictEqual([])
})

test('a list is of the caller’s own shares, or of others’, never of both', () => {
  const own = ready()
  const request = { AssociationType: 'Target' as const, ResourceShareIds: [shareId] }
  expect(list([own], request).ResourceShareAssociations).toHaveLength(1)
  expect(list([own], { ...request, ResourceOwner: 'OtherAccounts' }).ResourceShareAssociations).toHaveLength(0)
})

test('a reason without a word is no message', () => {
  for (const [reason, message] of [
    ['', undefined],
    ['full', 'full']
  ] as const) {
    const state = must(create({ Resources: [vswitch('vsw-1')] }), ofResource('AssociationFailed', 'vsw-1', 'VSwitch', reason))
    const [shown] = list([state], { AssociationType: 'Resource' }).ResourceShareAssociations
    expect(shown?.AssociationStatusMessage).toBe(message)
    expect(shown !== undefined && 'AssociationStatusMessage' in shown).toBe(message !== undefined)
  }
})
