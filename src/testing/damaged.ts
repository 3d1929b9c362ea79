/** Texts that were right once: with a field, an entry or a character changed, or cut off. What reads texts refuses them, or keeps the change. */
import * as fc from 'fast-check'
import { anyCharacter } from './any-character.ts'

type Path = readonly (string | number)[]
type Container = Record<string | number, unknown>

const pathsOf = (value: unknown, path: Path = []): Path[] => {
  if (typeof value !== 'object' || value === null) return [path]
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [path, ...entries.flatMap(([key, each]) => pathsOf(each, [...path, key]))]
}

/** Sets a field as JSON.parse does: `__proto__` is a name like others. */
const setAt = (container: Container, key: string | number, value: unknown): Container =>
  Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true })

/** Adds a field, or to a list an entry: a list with a field `constructor` or `length` of its own would be one no more. */
const add = (container: Container, name: string, value: unknown): Container => {
  if (!Array.isArray(container)) return setAt(container, name, value)
  container.push(value)
  return container
}

/**
 * What may come in: names of fields, and values that mean something somewhere.
 * @internal
 */
export interface Words {
  /** Names of fields. */
  readonly names: readonly string[]
  /** What fields may hold. */
  readonly values: readonly unknown[]
}

interface Change {
  readonly where: number
  readonly how: 'delete' | 'replace' | 'add' | 'swap' | 'repeat'
  readonly other: number
  readonly name: string
  readonly value: unknown
}

const changeWith = ({ names, values }: Words): fc.Arbitrary<Change> =>
  fc.record({
    where: fc.nat(),
    how: fc.constantFrom('delete', 'replace', 'add', 'swap', 'repeat'),
    other: fc.nat(),
    name: fc.constantFrom('__proto__', 'constructor', 'x', '', ...names),
    value: fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>(0, -1, 1e300, 8.65e15, '', ...values))
  })

/** The value with one thing changed in it, or what it was where that cannot be done. */
const changed = (given: unknown, { where, how, other, name, value }: Change): unknown => {
  if (typeof given !== 'object' || given === null) return given
  const copy = structuredClone(given)
  const paths = pathsOf(copy)
  const at = (path: Path): Container => path.reduce<Container>((inner, key) => inner[key] as Container, copy as Container)
  const path = paths[where % paths.length] ?? []
  const key = path.at(-1)
  if (key === undefined) return how === 'replace' ? value : add(copy as Container, name, value)
  const container = at(path.slice(0, -1))
  if (how === 'replace') setAt(container, key, value)
  else if (how === 'swap') setAt(container, key, structuredClone(at(paths[other % paths.length] ?? [])))
  else if (how === 'delete') {
    if (Array.isArray(container)) container.splice(Number(key), 1)
    else delete container[key]
  } else add(container, name, how === 'repeat' && Array.isArray(container) ? structuredClone(container[Number(key)]) : value)
  return copy
}

/** With up to three fields or entries deleted, replaced, added, repeated or put in the place of another. */
export const withChangedFields = (text: fc.Arbitrary<string>, words: Words): fc.Arbitrary<string> =>
  fc
    .tuple(text, fc.array(changeWith(words), { minLength: 1, maxLength: 3 }))
    .map(([right, changes]) => JSON.stringify(changes.reduce(changed, JSON.parse(right) as unknown)))

/** With one character put in the place of another, inserted or deleted, or all cut off from some place on. */
export const withChangedCharacters = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      text,
      fc.nat(),
      fc.constantFrom(...'0123456789-.eE"\\{}[],: \nxutrFfals\0漢\uD800\u2028'),
      fc.constantFrom('put', 'insert', 'delete', 'cut')
    )
    .map(([right, place, character, how]) => {
      const index = place % right.length
      const rest = how === 'cut' ? '' : right.slice(how === 'insert' ? index : index + 1)
      return `${right.slice(0, index)}${how === 'put' || how === 'insert' ? character : ''}${rest}`
    })

/** With one name of a field twice in its object: the name, and the text. */
export const withRepeatedName = (text: fc.Arbitrary<string>): fc.Arbitrary<readonly [name: string, text: string]> =>
  fc.tuple(text, fc.nat(), fc.constantFrom('null', '"x"', '0', '{}', '[]')).map(([right, place, value]) => {
    const found = [...right.matchAll(/"(\w+)":/g)]
    const match = found[place % found.length]
    const index = match?.index ?? 1
    return [match?.[1] ?? '', `${right.slice(0, index)}${match?.[0] ?? '"":'}${value},${right.slice(index)}`]
  })

/** Any text, JSON or not. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: anyCharacter }),
  fc.json(),
  fc.jsonValue().map((value) => JSON.stringify(value))
)
