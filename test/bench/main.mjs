// `npm run bench`: measures everything beside what people would use instead, and writes docs/reference/performance.md and .svg.
//   --json      the results as JSON, and nothing is written
//   --up-to N   no more than so many associations; nothing is written
//   --only a,b  of commands, paths, transitions, folds, deadlines, memory, storage, bytes; nothing is written
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measureCommands } from './commands.mjs'
import { measureDeadlines } from './deadlines.mjs'
import { measureFolds } from './folds.mjs'
import { goalsOf } from './goals.mjs'
import { measureMemory } from './memory.mjs'
import { measurePaths } from './paths.mjs'
import { plot } from './plot.mjs'
import { circumstances, goalLines, page } from './report.mjs'
import { measureSize } from './size.mjs'
import { measureStorage } from './storage.mjs'
import { measureTransitions } from './transitions.mjs'
import { sizes } from './world.mjs'

const options = { json: { type: 'boolean' }, 'up-to': { type: 'string' }, only: { type: 'string' } }
const { values } = parseArgs({ options })
const upTo = Number(values['up-to'] ?? sizes.at(-1))
const say = (text) => process.stderr.write(`${text} ...\n`)

const measures = {
  bytes: () => measureSize(),
  transitions: () => measureTransitions(say),
  memory: () => measureMemory(say),
  paths: () => measurePaths(upTo, say),
  storage: () => measureStorage(say),
  folds: () => measureFolds(say),
  deadlines: () => measureDeadlines(upTo, say),
  commands: () => measureCommands(upTo, say)
}

const chosen = values.only?.split(',') ?? Object.keys(measures)
const unknown = chosen.filter((name) => !Object.hasOwn(measures, name))
if (unknown.length > 0 || !(upTo >= sizes[0])) {
  console.error(
    `there is ${unknown.length > 0 ? `nothing to measure of the name ${unknown[0]}` : `no size up to ${values['up-to']}`}`
  )
  process.exit(2)
}

/** In a process of its own: what one measure teaches the compiler would slow the next one down. */
const measureApart = (name) => {
  const args = [...process.execArgv, fileURLToPath(import.meta.url), '--only', name, '--up-to', String(upTo), '--json']
  const { stdout, signal } = spawnSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' })
  if (signal !== null || stdout === '') throw new Error(`${name} could not be measured`)
  return JSON.parse(stdout).results[name]
}

const results = {}
for (const name of chosen) results[name] = chosen.length === 1 ? await measures[name]() : measureApart(name)
const goals = goalsOf(results)
const where = circumstances()

if (values.json) console.log(JSON.stringify({ ...where, results, goals }, undefined, 2))
else console.log(goalLines(goals).join('\n'))
if (!values.json && !values.only && !values['up-to']) {
  const reference = (name) => new URL(`../../docs/reference/${name}`, import.meta.url)
  writeFileSync(reference('performance.md'), page(results, goals, where))
  writeFileSync(reference('performance.svg'), plot(results.commands))
}
process.exitCode = goals.every(({ holds }) => holds) ? 0 : 1
