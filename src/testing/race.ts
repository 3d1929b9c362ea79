/** Two clients at once: whatever the order in which a backend gets to do its work, the answers must be those of some serial order. */
import * as fc from 'fast-check'
import { fieldsOf } from '../decider/values.ts'
import { answerOf, type Backend, type ConformanceOptions, courseOf, lenienceOf, noTurns, type Turns } from './conformance.ts'
import { type AnyFacts, type Call, modelFor, type Race, raceWithin, type Setting } from './history.ts'
import { isLinearizable, type Judge, type Ran, statesAfter } from './linearizability.ts'
import type { Model, States } from './model.ts'
import { answerText, lineOf, Nonconformance, scenarioOf } from './nonconformance.ts'
import { checkOptions, checkReport } from './options.ts'
import type { Whose } from './own-names.ts'
import { Session } from './session.ts'

/** What has been compared. */
export interface RaceReport {
  /** How many races were run. */
  readonly races: number
  /** How many calls ran at the same time as another. */
  readonly overlapping: number
  /** With which the same races are made again. */
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

/** Sends the calls before, then those of both clients as the scheduler lets them, then asks what there is. */
const run = async <State, Facts extends AnyFacts>(
  setting: Setting<State, Facts>,
  backend: Backend<Facts, never>,
  { before, clients, probes }: Race<Facts>,
  { model, whose, scheduler }: { readonly model: Model<State, Facts>; readonly whose: Whose; readonly scheduler: fc.Scheduler }
): Promise<Seen<Facts>> => {
  const session = new Session(setting, model, (call, turns: Turns) => answerOf(backend, call, turns), whose)
  const inTurn = async (calls: readonly Call<Facts>[], from: States<State>) => {
    const seen: (Call<Facts> & { readonly got: unknown })[] = []
    let states = from
    for (const planned of calls) {
      const call = session.fitting(planned, states)
      const got = call && (await session.send(call, noTurns))
      if (call === undefined || got === undefined) continue
      const { states: next, result } = model(states, call.command, call.facts)
      session.turnPage(call, result, got)
      seen.push({ ...call, got })
      states = next
    }
    return { seen, states }
  }
  await backend.reset()
  const { seen: first, states } = await inTurn(before, new Map())
  let ticks = 0
  const tick = () => {
    ticks += 1
    return ticks
  }
  const ran: Ran<Facts>[] = []
  const client = async (calls: readonly Call<Facts>[], number: number) => {
    const pause = () => scheduler.schedule(Promise.resolve(), `client ${number}`)
    for (const call of calls) {
      await pause()
      const startedAt = tick()
      const got = await session.send(call, { pause })
      if (got !== undefined) ran.push({ ...call, client: number, startedAt, endedAt: tick(), got })
    }
  }
  const racing = session.fittingAtOnce(clients, states)
  await scheduler.waitFor(Promise.all(racing.map((calls, at) => client(calls, at + 1))))
  const { seen: last } = await inTurn(probes, states)
  const ours = <T extends { readonly got: unknown }>(seen: T): T => ({ ...seen, got: session.toOurs(seen.got) })
  return { before: first.map(ours), atOnce: ran.map(ours), afterwards: last.map(ours) }
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
   * @throws Error where nothing was compared, or the options are none.
   */
  async (backend: Backend<Facts, Command>, options: ConformanceOptions = {}): Promise<RaceReport> => {
    checkOptions(setting, options)
    const { numRuns = 400, seed: given, ignoring = [] } = options
    const { queryTypes, makers } = setting
    const model = modelFor(setting, options)
    const judge = { send: model, lenient: lenienceOf(setting, options), ignoring, queryTypes, makers }
    const whose: Whose = new Map()
    let answers = 0
    let accepted = 0
    let races = 0
    let overlapping = 0
    let wrong: { readonly seen: Seen<Facts>; readonly difference: string } | undefined
    const anyRace = raceWithin(setting, courseOf({ maxCalls: 12, ...options }))
    const property = fc.asyncProperty(anyRace, fc.scheduler(), async (race, scheduler) => {
      const seen = await run(setting, backend, race, { model, whose, scheduler })
      races += 1
      const all = [...seen.before, ...seen.atOnce, ...seen.afterwards]
      answers += all.length
      accepted += all.filter(({ got }) => fieldsOf(got).ok === true).length
      overlapping += overlaps(seen.atOnce)
      const states = statesBefore(judge, seen)
      const isRight = states !== undefined && isLinearizable(judge, states, seen.atOnce, seen.afterwards)
      if (!isRight) wrong = { seen, difference: states === undefined ? wrongBefore : noOrder }
      return isRight
    })
    const { failed, seed } = await fc.check(property, { numRuns, ...(given !== undefined && { seed: given }) })
    if (!failed || wrong === undefined) {
      checkReport(answers, accepted)
      return { races, overlapping, seed }
    }
    const error = report(setting, wrong.seen, wrong.difference, seed)
    await options.onScenario?.(error.scenario)
    throw error
  }
