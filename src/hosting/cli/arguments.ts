/** The arguments of the command line: read by Node, and complained about in one line. */
import { resolve } from 'node:path'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { plain } from '../scenarios/plain.ts'

/** Arguments that make no sense. The message is one line. */
export class BadArguments extends Error {}

/**
 * The options among some arguments, and what is none.
 * @throws BadArguments
 */
export const readArguments = <const Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options
): ReturnType<typeof parseArgs<{ args: string[]; options: Options; allowPositionals: true }>> => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new BadArguments(`${plain(message.split(/\.\s/)[0] ?? message)}; --help says what there is`)
  }
}

/** npm runs scripts in the package's folder; a file is named from where the user is. */
export const fromWhereTheUserIs = (file: string): string => {
  const { npm_lifecycle_event, INIT_CWD } = process.env
  const isScript = npm_lifecycle_event === 'start' || npm_lifecycle_event === 'serve'
  return isScript && INIT_CWD !== undefined ? resolve(INIT_CWD, file) : file
}
