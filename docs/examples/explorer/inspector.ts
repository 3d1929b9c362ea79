/** The Stately inspector on the actors of a session. What it needs is loaded when it is asked for. */
import type { Session } from './model/session.ts'

const url = 'https://stately.ai/inspect'
const patienceMs = 4000
/** The inspector keeps only the last 200 for a window that is still loading; a session may have more. */
const maxDeferredEvents = 100_000

/** Whether the page of the inspector can be reached: a window that stays dead helps nobody. */
const isReachable = async (): Promise<boolean> => {
  if (!navigator.onLine) return false
  try {
    await fetch(url, { mode: 'no-cors', cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(patienceMs) })
    return true
  } catch {
    return false
  }
}

/** Shows the session up to where one looks. */
export const openInspector = async (session: Session): Promise<'open' | 'offline' | 'blocked'> => {
  if (!(await isReachable())) return 'offline'
  const [{ createBrowserInspector }, { inspectScenario }] = await Promise.all([
    import('@statelyai/inspect'),
    import('association-lifecycle/inspector')
  ])
  const inspector = createBrowserInspector({ url, maxDeferredEvents, autoStart: false })
  inspector.start()
  if (inspector.adapter.targetWindow === null) return 'blocked'
  session.outcomes.slice(0, session.position).forEach(inspectScenario(session.system.name, inspector.inspect))
  return 'open'
}
