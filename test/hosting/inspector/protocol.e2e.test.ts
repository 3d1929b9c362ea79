/** The Stately inspector is told everything: each actor, event and snapshot of a scenario, in order, with a definition, as JSON. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import {
  createInspector,
  createWebSocketInspector,
  createWebSocketReceiver,
  type StatelyInspectionEvent
} from '@statelyai/inspect'
import { describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { createActor, createMachine } from 'xstate'
import { type Inspect, inspectScenario } from '../../../src/hosting/inspector/index.ts'
import { readScenario, run } from '../../../src/hosting/scenarios/index.ts'
import { lifecycle, resourceSharing } from '../../../src/index.ts'
import { factsOf } from '../../resource-sharing/support.ts'
import { linesOf, onlooker } from './support.ts'

const files = ['documented-disassociation', 'invitations-and-failures', 'backup-policies']

const outcomesOf = (name: string) => {
  const read = readScenario(readFileSync(new URL(`../../../docs/examples/${name}.json`, import.meta.url), 'utf8'), name)
  if (!read.ok) throw new Error(read.line)
  return { system: read.scenario.system, outcomes: run(read.scenario, read.system) }
}

/** Shows a scenario, and says what an onlooker who takes XState's events was told. */
const show = (name: string, inspect: Inspect) => {
  const { system, outcomes } = outcomesOf(name)
  const own = onlooker()
  outcomes.forEach(inspectScenario(system, inspect))
  outcomes.forEach(inspectScenario(system, own.inspect))
  const told = own.take()
  if (told.length < outcomes.length / 2) throw new Error(`of ${name} next to nothing was told`)
  return told
}

const lineOf = (event: StatelyInspectionEvent): string => {
  if (event.type === '@xstate.actor') return `actor ${event.name}`
  const id = event.sessionId.replace(/^pure:/, '')
  if (event.type === '@xstate.event') return `event ${id} ${event.event.type}`
  return `snapshot ${id} ${event.event.type} ${(event.snapshot as { readonly value?: unknown }).value}`
}

/** A relay on loopback, as the package's own server is one. */
const relay = async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      for (const client of server.clients)
        if (client !== socket && client.readyState === WebSocket.OPEN) client.send(String(data))
    })
  })
  await once(server, 'listening')
  onTestFinished(() => {
    for (const client of server.clients) client.terminate()
    server.close()
  })
  const clients = async (count: number) => {
    while (server.clients.size < count) await once(server, 'connection')
  }
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, clients }
}

describe.each(files)('of %s', (name) => {
  test('createInspector({ send }) is told everything, and all of it is JSON', async () => {
    const received: StatelyInspectionEvent[] = []
    const inspector = createInspector({ send: (event) => received.push(event) })
    const told = show(name, inspector.inspect)
    await expect.poll(() => received.length).toBe(told.length)
    expect(received.map(lineOf)).toStrictEqual(linesOf(told))
    for (const event of received) expect(JSON.parse(JSON.stringify(event))).toMatchObject({ sessionId: event.sessionId })
  })

  test('every actor comes before what it is told, below its aggregate, with the definition of its machine', async () => {
    const received: StatelyInspectionEvent[] = []
    const told = show(name, createInspector({ send: (event) => received.push(event) }).inspect)
    await expect.poll(() => received.length).toBe(told.length)
    const known = new Map<string, string>()
    for (const event of received) {
      if (event.type !== '@xstate.actor') {
        expect(known.has(event.sessionId)).toBe(true)
        continue
      }
      const { id, states, initial } = JSON.parse(event.definition ?? '{}')
      const isAssociation = event.name.startsWith('association/')
      expect(event.parentId).toBe(isAssociation ? event.rootId : undefined)
      if (isAssociation) expect(known.get(event.rootId ?? '')).not.toBe('association')
      expect(Object.keys(states)).toContain(initial)
      // What is shown first is a state of the definition, whatever the host has done since.
      expect(Object.keys(states)).toContain(event.snapshot.value)
      known.set(event.sessionId, id)
      // The definition is one: a machine can be made of it.
      expect(createMachine({ ...JSON.parse(event.definition ?? '{}'), context: {} }).id).toBe(id)
    }
    expect(new Set(known.values())).toStrictEqual(
      new Set([name === 'backup-policies' ? 'backupPolicies' : 'resourceShare', 'association'])
    )
  })

  test('the WebSocket inspector carries the same to its receiver', async () => {
    const { url, clients } = await relay()
    const received: StatelyInspectionEvent[] = []
    createWebSocketReceiver({ server: url }).subscribe((event) => received.push(event))
    await clients(1)
    const inspector = createWebSocketInspector({ url, maxDeferredEvents: 10_000 })
    await clients(2)
    const told = show(name, inspector.inspect)
    await expect.poll(() => received.length).toBe(told.length)
    expect(received.map(lineOf)).toStrictEqual(linesOf(told))
    inspector.stop()
  })
})

test('the documented request can be followed line by line', () => {
  const told = show('documented-disassociation', () => {})
  const share = 'resourceShare/rs-6GRmdD3X****'
  const resource = 'association/rs-6GRmdD3X****/Resource/VSwitch/vsw-bp183p93qs667muql****'
  const target = 'association/rs-6GRmdD3X****/Target/Account/172050525300****'
  expect(linesOf(told).slice(0, 11)).toStrictEqual([
    `actor ${share}`,
    `event ${share} CreateResourceShare`,
    `snapshot ${share} CreateResourceShare Active`,
    `event ${share} AssociateResourceShare`,
    `actor ${resource}`,
    `actor ${target}`,
    `event ${resource} xstate.init`,
    `snapshot ${resource} xstate.init Associating`,
    `event ${target} xstate.init`,
    `snapshot ${target} xstate.init Associating`,
    `snapshot ${share} AssociateResourceShare Active`
  ])
})

test('actors of the machines need nothing of this, and have the same names', async () => {
  const received: StatelyInspectionEvent[] = []
  const { inspect } = createInspector({ send: (event) => received.push(event) })
  const actor = createActor(resourceSharing.resourceShareMachine, { id: 'resourceShare/rs-1', inspect }).start()
  const facts = factsOf({ now: Date.now() })
  const request = { ResourceShareName: 'demo', Resources: [{ ResourceType: 'VSwitch', ResourceId: 'vsw-1' }] }
  actor.send({ type: 'CreateResourceShare', resourceShareId: 'rs-1', request, facts })
  actor.stop()
  const isOfAssociation = (event: StatelyInspectionEvent) =>
    event.type === '@xstate.actor' && 'parentId' in event && event.parentId
  await expect.poll(() => received.some(isOfAssociation)).toBeTruthy()
  const actors = received.flatMap((event) => (event.type === '@xstate.actor' ? [event] : []))
  expect(actors.map(({ name }) => name)).toStrictEqual(['resourceShare/rs-1', 'association/rs-1/Resource/VSwitch/vsw-1'])
  expect(Object.keys(JSON.parse(actors[1]?.definition ?? '{}').states).sort()).toStrictEqual(
    [...lifecycle.associationStatuses, 'Expired'].sort()
  )
})
