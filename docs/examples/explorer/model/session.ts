/**
 * A session: a scenario, what came of each of its steps, and the place in it that one looks at. Values throughout: going about in time
 * changes only the place; doing something adds a step, and cuts off what came after the place. Each edit can be undone.
 */
import {
  beginning,
  type Fault,
  type Life,
  type Moment,
  type Outcome,
  parseScenario,
  readScenario,
  type Scenario,
  type System,
  scenarioFile,
  take
} from 'association-lifecycle/scenarios'

export interface Session {
  readonly system: System
  readonly scenario: Scenario
  /** What came of each step. */
  readonly outcomes: readonly Outcome[]
  /** The moment before the first step, and that after each. */
  readonly moments: readonly Moment[]
  /** How many steps have been taken where one looks: 0 is the start. */
  readonly position: number
  /** How many steps the last edit cut off. */
  readonly cut: number
  /** The session before the last edit. */
  readonly before?: Session
}

/** A session after an edit, or what is wrong with it; the path leads into the step. */
export type Edited = { readonly ok: true; readonly session: Session } | { readonly ok: false; readonly fault: Fault }

const grown = (session: Session, steps: Scenario['steps']): Session => {
  const outcomes = [...session.outcomes]
  const moments = [...session.moments]
  for (const step of steps) {
    const last = moments[moments.length - 1] ?? beginning(session.scenario, session.system)
    const { outcome, after } = take(session.scenario, last, step)
    outcomes.push(outcome)
    moments.push(after)
  }
  return { ...session, outcomes, moments, position: outcomes.length }
}

/** A session of a scenario, all of it taken. */
export const open = (scenario: Scenario, system: System): Session =>
  grown({ system, scenario, outcomes: [], moments: [beginning(scenario, system)], position: 0, cut: 0 }, scenario.steps)

/** The same, in place of another session; it can be undone. */
export const replace = (before: Session, scenario: Scenario): Session => ({ ...open(scenario, before.system), before })

/** The scenario up to where one looks. */
const kept = ({ scenario, position }: Session): Scenario => ({ ...scenario, steps: scenario.steps.slice(0, position) })

const parsedWith = (past: Scenario, step: object) => {
  const file = scenarioFile(past) as { readonly steps: readonly object[] }
  return parseScenario({ ...file, steps: [...file.steps, step] })
}

const addTo = (session: Session, step: object): Edited => {
  const past = kept(session)
  const parsed = parsedWith(past, step)
  if (!parsed.ok) {
    const [, at, ...path] = parsed.fault.path
    return { ok: false, fault: { ...parsed.fault, path: at === past.steps.length ? path : [] } }
  }
  const { position, outcomes, moments } = session
  const cut: Session = {
    ...session,
    scenario: parsed.scenario,
    outcomes: outcomes.slice(0, position),
    moments: moments.slice(0, position + 1),
    cut: outcomes.length - position,
    before: session
  }
  return { ok: true, session: grown(cut, parsed.scenario.steps.slice(-1)) }
}

/** With the share in each signal: as long as there is one only, a signal need not name it. */
const withNames = ({ scenario, system, outcomes, position }: Session): Session => {
  const shareAt = (at: number): string | undefined => outcomes[at - 1]?.lives().find(({ isContainer }) => isContainer)?.id
  const steps = scenario.steps.map((step, at) => {
    if (step.kind !== 'signal' || step.asked.resourceShareId !== undefined) return step
    return { ...step, asked: { ...step.asked, resourceShareId: shareAt(at) } }
  })
  return travel(open({ ...scenario, steps }, system), position)
}

/**
 * Takes a step, written as in a scenario file, after the place where one looks; what came after it is cut off. A second share makes
 * signals vague that did not name theirs: then they do.
 */
export const add = (session: Session, step: object): Edited => {
  const added = addTo(session, step)
  if (added.ok || parsedWith({ ...session.scenario, steps: [] }, step).ok === false) return added
  const again = addTo(withNames(session), step)
  if (!again.ok) return added
  const cut = session.outcomes.length - session.position
  return { ok: true, session: { ...again.session, cut, before: session } }
}

/** Looks at another place, as near to it as there is one. */
export const travel = (session: Session, position: number): Session => {
  const place = Math.max(0, Math.min(session.outcomes.length, Math.trunc(position)))
  return place === session.position ? session : { ...session, position: place, cut: 0 }
}

/** Back to before the last edit. */
export const undo = ({ before, ...session }: Session): Session => (before === undefined ? session : { ...before, cut: 0 })

/** Nothing has happened yet. The start and the facts stay. */
export const anew = (session: Session): Session => {
  const { title: _title, note: _note, ...scenario } = session.scenario
  return replace(session, { ...scenario, steps: [] })
}

/** Reads a scenario file. */
export const read = readScenario

// ---- where one looks

/** The moment where one looks. */
export const momentOf = ({ moments, position, scenario, system }: Session): Moment =>
  moments[position] ?? beginning(scenario, system)

/** What came of the step where one looks; `undefined` at the start. */
export const outcomeOf = ({ outcomes, position }: Session): Outcome | undefined => outcomes[position - 1]

/** All that a reader sees where one looks. */
export const livesOf = (session: Session): readonly Life[] => outcomeOf(session)?.lives() ?? []

/** Whether there are steps after the place where one looks. */
export const isInPast = ({ position, outcomes }: Session): boolean => position < outcomes.length
