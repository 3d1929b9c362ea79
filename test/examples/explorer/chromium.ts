/**
 * The explorer in headless Chromium, for tests: built once for a worker, served on a free port of loopback, one browser, and a context of its
 * own for each visit. A visit fails on whatever the console has to say, on errors, on requests that fail, and on those that leave loopback.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page, type Route } from 'playwright-core'
import { build, preview } from 'vite'
import { expect, test as plainTest, vi } from 'vitest'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
]

const { CHROMIUM_PATH } = process.env
const executablePath = (CHROMIUM_PATH === undefined ? usual : [CHROMIUM_PATH]).find((path) => existsSync(path))

/** Whether there is nothing to see the page with: then its tests are skipped. */
export const isChromiumMissing = executablePath === undefined

if (isChromiumMissing) {
  const where = CHROMIUM_PATH === undefined ? 'here' : `at ${CHROMIUM_PATH}`
  console.warn(
    [
      `There is no Chromium ${where}: the explorer is not tested in a browser. How to get it:`,
      '  Debian and Ubuntu: apt-get install chromium',
      '  macOS: brew install --cask chromium',
      '  one that is elsewhere: CHROMIUM_PATH=/path/to/chromium npm test'
    ].join('\n')
  )
}

const configFile = fileURLToPath(new URL('../../../docs/examples/explorer/vite.config.ts', import.meta.url))

/** Builds the page as it is published, whatever the environment of the tests. */
const built = async (outDir: string): Promise<void> => {
  vi.stubEnv('NODE_ENV', 'production')
  try {
    await build({ configFile, logLevel: 'warn', build: { outDir } })
  } finally {
    vi.unstubAllEnvs()
  }
}

const flags = ['gpu', 'quic', 'background-networking', 'component-update', 'sync'].map((name) => `--disable-${name}`)

interface Explorer {
  readonly browser: Browser
  readonly url: string
}

interface VisitOptions extends BrowserContextOptions {
  /** What is at https://stately.ai; without it every request there is a fault, like any other that leaves loopback. */
  readonly stately?: (route: Route) => Promise<void>
}

export interface Visit {
  readonly page: Page
  readonly context: BrowserContext
  /** The paths and the like of all that has been asked for. */
  readonly requests: readonly string[]
  /** What has gone wrong so far; none may be left at the end of the test. */
  readonly faults: string[]
}

const visited = async ({ browser, url }: Explorer, { stately, ...options }: VisitOptions): Promise<Visit> => {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, locale: 'en', ...options })
  context.setDefaultTimeout(10_000)
  const requests: string[] = []
  const faults: string[] = []
  const isAbroad = (to: URL) => !to.href.startsWith(url) && !['data:', 'blob:'].includes(to.protocol)
  await context.route(isAbroad, async (route) => {
    faults.push(`asks for ${route.request().url()}`)
    await route.abort()
  })
  if (stately !== undefined) await context.route('https://stately.ai/**', stately)
  context.on('request', (request) => requests.push(request.url().replace(url, '/')))
  context.on('requestfailed', (request) => {
    if (stately === undefined || !request.url().startsWith('https://stately.ai/')) faults.push(`failed: ${request.url()}`)
  })
  context.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`)
  })
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`${message.type()}: ${message.text()}`)
  })
  context.on('weberror', (error) => faults.push(String(error.error())))
  const page = await context.newPage()
  await page.goto(url)
  return { page, context, requests, faults }
}

interface Fixtures {
  readonly $worker: { readonly explorer: Explorer }
  readonly $test: { readonly visit: (options?: VisitOptions) => Promise<Visit> }
}

/** A test with `visit`, which opens the page anew. */
export const test = plainTest.extend<Fixtures>({
  explorer: [
    // biome-ignore lint/correctness/noEmptyPattern: it depends on nothing, and Vitest reads that off the pattern
    async ({}, use) => {
      const outDir = mkdtempSync(join(tmpdir(), 'explorer-'))
      await built(outDir)
      const server = await preview({ configFile, logLevel: 'warn', build: { outDir }, preview: { port: 0 } })
      // A sandbox that root cannot have.
      const args = process.getuid?.() === 0 ? [...flags, '--no-sandbox'] : flags
      const browser = await chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args })
      await use({ browser, url: server.resolvedUrls?.local[0] ?? '' })
      await browser.close()
      await server.close()
      rmSync(outDir, { recursive: true, force: true })
    },
    { scope: 'worker' }
  ],
  visit: async ({ explorer }, use) => {
    const visits: Visit[] = []
    await use(async (options = {}) => {
      const visit = await visited(explorer, options)
      visits.push(visit)
      return visit
    })
    for (const { context } of visits) await context.close()
    expect(visits.flatMap(({ faults }) => faults)).toStrictEqual([])
  }
})

/** Waits until it is so. */
export const soon = (actual: () => unknown): ReturnType<typeof expect.poll> => expect.poll(actual, { timeout: 10_000 })
