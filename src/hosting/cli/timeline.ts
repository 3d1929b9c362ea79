/**
 * The lives of a scenario side by side: a row for each, and a column for each moment at which something changed. Interesting things happen
 * within seconds, and then four days pass: so the columns are moments, not equal lengths of time.
 */
import type { Outcome } from '../scenarios/run.ts'
import type { Life } from '../scenarios/system.ts'

/** A moment at which something changed. */
export interface Column {
  readonly now: number
  readonly elapsedMs: number
}

/**
 * What a life is from one column up to, and without, another. `due`: it has ended, and may be deleted. `gone`: no reader sees it any more;
 * `deleted`: its record has been deleted. Of these two only the first column counts.
 */
export interface Segment {
  readonly from: number
  readonly to: number
  readonly what: 'is' | 'due' | 'gone' | 'deleted'
  readonly life: Life
  /** When it began, in epoch milliseconds. */
  readonly begin: number
}

/** An association or a container, and what it was in which columns. */
export interface Row {
  readonly life: Life
  readonly segments: readonly Segment[]
}

/** Rows and columns, ready to be drawn. */
export interface Timeline {
  readonly columns: readonly Column[]
  /** Each container is followed by what is in it. */
  readonly rows: readonly Row[]
}

/** What is there at a moment. `isClock`: nothing but the time has changed. */
interface Moment extends Column {
  readonly lives: ReadonlyMap<string, Life>
  readonly isClock: boolean
}

const momentOf = (now: number, elapsedMs: number, lives: readonly Life[], isClock: boolean): Moment => ({
  now,
  elapsedMs,
  lives: new Map(lives.map((life) => [life.key, life])),
  isClock
})

const momentsOf = (outcome: Outcome): Moment[] => {
  const { kind, now, elapsedMs, lives } = outcome
  if (kind !== 'clock') return [momentOf(now, elapsedMs, lives(), false)]
  const passed = outcome.passed.map((passage) => momentOf(passage.now, passage.elapsedMs, passage.lives, true))
  return [...passed, momentOf(now, elapsedMs, lives(), true)]
}

const isDue = ({ mayGoFrom }: Life, now: number): boolean => mayGoFrom !== undefined && mayGoFrom <= now

const standing = ({ lives }: Moment, key: string): string => {
  const life = lives.get(key)
  return life === undefined ? '' : `${life.status} ${life.remark ?? ''}`
}

const aged = (moment: Moment, key: string): string => {
  const life = moment.lives.get(key)
  return standing(moment, key) + (life !== undefined && isDue(life, moment.now) ? ' due' : '')
}

/** All of a life that the timeline shows. */
const looks = (moment: Moment, key: string): string => {
  const count = moment.lives.get(key)?.count
  return aged(moment, key) + (count === undefined ? '' : ` (${count})`)
}

const changedKeys = (before: Moment, after: Moment, look: typeof looks): string[] =>
  [...new Set([...before.lives.keys(), ...after.lives.keys()])].filter((key) => look(before, key) !== look(after, key))

const nothing: Moment = momentOf(Number.NEGATIVE_INFINITY, 0, [], true)

/**
 * The moments that are shown. Changes at the same time share a column, unless a status would be hidden by the next one. That a record
 * was due may be: it was deleted as soon as that was allowed. So may a count: what is counted has rows of its own.
 */
const columnsOf = (outcomes: readonly Outcome[]): Moment[] => {
  const columns: Moment[] = []
  let last = nothing
  let changed = new Set<string>()
  for (const moment of outcomes.flatMap(momentsOf)) {
    if (changedKeys(last, moment, looks).length === 0) continue
    const isShared = last.now === moment.now && !changedKeys(last, moment, aged).some((key) => changed.has(key))
    if (isShared) columns.pop()
    changed = new Set([...(isShared ? changed : []), ...changedKeys(last, moment, standing)])
    columns.push(isShared ? { ...moment, isClock: moment.isClock && last.isClock } : moment)
    last = moment
  }
  return columns
}

const segmentsOf = (key: string, columns: readonly Moment[]): Segment[] => {
  const segments: Segment[] = []
  let seen: Life | undefined
  let before = ''
  for (const [from, column] of columns.entries()) {
    const look = looks(column, key)
    if (look === before) continue
    const last = segments.pop()
    if (last !== undefined) segments.push({ ...last, to: from })
    const life = column.lives.get(key)
    const place = { from, to: columns.length, begin: column.now }
    if (life !== undefined) segments.push({ ...place, what: isDue(life, column.now) ? 'due' : 'is', life })
    else if (seen !== undefined) segments.push({ ...place, what: column.isClock ? 'gone' : 'deleted', life: seen })
    seen = life ?? seen
    before = look
  }
  return segments
}

/** Lays the outcomes of a run out as rows and columns. */
export const timelineOf = (outcomes: readonly Outcome[]): Timeline => {
  const columns = columnsOf(outcomes)
  const found = new Map<string, Map<string, Life>>()
  for (const { lives } of columns)
    for (const life of lives.values()) {
      const group = found.get(life.container) ?? new Map<string, Life>()
      found.set(life.container, group)
      if (!group.has(life.key)) group.set(life.key, life)
    }
  const rows = [...found.values()].flatMap((group) =>
    [...group.values()].map((life) => ({ life, segments: segmentsOf(life.key, columns) }))
  )
  return { columns: columns.map(({ now, elapsedMs }) => ({ now, elapsedMs })), rows }
}
