/** Arbitrary values that follow from states and commands: decisions, results, refusals, stored texts, and what actors take and keep. */
import * as fc from 'fast-check'
import type { ErrorEntry } from '../decider/catalogue.ts'
import type { Stored, StoredError } from '../decider/stored.ts'
import type { Retention } from '../lifecycle/retention.ts'
import { withChangedCharacters, withChangedFields } from './damaged.ts'

type Answer = { readonly ok: true } | { readonly ok: false; readonly error: object }

/** What a system is asked for. */
interface System<State, Command, Facts, Applied, Decision, Catalogue, Operations> {
  readonly apply: (state: State, command: Command, facts: Facts) => Applied
  readonly decide: (command: Command, state: State, facts: Facts) => Decision
  readonly serialize: (state: State) => string
  readonly deserialize: (text: string) => Stored<State>
  readonly errors: Catalogue
  readonly operations: Operations
}

type RefusedIn<R extends Answer> = Extract<R, { readonly ok: false; readonly error: object }>

const isRefused = <R extends Answer>(result: R): result is RefusedIn<R> => !result.ok

/**
 * What an actor of a system holds.
 * @internal
 */
export interface Held<Result> {
  /** The state in the form of `serialize`, parsed. */
  readonly stored: object
  /** The time of the last command: epoch milliseconds. */
  readonly now: number
  /** The window that the last command's facts named. */
  readonly retention: Retention | undefined
  /** What the last command came to. */
  readonly result: Result
}

/** The values of a system: of states that can be reached, and of commands, valid ones and others. */
export const derivedValues = <
  State,
  Command extends object,
  Facts extends { readonly now: number; readonly retention?: Retention },
  Applied extends { readonly state: State; readonly result: Answer },
  Decision,
  Catalogue extends Readonly<Record<string, ErrorEntry>>,
  Operations extends Readonly<Record<string, object>>
>(
  system: System<State, Command, Facts, Applied, Decision, Catalogue, Operations>,
  reached: fc.Arbitrary<{ readonly state: State; readonly facts: Facts }>,
  commands: fc.Arbitrary<Command>
) => {
  const { apply, decide, serialize, deserialize, errors, operations } = system
  const asked = fc.tuple(reached, commands).map(([{ state, facts }, command]) => ({ state, facts, command }))
  const applied = asked.map(({ state, facts, command }) => apply(state, command, facts))
  const result = applied.map((came): Applied['result'] => came.result)
  const refused = result.filter(isRefused)
  const storedText = reached.map(({ state }) => serialize(state))
  const words = { names: ['status', 'version'], values: ['Failed', 'Suspended'] }
  const damagedText = fc.oneof(withChangedFields(storedText, words), withChangedCharacters(storedText))
  const stored = fc.oneof(storedText, damagedText).map(deserialize)
  const storedError = damagedText
    .map(deserialize)
    .filter(isRefused)
    .map(({ error }): StoredError => error)
  const entries = Object.values(errors) as Catalogue[keyof Catalogue][]
  const names = Object.keys(operations) as (keyof Operations & string)[]
  return {
    /** What any command comes to in any state. */
    applied,
    decision: asked.map(({ state, facts, command }) => decide(command, state, facts)),
    result,
    refused,
    commandError: refused.map(({ error }): RefusedIn<Applied['result']>['error'] => error),
    errorEntry: fc.constantFrom(...entries),
    errorCode: fc.constantFrom(...(Object.keys(errors) as (keyof Catalogue & string)[])),
    operation: fc.constantFrom(...names.map((name) => operations[name])),
    operationName: fc.constantFrom(...names),
    /** A state as text. */
    storedText,
    /** What a text is read as: one that was stored, or one that is damaged. */
    stored,
    storedError,
    /** A command as an actor takes it. */
    machineEvent: asked.map(({ facts, command }) => ({ ...command, facts })),
    /** What an actor holds after a command. */
    machineContext: asked.map(({ state, facts, command }): Held<Applied['result']> => {
      const came = apply(state, command, facts)
      const { now, retention } = facts
      return { stored: JSON.parse(serialize(came.state)), now, retention, result: came.result }
    })
  }
}
