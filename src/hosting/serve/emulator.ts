/** The emulator: both services, and beside them what a test needs to look at it and to move its time. */
import { type Fields, isFields } from '../../decider/values.ts'
import { toIso } from '../../lifecycle/instant.ts'
import { pathText } from '../../testing/difference.ts'
import { BodyFault, bodyReader, textOf } from '../http/body.ts'
import type { Store } from '../runtime/store.ts'
import { createTurns } from '../runtime/turns.ts'
import { all, type Check, type Fault, fieldsOf, must } from '../scenarios/checks.ts'
import { durationForms, instantForms, parseDuration, parseInstant } from '../scenarios/time.ts'
import { failureChecks } from './config.ts'
import { projectDocuments, shareDocuments } from './documents.ts'
import type { FailureAsked } from './failures.ts'
import { createWorld, releaseHolds, type World, type WorldOptions } from './world.ts'

/** What an emulator needs. */
export interface EmulatorOptions extends WorldOptions {
  /** Opens the store: once, and again where the emulator is reset. */
  readonly openStore: () => Promise<Store>
  /** Whether what is in the store may be forgotten: it is in memory. */
  readonly canReset: boolean
}

/** Where a request comes from. */
export interface Remote {
  /** Whether it comes from this machine. */
  readonly isLoopback: boolean
}

/** An emulator that goes on. */
export interface Emulator {
  readonly answer: (request: Request, remote: Remote) => Promise<Response>
  /** Ends all that goes on, and closes the store. */
  stop(): Promise<void>
}

/** A request that asks for something that is not to be had. The message is for whoever sent it. */
class Refusal extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const bodyLimit = 65_536
const prefix = '/_emulator/'
const localNames = new Set(['127.0.0.1', 'localhost', '[::1]'])

const nameOf = (host: string): string => host.replace(/:\d+$/, '')

/**
 * Only programs on this machine, and no page in a browser on it: such a page names its origin, or, where its own name has been made to
 * lead here, another host.
 */
const isLocal = ({ headers }: Request, { isLoopback }: Remote): boolean =>
  isLoopback && !headers.has('origin') && localNames.has(nameOf(headers.get('host') ?? 'localhost'))

const read = async (request: Request): Promise<unknown> => {
  try {
    const text = textOf(await bodyReader(request, bodyLimit)())
    return text === '' ? {} : JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof BodyFault) throw new Refusal(400, 'the body must be a JSON object')
    throw error
  }
}

const lineOf = ({ path, message }: Fault): string => (path.length === 0 ? message : `${pathText(path)}: ${message}`)

const checked = async (request: Request, check: Check): Promise<Fields> => {
  const value = await read(request)
  const fault = check(value, [])
  if (fault !== undefined) throw new Refusal(400, lineOf(fault))
  return isFields(value) ? value : {}
}

const isStep = all(
  fieldsOf({
    advance: must(durationForms, (value) => parseDuration(value) !== undefined),
    at: must(instantForms, (value) => parseInstant(value) !== undefined)
  }),
  must('either { "advance": ... } or { "at": ... }', (value) => Object.keys(value as object).length === 1)
)

const isFailure = fieldsOf(
  { entityId: must('the id of a resource or target', (value) => typeof value === 'string'), ...failureChecks },
  ['entityId']
)

type Controls = Readonly<Record<string, { readonly [M in 'GET' | 'POST']?: (request: Request) => Promise<Fields> }>>

/** Opens the store and begins. */
export const startEmulator = async (options: EmulatorOptions): Promise<Emulator> => {
  const { clock, openStore, canReset } = options
  const turns = createTurns()
  const store = await openStore()
  await releaseHolds(store)
  let world: World = createWorld(store, options)

  const time = () => ({ now: toIso(clock.now()) })
  const after = async (settling: Promise<boolean>) => {
    const settled = await settling
    return { ...time(), settled }
  }

  const controls: Controls = {
    clock: {
      GET: async () => time(),
      POST: async (request) => {
        const { advance, at } = await checked(request, isStep)
        const to = parseInstant(at) ?? clock.now() + (parseDuration(advance) ?? 0)
        if (parseInstant(to) === undefined) throw new Refusal(400, 'the clock goes from the year 1 to 9999')
        return after(world.moveClock(to))
      }
    },
    state: {
      GET: async () => ({
        ...(await after(world.settled())),
        resourceShares: await shareDocuments(world.shares),
        projects: await projectDocuments(world.policies),
        failures: world.failures.asked
      })
    },
    fail: {
      POST: async (request) => {
        const failure = await checked(request, isFailure)
        // Checked just above.
        world.failures.ask(failure as unknown as FailureAsked)
        return { failures: world.failures.asked }
      }
    },
    reset: {
      POST: async () => {
        if (!canReset) throw new Refusal(409, 'what is kept in a database is not forgotten')
        await world.stop()
        world = createWorld(await openStore(), options)
        return time()
      }
    }
  }

  const control = async (request: Request, remote: Remote): Promise<Fields> => {
    if (!isLocal(request, remote)) throw new Refusal(403, 'only programs on this machine may ask this')
    const name = new URL(request.url).pathname.slice(prefix.length)
    const place = Object.hasOwn(controls, name) ? controls[name] : undefined
    if (place === undefined)
      throw new Refusal(
        404,
        `here are ${Object.keys(controls)
          .map((known) => prefix + known)
          .join(', ')}`
      )
    const run = request.method === 'GET' ? place.GET : request.method === 'POST' ? place.POST : undefined
    if (run === undefined) throw new Refusal(405, `only ${Object.keys(place).join(' and ')}`)
    // One at a time: each finds the time, and the world, as the one before has left it.
    return turns('control', () => run(request))
  }

  return {
    answer: async (request, remote) => {
      if (!new URL(request.url).pathname.startsWith(prefix)) return world.answer(request)
      try {
        return Response.json(await control(request, remote))
      } catch (error) {
        if (error instanceof Refusal) return Response.json({ error: error.message }, { status: error.status })
        options.onError(error)
        return Response.json({ error: 'the emulator has failed; its log says how' }, { status: 500 })
      }
    },
    stop: () => world.stop()
  }
}
