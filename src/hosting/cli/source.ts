/** Where a scenario comes from: a file or standard input. Whatever is wrong with it is said in one line, with its place. */
import { readFile } from 'node:fs/promises'
import { type Path, pathText } from '../../testing/difference.ts'
import { type JsonText, readJsonText } from './json-text.ts'
import { parseScenario, type Scenario } from './scenario.ts'
import type { System } from './system.ts'
import { plain } from './text.ts'

/** A scenario that cannot be run. The message is one line. */
export class BrokenScenario extends Error {}

/** A scenario that can be run, and where it came from. */
export interface Source {
  readonly scenario: Scenario
  readonly system: System
  /** A line about a place in the scenario: `file:line:column: steps[3].advance: ...`. */
  readonly lineAbout: (path: Path, message: string) => string
}

const causes: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'is a directory, not a scenario',
  EACCES: 'may not be read',
  EPERM: 'may not be read',
  ENAMETOOLONG: 'the name is too long',
  ERR_FS_FILE_TOO_LARGE: 'is too large',
  ERR_INVALID_ARG_VALUE: 'is no name of a file'
}

const causeOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return causes[code] ?? `cannot be read (${code || String(error)})`
}

const decode = (bytes: Uint8Array, name: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new BrokenScenario(`${name}: is not a text in UTF-8`)
  }
}

/** The bytes of a file, or of what is given in its place. */
const readBytes = async (file: string | AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> => {
  try {
    if (typeof file === 'string') return await readFile(file)
    const chunks: Uint8Array[] = []
    for await (const chunk of file) chunks.push(chunk)
    return Buffer.concat(chunks)
  } catch (error) {
    throw new BrokenScenario(`${name}: ${causeOf(error)}`)
  }
}

const lineAbout = (name: string, text: JsonText & { ok: true }, path: Path, message: string, ofName = false): string => {
  const { line, column } = text.placeOf(path, ofName)
  return plain(`${name}:${line}:${column}: ${path.length === 0 ? '' : `${pathText(path)}: `}${message}`)
}

/**
 * Reads a scenario. `name` is how lines about it begin.
 * @throws BrokenScenario, with one line.
 */
export const readSource = async (
  file: string | AsyncIterable<Uint8Array>,
  name: string,
  systems: readonly System[]
): Promise<Source> => {
  const shown = name === '' ? '""' : plain(name)
  const text = readJsonText(decode(await readBytes(file, shown), shown))
  if (!text.ok) throw new BrokenScenario(`${shown}:${text.place.line}:${text.place.column}: ${plain(text.message)}`)
  const parsed = parseScenario(text.value, systems)
  if (!parsed.ok) {
    const { path, message, ofName } = parsed.fault
    throw new BrokenScenario(lineAbout(shown, text, path, message, ofName))
  }
  return {
    scenario: parsed.scenario,
    system: parsed.system,
    lineAbout: (path, message) => lineAbout(shown, text, path, message)
  }
}
