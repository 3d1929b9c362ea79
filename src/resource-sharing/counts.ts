/** The counts that a state keeps beside its associations, so that no decision has to go through all of them. */
import { type Association, isAwaitingAnswer, type Kind, kindOf, type ResourceShareState } from './model.ts'

export interface Counts {
  running: number
  inForce: { [K in Kind]?: number }
}

const isRunning = (row: Association): boolean =>
  row.status === 'Disassociating' || (row.status === 'Associating' && !isAwaitingAnswer(row))

const isInForce = (row: Association): boolean => row.status === 'Associated' || isRunning(row)

/** Moves the counts from the association as it was to what it has become. */
export const recount = (counts: Counts, before: Association | undefined, after: Association | undefined): void => {
  const running = Number(after !== undefined && isRunning(after)) - Number(before !== undefined && isRunning(before))
  if (running !== 0) counts.running += running
  const kindBefore = before !== undefined && isInForce(before) ? kindOf(before) : undefined
  const kindAfter = after !== undefined && isInForce(after) ? kindOf(after) : undefined
  if (kindBefore === kindAfter) return
  if (kindBefore !== undefined) counts.inForce[kindBefore] = (counts.inForce[kindBefore] ?? 0) - 1
  if (kindAfter !== undefined) counts.inForce[kindAfter] = (counts.inForce[kindAfter] ?? 0) + 1
}

/** The counts of associations that were not folded one by one. */
export const countAll = (associations: Iterable<Association>): Pick<ResourceShareState, 'running' | 'inForce'> => {
  const counts: Counts = { running: 0, inForce: {} }
  for (const association of associations) {
    counts.inForce[kindOf(association)] ??= 0
    recount(counts, undefined, association)
  }
  return { running: counts.running, inForce: Object.freeze(counts.inForce) }
}
