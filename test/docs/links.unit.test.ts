/** Every link of every page leads somewhere. */
import { expect, test } from 'vitest'
import { anchorsOf, linkFault, linksOf } from './links.ts'
import { pages, textOf } from './pages.ts'

test('every link of every page leads to a file, and to a heading that it has', () => {
  const links = pages.flatMap((page) => linksOf(textOf(page)).map((link) => [page, link] as const))
  const faults = links.flatMap(([page, link]) => {
    const fault = linkFault(page, link)
    return fault === undefined ? [] : [`${page}: ${link} ${fault}`]
  })
  expect(faults).toStrictEqual([])
  expect(links.length).toBeGreaterThan(300)
})

test('links of every kind are seen, and none in code', () => {
  const text = [
    'See [one](a.md), [`two`](b.md#part "a title") and ![three](c.svg).',
    '[four]: d.md',
    '<a href="e.md">five</a>',
    'Not `[six](f.md)`.',
    '```js',
    'const list = [g](h.md)',
    '```'
  ].join('\n')
  expect(linksOf(text)).toStrictEqual(['a.md', 'b.md#part', 'c.svg', 'd.md', 'e.md'])
})

test('anchors are those of GitHub', () => {
  const text = '# `step`, and more\n\n## What it *costs*: [today](x.md)\n\n## Twice\n\n## Twice\n\n```sh\n# none\n```\n'
  expect([...anchorsOf(text)]).toStrictEqual(['step-and-more', 'what-it-costs-today', 'twice', 'twice-1'])
})

test.each([
  ['../nothing.md', 'leads to no file'],
  ['../../../elsewhere.md', 'leads out of the repository'],
  ['hosting.md#nothing', 'leads to no heading'],
  ['#nothing', 'leads to no heading'],
  ['../../src/index.ts#nothing', 'leads to no heading'],
  ['file:///tmp', 'is no address of the web'],
  ['javascript:alert(1)', 'is no address of the web'],
  ['hosting.md#choosing-a-door', undefined],
  ['../../src', undefined],
  ['https://example.org/a_(b)', undefined]
])('%s: %s', (link, fault) => {
  expect(linkFault('docs/guide/testing.md', link)).toBe(fault)
})
