// Mutation tests in two passes. The cheap tests, with few runs of each property, find most mutants in a second each; all tests are then run
// against what is left. Options of Stryker's may follow: `npm run mutation -- --mutate src/resource-sharing/shape.ts`.
import { spawnSync } from 'node:child_process'

const pass = (options, settings) =>
  spawnSync('npx', ['stryker', 'run', 'test/mutation/stryker.config.json', ...options, ...process.argv.slice(2)], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...settings }
  }).status

// The first may well leave more than the threshold allows: the second is the one that counts.
pass(['--timeoutMS', '15000'], { MUTATION_QUICK: 'true' })
process.exitCode = pass([], {}) ?? 1
