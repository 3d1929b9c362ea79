/**
 * States as text: a versioned envelope, and checks that name what is wrong. Nothing is dropped on the way in: what this version does
 * not know, a field, a status or a whole format, is an error.
 */
import { isFields } from './values.ts'

/** Why a text is no state. */
export interface StoredError {
  readonly status: 422
  readonly code: 'NotJson' | 'UnknownVersion' | 'UnknownStatus' | 'Malformed'
  readonly message: string
}

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

export const text = rule('a text', (value) => typeof value === 'string')
export const instant = rule('a time in epoch milliseconds', (value) => typeof value === 'number' && Number.isFinite(value))
export const flag = rule('true or false', (value) => typeof value === 'boolean')
export const oneOf = (words: readonly string[]): FieldRule =>
  rule(`one of ${words.join(', ')}`, (value) => words.includes(value as string))
export const status = (words: readonly string[]): FieldRule => ({ ...oneOf(words), statuses: words })
export const object = rule('an object', isFields)
export const optional = (of: FieldRule): FieldRule => ({ ...of, isRequired: false })

const show = (value: unknown): string => (JSON.stringify(value) ?? String(value)).slice(0, 80)

/** The first thing that is wrong with the fields of a value. `where` says which value it is. */
export const faultIn = (where: string, value: unknown, rules: Rules): StoredError | undefined => {
  if (!isFields(value)) return storedError('Malformed', `${where} must be an object; it is ${show(value)}`)
  for (const name of Object.keys(value)) {
    const known = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (known === undefined)
      return storedError('Malformed', `${where} has a field that this version does not know: ${show(name)}`)
    const given = value[name]
    if (known.is(given)) continue
    return known.statuses && typeof given === 'string'
      ? storedError('UnknownStatus', `${where}.${name} is ${show(given)}, a status that this version does not know`)
      : storedError('Malformed', `${where}.${name} must be ${known.says}; it is ${show(given)}`)
  }
  for (const name in rules)
    if (rules[name]?.isRequired && !Object.hasOwn(value, name)) return storedError('Malformed', `${where} lacks its ${name}`)
  return undefined
}

/** Writes an envelope. */
export const seal = (format: string, version: number, content: object): string => JSON.stringify({ format, version, ...content })

/** Opens an envelope: its content, without `format` and `version`. */
export const unseal = (given: unknown, format: string, version: number): Stored<Readonly<Record<string, unknown>>> => {
  const fail = (code: StoredError['code'], message: string) => ({ ok: false as const, error: storedError(code, message) })
  let value: unknown
  try {
    value = JSON.parse(given as string)
  } catch (error) {
    return fail('NotJson', `not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (typeof given !== 'string') return fail('NotJson', `not JSON: a text is needed, got ${typeof given}`)
  if (!isFields(value)) return fail('Malformed', `the envelope must be an object; it is ${show(value)}`)
  const { format: foundFormat, version: foundVersion, ...content } = value
  if (foundFormat !== format) return fail('Malformed', `format must be ${show(format)}; it is ${show(foundFormat)}`)
  if (foundVersion !== version)
    return fail('UnknownVersion', `version must be ${version}, the one that this library writes; it is ${show(foundVersion)}`)
  return { ok: true, state: content }
}
