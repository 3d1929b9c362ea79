/** What is different between what was wanted and what there is: the first place, in one line. */
import { isFields } from '../decider/values.ts'

/**
 * The way to a value: names of fields and positions in lists.
 * @internal
 */
export type Path = readonly (string | number)[]

/** What an object is that is no plain one: a Date looks like its text otherwise. */
const classOf = (value: unknown): string => {
  const name: unknown = typeof value === 'object' && value !== null ? value.constructor?.name : undefined
  return typeof name !== 'string' || name === 'Object' || name === 'Array' ? '' : `${name} `
}

/** A value as a line about it shows it: not too long. */
export const show = (value: unknown): string => {
  const text = typeof value === 'number' ? String(value) : `${classOf(value)}${JSON.stringify(value) ?? String(value)}`
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** The way to a value as people write it: `steps[3].advance`. */
export const pathText = (path: Path): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return /^[A-Za-z_$][\w$]*$/.test(key) ? `${text}${text && '.'}${key}` : `${text}[${JSON.stringify(key)}]`
  }, '')

/** The first of some things that `find` finds something in. */
export const firstOf = <K extends string | number, V>(
  entries: Iterable<readonly [K, V]>,
  find: (key: K, value: V) => string | undefined
): string | undefined => {
  for (const [key, value] of entries) {
    const found = find(key, value)
    if (found !== undefined) return found
  }
  return undefined
}

/** The first place where `got` does not hold what is `wanted` of it: fields that are not named may be anything. */
export const difference = (wanted: unknown, got: unknown, path: Path): string | undefined => {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(got) || got.length !== wanted.length) {
      const length = Array.isArray(got) ? `it has ${got.length}` : `it is ${show(got)}`
      return `${pathText(path)} to be a list of ${wanted.length}; ${length}`
    }
    return firstOf(wanted.entries(), (at, entry) => difference(entry, got[at], [...path, at]))
  }
  if (isFields(wanted)) {
    if (!isFields(got)) return `${pathText(path)} to be an object; it is ${show(got)}`
    return firstOf(Object.entries(wanted), (name, field) =>
      difference(field, Object.hasOwn(got, name) ? got[name] : undefined, [...path, name])
    )
  }
  return wanted === got ? undefined : `${pathText(path)} to be ${show(wanted)}; it is ${show(got)}`
}
