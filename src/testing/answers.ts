/** Compares what a backend answered with what the model answers: the same fields with the same values, and nothing besides. */
import { isFields } from '../decider/values.ts'
import { firstOf, type Path, pathText, show } from './difference.ts'
import type { AnyResult } from './model.ts'

/** What need not be the same. */
export interface Leniency {
  /** Texts in the library's own words: another backend may word them otherwise. */
  readonly ownWords: readonly string[]
  /** The codes of errors whose messages are compared, too: of others any text will do. */
  readonly sameMessagesOf: readonly string[]
  /** The lists of a reply may be in any order. */
  readonly anyOrder?: boolean
}

const isSomeText = (value: unknown): boolean => typeof value === 'string' && value !== ''

/** Fields of which every backend has a value of its own. */
const ownFields: readonly unknown[] = ['RequestId', 'NextToken']

/** The first place where two values are different. A field that is `undefined` is none. */
const firstDifference = (wanted: unknown, got: unknown, path: Path, lenient: Leniency): string | undefined => {
  const isOwn = typeof wanted === 'string' && (ownFields.includes(path.at(-1)) || lenient.ownWords.includes(wanted))
  if (isOwn) return isSomeText(got) ? undefined : `${pathText(path)} to be a text; it is ${show(got)}`
  if (Array.isArray(wanted)) {
    if (!Array.isArray(got)) return `${pathText(path)} to be a list of ${wanted.length}; it is ${show(got)}`
    if (got.length !== wanted.length) return `${pathText(path)} to be a list of ${wanted.length}; it has ${got.length}`
    if (lenient.anyOrder && path.length === 2) return unorderedDifference(wanted, got, path, lenient)
    return firstOf(wanted.entries(), (at, entry) => firstDifference(entry, got[at], [...path, at], lenient))
  }
  if (!isFields(wanted)) return Object.is(wanted, got) ? undefined : `${pathText(path)} to be ${show(wanted)}; it is ${show(got)}`
  if (!isFields(got)) return `${pathText(path)} to be an object; it is ${show(got)}`
  const names = new Set([...Object.keys(wanted), ...Object.keys(got)])
  return firstOf(
    [...names].map((name) => [name, Object.hasOwn(wanted, name) ? wanted[name] : undefined] as const),
    (name, field) => {
      const its = Object.hasOwn(got, name) ? got[name] : undefined
      if (field !== undefined || its === undefined) return firstDifference(field, its, [...path, name], lenient)
      if (name === 'RequestId' && path.length === 1 && isSomeText(its)) return undefined
      return `${pathText([...path, name])} to be absent; it is ${show(its)}`
    }
  )
}

/** The first entry that is nowhere in the other list, each of which counts once. */
const unorderedDifference = (
  wanted: readonly unknown[],
  got: readonly unknown[],
  path: Path,
  lenient: Leniency
): string | undefined => {
  const rest = [...got]
  return firstOf(wanted.entries(), (at, entry) => {
    const found = rest.findIndex((other) => firstDifference(entry, other, [...path, at], lenient) === undefined)
    if (found === -1) return `${pathText([...path, at])} to be in the list`
    rest.splice(found, 1)
    return undefined
  })
}

const verdict = (ok: unknown, code: unknown): string => (ok === true ? 'accepted' : `refused with ${show(code)}`)

const refusalDifference = (
  wanted: Extract<AnyResult, { ok: false }>['error'],
  got: unknown,
  { sameMessagesOf }: Leniency
): string | undefined => {
  const { code, status, message } = isFields(got) ? got : {}
  if (code !== wanted.code) return `it to be ${verdict(false, wanted.code)}; it was ${verdict(false, code)}`
  if (status !== undefined && status !== wanted.status) return `error.status to be ${wanted.status}; it is ${show(status)}`
  const isCompared = sameMessagesOf.includes(wanted.code)
  if (message === undefined && !isCompared) return undefined
  if (!isSomeText(message)) return `error.message to be a text; it is ${show(message)}`
  return !isCompared || message === wanted.message
    ? undefined
    : `error.message to be ${show(wanted.message)}; it is ${show(message)}`
}

/** What is different in an answer, in one line that goes on from "expected"; `undefined` where it is right. */
export const answerDifference = (wanted: AnyResult, got: unknown, lenient: Leniency): string | undefined => {
  if (!isFields(got) || typeof got.ok !== 'boolean') return `an answer { ok, ... }; it is ${show(got)}`
  if (!wanted.ok) {
    if (got.ok) return `it to be ${verdict(false, wanted.error.code)}; it was accepted`
    return refusalDifference(wanted.error, got.error, lenient)
  }
  if (!got.ok) return `it to be accepted; it was ${verdict(false, isFields(got.error) ? got.error.code : undefined)}`
  const reply = firstDifference(wanted.reply, got.reply ?? {}, ['reply'], lenient)
  if (reply !== undefined || got.failures === undefined) return reply
  return firstDifference(wanted.failures ?? [], got.failures, ['failures'], lenient)
}
