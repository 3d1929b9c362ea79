/** The examples of the guide on hosting that need a driver or a server. */
import { execFile } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { findPostgres, startPostgres } from './postgres-server.ts'

const page = readFileSync(new URL('../../docs/guide/hosting.md', import.meta.url), 'utf8')
const marked = /<!-- runs as a test: test\/engines\/guide\.test\.ts -->\n```ts\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/g
const examples = [...page.matchAll(marked)].map(([, code = '', output = '']) => ({ code, output }))
const names = examples.map(({ code }) => (code.includes('DATABASE_URL') ? 'PostgreSQL' : 'SQLite'))

const run = async ({ code, output }: (typeof examples)[number], name: string, env: object) => {
  // Here, so that the drivers are found; the library from its source, which need not be built.
  const file = fileURLToPath(new URL(`guide-example-${name}.ts`, import.meta.url))
  onTestFinished(() => rmSync(file))
  writeFileSync(file, code.replaceAll(/'association-lifecycle\/(\w+)'/g, "'../../src/hosting/$1/index.ts'"))
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', file], { env: { ...process.env, ...env } })
  expect(stdout).toBe(output)
}

test('there is one for each database, and each is run, but for outlines of what the tests run', () => {
  expect(names).toStrictEqual(['PostgreSQL', 'SQLite'])
  const outlines = [...page.matchAll(/<!-- an outline of: (test\/engines\/\S+) -->\n```ts\n/g)].map(([, file = '']) => file)
  expect(outlines).toStrictEqual(['test/engines/restate-service.ts'])
  expect(page.match(/^```ts$/gm)).toHaveLength(examples.length + outlines.length)
})

for (const [at, example] of examples.entries())
  test.skipIf(names[at] === 'PostgreSQL' && findPostgres() === undefined)(`in ${names[at]}`, async () => {
    if (names[at] === 'SQLite') return run(example, 'sqlite', {})
    const server = await startPostgres()
    onTestFinished(server.stop)
    await run(example, 'postgres', { DATABASE_URL: server.connectionString })
  })
