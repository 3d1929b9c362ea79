/** The emulator over databases: what was acknowledged is there after a kill -9, and what was under way goes on. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { findPostgres, startPostgres } from './postgres-server.ts'

const program = fileURLToPath(new URL('../../src/hosting/cli/main.ts', import.meta.url))
/** Where the driver of PostgreSQL is. */
const here = fileURLToPath(new URL('.', import.meta.url))

const kill = async (child: ChildProcess, signal: NodeJS.Signals) => {
  const ended = once(child, 'close')
  child.kill(signal)
  return (await ended)[0]
}

const start = async (where: readonly string[], time: string) => {
  const args = ['serve', '--port', '0', '--no-signature', '--frozen', '--start', time, '--delay', '1m', ...where]
  const child = spawn(process.execPath, ['--no-warnings', program, ...args], { cwd: here, stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  for await (const line of createInterface(child.stdout)) {
    const [, url] = /^listening at (\S+)/.exec(line) ?? []
    if (url !== undefined) return { child, url }
  }
  throw new Error('it has not started')
}

const call = async (url: string, action: string, parameters: Readonly<Record<string, string>>) => {
  const given = { Action: action, Version: '2020-01-10', AccessKeyId: 'demo-owner', ...parameters }
  return (await (await fetch(`${url}/?${new URLSearchParams(given)}`)).json()) as Record<string, unknown>
}

const control = async (url: string, name: string, body?: object) => {
  const answer = await fetch(`${url}/_emulator/${name}`, body && { method: 'POST', body: JSON.stringify(body) })
  return (await answer.json()) as { settled: boolean; resourceShares: { associations: { status: string }[] }[] }
}

const survives = async (where: readonly string[]) => {
  const first = await start(where, '2020-12-04T09:40:41.250Z')
  const creation = { ResourceShareName: 'test', ClientToken: 'key-1' }
  const created = await call(first.url, 'CreateResourceShare', creation)
  const { ResourceShareId } = created.ResourceShare as { ResourceShareId: string }
  const entities = { ResourceShareId, 'Resources.1.ResourceId': 'vsw-1', 'Resources.1.ResourceType': 'VSwitch' }
  await call(first.url, 'AssociateResourceShare', entities)
  await kill(first.child, 'SIGKILL')

  // Before the time of what was done: clocks of a new start are the real ones again.
  const second = await start(where, '2020-12-04T09:30:00Z')
  expect(await call(second.url, 'CreateResourceShare', creation)).toStrictEqual(created)
  await control(second.url, 'clock', { advance: '1m' })
  const { settled, resourceShares } = await control(second.url, 'state')
  expect([settled, resourceShares]).toMatchObject([true, [{ ResourceShareId, associations: [{ status: 'Associated' }] }]])
  await call(second.url, 'DisassociateResourceShare', entities)
  expect(await kill(second.child, 'SIGTERM')).toBe(0)

  const third = await start(where, '2020-12-06T10:41:41.250Z')
  await control(third.url, 'clock', { advance: '48h' })
  expect((await control(third.url, 'state')).resourceShares).toMatchObject([{ ResourceShareId, associations: [] }])
  expect(await kill(third.child, 'SIGINT')).toBe(0)
}

test('in an SQLite file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'association-serve-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  await survives(['--data', join(folder, 'data.sqlite')])
})

test.skipIf(findPostgres() === undefined)('in PostgreSQL', async () => {
  const server = await startPostgres()
  onTestFinished(() => server.stop())
  await survives(['--postgres', server.connectionString])
})
