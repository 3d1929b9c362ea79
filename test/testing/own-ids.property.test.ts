/** Right backends that differ where they may: their own ids and tokens, lists in another order, calls that they do not offer. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldsOf } from '../../src/decider/values.ts'
import type { backupPolicies, resourceSharing } from '../../src/index.ts'
import { send as sendToProjects } from '../../src/testing/backup-policies/model.ts'
import { raceWithin } from '../../src/testing/history.ts'
import { type Backend, backupPolicies as policies, resourceSharing as shares } from '../../src/testing/index.ts'
import { always, nextPage } from '../../src/testing/moves.ts'
import { setting } from '../../src/testing/resource-sharing/histories.ts'
import { send as sendToShares } from '../../src/testing/resource-sharing/model.ts'
import { owner } from '../../src/testing/resource-sharing/requests.ts'
import { inTurn, ownPolicyService, ownShareService } from './own-services.ts'
import { backendOf } from './wrong.ts'

type ShareFacts = resourceSharing.Facts

describe('ids and tokens of its own', () => {
  const seed = 1

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

test('all projects may be in one table, in which the id of a policy is there once', async () => {
  let taken = new Map<string, string>()
  const backend = backendOf(sendToProjects)
  const oneTable: Backend<backupPolicies.Facts> = {
    reset: () => {
      taken = new Map()
      return backend.reset()
    },
    send: (command, facts, turns) => {
      const id = typeof command.policyId === 'string' ? command.policyId.toLowerCase() : ''
      const isElsewhere = taken.has(id) && taken.get(id) !== facts.projectId
      if (command.type === 'CreateBackupPolicy' && isElsewhere) return { ok: false, error: { code: 'AutoBackup.0006' } }
      const answer = backend.send(command, facts, turns)
      if (command.type === 'CreateBackupPolicy' && fieldsOf(answer).ok === true) taken.set(id, facts.projectId)
      return answer
    }
  }
  await policies.conformance(oneTable, { seed: 1, numRuns: 100 })
})

test('every account that a history may invite is given an id for its invitation', () => {
  const calls = fc.sample(shares.arbitraries.history(), { numRuns: 200, seed: 1 }).flat()
  const inviting = calls.filter(
    ({ command, wanted }) => wanted.ok && /^(Create|Associate)ResourceShare$/.test(String(command.type))
  )
  expect(inviting.length).toBeGreaterThan(200)
  for (const { command } of inviting) {
    const { Targets = [] } = fieldsOf('request' in command ? command.request : undefined)
    const accounts = (Targets as string[]).filter((id) => /^\d/.test(id))
    expect(Object.keys(fieldsOf(command.invitationIds))).toStrictEqual(expect.arrayContaining(accounts))
  }
})

test('in a race the only next page is that of a list that was asked for before', () => {
  const request = { AssociationType: 'Target', MaxResults: 1 }
  const list = always({ command: { type: 'ListResourceShareAssociations', request }, by: { accountId: owner } })
  const paging = { ...setting, move: fc.oneof(setting.move, fc.constantFrom(list, nextPage)) }
  const races = fc.sample(raceWithin(paging, { maxCalls: 12 }), { numRuns: 300, seed: 1 })
  const clients = races.flatMap((race) => race.clients)
  const pages = clients.flatMap((calls) => calls.filter(({ isNextPage }) => isNextPage))
  expect(pages.length).toBeGreaterThan(5)
  for (const calls of clients) {
    const lists = calls.filter(({ command }) => command.type === 'ListResourceShareAssociations')
    for (const [at, { isNextPage }] of lists.entries()) if (isNextPage) expect(at).toBe(0)
  }
})
