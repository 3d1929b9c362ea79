// Packs the package, installs it where a user would, and tests what is there. Sets up in this folder what that needs. What follows goes on
// to vitest: `npm run test:package -- bundle`. Where it cannot be set up, the exit code is 69.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { giveUp, installIn, run } from '../own-packages.mjs'
import { nodeOf, nodeVersions } from './nodes.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const versionOf = (node) => spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout ?? ''

const fetched = nodeVersions.filter((major) => nodeOf(major) !== process.execPath)
installIn(
  here,
  fetched.map((major) => `node${major}`)
)
const missing = nodeVersions.filter((major) => !versionOf(nodeOf(major)).startsWith(`v${major}.`))
if (missing.length > 0)
  giveUp(`the packages \`node\` have not brought Node ${missing.join(' and ')}: rm -r test/package/node_modules tries again`)

run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'test/package/tsconfig.json'])
run(process.execPath, [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--config',
  'test/package/vitest.config.ts',
  ...process.argv.slice(2)
])
