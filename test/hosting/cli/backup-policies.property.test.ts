/** Backup policies on the command line, whatever the steps and the files hold. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printLines } from '../../../src/hosting/cli/lines.ts'
import { plainPaint } from '../../../src/hosting/cli/paint.ts'
import { print } from '../../../src/hosting/cli/print.ts'
import { backupPoliciesSystem as system } from '../../../src/hosting/scenarios/backup-policies.ts'
import { run } from '../../../src/hosting/scenarios/run.ts'
import { association, creation, deletion, disassociation, policyId, uuid, volumeId } from '../../backup-policies/support.ts'
import { fileOf, parse } from '../scenarios/support.ts'

const projectId = 'project-1'
const types = [
  'CreateBackupPolicy',
  'AssociateResources',
  'DisassociateResources',
  'DeleteBackupPolicy',
  'DisassociationSucceeded',
  'Sweep',
  '__proto__',
  '\u001b[2J'
]
const names = [
  'request',
  'policyId',
  'policy_id',
  'backup_policy_id',
  'backup_policy_name',
  'scheduled_policy',
  'resources',
  'resource_id',
  'resource_type',
  '__proto__',
  'constructor',
  'type'
]

const thing = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(policyId, volumeId, projectId, 'volume', '__proto__', '<', '', '\u009b31m', true, null, 0, 1e300),
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 5, noNullPrototype: true })
  )
})).value

const command = fc
  .tuple(fc.constantFrom(...types), fc.dictionary(fc.constantFrom(...names), thing, { noNullPrototype: true }))
  .map(([type, rest]) => ({ ...rest, type }))

/** Sensible ones, so that there is something for the others to hit. */
const sensible = fc.constantFrom<object>(
  creation(),
  creation(uuid(9), { backup_policy_name: 'plan02' }),
  association([volumeId, uuid(1)]),
  association([volumeId], uuid(9)),
  disassociation([volumeId, uuid(2)]),
  deletion()
)

const facts = fc.record(
  {
    projectId: fc.constantFrom(projectId, '__proto__', '\u009b31m', ''),
    executingPolicyIds: fc.constantFrom([], [policyId], null),
    defaultPolicyId: fc.constantFrom(policyId, '__proto__', null),
    limits: fc.record({ policiesPerProject: fc.nat(3), resourcesPerPolicy: fc.nat(3) }, { requiredKeys: [] })
  },
  { requiredKeys: [] }
)

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ command: sensible }) },
  fc.record({ command: sensible, facts }),
  fc.record({ command, facts }),
  fc.record({ command, expect: fc.record({ reply: thing, failures: fc.constantFrom([], [{ reason: 'PolicyFull' }]) }) }),
  fc.record({ query: fc.record({ type: fc.constantFrom(...system.queryTypes), request: thing }), facts }),
  fc.record({ sweep: fc.constant(true) }),
  fc.record({ advance: fc.nat({ max: 400 * 3_600_000 }), note: fc.string({ unit: 'binary' }) }),
  fc.record({ at: fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }) })
)

test('whatever the commands hold, a scenario runs to its end and can be printed, with nothing for a terminal to obey', () => {
  let accepted = 0
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), fc.string({ unit: 'binary' }), (steps, title) => {
      const parsed = parse(fileOf(steps, { system: system.name, facts: { projectId }, title }))
      if (!parsed.ok) {
        expect(parsed.fault.message).toMatch(/year 9999/)
        return
      }
      const outcomes = run(parsed.scenario, parsed.system)
      expect(outcomes).toHaveLength(steps.length)
      accepted += outcomes.filter((outcome) => 'answer' in outcome && outcome.answer.events.length > 0).length
      const text = print(outcomes, parsed.scenario, parsed.system, { width: 80, paint: plainPaint })
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u)
      for (const line of printLines(outcomes, parsed.scenario).trimEnd().split('\n')) JSON.parse(line)
    }),
    { numRuns: 300 }
  )
  expect(accepted).toBeGreaterThan(100)
})

test('whatever a file holds, it is a scenario or has a fault on one line', () => {
  const kinds = ['command', 'signal', 'query', 'sweep', 'advance', 'at', 'note', 'facts', 'expect']
  const anything = fc
    .record({
      facts: fc.oneof(fc.constant({ projectId }), thing),
      steps: fc.array(fc.dictionary(fc.constantFrom(...kinds), thing))
    })
    .map((given) => ({ system: system.name, version: 1, start: 0, ...given }))
  fc.assert(
    fc.property(anything, (file) => {
      const parsed = parse(file)
      if (parsed.ok) run(parsed.scenario, parsed.system)
      else expect(parsed.fault.message).toMatch(/^[^\n]+$/)
    }),
    { numRuns: 1_000 }
  )
})
