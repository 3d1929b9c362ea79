/**
 * A machine's definition as JSON, for tools that read one: names for guards, actions and delays, descriptions, no functions. What is a
 * function in the definition itself, and not under a name, is not JSON's to say: the first context, which depends on the input.
 */

const jsonOf = (value, path) => {
  if (typeof value === 'function') throw new Error(`${path} is a function without a name: a diagram cannot say what it does`)
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((item, at) => jsonOf(item, `${path}[${at}]`))
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, jsonOf(item, `${path}.${key}`)])
  )
}

/** The actors that a machine starts by name in its actions are in no part of the definition: they are named in `meta`. */
const metaOf = ({ implementations }) => {
  const actors = Object.keys(implementations.actors)
  return actors.length === 0 ? {} : { meta: { actors } }
}

/** The text of the JSON file. */
export const studioJsonOf = (machine) => {
  const { context: _, ...config } = machine.config
  return `${JSON.stringify({ ...jsonOf(config, machine.id), ...metaOf(machine) }, null, 2)}\n`
}
