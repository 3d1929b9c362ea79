/** Sessions as files: examples, load, save, start anew, undo. */
import { readScenario, writeScenario } from 'association-lifecycle/scenarios'
import { useRef } from 'preact/hooks'
import type { Desk } from '../model/desk.ts'
import { examples } from '../model/examples.ts'
import type { PageAction } from './App.tsx'

interface Props {
  readonly desk: Desk
  readonly dispatch: (action: PageAction) => void
}

/** Hands a text to the browser as a file to be saved. */
const download = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

export const Files = ({ desk, dispatch }: Props) => {
  const input = useRef<HTMLInputElement>(null)
  const { session } = desk
  const system = session.system.name

  const load = async (file: File) => {
    const read = readScenario(await file.text(), file.name)
    if (read.ok) dispatch({ system: read.system.name, action: { do: 'load', scenario: read.scenario } })
    else dispatch({ system, action: { do: 'fault', fault: { field: 'file', line: read.line } } })
  }

  const onExample = (event: Event & { readonly currentTarget: HTMLSelectElement }) => {
    const chosen = examples[Number(event.currentTarget.value)]
    event.currentTarget.value = ''
    if (chosen !== undefined) dispatch({ system: chosen.system.name, action: { do: 'load', scenario: chosen.scenario } })
  }

  return (
    <div class="files">
      <select aria-label="Examples" onChange={onExample}>
        <option value="">Examples…</option>
        {examples.map(({ title }, at) => (
          <option key={title} value={at}>
            {title}
          </option>
        ))}
      </select>
      <input
        ref={input}
        type="file"
        id="scenario-file"
        aria-label="Scenario file"
        class="visually-hidden"
        tabIndex={-1}
        accept=".json,application/json"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          if (file !== undefined) void load(file)
          event.currentTarget.value = ''
        }}
      />
      <button type="button" onClick={() => input.current?.click()}>
        Load
      </button>
      <button type="button" onClick={() => download(`${system}.json`, writeScenario(session.scenario))}>
        Save
      </button>
      <button type="button" onClick={() => dispatch({ system, action: { do: 'anew' } })}>
        Start anew
      </button>
      <button
        type="button"
        aria-disabled={session.before === undefined}
        onClick={() => dispatch({ system, action: { do: 'undo' } })}
      >
        Undo
      </button>
    </div>
  )
}
