/** No code on a page that is written by hand is without a test. */
import { describe, expect, test } from 'vitest'
import { pages, programsOf, textOf } from './pages.ts'
import { runnersOf, snippetFaults } from './snippets.ts'

const own = 'test/guide.e2e.test.ts'
const written = pages.flatMap((page) => {
  const tests = runnersOf(page)
  return tests === undefined ? [] : [[page, tests] as const]
})

test('there is no code on them that no test has seen, and no command that does not exist', () => {
  const faults = written.flatMap(([page, tests]) => snippetFaults(textOf(page), tests).map((fault) => `${page}, ${fault}`))
  expect(faults).toStrictEqual([])
  expect(written.length).toBeGreaterThan(80)
})

const js = (mark: string, code = 'run()') => `${mark}\n\`\`\`js\n${code}\n\`\`\`\n`
const runs = `<!-- runs as a test: ${own} -->`

describe('what is found on a page', () => {
  test.each([
    ['code without a word of a test', js(''), 'line 2: js of which nothing says that it runs as a test'],
    [
      'code of a test that runs other pages',
      js('<!-- runs as a test: test/tidy.test.ts -->'),
      'line 2: test/tidy.test.ts does not run'
    ],
    ['a mark that stands too far away', js(`${runs}\n`), 'line 3: js of which nothing says'],
    ['a test that is not there', js('<!-- held by: test/nothing.test.ts -->'), 'line 2: test/nothing.test.ts does not exist'],
    ['a text that nothing prints', '```text\nwords\n```\n', 'line 1: a text that nothing prints'],
    ['another language', '```yaml\na: 1\n```\n', 'line 1: yaml: nothing holds it'],
    ['none', '```\na\n```\n', 'line 1: no language: nothing holds it'],
    ['code in a list', '- a\n\n  ```js\n  run()\n  ```\n', 'a fence that is indented'],
    ['a fence that is left open', '```js\nrun()\n', 'a fence that is indented, never closed'],
    ['fences of tildes', '~~~js\nrun()\n~~~\n', 'a fence that is indented, never closed, or of another kind'],
    ['a script that is not there', '```sh\nnpm run nothing\n```\n', 'line 1: no script nothing'],
    ['a file that is not there', '```sh\nnpm start -- docs/nothing.json\n```\n', 'line 1: docs/nothing.json does not exist'],
    [
      'a package that is none',
      '```sh\nnpm i -D association-lifecycles\n```\n',
      'association-lifecycles is none of the packages here'
    ],
    ['a file that the page has not named', '```sh\nnode shares.mjs\n```\n', 'line 1: which file is shares.mjs?'],
    ['a command between the lines', 'Run `npm run nothing`.\n', 'npm run nothing: no script nothing'],
    ['a second command', '```sh\nnpm ci && nmp test\n```\n', 'line 1: nmp?']
  ])('%s', (_, text, fault) => {
    expect(snippetFaults(text, [own]).join()).toContain(fault)
  })

  test.each([
    ['code that runs, and what it prints', `${js(runs)}\n\`\`\`text\n1\n\`\`\`\n`],
    [
      'commands',
      '```sh\nnpm ci && npm test # all\nnpm --silent start -- --json docs/examples/backup-policies.json | head -3\n```\n'
    ],
    ['a file that the page names', 'Put it into `shares.mjs`:\n\n```sh\nnode shares.mjs\n```\n']
  ])('no fault: %s', (_, text) => {
    expect(snippetFaults(text, [own])).toStrictEqual([])
  })
})

test('a program goes on where its page says so, and prints all that its blocks say', () => {
  const goesOn = `<!-- goes on, as a test: ${own} -->`
  const shown = (mark: string, code: string, output: string) => `${js(mark, code)}\n\`\`\`text\n${output}\n\`\`\`\n\n`
  const text = shown(runs, 'one()', '1') + shown(goesOn, 'two()', '2') + shown(runs, 'three()', '3')
  expect(programsOf(text, own)).toStrictEqual([
    { line: 2, code: 'one()\ntwo()\n', output: '1\n2\n' },
    { line: 20, code: 'three()\n', output: '3\n' }
  ])
  expect(programsOf(text, 'test/tidy.test.ts')).toStrictEqual([])
})
