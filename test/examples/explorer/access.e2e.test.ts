/** The explorer in a browser, for everybody: axe finds nothing, light and dark, narrow screens, and what the diagram lights. */
import { source } from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { isChromiumMissing, soon, test } from './chromium.ts'
import { type Parts, partsOf, send } from './parts.ts'

const example = (page: Page, title: string) => page.getByRole('combobox', { name: 'Examples' }).selectOption({ label: title })

/** What the page can look like, and how it comes to that. */
const looks: readonly (readonly [string, (page: Page, parts: Parts) => Promise<unknown>])[] = [
  ['empty', (_, { button }) => button('Start anew').click()],
  [
    'documented',
    async (page, { reply }) => {
      await example(page, 'The documented disassociation, and the whole life around it')
      await reply.waitFor()
    }
  ],
  [
    'in the past',
    async (page, { slider, travel }) => {
      await example(page, 'The documented disassociation, and the whole life around it')
      await slider.fill('9')
      await travel.getByText('You look at the past').waitFor()
    }
  ],
  [
    'at fault',
    async (page, parts) => {
      await send(parts, 'DisassociateResourceShare')
      for (const summary of ['As fields', 'Other facts', 'What was sent']) await page.getByText(summary).click()
      await parts.json.fill('{')
      await parts.send.click()
      await parts.request.getByRole('alert').waitFor()
    }
  ],
  [
    'backup policies',
    async (page, { tab, policies }) => {
      await tab('Backup policies').click()
      await policies.getByText('plan01').waitFor()
      await page.getByRole('slider', { name: 'Step' }).focus()
    }
  ]
]

/** `rules`: those to leave out. Contrast is what takes the most time. */
const violations = async (page: Page, ...rules: readonly string[]): Promise<readonly unknown[]> => {
  const options = { resultTypes: ['violations'], rules: Object.fromEntries(rules.map((rule) => [rule, { enabled: false }])) }
  const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>(
    `axe.run(${JSON.stringify(options)})`
  )
  return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`) }))
}

/** How far the page can be moved sideways. */
const overflowOf = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')

const backgroundOf = (page: Page) => page.evaluate<string>('getComputedStyle(document.body).backgroundColor')

describe.skipIf(isChromiumMissing)('for everybody', () => {
  test.for(looks)(
    '%s: axe finds nothing, in light and dark and on a narrow screen, which does not move sideways',
    async ([, come], { visit }) => {
      // While a colour fades into another there is a moment without contrast.
      const { page } = await visit({ colorScheme: 'light', reducedMotion: 'reduce' })
      await come(page, partsOf(page))
      await page.evaluate(source)
      expect(await violations(page)).toStrictEqual([])
      const light = await backgroundOf(page)
      await page.emulateMedia({ colorScheme: 'dark' })
      await soon(() => backgroundOf(page)).not.toBe(light)
      expect(await violations(page)).toStrictEqual([])
      await page.setViewportSize({ width: 320, height: 640 })
      expect(await overflowOf(page)).toBe(0)
      // The colours are those that have just been looked at.
      expect(await violations(page, 'color-contrast')).toStrictEqual([])
    }
  )

  test('nothing moves for those who would rather have it so', async ({ visit }) => {
    const { page } = await visit({ reducedMotion: 'no-preference' })
    const moving = `[...document.querySelectorAll('*')].filter((element) => {
      const { transitionDuration, animationName } = getComputedStyle(element)
      return animationName !== 'none' || /[1-9]/.test(transitionDuration)
    }).length`
    expect(await page.evaluate<number>(moving)).toBeGreaterThan(0)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    expect(await page.evaluate<number>(moving)).toBe(0)
  })

  test('what cannot be pressed looks so in the colours of the system, too', async ({ visit }) => {
    const { page } = await visit({ forcedColors: 'active' })
    const colorOf = (name: string) =>
      page.evaluate<string>(
        `getComputedStyle([...document.querySelectorAll('button')].find((one) => one.textContent === '${name}')).color`
      )
    expect(await colorOf('Now')).not.toBe(await colorOf('+1 h'))
  })

  test('the page asks for nothing but its own few files, and lets nothing else in', async ({ visit }) => {
    const { page, requests, faults } = await visit()
    const parts = partsOf(page)
    await send(parts, 'DisassociateResourceShare')
    await parts.tab('Backup policies').click()
    await parts.policies.getByText('plan01').waitFor()
    const files = requests.filter((path) => !path.startsWith('data:image/svg+xml'))
    expect(files.map((path) => path.replace(/-[\w-]{8}\./, '-*.')).sort()).toStrictEqual([
      '/',
      '/assets/index-*.css',
      '/assets/index-*.js'
    ])
    expect(faults).toStrictEqual([])

    await page.evaluate(`{
      window.refused = []
      addEventListener('securitypolicyviolation', ({ effectiveDirective }) => refused.push(effectiveDirective))
      const add = (tag, fields) => document.body.append(Object.assign(document.createElement(tag), fields))
      add('script', { textContent: 'document.title = "let in"' })
      add('style', { textContent: 'body { color: red }' })
      add('img', { src: 'http://127.0.0.1/a.png' })
      add('iframe', { src: 'http://127.0.0.1/' })
      void fetch('/').catch(() => {})
    }`)
    await soon(() => page.evaluate<string[]>('refused.sort()')).toStrictEqual([
      'connect-src',
      'frame-src',
      'img-src',
      'script-src-elem',
      'style-src-elem'
    ])
    expect(await page.title()).toBe('Association lifecycle explorer')
    // Five words in the console about what was refused, and that fetch.
    await soon(() => faults.length).toBeGreaterThanOrEqual(5)
    expect(faults.splice(0).filter((fault) => !/Content Security Policy|^failed: /.test(fault))).toStrictEqual([])
  })
})
