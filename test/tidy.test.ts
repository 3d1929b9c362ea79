/** The rules of the house: what may import what, where clocks and chance may be, and what a file may look like. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
const files = listed.split('\n').filter((file) => file !== '' && existsSync(`${root}${file}`))
const sources = files.filter((file) => file.startsWith('src/') && file.endsWith('.ts'))
const textOf = (file: string) => readFileSync(`${root}${file}`, 'utf8')

/** The folder under `src` that a file belongs to; `index` for the public entry. */
const roomOf = (file: string) => (file === 'src/index.ts' ? 'index' : (file.split('/')[1] ?? ''))

/** What each room may import, beside itself. */
const mayImport: Record<string, readonly string[]> = {
  collections: [],
  decider: [],
  lifecycle: [],
  aggregate: ['collections', 'decider', 'lifecycle'],
  'resource-sharing': ['collections', 'decider', 'lifecycle', 'aggregate'],
  'backup-policies': ['collections', 'decider', 'lifecycle', 'aggregate'],
  index: ['lifecycle', 'resource-sharing', 'backup-policies'],
  testing: ['index', 'lifecycle', 'resource-sharing', 'backup-policies', 'decider'],
  hosting: ['index', 'aggregate', 'lifecycle', 'resource-sharing', 'backup-policies', 'decider', 'testing']
}

const importsOf = (file: string): string[] =>
  [...textOf(file).matchAll(/\bfrom '([^']+)'|\bimport\('([^']+)'\)/g)].map(([, from, dynamic]) => from ?? dynamic ?? '')

const resolve = (file: string, path: string) => new URL(path, `file:///${dirname(file)}/`).pathname.slice(1)

const offenders = (isOffending: (file: string) => boolean, among = sources) => among.filter(isOffending)

describe('imports', () => {
  test('go one way', () => {
    const wrong = sources.flatMap((file) =>
      importsOf(file)
        .filter((path) => path.startsWith('.'))
        .map((path) => resolve(file, path))
        .filter((target) => roomOf(target) !== roomOf(file) && !mayImport[roomOf(file)]?.includes(roomOf(target)))
        .map((target) => `${file} imports ${target}`)
    )
    expect(wrong).toStrictEqual([])
    expect(sources.map(roomOf).filter((room) => mayImport[room] === undefined)).toStrictEqual([])
  })

  test('xstate stays behind the machines, immer behind evolve', () => {
    const machines = /\/(machine|durable|snapshot)\.ts$|^src\/hosting\/inspector\//
    expect(offenders((file) => importsOf(file).includes('xstate') && !machines.test(file))).toStrictEqual([])
    expect(offenders((file) => importsOf(file).includes('immer') && file !== 'src/aggregate/evolve.ts')).toStrictEqual([])
  })

  test('the pure core needs nothing of Node', () => {
    expect(
      offenders((file) => roomOf(file) !== 'hosting' && importsOf(file).some((path) => path.startsWith('node:')))
    ).toStrictEqual([])
  })

  test('neither do the runtime, HTTP, scenarios and schemas, nor what they import: they go to workers and pages, too', () => {
    const anywhere = /^src\/hosting\/(runtime|http|scenarios|schemas)\//
    const needsMore = (file: string) =>
      importsOf(file).some((path) =>
        path.startsWith('.')
          ? resolve(file, path).startsWith('src/hosting/') && !anywhere.test(resolve(file, path))
          : !['xstate', 'immer'].includes(path)
      )
    expect(offenders((file) => anywhere.test(file) && needsMore(file))).toStrictEqual([])
  })
})

describe('the explorer', () => {
  const home = 'docs/examples/explorer/'
  const parts = files.filter((file) => file.startsWith(home) && /\.tsx?$/.test(file))

  test('embeds the library by its name, like everybody else', () => {
    const others = /^(association-lifecycle(\/(scenarios|inspector))?|preact(\/hooks)?|@statelyai\/inspect|vite|node:url)$/
    const isOwn = (file: string, path: string) => resolve(file, path).startsWith(home) || /\.(json|svg)\?raw$/.test(path)
    const wrong = (file: string) =>
      importsOf(file).some((path) => (path.startsWith('.') ? !isOwn(file, path) : !others.test(path)))
    expect(offenders(wrong, parts)).toStrictEqual([])
    expect(parts.length).toBeGreaterThan(20)
  })

  test('has a model that knows nothing of a page', () => {
    const page = /\b(document|window|navigator)\.|\bpreact\b|\.tsx'/
    expect(offenders((file) => file.startsWith(`${home}model/`) && page.test(textOf(file)), parts)).toStrictEqual([])
  })

  test('has short files that say first what they are', () => {
    expect(offenders((file) => textOf(file).split('\n').length > 251, parts)).toStrictEqual([])
    expect(offenders((file) => !textOf(file).startsWith('/**'), parts)).toStrictEqual([])
  })
})

test('both systems have the same rooms: each file has its twin, or is about what only one of them has', () => {
  const own = new Set([
    'list-shape',
    'page-token',
    'decisions/invitation-ids',
    'decisions/invitations',
    'decisions/signals',
    'schedule'
  ])
  const filesOf = (room: string, container: string) =>
    sources
      .filter((file) => roomOf(file) === room)
      .map((file) => file.slice(`src/${room}/`.length, -'.ts'.length).replace(`decisions/${container}`, 'decisions/container'))
      .filter((file) => !own.has(file))
      .sort()
  expect(filesOf('backup-policies', 'policies')).toStrictEqual(filesOf('resource-sharing', 'shares'))
})

test('no clock, chance, timer or I/O outside hosting; actors alone ask for the time', () => {
  const impure = /Date\.now\(|new Date\(\)|Math\.random\(|setTimeout\(|setInterval\(|performance\.|process\.|console\./
  expect(offenders((file) => roomOf(file) !== 'hosting' && impure.test(textOf(file)))).toStrictEqual([
    'src/aggregate/machine.ts',
    'src/lifecycle/machine.ts'
  ])
  for (const machine of ['src/aggregate/machine.ts', 'src/lifecycle/machine.ts'])
    expect(
      textOf(machine)
        .match(new RegExp(impure, 'g'))
        ?.every((found) => found === 'Date.now(')
    ).toBe(true)
})

describe('files', () => {
  test('of the source are short, and say first what they are', () => {
    expect(offenders((file) => textOf(file).split('\n').length > 301)).toStrictEqual([])
    expect(offenders((file) => !/^(#!.*\n)?\/\*\*/.test(textOf(file)))).toStrictEqual([])
  })

  test('hold no left-overs, no switched-off checks and no word of a machine', () => {
    const own = 'test/tidy.test.ts'
    const text = files.filter(
      (file) => /\.(tsx?|mjs|md|json|css|html)$|^\.ci\//.test(file) && file !== own && file !== 'package-lock.json'
    )
    const leftOver = /\b(TODO|FIXME|XXX|HACK)\b|\.only\(|\b(it|test|describe)\.skip\(|\bas any\b|@ts-ignore|@ts-nocheck/
    const machine = /(^|[^\w.])\/(work|root|home)\/|registry\.npmjs|localhost:\d/
    expect(offenders((file) => leftOver.test(textOf(file)), text)).toStrictEqual([])
    expect(offenders((file) => machine.test(textOf(file)), text)).toStrictEqual([])
  })

  test('of the tests mirror the source', () => {
    const rooms = new Set(sources.map((file) => dirname(file).replace(/^src/, 'test')))
    const others = new Set([
      'test',
      'test/api',
      'test/bench',
      'test/docs',
      'test/engines',
      'test/engines/bench',
      'test/engines/faults',
      'test/examples/explorer',
      'test/exhaustive',
      'test/fuzz',
      'test/mutation',
      'test/package',
      'test/resource-sharing/reference',
      'test/backup-policies/reference'
    ])
    const tests = files.filter((file) => file.startsWith('test/') && file.endsWith('.ts'))
    expect(offenders((file) => !rooms.has(dirname(file)) && !others.has(dirname(file)), tests)).toStrictEqual([])
  })

  test('at the top are the few that belong there', () => {
    const top = new Set(files.map((file) => file.split('/')[0] ?? '').filter((name) => !name.startsWith('.')))
    expect([...top].sort()).toStrictEqual(
      ['CHANGELOG.md', 'LICENSE', 'README.md', 'docs', 'package-lock.json', 'package.json', 'src', 'test', 'tsconfig.json'].sort()
    )
  })
})

test.each(['package.json', 'test/engines/package.json', 'test/package/package.json'])(
  'versions of tools in %s are exact',
  (file) => {
    const { devDependencies } = JSON.parse(textOf(file)) as { devDependencies: Record<string, string> }
    expect(Object.entries(devDependencies).filter(([, version]) => !/^(npm:[a-z]+@)?\d+\.\d+\.\d+$/.test(version))).toStrictEqual(
      []
    )
  }
)
