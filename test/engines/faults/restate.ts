/**
 * kill -9 of the services and of Restate's server in turn, under 16 writers; then both are down while deadlines pass. What Restate keeps
 * can only be asked for as states: the events are those that its outbox has delivered.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as clients from '@restatedev/restate-sdk-clients'
import { restateRuntime } from '../../../src/hosting/restate/index.ts'
import {
  type Delivery,
  memoryStore,
  type ResourceSharingTypes,
  resourceSharingSystem,
  type Store,
  systemClock
} from '../../../src/hosting/runtime/index.ts'
import { resourceSharing } from '../../../src/index.ts'
import { freePorts, startRestate } from '../restate-server.ts'
import { audit } from './audit.ts'
import { type Fault, tallyOf } from './fault.ts'
import { createJournal, type Journal } from './journal.ts'
import { namesOf, shareIds } from './kill.ts'
import { sendAgain } from './recovery.ts'
import { hostFacts, openShare } from './workload.ts'
import { write } from './write.ts'

/** Restate's timers go by the real time. */
const retention = { floorMs: 2_000, ceilingMs: 3_600_000 }
const answersARound = 150
const pollMs = 50
const mostPolls = 600

const script = fileURLToPath(new URL('../restate-service.ts', import.meta.url))

type Reader = Pick<ReturnType<typeof restateRuntime<ResourceSharingTypes, never, never>>, 'ids' | 'read'>
type Deliveries = ReadonlyMap<string, readonly Delivery<ResourceSharingTypes>[]>

/** The services in a process of their own; gives back their kill -9. */
const startServices = async (port: number, file: string): Promise<() => Promise<void>> => {
  const child = spawn(process.execPath, ['--no-warnings', script, String(port), file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const killNow = () => {
    child.kill('SIGKILL')
  }
  process.once('exit', killNow)
  const ended = once(child, 'close').then(() => {
    process.off('exit', killNow)
  })
  const early = ended.then(() => {
    throw new Error('the services have ended by themselves')
  })
  await Promise.race([once(child.stdout, 'data'), early])
  early.catch(() => {})
  return () => {
    killNow()
    return ended
  }
}

/** In the order of their delivery. A kill may have cut the last line short; then it comes again. */
const readDeliveries = (file: string): Deliveries => {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  const deliveries = new Map<string, Delivery<ResourceSharingTypes>[]>()
  for (const line of lines) {
    if (!line.endsWith('}')) continue
    const delivery: Delivery<ResourceSharingTypes> = JSON.parse(line)
    const { aggregateId } = delivery
    const known = deliveries.get(aggregateId)
    if (known === undefined) deliveries.set(aggregateId, [delivery])
    else known.push(delivery)
  }
  return deliveries
}

const eventsOf = (deliveries: Deliveries, id: string) => {
  const events = new Map((deliveries.get(id) ?? []).map(({ position, event }) => [position, event]))
  return [...events].sort(([one], [other]) => one - other).map(([, event]) => event)
}

const { deserialize, evolveAll, initialState, nextDeadline, serialize } = resourceSharing

/** Whether all that has happened is delivered, and all that ended is deleted. */
const isSettled = async (runtime: Reader, deliveries: Deliveries): Promise<boolean> => {
  for await (const id of runtime.ids()) {
    const state = await runtime.read(id)
    if (nextDeadline(state) !== undefined) return false
    if (serialize(state) !== serialize(evolveAll(initialState, eventsOf(deliveries, id)))) return false
  }
  return true
}

/** What the audit reads: the events as they were delivered, with the state that Restate has as their snapshot. */
const storeOf = async (runtime: Reader, deliveries: Deliveries): Promise<Store> => {
  const store = memoryStore()
  const { name: system } = resourceSharingSystem
  for await (const id of runtime.ids()) {
    const state = await runtime.read(id)
    const snapshot = serialize(state)
    const events = eventsOf(deliveries, id).map((event) => JSON.stringify(event))
    const commit = { key: { system, id }, expectedVersion: 0, events, snapshot, nextDeadline: nextDeadline(state), labels: [] }
    await store.append(commit)
    await store.hold(system, { holder: 'audit', now: 0, until: 1, limit: 1 })
    await store.acknowledge(commit.key, { holder: 'audit', version: events.length, until: 0 })
    if (!deserialize(snapshot).ok) throw new Error(`the state of ${id} cannot be`)
  }
  return store
}

const pause = () => new Promise((resolve) => setTimeout(resolve, pollMs))

const findingsOf = async (runtime: Reader, journal: Journal, file: string) => {
  for (let polls = 0; polls < mostPolls && !(await isSettled(runtime, readDeliveries(file))); polls += 1) await pause()
  const deliveries = readDeliveries(file)
  for (const [id, all] of deliveries) for (const { position } of all) journal.take({ kind: 'delivered', id, position })
  const about = { clock: systemClock, latestTime: systemClock.now(), floorMs: retention.floorMs }
  const findings = await audit(await storeOf(runtime, deliveries), journal, about)
  for await (const id of runtime.ids()) {
    const deadline = nextDeadline(await runtime.read(id))
    if (deadline !== undefined) findings.problems.push(`${id}: its deadline was ${deadline}, and nothing was done`)
  }
  return findings
}

export const killRestate: Fault = {
  name: 'kill-restate',
  description: 'kill -9 of services and server in turn under 16 writers, then both down across deadlines',
  needs: 'restate',
  run: async ({ rounds, say }) => {
    const folder = mkdtempSync(join(tmpdir(), 'association-faults-'))
    const file = join(folder, 'deliveries.jsonl')
    const server = await startRestate()
    const [port = 0] = await freePorts(1)
    let killServices = await startServices(port, file)
    try {
      await server.deploy(`http://127.0.0.1:${port}`)
      const runtime = restateRuntime({
        clients,
        connection: { url: server.ingress },
        system: resourceSharingSystem,
        facts: { ...hostFacts, retention }
      })
      const journal = createJournal({ isOrdered: true })
      for (const id of shareIds) await openShare(runtime, id)
      let isOver = false
      const names = namesOf('restate', 16)
      const writing = write({ runtime, shareIds, names, isOver: () => isOver, tell: journal.take })
      const more = () =>
        Promise.race([journal.whenAnswered(journal.answers.size + 1 + Math.floor(Math.random() * answersARound)), writing])
      for (let round = 0; round < rounds; round += 1) {
        await more()
        await killServices()
        killServices = await startServices(port, file)
        await more()
        await server.kill()
        await server.start()
        say(`${journal.answers.size} answers, ${journal.failures.length} calls failed and were sent again`)
      }
      await more()
      isOver = true
      await writing
      await killServices()
      await server.kill()
      const due = Date.now() + retention.floorMs
      while (Date.now() <= due) await pause()
      await server.start()
      killServices = await startServices(port, file)
      const lost = await sendAgain(runtime, journal)
      const findings = await findingsOf(runtime, journal, file)
      for (const key of lost) findings.lost.add(key)
      const events = [...readDeliveries(file).values()].flat().map(({ event }) => event)
      if (!events.some(({ type, at }) => type === 'AssociationExpired' && at > due))
        findings.problems.push('no deadline has passed while both were down')
      return tallyOf(journal, [findings])
    } finally {
      await killServices()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
