/** The same request as fields: each text, number and flag in it, wherever it stands. */
import { leavesOf, withLeaf } from '../model/leaves.ts'
import type { DeskProps } from './DeskView.tsx'

const choices: Readonly<Record<string, readonly string[]>> = {
  AssociationType: ['Resource', 'Target'],
  associationType: ['Resource', 'Target'],
  ResourceOwner: ['Self', 'OtherAccounts'],
  AssociationStatus: ['Associating', 'Associated', 'Disassociating', 'Disassociated', 'Failed'],
  status: ['ON', 'OFF']
}

export const RequestFields = ({ desk, dispatch }: DeskProps) => {
  const { request } = desk.draft
  const leaves = leavesOf(request)
  return (
    <details>
      <summary>As fields</summary>
      {leaves === undefined && <p class="hint">The text above is no JSON yet.</p>}
      {leaves?.length === 0 && <p class="hint">There is nothing in it.</p>}
      {leaves?.map(({ path, label, value }) => {
        const id = `leaf-${label}`
        const name = String(path.at(-1))
        return (
          <div class="leaf" key={label}>
            <label for={id}>{label}</label>
            <input
              id={id}
              class="mono"
              value={String(value)}
              list={choices[name] === undefined ? undefined : `choices-${name}`}
              autocomplete="off"
              spellcheck={false}
              onInput={(event) =>
                dispatch({ do: 'edit', field: 'request', text: withLeaf(request, path, event.currentTarget.value) })
              }
            />
          </div>
        )
      })}
      {Object.entries(choices).map(([name, values]) => (
        <datalist key={name} id={`choices-${name}`}>
          {values.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      ))}
    </details>
  )
}
