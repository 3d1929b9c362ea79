/** Which work of the emulator fails: by the rules of its configuration, or because it was asked for. */
import type { Entity } from '../../resource-sharing/index.ts'
import type { FailureRule } from './config.ts'

/** The next operation of an entity is to fail, once. */
export interface FailureAsked {
  readonly entityId: string
  /** Default: whichever comes first. */
  readonly operation?: 'Associate' | 'Disassociate'
  readonly reason?: string
}

/** What is to be done. */
export interface Work extends Entity {
  readonly operation: 'Associate' | 'Disassociate'
}

export interface Failures {
  ask(failure: FailureAsked): void
  /** Those that were asked for and have not come about. */
  readonly asked: readonly FailureAsked[]
  /** Why this work fails, and what to call when it has; `undefined` where it goes well. */
  of(work: Work): { readonly reason: string; readonly happened: () => void } | undefined
}

const defaultReason = 'Failed on request.'

export const createFailures = (rules: readonly FailureRule[] = []): Failures => {
  const asked: FailureAsked[] = []
  return {
    ask: (failure) => {
      asked.push(failure)
    },
    asked,
    of: ({ entityId, operation }) => {
      const isMeant = (failure: FailureRule | FailureAsked) => (failure.operation ?? operation) === operation
      const next = asked.find((failure) => failure.entityId === entityId && isMeant(failure))
      const rule = rules.find((candidate) => isMeant(candidate) && new RegExp(candidate.pattern, 'u').test(entityId))
      const found = next ?? rule
      if (found === undefined) return undefined
      const happened = () => {
        if (next !== undefined && asked.includes(next)) asked.splice(asked.indexOf(next), 1)
      }
      return { reason: found.reason ?? defaultReason, happened }
    }
  }
}
