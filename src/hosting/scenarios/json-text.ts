/**
 * JSON as people write it into files: read with the place of everything in it, so that whatever is wrong can be pointed at. Strict
 * JSON; a name that is there twice in one object is a mistake, too.
 */
import type { Path } from '../../testing/difference.ts'

/** Where something stands in a text, both from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** A text that is JSON, with the places of its values (or of their names), or what is wrong with it and where. */
export type JsonText =
  | { readonly ok: true; readonly value: unknown; readonly placeOf: (path: Path, ofName?: boolean) => Place }
  | { readonly ok: false; readonly message: string; readonly place: Place }

/** Deeper than anything that makes sense, and shallow enough for every reader to follow. */
const deepest = 200

class Mistake extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

/** Offsets of the values of an object or list, and of the names of fields. */
interface Offsets {
  readonly values: Map<string | number, number>
  readonly names: Map<string | number, number>
}

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const wordPattern = /[^\s,:[\]{}"]+/y
const spacePattern = /[ \t\r\n]*/y
const words: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null]
])

class Reader {
  readonly offsets = new WeakMap<object, Offsets>()
  private readonly text: string
  private at = 0

  constructor(text: string) {
    this.text = text
  }

  /** The whole text as one value. */
  read(): unknown {
    this.skip()
    if (this.at === this.text.length) this.fail('there is nothing here: a JSON object is expected')
    const value = this.value(0)
    if (this.at < this.text.length) this.fail(`the JSON ends before ${this.here()}`)
    return value
  }

  private fail(message: string, offset = this.at): never {
    throw new Mistake(message, offset)
  }

  private here(): string {
    if (this.at >= this.text.length) return 'the end of the text'
    return JSON.stringify(this.match(wordPattern) ?? String.fromCodePoint(this.text.codePointAt(this.at) ?? 0)).slice(0, 40)
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    return pattern.exec(this.text)?.[0]
  }

  private skip(): void {
    this.at += this.match(spacePattern)?.length ?? 0
  }

  private take(mark: string): boolean {
    if (this.text[this.at] !== mark) return false
    this.at += 1
    this.skip()
    return true
  }

  private value(depth: number): unknown {
    const value = this.bare(depth)
    this.skip()
    return value
  }

  private bare(depth: number): unknown {
    if (depth > deepest) this.fail(`nested more than ${deepest} levels deep`)
    const mark = this.text[this.at]
    if (mark === '{') return this.object(depth)
    if (mark === '[') return this.list(depth)
    if (mark === '"') return this.string()
    const word = this.match(wordPattern) ?? ''
    const number = this.match(numberPattern)
    if (number !== undefined && number === word) {
      this.at += number.length
      return Number(number)
    }
    if (!words.has(word)) this.fail(`a value is expected here; there is ${this.here()}`)
    this.at += word.length
    return words.get(word)
  }

  private string(): string {
    let end = this.at + 1
    while (end < this.text.length && this.text[end] !== '"' && this.text[end] !== '\n') end += this.text[end] === '\\' ? 2 : 1
    if (this.text[end] !== '"') this.fail('this text is not closed on its line: a double quote is missing')
    const literal = this.text.slice(this.at, end + 1)
    try {
      const value: string = JSON.parse(literal)
      this.at = end + 1
      return value
    } catch {
      return this.fail('this text holds a control character or a wrong escape; a backslash is written as \\\\')
    }
  }

  private list(depth: number): unknown[] {
    const list: unknown[] = []
    const offsets: Offsets = { values: new Map(), names: new Map() }
    this.offsets.set(list, offsets)
    this.take('[')
    if (this.take(']')) return list
    do {
      offsets.values.set(list.length, this.at)
      list.push(this.value(depth + 1))
    } while (this.take(','))
    if (this.text[this.at] !== ']') this.fail(`"," or "]" is expected here; there is ${this.here()}`)
    this.at += 1
    return list
  }

  private object(depth: number): object {
    const object = {}
    const offsets: Offsets = { values: new Map(), names: new Map() }
    this.offsets.set(object, offsets)
    this.take('{')
    if (this.take('}')) return object
    do {
      const nameAt = this.at
      if (this.text[nameAt] !== '"') this.fail(`the name of a field, in double quotes, is expected here; there is ${this.here()}`)
      const name = this.string()
      if (offsets.names.has(name)) this.fail(`the field ${JSON.stringify(name)} is there twice`, nameAt)
      this.skip()
      if (!this.take(':')) this.fail(`":" is expected here; there is ${this.here()}`)
      offsets.names.set(name, nameAt)
      offsets.values.set(name, this.at)
      // Defined, not assigned: a field may be called __proto__.
      Object.defineProperty(object, name, { value: this.value(depth + 1), enumerable: true, writable: true, configurable: true })
    } while (this.take(','))
    if (this.text[this.at] !== '}') this.fail(`"," or "}" is expected here; there is ${this.here()}`)
    this.at += 1
    return object
  }
}

const placeIn = (text: string, offset: number): Place => {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/)
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}

/** Reads a text. Never throws. */
export const readJsonText = (given: string): JsonText => {
  const text = given.startsWith('\ufeff') ? given.slice(1) : given
  const reader = new Reader(text)
  try {
    const value = reader.read()
    const start = /^\s*/.exec(text)?.[0].length ?? 0
    const placeOf = (path: Path, ofName = false): Place => {
      let at: unknown = value
      let offset = start
      for (const [step, key] of path.entries()) {
        const offsets = typeof at === 'object' && at !== null ? reader.offsets.get(at) : undefined
        const isLast = step === path.length - 1
        const found = (isLast && ofName ? offsets?.names.get(key) : undefined) ?? offsets?.values.get(key)
        if (found === undefined) break
        offset = found
        at = (at as Record<string | number, unknown>)[key]
      }
      return placeIn(text, offset)
    }
    return { ok: true, value, placeOf }
  } catch (error) {
    if (error instanceof Mistake) return { ok: false, message: error.message, place: placeIn(text, error.offset) }
    throw error
  }
}
