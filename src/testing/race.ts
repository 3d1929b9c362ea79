/** Two clients at once: whatever the order in which a backend gets to do its work, the answers must be those of some serial order. */
import * as fc from 'fast-check'
import { answerOf, type Backend, type ConformanceOptions, courseOf, lenienceOf, type Turns } from './conformance.ts'
import { type AnyFacts, type Call, modelFor, type Planned, type Race, raceWithin, type Setting } from './history.ts'
import { isLinearizable, type Judge, type Ran, statesAfter } from './linearizability.ts'
import type { States } from './model.ts'
import { answerText, lineOf, Nonconformance, scenarioOf } from './nonconformance.ts'
import { OwnNames } from './own-names.ts'

/** What has been compared. */
export interface RaceReport {
  readonly races: number
  /** How many calls ran at the same time as another. */
  readonly overlapping: number
  readonly seed: number
}

const noOrder = 'no serial order of the calls of two clients gives the answers that they got'
const wrongBefore = 'the answers are wrong before anything ran at once: the conformance suite says where'

/** All that was seen of a race. */
interface Seen<Facts> {
  readonly before: readonly (Call<Facts> & { readonly got: unknown })[]
  readonly atOnce: readonly Ran<Facts>[]
  readonly afterwards: readonly (Call<Facts> & { readonly got: unknown })[]
}

const noTurns: Turns = { pause: () => Promise.resolve() }

const isOffered = ({ got }: { readonly got: unknown }): boolean => got !== undefined

/** Sends the calls before, then those of both clients as the scheduler lets them, then asks what there is. */
const run = async <State, Facts extends AnyFacts>(
  setting: Setting<State, Facts>,
  backend: Backend<Facts, never>,
  { before, clients, probes }: Race<Facts>,
  scheduler: fc.Scheduler
): Promise<Seen<Facts>> => {
  const names = new OwnNames(setting.idPaths)
  const send = async (call: Planned<Facts>, turns: Turns) => {
    const answer = await answerOf(backend, names.toTheirs(call), turns)
    names.learn(call.wanted, answer)
    return answer
  }
  const inTurn = async (calls: readonly Planned<Facts>[]) => {
    const seen = []
    for (const call of calls) seen.push({ command: call.command, facts: call.facts, got: await send(call, noTurns) })
    return seen
  }
  await backend.reset()
  const first = await inTurn(before)
  let ticks = 0
  const tick = () => {
    ticks += 1
    return ticks
  }
  const ran: Ran<Facts>[] = []
  const client = async (calls: readonly Planned<Facts>[], number: number) => {
    const pause = () => scheduler.schedule(Promise.resolve(), `client ${number}`)
    for (const call of calls) {
      await pause()
      const startedAt = tick()
      const got = await send(call, { pause })
      ran.push({ command: call.command, facts: call.facts, client: number, startedAt, endedAt: tick(), got })
    }
  }
  await scheduler.waitFor(Promise.all(clients.map((calls, at) => client(calls, at + 1))))
  const last = await inTurn(probes)
  const ours = <T extends { readonly got: unknown }>(seen: T): T => ({ ...seen, got: names.toOurs(seen.got) })
  return {
    before: first.filter(isOffered).map(ours),
    atOnce: ran.filter(isOffered).map(ours),
    afterwards: last.filter(isOffered).map(ours)
  }
}

/** The states that the calls before the race led to; `undefined` where their answers are wrong already. */
const statesBefore = <State, Facts extends AnyFacts>(judge: Judge<State, Facts>, { before }: Seen<Facts>) =>
  before.reduce<States<State> | undefined>((states, call) => states && statesAfter(judge, states, call), new Map())

const overlaps = <Facts>(calls: readonly Ran<Facts>[]): number =>
  calls.filter((one) => calls.some((other) => one !== other && other.startedAt < one.endedAt && one.startedAt < other.endedAt))
    .length

const report = <State, Facts extends AnyFacts>(
  setting: Setting<State, Facts>,
  { before, atOnce, afterwards }: Seen<Facts>,
  difference: string,
  seed: number
): Nonconformance<Facts> => {
  const inOrder = [...atOnce].sort((one, other) => one.startedAt - other.startedAt)
  const calls = [...before, ...inOrder, ...afterwards]
  let states: ReturnType<typeof setting.send>['states'] = new Map()
  const answered = calls.map((call) => {
    const sent = setting.send(states, call.command, call.facts)
    states = sent.states
    return { ...call, wanted: sent.result }
  })
  const notes = new Map(
    calls.map(({ got, ...call }, at) => [
      at,
      `${'client' in call ? `Client ${String(call.client)}, at the same time as the other. ` : ''}The backend answered ${answerText(got)}`
    ])
  )
  const scenario = scenarioOf(setting as unknown as Setting<never, AnyFacts>, `Not in accord: ${difference}`, answered, notes)
  const withAnswer = (call: Call<Facts> & { readonly got: unknown }) => [
    `    ${lineOf(call)}`,
    `      -> ${answerText(call.got)}`
  ]
  const message = [
    `${difference} (seed ${seed}):`,
    '  before:',
    ...before.flatMap(withAnswer),
    ...inOrder.flatMap((call) => [`  client ${call.client}, from ${call.startedAt} to ${call.endedAt}:`, ...withAnswer(call)]),
    '  afterwards:',
    ...afterwards.flatMap(withAnswer)
  ].join('\n')
  return new Nonconformance(message, { calls, difference, seed, scenario })
}

/** The suite of races of a system. */
export const raceOf =
  <State, Facts extends AnyFacts, Command>(setting: Setting<State, Facts>) =>
  /**
   * Lets two clients race, 400 times unless told otherwise: some calls one after the other, then up to three of each client at once.
   * Each order of what a backend does between its `pause`s is tried by chance, the same for the same seed.
   * @throws Nonconformance where no serial order gives the same answers.
   */
  async (backend: Backend<Facts, Command>, options: ConformanceOptions = {}): Promise<RaceReport> => {
    const { numRuns = 400, seed: given, ignoring = [] } = options
    const judge = { send: modelFor(setting, options), lenient: lenienceOf(setting, options), ignoring }
    let races = 0
    let overlapping = 0
    let wrong: { readonly seen: Seen<Facts>; readonly difference: string } | undefined
    const anyRace = raceWithin(setting, courseOf({ maxCalls: 12, ...options }))
    const property = fc.asyncProperty(anyRace, fc.scheduler(), async (race, scheduler) => {
      const seen = await run(setting, backend, race, scheduler)
      races += 1
      overlapping += overlaps(seen.atOnce)
      const states = statesBefore(judge, seen)
      const isRight = states !== undefined && isLinearizable(judge, states, seen.atOnce, seen.afterwards)
      if (!isRight) wrong = { seen, difference: states === undefined ? wrongBefore : noOrder }
      return isRight
    })
    const { failed, seed } = await fc.check(property, { numRuns, ...(given !== undefined && { seed: given }) })
    if (!failed || wrong === undefined) return { races, overlapping, seed }
    const error = report(setting, wrong.seen, wrong.difference, seed)
    await options.onScenario?.(error.scenario)
    throw error
  }
