/** The form that sends: an operation, its request as JSON and as fields, and the facts that it is decided with. */
import { nameOf, type Operation } from '../model/operation.ts'
import { operationOf, operationsOf } from '../model/operations.ts'
import type { DeskProps } from './DeskView.tsx'
import { FactsFields } from './FactsFields.tsx'
import { Fault, faultyProps } from './Fault.tsx'
import { RequestFields } from './RequestFields.tsx'
import { VerdictHere } from './Verdict.tsx'

const groups: readonly (readonly [Operation['kind'], string])[] = [
  ['command', 'Commands'],
  ['signal', 'Signals of workers'],
  ['query', 'Queries'],
  ['sweep', 'Sweep']
]

const OperationSelect = ({ desk, dispatch }: DeskProps) => {
  const system = desk.session.system.name
  const operations = operationsOf(system)
  return (
    <select
      id="operation"
      value={nameOf(operationOf(system, desk.draft.operation))}
      onChange={(event) => dispatch({ do: 'fill', operation: event.currentTarget.value })}
    >
      {groups.map(([kind, label]) => {
        const inGroup = operations.filter((operation) => operation.kind === kind)
        return inGroup.length === 0 ? null : (
          <optgroup key={kind} label={label}>
            {inGroup.map((operation) => (
              <option key={nameOf(operation)} value={nameOf(operation)}>
                {operation.type}
              </option>
            ))}
          </optgroup>
        )
      })}
    </select>
  )
}

/** As many rows as there are lines, within reason. */
const rowsOf = (text: string, least: number): number => Math.min(18, Math.max(least, text.split('\n').length))

export const SendForm = ({ desk, dispatch }: DeskProps) => {
  const { draft, fault } = desk
  const operation = operationOf(desk.session.system.name, draft.operation)
  const onSubmit = (event: Event) => {
    event.preventDefault()
    dispatch({ do: 'send' })
  }
  /** Ctrl or Command and Enter send, from within the text, too. */
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSubmit(event)
  }
  return (
    <section class="card" aria-labelledby="send-title">
      <h2 id="send-title">Request</h2>
      <form class="send" onSubmit={onSubmit}>
        <div class="pair">
          <label for="operation">Operation</label>
          <OperationSelect desk={desk} dispatch={dispatch} />
          <p class="hint">{operation.what}</p>
        </div>
        {operation.kind !== 'sweep' && (
          <>
            <label for="request">{operation.form === 'request' ? 'Request (JSON)' : 'Fields (JSON)'}</label>
            <textarea
              id="request"
              class="json"
              value={draft.request}
              rows={rowsOf(draft.request, 3)}
              spellcheck={false}
              autocomplete="off"
              onInput={(event) => dispatch({ do: 'edit', field: 'request', text: event.currentTarget.value })}
              onKeyDown={onKeyDown}
              {...faultyProps('request', fault)}
            />
          </>
        )}
        <Fault field="request" fault={fault} />
        {draft.beside !== undefined && (
          <>
            <label for="beside">Given by the host (JSON)</label>
            <textarea
              id="beside"
              class="json"
              value={draft.beside}
              rows={rowsOf(draft.beside, 1)}
              spellcheck={false}
              autocomplete="off"
              onInput={(event) => dispatch({ do: 'edit', field: 'beside', text: event.currentTarget.value })}
              onKeyDown={onKeyDown}
              {...faultyProps('beside', fault)}
            />
          </>
        )}
        <Fault field="beside" fault={fault} />
        {operation.kind !== 'sweep' && <RequestFields desk={desk} dispatch={dispatch} />}
        <FactsFields desk={desk} dispatch={dispatch} />
        <div class="buttons">
          <button type="submit" class="primary" aria-keyshortcuts="Control+Enter" title="Ctrl+Enter, from within the text, too">
            Send
          </button>
          <button type="button" onClick={() => dispatch({ do: 'document' })}>
            Documented request
          </button>
        </div>
        <VerdictHere desk={desk} from="form" />
      </form>
    </section>
  )
}
