// For tests that need more than the library's own tools: installs the packages of a folder that has a lock file of its own, and runs what
// is run then. Where they cannot be installed, the exit code is 69.
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const unavailable = 69

const statusOf = (command, args, cwd) => {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' })
  if (error !== undefined) console.error(error.message)
  return status ?? 1
}

/** Runs a program at the root of the repository, and ends with its exit code where that is not 0. */
export const run = (command, args) => {
  const status = statusOf(command, args, root)
  if (status !== 0) process.exit(status)
}

export const giveUp = (why) => {
  console.error(why)
  process.exit(unavailable)
}

const timeOf = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** Installs what the lock file of a folder says, unless it is there. Of all these packages only `needingScripts` run theirs. */
export const installIn = (folder, needingScripts) => {
  if (timeOf(`${folder}node_modules/.package-lock.json`) >= timeOf(`${folder}package-lock.json`)) return
  if (statusOf('npm', ['ci', '--ignore-scripts'], folder) !== 0) giveUp(`what ${folder} needs cannot be installed: see above`)
  statusOf('npm', ['rebuild', ...needingScripts], folder)
}
