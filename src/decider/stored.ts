/**
 * States as text: a versioned envelope, and checks that name what is wrong. Nothing is dropped on the way in: what this version does
 * not know, a field, a status or a whole format, is an error, and so is a name that is there twice.
 */
import { type Fields, isFields } from './values.ts'

/** Why a text holds no state; it is for the host, and never goes on the wire. The library's own. */
export interface StoredError {
  readonly status: 422
  /**
   * `NotJson`: no JSON at all. `UnknownVersion`: none of this library's envelopes. `UnknownStatus`: a status that is not
   * documented. `Malformed`: anything else.
   */
  readonly code: 'NotJson' | 'UnknownVersion' | 'UnknownStatus' | 'Malformed'
  /** What is wrong, with its place in the text. */
  readonly message: string
}

/** What `deserialize` answers: the state that a text holds, or what is wrong with the text. The library's own. */
export type Stored<State> = { readonly ok: true; readonly state: State } | { readonly ok: false; readonly error: StoredError }

export const storedError = (code: StoredError['code'], message: string): StoredError => ({ status: 422, code, message })

/** What a field may hold. A word list makes it a status: an unknown word in it has an error of its own. */
export interface FieldRule {
  readonly isRequired: boolean
  readonly is: (value: unknown) => boolean
  readonly says: string
  readonly statuses?: readonly string[]
}

export type Rules = Readonly<Record<string, FieldRule>>

const rule = (says: string, is: FieldRule['is']): FieldRule => ({ isRequired: true, is, says })

/** The last instant that a date can be, in epoch milliseconds: beyond it a reply could not print the time. */
const lastInstantMs = 8_640_000_000_000_000

/** JSON can say -0, but never does so of its own: read as a time, its sign would be lost. */
const isNumber = (value: unknown): value is number => Number.isFinite(value) && !Object.is(value, -0)

export const text = rule('a text', (value) => typeof value === 'string')
export const instant = rule(
  'a time in epoch milliseconds that a date can be',
  (value) => isNumber(value) && Math.abs(value) <= lastInstantMs
)
/** It may lie beyond all dates: a host's window is as long as the host likes. */
export const deadline = rule('a time in epoch milliseconds', isNumber)
export const flag = rule('true or false', (value) => typeof value === 'boolean')
export const oneOf = (words: readonly string[]): FieldRule =>
  rule(`one of ${words.join(', ')}`, (value) => words.includes(value as string))
export const status = (words: readonly string[]): FieldRule => ({ ...oneOf(words), statuses: words })
export const object = rule('an object', isFields)
export const optional = (of: FieldRule): FieldRule => ({ ...of, isRequired: false })

const longestShown = 80

/** Never goes into a value: one that is nested deeply enough has no text. */
const show = (value: unknown): string => {
  if (typeof value === 'string')
    return JSON.stringify(value.length > longestShown ? `${value.slice(0, longestShown - 1)}…` : value)
  if (Array.isArray(value)) return 'a list'
  if (isFields(value)) return 'an object'
  if (value === undefined) return 'missing'
  return Object.is(value, -0) ? '-0' : String(value)
}

interface Plan {
  readonly names: readonly string[]
  readonly rules: readonly FieldRule[]
  readonly byName: ReadonlyMap<string, FieldRule>
  readonly required: readonly string[]
}

const plans = new WeakMap<Rules, Plan>()

/** The rules, arranged once for the many values that are held against them. */
const planOf = (rules: Rules): Plan => {
  const known = plans.get(rules)
  if (known !== undefined) return known
  const byName = new Map(Object.entries(rules))
  const required = [...byName].flatMap(([name, { isRequired }]) => (isRequired ? [name] : []))
  const plan = { names: [...byName.keys()], rules: [...byName.values()], byName, required }
  plans.set(rules, plan)
  return plan
}

/** The unknown status in a value of which something is wrong: a newer version may well have brought other things with it. */
const unknownStatus = (where: string, value: object, { byName }: Plan): StoredError | undefined => {
  for (const [name, given] of Object.entries(value)) {
    const known = byName.get(name)
    if (known?.statuses && typeof given === 'string' && !known.is(given))
      return storedError('UnknownStatus', `${where}.${name} is ${show(given)}, a status that this version does not know`)
  }
  return undefined
}

const wrongField = (where: string, name: string, given: unknown, known: FieldRule | undefined): StoredError =>
  known === undefined
    ? storedError('Malformed', `${where} has a field that this version does not know: ${show(name)}`)
    : storedError('Malformed', `${where}.${name} must be ${known.says}; it is ${show(given)}`)

/** The first thing that is wrong with the fields of a value, an unknown status before all else. `where` says which value it is. */
export const faultIn = (where: string, value: unknown, rules: Rules): StoredError | undefined => {
  if (!isFields(value)) return storedError('Malformed', `${where} must be an object; it is ${show(value)}`)
  const plan = planOf(rules)
  const { names, byName, required } = plan
  let found = 0
  let next = 0
  // Unlike a loop over its keys this makes no list of them, and reads the fields fast. Texts of ours have them in the order of the rules.
  for (const name in value) {
    if (!Object.hasOwn(value, name)) continue
    while (next < names.length && names[next] !== name) next += 1
    const known = plan.rules[next] ?? byName.get(name)
    if (!known?.is(value[name])) return unknownStatus(where, value, plan) ?? wrongField(where, name, value[name], known)
    if (known.isRequired) found += 1
    next += 1
  }
  if (found === required.length) return undefined
  return storedError('Malformed', `${where} lacks its ${required.find((name) => !Object.hasOwn(value, name))}`)
}

/** What holds of every value that this library makes, and the words for one of which it does not. */
export type Law<T> = readonly [says: string, holds: (value: T) => boolean]

/** The first law that a value breaks. Its fields are known to be right. */
export const breachIn = <T>(where: string, value: T, laws: readonly Law<T>[]): StoredError | undefined => {
  for (const [says, holds] of laws) if (!holds(value)) return storedError('Malformed', `${where} ${says}`)
  return undefined
}

/** The times of a record that is kept for a while after its end. */
interface Life {
  readonly createTime: number
  readonly updateTime: number
  readonly expiresFrom?: number
  readonly expiresBy?: number
}

export const timeLaws = <T extends Life>(hasEnded: (value: T) => boolean): readonly Law<T>[] => [
  ['must not have an updateTime before its createTime', ({ createTime, updateTime }) => createTime <= updateTime],
  [
    'must have expiresFrom and expiresBy when it has ended, and only then',
    (value) => (value.expiresFrom !== undefined) === hasEnded(value) && (value.expiresBy !== undefined) === hasEnded(value)
  ],
  [
    'must have updateTime <= expiresFrom <= expiresBy',
    ({ updateTime, expiresFrom = updateTime, expiresBy = expiresFrom }) => updateTime <= expiresFrom && expiresFrom <= expiresBy
  ]
]

/** The first fault among the entries of a list. The place of an entry is named only where there is something to say of it. */
export const faultInEach = <T>(
  list: string,
  entries: readonly T[],
  faultOf: (where: string, entry: T) => StoredError | undefined
): StoredError | undefined => {
  const at = entries.findIndex((entry) => faultOf('', entry) !== undefined)
  return at === -1 ? undefined : faultOf(`${list}[${at}]`, entries[at] as T)
}

/** What a law that looks at several entries of a list says of one of them. */
export const faultAt = <T>(list: string, entries: readonly T[], entry: T | undefined, says: string): StoredError | undefined =>
  entry === undefined ? undefined : storedError('Malformed', `${list}[${entries.indexOf(entry)}] ${says}`)

/** The first entry whose key is that of one before it. */
export const findRepeated = <T>(entries: readonly T[], keyOf: (entry: T) => string): T | undefined => {
  const keys = new Set<string>()
  return entries.find((entry) => {
    const count = keys.size
    return keys.add(keyOf(entry)).size === count
  })
}

/** Whether this is a space to JSON. */
const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9

const quote = 34
const backslash = 92

/** Whether the quote at this place belongs to the text that it stands in: then it follows an odd number of backslashes. */
const isEscaped = (json: string, at: number): boolean => {
  let start = at
  while (json.charCodeAt(start - 1) === backslash) start -= 1
  return (at - start) % 2 === 1
}

/** How many names of fields a JSON text holds: only behind a name there is a colon. */
const countNamesInText = (json: string): number => {
  let count = 0
  for (let colon = json.indexOf(':'); colon !== -1; colon = json.indexOf(':', colon + 1)) {
    let at = colon - 1
    while (isSpace(json.charCodeAt(at))) at -= 1
    if (json.charCodeAt(at) === quote && !isEscaped(json, at)) count += 1
  }
  return count
}

/** How many names of fields a value has; what it holds, and may have names itself, goes to `open`. */
const countOwnNames = (value: Fields, open: object[]): number => {
  let count = 0
  for (const name in value) {
    if (!Object.hasOwn(value, name)) continue
    const part = value[name]
    if (typeof part === 'object' && part !== null) open.push(part)
    count += 1
  }
  return count
}

/** How many names of fields are left of them once the text is read. It may be nested deeper than calls can be. */
const countNames = (value: Fields): number => {
  let count = 0
  const open: object[] = [value]
  for (let next = open.pop(); next !== undefined; next = open.pop())
    if (Array.isArray(next)) {
      for (const part of next)
        if (isFields(part)) count += countOwnNames(part, open)
        else if (Array.isArray(part)) open.push(part)
    } else count += countOwnNames(next as Fields, open)
  return count
}

const endOfText = (json: string, start: number): number => {
  let at = start + 1
  while (json.charCodeAt(at) !== quote) at += json.charCodeAt(at) === backslash ? 2 : 1
  return at
}

/** A name that is there twice in one object of a JSON text. */
const findRepeatedName = (json: string): string | undefined => {
  const open: Set<string>[] = []
  let last = ''
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at]
    if (character === '{') open.push(new Set())
    else if (character === '}') open.pop()
    else if (character === '"') {
      const end = endOfText(json, at)
      last = JSON.parse(json.slice(at, end + 1))
      at = end
    } else if (character === ':') {
      if (open.at(-1)?.has(last)) return last
      open.at(-1)?.add(last)
    }
  }
  return undefined
}

/** Writes an envelope. */
export const seal = (format: string, version: number, content: object): string => JSON.stringify({ format, version, ...content })

/** Opens an envelope: its content, without `format` and `version`. */
export const unseal = (given: unknown, format: string, version: number): Stored<Readonly<Record<string, unknown>>> => {
  const fail = (code: StoredError['code'], message: string) => ({ ok: false as const, error: storedError(code, message) })
  if (typeof given !== 'string') return fail('NotJson', `not JSON: a text is needed, got ${typeof given}`)
  let value: unknown
  try {
    value = JSON.parse(given)
  } catch (error) {
    return fail('NotJson', `not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (!isFields(value)) return fail('Malformed', `the envelope must be an object; it is ${show(value)}`)
  const { format: foundFormat, version: foundVersion, ...content } = value
  if (foundFormat !== format) return fail('Malformed', `format must be ${show(format)}; it is ${show(foundFormat)}`)
  if (foundVersion !== version)
    return fail('UnknownVersion', `version must be ${version}, the one that this library writes; it is ${show(foundVersion)}`)
  // JSON.parse keeps the last of two fields of one name. Looking for such a name is slow, noticing that one is missing is not.
  if (countNamesInText(given) > countNames(value)) {
    const name = findRepeatedName(given)
    if (name !== undefined) return fail('Malformed', `an object has two fields of the name ${show(name)}`)
  }
  return { ok: true, state: content }
}
