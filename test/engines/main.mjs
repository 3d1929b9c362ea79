// What needs servers, on a Node of its own: sets up what is needed in this folder, checks its types, and runs what the first argument
// names. What follows goes on to it: `npm run test:engines -- postgres`. Where it cannot be set up, the exit code is 69.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { giveUp, installIn, run } from '../own-packages.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))

const programs = {
  test: ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/engines/vitest.config.ts'],
  faults: ['test/engines/faults/main.ts'],
  bench: ['--expose-gc', 'test/engines/bench/main.ts']
}

// What is installed and started here tells nobody of it.
Object.assign(process.env, { SCARF_ANALYTICS: 'false', RESTATE_DISABLE_TELEMETRY: 'true' })

/** It runs TypeScript as it is, and has SQLite. */
const isNewEnough = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 18)
}

const findNode = () => {
  const own = `${here}node_modules/node/bin/node`
  const { status } = spawnSync(own, ['--version'], { stdio: 'ignore' })
  if (status === 0) return own
  return isNewEnough(process.versions.node) ? process.execPath : undefined
}

installIn(here, ['node'])
const node = findNode() ?? giveUp('the engines need Node 22.18 or newer, and the package `node` has not brought it')

const [name = 'test', ...args] = process.argv.slice(2)
run(node, ['node_modules/typescript/bin/tsc', '-p', 'test/engines/tsconfig.json'])
run(node, ['--no-warnings', ...programs[name], ...args])
