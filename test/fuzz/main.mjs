// npm run fuzz -- [--seconds 60] [--seed n] [--only 'resource sharing: wire']
// Bad input in bulk on every entry point: how many there were, what they met, and each failure with the seed that brings it back.
import { parseArgs } from 'node:util'
import { fuzz } from './fuzz.mjs'
import { targets } from './targets.mjs'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' }, only: { type: 'string' } }
})
const numberOf = (name, text) => {
  const number = Number(text)
  if (Number.isFinite(number)) return number
  console.error(`--${name} must be a number; it is ${text}`)
  process.exit(2)
}
const seconds = numberOf('seconds', values.seconds)
const firstSeed = values.seed === undefined ? Date.now() % 1_000_000_000 : numberOf('seed', values.seed)
const chosen = targets.filter(({ name }) => values.only === undefined || name === values.only)
if (chosen.length === 0) {
  console.error(`--only must be one of:\n${targets.map(({ name }) => `  ${name}`).join('\n')}`)
  process.exit(2)
}

const until = Date.now() + seconds * 1_000
const { totals, failures, inputs } = fuzz(chosen, { firstSeed, isOver: () => Date.now() >= until })

for (const [name, { inputs: some, met }] of totals) {
  console.log(`${name}: ${some.toLocaleString('en')} inputs, ${met.size} kinds of answers`)
  console.log(`  ${[...met].sort().join(' ')}`)
}
for (const { target, seed, path, error, input } of failures)
  console.log(
    `\nFAILED ${target}\n  npm run fuzz -- --seconds 0 --seed ${seed} --only '${target}'   (path ${path})\n  input ${input}\n  ${error}`
  )
console.log(`\n${inputs.toLocaleString('en')} inputs from seed ${firstSeed} on, ${failures.length} failures`)
process.exitCode = failures.length > 0 ? 1 : 0
