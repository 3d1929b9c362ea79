/** The title, the systems as tabs, and what can be done with a session as a whole. */
import type { Desk } from '../model/desk.ts'
import { beginnings } from '../model/examples.ts'
import type { PageAction } from './App.tsx'
import { Fault } from './Fault.tsx'
import { Files } from './Files.tsx'
import { InspectorButton } from './InspectorButton.tsx'

interface Props {
  readonly active: string
  readonly desk: Desk
  readonly dispatch: (action: PageAction) => void
}

const Tabs = ({ active, dispatch }: Omit<Props, 'desk'>) => {
  const onKeyDown = (event: KeyboardEvent) => {
    const at = beginnings.findIndex(({ system }) => system.name === active)
    const moves: Readonly<Record<string, number>> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }
    const to = moves[event.key]
    const next = to === undefined ? undefined : beginnings.at(to % beginnings.length)
    if (next === undefined) return
    event.preventDefault()
    dispatch({ system: next.system.name })
    document.getElementById(`tab-${next.system.name}`)?.focus()
  }
  return (
    <div role="tablist" aria-label="System" class="tabs">
      {beginnings.map(({ name, system }) => (
        <button
          type="button"
          role="tab"
          key={system.name}
          id={`tab-${system.name}`}
          aria-selected={system.name === active}
          aria-controls="desk"
          tabIndex={system.name === active ? 0 : -1}
          onClick={() => dispatch({ system: system.name })}
          onKeyDown={onKeyDown}
        >
          {name}
        </button>
      ))}
    </div>
  )
}

export const Header = ({ active, desk, dispatch }: Props) => (
  <header class="top">
    <h1>
      <span class="mark" aria-hidden="true" />
      <span>
        Association lifecycle <small>explorer</small>
      </span>
    </h1>
    <Tabs active={active} dispatch={dispatch} />
    <div class="tools">
      <Files desk={desk} dispatch={dispatch} />
      <InspectorButton session={desk.session} key={active} />
    </div>
    <Fault field="file" fault={desk.fault} />
  </header>
)
