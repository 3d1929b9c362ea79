/** The examples of the guides that need a driver, a server or a newer Node. */
import { rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { blocksOf, pages, printedBy, programsOf, textOf } from '../docs/pages.ts'
import { findPostgres, startPostgres } from './postgres-server.ts'

const own = 'test/engines/guide.test.ts'
const guides = pages.filter((page) => page.startsWith('docs/guide/'))
const examples = guides.flatMap((guide) =>
  programsOf(textOf(guide), own).map((program) => [`${guide}:${program.line}`, program] as const)
)
const needsServer = (code: string): boolean => code.includes('DATABASE_URL')

const run = async (where: string, code: string, env: Readonly<Record<string, string>> = {}): Promise<string> => {
  // Here, so that the drivers are found; the library from its source, which need not be built.
  const file = fileURLToPath(new URL(`guide-example-${where.replace(/\W/g, '-')}.ts`, import.meta.url))
  onTestFinished(() => rmSync(file))
  const fromSource = code
    .replaceAll(/'association-lifecycle\/(\w+)'/g, "'../../src/hosting/$1/index.ts'")
    .replaceAll("'association-lifecycle'", "'../../src/index.ts'")
  writeFileSync(file, fromSource)
  return printedBy(file, fileURLToPath(new URL('.', import.meta.url)), { ...env, NODE_NO_WARNINGS: '1' })
}

test('there is one for PostgreSQL, and one outline of what the tests run', () => {
  expect(examples.filter(([, { code }]) => needsServer(code))).toHaveLength(1)
  expect(examples.length).toBeGreaterThan(3)
  const outlines = guides.flatMap((guide) => blocksOf(textOf(guide)).filter(({ mark }) => mark?.kind === 'an outline of'))
  expect(outlines.map(({ mark }) => mark?.file)).toStrictEqual(['test/engines/restate-service.ts'])
})

for (const [where, { code, output }] of examples)
  test.skipIf(needsServer(code) && findPostgres() === undefined)(`${where} runs and prints what it says`, async () => {
    if (!needsServer(code)) return expect(await run(where, code)).toBe(output)
    const server = await startPostgres()
    onTestFinished(server.stop)
    expect(await run(where, code, { DATABASE_URL: server.connectionString })).toBe(output)
  })
