/**
 * The services of shares, served on 127.0.0.1: within a test, or as a process of its own that can be killed. Then it takes a port, and a
 * file to write deliveries of the outbox to, each as a line of JSON: `node restate-service.ts 9080 deliveries.jsonl`.
 */
import { appendFileSync } from 'node:fs'
import { createServer, type Http2Session } from 'node:http2'
import { pathToFileURL } from 'node:url'
import * as restate from '@restatedev/restate-sdk'
import { type RestateServicesOptions, restateServices } from '../../src/hosting/restate/index.ts'
import { type ResourceSharingTypes, resourceSharingSystem } from '../../src/hosting/runtime/index.ts'

type Options = Partial<Omit<RestateServicesOptions<ResourceSharingTypes, never>, 'restate' | 'system'>>

/** Services that are being served. */
export interface Serving {
  readonly address: string
  stop(): Promise<void>
}

/** Serves on a port, or on a free one. */
export const serveShares = async (options: Options = {}, port = 0): Promise<Serving> => {
  const services = restateServices({ restate, system: resourceSharingSystem, ...options })
  const server = createServer(restate.createEndpointHandler({ services, logger: () => {} }))
  const sessions = new Set<Http2Session>()
  server.on('session', (session) => {
    sessions.add(session)
    session.once('close', () => sessions.delete(session))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const session of sessions) session.destroy()
    })
  return { address: `http://127.0.0.1:${address.port}`, stop }
}

const [, script = '', port, file] = process.argv
if (import.meta.url === pathToFileURL(script).href && file !== undefined) {
  await serveShares({ outbox: (delivery) => appendFileSync(file, `${JSON.stringify(delivery)}\n`) }, Number(port))
  console.log('serving')
}
