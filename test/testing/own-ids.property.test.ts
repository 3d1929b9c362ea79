/** Right backends that differ where they may: their own ids and tokens, lists in another order, calls that they do not offer. */
import { describe, expect, test } from 'vitest'
import type { resourceSharing } from '../../src/index.ts'
import { type Backend, backupPolicies as policies, resourceSharing as shares } from '../../src/testing/index.ts'
import { send as sendToShares } from '../../src/testing/resource-sharing/model.ts'
import { inTurn, ownPolicyService, ownShareService } from './own-services.ts'
import { backendOf } from './wrong.ts'

type ShareFacts = resourceSharing.Facts

describe.each([1, 2])('ids and tokens of its own (seed %i)', (seed) => {
  test('shares, invitations and pages', async () => {
    const { accepted } = await shares.conformance(ownShareService(), { seed, numRuns: 200 })
    expect(accepted.AcceptResourceShareInvitation).toBeGreaterThan(3)
    expect(await shares.race(inTurn(ownShareService()), { seed, numRuns: 60 })).toMatchObject({ races: 60 })
  })

  test('policies', async () => {
    await policies.conformance(ownPolicyService(), { seed, numRuns: 200 })
    await policies.race(inTurn(ownPolicyService()), { seed, numRuns: 100 })
  })
})

test('ids of invitations that are not told are not known', async () => {
  await expect(shares.conformance(ownShareService({ isTelling: false }), { seed: 1 })).rejects.toMatchObject({
    difference: 'expected it to be accepted; it was refused with "EntityNotExists.ResourceShareInvitation"'
  })
})

describe('a backend may leave out', () => {
  const offering = (isOffered: (type: string) => boolean, nothing: null | undefined): Backend<ShareFacts> => {
    const backend = ownShareService()
    return {
      reset: () => backend.reset(),
      send: (command, facts, turns) => (isOffered(command.type) ? backend.send(command, facts, turns) : nothing)
    }
  }
  test.each([['AssociateResourceShare'], ['AcceptResourceShareInvitation', 'RejectResourceShareInvitation'], ['Sweep']])(
    '%s',
    async (...left) => {
      const backend = offering((type) => !left.includes(type), undefined)
      const { accepted } = await shares.conformance(backend, { seed: 1, numRuns: 100 })
      for (const type of left) expect(accepted).not.toHaveProperty(type)
      await shares.race(
        offering((type) => !left.includes(type), null),
        { seed: 1, numRuns: 60 }
      )
    }
  )
})

test('shares may be listed by time and id, policies in the order of their making', async () => {
  const byTime = backendOf<resourceSharing.ResourceShareState, ShareFacts>((states, command, facts) => {
    const timeOf = (id: string) => states.get(id)?.share?.createTime ?? 0
    const sorted = [...states].sort(([one], [other]) => timeOf(one) - timeOf(other) || (one < other ? 1 : -1))
    return sendToShares(new Map(sorted), command, facts)
  })
  await shares.conformance(byTime, { seed: 1, numRuns: 200 })
  await shares.race(inTurn(byTime), { seed: 1 })
})
