/** Both systems through the handler: the same histories of calls as for any backend, and the answers of the model expected. */
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import * as policies from '../../../src/backup-policies/index.ts'
import { createHandler } from '../../../src/hosting/http/index.ts'
import {
  backupPoliciesSystem,
  createRuntime,
  manualClock,
  memoryStore,
  resourceSharingSystem
} from '../../../src/hosting/runtime/index.ts'
import * as sharing from '../../../src/resource-sharing/index.ts'
import { backupPolicies, resourceSharing } from '../../../src/testing/index.ts'
import { base, read, start } from './support.ts'

const numRuns = 40

/** The wire knows texts where a request may hold anything: what would arrive as something else is not asked. */
const arrives = (
  sent: { readonly type: string; readonly request: unknown },
  got: { readonly type: string; readonly request: unknown }
) => isDeepStrictEqual([sent.type, sent.request], [got.type, got.request])

describe('histories of calls over HTTP', () => {
  test('Resource Sharing', async () => {
    const world = () => {
      const clock = manualClock(start)
      return { clock, runtime: createRuntime({ system: resourceSharingSystem, store: memoryStore(), clock }) }
    }
    let { clock, runtime } = world()

    const idsNow = async () => {
      const ids: string[] = []
      for await (const id of runtime.ids()) ids.push(id)
      return ids
    }

    /** What no reply says: the ids of the invitations that wait for these accounts. */
    const invitationsOf = async (share: unknown, ids: Readonly<Record<string, string>> = {}, facts: sharing.Facts) => {
      const state = await runtime.read(String(share))
      const pending = [...sharing.invitations(state, facts)].filter(({ Status }) => Status === 'Pending')
      return Object.fromEntries(
        pending.flatMap(({ ReceiverAccountId, ResourceShareInvitationId }) => {
          const wanted = ids[ReceiverAccountId]
          return wanted === undefined ? [] : [[wanted, ResourceShareInvitationId]]
        })
      )
    }

    const backend: resourceSharing.Backend = {
      reset: () => {
        ;({ clock, runtime } = world())
      },
      send: async (command, facts) => {
        const { now, requestId: _, accountId, ...own } = facts
        clock.set(now)
        if (!('request' in command)) {
          if (Object.hasOwn(sharing.operations, command.type)) return undefined
          const { resourceShareId = (await idsNow())[0], ...signal } = command as typeof command & { resourceShareId?: string }
          const ids = command.type === 'Sweep' ? await idsNow() : [resourceShareId ?? '']
          const done = await Promise.all(
            ids.map((aggregateId) => runtime.execute({ aggregateId, caller: accountId, command: signal, facts: own }))
          )
          return done[0]?.result ?? { ok: true, reply: {} }
        }
        const body = new URLSearchParams(sharing.wire.writeRpc(command))
        if (!arrives(command, sharing.wire.readRpc(body))) return undefined
        const handler = createHandler({ runtime, authenticate: () => ({ id: accountId, facts: own }) })
        const answer = sharing.wire.readReply(await read(await handler(new Request(base, { method: 'POST', body }))))
        if (!answer?.ok || !('invitationIds' in command)) return answer
        const [first] = Array.isArray(answer.reply.ResourceShareAssociations) ? answer.reply.ResourceShareAssociations : []
        const share = { ...(answer.reply.ResourceShare ?? first) }.ResourceShareId
        return { ...answer, ids: await invitationsOf(share, command.invitationIds, facts) }
      }
    }
    const { histories, accepted, codes } = await resourceSharing.conformance(backend, { numRuns, sameMessages: true })
    expect(histories).toBe(numRuns)
    for (const type of ['CreateResourceShare', 'DisassociateResourceShare', 'ListResourceShareAssociations'])
      expect(accepted[type], type).toBeGreaterThan(0)
    expect(Object.keys(codes).length).toBeGreaterThan(10)
  })

  test('backup policies', async () => {
    const world = () => {
      const clock = manualClock(start)
      return { clock, runtime: createRuntime({ system: backupPoliciesSystem, store: memoryStore(), clock }) }
    }
    let { clock, runtime } = world()

    const backend: backupPolicies.Backend = {
      reset: () => {
        ;({ clock, runtime } = world())
      },
      send: async (command, facts) => {
        const { now, requestId: _, projectId, ...own } = facts
        clock.set(now)
        if (command.type === 'listResources') return undefined
        if (!('request' in command)) {
          if (Object.hasOwn(policies.operations, command.type)) return undefined
          const { result } = await runtime.execute({ aggregateId: projectId, caller: projectId, command, facts: own })
          return result
        }
        if (!Object.hasOwn(policies.operations, command.type)) return undefined
        const { method, path, body } = policies.wire.writeRequest(projectId, command)
        const arrived = policies.wire.readRequest({ method, path, body })
        if (!arrived.ok || !arrives(command, arrived.call)) return undefined
        const handler = createHandler({ runtime, authenticate: () => ({ id: projectId, facts: own }) })
        const request = new Request(base + path, { method, ...(method === 'POST' && { body: new Blob([String(body)]) }) })
        return policies.wire.readReply(await read(await handler(request)))
      }
    }
    const { histories, accepted } = await backupPolicies.conformance(backend, { numRuns, sameMessages: true })
    expect(histories).toBe(numRuns)
    for (const type of Object.keys(policies.operations)) expect(accepted[type], type).toBeGreaterThan(0)
  })
})
