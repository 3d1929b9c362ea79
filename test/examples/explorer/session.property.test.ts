/** A session of the explorer: a scenario at every moment, whatever one does and wherever one looks. */
import { run, type System, writeScenario } from 'association-lifecycle/scenarios'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { add, anew, livesOf, momentOf, type Session, travel, undo } from '../../../docs/examples/explorer/model/session.ts'
import { documented, exampleNames, sessionOf, shown, textOf } from './support.ts'

type Edit =
  | { readonly do: 'add'; readonly step: object }
  | { readonly do: 'travel'; readonly to: number }
  | { readonly do: 'undo' | 'anew' }

/** Steps that a person could take: those of the example, and time. */
const stepsOf = (name: string): object[] => [
  ...JSON.parse(textOf(name)).steps.map(({ expect: _expect, note: _note, ...step }: Record<string, unknown>) =>
    Object.keys(step).length === 0 ? { note: 'A note.' } : step
  ),
  ...['1h', '48h', '96h'].map((advance) => ({ advance })),
  { sweep: true }
]

const editsOf = (name: string): fc.Arbitrary<Edit> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...stepsOf(name)).map((step) => ({ do: 'add' as const, step })) },
    { weight: 3, arbitrary: fc.integer({ min: -2, max: 20 }).map((to) => ({ do: 'travel' as const, to })) },
    { weight: 1, arbitrary: fc.constantFrom({ do: 'undo' as const }, { do: 'anew' as const }) }
  )

const edited = (session: Session, edit: Edit): Session => {
  switch (edit.do) {
    case 'travel':
      return travel(session, edit.to)
    case 'undo':
      return undo(session)
    case 'anew':
      return anew(session)
    case 'add': {
      const added = add(session, edit.step)
      return added.ok ? added.session : session
    }
  }
}

/** What the scenario of a session comes to when it is run from its start. */
const runAgain = (session: Session, system: System): object[] =>
  run(session.scenario, system).map(({ lives, ...outcome }) => ({ ...outcome, lives: lives() }))

const sessions = fc
  .constantFrom(...exampleNames)
  .chain((name) => fc.array(editsOf(name), { maxLength: 25 }).map((edits) => ({ name, edits })))

/** Each session on the way, with the edit that led to it. */
const journey = ({ name, edits }: { readonly name: (typeof exampleNames)[number]; readonly edits: readonly Edit[] }) => {
  let session = documented(name, 0)
  return edits.map((edit) => {
    const before = session
    session = edited(before, edit)
    return { edit, before, after: session }
  })
}

describe('a session', () => {
  test('shows at every time what its scenario comes to', () => {
    fc.assert(
      fc.property(sessions, (way) => {
        const last = journey(way).at(-1)?.after ?? documented(way.name)
        const { outcomes } = shown(last) as { readonly outcomes: object }
        expect(outcomes).toStrictEqual(runAgain(last, last.system))
      }),
      { numRuns: 150 }
    )
  })

  test('that is saved is loaded as the same session', () => {
    fc.assert(
      fc.property(sessions, (way) => {
        const last = journey(way).at(-1)?.after ?? documented(way.name)
        const loaded = sessionOf(writeScenario(last.scenario))
        expect(shown(loaded)).toStrictEqual(shown(travel(last, last.outcomes.length)))
      }),
      { numRuns: 100 }
    )
  })

  test('is not changed by travelling; a step cuts off what comes after the place; each edit can be undone', () => {
    fc.assert(
      fc.property(sessions, (way) => {
        for (const { edit, before, after } of journey(way)) {
          expect(after.position).toBeGreaterThanOrEqual(0)
          expect(after.moments.length).toBe(after.scenario.steps.length + 1)
          if (edit.do === 'travel') {
            expect(after.scenario).toBe(before.scenario)
            expect(after.outcomes).toBe(before.outcomes)
            expect(travel(after, before.position).position).toBe(before.position)
          }
          if (edit.do === 'add' && after !== before) {
            expect(after.position).toBe(before.position + 1)
            expect(after.scenario.steps.slice(0, -1)).toStrictEqual(before.scenario.steps.slice(0, before.position))
            expect(after.outcomes.slice(0, -1)).toStrictEqual(before.outcomes.slice(0, before.position))
            expect(after.cut).toBe(before.outcomes.length - before.position)
          }
          if ((edit.do === 'add' && after !== before) || edit.do === 'anew')
            expect(shown(undo(after))).toStrictEqual(shown(before))
        }
      }),
      { numRuns: 100 }
    )
  })
})

test('at the start there is nothing, and the clock stands where the scenario says', () => {
  const session = travel(documented('documented-disassociation'), 0)
  expect(livesOf(session)).toStrictEqual([])
  expect(momentOf(session).now).toBe(session.scenario.start)
})

test.each([
  { step: { command: { type: 'ListResourceShareAssociations', request: {} } }, path: ['command', 'type'] },
  { step: { signal: { type: 'NoSignal' } }, path: ['signal', 'type'] },
  { step: { advance: 'soon' }, path: ['advance'] },
  { step: { at: '2020-02-30' }, path: ['at'] },
  { step: { sweep: true, facts: { now: 1 } }, path: ['facts', 'now'] },
  { step: { sweep: true, facts: { accountId: 4 } }, path: ['facts', 'accountId'] },
  { step: {}, path: [] }
])('a step that is none is refused, with the way to what is wrong: $path', ({ step, path }) => {
  const session = documented('documented-disassociation', 2)
  const added = add(session, step)
  expect(added).toMatchObject({ ok: false, fault: { path } })
})

test('the clock does not run out of the years that it can show', () => {
  const late = add(documented('documented-disassociation', 0), { at: '9999-12-31T23:00:00Z' })
  if (!late.ok) throw new Error(late.fault.message)
  expect(add(late.session, { advance: '48h' })).toMatchObject({ ok: false, fault: { message: 'goes beyond the year 9999' } })
})

test('a second share makes signals vague that did not name theirs: then they do', () => {
  const session = documented('documented-disassociation', 9)
  const second = { type: 'CreateResourceShare', resourceShareId: 'rs-second', request: { ResourceShareName: 'second' } }
  const added = add(session, { command: second })
  if (!added.ok) throw new Error(added.fault.message)
  expect(livesOf(added.session).filter(({ isContainer }) => isContainer)).toHaveLength(2)
  const answers = ({ outcomes }: Session) => outcomes.map((outcome) => 'answer' in outcome && outcome.answer)
  expect(answers(added.session).slice(0, 9)).toStrictEqual(answers(session))
  expect(undo(added.session).scenario).toBe(session.scenario)
  expect(shown(sessionOf(writeScenario(added.session.scenario)))).toStrictEqual(shown(added.session))
})

test('a vague signal beside several shares is refused', () => {
  const both = add(documented('documented-disassociation', 2), {
    command: { type: 'CreateResourceShare', resourceShareId: 'rs-second', request: { ResourceShareName: 'second' } }
  })
  if (!both.ok) throw new Error(both.fault.message)
  const signal = { type: 'AssociationSucceeded', associationType: 'Target', entityType: 'Account', entityId: '172050525300****' }
  expect(add(both.session, { signal })).toMatchObject({ ok: false, fault: { path: ['signal'] } })
})
