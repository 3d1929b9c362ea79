/** Writers at work on a runtime, and the lines in which they tell of it: each before they go on, so that no kill takes it back. */
import { cycleOf, type ShareCall, type Shares, type Step } from './workload.ts'

export type Line =
  | { readonly kind: 'ready' }
  | { readonly kind: 'sent'; readonly step: Step }
  | { readonly kind: 'acknowledged'; readonly key: string; readonly result: unknown }
  | { readonly kind: 'delivered'; readonly id: string; readonly position: number }
  | { readonly kind: 'failed'; readonly message: string }

export interface Writing {
  readonly runtime: Pick<Shares, 'execute'>
  readonly shareIds: readonly string[]
  /** A name for each writer; two of the same name, in two processes, send the same calls. */
  readonly names: readonly string[]
  /** How many cycles each makes. */
  readonly cycles?: number
  /** When to end, where that is not said. */
  readonly isOver?: () => boolean
  readonly tell: (line: Line) => void
}

const pauseMs = 20

/** As a client that got no answer does: again and again, with the same key. */
const answerTo = async ({ runtime, tell }: Writing, call: ShareCall): Promise<unknown> => {
  for (;;) {
    try {
      const { result } = await runtime.execute(call)
      if (result.ok || result.error.code !== 'TooManyConflicts') return result
    } catch (error) {
      tell({ kind: 'failed', message: String(error) })
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}

const writer = async (writing: Writing, name: string): Promise<void> => {
  const { shareIds, cycles, isOver = () => false, tell } = writing
  const isLast = (cycle: number) => (cycles === undefined ? isOver() : cycle >= cycles)
  for (let cycle = 0; !isLast(cycle); cycle += 1)
    for (const step of cycleOf(`${name}-${cycle}`, shareIds[cycle % shareIds.length] ?? '')) {
      tell({ kind: 'sent', step })
      const result = await answerTo(writing, step.call)
      tell({ kind: 'acknowledged', key: step.call.idempotencyKey, result })
    }
}

/** All of them at once. */
export const write = async (writing: Writing): Promise<void> => {
  await Promise.all(writing.names.map((name) => writer(writing, name)))
}
