/** Opens the Stately inspector on the actors of the session, where there is internet; says so where there is none. */
import { useState } from 'preact/hooks'
import { openInspector } from '../inspector.ts'
import type { Session } from '../model/session.ts'

const texts = {
  idle: '',
  probing: 'Looking whether stately.ai can be reached …',
  offline: 'The Stately inspector is a page on stately.ai, and there is no internet here. Everything else works without.',
  blocked: 'The browser did not let a window open. Allow it for this page, and try again.',
  open: 'The inspector is open in its own window: this session’s actors, up to where you look.'
} as const

export const InspectorButton = ({ session }: { readonly session: Session }) => {
  const [state, setState] = useState<keyof typeof texts>('idle')
  const onClick = async () => {
    setState('probing')
    setState(await openInspector(session))
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
