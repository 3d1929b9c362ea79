/** What the runtime needs of a system: its pure functions, its name, and what of its events is to be found again. */
import type { Applied, Stored } from '../../resource-sharing/index.ts'

/** The facts that the runtime itself adds to a call. */
export interface CallFacts {
  /** Epoch milliseconds. */
  readonly now: number
  readonly requestId: string
  /** The account, project or worker that calls; the empty text for the runtime's own sweeps. */
  readonly caller: string
}

/** What a command came to, in whichever system: a reply, or an error with a status. */
export interface AnyResult {
  /** Whether the command was accepted. */
  readonly ok: boolean
}

/** The types of a system, in one place. */
export interface SystemTypes {
  /** Of one aggregate. */
  readonly state: unknown
  /** Any of its commands. */
  readonly command: { readonly type: string }
  /** Any of its events; `at` is in epoch milliseconds. */
  readonly event: { readonly type: string; readonly at: number }
  /** Facts as the system's `apply` takes them; `now` is in epoch milliseconds. */
  readonly facts: { readonly now: number; readonly requestId: string }
  /** Those of them that a host knows: all but the time, the request's id and the caller. */
  readonly hostFacts: object
  /** What each type of command comes to. */
  readonly results: { readonly [type: string]: AnyResult }
}

/** The types of a system's commands. */
export type CommandType<S extends SystemTypes> = S['command']['type']

/** What a command of this type comes to. */
export type ResultOf<S extends SystemTypes, T extends CommandType<S> = CommandType<S>> = S['results'][T]

/** One of the two systems, or one with the same functions. All of it is pure. */
export interface System<S extends SystemTypes> {
  /** Its aggregates are kept under this name, so that one store holds several systems. */
  readonly name: string
  /** The state of an aggregate of which nothing is kept. */
  readonly initialState: S['state']
  /** The command that does all that is due. */
  readonly sweep: S['command']
  /** As the system's own `apply`. */
  apply<T extends CommandType<S>>(
    state: S['state'],
    command: S['command'] & { readonly type: T },
    facts: S['facts']
  ): Applied<S['state'], S['event'], ResultOf<S, T>>
  /** As the system's own `evolveAll`. */
  evolveAll(state: S['state'], events: readonly S['event'][]): S['state']
  /** As the system's own `serialize`. */
  serialize(state: S['state']): string
  /** As the system's own `deserialize`. */
  deserialize(text: string): Stored<S['state']>
  /** Epoch milliseconds of the earliest thing to do; it may lie beyond all dates. */
  nextDeadline(state: S['state']): number | undefined
  /** The facts of a call: those that the host knows, and those that the runtime adds. */
  factsOf(call: CallFacts, own: S['hostFacts']): S['facts']
  /** The id that a command itself gives to the aggregate that it makes: a call must name the same. `undefined` where it gives none. */
  aggregateIdOf(command: S['command']): string | undefined
  /** The labels under which the aggregate of this event can be found from now on. */
  labelsOf(event: S['event']): readonly string[]
}
