/** The examples of the guides run against the build, as their readers would run them, with a service to talk to. */
import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memoryStore } from '../src/hosting/runtime/index.ts'
import { runningClock } from '../src/hosting/serve/clock.ts'
import { demoConfig } from '../src/hosting/serve/config.ts'
import { startEmulator } from '../src/hosting/serve/emulator.ts'
import { listen } from '../src/hosting/serve/listen.ts'
import { resourceSharing } from '../src/index.ts'
import type { States } from '../src/testing/model.ts'
import { send } from '../src/testing/resource-sharing/model.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const guides = readdirSync(`${root}docs/guide`)

/** Inside the package, so that its own name resolves by its own exports. */
const folder = `${root}dist/guide-examples`

type Facts = resourceSharing.Facts
let states: States<resourceSharing.ResourceShareState> = new Map()

const call = (command: Parameters<typeof send>[1], facts: Facts) => {
  const sent = send(states, command, facts)
  states = sent.states
  return sent.result
}

interface Told {
  readonly facts: Facts
  readonly resourceShareId?: unknown
  readonly invitationIds?: unknown
}

let next: Told | undefined

/** What each door does with a body. */
const doors: Readonly<Record<string, (body: never) => { readonly status?: number; readonly body: unknown }>> = {
  '/test/reset': () => {
    states = new Map()
    return { body: {} }
  },
  '/test/calls': ({ command, facts }: { command: Parameters<typeof send>[1]; facts: Facts }) => ({ body: call(command, facts) }),
  '/test/next': (told: Told) => {
    next = told
    return { body: {} }
  },
  '/': (body: unknown) => {
    if (next === undefined) throw new Error('nobody has told who calls')
    const { facts, ...ids } = next
    const result = call({ ...ids, ...resourceSharing.wire.readJson(body) }, facts)
    return resourceSharing.wire.writeReply(result as Parameters<typeof resourceSharing.wire.writeReply>[0], {
      requestId: facts.requestId,
      hostId: 'guide'
    })
  }
}

const service = createServer(async (request, response) => {
  const { status = 200, body } = doors[request.url ?? '']?.(JSON.parse(await text(request)) as never) ?? { status: 404, body: {} }
  response.writeHead(status).end(JSON.stringify(body))
})

const startedEmulator = async () => {
  const options = { config: demoConfig, clock: runningClock(), delayMs: 0, checksSignatures: true, canReset: true }
  const emulator = await startEmulator({ ...options, openStore: async () => memoryStore(), onError: console.error })
  const { url, close } = await listen(emulator.answer, { host: '127.0.0.1', port: 0 })
  return { url, stop: () => close().then(emulator.stop) }
}

let emulator: Awaited<ReturnType<typeof startedEmulator>>

beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  emulator = await startedEmulator()
  await new Promise<void>((resolve) => {
    service.listen(0, '127.0.0.1', resolve)
  })
})

afterAll(async () => {
  await emulator.stop()
  service.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The examples of a page, and what each says that it prints. */
const examplesOf = (page: string) =>
  [
    ...page.matchAll(/<!-- runs as a test: test\/guide\.e2e\.test\.ts -->\n```js\n([\s\S]*?)```\n(?:\n```text\n([\s\S]*?)```)?/g)
  ].map(([, code = '', output]) => ({
    code,
    output,
    name: code.split('\n').find((line) => line.includes('await') || line.includes('.given')) ?? ''
  }))

const run = async (code: string, name: string) => {
  writeFileSync(`${folder}/${name}.mjs`, code)
  const { port } = service.address() as AddressInfo
  const env = { ...process.env, SERVICE_URL: `http://127.0.0.1:${port}`, EMULATOR_URL: emulator.url }
  const { stdout } = await promisify(execFile)(process.execPath, [`${folder}/${name}.mjs`], { env, cwd: folder })
  return stdout
}

describe.each(guides)('docs/guide/%s', (guide) => {
  const page = readFileSync(`${root}docs/guide/${guide}`, 'utf8')
  const examples = examplesOf(page)

  test.each(examples.map((example, at) => [at + 1, example] as const))(
    'example %i runs and prints what it says',
    async (at, { code, output }) => {
      const printed = await run(code, `${guide}-${at}`)
      if (output !== undefined) expect(printed).toBe(output)
      else expect(printed === '' || code.includes('console.log')).toBe(true)
    }
  )

  test('every example in JavaScript is one of these', () => {
    expect(examples.length).toBe(page.match(/^```js$/gm)?.length)
  })

  test('every link leads to a file', () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link ?? '').filter((link) => !link.startsWith('http'))
    for (const link of links) expect(() => readdirSync(new URL(link, `file://${root}docs/guide/`)), link).not.toThrow(/ENOENT/)
  })
})

describe('docs/guide/testing.md', () => {
  const page = readFileSync(`${root}docs/guide/testing.md`, 'utf8')
  const examples = examplesOf(page)

  test('a service behind HTTP is held against the library in ten lines', () => {
    const http = examples.find(({ code }) => code.includes('/test/calls'))
    expect(http?.code.split('\n').filter((line) => line !== '' && !line.startsWith('import')).length).toBeLessThanOrEqual(10)
  })

  test('a backend that forgets 48 hours is found out in few calls, with a scenario to replay', async () => {
    const hasty = examples.find(({ code }) => code.includes('hasty'))
    const [difference = '', calls = ''] = (await run(hasty?.code ?? '', 'hasty')).split('\n')
    expect(difference).toMatch(/^expected /)
    expect(calls).toMatch(/^CreateResourceShare, /)
    const { stdout } = await promisify(execFile)(process.execPath, [
      `${root}dist/hosting/cli/main.js`,
      `${folder}/nonconformance.json`
    ])
    expect(stdout).toContain('all met')
  })

  test('what it says of an unexpected outcome is its first line', async () => {
    const conflict = examples.find(({ code }) => code.includes("code: 'DisassociateConflict'"))
    const wrong =
      conflict?.code.replace(".when({ type: 'DisassociateResourceShare'", ".when({ type: 'AssociateResourceShare'") ?? ''
    const error: unknown = await run(wrong, 'unexpected').catch((reason: unknown) => reason)
    const [, line = 'nothing'] = /```text\n(expected .*)\n/.exec(page) ?? []
    expect(String((error as { stderr: string }).stderr)).toContain(line)
  })
})
