/**
 * Everything loads. A test file that cannot be loaded has no test that fails, so a mutant that breaks the loading would live on: here it
 * is a failed test.
 */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const modulesIn = (folder: string, name: string): string[] =>
  readdirSync(`${root}${folder}`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(`${root}${folder}/${entry.name}`).includes(name))
    .map((entry) => `${root}${folder}/${entry.name}/${name}`)

test.each([...modulesIn('src', 'index.ts'), ...modulesIn('test', 'support.ts')])('%s', async (file) => {
  expect(Object.keys((await import(file)) as object).length).toBeGreaterThan(0)
})
