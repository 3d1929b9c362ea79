/** What stands in the form for a request, and the step that it makes. */
import { type Asked, readJson } from 'association-lifecycle/scenarios'
import { differing, type FactsForm, factsOf, jsonText } from './facts.ts'
import { askedOf, type Filled, type Operation, type View } from './operation.ts'
import { operationOf, operationsOf } from './operations.ts'
import { add, type Session } from './session.ts'

export interface Draft {
  /** The type of the operation. */
  readonly operation: string
  /** JSON. */
  readonly request: string
  /** JSON: what the host gives beside the request; absent where it gives nothing. */
  readonly beside?: string
  /** Nobody has changed it: it may be filled again with what is chosen. */
  readonly isFresh: boolean
}

/** What is wrong, and in which field of the page, in one line with its place. */
export interface FieldFault {
  readonly field: 'request' | 'beside' | 'caller' | 'facts' | 'duration' | 'file'
  readonly line: string
}

export type Sent = { readonly ok: true; readonly session: Session } | { readonly ok: false; readonly fault: FieldFault }

const refused = (field: FieldFault['field'], line: string): Sent => ({ ok: false, fault: { field, line } })

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The form of an operation with this in it. */
export const draftOf = ({ type }: Operation, { request, beside }: Filled): Draft => ({
  operation: type,
  request: jsonText(request),
  ...(beside === undefined ? {} : { beside: jsonText(beside) }),
  isFresh: true
})

/** The form of an operation with what it starts with. */
export const startOf = (operation: Operation, view: View): Draft => draftOf(operation, operation.start(view))

/** The form for what has been asked, to ask it again or something like it. */
export const draftFrom = (system: string, { kind, asked }: Pick<Asked, 'kind' | 'asked'>): Draft => {
  const known = operationsOf(system).find((operation) => operation.kind === kind && operation.type === asked.type)
  const { type: _type, ...fields } = asked
  const { request, ...beside } = fields
  if (known?.form === 'request' && isFields(request))
    return { ...draftOf(known, { request, ...(Object.keys(beside).length === 0 ? {} : { beside }) }), isFresh: false }
  if (known?.form === 'fields') return { ...draftOf(known, { request: fields }), isFresh: false }
  return { ...draftOf(known ?? operationOf(system, 'Any command'), { request: asked }), isFresh: false }
}

/** Adds the step that a form makes to the session. */
export const send = (session: Session, draft: Draft, form: FactsForm): Sent => {
  const { system, scenario } = session
  const operation = operationOf(system.name, draft.operation)
  const request = readJson(draft.request, 'request')
  if (!request.ok) return refused('request', request.line)
  const beside = readJson(draft.beside ?? '{}', 'beside')
  if (!beside.ok) return refused('beside', beside.line)
  if (!isFields(beside.value)) return refused('beside', beside.lineAbout([], 'must be an object'))
  if (operation.form === 'fields' && !isFields(request.value))
    return refused('request', request.lineAbout([], 'must be an object'))
  const facts = factsOf(form, system)
  if (!facts.ok) return refused('facts', facts.line)

  const own = differing(scenario.facts, facts.facts)
  const asked = operation.kind === 'sweep' ? true : askedOf(operation, request.value, beside.value)
  const added = add(session, { [operation.kind]: asked, ...(own === undefined ? {} : { facts: own }) })
  if (added.ok) return added
  const { path, message } = added.fault
  if (path[0] !== 'facts') return refused('request', request.lineAbout(path.slice(operation.form === 'request' ? 2 : 1), message))
  if (path[1] === system.callerFact) return refused('caller', message)
  return refused('facts', facts.lineAbout(path.slice(1), message))
}
