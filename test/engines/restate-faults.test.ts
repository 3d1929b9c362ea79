/** Restate and the services of shares, killed in turn and together: nothing is lost, doubled or early. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as clients from '@restatedev/restate-sdk-clients'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { restateRuntime } from '../../src/hosting/restate/index.ts'
import { type Delivery, type ResourceSharingTypes, resourceSharingSystem } from '../../src/hosting/runtime/index.ts'
import { association, creation, hostFacts, newShareId, type ShareCall, signal, until } from '../hosting/runtime/support.ts'
import { findRestate, freePorts, isUp, type RestateServer, startRestate } from './restate-server.ts'

const script = fileURLToPath(new URL('./restate-service.ts', import.meta.url))

/** The services in a process of their own. */
const startService = async (port: number, file: string): Promise<() => Promise<void>> => {
  const child: ChildProcess = spawn(process.execPath, [script, String(port), file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const end = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve())
    child.once('exit', () => reject(new Error('the services have not started')))
  })
  return async () => {
    child.kill('SIGKILL')
    await end
  }
}

describe.skipIf(findRestate() === undefined)('Restate and its services', () => {
  const folder = mkdtempSync(join(tmpdir(), 'association-services-'))
  const file = join(folder, 'deliveries.jsonl')
  let server: RestateServer
  let port = 0
  let killService = async () => {}

  const deliveries = (id: string): Delivery<ResourceSharingTypes>[] =>
    (existsSync(file) ? readFileSync(file, 'utf8') : '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line): Delivery<ResourceSharingTypes> => JSON.parse(line))
      .filter(({ aggregateId }) => aggregateId === id)

  const connect = (facts: object = {}, retry: clients.RetryPolicy | false = false) =>
    restateRuntime({
      clients,
      connection: { url: server.ingress, retry },
      system: resourceSharingSystem,
      facts: { ...hostFacts, ...facts }
    })

  beforeAll(async () => {
    server = await startRestate()
    port = (await freePorts(1))[0] ?? 0
    killService = await startService(port, file)
    await server.deploy(`http://127.0.0.1:${port}`)
  })
  afterAll(async () => {
    await killService()
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('a deadline while both are down is met after the restart, and not before its time', async () => {
    const id = newShareId()
    const retention = { floorMs: 1_500, ceilingMs: 60_000 }
    const runtime = connect({ retention })
    await runtime.execute(creation(id))
    await runtime.execute(association(id, ['vsw-1']))
    const { events } = await runtime.execute(signal(id, 'AssociationFailed', 'vsw-1'))
    const due = (events[0]?.at ?? 0) + retention.floorMs
    await killService()
    await server.kill()
    await until(() => Date.now() > due)
    await server.start()
    killService = await startService(port, file)
    const expired = () => deliveries(id).filter(({ event }) => event.type === 'AssociationExpired')
    await until(() => expired().length > 0)
    expect(expired()[0]?.event.at).toBeGreaterThan(due)
    expect((await connect().read(id)).associations.size).toBe(0)
    expect(expired().map(({ position }) => position)).toStrictEqual([4])
  })

  test('kill -9 of the services, then of the server, under writers: all that is asked until it is answered happens once', async () => {
    const ids = [newShareId(), newShareId()]
    for (const id of ids) await connect().execute(creation(id))
    let answered = 0
    /** Sends it until it is answered, with its key. */
    const insist = async (call: ShareCall) => {
      const runtime = connect()
      for (;;) {
        try {
          return await runtime.execute(call)
        } catch {
          await until(() => isUp(`${server.ingress}/restate/health`))
        }
      }
    }
    /** Has Restate's client send it until it is answered, with a key of its own. */
    const patient = connect({}, { maxAttempts: false, maxDuration: false })
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      const executed = []
      for (let at = 0; at < 20; at += 1) {
        const call = association(ids[at % 2] ?? '', [`w${writer}-${at}`])
        const isKeyed = writer % 2 === 0
        executed.push(await (isKeyed ? insist({ ...call, idempotencyKey: `w${writer}-${at}` }) : patient.execute(call)))
        answered += 1
      }
      return executed
    })
    const killing = async () => {
      await until(() => answered > 30)
      await killService()
      killService = await startService(port, file)
      await until(() => answered > 80)
      await server.kill()
      await server.start()
    }
    const [executed] = await Promise.all([Promise.all(writers), killing()])
    for (const { result, events, isRepeated } of executed.flat()) {
      expect(result.ok).toBe(true)
      expect(events).toHaveLength(isRepeated ? 0 : 1)
    }
    for (const id of ids) {
      expect((await connect().read(id)).associations.size).toBe(80)
      await until(() => new Set(deliveries(id).map(({ position }) => position)).size === 81)
      const positions = deliveries(id).map(({ position }) => position)
      // At least once: one that was under way when the process was killed may come twice, but nothing overtakes it.
      expect(positions.filter((position, at) => position !== positions[at - 1])).toStrictEqual(
        Array.from({ length: 81 }, (_, at) => at + 1)
      )
    }
  })
})
