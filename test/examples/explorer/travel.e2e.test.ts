/** The explorer in a browser: going about in time, sessions as files, and all of it by keyboard. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { isChromiumMissing, soon, test } from './chromium.ts'
import { jsonIn, type Parts, partsOf, send, stepsIn } from './parts.ts'
import { exampleNames, textOf } from './support.ts'

const fileOf = (name: string): string => fileURLToPath(new URL(`../../../docs/examples/${name}.json`, import.meta.url))
const titleOf = (name: string): string => JSON.parse(textOf(name)).title

describe.skipIf(isChromiumMissing)('time travel', () => {
  test('goes to any moment with the slider, by keyboard, and changes nothing', async ({ visit }) => {
    const { page } = await visit()
    const parts = partsOf(page)
    const { slider, reply, life, clock, travel, log } = parts
    await page.getByRole('combobox', { name: 'Examples' }).selectOption({ label: titleOf('documented-disassociation') })
    const steps = await stepsIn(parts)
    await slider.focus()
    await page.keyboard.press('Home')
    await reply.getByText('nothing has been sent yet').waitFor()
    await clock.getByText('2020-12-04 09:40:41.250').waitFor()
    expect(await slider.getAttribute('aria-valuetext')).toBe('The start: nothing has happened yet.')
    for (let step = 0; step < 9; step += 1) await page.keyboard.press('ArrowRight')
    await life(/^Account .* Disassociating$/).waitFor()
    await clock.getByText('2020-12-04 09:40:45.556').waitFor()
    expect(await slider.getAttribute('aria-valuetext')).toBe(`Step 9 of ${steps.length}: DisassociateResourceShare, ok`)
    expect(await log.locator('[aria-current=step]').textContent()).toMatch(/^9 DisassociateResourceShare /)
    // What is documented, to the millisecond.
    expect(await jsonIn(parts)).toStrictEqual(JSON.parse(textOf('documented-disassociation')).steps[8].expect.reply)
    await page.keyboard.press('ArrowLeft')
    await life(/^Account .* Associated$/).waitFor()
    await travel.getByText(`a new step here cuts off the ${steps.length - 8} steps after it`).waitFor()
    await page.keyboard.press('End')
    await soon(() => travel.getByRole('status').textContent()).toBe('')
    expect(await stepsIn(parts)).toStrictEqual(steps)
  })

  test('a new step in the past cuts off what came after it, and that can be brought back', async ({ visit }) => {
    const { page } = await visit()
    const parts = partsOf(page)
    const { button, travel, life, slider } = parts
    await life(/^Account /).click()
    await parts.action('AssociationSucceeded').click()
    await button('+1 h').click()
    await button('+48 h').click()
    const steps = await stepsIn(parts)
    await button('Previous step').click()
    await button('Previous step').click()
    await button('Previous step').click()
    await travel.getByText('a new step here cuts off the 3 steps after it').waitFor()
    await life(/^Account .* Associating$/).waitFor()
    await parts.action('AssociationFailed').click()
    await life(/^Account .* Failed/).waitFor()
    await travel.getByText('The new step has cut off 3 steps.').waitFor()
    expect(await stepsIn(parts)).toHaveLength(3)

    await button('Bring back what was cut').click()
    await life(/^Account .* Associating$/).waitFor()
    expect(await stepsIn(parts)).toStrictEqual(steps)
    await soon(() => slider.and(page.locator(':focus')).count()).toBe(1)
    await button('Now').click()
    await life(/^Account .* Associated$/).waitFor()
  })
})

/** Loads a file as people do: with the dialogue that the button opens. */
const load = async (page: Page, { button }: Parts, file: string | { name: string; mimeType: string; buffer: Buffer }) => {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button('Load').click()])
  await chooser.setFiles(file)
}

describe.skipIf(isChromiumMissing)('files', () => {
  test('a saved session runs on the command line, and comes back as it was', async ({ visit }) => {
    const { page } = await visit()
    const parts = partsOf(page)
    await parts.life(/^Account /).click()
    await parts.action('AssociationSucceeded').click()
    await parts.button('+1 h').click()
    await send(parts, 'DisassociateResourceShare')
    await parts.caller.fill('200000000000****')
    await send(parts, 'DeleteResourceShare')
    const [steps, reply, there] = [await stepsIn(parts), await parts.reply.innerText(), await parts.shares.innerText()]
    const [download] = await Promise.all([page.waitForEvent('download'), parts.button('Save').click()])
    expect(download.suggestedFilename()).toBe('resource-sharing.json')
    const file = await download.path()
    const told = execFileSync(process.execPath, ['dist/hosting/cli/main.js', file], { encoding: 'utf8' })
    expect(told).toContain('DisassociationStarted')

    await parts.button('Start anew').click()
    await parts.shares.getByText('There is nothing here yet.').waitFor()
    await load(page, parts, file)
    await soon(() => stepsIn(parts)).toStrictEqual(steps)
    expect(await parts.reply.innerText()).toBe(reply)
    expect(await parts.shares.innerText()).toBe(there)
    const [again] = await Promise.all([page.waitForEvent('download'), parts.button('Save').click()])
    expect(readFileSync(await again.path(), 'utf8')).toBe(readFileSync(file, 'utf8'))

    await page.reload()
    await soon(() => stepsIn(parts)).toStrictEqual(steps)
    expect(await parts.shares.innerText()).toBe(there)
    await parts.button('Start anew').click()
    await soon(() => page.evaluate('sessionStorage.length')).toBe(0)
    await page.evaluate(`sessionStorage.setItem('association-lifecycle explorer resource-sharing', '{ "steps": "hostile" ')`)
    await page.reload()
    await soon(async () => (await stepsIn(parts)).length).toBe(2)
  })

  test.for(exampleNames)('%s is loaded, and is as it should be at every step', async (name, { visit }) => {
    const { page } = await visit()
    const parts = partsOf(page)
    await load(page, parts, fileOf(name))
    await parts.log.getByText(titleOf(name), { exact: true }).waitFor()
    const { system, steps } = JSON.parse(textOf(name))
    expect(await stepsIn(parts)).toHaveLength(steps.length)
    await page.getByRole('tab', { name: /^resource.sharing|^backup.policies/i, selected: true }).waitFor()
    expect(await page.getByRole('tab', { selected: true }).getAttribute('id')).toBe(`tab-${system}`)
    const [at, expected] = [...steps.entries()].findLast(([, step]) => step.expect?.reply !== undefined) ?? [0, undefined]
    await parts.slider.fill(String(at + 1))
    await parts.reply.getByText('✓ as the scenario expects').waitFor()
    expect(await jsonIn(parts)).toMatchObject(expected.expect.reply)
  })

  test('a broken file says on which line, and leaves the session alone', async ({ visit }) => {
    const { page } = await visit()
    const parts = partsOf(page)
    const steps = await stepsIn(parts)
    const broken = (text: string) => ({ name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from(text) })
    const alert = page.getByRole('banner').getByRole('alert')
    await load(page, parts, broken('{\n  "system": "resource-sharing",\n  "version": 1,\n  "steps": [{ "advance": "48h" }\n'))
    await alert.getByText(/^broken\.json:[45]:\d+: /).waitFor()
    await load(
      page,
      parts,
      broken('{\n  "system": "resource-sharing",\n  "version": 1,\n  "steps": [\n    { "advance": "soon" }\n  ]\n}\n')
    )
    await alert.getByText(/^broken\.json:5:\d+: .*soon/).waitFor()
    expect(await stepsIn(parts)).toStrictEqual(steps)

    const unmet = { sweep: true, expect: { ok: false } }
    await load(
      page,
      parts,
      broken(JSON.stringify({ ...JSON.parse(textOf('backup-policies')), steps: [unmet, { advance: '1h' }] }))
    )
    await parts.log.getByText('✗ 1 of 1 expectation not met').waitFor()
    await parts.button('Show step 1').click()
    await parts.reply.getByText('not as the scenario expects').waitFor()
    expect((await stepsIn(parts))[0]).toBe('1 Sweep not as expected: ok ')
    await parts.tab('Resource Sharing').click()
    await load(page, parts, fileOf('documented-disassociation'))
    await soon(() => alert.count()).toBe(0)
  })
})

describe.skipIf(isChromiumMissing)('the keyboard alone', () => {
  /** Goes on with Tab until something has the focus. */
  const tabTo = async (page: Page, wanted: Locator, key = 'Tab'): Promise<void> => {
    for (let presses = 0; presses < 80; presses += 1) {
      if ((await wanted.and(page.locator(':focus')).count()) === 1) return
      await page.keyboard.press(key)
    }
    expect.fail(`${wanted} cannot be reached`)
  }

  test('tells a whole story, and the focus is never lost', async ({ visit }) => {
    const { page } = await visit()
    const parts = partsOf(page)
    const { life, action, reply, button, slider } = parts
    const press = (key: string) => page.keyboard.press(key)
    await tabTo(page, life(/^Account /))
    await press('Enter')
    await tabTo(page, action('AssociationSucceeded'))
    await press('Enter')
    await life(/^Account .* Associated$/).waitFor()
    // What has been sent is no longer on offer: one is led to what it came to, and not to the top of the page.
    await soon(() => page.locator('h2:focus').textContent()).toBe('Lifecycle')

    await tabTo(page, button('Edit first: DisassociateResourceShare'))
    await press('Enter')
    await soon(() => parts.json.and(page.locator(':focus')).count()).toBe(1)
    await press('Control+Enter')
    await reply.getByText('200 OK', { exact: true }).waitFor()
    await press('Control+Enter')
    await reply.getByText('409 Conflict', { exact: true }).waitFor()
    expect(await reply.getByRole('status').textContent()).toBe('Step 5 of 5: DisassociateResourceShare, DisassociateConflict')

    await tabTo(page, action('DisassociationSucceeded'), 'Shift+Tab')
    await press('Enter')
    await life(/^Account .* Disassociated/).waitFor()
    await tabTo(page, button('+96 h'), 'Shift+Tab')
    await press('Space')
    await soon(() => parts.shares.getByRole('button', { name: /^Account/ }).count()).toBe(0)

    await tabTo(page, slider)
    await press('ArrowLeft')
    await life(/^Account .* may go in 48 h, gone in 96 h$/).waitFor()
    await tabTo(page, parts.tab('Resource Sharing'), 'Shift+Tab')
    await press('ArrowRight')
    await parts.policies.getByText('plan01').waitFor()
    await soon(() => page.locator('[role=tab]:focus').textContent()).toBe('Backup policies')
    await tabTo(page, page.getByRole('combobox', { name: 'Operation' }))
    await page.keyboard.type('DeleteB')
    await tabTo(page, parts.send)
    await press('Enter')
    await parts.policies.getByText(/^Deleted: /).waitFor()
    await tabTo(page, button('Undo'), 'Shift+Tab')
    await press('Enter')
    await parts.policies.getByText('plan01').waitFor()
  })
})
