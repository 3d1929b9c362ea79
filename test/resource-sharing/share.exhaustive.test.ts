/** Every sequence of commands, signals, sweeps and clock steps up to depth 6 on a share with one resource and one target, against the table. */
import { expect, test } from 'vitest'
import { resourceSharing } from '../../src/index.ts'
import type { ResourceShareState } from '../../src/resource-sharing/index.ts'
import { same, verySame } from '../same.ts'
import {
  associate,
  create,
  disassociate,
  factsOf,
  hour,
  member,
  ofResource,
  ofTarget,
  run,
  start,
  sweep,
  vswitch
} from './support.ts'

type Standing =
  | 'None'
  | 'Associating'
  | 'Associated'
  | 'Disassociating'
  | 'Disassociated'
  | 'FailedToAssociate'
  | 'FailedToDisassociate'
type Action =
  | 'associate'
  | 'disassociate'
  | 'AssociationSucceeded'
  | 'AssociationFailed'
  | 'DisassociationSucceeded'
  | 'DisassociationFailed'

/** What is documented of each standing: the next one, or the code of the refusal. A signal that is not named is rejected. */
const table: Record<Standing, Partial<Record<Action, string>>> = {
  None: { associate: 'Associating', disassociate: 'DisassociateInvalid' },
  Associating: {
    associate: 'Associating',
    disassociate: 'DisassociateConflict',
    AssociationSucceeded: 'Associated',
    AssociationFailed: 'FailedToAssociate'
  },
  Associated: { associate: 'Associated', disassociate: 'Disassociating' },
  Disassociating: {
    associate: 'AssociateConflict',
    disassociate: 'DisassociateConflict',
    DisassociationSucceeded: 'Disassociated',
    DisassociationFailed: 'FailedToDisassociate'
  },
  Disassociated: { associate: 'Associating', disassociate: 'DisassociateInvalid' },
  FailedToAssociate: { associate: 'Associating', disassociate: 'DisassociateInvalid' },
  FailedToDisassociate: { associate: 'Associating', disassociate: 'Disassociating' }
}

const actions: readonly Action[] = [
  'associate',
  'disassociate',
  'AssociationSucceeded',
  'AssociationFailed',
  'DisassociationSucceeded',
  'DisassociationFailed'
]

interface Expected {
  readonly standing: Standing
  readonly since: number
}

interface Scope {
  readonly state: ResourceShareState
  readonly now: number
  /** The resource and the target, as the table says. */
  readonly expected: readonly [Expected, Expected]
}

type Letter = { readonly wait: number } | { readonly sweep: true } | { readonly action: Action; readonly on: readonly (0 | 1)[] }

const alphabet: readonly Letter[] = [
  { wait: 48 * hour },
  { wait: 48 * hour - 1 },
  { sweep: true },
  ...actions.flatMap((action) => [
    { action, on: [0] as const },
    { action, on: [1] as const }
  ]),
  { action: 'associate', on: [0, 1] },
  { action: 'disassociate', on: [0, 1] }
]

const commandOf = (action: Action, on: readonly (0 | 1)[]): object => {
  const request = { ...(on.includes(0) && { Resources: [vswitch('vsw-1')] }), ...(on.includes(1) && { Targets: [member] }) }
  if (action === 'associate') return associate(request)
  if (action === 'disassociate') return disassociate(request)
  return on.includes(0) ? ofResource(action, 'vsw-1') : ofTarget(action, member)
}

const hasEnded = ({ standing }: Expected) => standing === 'Disassociated' || standing.startsWith('Failed')
const none: Expected = { standing: 'None', since: 0 }
const seenAt = (expected: Expected, now: number): Expected =>
  hasEnded(expected) && now >= expected.since + 96 * hour ? none : expected
const sweptAt = (expected: Expected, now: number): Expected =>
  hasEnded(expected) && now >= expected.since + 48 * hour ? none : expected

const isStanding = (outcome: string): outcome is Standing => Object.hasOwn(table, outcome)

/** What the table says of an action: the code it is refused with, or where it leads. All or nothing. */
const predict = (scope: Scope, action: Action, on: readonly (0 | 1)[]): { code: string; expected: Scope['expected'] } => {
  const outcomes = on.map((at) => table[seenAt(scope.expected[at], scope.now).standing][action] ?? 'SignalRejected')
  // Entities that are not there are reported before those that are busy.
  const refusals = ['DisassociateInvalid', 'DisassociateConflict', 'AssociateConflict', 'SignalRejected']
  const code = refusals.find((each) => outcomes.includes(each))
  if (code !== undefined) return { code, expected: scope.expected }
  const expected = scope.expected.map((before, at) => {
    const outcome = outcomes[on.indexOf(at as 0 | 1)]
    if (outcome === undefined || !isStanding(outcome)) return before
    return outcome === seenAt(before, scope.now).standing ? before : { standing: outcome, since: scope.now }
  })
  return { code: 'ok', expected: expected as unknown as Scope['expected'] }
}

const standingsOf = ({ state, now }: Scope): Standing[] => {
  const found: Standing[] = ['None', 'None']
  for (const { associationType, status, failedOperation } of resourceSharing.associations(state, factsOf({ now })))
    found[associationType === 'Resource' ? 0 : 1] = status === 'Failed' ? `FailedTo${failedOperation ?? 'Associate'}` : status
  return found
}

const follow = (scope: Scope, letter: Letter): Scope => {
  if ('wait' in letter) return { ...scope, now: scope.now + letter.wait }
  const { now, state } = scope
  if ('sweep' in letter) {
    const { result, state: swept } = run(state, sweep, { now })
    same(result, { ok: true, reply: {} })
    return { state: swept, now, expected: [sweptAt(scope.expected[0], now), sweptAt(scope.expected[1], now)] }
  }
  const { code, expected } = predict(scope, letter.action, letter.on)
  const applied = run(state, commandOf(letter.action, letter.on), { now })
  verySame(applied.result.ok ? 'ok' : applied.result.error.code, code)
  if (code !== 'ok') verySame(applied.state, state)
  return { state: applied.state, now, expected }
}

test('up to depth 6, each step as the table says', () => {
  let frontier: Scope[] = [{ state: create(), now: start, expected: [none, none] }]
  const seen = new Set<string>()
  let transitions = 0
  for (let depth = 0; depth < 6; depth += 1) {
    const next = new Map<string, Scope>()
    for (const scope of frontier)
      for (const letter of alphabet) {
        const reached = follow(scope, letter)
        transitions += 1
        same(
          standingsOf(reached),
          reached.expected.map((expected) => seenAt(expected, reached.now).standing)
        )
        // Two sequences that lead to the same state at the same time go on alike: decisions depend on nothing else.
        const key = `${reached.now} ${resourceSharing.serialize(reached.state)}`
        if (!seen.has(key)) next.set(key, reached)
        seen.add(key)
      }
    frontier = [...next.values()]
  }
  console.info(`${seen.size} states, ${transitions} transitions`)
  expect(seen.size).toBeGreaterThan(1_000)
})
