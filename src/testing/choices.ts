/** Small words for arbitraries: weights, lists, and breaking exactly one thing of a value that is right. */
import * as fc from 'fast-check'

/** Objects with named fields, as they may really be. */
export type Fields = Readonly<Record<string, unknown>>

/**
 * Each type of a union with more fields. Written out, so that it is plain data to the compiler, too.
 * @internal
 */
export type With<T, More> = T extends unknown ? { readonly [K in keyof (T & More)]: (T & More)[K] } : never

/** One in `weight + 1` is `other`. */
export const mostly = <T>(weight: number, usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: other })

/** Often absent. */
export const sometimes = <T>(arbitrary: fc.Arbitrary<T>, weight = 3): fc.Arbitrary<T | undefined> =>
  mostly<T | undefined>(weight, fc.constant(undefined), arbitrary)

/** One of what is found in some value, wherever something is. */
export const oneIn = <T, Found>(made: fc.Arbitrary<T>, find: (value: T) => readonly Found[]): fc.Arbitrary<Found> =>
  made
    .map(find)
    .filter((found) => found.length > 0)
    .chain((found) => fc.constantFrom(...found))

/** Without the fields that are `undefined`: requests and facts are plain data. */
export const present = <T extends object>(fields: { readonly [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T

/** Own fields, whatever their names: an assignment to `__proto__` would make none. */
export const withField = (fields: unknown, name: string, value: unknown): Fields =>
  Object.fromEntries([...Object.entries(typeof fields === 'object' && fields !== null ? fields : {}), [name, value]])

/** Without a field. */
export const withoutField = (fields: Fields, name: string): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name))

/** The request of any of some commands. */
export const requestIn = <C extends { readonly request: unknown }>(commands: fc.Arbitrary<C>): fc.Arbitrary<C['request']> =>
  commands.map(({ request }) => request)

/** A command that is broken in exactly one way, whatever its type says, and the code of the rule that it breaks. */
export interface Broken<Command> {
  /** The code that the rule has, and the answer must have. */
  readonly code: string
  /** What the backend is to refuse. */
  readonly command: Command
}

/** A query's request that is broken in exactly one way, whatever its type says, and the code of the rule that it breaks. */
export interface BrokenRequest<Request> {
  /** The code that the rule has, and the answer must have. */
  readonly code: string
  /** What the backend is to refuse. */
  readonly request: Request
}

/**
 * How one rule is broken: what becomes of something that is right.
 * @internal
 */
export type Rule<T> = readonly [code: string, breakIt: (right: T) => fc.Arbitrary<T>]

/** Breaks one of the rules, each as often as the others: its code, and what has become of what was right. */
export const breaking = <T extends object>(right: fc.Arbitrary<T>, rules: readonly Rule<Fields>[]): fc.Arbitrary<[string, T]> =>
  fc
    .tuple(right, fc.constantFrom(...rules))
    .chain(([value, [code, breakIt]]) => breakIt(value as Fields).map((broken): [string, T] => [code, broken as T]))
