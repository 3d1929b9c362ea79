/** Every export, on every supported Node, by `import` and by `require`; the README's examples; and what is said where a peer is missing. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { nodeOf, nodeVersions } from './nodes.mjs'
import { doors, installed, root, run } from './support.ts'

const names = doors.map(({ name }) => name)
const consumer = inject('consumer')
const bare = inject('bare')

const exported = async (): Promise<Record<string, string[]>> =>
  Object.fromEntries(
    await Promise.all(
      doors.map(async ({ name, file }) => {
        const source = join(root, file.replace(/^\.\/dist/, 'src').replace(/\.js$/, '.ts'))
        return [name, Object.keys(await import(source)).sort()]
      })
    )
  )

const imported = `
  const found = {}
  for (const name of ${JSON.stringify(names)}) found[name] = Object.keys(await import(name)).sort()
  console.log(JSON.stringify(found))`

const required = `
  const found = {}
  for (const name of ${JSON.stringify(names)}) found[name] = Object.keys(require(name)).sort()
  console.log(JSON.stringify(found))`

/** What follows as text is what an example prints. */
const examples = [
  ...readFileSync(join(installed, 'README.md'), 'utf8').matchAll(
    /```js\n((?:(?!```)[\s\S])*)```\s(?:(?!```)[\s\S])*```text\n([\s\S]*?)```/g
  )
].map(([, code = '', printed = '']) => ({ code, printed }))

describe.each(nodeVersions)('on Node %i', (major) => {
  const node = nodeOf(major)

  test('it is that Node', () => {
    expect(run(node, ['--version']).stdout).toMatch(new RegExp(`^v${major}\\.`))
  })

  test('every export is imported, with all its names', async () => {
    const { stdout, stderr } = run(node, ['--input-type=module', '--eval', imported])
    expect({ stderr, found: JSON.parse(stdout || '{}') }).toStrictEqual({ stderr: '', found: await exported() })
  })

  test('every export is required without a flag, with all its names', async () => {
    const { stdout, stderr } = run(node, ['--input-type=commonjs', '--eval', required])
    expect(JSON.parse(stdout || '{}'), stderr).toStrictEqual(await exported())
  })

  test.each(examples)("the README's example $# prints what it says", ({ code, printed }) => {
    const file = join(consumer, `readme-${major}-${code.length}.mjs`)
    writeFileSync(file, code)
    expect(run(node, [file])).toStrictEqual({ status: 0, stdout: printed, stderr: '' })
  })

  test("the library's own tests pass with the package in place of the source", () => {
    const report = join(consumer, `own-tests-${major}.json`)
    const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'test/package/own-tests.config.ts']
    const { status, stderr, stdout } = run(
      node,
      [...vitest, '--reporter=json', '--reporter=default', `--outputFile.json=${report}`],
      root,
      {
        CONSUMER_PROJECT: consumer
      }
    )
    expect(status, stdout + stderr).toBe(0)
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'))
    expect(numFailedTests).toBe(0)
    expect(numPassedTests).toBeGreaterThan(2500)
  })

  test('without its peers only the testing kit is not there, and what is missing is named', () => {
    const tried = `
      const failures = {}
      for (const name of ${JSON.stringify(names)}) await import(name).catch((error) => { failures[name] = error.message })
      console.log(JSON.stringify(failures))`
    const { stdout, stderr } = run(node, ['--input-type=module', '--eval', tried], bare)
    expect(JSON.parse(stdout || '{}'), stderr).toStrictEqual({
      'association-lifecycle/testing': expect.stringContaining("Cannot find package 'fast-check'")
    })
  })

  test('the emulator names the driver that it needs for PostgreSQL', () => {
    const bin = join(bare, 'node_modules/association-lifecycle/dist/hosting/cli/main.js')
    const { status, stderr } = run(node, [bin, 'serve', '--port=0', '--postgres=postgres://127.0.0.1:1/none'], bare)
    expect({ status, stderr }).toStrictEqual({ status: 2, stderr: expect.stringContaining('npm install pg') })
  })

  const opened = `
    import { sqliteStore } from 'association-lifecycle/sqlite'
    await sqliteStore({ database: ':memory:' }).then((store) => store.close()).then(() => console.log('opened'), (error) => console.log(error.message))`

  test.runIf(major < 22)('without a driver for SQLite, the one to install is named', () => {
    expect(run(node, ['--input-type=module', '--eval', opened], bare).stdout).toContain('npm install better-sqlite3@12')
  })

  test.runIf(major >= 22)('SQLite is opened with what Node has, and a handle of better-sqlite3 is taken', () => {
    expect(run(node, ['--input-type=module', '--eval', opened], bare).stdout).toBe('opened\n')
    const handed = `
      import Database from '${new URL('node_modules/better-sqlite3/lib/index.js', import.meta.url)}'
      import { createRuntime, resourceSharingSystem } from 'association-lifecycle/runtime'
      import { sqliteStore } from 'association-lifecycle/sqlite'
      const store = await sqliteStore({ database: new Database(':memory:') })
      const command = { type: 'CreateResourceShare', resourceShareId: 'rs-1', request: { ResourceShareName: 'demo' } }
      const call = { aggregateId: 'rs-1', caller: '1000000000000001', command }
      console.log((await createRuntime({ system: resourceSharingSystem, store }).execute(call)).result.ok)`
    expect(run(node, ['--input-type=module', '--eval', handed])).toMatchObject({ status: 0, stdout: 'true\n' })
  })

  test.runIf(major >= 22)('services are made with the SDK of Restate', () => {
    const made = `
      import * as restate from '@restatedev/restate-sdk'
      import { resourceSharingSystem } from 'association-lifecycle/runtime'
      import { restateServices } from 'association-lifecycle/restate'
      console.log(restateServices({ restate, system: resourceSharingSystem }).length > 0)`
    expect(run(node, ['--input-type=module', '--eval', made])).toMatchObject({ status: 0, stdout: 'true\n' })
  })
})

test('the README has examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(1)
})
