// npm run fuzz -- [--seconds 60] [--inputs 1000000] [--seed n] [--only 'resource sharing: wire']
// Bad input in bulk on every entry point: how many there were, what they met and what never, and each failure with the seed that brings it back.
import * as library from 'association-lifecycle'
import { fuzz, neverMet } from './fuzz.mjs'
import { optionsOf } from './options.mjs'
import { targetsOf } from './targets.mjs'

const options = optionsOf({ seconds: 'number', inputs: 'number', seed: 'number', only: 'text' })
const { only, inputs: wanted = Number.POSITIVE_INFINITY } = options
const seconds = options.seconds ?? (options.inputs === undefined ? 60 : Number.POSITIVE_INFINITY)
const firstSeed = Math.floor(options.seed ?? Date.now() % 1_000_000_000)
const targets = targetsOf(library)
const chosen = targets.filter(({ name }) => only === undefined || name === only)
if (chosen.length === 0) {
  console.error(`--only must be one of ${targets.map(({ name }) => `'${name}'`).join(', ')}; it is '${only}'`)
  process.exit(2)
}

const shown = (number) => number.toLocaleString('en')
const start = Date.now()
const until = start + seconds * 1_000
const { totals, failures, inputs } = fuzz(chosen, { firstSeed, isOver: (made) => made >= wanted || Date.now() >= until })

for (const [name, total] of totals) {
  console.log(`${name}: ${shown(total.inputs)} inputs, ${total.met.size} kinds of answers`)
  console.log(`  ${[...total.met].sort().join(' ')}`)
  const never = neverMet(total)
  if (never.length > 0) console.log(`  never met: ${never.sort().join(' ')}`)
}
for (const { target, seed, path, error, input, ...there } of failures) {
  console.log(
    `\nFAILED ${target}\n  npm run fuzz -- --seconds 0 --seed ${seed} --only '${target}'   (path ${path})\n  input ${input}`
  )
  for (const [name, text] of Object.entries(there)) console.log(`  ${name} ${text}`)
  console.log(`  ${error}`)
}
const tookSeconds = Math.round((Date.now() - start) / 1_000)
console.log(
  `\n${shown(inputs)} inputs from seed ${firstSeed} on in ${tookSeconds} seconds, ${failures.length} failure${failures.length === 1 ? '' : 's'}`
)
process.exitCode = failures.length > 0 ? 1 : 0
