/**
 * `npm run faults`: brings each fault about, and prints what was acknowledged, lost and doubled.
 *   --rounds N   how often each, 20 by default
 *   --only a,b   of the faults' names, or parts of them: sqlite, postgres, restate, kill, race, away, clock
 */
import { parseArgs } from 'node:util'
import { installPostgres } from '../postgres-server.ts'
import { isClean, missingFor, tallyText } from './fault.ts'
import { faults } from './index.ts'

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130))

const options = { rounds: { type: 'string', default: '20' }, only: { type: 'string' } } as const
const { values } = parseArgs({ options })
const rounds = Number(values.rounds)
const only = values.only?.split(',')
/** Of one fault, as lines to read. */
const mostProblems = 10

const isMeant = (name: string, part: string) => name === part || name.split('-').includes(part)
const unknown = only?.find((part) => !faults.some(({ name }) => isMeant(name, part)))
if (unknown !== undefined || !Number.isInteger(rounds) || rounds < 1) {
  const names = faults.map(({ name }) => name).join(', ')
  console.error(unknown === undefined ? '--rounds takes a number from 1' : `there is no fault ${unknown}: there are ${names}`)
  process.exit(2)
}

const chosen = faults.filter(({ name }) => only === undefined || only.some((part) => isMeant(name, part)))
if (chosen.some(({ needs }) => needs === 'postgres')) installPostgres()
for (const fault of chosen) {
  const { name, description, run } = fault
  console.log(`${name}: ${description}, ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`)
  const missing = missingFor(fault)
  if (missing !== undefined) {
    console.log(`  not run: ${missing}`)
    process.exitCode ??= 3
    continue
  }
  const begun = performance.now()
  const tally = await run({ rounds, say: (progress) => process.stderr.write(`  ${progress}\n`) })
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1)
  console.log(`  ${isClean(tally) ? '✓' : '✗'} ${tallyText(tally)} (${seconds} s)`)
  for (const problem of tally.problems.slice(0, mostProblems)) console.log(`    ${problem}`)
  if (tally.problems.length > mostProblems) console.log(`    and ${tally.problems.length - mostProblems} more`)
  if (!isClean(tally)) process.exitCode = 1
}
