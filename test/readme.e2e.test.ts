/** What the README shows is what happens: its example runs against the build, as its reader would run it. */
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const readme = readFileSync(`${root}README.md`, 'utf8')

/** Inside the package, so that its own name resolves by its own exports. */
const example = `${root}dist/readme-example.mjs`

const block = (language: string, after: string): string => {
  const [, text = ''] = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(readme.slice(readme.indexOf(after))) ?? []
  return text
}

afterAll(() => {
  rmSync(example, { force: true })
})

test.each([
  ['Resource Sharing', '## Embedding it'],
  ['backup policies', 'A backup policy has no workers']
])('the embedding example of %s prints what it says, in about 20 lines', (_, after) => {
  const code = block('js', after)
  writeFileSync(example, code)
  expect(execFileSync(process.execPath, [example], { encoding: 'utf8' })).toBe(block('text', after))
  expect(code.split('\n').filter((line) => line !== '').length).toBeLessThanOrEqual(22)
})

test('every link leads to a file', () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link ?? '').filter((link) => !link.startsWith('http'))
  expect(links.length).toBeGreaterThan(5)
  for (const link of links) expect(() => readFileSync(`${root}${link}`), link).not.toThrow(/ENOENT/)
})
