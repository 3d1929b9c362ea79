/** Every page of the reference that is generated, as its file in docs/reference and its text. */
import { commandsPageOf } from './commands-page.mjs'
import { errorPagesOf } from './errors-page.mjs'
import { eventsPageOf } from './events-page.mjs'
import { factsPageOf } from './facts-page.mjs'
import { hostErrorsPageOf } from './host-errors-page.mjs'
import { indexPageOf } from './index-page.mjs'
import { lifecyclePageOf } from './lifecycle-page.mjs'
import { limitsPageOf } from './limits-page.mjs'
import { repliesPageOf } from './replies-page.mjs'
import { systems } from './systems.mjs'

export const referencePages = () => {
  const pages = [
    lifecyclePageOf(),
    hostErrorsPageOf(),
    ...systems.flatMap((system) => [
      commandsPageOf(system),
      ...errorPagesOf(system),
      eventsPageOf(system),
      repliesPageOf(system),
      factsPageOf(system),
      limitsPageOf(system)
    ])
  ]
  const files = pages.map(([file]) => file)
  return [indexPageOf(systems, files), ...pages]
}
