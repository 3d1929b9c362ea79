/**
 * JSON Schema, as far as requests need it: the keywords that mean the same in every target, so that the targets differ in their
 * `$schema` alone. Texts are counted in characters there; by the checks in UTF-16 code units, but for the names of shares.
 */

/** A schema, as plain data. */
export interface JsonSchema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean'
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly enum?: readonly string[]
  /** To be read with the flag `u`. */
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly default?: string | number | boolean
  readonly allOf?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
  readonly not?: JsonSchema
}

/** A JSON Schema that can be asked for, as the specification of Standard JSON Schema names it. */
export type JsonSchemaTarget = 'draft-2020-12' | 'draft-07' | 'openapi-3.0'

/** What a schema says of itself, by target. An OpenAPI 3.0 document has no place for it. */
const dialects: { readonly [T in JsonSchemaTarget]: { readonly $schema?: string } } = {
  'draft-2020-12': { $schema: 'https://json-schema.org/draft/2020-12/schema' },
  'draft-07': { $schema: 'http://json-schema.org/draft-07/schema#' },
  'openapi-3.0': {}
}

const isTarget = (target: unknown): target is JsonSchemaTarget => typeof target === 'string' && Object.hasOwn(dialects, target)

/**
 * A schema in a target's words: a copy, to do with as one likes.
 * @throws TypeError for a target that is not known: the specification asks for that.
 */
export const inTarget = (schema: JsonSchema, target: unknown): Record<string, unknown> => {
  if (!isTarget(target))
    throw new TypeError(`no JSON Schema for the target ${String(target)}: there are ${Object.keys(dialects).join(', ')}`)
  return { ...dialects[target], ...structuredClone(schema) }
}

export const text = (pattern: RegExp, description: string): JsonSchema => ({
  type: 'string',
  pattern: pattern.source,
  description
})

export const oneOf = (words: readonly string[], description: string): JsonSchema => ({ type: 'string', enum: words, description })

export const object = (
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
  rules: Omit<JsonSchema, 'type' | 'properties' | 'required'> = {}
): JsonSchema => ({ type: 'object', properties, ...(required.length > 0 && { required }), ...rules })
