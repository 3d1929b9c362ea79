/** Small words for arbitraries: weights, lists, and breaking exactly one thing of a value that is right. */
import * as fc from 'fast-check'

/** Objects with named fields, as they may really be. */
export type Fields = Readonly<Record<string, unknown>>

/** One in `weight + 1` is `other`. */
export const mostly = <T>(weight: number, usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: other })

/** Often absent. */
export const sometimes = <T>(arbitrary: fc.Arbitrary<T>, weight = 3): fc.Arbitrary<T | undefined> =>
  mostly<T | undefined>(weight, fc.constant(undefined), arbitrary)

/** Without the fields that are `undefined`: requests and facts are plain data. */
export const present = <T extends object>(fields: { readonly [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T

/** Own fields, whatever their names: an assignment to `__proto__` would make none. */
export const withField = (fields: unknown, name: string, value: unknown): Fields =>
  Object.fromEntries([...Object.entries(typeof fields === 'object' && fields !== null ? fields : {}), [name, value]])

/** Without a field. */
export const withoutField = (fields: Fields, name: string): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name))

/** Something that is right, broken in exactly one way: the code of the rule that it breaks, and what it has become. */
export interface Broken<T> {
  readonly code: string
  readonly command: T
}

/** How one rule is broken: what becomes of something that is right. */
export type Rule<T> = readonly [code: string, breakIt: (right: T) => fc.Arbitrary<T>]

/** Breaks one of the rules, each as often as the others. */
export const breaking = <T>(right: fc.Arbitrary<T>, rules: readonly Rule<T>[]): fc.Arbitrary<Broken<T>> =>
  fc
    .tuple(right, fc.constantFrom(...rules))
    .chain(([value, [code, breakIt]]) => breakIt(value).map((command) => ({ code, command })))
