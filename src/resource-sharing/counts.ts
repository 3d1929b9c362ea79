/** The counts that a state keeps beside its associations, so that no decision has to go through all of them. */
import type { Writable } from '../aggregate/evolve.ts'
import { type Association, isAwaitingAnswer, type Kind, kindOf, type ResourceShareState } from './model.ts'

export type Counts = Writable<Pick<ResourceShareState, 'running' | 'inForce'>>

/** Adds to the count of a kind. Counts that are frozen belong to a state: these go on with a copy. */
const add = (counts: Counts, kind: Kind, change: number): void => {
  const inForce: Writable<Counts['inForce']> = Object.isFrozen(counts.inForce) ? { ...counts.inForce } : counts.inForce
  inForce[kind] = (inForce[kind] ?? 0) + change
  counts.inForce = inForce
}

const isRunning = (row: Association): boolean =>
  row.status === 'Disassociating' || (row.status === 'Associating' && !isAwaitingAnswer(row))

const isInForce = (row: Association): boolean => row.status === 'Associated' || isRunning(row)

/** Without a text for each of their kinds. */
const haveSameKind = (a: Association, b: Association): boolean =>
  a.entityType === b.entityType && a.associationType === b.associationType && a.membership === b.membership

/** Moves the counts from the association as it was to what it has become. */
export const recount = (counts: Counts, before: Association | undefined, after: Association | undefined): void => {
  const running = Number(after !== undefined && isRunning(after)) - Number(before !== undefined && isRunning(before))
  if (running !== 0) counts.running += running
  const wasInForce = before !== undefined && isInForce(before)
  const staysInForce = after !== undefined && isInForce(after)
  if (wasInForce && staysInForce && haveSameKind(before, after)) return
  if (wasInForce) add(counts, kindOf(before), -1)
  if (staysInForce) add(counts, kindOf(after), 1)
}

/** The counts of associations that were not folded one by one. */
export const countAll = (associations: Iterable<Association>): Pick<ResourceShareState, 'running' | 'inForce'> => {
  let running = 0
  const inForce: Writable<Counts['inForce']> = {}
  let last: Association | undefined
  let kind: Kind = 'Target/Other'
  for (const association of associations) {
    if (last === undefined || !haveSameKind(last, association)) kind = kindOf(association)
    last = association
    inForce[kind] = (inForce[kind] ?? 0) + Number(isInForce(association))
    running += Number(isRunning(association))
  }
  return { running, inForce: Object.freeze(inForce) }
}
