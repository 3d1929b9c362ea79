/** Runs the library and the reference model side by side and holds that nobody can tell them apart. */
import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import type { BackupPoliciesCommand, BackupPoliciesState, Facts, Identity } from '../../../src/backup-policies/index.ts'
import { backupPolicies } from '../../../src/index.ts'
import { factsAt, moveClock, policyIds, projects, type Step, unknownPolicyId, volumeIds } from '../arbitraries.ts'
import { association, creation, factsOf, start } from '../support.ts'
import { model } from './model.ts'
import { type Fields, fieldsOf } from './shape.ts'
import type { State } from './state.ts'

const { apply, decide, deserialize, evolve, evolveAll, initialState, nextDeadline, serialize } = backupPolicies

interface Pair {
  readonly library: BackupPoliciesState
  readonly model: State
}

/** The same in every field, none more and none less. Told at length only where it is not. */
const same = (found: unknown, expected: unknown): void => {
  if (!isDeepStrictEqual(found, expected)) expect(found).toStrictEqual(expected)
}

/** What was reached, by name: a code, a failure, a type of event. */
export type Tally = Map<string, number>
const count = (tally: Tally, name: string): void => {
  tally.set(name, (tally.get(name) ?? 0) + 1)
}

/** The library is total: it is given whatever comes. */
const asCommand = (command: unknown): BackupPoliciesCommand => command as BackupPoliciesCommand

const keyOf = ({ projectId, policyId, entityId }: Identity): string => `${projectId} ${policyId} ${entityId}`
const sorted = <T extends object>(all: Iterable<T>): T[] =>
  [...all].sort((a, b) => (keyOf(a as never) < keyOf(b as never) ? -1 : 1))

const listings: readonly Fields[] = [{}, ...[...policyIds, unknownPolicyId].map((policy_id) => ({ policy_id }))]

const compareViews = (pair: Pair, given: Facts): void => {
  same(nextDeadline(pair.library), model.nextDeadline(pair.model))
  for (const projectId of projects) {
    const facts = { ...given, projectId }
    same(sorted(backupPolicies.associations(pair.library, facts)), sorted(model.associations(pair.model, facts)))
    same([...backupPolicies.failedDisassociations(pair.library, facts)], [])
    const policies = backupPolicies.listBackupPolicies(pair.library, {}, facts)
    same(policies, model.listBackupPolicies(pair.model, {}, facts))
    for (const request of listings) {
      const listed = backupPolicies.listResources(pair.library, request, facts)
      same(listed, model.listResources(pair.model, request, facts))
    }
  }
}

const stored = (pair: Pair): Pair => {
  const text = serialize(pair.library)
  const restored = deserialize(text)
  if (!restored.ok) throw new Error(restored.error.message)
  same(serialize(restored.state), text)
  return { ...pair, library: restored.state }
}

const tell = (tally: Tally, command: unknown, { result, events }: ReturnType<typeof model.apply>): void => {
  const { type } = fieldsOf(command)
  count(
    tally,
    `${result.ok ? 'did' : 'refused'} ${typeof type === 'string' && /^[A-Z]\w+s$|y$|^Sweep$/.test(type) ? type : 'nothing'}`
  )
  if (!result.ok) count(tally, result.error.code)
  if (result.ok && events.length === 0) count(tally, 'did, and nothing happened')
  if (result.ok) for (const { reason } of result.failures ?? []) count(tally, `failure ${reason}`)
  for (const { type: name } of events) count(tally, `event ${name}`)
  const policies = new Set(events.flatMap((event) => (event.type === 'AssociationExpired' ? [] : [event.policyId])))
  if (policies.size > 1) count(tally, 'moved')
}

/** Does a command on both sides. */
const compareCommand = (before: Pair, command: unknown, facts: Facts, tally: Tally): Pair => {
  const done = apply(before.library, asCommand(command), facts)
  const expected = model.apply(before.model, command, facts)
  tell(tally, command, expected)

  same(done.result, expected.result)
  same(done.events, expected.events)
  const decided = decide(asCommand(command), before.library, facts)
  same(decided.ok ? decided.events : decided, done.result.ok ? done.events : done.result)
  // D: "No events means the very same state".
  same(done.state === before.library, done.events.length === 0)

  const text = serialize(done.state)
  same(serialize(evolveAll(before.library, done.events)), text)
  same(serialize(done.events.reduce(evolve, before.library)), text)
  return { library: done.state, model: expected.state }
}

const deadlinesOf = ({ associations }: State): number[] =>
  associations.flatMap(({ expiresFrom, expiresBy }) => [expiresFrom, expiresBy].flatMap((time) => time ?? []))

const nobody: Pair = { library: initialState, model: model.nothing }

/** A run: the policies of two projects in one state, one clock. */
export const compareRun = (steps: readonly Step[], tally: Tally): void => {
  const trail: object[] = []
  let pair = nobody
  let now = start
  try {
    for (const step of steps) {
      now = moveClock(now, step.clock, deadlinesOf(pair.model))
      const facts = factsAt(step, now)
      trail.push({ command: step.command, facts, isRestarted: step.isRestarted })
      pair = compareCommand(pair, step.command, facts, tally)
      compareViews(pair, facts)
      const again = stored(pair)
      if (step.isRestarted) pair = again
    }
  } catch (cause) {
    const told = trail.map((each) => JSON.stringify(each)).join('\n')
    throw new Error(`${cause instanceof Error ? cause.message : cause}\n${told}`, { cause })
  }
}

const begun = (): Pair => {
  const facts = factsOf()
  const [one, two] = policyIds
  const commands = [creation(one), creation(two), association(volumeIds.slice(0, 2), one), association([volumeIds[2]], two)]
  return commands.reduce((pair, command) => compareCommand(pair, command, facts, new Map()), nobody)
}

/** One command and one query of any kind, where there is nothing and where there are policies with resources. */
export const compareAnything = (command: unknown, request: unknown, tally: Tally): void => {
  const facts = factsOf()
  for (const pair of [nobody, begun()]) {
    const next = compareCommand(pair, command, facts, tally)
    compareViews(next, facts)
    const { listBackupPolicies, listResources } = backupPolicies
    const asked = request as Fields
    same(listBackupPolicies(next.library, asked, facts), model.listBackupPolicies(next.model, request, facts))
    same(listResources(next.library, asked, facts), model.listResources(next.model, request, facts))
  }
}
