/**
 * `npm run bench:hosting`: commands a second and p99 of all stores in one run, with and without keys, one writer and 16 at once, and how
 * much of it is the pure core. Run in full it writes docs/reference/hosting-performance.md.
 *   --json      the results as JSON, and nothing is written
 *   --only a,b  of memory, SQLite, PostgreSQL, Restate; nothing is written
 *   --turns N   instead of 7; nothing is written
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { engines } from './engines.ts'
import { measure } from './measure.ts'
import { circumstances, goalLine, page, table } from './report.ts'

const options = { json: { type: 'boolean' }, only: { type: 'string' }, turns: { type: 'string' } } as const
const { values } = parseArgs({ options })
const say = (progress: string) => process.stderr.write(`${progress} ...\n`)
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130))

const only = values.only?.split(',').map((name) => name.toLowerCase())
const unknown = only?.find((name) => !engines.some((engine) => engine.name.toLowerCase() === name))
const turns = Number(values.turns ?? 7)
if (unknown !== undefined || !Number.isInteger(turns) || turns < 1) {
  console.error(unknown === undefined ? '--turns takes a number from 1' : `there is no store ${unknown} to measure`)
  process.exit(2)
}

const opened = []
const missing: string[] = []
for (const { name, open, missing: why } of engines) {
  if (only !== undefined && !only.includes(name.toLowerCase())) continue
  const reason = why?.()
  if (reason === undefined) opened.push({ name, engine: await open() })
  else missing.push(`${name} was not measured: ${reason}`)
}
const results = await measure(opened, { turns, turnMs: 500, say })
for (const { engine } of opened) await engine.close()

const where = circumstances()
if (values.json) console.log(JSON.stringify({ ...where, ...results, missing }, undefined, 2))
else console.log([...table(results), '', goalLine(results), ...missing].join('\n'))
if (!values.json && !only && !values.turns && missing.length === 0)
  writeFileSync(new URL('../../../docs/reference/hosting-performance.md', import.meta.url), page(results, where))
