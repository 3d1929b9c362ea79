/** Error catalogues: each code once, with its HTTP status, its message and where it comes from. */

/** One error of a catalogue. `origin` tells the service's documented errors from this library's own. The library's own. */
export interface ErrorEntry<Code extends string = string, Status extends number = number> {
  /** The HTTP status. */
  readonly status: Status
  /** As it goes to the caller. */
  readonly code: Code
  /** The text that goes to the caller. */
  readonly message: string
  /** When the error is met. */
  readonly description: string
  /** Who the code is from: the service's documents, or this library. */
  readonly origin: 'documented' | 'library'
}

export type Catalogue<Code extends string> = { readonly [C in Code]: ErrorEntry<C> }

/** What a caller gets of an error. The library's own. */
export interface CommandError<Code extends string = string> {
  /** The HTTP status. */
  readonly status: number
  /** As the catalogue has it. */
  readonly code: Code
  /** As the catalogue has it. */
  readonly message: string
}

/** A refusal: the state is the very same, there are no events. The library's own. */
export interface Refused<Code extends string = string> {
  readonly ok: false
  readonly error: CommandError<Code>
}

type Row = readonly [status: number, message: string, description: string, origin?: 'library']

/** Makes a catalogue from one row a code: status, message, when it is met, and `'library'` where the service documents no such code. */
export const catalogue = <const Rows extends Readonly<Record<string, Row>>>(
  rows: Rows
): { readonly [C in keyof Rows & string]: ErrorEntry<C, Rows[C][0]> } => {
  const entries = Object.entries<Row>(rows).map(([code, [status, message, description, origin = 'documented']]) => [
    code,
    Object.freeze({ status, code, message, description, origin })
  ])
  return Object.freeze(Object.fromEntries(entries)) as { readonly [C in keyof Rows & string]: ErrorEntry<C, Rows[C][0]> }
}

/** The refusal of each code of a catalogue, made once. */
export const refusals = <Code extends string>(errors: Catalogue<Code>): (<C extends Code>(code: C) => Refused<C>) => {
  const byCode = new Map(
    Object.values<ErrorEntry<Code>>(errors).map(({ status, code, message }) => [
      code,
      Object.freeze({ ok: false as const, error: Object.freeze({ status, code, message }) })
    ])
  )
  return <C extends Code>(code: C) => {
    const refused = byCode.get(code)
    if (refused === undefined) throw new Error(`${code} is not in the catalogue`)
    return refused as Refused<C>
  }
}
