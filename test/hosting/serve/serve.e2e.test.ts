/** The emulator as a program: its arguments, what it prints, and how it ends. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { BadArguments } from '../../../src/hosting/cli/arguments.ts'
import { BrokenFile } from '../../../src/hosting/cli/json-file.ts'
import { serve } from '../../../src/hosting/serve/main.ts'

const program = fileURLToPath(new URL('../../../dist/hosting/cli/main.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'serve-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const start = async (...args: string[]) => {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', ...args], { cwd: folder })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const errors = text(child.stderr)
  const lines: string[] = []
  for await (const line of createInterface(child.stdout)) {
    lines.push(line)
    if (line.includes('Ctrl-C')) break
  }
  const url = lines[0]?.split(' ').at(-1) ?? ''
  return { child, url, lines, ended, errors }
}

describe('the program', () => {
  test('says where it is and who may call, and ends when it is told to', async () => {
    const { child, url, lines, ended, errors } = await start('--no-signature')
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(lines.join('\n')).toMatch(
      /kept in memory; signatures are not checked\n.*demo-owner, secret demo-owner-secret: account 1000000000000001/
    )
    expect(lines.join('\n')).toContain('X-Auth-Token demo-token: project demo-project')
    const query = 'Action=CreateResourceShare&Version=2020-01-10&AccessKeyId=demo-owner&ResourceShareName=test'
    expect((await fetch(`${url}/?${query}`)).status).toBe(200)
    child.kill('SIGTERM')
    expect([await ended, await errors]).toStrictEqual([0, ''])
  })

  test('takes its world from a file, and its time from its arguments', async () => {
    const config = { accessKeys: {}, tokens: { token: 'project' }, backupPolicies: { limits: { policiesPerProject: 0 } } }
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
    const { child, url, lines, ended } = await start('--config', 'config.json', '--start', '2020-12-04T09:40:41.250Z', '--frozen')
    expect(lines.join('\n')).not.toContain('demo')
    expect(await (await fetch(`${url}/_emulator/clock`)).json()).toStrictEqual({ now: '2020-12-04T09:40:41.250Z' })
    const scheduled_policy = {
      frequency: 1,
      start_time: '12:00',
      rentention_num: 10,
      remain_first_backup_of_curMonth: 'N',
      status: 'ON'
    }
    const answer = await fetch(`${url}/v2/project/backuppolicy`, {
      method: 'POST',
      headers: { 'x-auth-token': 'token', 'content-type': 'application/json' },
      body: JSON.stringify({ backup_policy_name: 'nightly', scheduled_policy })
    })
    expect(await answer.json()).toMatchObject({ error: { code: 'AutoBackup.0203' } })
    child.kill('SIGINT')
    expect(await ended).toBe(0)
  })

  test('says what is wrong in one line', async () => {
    const child = spawn(process.execPath, [program, 'serve', '--prot', '1'], { cwd: folder })
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    expect(await text(child.stderr)).toBe("Unknown option '--prot'; --help says what there is\n")
    expect(await ended).toBe(2)
  })
})

describe('arguments', () => {
  test.each([
    [['--port', '65536'], '--port must be a number from 0 to 65535; it is 65536'],
    [['--port', 'x'], '--port must be a number from 0 to 65535; it is x'],
    [['--delay', 'soon'], /^--delay must be a duration .*; it is soon$/],
    [['--delay=-1s'], /^--delay must be/],
    [['--delay', '-5'], /^Option '--delay' argument is ambiguous; --help says what there is$/],
    [['--host', ''], '--host must be an address; it is empty'],
    [['--host', ' '], '--host must be an address; it is empty'],
    [['--start', 'noon'], /^--start must be a time .*; it is noon$/],
    [['file.json'], 'serve takes options only; got file.json'],
    [['--data', 'a', '--postgres', 'b'], 'either --data or --postgres'],
    [['--no-signature', '--host', '0.0.0.0'], /^--no-signature goes with an address of this machine only/],
    [['--no-signature', '--host', '::'], /^--no-signature goes with an address of this machine only/],
    [['--no-signature', '--host', 'service.example'], /^--no-signature goes with an address of this machine only/],
    [['--data', join(folder, 'no', 'such', 'folder')], /^the store cannot be opened: /],
    [
      ['--postgres', 'postgres://127.0.0.1:1/x'],
      /^(for PostgreSQL its driver is needed: npm install pg|the store cannot be opened: .*)$/
    ]
  ])('%j', async (args, message) => {
    const error: unknown = await serve(args).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(BadArguments)
    expect((error as Error).message).toMatch(typeof message === 'string' ? new RegExp(`^${message}$`) : message)
    expect((error as Error).message).not.toContain('\n')
  })

  test('a configuration that is not there, and a port that is taken', async () => {
    await expect(serve(['--config', join(folder, 'none.json')])).rejects.toThrow(BrokenFile)
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      taken.close()
    })
    const { port } = taken.address() as AddressInfo
    await expect(serve(['--port', String(port)])).rejects.toThrow(/^this address cannot be had: .*EADDRINUSE/)
  })
})
