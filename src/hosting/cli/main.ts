#!/usr/bin/env node
/**
 * The command line: `npm start`. Runs a scenario, or the documented ones where none is given, on a simulated clock; with `serve` it is an
 * emulator of both services. Exit codes: 0 all is well, 1 an expectation was not met, 2 the scenario or the arguments are broken, 70 this program is at fault or its output cannot be written.
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { plain } from '../scenarios/plain.ts'
import { type Outcome, run } from '../scenarios/run.ts'
import { systems } from '../scenarios/systems.ts'
import { BadArguments, fromWhereTheUserIs, readArguments } from './arguments.ts'
import { help } from './help.ts'
import { BrokenFile } from './json-file.ts'
import { printLines } from './lines.ts'
import { colourPaint, plainPaint, wantsColour } from './paint.ts'
import { print } from './print.ts'
import { readSource, type Source } from './source.ts'

const exitCodes = { fine: 0, unmet: 1, broken: 2, failed: 70 } as const

/** What is run where no scenario is given: the documented request of each system, and the life around it. */
const documented = ['documented-disassociation.json', 'backup-policies.json']
const examples = new URL('../../../docs/examples/', import.meta.url)

const version = async (): Promise<string> =>
  JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8')).version

const argumentsOf = (args: readonly string[]) => {
  const { values, positionals } = readArguments(args, {
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
    version: { type: 'boolean', short: 'V', default: false }
  })
  if (positionals.length > 1)
    throw new BadArguments(`one scenario at a time; got ${plain(positionals.join(', '))}; --help says what there is`)
  return { ...values, file: positionals[0] }
}

const sourcesOf = (file: string | undefined): Promise<readonly Source[]> => {
  if (file === undefined)
    return Promise.all(documented.map((name) => readSource(fileURLToPath(new URL(name, examples)), name, systems)))
  return Promise.all([
    file === '-' ? readSource(process.stdin, '<stdin>', systems) : readSource(fromWhereTheUserIs(file), file, systems)
  ])
}

const widthOfOutput = (): number => {
  const columns = process.stdout.columns ?? Number(process.env.COLUMNS)
  return Math.max(40, Math.min(140, Number.isSafeInteger(columns) && columns > 0 ? columns : 100))
}

const unmetLines = (outcomes: readonly Outcome[], { lineAbout }: Source): string[] =>
  outcomes.flatMap((outcome) =>
    'unmet' in outcome ? outcome.unmet.map((line) => lineAbout(['steps', outcome.index, 'expect'], line)) : []
  )

const main = async (args: readonly string[]): Promise<number> => {
  // Whoever plays a scenario has no need of a server.
  if (args[0] === 'serve') return (await import('../serve/main.ts')).serve(args.slice(1))
  const { file, json, help: wantsHelp, version: wantsVersion } = argumentsOf(args)
  if (wantsHelp || wantsVersion) {
    process.stdout.write(wantsHelp ? help : `${await version()}\n`)
    return exitCodes.fine
  }
  const look = { width: widthOfOutput(), paint: wantsColour(process.env, process.stdout.isTTY) ? colourPaint : plainPaint }
  const runs = (await sourcesOf(file)).map((source) => ({ source, outcomes: run(source.scenario, source.system) }))
  const texts = runs.map(({ source: { scenario, system }, outcomes }) =>
    json ? printLines(outcomes, scenario) : print(outcomes, scenario, system, look)
  )
  process.stdout.write(texts.join(json ? '' : '\n\n'))
  const unmet = runs.flatMap(({ source, outcomes }) => unmetLines(outcomes, source))
  for (const line of unmet) process.stderr.write(`${line}\n`)
  return unmet.length > 0 ? exitCodes.unmet : exitCodes.fine
}

/** A reader that has seen enough, such as `head`, is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return
  process.stderr.write(`the output cannot be written (${error.code ?? error.message})\n`)
  process.exitCode = exitCodes.failed
})

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const isKnown = error instanceof BadArguments || error instanceof BrokenFile
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${isKnown ? '' : 'this is a mistake in the program, please report it: '}${plain(message)}\n`)
  process.exitCode = isKnown ? exitCodes.broken : exitCodes.failed
}
