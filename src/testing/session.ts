/** One history against a backend: which calls have a place in it, and how each side is asked, with its own ids and tokens. */
import { fieldsOf } from '../decider/values.ts'
import type { AnyFacts, Call, Setting } from './history.ts'
import type { AnyResult, Model, States } from './model.ts'
import { OwnNames, type Whose } from './own-names.ts'

const verdict = (result: AnyResult): string => (result.ok ? 'ok' : result.error.code)

const withToken = <Facts>({ command, ...call }: Call<Facts>, NextToken: unknown): Call<Facts> => ({
  ...call,
  command: { ...command, request: { ...fieldsOf(command.request), NextToken } }
})

/** What a list is of, whichever page of it. */
const listText = <Facts extends AnyFacts>(call: Call<Facts>): string => {
  const { command, facts } = withToken(call, undefined)
  return JSON.stringify([command, { ...facts, now: 0, requestId: '' }])
}

const tokenIn = (reply: unknown): unknown => fieldsOf(reply).NextToken

/** Sends a call, and gives back whatever is answered. */
type Ask<Facts, Turns> = (call: Call<Facts>, turns: Turns) => Promise<unknown>

/** From `reset` on. `whose` is what has been learnt of the backend, and stays learnt. */
export class Session<State, Facts extends AnyFacts, Turns> {
  readonly #queryTypes: readonly string[]
  readonly #names: OwnNames
  readonly #model: Model<State, Facts>
  readonly #ask: Ask<Facts, Turns>
  /** The next page of the list that was asked for last, by each side's token. */
  #next: { readonly list: string; readonly ours: unknown; readonly theirs: unknown } | undefined

  constructor(
    { queryTypes, ids }: Pick<Setting<State, Facts>, 'queryTypes' | 'ids'>,
    model: Model<State, Facts>,
    ask: Ask<Facts, Turns>,
    whose: Whose
  ) {
    this.#queryTypes = queryTypes
    this.#names = new OwnNames(ids, whose)
    this.#model = model
    this.#ask = ask
  }

  /**
   * A planned call as it is here; `undefined` where it has no place: a next page where there is none in this history, or ids that are
   * malformed, taken or used for the second time, for a backend that may not heed them.
   */
  fitting(call: Call<Facts>, states: States<State>): Call<Facts> | undefined {
    if (call.isNextPage) return this.#next?.list === listText(call) ? withToken(call, this.#next.ours) : undefined
    const doubtful = this.#names.doubtfulIn(call.command)
    if (doubtful.length === 0) return call
    if (this.#names.givesAgain(call.command)) return undefined
    const free = Object.fromEntries(doubtful.map(({ field, free: unused }) => [field, unused]))
    const [asGiven, otherwise] = [call.command, { ...call.command, ...free }].map((command) =>
      verdict(this.#model(states, command, call.facts).result)
    )
    return asGiven === otherwise ? call : undefined
  }

  /** The calls of clients that are to run at once: only the first that gives an id, where the backend may not heed it. */
  fittingAtOnce(clients: readonly (readonly Call<Facts>[])[], states: States<State>): Call<Facts>[][] {
    const given = new Set<unknown>()
    const isFirst = ({ command }: Call<Facts>): boolean => {
      const ids = this.#names.doubtfulIn(command).flatMap(({ field, spelled }) => {
        const id = command[field]
        return typeof id === 'string' ? [spelled(id)] : []
      })
      const isNew = ids.every((id) => !given.has(id))
      for (const id of ids) given.add(id)
      return isNew
    }
    return clients.map((calls) => calls.flatMap((call) => this.fitting(call, states) ?? []).filter(isFirst))
  }

  /** Asks the backend in its own terms. `undefined`: it does not offer that. */
  async send(call: Call<Facts>, turns: Turns): Promise<unknown> {
    const theirs = this.#names.toTheirs(call)
    const answer = await this.#ask(call.isNextPage ? withToken(theirs, this.#next?.theirs) : theirs, turns)
    if (answer === undefined || answer === null) return undefined
    this.#names.learn(call, answer)
    return answer
  }

  /** Keeps what the next page of a list begins with. */
  turnPage(call: Call<Facts>, wanted: AnyResult, answer: unknown): void {
    if (!this.#queryTypes.includes(String(call.command.type))) return
    const [ours, theirs] = [wanted.ok ? tokenIn(wanted.reply) : undefined, tokenIn(fieldsOf(answer).reply)]
    this.#next = ours === undefined ? undefined : { list: listText(call), ours, theirs }
  }

  /** An answer as the model would have put it. */
  toOurs(answer: unknown): unknown {
    return this.#names.toOurs(answer)
  }
}
