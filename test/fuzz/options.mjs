// Options of a command, checked: what is wrong with them is said in one line, and nothing is run.
import { parseArgs } from 'node:util'

const refuse = (line) => {
  console.error(line)
  process.exit(2)
}

/** The values of the options by name, all of them texts; `undefined` for one that is not given and has no default. */
export const optionsOf = (defaults) => {
  const names = Object.keys(defaults)
  const options = Object.fromEntries(
    names.map((name) => [name, { type: 'string', ...(defaults[name] !== undefined && { default: defaults[name] }) }])
  )
  try {
    return parseArgs({ options }).values
  } catch (error) {
    const [what] = error.message.split(/[.\n] ?/, 1)
    return refuse(`${what}; there are ${names.map((name) => `--${name}`).join(', ')}`)
  }
}

/** The number that an option is, from 0 on; `undefined` where it is not given. */
export const numberOf = (name, text) => {
  if (text === undefined || /^\d+(\.\d+)?$/.test(text)) return text === undefined ? undefined : Number(text)
  return refuse(`--${name} must be a number; it is ${text === '' ? 'empty' : text}`)
}
