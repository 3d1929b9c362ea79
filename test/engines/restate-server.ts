/**
 * A Restate server of a test's own: a temporary folder, free ports of the loopback address. Its binary comes with the npm package
 * `@restatedev/restate-server`, for the platforms that there are packages for.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface RestateServer {
  /** For `clients.connect({ url })`; the same after a restart, as all addresses are. */
  readonly ingress: string
  readonly admin: string
  /** Makes the services at an address known, such as `http://127.0.0.1:9080`. */
  deploy(address: string): Promise<void>
  /** Starts it again on the same folder, and resolves when it answers. */
  start(): Promise<void>
  /** Ends it at once, with SIGKILL. */
  kill(): Promise<void>
  /** Ends it, and removes its folder. */
  stop(): Promise<void>
}

/** The server's binary; `undefined` where it was not, or could not be, installed. */
export const findRestate = (): string | undefined => {
  const folder = `./node_modules/@restatedev/restate-server-${process.platform}-${process.arch}`
  const path = fileURLToPath(new URL(`${folder}/bin/restate-server`, import.meta.url))
  return existsSync(path) ? path : undefined
}

export const missingRestate =
  'Restate is not there: npm has no @restatedev/restate-server for this platform, or could not fetch it'

/** As many free ports of the loopback address: all different, since all are taken until all are known. */
export const freePorts = async (count: number): Promise<number[]> => {
  const servers = Array.from({ length: count }, () => createServer())
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject)
          server.listen(0, '127.0.0.1', () => {
            const address = server.address()
            if (typeof address === 'object' && address) resolve(address.port)
            else reject(new Error('no port'))
          })
        })
    )
  )
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

/** Whether something answers there. */
export const isUp = async (url: string): Promise<boolean> => {
  try {
    const { ok } = await fetch(url)
    return ok
  } catch {
    return false
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (hasEnded(child)) resolve()
    else child.once('exit', () => resolve())
  })

/** Makes a new, empty server and starts it. @throws Error where Restate is not there, or does not start. */
export const startRestate = async (settings: Readonly<Record<string, string>> = {}): Promise<RestateServer> => {
  const program = findRestate()
  if (program === undefined) throw new Error(missingRestate)
  const folder = mkdtempSync(join(tmpdir(), 'association-restate-'))
  const [node, ingressPort, adminPort] = await freePorts(3)
  const ingress = `http://127.0.0.1:${ingressPort}`
  const admin = `http://127.0.0.1:${adminPort}`
  const env = {
    PATH: process.env.PATH ?? '',
    RESTATE_DISABLE_TELEMETRY: 'true',
    RESTATE_LOG_FILTER: 'warn',
    RESTATE_LISTEN_MODE: 'tcp',
    RESTATE_BIND_IP: '127.0.0.1',
    RESTATE_ADVERTISED_HOST: '127.0.0.1',
    RESTATE_BIND_PORT: String(node),
    RESTATE_INGRESS__BIND_PORT: String(ingressPort),
    RESTATE_ADMIN__BIND_PORT: String(adminPort),
    RESTATE_DEFAULT_NUM_PARTITIONS: '4',
    ...settings
  }
  let child: ChildProcess | undefined

  const start = async () => {
    const started = spawn(program, ['--base-dir', folder, '--node-name', 'n1', '--no-logo'], {
      env,
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe']
    })
    child = started
    let log = ''
    for (const output of [started.stdout, started.stderr])
      output.on('data', (text: Buffer) => {
        log = `${log}${text}`.slice(-4_000)
      })
    while (!((await isUp(`${admin}/health`)) && (await isUp(`${ingress}/restate/health`)))) {
      if (hasEnded(started)) throw new Error(`Restate has not started: ${log}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  const kill = async () => {
    if (child === undefined) return
    child.kill('SIGKILL')
    await ended(child)
  }

  const deploy = async (uri: string) => {
    const body = JSON.stringify({ uri, force: true })
    const answer = await fetch(`${admin}/deployments`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    if (!answer.ok) throw new Error(`the services at ${uri} were not taken: ${answer.status} ${await answer.text()}`)
  }

  await start()
  return {
    ingress,
    admin,
    deploy,
    start,
    kill,
    stop: async () => {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
