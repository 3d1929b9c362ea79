/** What the page says of steps, outcomes and times. */
import { type Answer, formatDuration, type Life, type Outcome, type System } from 'association-lifecycle/scenarios'

/** A length of time as it is read: `48 h`, `1 m 1.2 s`. */
export const lengthText = (ms: number, parts = 2): string => formatDuration(ms, parts).replace(/(\d)([a-z])/g, '$1 $2')

/** How long a life has been what it is. */
export const sinceText = ({ since }: Life, now: number): string => (now > since ? `for ${lengthText(now - since)}` : 'just now')

/** How long a life will be there. */
export const expiryText = ({ mayGoFrom, goneBy, lapsesAt }: Life, now: number): string | undefined => {
  if (lapsesAt !== undefined) return `lapses in ${lengthText(lapsesAt - now)}`
  if (mayGoFrom === undefined || goneBy === undefined) return undefined
  return `may go ${mayGoFrom <= now ? 'now' : `in ${lengthText(mayGoFrom - now)}`}, gone in ${lengthText(goneBy - now)}`
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

export type Verdict = 'ok' | 'partly' | 'refused' | 'time' | 'note'

/** How a step ended, in a word. */
export const verdictOf = (outcome: Outcome): Verdict => {
  if (outcome.kind === 'note') return 'note'
  if (outcome.kind === 'clock') return 'time'
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

/** The HTTP status with its name; signals and sweeps have none, for they are never on the wire. */
export const statusText = ({ status, ok }: Answer): string =>
  status === undefined
    ? ok
      ? 'Accepted, not on the wire'
      : 'Refused, not on the wire'
    : `${status} ${reasons[status] ?? ''}`.trim()

/** What came of a step, in a few words. */
export const resultText = (outcome: Outcome): string => {
  if (outcome.kind === 'note') return ''
  if (outcome.kind === 'clock') {
    const changes = outcome.passed.reduce((total, { changes }) => total + changes.length, 0)
    return changes === 0 ? 'time passed' : count(changes, 'change')
  }
  const { answer } = outcome
  if (!answer.ok) return answer.code ?? 'refused'
  return answer.failures === undefined ? 'ok' : `ok, ${count(answer.failures.length, 'failure')}`
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
