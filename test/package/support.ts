/** Where the installed package is, what it exports, and how a program is run in a project that uses it. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly engines: { readonly node: string }
  readonly exports: Record<string, string | { readonly types: string; readonly default: string }>
}

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const own = fileURLToPath(new URL('.', import.meta.url))

/** The folder of the package as it is installed. */
export const installed = join(inject('consumer'), 'node_modules/association-lifecycle')

export const manifest: Manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))

/** Its exports that are code: what they are imported as, and their file in `dist`. */
export const doors = Object.entries(manifest.exports).flatMap(([path, target]) =>
  typeof target === 'string' ? [] : [{ name: join(manifest.name, path), path, file: target.default }]
)

export const run = (program: string, args: readonly string[], cwd = inject('consumer'), env: NodeJS.ProcessEnv = {}) => {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
    maxBuffer: 64 * 1024 * 1024
  })
  return { status, stdout, stderr }
}
