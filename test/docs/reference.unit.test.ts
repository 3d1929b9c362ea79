/** The reference is that of the code as it is now, and its examples are answered as it says. */
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { backupPolicies, resourceSharing } from '../../src/index.ts'
import { namesAfter, outcomeOf, pages, type Section, sectionsOf } from './reference.ts'
import { generator, read } from './support.ts'

const { referenceFiles } = (await generator('files.mjs')) as {
  referenceFiles: () => readonly (readonly [file: string, text: string])[]
}
const generated = referenceFiles()

test.each(generated)('%s is what npm run docs writes', (file, text) => {
  expect(read(file), `${file} is stale: npm run docs`).toBe(text)
})

test('every file of the reference is on its list of pages', () => {
  const files = readdirSync(new URL('../../docs/reference', import.meta.url)).filter((name) => name.endsWith('.md'))
  const listed = [...read('docs/reference/README.md').matchAll(/^- \[[^\]]+\]\(([\w-]+\.md)\)/gm)].map(([, file]) => file)
  expect([...listed, 'README.md'].sort(), 'docs/reference has other pages than its list: npm run docs').toStrictEqual(files)
})

const systems = { 'resource-sharing': resourceSharing, 'backup-policies': backupPolicies }

const sectionsOn = (pattern: RegExp): readonly Section[] => pages.filter((page) => pattern.test(page)).flatMap(sectionsOf)

describe.each(Object.entries(systems))('the errors of %s', (name, { errors }) => {
  const sections = sectionsOn(new RegExp(`^${name}-.*errors\\.md$`)).filter((section) => Object.hasOwn(errors, section.name))

  test('have a section each, once', () => {
    expect(sections.map((section) => section.name).sort()).toStrictEqual(Object.keys(errors).sort())
  })

  test('have an example each that is answered so, by one of the commands that the page names', () => {
    let shown = 0
    for (const section of sections) {
      const [block] = section.blocks
      if (block?.language !== 'json') continue
      const { answer, asked, kind, isExpected, unmet } = outcomeOf(section.page, block.text)
      if (!isExpected || unmet.length > 0) expect.fail(`${section.name} on ${section.page}: ${unmet.join() || 'expects nothing'}`)
      shown += 1
      if (answer.ok) continue
      const type = kind === 'sweep' ? 'Sweep' : asked.type
      expect(answer.code).toBe(section.name)
      const types = namesAfter('Answered to', section)
      if (types.length > 0 && !types.includes(String(type)))
        expect.fail(`${section.name} does not say that ${type} is answered so`)
    }
    const inCode = sections.filter(({ blocks }) => blocks[0]?.language === 'js').length
    expect(shown + inCode).toBe(sections.length)
  })
})

test('the reasons of single resources are met as the page says', () => {
  const sections = sectionsOf('backup-policies-errors.md').filter(({ name }) => /^[A-Z]\w+$/.test(name))
  expect(sections.map(({ name }) => name)).toStrictEqual(['NotAssociated', 'PolicyFull'])
  for (const { page, blocks } of sections)
    expect(outcomeOf(page, blocks[0]?.text ?? '')).toMatchObject({ isExpected: true, unmet: [] })
})

describe('commands and queries', () => {
  const sections = sectionsOn(/-(commands|replies)\.md$/).filter(({ blocks }) => blocks.length > 0)

  test.each(sections.map((section) => [section.name, section] as const))(
    'the example of %s gets the reply that stands there',
    (_, section) => {
      const [example, reply] = section.blocks
      const { answer } = outcomeOf(section.page, example?.text ?? '')
      expect(answer.ok).toBe(true)
      expect(JSON.parse(JSON.stringify(answer.ok ? (answer.body ?? {}) : {}))).toStrictEqual(JSON.parse(reply?.text ?? '{}'))
    }
  )

  test('are all of each system', () => {
    const operations = Object.values(systems).flatMap((system) => Object.keys(system.operations))
    expect(sections.map(({ name }) => name)).toEqual(expect.arrayContaining(operations))
  })
})

describe('code', () => {
  const sections = sectionsOn(/errors\.md$/).filter(({ blocks }) => blocks[0]?.language === 'js')

  test.each(sections.map((section) => [section.name, section] as const))(
    'of %s gives what stands below it',
    (name, { blocks }) => {
      const [code, value] = blocks
      const given: unknown = new Function('resourceSharing', 'backupPolicies', `return ${code?.text}`)(
        resourceSharing,
        backupPolicies
      )
      expect(JSON.parse(JSON.stringify(given))).toStrictEqual(JSON.parse(value?.text ?? ''))
      expect(value?.text).toContain(`"code": "${name}"`)
    }
  )

  test('is there', () => {
    expect(sections.length).toBeGreaterThan(20)
  })
})
