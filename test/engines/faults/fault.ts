/** What a fault is to the command and to the tests: a name, and a way to bring it about and to count what came of it. */

import { findPostgres, missingPostgres } from '../postgres-server.ts'
import { findRestate, missingRestate } from '../restate-server.ts'
import type { Findings } from './audit.ts'
import type { Journal } from './journal.ts'

export type Need = 'postgres' | 'restate'

export interface Tally {
  /** Keys that got an answer. */
  readonly acknowledged: number
  /** Of these, the ones whose effect or answer is not there any more. */
  readonly lost: number
  /** Effects that are there more than once. */
  readonly doubled: number
  /** Whatever else must not be, each in a sentence. */
  readonly problems: readonly string[]
}

export interface FaultOptions {
  readonly rounds: number
  /** Told after each round. */
  readonly say: (progress: string) => void
}

export interface Fault {
  /** Its parts, between hyphens, can be asked for. */
  readonly name: string
  readonly description: string
  /** The engine that must be there. */
  readonly needs?: Need
  run(options: FaultOptions): Promise<Tally>
}

/** Why a fault cannot be brought about here; `undefined` where it can. */
export const missingFor = ({ needs }: Pick<Fault, 'needs'>): string | undefined => {
  if (needs === 'postgres' && findPostgres() === undefined) return missingPostgres
  return needs === 'restate' && findRestate() === undefined ? missingRestate : undefined
}

/** The findings of the last look, at everything, with what no look can lose again. */
export const tallyOf = (journal: Journal, all: readonly Findings[]): Tally => {
  const keysOf = (of: 'lost' | 'doubled') => new Set(all.flatMap((findings) => [...findings[of]]))
  return {
    acknowledged: journal.answers.size,
    lost: keysOf('lost').size,
    doubled: keysOf('doubled').size,
    problems: [...new Set([...journal.problems, ...all.flatMap(({ problems }) => problems)])]
  }
}

export const isClean = ({ lost, doubled, problems }: Tally): boolean => lost === 0 && doubled === 0 && problems.length === 0

export const tallyText = ({ acknowledged, lost, doubled }: Tally): string =>
  `${acknowledged.toLocaleString('en')} acknowledged, ${lost} lost, ${doubled} doubled`
