/** The vocabulary of checks for files that people write. A check says what is wrong first, in one line, and where. */
import { isFields } from '../../decider/values.ts'
import { type Path, show } from '../../testing/difference.ts'

/** What is wrong with a value. `ofName`: its name is, not what it holds. */
export interface Fault {
  /** Where the value stands. */
  readonly path: Path
  /** What is wrong, in a few words. */
  readonly message: string
  readonly ofName?: boolean
}

/**
 * Looks at a value that stands at `path`.
 * @internal
 */
export type Check = (value: unknown, path: Path) => Fault | undefined

/** A value that is what `says` says. */
export const must =
  (says: string, is: (value: unknown) => boolean): Check =>
  (value, path) =>
    is(value) ? undefined : { path, message: `must be ${says}; it is ${show(value)}` }

/** A text. */
export const isText = must('a text', (value) => typeof value === 'string')
/** True or false. */
export const isFlag = must('true or false', (value) => typeof value === 'boolean')
/** A whole number, 0 or more. */
export const isCount = must('a whole number, 0 or more', (value) => Number.isSafeInteger(value) && Number(value) >= 0)
/** Whatever there is. */
export const isAnything: Check = () => undefined
/** An object: neither `null` nor a list. */
export const isObject = must('an object', isFields)

/** The first fault of several checks of one value. */
export const all =
  (...checks: readonly Check[]): Check =>
  (value, path) => {
    for (const check of checks) {
      const fault = check(value, path)
      if (fault !== undefined) return fault
    }
    return undefined
  }

/** Where `null` takes something away. */
export const orNull =
  (check: Check): Check =>
  (value, path) =>
    value === null ? undefined : check(value, path)

const inEach = (entries: Iterable<readonly [string | number, unknown]>, check: Check, path: Path): Fault | undefined => {
  for (const [key, value] of entries) {
    const fault = check(value, [...path, key])
    if (fault !== undefined) return fault
  }
  return undefined
}

/** A list of alike values. */
export const listOf =
  (check: Check): Check =>
  (value, path) =>
    Array.isArray(value) ? inEach(value.entries(), check, path) : { path, message: `must be a list; it is ${show(value)}` }

/** An object with names of the writer's own. */
export const recordOf = (check: Check): Check =>
  all(isObject, (value, path) => inEach(Object.entries(value as object), check, path))

/** An object with known fields only. `required` are those that cannot be left out. */
export const fieldsOf = (known: Readonly<Record<string, Check>>, required: readonly string[] = []): Check =>
  all(isObject, (value, path) => {
    for (const [name, field] of Object.entries(value as object)) {
      const check = Object.hasOwn(known, name) ? known[name] : undefined
      if (check === undefined) {
        const names = Object.keys(known).join(', ')
        return { path: [...path, name], message: `there is no such field; here go ${names}`, ofName: true }
      }
      const fault = check(field, [...path, name])
      if (fault !== undefined) return fault
    }
    const missing = required.find((name) => !Object.hasOwn(value as object, name))
    return missing === undefined ? undefined : { path, message: `${show(missing)} is missing here` }
  })
