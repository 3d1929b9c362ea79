/** JSON that a person has written, wherever it comes from. Whatever is wrong with it is said in one line, with its place. */
import { type Path, pathText } from '../../testing/difference.ts'
import { readJsonText } from './json-text.ts'
import { plain } from './plain.ts'

/**
 * What a text holds, and how to speak of a place in it.
 * @internal
 */
export interface JsonSource {
  /** What JSON.parse would give. */
  readonly value: unknown
  /** A line about a place in the text: `name:line:column: steps[3].advance: ...`. */
  readonly lineAbout: (path: Path, message: string, ofName?: boolean) => string
}

/** Reads a text. `name` is how lines about it begin. Never throws. */
export const readJson = (
  text: string,
  name: string
): ({ readonly ok: true } & JsonSource) | { readonly ok: false; readonly line: string } => {
  const read = readJsonText(text)
  if (!read.ok) return { ok: false, line: `${name}:${read.place.line}:${read.place.column}: ${plain(read.message)}` }
  return {
    ok: true,
    value: read.value,
    lineAbout: (path, message, ofName = false) => {
      const { line, column } = read.placeOf(path, ofName)
      return plain(`${name}:${line}:${column}: ${path.length === 0 ? '' : `${pathText(path)}: `}${message}`)
    }
  }
}
