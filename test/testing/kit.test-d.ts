/** What the kit takes and gives, for whichever system. Checked by the compiler. */
import type * as fc from 'fast-check'
import { expectTypeOf } from 'vitest'
import type { lifecycle } from '../../src/index.ts'
import {
  type AnyFacts,
  type Broken,
  type BrokenRequest,
  type Call,
  type ConformanceOptions,
  type ConformanceReport,
  type EventPart,
  type Expected,
  type Fields,
  type Given,
  lifecycle as lifecycleKit,
  type RaceReport,
  type Reached,
  type Then,
  type Turns,
  UnexpectedOutcome
} from '../../src/testing/index.ts'

interface Opened {
  readonly type: 'Opened'
  readonly at: number
}
interface Closed {
  readonly type: 'Closed'
  readonly at: number
  readonly why: string
}
type Event = Opened | Closed
type Result =
  | { readonly ok: true; readonly reply: string }
  | { readonly ok: false; readonly error: { readonly code: 'Shut' | 'Gone' } }

// Events by their types or by parts; codes are those that the result can have.
expectTypeOf<'Opened' | { readonly why: string }>().toExtend<EventPart<Event>>()
expectTypeOf<'Ajar'>().not.toExtend<EventPart<Event>>()
expectTypeOf<{ readonly code: 'Shut' }>().toExtend<Expected<Event, 'Shut' | 'Gone'>>()
expectTypeOf<{ readonly code: 'Torn' }>().not.toExtend<Expected<Event, 'Shut' | 'Gone'>>()
declare const given: Given<boolean, 'open' | 'close', AnyFacts, Event, Result>
const came = given.when('open', { now: 0, requestId: 'r' })
expectTypeOf(came).toEqualTypeOf<Then<boolean, 'open' | 'close', AnyFacts, Event, Result>>()
expectTypeOf(came.then(['Opened'])).toEqualTypeOf<typeof given>()
// @ts-expect-error no such command
given.when('slam', { now: 0, requestId: 'r' })
// @ts-expect-error no such code
came.then({ code: 'Torn' })
// @ts-expect-error what came is a value
came.state = false

const unexpected: unknown = undefined
if (unexpected instanceof UnexpectedOutcome) {
  expectTypeOf(unexpected).toExtend<Error>()
  expectTypeOf<UnexpectedOutcome['name']>().toEqualTypeOf<'UnexpectedOutcome'>()
}

// What is broken says how.
declare const broken: Broken<{ readonly type: 'open' }>
expectTypeOf(broken.command.type).toEqualTypeOf<'open'>()
expectTypeOf<BrokenRequest<Fields>>().toEqualTypeOf<{ readonly code: string; readonly request: Fields }>()

// A state that was reached comes with the calls that led there.
declare const reached: Reached<boolean, AnyFacts, Event, { readonly type: 'open' }>
expectTypeOf(reached.calls).toEqualTypeOf<readonly Call<AnyFacts, { readonly type: 'open' }>[]>()
expectTypeOf(reached.events).toEqualTypeOf<readonly Event[]>()

expectTypeOf<Turns['pause']>().toEqualTypeOf<() => Promise<void>>()
expectTypeOf<ConformanceReport['codes']>().toEqualTypeOf<Readonly<Record<string, number>>>()
expectTypeOf<RaceReport['overlapping']>().toEqualTypeOf<number>()
export const options: ConformanceOptions[] = [
  { numRuns: 1, seed: 2, ignoring: ['Shut'], facts: { limits: null } },
  // @ts-expect-error no such option
  { runs: 1 }
]

expectTypeOf(lifecycleKit.life).toEqualTypeOf<fc.Arbitrary<readonly lifecycleKit.Occurrence[]>>()
expectTypeOf<lifecycleKit.Occurrence>().toEqualTypeOf<{ readonly event: lifecycle.AssociationEvent; readonly now: number }>()
expectTypeOf(lifecycleKit.associationTag).toEqualTypeOf<fc.Arbitrary<lifecycle.AssociationTag>>()
