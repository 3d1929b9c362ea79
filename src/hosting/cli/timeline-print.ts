/** A timeline for a terminal: a row for each association, read from left to right, also without colour. */

import { plain } from '../scenarios/plain.ts'
import type { Life, Tone } from '../scenarios/system.ts'
import { formatInstant } from '../scenarios/time.ts'
import type { Paint, Style } from './paint.ts'
import { pad, shorten, widthOf } from './text.ts'
import type { Row, Segment, Timeline } from './timeline.ts'
import { type Band, bandsOf, letterOf, textsOf } from './timeline-layout.ts'

/** How a tone is drawn: what fills its segments, so that it reads without colour, and the colours of the text and of the filling. */
interface Drawing {
  readonly fill: string
  readonly text: Style
  readonly filling: Style
}

const drawings: Readonly<Record<Tone, Drawing>> = {
  waiting: { fill: '┄', text: 'yellow', filling: 'yellow' },
  starting: { fill: '░', text: 'onYellow', filling: 'yellow' },
  live: { fill: '█', text: 'onGreen', filling: 'green' },
  ending: { fill: '▒', text: 'onMagenta', filling: 'magenta' },
  failed: { fill: '╱', text: 'onRed', filling: 'red' },
  ended: { fill: '·', text: 'dim', filling: 'dim' },
  container: { fill: '─', text: 'cyan', filling: 'cyan' }
}

const draw = (text: string, width: number, { fill, text: style, filling }: Drawing, paint: Paint): string =>
  paint(style, text) + paint(filling, fill.repeat(Math.max(0, width - widthOf(text))))

const isPoint = ({ what }: Segment): boolean => what === 'gone' || what === 'deleted'

/** The longest of the texts that fits. */
const textFor = (segment: Segment, width: number): string => {
  const texts = textsOf(segment)
  return texts.find((text) => widthOf(text) < width) ?? texts.at(-1) ?? ''
}

const drawRow = ({ segments }: Row, { from, to, starts }: Band, paint: Paint): string => {
  let line = ''
  let at = 0
  const shown = segments.filter((segment) => segment.to > from && segment.from < to && !(isPoint(segment) && segment.from < from))
  for (const segment of shown) {
    const start = starts[Math.max(segment.from, from) - from] ?? 0
    const end = starts[Math.min(segment.to, to) - from] ?? start
    const text = textFor(segment, end - start)
    const drawing = drawings[segment.what === 'due' ? 'ended' : segment.life.tone]
    line += ' '.repeat(start - at) + (isPoint(segment) ? paint('dim', text) : draw(text, end - start, drawing, paint))
    at = isPoint(segment) ? start + widthOf(text) : end
  }
  return line
}

/** The id and the name of a container. Where there is no room for both the id is cut first, down to a third of the width. */
const containerText = (id: string, name: string, width: number): string => {
  const idWidth = Math.min(widthOf(id), Math.max(Math.floor(width / 3), width - widthOf(name) - 1))
  return `${shorten(id, idWidth)} ${shorten(name, width - idWidth - 1)}`
}

/** Both parts of a label: of an association the kind first. */
const labelText = ({ kind, id, isContainer }: Life, kindWidth: number, width: number): string => {
  if (isContainer) return containerText(plain(id), plain(kind), width)
  return `  ${pad(shorten(plain(kind), kindWidth), kindWidth)} ${shorten(plain(id), width - kindWidth - 3)}`
}

/** What the letters and fillings mean, of those that are there, on lines of `width` columns. */
const legendOf = ({ rows }: Timeline, width: number, paint: Paint): string[] => {
  const segments = rows.flatMap((row) => row.segments)
  const entries = new Map<string, string>()
  for (const { what, life } of segments) {
    if (what !== 'is' || life.isContainer) continue
    const words = life.tone === 'waiting' ? `${life.status} (${life.remark})` : life.status
    entries.set(`xx ${words}`, `${draw(letterOf(life.status), 2, drawings[life.tone], paint)} ${words}`)
  }
  if (segments.some(({ what }) => what !== 'is'))
    for (const mark of ['¦ may be deleted', '× gone']) entries.set(mark, paint('dim', mark))
  if (rows.some(({ life }) => life.count !== undefined)) entries.set('(n) so many in it', `${paint('cyan', '(n)')} so many in it`)

  const lines: string[] = []
  let taken = width
  for (const [unpainted, entry] of entries) {
    taken += widthOf(unpainted) + 3
    if (taken - 3 <= width) lines.push(`${lines.pop() ?? ''}   ${entry}`)
    else {
      lines.push(entry)
      taken = widthOf(unpainted) + 3
    }
  }
  return lines
}

const widest = (texts: readonly string[]): number => texts.reduce((width, text) => Math.max(width, widthOf(text)), 0)

/** With more rows than this, those to which nothing happens in a band are counted only. */
const mostRows = 20

const happensIn = ({ segments }: Row, { from, to }: Band): boolean =>
  segments.some((segment) => segment.from >= from && segment.from < to)

const drawBand = (rows: readonly Row[], band: Band, labels: ReadonlyMap<Row, string>, paint: Paint): string[] => {
  const { labels: times, starts } = band
  const margin = ' '.repeat(widest([...labels.values()]) + 1)
  const axis = times.map((time, at) => pad(time, (starts[at + 1] ?? 0) - (starts[at] ?? 0))).join('')
  const all = rows.map((row) => ({ row, line: drawRow(row, band, paint) }))
  const containers = new Set(all.filter(({ line }) => line !== '').map(({ row }) => row.life.container))
  // A container that is gone is named all the same, as long as something is left of what was in it.
  const there = all.filter(({ row: { life }, line }) => line !== '' || (life.isContainer && containers.has(life.container)))
  const shown = there.filter(({ row }) => there.length <= mostRows || row.life.isContainer || happensIn(row, band))
  const drawn = shown.map(({ row, line }) => {
    const label = line === '' ? (labels.get(row) ?? '').trimEnd() : `${labels.get(row) ?? ''} `
    return `${row.life.isContainer ? paint('bold', label) : label}${line}`
  })
  const rest = there.length - shown.length
  return [
    `${margin}${paint('bold', axis.trimEnd())}`,
    ...drawn,
    ...(rest > 0 ? [paint('dim', `  … and ${rest} more, as before`)] : [])
  ]
}

/** The lines of a timeline within `width` columns. */
export const printTimeline = (timeline: Timeline, start: number, width: number, paint: Paint): string[] => {
  const { rows } = timeline
  if (rows.length === 0) return ['nothing has come into being']
  const kindWidth = Math.min(10, widest(rows.flatMap(({ life }) => (life.isContainer ? [] : [plain(life.kind)]))))
  const longest = widest(rows.map(({ life }) => labelText(life, kindWidth, 200)))
  const labelWidth = Math.min(longest, Math.max(22, Math.floor(width * 0.32)))
  const labels = new Map(rows.map((row) => [row, pad(labelText(row.life, kindWidth, labelWidth), labelWidth)]))
  const bands = bandsOf(timeline, Math.max(10, width - labelWidth - 1))
  const drawn = bands.flatMap((band, at) => [...(at > 0 ? [''] : []), ...drawBand(rows, band, labels, paint)])
  const legend = legendOf(timeline, width, paint)
  return [`since ${formatInstant(start)} UTC`, ...drawn, ...(legend.length === 0 ? [] : ['', ...legend])]
}
