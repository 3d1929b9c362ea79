/** Who calls, and what else a decision is told. */
import { useState } from 'preact/hooks'
import { formOf, otherFacts } from '../model/facts.ts'
import type { DeskProps } from './DeskView.tsx'
import { Fault, faultyProps } from './Fault.tsx'

/** Accounts or projects that the session knows of. */
const callersOf = (value: unknown): string[] => {
  if (typeof value === 'string') return /^[0-9*]{12,20}$|^[0-9a-f]{32}$/.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(callersOf) : []
}

export const FactsFields = ({ desk, dispatch }: DeskProps) => {
  const { facts, fault, session } = desk
  const [isOpen, setIsOpen] = useState(false)
  const { scenario, system } = session
  const callers = [...new Set(callersOf([scenario.facts, scenario.steps]))]
  const label = system.callerFact === 'accountId' ? 'Caller (account)' : 'Caller (project)'
  // A fault opens it, and it stays open when the fault goes: one is writing in it.
  const isShown = isOpen || fault?.field === 'facts'
  return (
    <>
      <label for="caller">{label}</label>
      <input
        id="caller"
        class="mono"
        list="callers"
        value={facts.caller}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => dispatch({ do: 'facts', facts: { ...facts, caller: event.currentTarget.value } })}
        {...faultyProps('caller', fault)}
      />
      <datalist id="callers">
        {callers.map((caller) => (
          <option key={caller} value={caller} />
        ))}
      </datalist>
      <Fault field="caller" fault={fault} />
      <details open={isShown} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary>Other facts</summary>
        <label for="facts">Facts (JSON)</label>
        <textarea
          id="facts"
          class="json"
          value={facts.others}
          rows={Math.min(14, facts.others.split('\n').length + 1)}
          spellcheck={false}
          autocomplete="off"
          onInput={(event) => dispatch({ do: 'facts', facts: { ...facts, others: event.currentTarget.value } })}
          {...faultyProps('facts', fault)}
        />
        <p class="hint">What the host knows: {otherFacts[system.name]}. They stay until you change them.</p>
        <button type="button" onClick={() => dispatch({ do: 'facts', facts: formOf(scenario.facts, system) })}>
          Facts of the session
        </button>
      </details>
      <Fault field="facts" fault={fault} />
    </>
  )
}
