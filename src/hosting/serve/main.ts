/** `association-lifecycle serve`: the emulator as a program. */
import { toIso } from '../../lifecycle/instant.ts'
import { BadArguments, fromWhereTheUserIs, readArguments } from '../cli/arguments.ts'
import { manualClock } from '../runtime/clock.ts'
import { plain } from '../scenarios/plain.ts'
import { durationForms, instantForms, parseDuration, parseInstant } from '../scenarios/time.ts'
import { runningClock } from './clock.ts'
import { demoConfig, readConfig } from './config.ts'
import { startEmulator } from './emulator.ts'
import { greeting, help } from './help.ts'
import { isLoopback, listen } from './listen.ts'
import { inFile, inMemory, inPostgres, orBadArguments } from './stores.ts'

const options = {
  port: { type: 'string', default: '8040' },
  host: { type: 'string', default: '127.0.0.1' },
  config: { type: 'string' },
  data: { type: 'string' },
  postgres: { type: 'string' },
  delay: { type: 'string', default: '0' },
  start: { type: 'string' },
  frozen: { type: 'boolean', default: false },
  'no-signature': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false }
} as const

/** Numbers are milliseconds, as in scenarios. */
const numberOr = (text: string): unknown => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text)

const must = <T>(parsed: T | undefined, name: string, given: string, forms: string): T => {
  if (parsed === undefined) throw new BadArguments(`--${name} must be ${forms}; it is ${plain(given)}`)
  return parsed
}

const portOf = (text: string): number | undefined => {
  const port = Number(text)
  return /^\d{1,5}$/.test(text) && port <= 65_535 ? port : undefined
}

const delayOf = (text: string): number | undefined => {
  const delay = parseDuration(numberOr(text))
  return delay !== undefined && delay >= 0 ? delay : undefined
}

const onError = (error: unknown): void => {
  process.stderr.write(`${plain(error instanceof Error ? error.message : String(error))}\n`)
}

const settingsOf = (args: readonly string[]) => {
  const { values, positionals } = readArguments(args, options)
  const { host, data, postgres, start } = values
  if (positionals.length > 0) throw new BadArguments(`serve takes options only; got ${plain(positionals.join(', '))}`)
  if (data !== undefined && postgres !== undefined) throw new BadArguments('either --data or --postgres')
  // Node takes an empty one for all of them.
  if (host.trim() === '') throw new BadArguments('--host must be an address; it is empty')
  const checksSignatures = !values['no-signature']
  if (!checksSignatures && !isLoopback(host))
    throw new BadArguments(`--no-signature goes with an address of this machine only, such as 127.0.0.1; not with ${plain(host)}`)
  const startsAt = start === undefined ? undefined : must(parseInstant(numberOr(start)), 'start', start, instantForms)
  return {
    help: values.help,
    host,
    port: must(portOf(values.port), 'port', values.port, 'a number from 0 to 65535'),
    delayMs: must(delayOf(values.delay), 'delay', values.delay, durationForms),
    clock: values.frozen ? manualClock(startsAt ?? Date.now()) : runningClock(startsAt),
    checksSignatures,
    config: values.config,
    store:
      data !== undefined ? inFile(fromWhereTheUserIs(data)) : postgres !== undefined ? inPostgres(postgres, onError) : inMemory
  }
}

const interrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })

/**
 * Runs until it is interrupted, and gives back the exit code.
 * @throws BadArguments or BrokenFile where it cannot begin.
 */
export const serve = async (args: readonly string[]): Promise<number> => {
  const { config: file, store, clock, delayMs, checksSignatures, host, port, help: wantsHelp } = settingsOf(args)
  if (wantsHelp) {
    process.stdout.write(help)
    return 0
  }
  const config = file === undefined ? demoConfig : await readConfig(fromWhereTheUserIs(file), file)
  const end = interrupted()
  const emulator = await orBadArguments(
    'the store cannot be opened',
    startEmulator({ config, clock, delayMs, checksSignatures, onError, openStore: store.open, canReset: store.isInMemory })
  )
  try {
    const { url, close } = await orBadArguments('this address cannot be had', listen(emulator.answer, { host, port }))
    const demo = file === undefined ? { demo: config } : {}
    process.stdout.write(greeting({ url, store: store.name, now: toIso(clock.now()), checksSignatures, ...demo }))
    await end
    await close()
  } finally {
    await emulator.stop()
  }
  return 0
}
