// Mutation tests in two passes: the cheap tests find most mutants in a second each, and what they leave is put to the dear ones. Prints the
// score of both together and each survivor. Options of Stryker's may follow: `npm run mutation -- --mutate src/resource-sharing/shape.ts`.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const leastPercent = 95
const reportFile = 'reports/mutation/mutation.json'

const pass = (tests, options) => {
  const { status } = spawnSync('npx', ['stryker', 'run', 'test/mutation/stryker.config.json', ...options], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, MUTATION_TESTS: tests }
  })
  if (status !== 0) process.exit(status ?? 1)
  return JSON.parse(readFileSync(reportFile, 'utf8'))
}

const isLeft = ({ status }) => status === 'Survived' || status === 'NoCoverage'
const mutantsOf = ({ files }) =>
  Object.entries(files).flatMap(([file, { mutants }]) => mutants.map((mutant) => ({ file, mutant })))
const rangeOf = ({ file, mutant: { location } }) =>
  `${file}:${location.start.line}:${location.start.column - 1}-${location.end.line}:${location.end.column - 1}`
const nameOf = (entry) => `${rangeOf(entry)} ${entry.mutant.mutatorName} ${entry.mutant.replacement}`

const report = pass('cheap', process.argv.slice(2))
const left = mutantsOf(report).filter(({ mutant }) => isLeft(mutant))
if (left.length > 0) {
  const again = pass('dear', ['--mutate', [...new Set(left.map(rangeOf))].join(',')])
  const found = new Map(mutantsOf(again).map((entry) => [nameOf(entry), entry.mutant.status]))
  for (const entry of left) entry.mutant.status = found.get(nameOf(entry)) ?? entry.mutant.status
  writeFileSync(reportFile, JSON.stringify(report))
}

const counted = mutantsOf(report).filter(({ mutant }) => isLeft(mutant) || ['Killed', 'Timeout'].includes(mutant.status))
const survivors = counted.filter(({ mutant }) => isLeft(mutant))
for (const { file, mutant } of survivors)
  console.log(
    `${file}:${mutant.location.start.line}:${mutant.location.start.column} ${mutant.mutatorName}: ${mutant.replacement}`
  )
const percent = (100 * (counted.length - survivors.length)) / counted.length
console.log(
  `${percent.toFixed(2)} % of ${counted.length} mutants were found, ${survivors.length} survived; at least ${leastPercent} % are wanted`
)
process.exitCode = percent >= leastPercent ? 0 : 1
