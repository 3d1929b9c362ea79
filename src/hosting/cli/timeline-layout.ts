/** How wide the columns of a timeline are, and what stands above them. */

import { formatDuration } from '../scenarios/time.ts'
import { widthOf } from './text.ts'
import type { Column, Segment, Timeline } from './timeline.ts'

/** A part of the timeline that fits into a line: columns `from` up to, and without, `to`. */
export interface Band {
  readonly from: number
  readonly to: number
  readonly labels: readonly string[]
  /** Where each of its columns begins, and where the last one ends. */
  readonly starts: readonly number[]
}

/** The texts that a segment can be called by, the longest first. The last is one column wide. */
export const textsOf = ({ what, life, begin }: Segment): readonly string[] => {
  const { status, since, mayGoFrom } = life
  const remark = life.remark ?? life.count
  const age = formatDuration(begin - since, 2)
  switch (what) {
    case 'gone':
      return [`gone at ${age}`, 'gone', '×']
    case 'deleted':
      // What has no end of its own was deleted on request: its age says nothing.
      return mayGoFrom === undefined ? ['deleted', '×'] : [`deleted at ${age}`, 'deleted', '×']
    case 'due':
      return [`${age}: may go`, `${age} over`, '¦']
    case 'is':
      return [...(remark === undefined ? [] : [`${status} (${remark})`]), status, letterOf(status)]
  }
}

/** Small while something is under way: Associating `a`, Associated `A`. */
export const letterOf = (status: string): string => {
  const letter = status.slice(0, 1)
  return status.endsWith('ing') ? letter.toLowerCase() : letter
}

/** Gives a segment the width for one of its texts, where there is enough left. */
interface Wish {
  readonly from: number
  readonly to: number
  readonly width: number
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

const grant = (widths: number[], wishes: readonly Wish[], room: number): void => {
  const missing = ({ from, to, width }: Wish): number => width - sum(widths.slice(from, to))
  const inOrder = [...wishes].sort((a, b) => missing(a) - missing(b))
  for (const wish of inOrder) {
    let lack = missing(wish)
    if (lack <= 0 || lack > room - sum(widths)) continue
    for (let at = wish.from; lack > 0; at = at + 1 < wish.to ? at + 1 : wish.from, lack -= 1) widths[at] = (widths[at] ?? 0) + 1
  }
}

/** What the segments in a part of the timeline would like, by how long a text they ask for: 0 for the longest. */
const wishesOf = ({ rows }: Timeline, from: number, to: number, rank: number): Wish[] =>
  rows.flatMap(({ segments }) =>
    segments
      .filter((segment) => segment.from < to && segment.to > from)
      .map((segment) => {
        const texts = textsOf(segment)
        const isPoint = segment.what === 'gone' || segment.what === 'deleted'
        const text = texts[Math.min(rank + Math.max(0, texts.length - 3), texts.length - 2)] ?? ''
        const first = Math.max(segment.from, from) - from
        return { from: first, to: isPoint ? first + 1 : Math.min(segment.to, to) - from, width: widthOf(text) + 1 }
      })
  )

/** The label of a column: the time since the start, in so many units. */
const labelOf = ({ elapsedMs }: Column, units: number): string =>
  elapsedMs === 0 ? 'start' : `${elapsedMs < 0 ? '' : '+'}${formatDuration(elapsedMs, units)}`

/** The labels of columns: two units, or as many as it takes to tell it from the one before. A further one at the same time has none. */
const labelsOf = (columns: readonly Column[]): string[] =>
  columns.map((column, at) => {
    const before = columns[at - 1]
    if (before?.now === column.now) return ''
    const units = [2, 3, Number.POSITIVE_INFINITY].find((some) => !before || labelOf(before, some) !== labelOf(column, some))
    return labelOf(column, units ?? 2)
  })

const narrowest = 3

/** Wide enough for its label, and for a letter with something behind it. */
const leastWidth = (label: string): number => Math.max(narrowest, widthOf(label) + 1)

/** As few parts as it takes, of about the same number of columns, each at most `room` wide. */
const partsOf = (columns: readonly Column[], room: number): (readonly [from: number, to: number])[] => {
  const count = columns.length
  for (let size = Math.min(count, Math.floor(room / narrowest)); size > 1; size -= 1) {
    const even = Math.ceil(count / Math.ceil(count / size))
    const parts = Array.from(
      { length: Math.ceil(count / even) },
      (_, at) => [at * even, Math.min(count, (at + 1) * even)] as const
    )
    if (parts.every(([from, to]) => sum(labelsOf(columns.slice(from, to)).map(leastWidth)) <= room)) return parts
  }
  return columns.map((_, at) => [at, at + 1] as const)
}

/** Splits a timeline into bands that are at most `room` columns of the terminal wide. */
export const bandsOf = (timeline: Timeline, room: number): Band[] =>
  partsOf(timeline.columns, room).map(([from, to]) => {
    const labels = labelsOf(timeline.columns.slice(from, to))
    const widths = labels.map(leastWidth)
    grant(widths, wishesOf(timeline, from, to, 1), room)
    grant(widths, wishesOf(timeline, from, to, 0), room)
    return { from, to, labels, starts: [0, ...widths.map((_width, column) => sum(widths.slice(0, column + 1)))] }
  })
