/** All that one has before oneself of a system: the session, what is chosen in it, and what stands in the forms. Actions change it. */
import type { Scenario, System } from 'association-lifecycle/scenarios'
import { type Draft, type FieldFault, type Sent, send, startOf } from './draft.ts'
import { type FactsForm, formOf } from './facts.ts'
import { goneFrom } from './gone.ts'
import { identityOf } from './identity.ts'
import { nothingChosen, viewOf } from './operation.ts'
import { documentedEntity, firstOperation, operationOf } from './operations.ts'
import { add, anew, livesOf, open, replace, type Session, travel, undo } from './session.ts'

export interface Desk {
  readonly session: Session
  /** The key of the chosen life. */
  readonly chosen?: string
  /** Somebody has chosen it: a share does not give way to an association that comes into it. */
  readonly isPicked: boolean
  readonly draft: Draft
  readonly facts: FactsForm
  readonly fault?: FieldFault
  /** Where the step that one looks at has just been sent. */
  readonly sentFrom?: 'actions' | 'form'
}

export type DeskAction =
  | { readonly do: 'travel'; readonly to: number }
  | { readonly do: 'choose'; readonly key: string }
  | { readonly do: 'fill'; readonly operation: string; readonly draft?: Draft }
  /** The documented request of the operation, whatever is chosen. */
  | { readonly do: 'document' }
  | { readonly do: 'edit'; readonly field: 'request' | 'beside'; readonly text: string }
  | { readonly do: 'facts'; readonly facts: FactsForm }
  /** The form as it stands, or another draft, sent by another caller. */
  | { readonly do: 'send'; readonly draft?: Draft; readonly caller?: string }
  /** Time passes: an entry of a scenario file. */
  | { readonly do: 'clock'; readonly step: object }
  | { readonly do: 'load'; readonly scenario: Scenario }
  | { readonly do: 'fault'; readonly fault: FieldFault }
  | { readonly do: 'undo' }
  | { readonly do: 'anew' }

/**
 * What is chosen stays so, also when it has gone. Where there is nothing to stay with: the association that the documented requests are
 * about, or the first.
 */
const chosenIn = (session: Session, { chosen, isPicked }: Pick<Desk, 'chosen' | 'isPicked'>): string | undefined => {
  const lives = livesOf(session)
  const life = lives.find(({ key }) => key === chosen) ?? (chosen === undefined ? undefined : goneFrom(session, chosen)?.life)
  if (life !== undefined && (isPicked || identityOf(life) !== undefined)) return chosen
  const associations = lives.filter((one) => identityOf(one) !== undefined)
  const documented = associations.find(({ id }) => id === documentedEntity(session.system.name))
  return (documented ?? associations[0] ?? lives[0])?.key ?? chosen
}

/** What a form of an operation starts with. */
const started = ({ session, chosen }: Pick<Desk, 'session' | 'chosen'>, operation: string): Draft =>
  startOf(operationOf(session.system.name, operation), viewOf(session, chosen))

/** With the form filled again, if nobody has changed it. */
const refreshed = (desk: Desk): Desk => (desk.draft.isFresh ? { ...desk, draft: started(desk, desk.draft.operation) } : desk)

const withoutFault = ({ fault: _fault, ...desk }: Desk): Desk => desk
const withoutVerdict = ({ sentFrom: _sentFrom, ...desk }: Desk): Desk => desk

const withSession = (desk: Desk, session: Session): Desk => {
  const chosen = chosenIn(session, desk)
  const { scenario, system } = session
  const isSame = scenario.facts === desk.session.scenario.facts
  return refreshed({
    ...withoutVerdict(withoutFault(desk)),
    session,
    ...(chosen === undefined ? {} : { chosen }),
    ...(isSame ? {} : { facts: formOf(scenario.facts, system) })
  })
}

/** A session with forms of its own. Where there is nothing yet, something has to be made first. */
const seated = (session: Session, operation?: string): Desk => {
  const chosen = chosenIn(session, { isPicked: false })
  const seat = { session, isPicked: false, ...(chosen === undefined ? {} : { chosen }) }
  const first = firstOperation(session.system.name, livesOf(session).length === 0)
  return {
    ...seat,
    draft: started(seat, chosen === undefined ? first : (operation ?? first)),
    facts: formOf(session.scenario.facts, session.system)
  }
}

export const deskOf = (scenario: Scenario, system: System): Desk => seated(open(scenario, system))

const afterSending = (desk: Desk, sent: Sent, sentFrom: 'actions' | 'form'): Desk =>
  sent.ok ? { ...withSession(desk, sent.session), sentFrom } : { ...withoutVerdict(desk), fault: sent.fault }

/** The desk after an action. */
export const act = (desk: Desk, action: DeskAction): Desk => {
  const { session, draft, facts } = desk
  switch (action.do) {
    case 'travel':
      return withSession(desk, travel(session, action.to))
    case 'choose':
      return refreshed({ ...withoutVerdict(desk), chosen: action.key, isPicked: true })
    case 'fill':
      return {
        ...withoutFault(desk),
        draft: action.draft ?? started(desk, operationOf(session.system.name, action.operation).type)
      }
    case 'document':
      return {
        ...withoutFault(desk),
        draft: { ...startOf(operationOf(session.system.name, draft.operation), nothingChosen), isFresh: false }
      }
    case 'edit':
      return { ...withoutFault(desk), draft: { ...draft, [action.field]: action.text, isFresh: false } }
    case 'facts':
      return { ...withoutFault(desk), facts: action.facts }
    case 'send': {
      const form = action.caller === undefined ? facts : { ...facts, caller: action.caller }
      return afterSending(desk, send(session, action.draft ?? draft, form), action.draft === undefined ? 'form' : 'actions')
    }
    case 'clock': {
      const added = add(session, action.step)
      return added.ok ? withSession(desk, added.session) : { ...desk, fault: { field: 'duration', line: added.fault.message } }
    }
    case 'load':
      return seated(replace(session, action.scenario), draft.operation)
    case 'fault':
      return { ...desk, fault: action.fault }
    case 'undo':
      return withSession(desk, undo(session))
    case 'anew':
      return seated(anew(session))
  }
}
