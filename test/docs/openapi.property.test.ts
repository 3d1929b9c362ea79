/**
 * Calls over HTTP are as the OpenAPI documents say: histories, requests that break a rule, and calls to a host of which something is
 * wrong. Between them each operation is refused with each code that its document lists; with any other the check itself fails.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DoorErrorCode, doorErrors } from '../../src/hosting/http/index.ts'
import { memoryStore, type Store } from '../../src/hosting/runtime/index.ts'
import { backupPolicies as policies, resourceSharing as sharing } from '../../src/index.ts'
import { backupPolicies, resourceSharing } from '../../src/testing/index.ts'
import { failing, start } from '../hosting/http/support.ts'
import { codesOf, documents, type OpenApi, operationIn } from './openapi.ts'
import {
  asking,
  askingOf,
  bookOf,
  type PolicyCall,
  policiesWorld,
  policy,
  type ShareCall,
  share,
  sharingWorld
} from './openapi-calls.ts'

const shares = resourceSharing.arbitraries
const seed = 8
const day = 24 * 3_600_000

/** Every attempt to change something meets another. */
const contended = (store: Store): Store => ({ ...store, append: async () => ({ kind: 'conflict' }) })

/** Why nobody is let in: the checks of signatures have tests of their own. */
const whoCalls = (Object.keys(doorErrors) as DoorErrorCode[]).filter((code) =>
  /^(Unauthenticated|InvalidAccessKeyId|IncompleteSignature|Signature|InvalidTimeStamp)/.test(code)
)

/** A key that no header of a careful client has. */
const badKey = { headers: { 'idempotency-key': 'k'.repeat(256) } }
const key = { headers: { 'idempotency-key': 'key-1' } }

/** What is right, broken by each of the rules, a few times over. */
const brokenOnce = <T extends object>(right: fc.Arbitrary<T>, rules: (typeof shares.rules)['CreateResourceShare']): T[] =>
  rules.flatMap(([, breakIt]) =>
    fc.sample(
      right.chain((value) => breakIt(value as Readonly<Record<string, unknown>>) as fc.Arbitrary<unknown> as fc.Arbitrary<T>),
      { numRuns: 3, seed }
    )
  )

const missingIn = (document: OpenApi, operations: object, codes: ReadonlyMap<string, ReadonlySet<string>>) =>
  Object.keys(operations).flatMap((name) =>
    Object.values(codesOf(operationIn(document, name)[1]))
      .flat()
      .filter((code) => !codes.get(name)?.has(code))
      .map((code) => `${name}: ${code}`)
  )

describe('Resource Sharing', () => {
  const { codes, note } = bookOf()

  const inOrder = async (...calls: readonly (readonly [ShareCall['command'], sharing.Facts?])[]) => {
    const { send } = sharingWorld(note)
    for (const [command, facts = asking()] of calls) await send({ command, facts })
  }

  test('histories', async () => {
    for (const calls of fc.sample(shares.history(40), { numRuns: 25, seed })) {
      const { send } = sharingWorld(note)
      for (const call of calls) await send(call)
    }
    expect(codes.size).toBe(7)
  })

  test('requests that break a rule', async () => {
    const { send } = sharingWorld(note)
    for (const type of Object.keys(shares.rules) as (keyof typeof shares.rules)[])
      for (const command of brokenOnce(shares.commandOf(type), shares.rules[type])) await send({ command, facts: asking() })
    for (const request of brokenOnce(shares.listRequest, shares.listRules))
      await send({ command: { type: 'ListResourceShareAssociations', request }, facts: asking() })
    expect(codes.get('ListResourceShareAssociations')?.has('InvalidParameter.Target')).toBe(true)
  })

  test('what is rare in histories', async () => {
    const { create, associate, disassociate, leave, remove, accept, reject, succeeded, vswitch, outsider, member } = share
    const asOutsider = asking(outsider)
    const joined = [
      [create({ Resources: [vswitch('vsw-1')], Targets: [outsider] })],
      [succeeded('vsw-1')],
      [accept, asOutsider],
      [succeeded(outsider, 'Account')]
    ] as const
    const running = { directory: { ...shares.directory, accountsWithRunningTasks: [outsider] } }
    await inOrder(...joined, [accept, asOutsider], [reject, asOutsider], [leave, asking(outsider, running)])
    await inOrder(...joined, [associate({ Resources: [vswitch('p-1', 'IpamPool')] })], [leave, asOutsider])
    await inOrder(...joined, [associate({ Resources: [vswitch('k-1', 'KMSInstance')] })])
    await inOrder([accept, asOutsider], [reject, asOutsider])
    const leaving = { type: 'DisassociateResourceShare', request: { ...leave.request, Targets: [member] } } as const
    await inOrder([create({ Targets: [member] })], [succeeded(member, 'Account')], [leaving, asking(member)])
    await inOrder(...joined, [disassociate({ Resources: [vswitch('vsw-1')] })], [associate({ Resources: [vswitch('vsw-1')] })])
    await inOrder([create()], [disassociate({ Targets: ['rd-other'] })], [remove], [remove], [remove, asking(member)])
    await inOrder([create({ Targets: [outsider] })], [reject, asOutsider], [reject, asOutsider], [accept, asOutsider])
    const late = asking(outsider, { now: start + 8 * day })
    await inOrder([create({ Targets: [outsider] })], [accept, late], [reject, late])
    await inOrder([create({ Targets: [outsider], Resources: [vswitch('k-1', 'KMSInstance')] })])
    await inOrder([create({ Targets: [shares.owner] })], [create({ Targets: ['rd-other'] })])
    await inOrder([create({ Resources: [vswitch('vsw-1')] }), asking(shares.owner, { limits: { sharedResourcesPerAccount: 0 } })])
    await inOrder([create({}), asking(shares.owner, { limits: { sharesPerAccount: 0 } })])
    expect(codes.get('AcceptResourceShareInvitation')?.has('InvitationStatus.Expired')).toBe(true)
  })

  describe.each([
    ['CreateResourceShare', { ...share.create(), resourceShareId: 'rs-2' }],
    ['AssociateResourceShare', share.associate({ Resources: [share.vswitch('vsw-2')] })],
    ['DisassociateResourceShare', share.disassociate({ Resources: [share.vswitch('vsw-1')] })],
    ['DeleteResourceShare', share.remove],
    ['AcceptResourceShareInvitation', share.accept],
    ['RejectResourceShareInvitation', share.reject],
    ['ListResourceShareAssociations', share.list]
  ] as const)('%s', (name, command) => {
    const facts = asking(name.endsWith('Invitation') ? share.outsider : shares.owner)
    const isQuery = name.startsWith('List')

    const prepared = async () => {
      const { send, store, withInvitation } = sharingWorld(note)
      const created = share.create({ Resources: [share.vswitch('vsw-1')], Targets: [share.outsider] })
      for (const first of [created, share.succeeded('vsw-1')]) await send({ command: first, facts: asking() })
      return { store, call: { command: await withInvitation(command, facts), facts } }
    }

    test('from nobody, in another version, in a body that is none', async () => {
      for (const denied of whoCalls) {
        const posted = { method: 'POST', body: new URLSearchParams(sharing.wire.writeRpc(command)) }
        await sharingWorld(note, { service: { authenticate: () => ({ denied }) } }).send({ command, facts }, posted)
      }
      const { send } = sharingWorld(note)
      await send({ command, facts }, { query: `Action=${name}&Version=2020-01-11` })
      await send(
        { command, facts },
        {
          method: 'POST',
          query: sharing.wire.writeRpc(command),
          body: '{}',
          headers: { 'content-type': 'application/json' }
        }
      )
      const inQuery = { method: 'POST', query: sharing.wire.writeRpc(command) }
      const form = { 'content-type': 'application/x-www-form-urlencoded' }
      await send({ command, facts }, { ...inQuery, body: new Uint8Array([0xff]), headers: form })
      const { send: sendShort } = sharingWorld(note, { options: { bodyLimit: 1 } })
      await sendShort({ command, facts }, { ...inQuery, body: 'a=b', headers: form })
      expect(codes.get(name)?.has('UnsupportedContentType')).toBe(true)
    })

    test('to a store that fails, or that others write to; with a key that is none, or is another call’s', async () => {
      const { store, call } = await prepared()
      await sharingWorld(note, { store: failing(store) }).send(call)
      if (!isQuery) await sharingWorld(note, { store: contended(store) }).send(call)
      const { send } = sharingWorld(note, { store })
      await send({ command: { type: 'DeleteResourceShare', request: { ResourceShareId: 'rs-none' } }, facts }, key)
      await send(call, key)
      await send(call, badKey)
      expect(codes.get(name)?.has('InternalError')).toBe(true)
      expect([...(codes.get(name) ?? [])].includes('TooManyConflicts')).toBe(!isQuery)
    })
  })

  test('with all of that, each code that is listed has been met', () => {
    expect(missingIn(documents['resource-sharing'], sharing.operations, codes)).toStrictEqual([])
  })
})

describe('backup policies', () => {
  const kit = backupPolicies.arbitraries
  const { codes, note } = bookOf()

  const inOrder = async (...calls: readonly (readonly [PolicyCall['command'], policies.Facts?])[]) => {
    const { send } = policiesWorld(note)
    for (const [command, facts = askingOf()] of calls) await send({ command, facts })
  }

  test('histories', async () => {
    for (const calls of fc.sample(kit.history(40), { numRuns: 25, seed })) {
      const { send } = policiesWorld(note)
      for (const call of calls) await send(call)
    }
    expect(codes.size).toBeGreaterThan(2)
  })

  test('requests that break a rule', async () => {
    const { send } = policiesWorld(note)
    for (const type of Object.keys(kit.rules) as (keyof typeof kit.rules)[])
      for (const command of brokenOnce(kit.commandOf(type), kit.rules[type])) await send({ command, facts: askingOf() })
    expect(codes.get('AssociateResources')?.has('AutoBackup.0211')).toBe(true)
  })

  test('what is rare in histories', async () => {
    const [policyId] = kit.policyIds
    await inOrder([policy.create(), askingOf({ limits: { policiesPerProject: 0 } })], [policy.remove('<')])
    await inOrder([policy.create()], [policy.remove(), askingOf({ defaultPolicyId: policyId })])
    await inOrder([policy.create()], [policy.remove(), askingOf({ executingPolicyIds: [policyId] })])
    expect(codes.get('DeleteBackupPolicy')?.has('AutoBackup.0225')).toBe(true)
  })

  describe.each([
    ['CreateBackupPolicy', policy.create(kit.policyIds[1])],
    ['AssociateResources', policy.associate],
    ['DisassociateResources', policy.disassociate],
    ['DeleteBackupPolicy', policy.remove()],
    ['ListBackupPolicies', policy.list]
  ] as const)('%s', (name, command) => {
    const call = { command, facts: askingOf() }
    const listed = Object.values(codesOf(operationIn(documents['backup-policies'], name)[1])).flat()

    test('what only a host knows: the table of statuses, tokens, disks', async () => {
      const ofHost = listed.filter((code) => !code.startsWith('AutoBackup.') || /0002|0003|0204|0206|0222/.test(code))
      expect(ofHost.length).toBeGreaterThan(16)
      for (const denied of ofHost)
        await policiesWorld(note, { service: { authenticate: () => ({ denied: denied as 'Unauthorized' }) } }).send(call)
    })

    test('from another project, from nobody, to a store that fails, in a body that is none', async () => {
      await policiesWorld(note, { service: { authenticate: () => ({ id: 'project-2' }) } }).send(call)
      await policiesWorld(note, { service: { authenticate: () => undefined } }).send(call)
      await policiesWorld(note, { store: failing(memoryStore()) }).send(call)
      const isPosted = policies.operations[name].method === 'POST'
      if (isPosted) await policiesWorld(note).send(call, { body: '{' })
      if (isPosted) await policiesWorld(note, { options: { bodyLimit: 1 } }).send(call)
      expect(codes.get(name)?.has('AutoBackup.0009')).toBe(true)
    })

    test('with a key that is none, or is another call’s; to a store that others write to', async () => {
      const { send, store } = policiesWorld(note)
      await send({ command: policy.create(), facts: askingOf() })
      const swapped = policy.associate.request.resources.map(({ resource_id, resource_type }) => ({ resource_id, resource_type }))
      await send(
        {
          command: { ...policy.associate, request: { ...policy.associate.request, resources: [...swapped, ...swapped] } },
          facts: askingOf()
        },
        key
      )
      await send(call, key)
      await send(call, badKey)
      await policiesWorld(note, { store: contended(store) }).send(call)
      expect([...(codes.get(name) ?? [])].includes('AutoBackup.0009')).toBe(true)
    })
  })

  test('with all of that, each code that is listed has been met', () => {
    expect(missingIn(documents['backup-policies'], policies.operations, codes)).toStrictEqual([])
  })
})
