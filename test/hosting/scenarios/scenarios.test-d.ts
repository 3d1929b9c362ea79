/** Scenarios, their steps, and what comes of each. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import * as S from '../../../src/hosting/scenarios/index.ts'

declare const outcome: S.Outcome
declare const step: S.Step
declare const world: S.World
declare const facts: S.StepFacts
declare const life: S.Life

// A text is a scenario with its system, or a line about what is wrong with it.
const read: S.ReadScenario = S.readScenario('{}')
if (read.ok) {
  expectTypeOf(read.scenario).toEqualTypeOf<S.Scenario>()
  expectTypeOf(read.system).toEqualTypeOf<S.System>()
  expectTypeOf(S.run(read.scenario, read.system)).toEqualTypeOf<readonly S.Outcome[]>()
  expectTypeOf(S.beginning(read.scenario, read.system)).toEqualTypeOf<S.Moment>()
} else expectTypeOf(read.line).toEqualTypeOf<string>()
// @ts-expect-error before it is asked there is no scenario
void read.scenario
const parsed = S.parseScenario({})
if (!parsed.ok) expectTypeOf(parsed.fault).toEqualTypeOf<S.Fault>()

// Steps and outcomes are known by their kinds.
expectTypeOf<S.Step>().toEqualTypeOf<S.Asking | S.ClockStep | S.Remark>()
if (step.kind === 'clock') expectTypeOf(step).toEqualTypeOf<S.ClockStep>()
else if (step.kind === 'note') expectTypeOf(step).toEqualTypeOf<S.Remark>()
else expectTypeOf(step).toEqualTypeOf<S.Asking>()
if (outcome.kind === 'clock') {
  expectTypeOf(outcome).toEqualTypeOf<S.ClockMoved>()
  expectTypeOf(outcome.passed).toEqualTypeOf<readonly S.Passage[]>()
} else if (outcome.kind === 'note') expectTypeOf(outcome).toEqualTypeOf<S.Remarked>()
else {
  expectTypeOf(outcome).toEqualTypeOf<S.Asked>()
  expectTypeOf(outcome.answer).toEqualTypeOf<S.Answer>()
}
// @ts-expect-error a step of the clock asks nothing
void outcome.answer

declare const head: S.ScenarioHead
declare const moment: S.Moment
const taken = S.take(head, moment, step)
expectTypeOf(taken).toEqualTypeOf<S.Taken>()
expectTypeOf(taken.after).toEqualTypeOf<S.Moment>()
expectTypeOf(S.factsAt(head, moment)).toEqualTypeOf<S.StepFacts>()
expectTypeOf<S.Passage['changes']>().toEqualTypeOf<readonly S.Change[]>()
expectTypeOf<S.Change['what']>().toEqualTypeOf<'mayGo' | 'gone' | 'lapsed'>()

expectTypeOf(world.lives(facts)).toEqualTypeOf<readonly S.Life[]>()
expectTypeOf(world.query({}, facts)).toEqualTypeOf<S.Answer>()
expectTypeOf<S.Answer['events']>().toEqualTypeOf<readonly S.SystemEvent[]>()
expectTypeOf(life.tone).toEqualTypeOf<S.Tone>()
// @ts-expect-error a world is a value
life.tone = 'ended'
// @ts-expect-error facts say when
world.lives({ requestId: 'r' })
