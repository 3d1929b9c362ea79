/** JSON as people like to read it: what fits on a line stays on one. It is still JSON, and safe on a terminal. */
import { isFields } from '../../decider/values.ts'
import { plain } from './plain.ts'
import { widthOf } from './width.ts'

/**
 * Colours the names of fields, or leaves them as they are.
 * @internal
 */
type Paint = (style: 'cyan', text: string) => string

const leaf = (value: unknown): string => plain(JSON.stringify(value) ?? 'null')

const entriesOf = (value: object): (readonly [string | undefined, unknown])[] =>
  Array.isArray(value)
    ? value.map((entry) => [undefined, entry])
    : Object.entries(value).filter(([, field]) => field !== undefined)

const unpainted: Paint = (_style, text) => text

const named = (name: string | undefined, text: string, paint: Paint): string =>
  name === undefined ? text : `${paint('cyan', leaf(name))}: ${text}`

const inline = (value: unknown, paint: Paint): string => {
  const isList = Array.isArray(value)
  if (!isList && !isFields(value)) return leaf(value)
  const entries = entriesOf(value).map(([name, entry]) => named(name, inline(entry, paint), paint))
  if (entries.length === 0) return isList ? '[]' : '{}'
  return isList ? `[${entries.join(', ')}]` : `{ ${entries.join(', ')} }`
}

/** `room`: what is left of the first line. */
const lay = (value: unknown, width: number, room: number, paint: Paint): string[] => {
  const isList = Array.isArray(value)
  if (!isList && !isFields(value)) return [leaf(value)]
  if (widthOf(inline(value, unpainted)) <= room) return [inline(value, paint)]
  const entries = entriesOf(value)
  const lines = entries.flatMap(([name, entry], at) => {
    const comma = at < entries.length - 1 ? ',' : ''
    const before = name === undefined ? 0 : widthOf(leaf(name)) + 2
    const [first = '', ...rest] = lay(entry, width - 2, width - 2 - before - comma.length, paint)
    return [named(name, first, paint), ...rest].map((line, row) => `  ${line}${row === rest.length ? comma : ''}`)
  })
  return isList ? ['[', ...lines, ']'] : ['{', ...lines, '}']
}

/** The lines of a value within `width` columns, the first of them within `room`. */
export const layJson = (value: unknown, width: number, paint: Paint = unpainted, room = width): string[] =>
  lay(value, width, room, paint)
