/** A reading is on a page of its own, in one form, with the code that does it and a test that holds it; and what a page shows is so. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileOf, linksOf } from './links.ts'
import { pages, programsOf, root, textOf } from './pages.ts'

const home = 'docs/decisions/'
const index = textOf(`${home}README.md`)
const decisions = pages.filter((page) => page.startsWith(home) && page !== `${home}README.md`)
const readings = decisions.filter((page) => page.slice(home.length).includes('/'))

const headings = ['**What.** ', '**Why.** ', '**What else was possible.** ', '**In the code:** ', '**Held by:**']

const titleOf = (page: string): string => /^# (.+)\n/.exec(textOf(page))?.[1] ?? ''

/** What a page names as its tests: their names, and the files that they are in. */
const heldBy = (page: string) =>
  [...textOf(page).matchAll(/^- "(.+)" in `([^`]+)`$/gm)].map(([, name = '', file = '']) => ({ name, file }))

describe('the index', () => {
  test('has every page once, by its title', () => {
    const entries = [...index.matchAll(/^- \[(.+)\]\((.+)\)$/gm)].map(([, title, link]) => `${home}${link} ${title}`)
    expect(entries.sort()).toStrictEqual(decisions.map((page) => `${page} ${titleOf(page)}`).sort())
  })

  test('has the readings of the lifecycle and of each system', () => {
    const folders = new Set(readings.map((page) => page.split('/').slice(2, -1).join('/')))
    expect([...folders].sort()).toStrictEqual(['backup-policies', 'lifecycle', 'resource-sharing'])
  })
})

describe.each(readings.map((page) => [page.slice(home.length), page]))('%s', (_, page) => {
  test('says what, why, what else was possible, and where it is, on one short page', () => {
    const text = textOf(page)
    const starts = text.split('\n').flatMap((line) => headings.find((heading) => `${line} `.startsWith(heading)) ?? [])
    expect(starts).toStrictEqual(headings)
    expect(text.split('\n').length).toBeLessThanOrEqual(50)
    expect(titleOf(page)).not.toBe('')
  })

  test('names code that is there, and tests that are there by that name', () => {
    const code = linksOf(/^\*\*In the code:\*\*.*$/m.exec(textOf(page))?.[0] ?? '').map((link) => fileOf(page, link) ?? '')
    expect(
      code.filter((file) => !file.startsWith('src/')),
      'code outside of src'
    ).toStrictEqual([])
    expect(code.length).toBeGreaterThan(0)
    const tests = heldBy(page)
    expect(tests.length).toBeGreaterThan(0)
    expect(tests.filter(({ name, file }) => !/\.test\.ts$/.test(file) || !textOf(file).includes(`'${name}`))).toStrictEqual([])
  })
})

describe('what the pages show', () => {
  const programs = decisions.flatMap((page) =>
    programsOf(textOf(page), 'test/docs/decisions.unit.test.ts').map((program) => [`${page}:${program.line}`, program] as const)
  )

  /** Inside the package, so that its own name resolves by its own exports. One process runs them all: there are many, and they are short. */
  const folder = `${root}dist/decision-examples/`
  const running = `
    const printed = []
    for (const at of Array(${programs.length}).keys()) {
      const lines = []
      console.log = (...told) => lines.push(told.join(' ') + '\\n')
      const failure = await import(\`./\${at}.mjs\`).then(() => '', String)
      printed.push(lines.join('') + failure)
    }
    process.stdout.write(JSON.stringify(printed))`
  let printed: readonly string[] = []

  beforeAll(() => {
    mkdirSync(folder, { recursive: true })
    for (const [at, [, { code }]] of programs.entries()) writeFileSync(`${folder}${at}.mjs`, code)
    writeFileSync(`${folder}all.mjs`, running)
    printed = JSON.parse(execFileSync(process.execPath, [`${folder}all.mjs`], { encoding: 'utf8' }))
  })

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  test.each(programs.map(([where, program], at) => [where, at, program] as const))('%s', (_, at, { output = '' }) => {
    expect(printed[at]).toBe(output)
  })

  test('is not little', () => {
    expect(programs.length).toBeGreaterThanOrEqual(15)
  })
})
