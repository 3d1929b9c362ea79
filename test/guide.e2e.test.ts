/** The examples of the guides run against the build, as their readers would run them, with a service to talk to. */
import { execFile } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
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
import { fileOf, linksOf } from './docs/links.ts'
import { pages, printedBy, programsOf, root, textOf } from './docs/pages.ts'

const home = 'docs/guide/'
const guides = pages.filter((page) => page.startsWith(home))
const programsIn = (page: string) => programsOf(textOf(page), 'test/guide.e2e.test.ts')

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

const run = (code: string, name: string): Promise<string> => {
  const file = `${folder}/${name}.mjs`
  writeFileSync(file, code)
  const { port } = service.address() as AddressInfo
  return printedBy(file, folder, { SERVICE_URL: `http://127.0.0.1:${port}`, EMULATOR_URL: emulator.url })
}

const examples = guides.flatMap((guide) => programsIn(guide).map((program) => [`${guide}:${program.line}`, program] as const))

test.each(examples)('%s runs and prints what it says', async (where, { code, output }) => {
  const printed = await run(code, where.replace(/\W/g, '-'))
  if (output !== undefined) expect(printed).toBe(output)
  else expect(printed === '' || code.includes('console.log')).toBe(true)
})

test('the index has every guide, in an order to read them in, and the way into the others', () => {
  const index = `${home}README.md`
  const listed = [...textOf(index).matchAll(/^\| \[[^\]]+\]\(([^)]+)\) \|/gm)].map(([, link = '']) => fileOf(index, link))
  expect([...listed].sort()).toStrictEqual(guides.filter((guide) => guide !== index).sort())
  expect(listed[0]).toBe(`${home}getting-started.md`)
})

test('the entrance to the documentation leads to every folder of it', () => {
  const entrance = 'docs/README.md'
  const led = new Set(linksOf(textOf(entrance)).map((link) => fileOf(entrance, link)?.split('/')[1]))
  const folders = new Set(pages.filter((page) => /^docs\/.+\//.test(page)).map((page) => page.split('/')[1]))
  expect([...folders].filter((name) => !led.has(name))).toStrictEqual([])
})

describe('docs/guide/testing.md', () => {
  const page = textOf('docs/guide/testing.md')
  const examples = programsIn('docs/guide/testing.md')

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
