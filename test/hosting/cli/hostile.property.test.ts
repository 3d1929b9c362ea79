import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printLines } from '../../../src/hosting/cli/lines.ts'
import { plainPaint } from '../../../src/hosting/cli/paint.ts'
import { print } from '../../../src/hosting/cli/print.ts'
import { run } from '../../../src/hosting/scenarios/run.ts'
import { fileOf, parse, partner } from '../scenarios/support.ts'

const types = [
  'CreateResourceShare',
  'AssociateResourceShare',
  'DisassociateResourceShare',
  'DeleteResourceShare',
  'AcceptResourceShareInvitation',
  'AssociationSucceeded',
  'AssociationFailed',
  'Sweep',
  '__proto__',
  '\u001b[2J'
]
const ids = ['rs-a', 'rs-b', 'rs-__proto__', 'v', partner, 'VSwitch', 'Resource', 'Target', '__proto__', '\u009b31m', '']
const names = [
  'resourceShareId',
  'request',
  'ResourceShareId',
  'ResourceShareName',
  'Resources',
  'Targets',
  'ResourceId',
  'ResourceType',
  'AllowExternalTargets',
  'ResourceShareInvitationId',
  'AssociationType',
  'associationType',
  'entityType',
  'entityId',
  '__proto__',
  'constructor',
  'type'
]

const thing = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(...ids, true, false, null, 0, 1e300),
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 5, noNullPrototype: true })
  )
})).value

const command = fc
  .tuple(fc.constantFrom(...types), fc.dictionary(fc.constantFrom(...names), thing, { noNullPrototype: true }))
  .map(([type, rest]) => ({ resourceShareId: 'rs-a', ...rest, type }))

/** Sensible ones, so that there is something for the others to hit. */
const sensible = fc.constantFrom(
  { type: 'CreateResourceShare', resourceShareId: 'rs-a', request: { ResourceShareName: 'a', AllowExternalTargets: true } },
  {
    type: 'CreateResourceShare',
    resourceShareId: 'rs-b',
    request: { ResourceShareName: 'b', Resources: [{ ResourceId: 'v', ResourceType: 'VSwitch' }] }
  },
  {
    type: 'AssociateResourceShare',
    request: { ResourceShareId: 'rs-a', Resources: [{ ResourceId: '__proto__', ResourceType: 'VSwitch' }], Targets: [partner] }
  },
  {
    type: 'DisassociateResourceShare',
    request: { ResourceShareId: 'rs-a', Resources: [{ ResourceId: '__proto__', ResourceType: 'VSwitch' }] }
  },
  {
    type: 'AssociationSucceeded',
    resourceShareId: 'rs-a',
    associationType: 'Resource',
    entityType: 'VSwitch',
    entityId: '__proto__'
  }
)

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ command: sensible }) },
  fc.record({ command }),
  fc.record({
    query: fc.record({
      type: fc.constantFrom('ListResourceShareAssociations', 'associations', 'failedDisassociations', 'nextDeadline'),
      request: thing,
      resourceShareId: thing
    })
  }),
  fc.record({ command, expect: fc.record({ reply: thing }) }),
  fc.record({ sweep: fc.constant(true) }),
  fc.record({ advance: fc.nat({ max: 400 * 3_600_000 }), note: fc.string({ unit: 'binary' }) }),
  fc.record({ at: fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }) })
)

test('whatever the commands hold, a scenario runs to its end and can be printed, with nothing for a terminal to obey', () => {
  let accepted = 0
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), fc.string({ unit: 'binary' }), (steps, title) => {
      const parsed = parse(fileOf(steps, { title }))
      if (!parsed.ok) {
        expect(parsed.fault.message).toMatch(/shares|is a query|year 9999/)
        return
      }
      const outcomes = run(parsed.scenario, parsed.system)
      expect(outcomes).toHaveLength(steps.length)
      accepted += outcomes.filter((outcome) => 'answer' in outcome && outcome.answer.events.length > 0).length
      const text = print(outcomes, parsed.scenario, parsed.system, { width: 80, paint: plainPaint })
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u)
      for (const line of printLines(outcomes, parsed.scenario).trimEnd().split('\n')) JSON.parse(line)
    }),
    { numRuns: 500 }
  )
  expect(accepted).toBeGreaterThan(100)
})

test('whatever a file holds, it is a scenario or has a fault on one line', () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.record({
      system: fc.constant('resource-sharing'),
      version: fc.constant(1),
      start: fc.constantFrom(0, ''),
      facts: thing,
      steps: fc.array(thing)
    }),
    fc
      .array(
        fc.dictionary(fc.constantFrom('command', 'signal', 'query', 'sweep', 'advance', 'at', 'note', 'facts', 'expect'), thing)
      )
      .map((steps) => fileOf(steps))
  )
  fc.assert(
    fc.property(anything, (file) => {
      const parsed = parse(file)
      if (parsed.ok) run(parsed.scenario, parsed.system)
      else expect(parsed.fault.message).toMatch(/^[^\n]+$/)
    }),
    { numRuns: 2_000 }
  )
})
