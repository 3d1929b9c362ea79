/** The explorer: a desk for each system, one of them in view. */
import { useReducer } from 'preact/hooks'
import { act, type Desk, type DeskAction, deskOf } from '../model/desk.ts'
import { beginnings } from '../model/examples.ts'
import { kept } from '../storage.ts'
import { DeskView } from './DeskView.tsx'
import { Header } from './Header.tsx'

interface Page {
  readonly active: string
  readonly desks: Readonly<Record<string, Desk>>
}

export type PageAction = { readonly system: string; readonly action?: DeskAction }

/** Turns to a system, and does something there. */
const turn = (page: Page, { system, action }: PageAction): Page => {
  const desk = page.desks[system]
  if (desk === undefined) return page
  return { active: system, desks: action === undefined ? page.desks : { ...page.desks, [system]: act(desk, action) } }
}

const firstPage = (): Page => ({
  active: beginnings[0]?.system.name ?? '',
  desks: Object.fromEntries(beginnings.map(({ scenario, system }) => [system.name, deskOf(kept(system) ?? scenario, system)]))
})

export const App = () => {
  const [page, dispatch] = useReducer(turn, undefined, firstPage)
  const desk = page.desks[page.active]
  if (desk === undefined) return null
  const dispatchHere = (action: DeskAction) => dispatch({ system: page.active, action })
  return (
    <>
      <Header active={page.active} desk={desk} dispatch={dispatch} />
      <main>
        <div id="desk" role="tabpanel" aria-labelledby={`tab-${page.active}`} key={page.active}>
          <DeskView desk={desk} dispatch={dispatchHere} />
        </div>
      </main>
      <footer>
        The library runs in this page. Nothing that you do here leaves it. What you save runs with{' '}
        <code>npm start -- file.json</code>, too.
      </footer>
    </>
  )
}
