/** What the stores in SQL have in common: names of tables, and texts that every database takes. */

const identifier = /^[a-z_][a-z0-9_]{0,39}$/

/**
 * A name that goes into SQL as it is.
 * @throws RangeError when it is more than small letters, digits and underscores, or longer than 40.
 */
export const identifierOf = (option: string, name: string): string => {
  if (!identifier.test(name)) throw new RangeError(`${option} must match ${identifier}; got ${JSON.stringify(name)}`)
  return name
}

/** One text for each text, without control characters and lone surrogates: databases refuse those, or replace them. */
export const escapeText = (text: string): string => JSON.stringify(text).slice(1, -1)

export const unescapeText = (escaped: string): string => JSON.parse(`"${escaped}"`)

/** @throws Error when the tables are of a version that this library does not know. */
export const checkSchemaVersion = (found: number, known: number): void => {
  if (found > known)
    throw new Error(
      `the tables are of version ${found}, made by a newer association-lifecycle; this one knows versions up to ${known}: upgrade it`
    )
}
