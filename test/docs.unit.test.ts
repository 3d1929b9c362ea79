/** The scenarios on their reference page run. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

const scenarios = [...read('docs/reference/scenarios.md').matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => text)

test('the page of scenarios has one of each system', () => {
  expect(scenarios.map((text) => JSON.parse(text).system)).toStrictEqual(['resource-sharing', 'backup-policies'])
})

test.each(scenarios)('a scenario on the page of scenarios runs', (text) => {
  const main = fileURLToPath(new URL('../dist/hosting/cli/main.js', import.meta.url))
  const lines = execFileSync(process.execPath, [main, '--json', '-'], { input: text, encoding: 'utf8' }).trim().split('\n')
  expect(lines.length).toBeGreaterThan(JSON.parse(text).steps.length)
})

test('the example in JavaScript on the page of scenarios runs beside the examples, and prints what it says', () => {
  const [, code = '', output] = /```js\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/.exec(read('docs/reference/scenarios.md')) ?? []
  const cwd = fileURLToPath(new URL('../docs/examples/', import.meta.url))
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd, encoding: 'utf8' })).toBe(output)
})
