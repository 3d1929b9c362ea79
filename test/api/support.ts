/** The public interface as the tests look at it. What is looked at is in dist: `npm test` builds it first. */

/** An export of a door, or of one of its namespaces. */
export interface Exported {
  readonly door: string
  /** The folder of the module that exports it, from dist. */
  readonly room: string
  /** With the names of its namespaces: `resourceSharing.wire.apiVersion`. */
  readonly path: string
  readonly name: string
  readonly isNamespace?: true
  readonly isType?: boolean
  readonly declarations: readonly object[]
  readonly comment: string
}

/** A member of an interface or a class. */
export interface Member {
  readonly name: string
  readonly isLiteral: boolean
  readonly isNamedType: boolean
  /** A property of an interface that is not `readonly`. */
  readonly isWritable: boolean
  readonly comment: string
  readonly place: string
}

interface Surface {
  readonly exported: readonly Exported[]
  readonly reachable: ReadonlySet<object>
  commentOf(declaration: object): string
  placeOf(declaration: object): string
  parametersOf(entry: Exported): readonly string[]
  membersOf(declaration: object): readonly Member[]
  numbersIn(declaration: object): readonly { readonly name: string; readonly said: string; readonly place: string }[]
}

interface Reports {
  makeReports(): { readonly reports: ReadonlyMap<string, string>; readonly found: readonly string[] }
}

const load = (file: string): Promise<unknown> => import(new URL(file, import.meta.url).href)

export const surface = (await load('surface.mjs')) as Surface
export const { makeReports } = (await load('reports.mjs')) as Reports
