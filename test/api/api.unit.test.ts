/**
 * The public interface is as its reports in this folder have it, and says of itself what it is: where each part is documented, in which
 * units it counts, and what it throws.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { backupPolicies, resourceSharing } from '../../src/index.ts'
import { type Exported, makeReports, surface } from './support.ts'

const { exported, reachable, commentOf, placeOf, parametersOf, membersOf, numbersIn } = surface

const top = new URL('../../', import.meta.url)
const pathOf = ({ door, path }: Exported): string => `${door}: ${path}`
const inOneLine = (comment: string): string => comment.replace(/\s+/g, ' ')

describe('the reports', () => {
  const { reports, found } = makeReports()
  const folder = new URL('test/api/', top)

  test.each([...reports])('%s is what npm run api writes', (file, text) => {
    expect(readFileSync(new URL(file, folder), 'utf8'), `test/api/${file} is not the interface as it is: npm run api`).toBe(text)
  })

  test('are one a door of package.json', () => {
    const { exports } = JSON.parse(readFileSync(new URL('package.json', top), 'utf8')) as { exports: object }
    const doors = Object.entries(exports).filter(([, entry]) => typeof entry !== 'string')
    const expected = doors.map(([door]) => `${door === '.' ? 'index' : door.slice('./'.length)}.api.md`).sort()
    expect(
      readdirSync(folder)
        .filter((file) => file.endsWith('.api.md'))
        .sort(),
      'npm run api'
    ).toStrictEqual(expected)
    expect([...reports.keys()].sort()).toStrictEqual(expected)
  })

  test('have every name, in namespaces, too', () => {
    const isMissing = ({ door, name }: Exported) => !new RegExp(`\\b${name}(_\\d+)?\\b`).test(reports.get(`${door}.api.md`) ?? '')
    expect(exported.filter(isMissing).map(pathOf)).toStrictEqual([])
  })

  test('come without a complaint of API Extractor’s, of types or of comments', () => {
    expect(found).toStrictEqual([])
  })

  test('speak of no machine', () => {
    const machine = /(^|[\s"'(])\/[a-z]+\/|\b[A-Z]:\\|\d{4}-\d\d-\d\dT/m
    expect([...reports].filter(([, text]) => machine.test(text)).map(([file]) => file)).toStrictEqual([])
  })
})

test('each public type is named by a type test of its room', () => {
  const textOf = (room: string): string => {
    const folder = new URL(room === '.' ? 'test/' : `test/${room}/`, top)
    const files = readdirSync(folder).filter((file) => file.endsWith('.test-d.ts'))
    return files
      .map((file) => readFileSync(new URL(file, folder), 'utf8'))
      .join('\n')
      .replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '')
  }
  const types = exported.filter(({ isType }) => isType === true)
  const texts = new Map([...new Set(types.map(({ room }) => room))].map((room) => [room, textOf(room)]))
  const untested = types.filter(({ room, name }) => !new RegExp(`\\b${name}\\b`).test(texts.get(room) ?? ''))
  expect(untested.map(({ room, path }) => `test/${room}: ${path}`)).toStrictEqual([])
  expect(types.length).toBeGreaterThan(200)
})

test('nothing that is given out can be written to', () => {
  const writable = [...reachable].flatMap(membersOf).filter(({ isWritable }) => isWritable)
  expect(writable.map(({ place }) => place)).toStrictEqual([])
})

describe('the comments', () => {
  const pure = exported.filter(({ door, isNamespace }) => door === 'index' && isNamespace === undefined)

  /** The collections are nobody's business but the states': what they are made of is not looked at. */
  const looked = [...reachable].filter((declaration) => !placeOf(declaration).startsWith('collections/'))

  test('are there for every export of every door, namespaces included', () => {
    expect(exported.filter(({ comment }) => comment === '').map(pathOf)).toStrictEqual([])
    expect(exported.length).toBeGreaterThan(500)
  })

  test('say that it is internal of what exports are made of and no door exports, and of nothing else', () => {
    const declared = new Set(exported.flatMap(({ declarations }) => declarations))
    const isInternal = (declaration: object) => commentOf(declaration).includes('@internal')
    const wrong = [...reachable].filter((declaration) => isInternal(declaration) === declared.has(declaration))
    expect(wrong.map(placeOf)).toStrictEqual([])
  })

  test('are there for every member whose name or type does not say it all', () => {
    const speaking = /^id$|(Id|Ids|_id|Name|_name|Ms)$/
    const silent = looked
      .flatMap(membersOf)
      .filter(({ comment, name, isLiteral, isNamedType }) => comment === '' && !isLiteral && !isNamedType && !speaking.test(name))
    expect(silent.map(({ place }) => place)).toStrictEqual([])
  })

  test('say of every time that it is in milliseconds', () => {
    const time = /(time|now|until|from|by|deadline|since|earliest|latest|start|delay|^at|[a-z]At)$/i
    const unsaid = looked.flatMap(numbersIn).filter(({ name, said }) => time.test(name) && !/milliseconds/i.test(said))
    expect(unsaid.map(({ place }) => place)).toStrictEqual([])
  })

  test('say where it is documented, or that it is the library’s own', () => {
    const source = /\bDocumented in \S|\b[Tt]he library's own\b/
    expect(pure.filter(({ comment }) => !source.test(inOneLine(comment))).map(pathOf)).toStrictEqual([])
  })

  test('name pages of the services, and each of their operations', () => {
    const names = pure
      .flatMap(({ comment }) => [...inOneLine(comment).matchAll(/Documented in (.+?)(?=\.|, but| as | for )/g)])
      .flatMap(([, pages = '']) => pages.split(/, | and /))
    const pages = [
      ...Object.keys(resourceSharing.operations),
      ...Object.keys(backupPolicies.operations),
      'each operation',
      'the authorisation of each operation',
      '"Error Codes"'
    ]
    expect([...new Set(names)].sort()).toStrictEqual(pages.sort())
  })

  test('say what is thrown at a programmer who gives no facts, or a state of another making', () => {
    const taking = pure.filter((entry) => parametersOf(entry).some((type) => /^Facts$|State>?$/.test(type)))
    expect(taking.filter(({ comment }) => !comment.includes('@throws')).map(pathOf)).toStrictEqual([])
    expect(taking.length).toBeGreaterThan(20)
  })
})
