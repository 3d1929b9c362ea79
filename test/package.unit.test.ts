/** What `package.json` promises is there, before it is packed: `npm run test:package` looks at what is packed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

interface Target {
  readonly types: string
  readonly default: string
}

const root = fileURLToPath(new URL('..', import.meta.url))
const textOf = (file: string) => readFileSync(`${root}${file}`, 'utf8')
const manifest = JSON.parse(textOf('package.json'))
const lock = JSON.parse(textOf('package-lock.json'))

const targets = Object.entries(manifest.exports as Record<string, string | Target>).flatMap(([path, target]) =>
  typeof target === 'string' ? [] : [[path, target] as const]
)
const sourceOf = (file: string) => file.replace('./dist/', 'src/').replace(/\.(js|d\.ts)$/, '.ts')

/** What the core is made of is there through the pure API alone. */
const inner = ['lifecycle', 'resource-sharing', 'backup-policies', 'collections'].map((room) => `src/${room}/index.ts`)
const doors = [
  'src',
  ...['src', 'src/hosting'].flatMap((folder) => readdirSync(`${root}${folder}`).map((name) => `${folder}/${name}`))
]
  .map((folder) => `${folder}/index.ts`)
  .filter((file) => existsSync(`${root}${file}`) && !inner.includes(file))

describe('exports', () => {
  test('are all doors, each under the name of its folder', () => {
    expect(targets.map(([, target]) => sourceOf(target.default)).sort()).toStrictEqual(doors.sort())
    expect(doors.length).toBeGreaterThan(8)
    for (const [path, target] of targets)
      expect(path.slice(1)).toBe(/^\.\/dist(?:\/hosting)?(.*)\/index\.js$/.exec(target.default)?.[1])
  })

  test('name their types first, and both of one file', () => {
    for (const [path, target] of targets) {
      expect(Object.keys(target), path).toStrictEqual(['types', 'default'])
      expect(sourceOf(target.types)).toBe(sourceOf(target.default))
    }
  })

  test('have nothing that acts when it is loaded', () => {
    expect(manifest.sideEffects).toBe(false)
    expect(manifest.type).toBe('module')
  })
})

test('the program is one', () => {
  const programs = Object.values(manifest.bin as Record<string, string>)
  expect(programs.map((file) => textOf(sourceOf(file)).split('\n')[0])).toStrictEqual(['#!/usr/bin/env node'])
})

test('what only one door needs is optional, and all that is needed is named', () => {
  const { peerDependencies, peerDependenciesMeta, dependencies } = manifest
  const optional = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional === true)
  expect(Object.keys(peerDependencies).filter((name) => !optional.includes(name))).toStrictEqual(['xstate'])
  expect(Object.keys(peerDependenciesMeta).sort()).toStrictEqual(optional.sort())
  expect(Object.keys(dependencies)).toStrictEqual(['immer'])
})

describe('a release', () => {
  const heading = /^## (.*)$/m.exec(textOf('CHANGELOG.md'))?.[1]

  test('has its notes, and the same version in the lock file', () => {
    expect([manifest.version, `${manifest.version} (unreleased)`]).toContain(heading)
    expect([lock.version, lock.packages[''].version]).toStrictEqual([manifest.version, manifest.version])
  })

  test('that is still to be made has its notes in the changelog, and not in changesets, which would be for the one behind it', () => {
    const waiting = readdirSync(`${root}.changeset`).filter((name) => name.endsWith('.md'))
    if (heading?.endsWith('(unreleased)')) expect(waiting).toStrictEqual([])
    else expect(heading).toBe(manifest.version)
  })

  test('is public, with provenance; where it was built is not known before', () => {
    expect(manifest.publishConfig).toStrictEqual({ access: 'public', provenance: true })
    expect([manifest.repository, manifest.homepage, manifest.bugs]).toStrictEqual([undefined, undefined, undefined])
  })
})
