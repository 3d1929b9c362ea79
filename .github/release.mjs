// `npm run release`, for the workflow alone: publishes the version of package.json, unless its notes in CHANGELOG.md say that it is not yet
// released, or the registry has it. Provenance demands that the package names the repository it is built in: that is known only there.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const manifestFile = `${root}package.json`
const written = readFileSync(manifestFile, 'utf8')
const manifest = JSON.parse(written)

const end = (status, line) => {
  console.log(line)
  process.exit(status)
}

const newest = /^## .*$/m.exec(readFileSync(`${root}CHANGELOG.md`, 'utf8'))?.[0]
if (newest === `## ${manifest.version} (unreleased)`)
  end(0, `nothing is released: CHANGELOG.md says that ${manifest.version} is not`)
if (newest !== `## ${manifest.version}`)
  end(1, `CHANGELOG.md must begin with "## ${manifest.version}"; it begins with "${newest}"`)

const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env
if (!server || !repository) end(1, 'GITHUB_SERVER_URL and GITHUB_REPOSITORY are not set: releases are made by the workflow')

const home = `${server}/${repository}`
const published = {
  ...manifest,
  homepage: `${home}#readme`,
  bugs: `${home}/issues`,
  repository: { type: 'git', url: `git+${home}.git` }
}
writeFileSync(manifestFile, `${JSON.stringify(published, undefined, 2)}\n`)
try {
  const changesets = fileURLToPath(import.meta.resolve('@changesets/cli/bin.js'))
  const { status } = spawnSync(process.execPath, [changesets, 'publish'], { cwd: root, stdio: 'inherit' })
  process.exitCode = status ?? 1
} finally {
  writeFileSync(manifestFile, written)
}
