/**
 * A PostgreSQL server of a test's own: a temporary folder, a free port of the loopback address, no other user than the tests'. It is
 * Debian's package; a server does not run as root, so root lends it the user `nobody`.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

export interface PostgresServer {
  /** For `new pg.Pool({ connectionString })`; the same after a restart. */
  readonly connectionString: string
  /** Starts it again after `kill`, and resolves when it answers. */
  start(): Promise<void>
  /** Ends it at once, with SIGKILL for it and all its processes, as when the machine loses power. */
  kill(): Promise<void>
  /** Ends it in good order, and removes its folder. */
  stop(): Promise<void>
}

const isRoot = process.getuid?.() === 0
const packages = '/usr/lib/postgresql'

/** The folder of the programs; `undefined` where there is no PostgreSQL. */
export const findPostgres = (): string | undefined => {
  if (!existsSync(packages)) return undefined
  const versions = readdirSync(packages).filter((name) => existsSync(join(packages, name, 'bin/postgres')))
  const newest = versions.sort((one, other) => Number(other) - Number(one))[0]
  return newest === undefined ? undefined : join(packages, newest, 'bin')
}

/** The same, installed first where that is possible: root on Debian, and a mirror of its packages that answers. */
export const installPostgres = (): string | undefined => {
  const found = findPostgres()
  if (found !== undefined || !isRoot) return found
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const patience = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=20']
  const run = (args: readonly string[]) =>
    execFileSync('apt-get', [...patience, ...args], { env: environment, stdio: 'ignore', timeout: 240_000 })
  try {
    run(['update'])
    run(['install', '--yes', '--no-install-recommends', 'postgresql'])
  } catch {
    return undefined
  }
  return findPostgres()
}

export const missingPostgres = 'PostgreSQL is not there: install the package postgresql (as root it is installed by itself)'

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

const idOf = (flag: '-u' | '-g'): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))

/** Who runs the server. */
const identity = () => (isRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {})

const answers = async (connectionString: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString })
  // A server that is starting up closes connections, and the driver tells it as an event, too.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** A pool for it. That the server goes away is no news to a test: what was asked of it rejects, and that is told. */
export const connect = ({ connectionString }: Pick<PostgresServer, 'connectionString'>, max = 8): pg.Pool => {
  const pool = new pg.Pool({ connectionString, max })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** Makes a new, empty server and starts it. @throws Error where PostgreSQL is not there, or does not start. */
export const startPostgres = async (settings: Readonly<Record<string, string>> = {}): Promise<PostgresServer> => {
  const programs = findPostgres()
  if (programs === undefined) throw new Error(missingPostgres)
  const folder = mkdtempSync(join(tmpdir(), 'association-postgres-'))
  const who = identity()
  if (who.uid !== undefined) chownSync(folder, who.uid, who.gid)
  const data = join(folder, 'data')
  const initialise = ['-D', data, '-U', 'tests', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync']
  execFileSync(join(programs, 'initdb'), initialise, { ...who, cwd: folder, stdio: 'pipe' })
  const port = await freePort()
  const connectionString = `postgres://tests@127.0.0.1:${port}/postgres`
  const all = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    ...settings
  }
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])

  let server: ReturnType<typeof spawn> | undefined
  let ended: Promise<void> = Promise.resolve()

  const start = async () => {
    const started = spawn(join(programs, 'postgres'), ['-D', data, ...options], {
      ...who,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true
    })
    let log = ''
    let isEnded = false
    started.stderr?.on('data', (text: Buffer) => {
      log = `${log}${text}`.slice(-4_000)
    })
    ended = new Promise((resolve) => {
      started.once('exit', () => {
        isEnded = true
        resolve()
      })
    })
    server = started
    for (;;) {
      if (isEnded) throw new Error(`PostgreSQL has not started: ${log}`)
      if (await answers(connectionString)) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  const hasEnded = () => server === undefined || server.exitCode !== null || server.signalCode !== null

  const end = async (how: () => void) => {
    if (hasEnded()) return
    how()
    await ended
  }

  /** The server and the processes that it has made: each is the leader of a group of its own. */
  const killAll = () => {
    const pid = server?.pid
    if (pid === undefined || hasEnded()) return
    const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    const children = stdout.split('\n').map(Number)
    for (const one of [pid, ...children.filter((child) => child > 0)]) {
      try {
        process.kill(one, 'SIGKILL')
      } catch {
        // It has ended in the meantime.
      }
    }
  }

  const clear = () => rmSync(folder, { recursive: true, force: true })
  const abandon = () => {
    killAll()
    clear()
  }
  process.once('exit', abandon)
  await start()
  return {
    connectionString,
    start,
    kill: () => end(killAll),
    stop: async () => {
      await end(() => server?.kill('SIGINT'))
      process.off('exit', abandon)
      clear()
    }
  }
}
