/** A JSON text as fields: the texts, numbers and flags in it, each with the way to it. */
import { readJson } from 'association-lifecycle/scenarios'
import { jsonText } from './facts.ts'

type Path = readonly (string | number)[]

export interface Leaf {
  readonly path: Path
  /** Such as `Resources[0].ResourceId`. */
  readonly label: string
  readonly value: string | number | boolean
}

/** More would be no form any more. */
const most = 24

const isLeaf = (value: unknown): value is Leaf['value'] => ['string', 'number', 'boolean'].includes(typeof value)

const labelOf = (path: Path): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '')

const leavesIn = (value: unknown, path: Path): readonly Leaf[] => {
  if (isLeaf(value)) return [{ path, label: labelOf(path), value }]
  if (Array.isArray(value)) return value.flatMap((entry, at) => leavesIn(entry, [...path, at]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, entry]) => leavesIn(entry, [...path, name]))
}

/** The fields of a JSON text; `undefined` where it is none. */
export const leavesOf = (text: string): readonly Leaf[] | undefined => {
  const read = readJson(text, 'request')
  return read.ok
    ? leavesIn(read.value, [])
        .filter(({ path }) => path.length > 0)
        .slice(0, most)
    : undefined
}

const withAt = (value: unknown, [key, ...rest]: Path, entry: unknown): unknown => {
  if (key === undefined) return entry
  if (Array.isArray(value)) return value.map((one, at) => (at === key ? withAt(one, rest, entry) : one))
  return Object.fromEntries(
    Object.entries(value as object).map(([name, one]) => [name, name === key ? withAt(one, rest, entry) : one])
  )
}

/** What is typed into a field of a number or a flag stays one as long as it can. */
const typed = (before: unknown, text: string): unknown => {
  if (typeof before === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return typeof before === 'number' && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

/** The text with another value in one of its fields. */
export const withLeaf = (text: string, path: Path, value: string): string => {
  const read = readJson(text, 'request')
  const before = leavesOf(text)?.find(({ label }) => label === labelOf(path))?.value
  return read.ok ? jsonText(withAt(read.value, path, typed(before, value))) : text
}
