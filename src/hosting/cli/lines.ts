/** The outcomes of a scenario for programs: one JSON object a line, and a last one with the summary. */
import type { Outcome } from '../scenarios/run.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import type { Life } from '../scenarios/system.ts'
import { toIso } from '../scenarios/time.ts'

const placeOf = ({ index, now, elapsedMs, kind, note }: Outcome) => ({
  step: index,
  kind,
  at: toIso(now),
  elapsedMs,
  ...(note === undefined ? {} : { note })
})

/** A life without what only the timeline needs. */
const showLife = ({ key: _, tone: __, since, mayGoFrom, goneBy, lapsesAt, ...life }: Life): object => ({
  ...life,
  since: toIso(since),
  ...(mayGoFrom === undefined ? {} : { mayGoFrom: toIso(mayGoFrom) }),
  ...(goneBy === undefined ? {} : { goneBy: toIso(goneBy) }),
  ...(lapsesAt === undefined ? {} : { lapsesAt: toIso(lapsesAt) })
})

const lineOf = (outcome: Outcome): object => {
  const place = placeOf(outcome)
  if (outcome.kind === 'note') return place
  if (outcome.kind === 'clock') {
    const passed = outcome.passed.map(({ now, changes }) => ({
      at: toIso(now),
      changes: changes.map(({ what, life }) => ({ what, ...showLife(life) }))
    }))
    return { ...place, advancedMs: outcome.advancedMs, passed }
  }
  const { asked, facts, answer, isExpected, unmet } = outcome
  const { ok, status, code, body, failures, events } = answer
  return { ...place, asked, facts, ok, status, code, reply: body, failures, events, ...(isExpected ? { unmet } : {}) }
}

const summaryOf = (outcomes: readonly Outcome[], scenario: Scenario): object => {
  const asked = outcomes.filter((outcome) => 'answer' in outcome)
  const last = outcomes.at(-1)
  const unmet = asked.filter((outcome) => outcome.unmet.length > 0).map(({ index }) => index)
  return {
    kind: 'summary',
    system: scenario.system,
    title: scenario.title,
    ok: unmet.length === 0,
    steps: outcomes.length,
    refused: asked.filter(({ answer }) => !answer.ok).length,
    expected: asked.filter(({ isExpected }) => isExpected).length,
    unmet,
    at: toIso(last?.now ?? scenario.start),
    lives: (last?.lives() ?? []).map(showLife)
  }
}

/** All of a run, as lines of JSON. */
export const printLines = (outcomes: readonly Outcome[], scenario: Scenario): string =>
  [...outcomes.map(lineOf), summaryOf(outcomes, scenario)].map((line) => `${JSON.stringify(line)}\n`).join('')
