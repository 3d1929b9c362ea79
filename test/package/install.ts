/**
 * Runs once before all test files: packs the package, and installs it twice where a user would, outside of the repository: with its peers,
 * and alone.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The file that `npm pack` makes. */
    tarball: string
    /** A project with the package and its peers, but better-sqlite3. */
    consumer: string
    /** A project with the package alone, and what npm installs with it. */
    bare: string
  }
}

interface Manifest {
  readonly peerDependencies?: Record<string, string>
  readonly devDependencies: Record<string, string>
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const manifestOf = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest

const npm = (cwd: string, ...args: string[]) => {
  const env = { ...process.env, SCARF_ANALYTICS: 'false' }
  execFileSync('npm', args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' })
}

const project = (home: string, name: string, packages: readonly string[]): string => {
  const folder = join(home, name)
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, private: true, type: 'module' }))
  npm(folder, 'install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...packages)
  return folder
}

export const setup = ({ provide }: TestProject) => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'association-lifecycle-package-')))
  // Left over from another build: it must not be packed.
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(join(root, 'dist/left-over.js'), '')
  npm(root, 'pack', '--silent', '--pack-destination', home)
  const tarball = join(home, readdirSync(home).find((file) => file.endsWith('.tgz')) ?? 'missing')

  const { peerDependencies = {}, devDependencies } = manifestOf('package.json')
  const versions = { ...devDependencies, ...manifestOf('test/package/package.json').devDependencies }
  // The newest better-sqlite3 ends a Node 20 that loads it: it is handed in where it runs.
  const peers = Object.keys(peerDependencies).filter((name) => name !== 'better-sqlite3')
  const wanted = [...peers, '@types/node', '@types/pg'].map((name) => `${name}@${versions[name]}`)
  provide('tarball', tarball)
  provide('consumer', project(home, 'consumer', [tarball, ...wanted]))
  provide('bare', project(home, 'bare', [tarball]))
  return () => rmSync(home, { recursive: true, force: true })
}
