/** The results as lines for a terminal, and as a page of the reference. */
import { cpus } from 'node:os'
import type { Results, Row } from './measure.ts'

const goal = 0.05

export interface Circumstances {
  readonly date: string
  readonly node: string
  readonly processor: string
  readonly cores: number
}

/** The machine and the date, as far as they matter. */
export const circumstances = (): Circumstances => ({
  date: new Date().toISOString().slice(0, 10),
  node: process.version,
  processor: (cpus()[0]?.model ?? 'an unknown processor').trim(),
  cores: cpus().length
})

const figure = (value: number): string => (value >= 10 ? Math.round(value).toLocaleString('en') : value.toPrecision(2))

const cellsOf = (row: Row): readonly string[] => [
  row.engine,
  row.isKeyed ? 'keyed' : 'unkeyed',
  String(row.writers),
  figure(row.commandsPerSecond),
  figure(row.p99Ms),
  `${(row.coreShare * 100).toFixed(1)} %${row.coreShare < goal ? '' : ' (!)'}`
]

const heads = ['store', '', 'at once', 'commands/s', 'p99 in ms', 'of it the pure core']

const markdown = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

export const table = ({ rows }: Results): readonly string[] => {
  const lines = [heads, ...rows.map(cellsOf)]
  const widths = heads.map((_, at) => Math.max(...lines.map((cells) => cells[at]?.length ?? 0)))
  return lines.map((cells) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd()
  )
}

/** The engines whose commands are slow enough for the goal, and those that are too fast. */
export const goalLine = ({ rows, applyUs }: Results): string => {
  const above = [...new Set(rows.filter(({ coreShare }) => coreShare >= goal).map(({ engine }) => engine))]
  const verdict =
    above.length === 0
      ? 'The goal holds everywhere.'
      : `It does not hold for ${above.join(' and ')}: where a commit costs next to nothing, the decision is what is left.`
  return `The pure core takes ${figure(applyUs)} microseconds for a command; the goal is under 5 % of the time. ${verdict}`
}

export const page = (results: Results, { date, node, processor, cores }: Circumstances): string =>
  [
    '# Performance of the stores',
    '',
    '<!-- Written by `npm run bench:hosting`: what is changed here is lost. -->',
    '',
    `Measured on ${date} with Node.js ${node} on ${processor}, ${cores} cores; servers on the same machine, every commit on the disk before it`,
    'is acknowledged. Candidates take turns in one run, and the median of the turns counts. Rates differ from machine to machine: look at how',
    'they compare.',
    '',
    'Each writer has a share of its own and takes ten resources through their lives in it. The share of the pure core is the time of the same',
    'commands through `apply` alone, in the same run.',
    '',
    markdown(heads),
    '|---|---|---:|---:|---:|---:|',
    ...results.rows.map((row) => markdown(cellsOf(row))),
    '',
    goalLine(results),
    ''
  ].join('\n')
