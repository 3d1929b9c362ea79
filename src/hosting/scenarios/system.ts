/**
 * What the command line needs to know of a documented system. Everything else in this folder works with these types alone, so that a
 * further system is one more file and one more line in `systems.ts`.
 */
import type { Fields } from '../../decider/values.ts'
import type { Outcome } from '../../testing/expectation.ts'
import type { AppliedTo } from '../../testing/model.ts'
import type { Check, Fault } from './checks.ts'

/**
 * The facts of a step: those of the scenario, with the step's own on top, and the time of the simulated clock in epoch
 * milliseconds.
 */
export type StepFacts = Fields & { readonly now: number; readonly requestId: string }

/** An event as far as the command line looks into it. */
export type SystemEvent = Fields & { readonly type: string }

/** What came of a step that asked the system for something. */
export interface Answer extends Outcome {
  /** HTTP status, of what has one: signals and sweeps are never on the wire. `body` is the documented JSON; absent where there is none. */
  readonly status?: number
  readonly events: readonly SystemEvent[]
}

/** What a status means at a glance, whatever it is called. */
export type Tone = 'waiting' | 'starting' | 'live' | 'ending' | 'ended' | 'failed' | 'container'

/** An association, or the container that holds some, as a reader sees it at a point in time. Times are epoch milliseconds. */
export interface Life {
  /** Its identity. */
  readonly key: string
  /** The container's identity: the group that it is shown in. */
  readonly container: string
  /** Whether it is the container itself. */
  readonly isContainer: boolean
  /** What it is, such as a resource type, and its id or name. */
  readonly kind: string
  readonly id: string
  /** The documented status. */
  readonly status: string
  /** What else there is to know of it, in a word or two. */
  readonly remark?: string
  /** Of a container that counts them: how many associations in it are in effect. */
  readonly count?: number
  readonly tone: Tone
  /** When the status was entered. */
  readonly since: number
  /** From here on the record may be deleted. */
  readonly mayGoFrom?: number
  /** From here on the record is gone for every reader. */
  readonly goneBy?: number
  /** When it ends by itself if nothing happens. */
  readonly lapsesAt?: number
}

/**
 * What came of a command in a world.
 * @internal
 */
export interface WorldApplied {
  readonly world: World
  readonly answer: Answer
  /** With what the world knew by itself. */
  readonly facts: StepFacts
  /** What the states of the system were asked one by one, for the inspector; absent where the world does not say. */
  readonly applied?: readonly AppliedTo<unknown, object>[]
}

/** All that there is of a system at a point of a scenario. A value: applying a command gives another world. */
export interface World {
  /** Applies a command, a signal or a sweep, whatever is in it. */
  apply(command: Fields, facts: StepFacts): WorldApplied
  /** Answers a query; it changes nothing. */
  query(query: Fields, facts: StepFacts): Answer
  /** All that a reader sees at `facts.now`: each container, followed by what is in it in the order of its coming. */
  lives(facts: StepFacts): readonly Life[]
}

/** A documented system. */
export interface System {
  /** As scenarios name it. */
  readonly name: string
  /** The world before anything has happened. */
  readonly emptyWorld: World
  /** The facts of a scenario, and those that a step may replace: never `now`, which is the clock's. */
  readonly checkFacts: Check
  /** Looks at the facts of a step. */
  readonly checkStepFacts: Check
  /** The types of queries and of signals. A service without signals is synchronous. */
  readonly queryTypes: readonly string[]
  /** The types of what workers say. */
  readonly signalTypes: readonly string[]
  /** The codes of the catalogue. */
  readonly errorCodes: readonly string[]
  /** What is wrong with commands that are each well formed but cannot go together. `path` leads to the command. */
  faultAmong(commands: readonly { readonly command: Fields; readonly path: readonly (string | number)[] }[]): Fault | undefined
  /** What a signal or an event is about, in a few words. */
  subjectOf(of: Fields): string
  /** Whether an event says that something went out of sight while it is still in effect. */
  isAlarm(event: SystemEvent): boolean
  /** The fact that says who is asking. */
  readonly callerFact: string
}
