/** What the documents of both systems are made of. */

export const json = (schema, examples) => ({
  'application/json': { schema, ...(examples && Object.keys(examples).length > 0 && { examples }) }
})

export const ref = (kind, name) => ({ $ref: `#/components/${kind}/${name}` })

/** Those of a list that have the same key, by the key, in the order of the keys. */
export const groupedBy = (list, keyOf) => {
  const groups = new Map()
  for (const each of list) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each])
  return [...groups].sort(([one], [other]) => one - other)
}

export const mapValues = (record, change) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]))

/** The schema of a request, without what says which JSON Schema it is: the document says it for all of them. */
export const requestSchemaOf = (schemas, operation) => {
  const { $schema: _, ...schema } = schemas[operation]['~standard'].jsonSchema.input({ target: 'draft-2020-12' })
  return schema
}

/** An error of a catalogue as an example: when it is met, and what is answered. */
export const errorExample = ({ description }, value) => ({ summary: description, value })

export const object = (properties, optional = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name))
})

export const list = (items, description) => ({ type: 'array', items, ...(description && { description }) })

export const text = (description, more = {}) => ({ type: 'string', description, ...more })

export const instant = (description) => text(`${description} UTC, with milliseconds.`, { format: 'date-time' })
