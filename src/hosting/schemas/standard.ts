/**
 * A request type as a Standard Schema with JSON Schema: what https://standardschema.dev specifies in version 1.1, so that forms,
 * frameworks and tools take it as it is. The types here are this library's own, narrower than those of `@standard-schema/spec` and
 * assignable to them: nobody needs that package for these.
 */
import type { Catalogue } from '../../decider/catalogue.ts'
import { type Fields, fieldsOf } from '../../decider/values.ts'
import { inTarget, type JsonSchema, type JsonSchemaTarget } from './json-schema.ts'

/** Why a request is refused: the documented error, and the place in the request where that can be told. */
export interface Issue<Code extends string = string> {
  /** The documented message. */
  readonly message: string
  /** The documented code. */
  readonly code: Code
  /** The HTTP status that goes with the code. */
  readonly status: number
  /** Names of fields and places in lists, from the request inwards. Absent where the whole request is meant. */
  readonly path?: readonly (string | number)[]
}

/**
 * What `validate` answers: the very same value, or the one error with which the service refuses it. What the service forgives is in the
 * value still, whatever its type says: `null` for what is absent, and what else `differences` has as taken by the checks.
 */
export type Validated<Request, Code extends string = string> =
  | { readonly value: Request; readonly issues?: undefined }
  | { readonly issues: readonly [Issue<Code>] }

/** What a JSON Schema is asked with. */
export interface JsonSchemaOptions {
  /** `draft-2020-12`, `draft-07` or `openapi-3.0`; any other throws a TypeError. */
  readonly target: JsonSchemaTarget | ({} & string)
}

/** A request type as a Standard Schema, version 1, with JSON Schema. */
export interface RequestSchema<Request, Code extends string = string> {
  /** What tools look for: the name is that of the specification. */
  readonly '~standard': {
    readonly version: 1
    readonly vendor: 'association-lifecycle'
    /** Types alone: at run time it is absent. */
    readonly types?: { readonly input: Request; readonly output: Request } | undefined
    /**
     * The library's own checks of the shape of a request, in their documented order. It is never a promise, and throws nothing but what
     * an object throws that will not be read.
     */
    readonly validate: (value: unknown) => Validated<Request, Code>
    /** What goes in comes out, so both are the same. `differences` says what JSON Schema cannot. */
    readonly jsonSchema: {
      readonly input: (options: JsonSchemaOptions) => Record<string, unknown>
      readonly output: (options: JsonSchemaOptions) => Record<string, unknown>
    }
  }
}

/** The request type of a schema. */
export type RequestOf<Schema extends RequestSchema<unknown>> = NonNullable<Schema['~standard']['types']>['output']

/** The place that a code means, from the request inwards; none where it is the whole. */
export type PathOf<Code extends string> = (code: Code, fields: Fields) => readonly (string | number)[]

export interface Definition<Code extends string> {
  readonly errors: Catalogue<Code>
  /** The check: the code of the first rule that the request breaks. */
  readonly faultOf: (request: unknown) => Code | undefined
  readonly pathOf: PathOf<Code>
  readonly jsonSchema: JsonSchema
}

export const requestSchema = <Request, Code extends string>(definition: Definition<Code>): RequestSchema<Request, Code> => {
  const { errors, faultOf, pathOf, jsonSchema } = definition
  const issueOf = (found: Code, request: unknown): Issue<Code> => {
    const { message, code, status } = errors[found]
    const path = pathOf(found, fieldsOf(request))
    return { message, code, status, ...(path.length > 0 && { path }) }
  }
  const convert = ({ target }: JsonSchemaOptions) => inTarget(jsonSchema, target)
  return Object.freeze({
    '~standard': Object.freeze({
      version: 1,
      vendor: 'association-lifecycle',
      validate: (value: unknown): Validated<Request, Code> => {
        const code = faultOf(value)
        return code === undefined ? { value: value as Request } : { issues: [issueOf(code, value)] }
      },
      jsonSchema: Object.freeze({ input: convert, output: convert })
    })
  })
}

/** The place of the first entry of a list of which, if it were alone, a check would say the same. */
export const pathToEntry = (
  fields: Fields,
  list: string,
  isFaulty: (entry: unknown) => boolean
): readonly (string | number)[] => {
  const entries = fields[list]
  const at = Array.isArray(entries) ? entries.findIndex(isFaulty) : -1
  return at === -1 ? [list] : [list, at]
}
