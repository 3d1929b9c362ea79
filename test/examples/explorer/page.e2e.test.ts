/** The explorer in a browser: time travel, files, the diagram, the inspector, and whether everybody can use the page. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { isChromiumMissing, soon, test } from './chromium.ts'
import { partsOf, send, stepsIn } from './parts.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const program = fileURLToPath(new URL('../../../dist/hosting/cli/main.js', import.meta.url))
const exampleOf = (name: string) => fileURLToPath(new URL(`../../../docs/examples/${name}.json`, import.meta.url))

const violationsOn = async (page: Page): Promise<unknown> => {
  await page.evaluate(axe)
  return page.evaluate('axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))')
}

const isTooWide = (page: Page): Promise<unknown> => page.evaluate('document.documentElement.scrollWidth > innerWidth')

/** The states of the diagram that are lit. */
const litOn = (page: Page): Promise<unknown> =>
  page.evaluate(`[...document.querySelectorAll('[data-state].is-current')].map(({ dataset }) => dataset.state)`)

describe.skipIf(isChromiumMissing)('the page', () => {
  test('goes back in time by keyboard; a new step there cuts off what came after it, and that can be brought back', async ({
    visit
  }) => {
    const { page } = await visit()
    const parts = partsOf(page)
    await parts.life(/^Account /).click()
    await parts.action('AssociationSucceeded').click()
    await soon(() => litOn(page)).toStrictEqual(['Associated'])
    await parts.slider.focus()
    await page.keyboard.press('ArrowLeft')
    await soon(() => litOn(page)).toStrictEqual(['Associating'])
    await parts.life(/^Account .* Associating$/).waitFor()
    expect(await stepsIn(parts)).toHaveLength(3)
    await page.keyboard.press('Home')
    await soon(() => parts.shares.getByRole('button').count()).toBe(0)
    await page.keyboard.press('End')
    await parts.life(/^Account .* Associated$/).waitFor()

    await page.keyboard.press('ArrowLeft')
    await parts.life(/^Account .* Associating$/).waitFor()
    await parts.button('+1 h').click()
    await soon(() => stepsIn(parts).then((steps) => steps.at(-1))).toBe('3 Clock +1 h time passed ')
    await parts.button('Bring back what was cut').click()
    await soon(() => stepsIn(parts).then((steps) => steps.at(-1))).toMatch(/^3 AssociationSucceeded ok/)
  })

  test('lights the status of the chosen association, and no other, through its whole life', async ({ visit }) => {
    const { page } = await visit()
    const parts = partsOf(page)
    await parts.life(/^Account /).click()
    const lit = [await litOn(page)]
    for (const operation of ['AssociationSucceeded', 'DisassociateResourceShare', 'DisassociationFailed']) {
      await parts.action(operation).click()
      await soon(() => litOn(page)).not.toStrictEqual(lit.at(-1))
      lit.push(await litOn(page))
    }
    expect(lit).toStrictEqual([['Associating'], ['Associated'], ['Disassociating'], ['Failed']])
  })

  test('saves a scenario that the command line runs, and loads it again', async ({ visit }) => {
    const { page } = await visit()
    const parts = partsOf(page)
    await send(parts, 'DisassociateResourceShare')
    const steps = await stepsIn(parts)
    expect(steps).toHaveLength(3)
    const [download] = await Promise.all([page.waitForEvent('download'), parts.button('Save').click()])
    const file = await download.path()
    expect(execFileSync(process.execPath, [program, file], { encoding: 'utf8' })).toContain('DisassociateConflict')
    await parts.button('Start anew').click()
    await soon(() => stepsIn(parts)).toStrictEqual([])
    await page.getByLabel('Scenario file').setInputFiles(file)
    await soon(() => stepsIn(parts)).toStrictEqual(steps)
  })

  test('loads the examples of both systems, and says which line of a broken file is wrong', async ({ visit }) => {
    const { page } = await visit()
    const parts = partsOf(page)
    for (const [name, system] of [
      ['invitations-and-failures', 'Resource Sharing'],
      ['backup-policies', 'Backup policies']
    ] as const) {
      await page.getByLabel('Scenario file').setInputFiles(exampleOf(name))
      await page.getByRole('tabpanel', { name: system }).waitFor()
      const { steps } = JSON.parse(readFileSync(exampleOf(name), 'utf8'))
      await soon(() => stepsIn(parts).then((shown) => shown.length)).toBe(steps.length)
    }
    const buffer = Buffer.from('{\n  "system": "backup-policies",\n  "version": 2\n}')
    await page.getByLabel('Scenario file').setInputFiles({ name: 'broken.json', mimeType: 'application/json', buffer })
    await page
      .getByRole('alert')
      .getByText(/broken\.json:3:\d+: version/)
      .waitFor()
  })

  test('shows the actors in the Stately inspector where that can be reached', async ({ visit }) => {
    const body = `<script>window.told = []; addEventListener('message', ({ data }) => told.push(data));
(opener ?? parent).postMessage({ type: '@statelyai.connected' }, '*')</script>`
    const { page } = await visit({ stately: (route) => route.fulfill({ contentType: 'text/html', body }) })
    const parts = partsOf(page)
    const [inspector] = await Promise.all([page.waitForEvent('popup'), parts.button('Open inspector').click()])
    const lines = () =>
      inspector.evaluate('told.map(({ type, name, event }) => [type, name ?? event.type].join(" "))') as Promise<string[]>
    await soon(() => lines().then(({ length }) => length)).toBe(11)
    expect((await lines()).slice(0, 5)).toStrictEqual([
      '@xstate.actor resourceShare/rs-6GRmdD3X****',
      '@xstate.event CreateResourceShare',
      '@xstate.snapshot CreateResourceShare',
      '@xstate.event AssociateResourceShare',
      '@xstate.actor association/rs-6GRmdD3X****/Resource/VSwitch/vsw-bp183p93qs667muql****'
    ])
    await parts.life(/^Account /).click()
    await parts.action('AssociationSucceeded').click()
    await soon(() => lines().then((all) => all.at(-1))).toBe('@xstate.snapshot AssociationSucceeded')
  })

  test('says so where the inspector cannot be reached', async ({ visit }) => {
    const { page } = await visit({ stately: (route) => route.abort('internetdisconnected') })
    await partsOf(page).button('Open inspector').click()
    await page.getByText(/there is no internet here/).waitFor()
  })

  test('asks for nothing but its own files, and allows nothing else', async ({ visit }) => {
    const { page, requests } = await visit()
    await page.getByRole('tab', { name: 'Backup policies' }).click()
    expect(requests.filter((request) => !/^(\/|\/assets\/[\w-]+\.(js|css)|data:.*)$/.test(request))).toStrictEqual([])
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
  })
})

describe.skipIf(isChromiumMissing)('everybody can use it', () => {
  test.for([
    ['light', 320],
    ['dark', 1400]
  ] as const)('in %s colours, at a width of %i', async ([colorScheme, width], { visit }) => {
    const { page } = await visit({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true, reducedMotion: 'reduce' })
    const parts = partsOf(page)
    expect(await violationsOn(page)).toStrictEqual([])
    expect(await isTooWide(page)).toBe(false)
    await send(parts, 'DisassociateResourceShare')
    await parts.reply.getByText('409 Conflict', { exact: true }).waitFor()
    await parts.button('Previous step').click()
    expect(await violationsOn(page)).toStrictEqual([])
    await parts.tab('Backup policies').click()
    await parts.policies.getByText('plan01').waitFor()
    expect(await violationsOn(page)).toStrictEqual([])
    expect(await isTooWide(page)).toBe(false)
    await parts.button('Start anew').click()
    await parts.policies.getByText('There is nothing here yet.').waitFor()
    expect(await violationsOn(page)).toStrictEqual([])
  })
})
