/**
 * Everything loads. A test file that cannot be loaded has no test that fails, so a mutant that breaks the loading would live on: here it
 * is a failed test.
 */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** Each by its own name: what is imported by a name that is made up at run time is not known to depend on the source. */
const modules: Readonly<Record<string, () => Promise<object>>> = {
  'src/backup-policies/index.ts': () => import('../../src/backup-policies/index.ts'),
  'src/collections/index.ts': () => import('../../src/collections/index.ts'),
  'src/lifecycle/index.ts': () => import('../../src/lifecycle/index.ts'),
  'src/resource-sharing/index.ts': () => import('../../src/resource-sharing/index.ts'),
  'src/testing/index.ts': () => import('../../src/testing/index.ts'),
  'test/backup-policies/support.ts': () => import('../backup-policies/support.ts'),
  'test/collections/support.ts': () => import('../collections/support.ts'),
  'test/resource-sharing/support.ts': () => import('../resource-sharing/support.ts')
}

test.each(Object.entries(modules))('%s', async (_, load) => {
  expect(Object.keys(await load()).length).toBeGreaterThan(0)
})

test('these are all', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const found = (folder: string, name: string): string[] =>
    readdirSync(`${root}${folder}`, { withFileTypes: true })
      .filter(
        (entry) => entry.isDirectory() && entry.name !== 'hosting' && readdirSync(`${root}${folder}/${entry.name}`).includes(name)
      )
      .map((entry) => `${folder}/${entry.name}/${name}`)
  expect(Object.keys(modules).sort()).toStrictEqual([...found('src', 'index.ts'), ...found('test', 'support.ts')].sort())
})
