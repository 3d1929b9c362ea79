// npm run exhaustive -- [--seconds 60] [--depth n] [--out violation.json]
// Every interleaving of two clients, the host's signals, sweeps and the clock on a small share, breadth first, as deep as the time allows.
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as library from 'association-lifecycle'
import { optionsOf } from '../fuzz/options.mjs'
import { explore, scenarioOf } from './explore.mjs'
import { shareWorld } from './share.mjs'

const options = optionsOf({ seconds: 'number', depth: 'number', out: 'text' })
const { seconds = 60, depth: maxDepth = Number.POSITIVE_INFINITY, out = join(tmpdir(), 'violation.json') } = options
const until = Date.now() + seconds * 1_000

const shown = (number) => number.toLocaleString('en')
const row = (...cells) => console.log(cells.map((cell) => String(cell).padStart(14)).join(''))

const world = shareWorld(library)
console.log(`${world.name}: ${world.actions(world.start).length} actions or more in each state\n`)
row('depth', 'new states', 'states', 'transitions')
const outcome = explore(world, {
  isOver: () => Date.now() >= until,
  maxDepth,
  onDepth: ({ depth, found, states, transitions }) => row(depth, shown(found), shown(states), shown(transitions))
})
const { states, transitions, depth, isComplete, met, violation } = outcome

console.log('\nhow often each, on an association that stands how, came to what:')
const width = Math.max(...[...met.keys()].map((name) => name.length))
for (const [name, times] of [...met].sort()) console.log(`  ${name.padEnd(width)}${shown(times).padStart(12)}`)
const checks = [...world.invariants, ...world.ofState, ...world.ofTime]
console.log(`\n${checks.length} invariants, checked at each:`)
for (const { name } of checks) console.log(`  ${name}`)
console.log(
  `\n${shown(states)} states, ${shown(transitions)} transitions, all of depth ${depth}${isComplete ? '' : ' and part of the next'}`
)

if (violation !== undefined) {
  writeFileSync(out, scenarioOf(world, violation))
  console.log(
    `\nVIOLATED: ${violation.invariant}\n  ${violation.wrong}\n  after ${violation.path.length} steps: npm start -- ${out}`
  )
  process.exitCode = 1
}
