/** What the page says of steps, outcomes and times. */
import { type Asked, formatDuration, type Life, type Outcome, type System } from 'association-lifecycle/scenarios'
import type { Gone } from './gone.ts'

const unitsMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** A length of time as it is read, in its two largest units: `48 h`, `1 m 1 s`. The rest is rounded, so that lengths beside each other add up. */
export const lengthText = (ms: number): string => {
  const [, least = ''] = formatDuration(ms, 2).split(' ')
  const unitMs = unitsMs[least.replace(/[\d.]+/, '')] ?? 1
  return formatDuration(Math.round(ms / unitMs) * unitMs, 2).replace(/(\d)([a-z])/g, '$1 $2')
}

/** How long a life has been what it is. */
export const sinceText = ({ since }: Life, now: number): string => (now > since ? `for ${lengthText(now - since)}` : 'just now')

/** How long a life will be there. */
export const expiryText = ({ mayGoFrom, goneBy, lapsesAt }: Life, now: number): string | undefined => {
  if (lapsesAt !== undefined) return `lapses in ${lengthText(lapsesAt - now)}`
  if (mayGoFrom === undefined || goneBy === undefined) return undefined
  return `may go ${mayGoFrom <= now ? 'now' : `in ${lengthText(mayGoFrom - now)}`}, gone in ${lengthText(goneBy - now)}`
}

/** How something went that is gone. */
export const goneText = ({ life, by }: Gone, now: number): string => {
  const how = by === undefined ? 'gone for every reader: its time was over' : `deleted by ${stepText(by)}`
  return `${how}, ${now > life.since ? `${lengthText(now - life.since)} ago` : 'just now'}`
}

/** What a step was. */
export const stepText = (outcome: Outcome): string => {
  if (outcome.kind === 'note') return 'Note'
  if (outcome.kind === 'clock') return `${outcome.advancedMs < 0 ? 'Back' : 'Clock'} ${signed(outcome.advancedMs)}`
  return String(outcome.asked.type)
}

const signed = (ms: number): string => `${ms < 0 ? '−' : '+'}${lengthText(Math.abs(ms))}`

/** What it was about, in a few words. */
export const subjectText = (outcome: Outcome, { subjectOf }: Pick<System, 'subjectOf'>): string => {
  if (outcome.kind === 'note') return outcome.note ?? ''
  if (outcome.kind === 'clock') return ''
  const { request } = outcome.asked
  const named = typeof request === 'object' && request !== null ? Object.values(request) : []
  const first = named.find((value) => typeof value === 'string')
  return outcome.kind === 'signal' ? subjectOf(outcome.asked) : String(first ?? '')
}

export type Verdict = 'ok' | 'partly' | 'refused' | 'unmet' | 'time' | 'note'

/** How a step ended, in a word. */
export const verdictOf = (outcome: Outcome): Verdict => {
  if (outcome.kind === 'note') return 'note'
  if (outcome.kind === 'clock') return 'time'
  if (outcome.unmet.length > 0) return 'unmet'
  if (!outcome.answer.ok) return 'refused'
  return outcome.answer.failures === undefined ? 'ok' : 'partly'
}

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict'
}

/** The HTTP status with its name; signals, sweeps and the library's own queries have none. */
export const statusText = ({ kind, answer: { status, ok } }: Pick<Asked, 'kind' | 'answer'>): string => {
  if (status !== undefined) return `${status} ${reasons[status] ?? ''}`.trim()
  if (!ok) return 'Refused'
  return kind === 'query' ? 'Answered' : 'Accepted'
}

const answerText = ({ answer }: Asked): string => {
  if (!answer.ok) return answer.code ?? 'refused'
  return answer.failures === undefined ? 'ok' : `ok, ${count(answer.failures.length, 'failure')}`
}

/** What came of a step, in a few words. */
export const resultText = (outcome: Outcome): string => {
  if (outcome.kind === 'note') return ''
  if (outcome.kind === 'clock') {
    const changes = outcome.passed.reduce((total, { changes }) => total + changes.length, 0)
    return changes === 0 ? 'time passed' : count(changes, 'change')
  }
  return outcome.unmet.length === 0 ? answerText(outcome) : `not as expected: ${answerText(outcome)}`
}

/** How the expectations of a scenario went, with the places of those that were not met; `undefined` where it has none. */
export const expectationsOf = (
  outcomes: readonly Outcome[]
): { readonly text: string; readonly unmet: readonly number[] } | undefined => {
  const expected = outcomes.filter((outcome) => 'isExpected' in outcome && outcome.isExpected).length
  if (expected === 0) return undefined
  const unmet = outcomes.flatMap((outcome, at) => (verdictOf(outcome) === 'unmet' ? [at + 1] : []))
  const all = count(expected, 'expectation')
  return { unmet, text: unmet.length === 0 ? `✓ ${all} met` : `✗ ${unmet.length} of ${all} not met` }
}

/** A step in one sentence, for those who hear the page. */
export const announcement = (outcome: Outcome | undefined, position: number, of: number): string => {
  if (outcome === undefined) return 'The start: nothing has happened yet.'
  const result = resultText(outcome)
  return `Step ${position} of ${of}: ${stepText(outcome)}${result === '' ? '' : `, ${result}`}`
}

/** What has come with time. */
export const changeText = ({ life, what }: { readonly life: Life; readonly what: 'mayGo' | 'gone' | 'lapsed' }): string => {
  const says = {
    mayGo: 'may be deleted from now on',
    gone: 'is gone for every reader',
    lapsed: `has ended by itself: ${life.status}`
  }
  return `${life.kind} ${life.id} ${says[what]}`
}
