/** A further system is one more file: here is a very small one. */
import { expect, test } from 'vitest'
import { plainPaint } from '../../../src/hosting/cli/paint.ts'
import { print } from '../../../src/hosting/cli/print.ts'
import { fieldsOf, isText } from '../../../src/hosting/scenarios/checks.ts'
import { run } from '../../../src/hosting/scenarios/run.ts'
import { parseScenario } from '../../../src/hosting/scenarios/scenario.ts'
import type { System, World } from '../../../src/hosting/scenarios/system.ts'
import { systems } from '../../../src/hosting/scenarios/systems.ts'

const worldOf = (lamps: ReadonlyMap<string, number>): World => ({
  apply: ({ type, lamp }, facts) => {
    const isKnown = type === 'Light'
    const answer = isKnown
      ? { ok: true, status: 200, body: { lit: lamp }, events: [{ type: 'Lit', lamp }] }
      : { ok: false, status: 400, code: 'Lamps.1', body: { error: { code: 'Lamps.1' } }, events: [] }
    return { world: isKnown ? worldOf(new Map([...lamps, [String(lamp), facts.now]])) : worldOf(lamps), answer, facts }
  },
  query: () => ({ ok: true, body: [...lamps.keys()], events: [] }),
  lives: () =>
    [...lamps].map(([lamp, since]) => ({
      key: lamp,
      container: 'house',
      isContainer: false,
      kind: 'lamp',
      id: lamp,
      status: 'Shining',
      tone: 'live',
      since
    }))
})

const lamps: System = {
  name: 'lamps',
  emptyWorld: worldOf(new Map()),
  checkFacts: fieldsOf({ projectId: isText }, ['projectId']),
  checkStepFacts: fieldsOf({ projectId: isText }),
  queryTypes: ['lamps'],
  signalTypes: [],
  errorCodes: ['Lamps.1'],
  faultAmong: () => undefined,
  subjectOf: ({ lamp }) => String(lamp),
  isAlarm: () => false,
  callerFact: 'projectId'
}

test('it is checked, run, compared and printed like the others', () => {
  const steps = [
    { command: { type: 'Light', lamp: 'hall' }, expect: { events: ['Lit'] } },
    { advance: '1h' },
    { command: { type: 'Dim' }, expect: { code: 'Lamps.1' } },
    { query: { type: 'lamps' }, expect: { reply: ['cellar'] } }
  ]
  const parsed = parseScenario({ system: 'lamps', version: 1, start: 0, facts: { projectId: 'p' }, steps }, [...systems, lamps])
  if (!parsed.ok) throw new Error(parsed.fault.message)
  const outcomes = run(parsed.scenario, parsed.system)
  expect(outcomes.map((outcome) => ('unmet' in outcome ? outcome.unmet : []))).toStrictEqual([
    [],
    [],
    [],
    ['expected reply[0] to be "cellar"; it is "hall"']
  ])
  const text = print(outcomes, parsed.scenario, parsed.system, { width: 80, paint: plainPaint })
  expect(text).toContain('  lamp hall Shining')
  expect(text).toContain('< 400 { "error": { "code": "Lamps.1" } }')
})

test('facts of one are no facts of another', () => {
  const file = { system: 'lamps', version: 1, start: 0, facts: { accountId: 'a' }, steps: [] }
  expect(parseScenario(file, [...systems, lamps])).toMatchObject({ ok: false, fault: { path: ['facts', 'accountId'] } })
})
