/** The parts of the explorer's page, by their roles and names: what those go by who hear it. */
import type { Locator, Page } from 'playwright-core'

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

export const partsOf = (page: Page) => {
  const request = region(page, 'Request')
  const reply = region(page, 'Reply')
  const lifecycle = region(page, 'Lifecycle')
  const button = (name: string, within: Locator | Page = page) => within.getByRole('button', { name, exact: true })
  return {
    button,
    request,
    reply,
    lifecycle,
    clock: region(page, 'Clock'),
    travel: region(page, 'Time travel'),
    shares: region(page, 'Shares'),
    policies: region(page, 'Policies'),
    log: region(page, 'Log'),
    diagram: region(page, 'Lifecycle diagram'),
    slider: page.getByRole('slider', { name: 'Step', exact: true }),
    operation: page.getByRole('combobox', { name: 'Operation' }),
    json: page.getByRole('textbox', { name: /^(Request|Fields) \(JSON\)$/ }),
    caller: page.getByRole('combobox', { name: /^Caller/ }),
    send: button('Send'),
    /** The button of an operation that the chosen association can do. */
    action: (operation: string) => button(operation, lifecycle.getByRole('list', { name: 'What can be done' })),
    /** The button of a share, a policy or an association. */
    life: (name: RegExp) => page.getByRole('button', { name }),
    tab: (name: string) => page.getByRole('tab', { name })
  }
}

export type Parts = ReturnType<typeof partsOf>

/** Chooses an operation in the form, and sends it, as it is there or with another request. */
export const send = async ({ operation, json, send: button }: Parts, name: string, request?: object): Promise<void> => {
  await operation.selectOption({ label: name })
  if (request !== undefined) await json.fill(JSON.stringify(request))
  await button.click()
}

/** The JSON in a part of the reply. */
export const jsonIn = async ({ reply }: Parts, label = 'Body'): Promise<unknown> =>
  JSON.parse((await reply.getByRole('region', { name: label, exact: true }).textContent()) ?? '')

/** The steps in the log, but for the start: what each was and what it came to. */
export const stepsIn = async ({ log }: Parts): Promise<readonly string[]> => {
  const lines = await log.getByRole('listitem').getByRole('button').allTextContents()
  return lines.slice(1).map((line) => line.replace(/ after .*/, ''))
}
