// Options of a command, checked: what is wrong with them is said in one line, and nothing is run.
import { parseArgs } from 'node:util'

/** The values of the options, by name, or what is wrong. `known` says what each is, a number from 0 on or a text. */
export const readOptions = (known, args) => {
  const names = Object.keys(known)
  const fault = (what) => ({ fault: `${what}; there are ${names.map((name) => `--${name}`).join(', ')}` })
  let texts
  try {
    texts = parseArgs({ args, options: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) }).values
  } catch (error) {
    return fault(error.message.split(/[.\n] ?/, 1)[0])
  }
  const values = {}
  for (const [name, text] of Object.entries(texts)) {
    if (known[name] === 'number' && !/^\d+(\.\d+)?$/.test(text))
      return { fault: `--${name} must be a number; it is ${text === '' ? 'empty' : text}` }
    values[name] = known[name] === 'number' ? Number(text) : text
  }
  return { values }
}

/** The options that the command was called with. */
export const optionsOf = (known) => {
  const { values, fault } = readOptions(known, process.argv.slice(2))
  if (values !== undefined) return values
  console.error(fault)
  return process.exit(2)
}
