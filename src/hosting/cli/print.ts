/** The outcomes of a scenario for people: every command with the documented JSON it got, and the timeline. */
import type { Fields } from '../../decider/values.ts'
import { layJson } from '../scenarios/json-layout.ts'
import { plain } from '../scenarios/plain.ts'
import type { Asked, Change, ClockMoved, Outcome, Passage } from '../scenarios/run.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import type { Life, System, SystemEvent } from '../scenarios/system.ts'
import { formatDuration, formatInstant } from '../scenarios/time.ts'
import type { Paint, Style } from './paint.ts'
import { pad, widthOf, wrap } from './text.ts'
import { timelineOf } from './timeline.ts'
import { printTimeline } from './timeline-print.ts'

/** How it is printed. */
export interface Look {
  readonly width: number
  readonly paint: Paint
}

const margin = '     '

const indented = (lines: readonly string[]): string[] => lines.map((line) => `${margin}${line}`)

/** Wrapped, with all lines but the first set in. */
const hanging = (text: string, by: number, width: number): string[] =>
  wrap(text, width - by).map((line, at) => (at === 0 ? line : `${' '.repeat(by)}${line}`))

const noteLines = (note: string | undefined, { width, paint }: Look): string[] =>
  note === undefined ? [] : indented(wrap(plain(note), width - margin.length).map((line) => paint('dim', line)))

const rule = (text: string, { width, paint }: Look, line = '─'): string =>
  `${paint('yellow', line.repeat(2))} ${paint('bold', text)} ${paint('yellow', line.repeat(Math.max(0, width - 4 - widthOf(text))))}`

const timeText = ({ now, elapsedMs }: { readonly now: number; readonly elapsedMs: number }): string =>
  `${formatInstant(now)}${elapsedMs === 0 ? '' : `  ${elapsedMs < 0 ? '' : '+'}${formatDuration(elapsedMs)}`}`

/** `AssociationStarted, TargetInvited x2` */
const eventsText = (events: readonly SystemEvent[]): string => {
  const counts = new Map<string, number>()
  for (const { type } of events) counts.set(type, (counts.get(type) ?? 0) + 1)
  return [...counts].map(([type, count]) => (count === 1 ? type : `${type} x${count}`)).join(', ')
}

const expectationLines = ({ isExpected, unmet }: Asked, { paint }: Look): string[] =>
  unmet.length > 0
    ? unmet.map((line) => paint('badRed', `✗ ${plain(line)}`))
    : isExpected
      ? [paint('green', '✓ as expected')]
      : []

/** What goes beside the request: the id for a new share, ids for invitations. */
const besidesRequest = ({ type: _, request: __, ...rest }: Fields): Fields => rest

const callerOf = (facts: Fields, { callerFact }: System): string => String(facts[callerFact])

const headOf = (outcome: Asked, scenario: Scenario, system: System, { paint }: Look): string => {
  const caller = callerOf(outcome.facts, system)
  const by = caller === callerOf(scenario.facts, system) ? '' : paint('dim', ` by ${plain(caller)}`)
  return `${paint('dim', pad(`[${outcome.index}]`, margin.length))}${paint('bold', plain(String(outcome.asked.type)))}${by}`
}

/** A value with a mark before it. */
const marked = (mark: string, value: unknown, { width, paint }: Look, style: Style = 'dim'): string[] => {
  const room = width - margin.length - 2
  const [first = '', ...more] = layJson(value, room, paint, room - (mark.length - 1))
  return [`${paint(style, mark)} ${first}`, ...more.map((line) => `  ${line}`)]
}

const askedLines = ({ asked, ownFacts }: Asked, { callerFact }: System, look: Look): string[] => {
  const beside = besidesRequest(asked)
  // The caller stands in the head, the id of the request in the reply.
  const { [callerFact]: _, requestId: __, ...facts } = ownFacts
  return [
    ...(asked.request === undefined ? [] : marked('>', asked.request, look)),
    ...(Object.keys(beside).length === 0 ? [] : marked('+', beside, look)),
    ...(Object.keys(facts).length === 0 ? [] : marked('+ facts', facts, look))
  ]
}

const answerLines = ({ answer }: Asked, look: Look): string[] => {
  const { ok, status, body, failures } = answer
  const mark = `< ${status ?? ''}`.trimEnd()
  const style = ok ? 'green' : 'red'
  return [
    ...(body === undefined ? [look.paint(style, mark)] : marked(mark, body, look, style)),
    ...(failures === undefined ? [] : marked('! failures', failures, look, 'red'))
  ]
}

const eventLines = ({ answer, kind }: Asked, system: System, { width, paint }: Look): string[] => {
  const { events } = answer
  const texts = kind === 'sweep' ? events.map((event) => `${event.type} ${plain(system.subjectOf(event))}`) : [eventsText(events)]
  const lines = events.length === 0 ? [] : texts.flatMap((text) => hanging(`* ${text}`, 2, width - margin.length))
  return [
    ...lines.map((line) => paint('cyan', line)),
    ...events
      .filter(system.isAlarm)
      .map((event) => paint('badRed', `! ${plain(system.subjectOf(event))}: still in effect, but its record is gone`))
  ]
}

/** A command or a query: what was asked, and the documented JSON it got. */
const askingBlock = (outcome: Asked, scenario: Scenario, system: System, look: Look): string[] => [
  '',
  headOf(outcome, scenario, system, look),
  ...noteLines(outcome.note, look),
  ...indented([
    ...askedLines(outcome, system, look),
    ...answerLines(outcome, look),
    ...eventLines(outcome, system, look),
    ...expectationLines(outcome, look)
  ])
]

/** A signal or a sweep: shorter, for nobody outside gets an answer. */
const signalBlock = (outcome: Asked, scenario: Scenario, system: System, look: Look): string[] => {
  const { answer, asked } = outcome
  const { paint } = look
  const subject = plain(system.subjectOf(asked))
  const events = answer.events.length === 0 ? [paint('dim', '* nothing to do')] : eventLines(outcome, system, look)
  return [
    '',
    `${headOf(outcome, scenario, system, look)}${subject && ` ${subject}`}`,
    ...noteLines(outcome.note, look),
    ...indented([...(answer.ok ? events : answerLines(outcome, look)), ...expectationLines(outcome, look)])
  ]
}

/** Whose life has changed; where the same is in another container as well, in which of them. */
const changedText = ({ key, kind, id, container }: Life, lives: readonly Life[]): string => {
  const isElsewhere = lives.some((other) => other.key !== key && other.kind === kind && other.id === id)
  return `${plain(kind)} ${plain(id)}${isElsewhere ? ` in ${plain(container)}` : ''}`
}

const changeText = ({ life, what }: Change, { now, lives }: Passage): string => {
  const { status, since } = life
  const subject = changedText(life, lives)
  if (what === 'gone') return `${subject}: gone for every reader, ${formatDuration(now - since)} after its end`
  if (what === 'mayGo') return `${subject}: ended ${formatDuration(now - since)} ago, a sweep may delete its record now`
  return `${subject}: ${status}, by itself`
}

const changeLines = (passage: Passage, { width, paint }: Look): string[] =>
  indented(
    passage.changes
      .flatMap((change) => hanging(`┊ ${changeText(change, passage)}`, 2, width - margin.length))
      .map((line) => paint('yellow', line))
  )

const clockBlock = (outcome: ClockMoved, look: Look): string[] => {
  const { passed, now, advancedMs, note } = outcome
  const last = passed.at(-1)?.now === now ? passed.at(-1) : undefined
  const onTheWay = passed.filter((passage) => passage !== last)
  const how = advancedMs < 0 ? '  (the clock was set back)' : ''
  return [
    ...onTheWay.flatMap((passage) => ['', rule(timeText(passage), look, '╌'), ...changeLines(passage, look)]),
    '',
    rule(`${timeText(outcome)}${how}`, look),
    ...noteLines(note, look),
    ...(last === undefined ? [] : changeLines(last, look))
  ]
}

const blockOf = (outcome: Outcome, scenario: Scenario, system: System, look: Look): string[] => {
  switch (outcome.kind) {
    case 'command':
    case 'query':
      return askingBlock(outcome, scenario, system, look)
    case 'signal':
    case 'sweep':
      return signalBlock(outcome, scenario, system, look)
    case 'clock':
      return clockBlock(outcome, look)
    case 'note':
      return ['', ...noteLines(outcome.note, look)]
  }
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`

const summaryLine = (outcomes: readonly Outcome[], { paint }: Look): string => {
  const asked = outcomes.filter((outcome) => 'answer' in outcome)
  const expected = asked.filter(({ isExpected }) => isExpected).length
  const unmet = asked.filter((outcome) => outcome.unmet.length > 0).length
  const refused = asked.filter(({ answer }) => !answer.ok).length
  const text = `${count(outcomes.length, 'step')}, ${refused} refused, ${count(expected, 'expectation')}`
  return unmet === 0 ? paint('green', `✓ ${text}, all met`) : paint('badRed', `✗ ${text}, ${unmet} not met`)
}

/** All of a run, as text. */
export const print = (outcomes: readonly Outcome[], scenario: Scenario, system: System, look: Look): string => {
  const { width, paint } = look
  const title = scenario.title === undefined ? scenario.system : plain(scenario.title)
  const lines = [
    paint('bold', title),
    ...(scenario.note === undefined ? [] : wrap(plain(scenario.note), width).map((line) => paint('dim', line))),
    '',
    rule(timeText({ now: scenario.start, elapsedMs: 0 }), look),
    ...outcomes.flatMap((outcome) => blockOf(outcome, scenario, system, look)),
    '',
    rule('timeline', look),
    ...printTimeline(timelineOf(outcomes), scenario.start, width, paint),
    '',
    summaryLine(outcomes, look)
  ]
  return `${lines.join('\n')}\n`
}
