/** The explorer in a browser: the diagram lights the status of the chosen association, and the ways out of it. */
import { describe, expect } from 'vitest'
import { isChromiumMissing, soon, test } from './chromium.ts'
import { type Parts, partsOf } from './parts.ts'

/** What is lit: states, and the ways out that are open and closed, as `event → state`. */
const litIn = async ({ diagram }: Parts) => {
  const ways = async (mark: string) => {
    const edges = await diagram.locator(`polyline${mark}`).all()
    const texts = edges.map(async (edge) => `${await edge.getAttribute('data-event')} → ${await edge.getAttribute('data-to')}`)
    return (await Promise.all(texts)).sort()
  }
  const states = await Promise.all((await diagram.locator('.is-current').all()).map((state) => state.getAttribute('data-state')))
  return { states, open: await ways('.is-way'), closed: await ways('.is-closed') }
}

describe.skipIf(isChromiumMissing)('the diagram', () => {
  test('lights exactly the status of what is chosen, with the ways out of it', async ({ visit }) => {
    const { page } = await visit()
    const parts = partsOf(page)
    const { action, life, lifecycle, button } = parts
    await life(/^Account /).click()
    await soon(() => litIn(parts)).toStrictEqual({
      states: ['Associating'],
      open: ['associationFailed → Failed', 'associationSucceeded → Associated'],
      closed: ['associationCancelled → Disassociated']
    })
    await lifecycle.getByRole('heading', { name: 'Ways out of Associating' }).waitFor()

    await action('AssociationSucceeded').click()
    await soon(() => litIn(parts)).toStrictEqual({ states: ['Associated'], open: ['disassociate → Disassociating'], closed: [] })

    await action('DisassociateResourceShare').click()
    const ending = ['disassociationFailed → Failed', 'disassociationSucceeded → Disassociated']
    await soon(() => litIn(parts)).toStrictEqual({ states: ['Disassociating'], open: ending, closed: [] })

    await action('DisassociationFailed').click()
    await soon(() => litIn(parts)).toStrictEqual({
      states: ['Failed'],
      open: ['associate → Associating', 'disassociate → Disassociating'],
      closed: ['expire retentionFloor → Expired']
    })
    await lifecycle.getByText('expire → Expired in 48 h').waitFor()

    await action('DisassociateResourceShare').click()
    await action('DisassociationSucceeded').click()
    await soon(() => litIn(parts)).toStrictEqual({
      states: ['Disassociated'],
      open: ['associate → Associating'],
      closed: ['expire retentionFloor → Expired']
    })
    await button('+48 h').click()
    await soon(() => litIn(parts)).toStrictEqual({
      states: ['Disassociated'],
      open: ['associate → Associating', 'expire retentionFloor → Expired'],
      closed: []
    })

    await life(/^VSwitch /).click()
    await soon(async () => (await litIn(parts)).states).toStrictEqual(['Associating'])
    await life(/^test /).click()
    await soon(() => litIn(parts)).toStrictEqual({ states: [], open: [], closed: [] })
  })

  test.for([1400, 1200, 1000, 800, 320])('can be read on a screen of %d pixels', async (width, { visit }) => {
    const { page } = await visit({ viewport: { width, height: 800 } })
    await partsOf(page).diagram.getByText('associationSucceeded', { exact: true }).waitFor()
    const smallest = await page.evaluate<number>(`Math.min(...[...document.querySelectorAll('.chart text')].map(
      (text) => text.getScreenCTM().a * parseFloat(getComputedStyle(text).fontSize)
    ))`)
    expect(smallest).toBeGreaterThan(9.5)
    // The page is what is behind it.
    expect(await page.locator('.chart .background').isVisible()).toBe(false)
    const hidden = await page.evaluate<number>(
      `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.chart'))`
    )
    if (width > 600) expect(hidden).toBe(0)
    else expect(hidden).toBeGreaterThan(0)
  })

  test('shows what is lit, and what came of a step, where there is no room for all of it', async ({ visit }) => {
    const { page } = await visit({ viewport: { width: 320, height: 640 } })
    const parts = partsOf(page)
    const isInSight = async (status: string) => {
      const [state, frame] = [
        await parts.diagram.locator(`.is-current[data-state=${status}] rect`).boundingBox(),
        await parts.diagram.boundingBox()
      ]
      return state !== null && frame !== null && state.x >= frame.x && state.x + state.width <= frame.x + frame.width
    }
    await soon(() => isInSight('Associating')).toBe(true)
    // The reply is far below: what was refused is seen where it was sent, and heard once.
    await parts.action('DisassociateResourceShare').click()
    const refused = parts.lifecycle.getByText('DisassociateConflict', { exact: true })
    await refused.waitFor()
    expect((await refused.boundingBox())?.y).toBeLessThan(640)
    expect(await page.locator('[role=status], [aria-live]', { hasText: 'DisassociateConflict' }).count()).toBe(1)
    await page.getByRole('link', { name: 'Full reply' }).click()
    await soon(() => page.locator('h2:focus').textContent()).toBe('Reply')
    await parts.action('AssociationSucceeded').click()
    await soon(() => isInSight('Associated')).toBe(true)
  })
})
