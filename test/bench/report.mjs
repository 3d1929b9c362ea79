// The results as a page of the reference, and as lines for a terminal.
import { cpus } from 'node:os'

const rounded = (value) =>
  (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)).replace(/\.00$/, '')

const figuresText = (figures) =>
  figures.map(([of, value]) => (of === '' ? rounded(value) : `${of}: ${rounded(value)}`)).join(', ')

export const goalLines = (goals) =>
  goals.map(({ work, goal, figures, holds }) => `${holds ? '✓' : '✗'} ${work}: ${goal}\n    ${figuresText(figures)}`)

/** The machine and the date, as far as they matter. */
export const circumstances = () => {
  const [cpu] = cpus()
  const processor = (cpu?.model ?? 'an unknown processor').trim()
  return { date: new Date().toISOString().slice(0, 10), node: process.version, processor, cores: cpus().length }
}

const commandTable = (commands) => {
  const names = Object.keys(commands[0]).filter((name) => name !== 'size' && name !== 'in place')
  const cell = (row, name) => (row[name] === undefined ? '' : rounded(row[name] / row['in place']))
  return [
    `| times the change in place | ${commands.map(({ size }) => size.toLocaleString('en')).join(' | ')} |`,
    `|---|${commands.map(() => '---:').join('|')}|`,
    ...names.map((name) => `| ${name} | ${commands.map((row) => cell(row, name)).join(' | ')} |`),
    `| in place, in microseconds | ${commands.map((row) => rounded(row['in place'])).join(' | ')} |`
  ]
}

/** The page, in Markdown. */
export const page = ({ commands }, goals, { date, node, processor, cores }) =>
  [
    '# Performance',
    '',
    '<!-- Written by `npm run bench`: what is changed here is lost. -->',
    '',
    `Measured on ${date} with Node.js ${node} on ${processor}, ${cores} cores. Candidates take turns in one run, and the median of nine turns counts.`,
    'Times differ from machine to machine, and on a shared one from minute to minute: ratios within a run are what to look at.',
    '',
    '## A command among so many associations',
    '',
    'One command disassociates five. The limit is a `Map` that is changed in place, without a check and without the version before. `apply` is everything:',
    'checks, events, the next state, the reply. The next state alone is `evolveAll` of five events. The Immer reducer is what people write: some checks, a',
    'draft of an object keyed by id, a reply; the other peers only change the status.',
    '',
    '![Microseconds for a command, by the number of associations](performance.svg)',
    '',
    ...commandTable(commands),
    '',
    '## Goals',
    '',
    '| work | goal | measured | |',
    '|---|---|---|---|',
    ...goals.map(
      ({ work, goal, figures, holds }) =>
        `| ${work} | ${goal} | ${figuresText(figures)} | ${holds ? 'holds' : '**falls short**'} |`
    ),
    ''
  ].join('\n')
