/**
 * Candidates take turns in one run, each turn long enough to be measured, and the median of the turns counts: a machine that others use
 * is then unfair to all of them alike.
 */
import type { OpenEngine } from './engines.ts'
import { applyAlone, type Load, type Places, prepare, send } from './load.ts'

export interface Row {
  readonly engine: string
  readonly isKeyed: boolean
  readonly writers: number
  readonly commandsPerSecond: number
  readonly p99Ms: number
  /** The part of the time that is spent in the pure core. */
  readonly coreShare: number
}

export interface Results {
  readonly rows: readonly Row[]
  /** One `apply`, in microseconds. */
  readonly applyUs: number
}

export interface Measuring {
  readonly turns: number
  readonly turnMs: number
  readonly say: (progress: string) => void
}

export const loads: readonly Load[] = [
  { isKeyed: false, writers: 1 },
  { isKeyed: false, writers: 16 },
  { isKeyed: true, writers: 1 },
  { isKeyed: true, writers: 16 }
]

const mostWriters = 16
const applies = 20_000

const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((one, other) => one - other)
export const quantile = (numbers: readonly number[], part: number): number =>
  sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * part))] ?? Number.NaN
const median = (numbers: readonly number[]): number => quantile(numbers, 0.5)

interface Candidate {
  readonly engine: string
  readonly load: Load
  readonly run: (count: number) => Promise<readonly number[]>
  readonly rates: number[]
  readonly p99s: number[]
}

/** One turn; gives back commands a second. */
const turnOf = async ({ run, rates, p99s }: Candidate, count: number): Promise<number> => {
  globalThis.gc?.()
  const begun = performance.now()
  const took = await run(count)
  const rate = (count / (performance.now() - begun)) * 1_000
  rates.push(rate)
  p99s.push(quantile(took, 0.99))
  return rate
}

/** Warms a candidate up, and finds out how many commands fill a turn. */
const countFor = async (candidate: Candidate, turnMs: number): Promise<number> => {
  let count = mostWriters
  for (;;) {
    const rate = await turnOf(candidate, count)
    const wanted = Math.ceil((rate * turnMs) / 1_000)
    if (wanted <= count * 2) break
    count = Math.min(wanted, count * 4)
  }
  candidate.rates.length = 0
  candidate.p99s.length = 0
  return count
}

export const measure = async (
  opened: readonly { readonly name: string; readonly engine: OpenEngine }[],
  { turns, turnMs, say }: Measuring
): Promise<Results> => {
  const candidates: { readonly candidate: Candidate; readonly count: number }[] = []
  for (const { name, engine } of opened) {
    await prepare(engine.executor, mostWriters)
    const places: Places = new Map()
    for (const load of loads) {
      say(`${name}, ${load.isKeyed ? 'keyed' : 'unkeyed'}, ${load.writers} at once`)
      const run = (count: number) => send(engine.executor, places, load, count)
      const candidate = { engine: name, load, run, rates: [], p99s: [] }
      candidates.push({ candidate, count: await countFor(candidate, turnMs) })
    }
  }
  applyAlone(applies)
  const alone: number[] = []
  for (let turn = 0; turn < turns; turn += 1) {
    say(`turn ${turn + 1} of ${turns}`)
    for (const { candidate, count } of candidates) await turnOf(candidate, count)
    alone.push(applyAlone(applies))
  }
  const applyMs = median(alone)
  const rows = candidates.map(({ candidate: { engine, load, rates, p99s } }): Row => {
    const commandsPerSecond = median(rates)
    const coreShare = Math.min(1, (commandsPerSecond * applyMs) / 1_000)
    return { engine, ...load, commandsPerSecond, p99Ms: median(p99s), coreShare }
  })
  return { rows, applyUs: applyMs * 1_000 }
}
