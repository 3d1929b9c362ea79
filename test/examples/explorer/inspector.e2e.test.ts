/** The explorer in a browser and the Stately inspector: what it gets where it can be reached, and what is said where it cannot. */
import type { Page, Route } from 'playwright-core'
import { describe, expect } from 'vitest'
import { isChromiumMissing, soon, test, type Visit } from './chromium.ts'
import { partsOf } from './parts.ts'

/** Stands in for the page of the inspector: says that it is there, as that does, and keeps what it is sent. */
const stub = `<!doctype html><meta charset="utf-8"><title>Inspector</title><script>
  window.received = []
  addEventListener('message', ({ data }) => received.push(data))
  const host = window.self === window.top ? window.opener : window.parent
  host?.postMessage({ type: '@statelyai.connected' }, '*')
</script>`

const reached = (route: Route) => route.fulfill({ contentType: 'text/html', body: stub })

interface Message {
  readonly type: string
  readonly sessionId: string
  readonly parentId?: string
  readonly name?: string
  readonly definition?: string
  readonly event?: { readonly type: string }
  readonly snapshot?: { readonly value?: unknown; readonly status: string }
}

const receivedBy = async (page: Page): Promise<readonly Message[]> =>
  (await page.evaluate<readonly Message[]>('received')).filter(({ type }) => type.startsWith('@xstate.'))

const opened = async ({ page }: Visit): Promise<Page> => {
  const [inspector] = await Promise.all([page.waitForEvent('popup'), partsOf(page).button('Open inspector').click()])
  await page.getByText('The inspector is open in a window of its own').waitFor()
  return inspector
}

/** What is told of one actor, in a few words each. */
const toldOf = (messages: readonly Message[], id: string): readonly string[] =>
  messages
    .filter(({ sessionId }) => sessionId.endsWith(id))
    .map(({ type, event, snapshot }) => [
      type.replace('@xstate.', ''),
      type === '@xstate.actor' ? '' : event?.type,
      snapshot?.value
    ])
    .map((words) => words.filter(Boolean).join(' '))

const account = 'association/rs-6GRmdD3X****/Target/Account/172050525300****'

describe.skipIf(isChromiumMissing)('the inspector', () => {
  test('gets the actors, events and snapshots in order, and what comes later', async ({ visit }) => {
    const there = await visit({ stately: reached })
    const { page } = there
    const parts = partsOf(page)
    await parts.life(/^Account /).click()
    await parts.action('AssociationSucceeded').click()
    const inspector = await opened(there)
    const untilDone = [
      'actor Associating',
      'event xstate.init',
      'snapshot xstate.init Associating',
      'event associationSucceeded',
      'snapshot associationSucceeded Associated'
    ]
    await soon(async () => toldOf(await receivedBy(inspector), account)).toStrictEqual(untilDone)
    const messages = await receivedBy(inspector)
    const actors = messages.filter(({ type }) => type === '@xstate.actor')
    expect(actors.map(({ name }) => name)).toStrictEqual([
      'resourceShare/rs-6GRmdD3X****',
      'association/rs-6GRmdD3X****/Resource/VSwitch/vsw-bp183p93qs667muql****',
      account
    ])
    for (const { name, definition } of actors)
      expect(JSON.parse(definition ?? '').states).toHaveProperty(name?.startsWith('association/') ? 'Disassociating' : 'Deleting')
    // Nothing is told of an actor before the actor itself.
    const known = new Set<string>()
    for (const { type, sessionId } of messages) {
      if (type === '@xstate.actor') known.add(sessionId)
      expect(known).toContain(sessionId)
    }

    await page.bringToFront()
    await parts.action('DisassociateResourceShare').click()
    await soon(async () => toldOf(await receivedBy(inspector), account)).toStrictEqual([
      ...untilDone,
      'event disassociate',
      'snapshot disassociate Disassociating'
    ])
    expect((await receivedBy(inspector)).slice(0, messages.length)).toStrictEqual(messages)
  })

  test('is told nothing when one looks back, and is out of it when steps are cut off', async ({ visit }) => {
    const there = await visit({ stately: reached })
    const { page } = there
    const parts = partsOf(page)
    await parts.button('+1 h').click()
    const inspector = await opened(there)
    await soon(async () => (await receivedBy(inspector)).length).toBeGreaterThan(3)
    const before = await receivedBy(inspector)
    await page.bringToFront()
    await parts.button('Previous step').click()
    await page.getByText('The inspector is open in a window of its own').waitFor()
    await parts.button('+48 h').click()
    await page.getByText('This is not the session any more that the inspector shows').waitFor()
    expect(await receivedBy(inspector)).toStrictEqual(before)
  })

  test.for([
    ['no internet', (route: Route) => route.abort('internetdisconnected'), false],
    ['no such name', (route: Route) => route.abort('namenotresolved'), false],
    ['no network at all', reached, true]
  ] as const)('with %s the button says so, and the rest works', async ([, stately, offline], { visit }) => {
    const { page, context } = await visit({ stately })
    await context.setOffline(offline)
    const parts = partsOf(page)
    await parts.button('Open inspector').click()
    await page.getByRole('banner').getByRole('status').getByText('there is no internet here').waitFor()
    expect(context.pages()).toHaveLength(1)
    await parts.button('+1 h').click()
    await parts.clock.getByText('1 h since the start').waitFor()
  })

  test('says so where the browser lets no window open', async ({ visit }) => {
    const { page } = await visit({ stately: reached })
    await page.evaluate('window.open = () => null')
    await partsOf(page).button('Open inspector').click()
    await page.getByText('The browser did not let a window open.').waitFor()
  })
})
