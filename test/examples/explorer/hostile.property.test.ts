/** Whatever is typed into the forms of the explorer: it is sent and answered, or its fault is said; nothing throws, nothing is lost. */
import { writeScenario } from 'association-lifecycle/scenarios'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { act, type Desk, deskOf } from '../../../docs/examples/explorer/model/desk.ts'
import { leavesOf } from '../../../docs/examples/explorer/model/leaves.ts'
import { viewOf } from '../../../docs/examples/explorer/model/operation.ts'
import { operationsOf } from '../../../docs/examples/explorer/model/operations.ts'
import { stepText, subjectText, verdictOf } from '../../../docs/examples/explorer/model/words.ts'
import { documented, sessionOf, shown } from './support.ts'

const start = (name: 'documented-disassociation' | 'backup-policies'): Desk => {
  const { scenario, system } = documented(name, 5)
  return deskOf(scenario, system)
}

const hostileNames = fc.constantFrom(
  '__proto__',
  'constructor',
  'type',
  'request',
  'ResourceShareId',
  'resources',
  'retention',
  'directory',
  'limits'
)
const json = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc.dictionary(hostileNames, fc.jsonValue({ maxDepth: 2 })).map((value) => JSON.stringify(value)),
  fc.string()
)

test('whatever is typed in', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('documented-disassociation' as const, 'backup-policies' as const),
      fc.nat(),
      fc.array(
        fc.record({
          request: json,
          others: fc.oneof({ weight: 3, arbitrary: fc.constant('{}') }, { weight: 1, arbitrary: json }),
          caller: fc.string()
        }),
        { minLength: 1, maxLength: 4 }
      ),
      (name, which, typed) => {
        let desk = start(name)
        const operations = operationsOf(desk.session.system.name)
        for (const { request, others, caller } of typed) {
          const before = desk
          desk = act(desk, { do: 'fill', operation: operations[which % operations.length]?.type ?? '' })
          desk = act(desk, { do: 'edit', field: 'request', text: request })
          desk = act(desk, { do: 'facts', facts: { caller, others } })
          desk = act(desk, { do: 'send' })
          leavesOf(request)
          viewOf(desk.session, desk.chosen)
          const sent = desk.session.outcomes.length - before.session.outcomes.length
          expect(sent).toBe(desk.fault === undefined ? 1 : 0)
          for (const outcome of desk.session.outcomes)
            expect(`${stepText(outcome)}${subjectText(outcome, desk.session.system)}${verdictOf(outcome)}`).not.toBe('')
        }
        // As text: an own field `constructor` is too much for a deep comparison.
        const saved = sessionOf(writeScenario(desk.session.scenario))
        expect(JSON.stringify(shown(saved))).toBe(JSON.stringify(shown(desk.session)))
      }
    ),
    { numRuns: 200 }
  )
})
