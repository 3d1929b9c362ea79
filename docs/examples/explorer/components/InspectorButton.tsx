/** Opens the Stately inspector on the actors of the session, where there is internet; says so where there is none. */
import { useLayoutEffect, useState } from 'preact/hooks'
import { openInspector, type Show } from '../inspector.ts'
import type { Session } from '../model/session.ts'

const texts = {
  idle: '',
  probing: 'Looking whether stately.ai can be reached …',
  offline: 'The Stately inspector is a page on stately.ai, and there is no internet here. Everything else works without.',
  blocked: 'The browser did not let a window open. Allow it for this page, and try again.',
  failed: 'The inspector could not be loaded. Everything else works without.',
  open: 'The inspector is open in a window of its own, with the actors of this session. New steps appear there.',
  parted: 'This is not the session any more that the inspector shows: steps have been cut off. Open it again for this one.'
} as const

export const InspectorButton = ({ session }: { readonly session: Session }) => {
  const [state, setState] = useState<keyof typeof texts>('idle')
  const [opened, setOpened] = useState<{ readonly show: Show }>()

  // At once: a page behind the window of the inspector is given no time for what can wait.
  useLayoutEffect(() => {
    if (opened !== undefined) setState(opened.show(session) ? 'open' : 'parted')
  }, [opened, session])

  const onClick = async () => {
    setState('probing')
    setOpened(undefined)
    try {
      const show = await openInspector(session)
      if (typeof show === 'string') setState(show)
      else setOpened({ show })
    } catch {
      setState('failed')
    }
  }

  return (
    <div class="inspector">
      <button type="button" aria-disabled={state === 'probing'} onClick={() => state !== 'probing' && void onClick()}>
        Open inspector
      </button>
      <p class="hint" role="status">
        {texts[state]}
      </p>
    </div>
  )
}
