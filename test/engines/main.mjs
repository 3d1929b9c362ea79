// Tests with servers, on a Node of their own: sets up what they need in this folder, checks their types and runs them. What follows goes
// to the test runner: `npm run test:engines -- postgres`.
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))

// What is installed and started here tells nobody of it.
const env = { ...process.env, SCARF_ANALYTICS: 'false', RESTATE_DISABLE_TELEMETRY: 'true' }

const run = (command, args, cwd) => {
  const { status, error } = spawnSync(command, args, { cwd, env, stdio: 'inherit', shell: process.platform === 'win32' })
  if (error !== undefined) console.error(error.message)
  if (status !== 0) process.exit(status ?? 1)
}

const timeOf = (file) => statSync(`${here}${file}`, { throwIfNoEntry: false })?.mtimeMs ?? 0

// Of all these packages only `node` has to run something to be there.
if (timeOf('node_modules/.package-lock.json') < timeOf('package-lock.json')) {
  run('npm', ['ci', '--ignore-scripts'], here)
  run('npm', ['rebuild', 'node'], here)
}

const node = `${here}node_modules/node/bin/node`
run(node, ['node_modules/typescript/bin/tsc', '-p', 'test/engines/tsconfig.json'], root)
run(node, ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/engines/vitest.config.ts', ...process.argv.slice(2)], root)
