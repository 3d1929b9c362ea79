/** The Stately inspector on the actors of a session. What it needs is loaded when it is asked for. */
import { following } from './model/following.ts'
import type { Session } from './model/session.ts'

const url = 'https://stately.ai/inspect'
const patienceMs = 4000
/** The inspector keeps only the last 200 for a window that is still loading; a session may have more. */
const maxDeferredEvents = 100_000

/**
 * Whether the page of the inspector can be reached: a window that stays dead helps nobody. An `object` says so without a word in the
 * console, which a `fetch` that fails does not.
 */
const isReachable = (): Promise<boolean> => {
  if (!navigator.onLine) return Promise.resolve(false)
  const probe = Object.assign(document.createElement('object'), {
    type: 'text/html',
    data: url,
    className: 'visually-hidden',
    tabIndex: -1
  })
  probe.setAttribute('aria-hidden', 'true')
  return new Promise<boolean>((resolve) => {
    probe.onload = () => resolve(true)
    probe.onerror = () => resolve(false)
    setTimeout(resolve, patienceMs, false)
    document.body.append(probe)
  }).finally(() => probe.remove())
}

/** Shows what a session has come to; `false` where it is not the session any more that has been shown so far. */
export type Show = (session: Session) => boolean

/** Opens a window for a session, or says why there is none. */
export const openInspector = async ({ system }: Session): Promise<Show | 'offline' | 'blocked'> => {
  if (!(await isReachable())) return 'offline'
  const [{ createBrowserInspector }, { inspectScenario }] = await Promise.all([
    import('@statelyai/inspect'),
    import('association-lifecycle/inspector')
  ])
  // Without `serialize` it leaves out what comes after the tenth entry of a list.
  const inspector = createBrowserInspector({ url, maxDeferredEvents, serialize: (event) => JSON.parse(JSON.stringify(event)) })
  if (inspector.adapter.targetWindow === null) return 'blocked'
  return following(inspectScenario(system.name, inspector.inspect))
}
