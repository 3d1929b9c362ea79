/** A JSON file that a person has written. Whatever is wrong with it is said in one line, with its place. */
import { readFile } from 'node:fs/promises'
import type { Fault } from '../scenarios/checks.ts'
import { type JsonSource, readJson } from '../scenarios/json-source.ts'
import { plain } from '../scenarios/plain.ts'

/** A file that cannot be used. The message is one line. */
export class BrokenFile extends Error {}

/** What a file holds, and how to speak of a place in it. */
export interface JsonFile extends JsonSource {
  /** A line about what a check has found, to be thrown. */
  readonly broken: (fault: Fault) => BrokenFile
}

const causes: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'may not be read',
  EPERM: 'may not be read',
  ENAMETOOLONG: 'the name is too long',
  ERR_FS_FILE_TOO_LARGE: 'is too large',
  ERR_INVALID_ARG_VALUE: 'is no name of a file'
}

const causeOf = (error: unknown, wanted: string): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code === 'EISDIR' ? `is a directory, not ${wanted}` : (causes[code] ?? `cannot be read (${code || String(error)})`)
}

const decode = (bytes: Uint8Array, name: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new BrokenFile(`${name}: is not a text in UTF-8`)
  }
}

/** The bytes of a file, or of what is given in its place. */
const readBytes = async (file: string | AsyncIterable<Uint8Array>, name: string, wanted: string): Promise<Uint8Array> => {
  try {
    if (typeof file === 'string') return await readFile(file)
    const chunks: Uint8Array[] = []
    for await (const chunk of file) chunks.push(chunk)
    return Buffer.concat(chunks)
  } catch (error) {
    throw new BrokenFile(`${name}: ${causeOf(error, wanted)}`)
  }
}

/**
 * Reads a file. `name` is how lines about it begin, `wanted` what it should be, such as `a scenario`.
 * @throws BrokenFile, with one line.
 */
export const readJsonFile = async (file: string | AsyncIterable<Uint8Array>, name: string, wanted: string): Promise<JsonFile> => {
  const shown = name === '' ? '""' : plain(name)
  const read = readJson(decode(await readBytes(file, shown, wanted), shown), shown)
  if (!read.ok) throw new BrokenFile(read.line)
  const { value, lineAbout } = read
  return { value, lineAbout, broken: ({ path, message, ofName }) => new BrokenFile(lineAbout(path, message, ofName)) }
}
