/** What the writers of a fault have told, by whoever survives them. */
import type { Step } from './workload.ts'
import type { Line } from './write.ts'

export interface Journal {
  readonly sent: ReadonlyMap<string, Step>
  /** The answer to each key that has one, as JSON. */
  readonly answers: ReadonlyMap<string, string>
  /** The events that were delivered, by aggregate. */
  readonly delivered: ReadonlyMap<string, ReadonlySet<number>>
  readonly failures: readonly string[]
  /** What must not be, whatever else is. */
  readonly problems: readonly string[]
  take(line: Line): void
  /** Resolves as soon as so many keys are answered. */
  whenAnswered(count: number): Promise<void>
}

/** `isOrdered`: one process after the other delivers, so that no event may come before those ahead of it. */
export const createJournal = ({ isOrdered }: { readonly isOrdered: boolean }): Journal => {
  const sent = new Map<string, Step>()
  const answers = new Map<string, string>()
  const delivered = new Map<string, Set<number>>()
  const failures: string[] = []
  const problems: string[] = []
  const waiting = new Set<() => void>()

  const answer = (key: string, result: unknown) => {
    const text = JSON.stringify(result)
    const before = answers.get(key)
    if (before !== undefined && before !== text) problems.push(`two answers to ${key}: ${before} and ${text}`)
    const isOk = typeof result === 'object' && result !== null && 'ok' in result && result.ok === true
    if (isOk !== (sent.get(key)?.effect !== undefined)) problems.push(`${key} was answered with ${text}`)
    answers.set(key, text)
    for (const look of waiting) look()
  }

  const deliver = (id: string, position: number) => {
    const positions = delivered.get(id) ?? new Set()
    delivered.set(id, positions)
    if (isOrdered && position > positions.size + 1) problems.push(`event ${position} of ${id} came after ${positions.size}`)
    positions.add(position)
  }

  return {
    sent,
    answers,
    delivered,
    failures,
    problems,
    take: (line) => {
      switch (line.kind) {
        case 'sent':
          sent.set(line.step.call.idempotencyKey, line.step)
          return
        case 'acknowledged':
          answer(line.key, line.result)
          return
        case 'delivered':
          deliver(line.id, line.position)
          return
        case 'failed':
          failures.push(line.message)
          return
        case 'ready':
      }
    },
    whenAnswered: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (answers.size < count) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      })
  }
}
