/** What is public says what it is, where it is documented, in which units it counts, and what it throws. */
import { describe, expect, test } from 'vitest'
import { backupPolicies, resourceSharing } from '../../src/index.ts'
import { surface } from './support.ts'

const { exported, reachable, commentOf, placeOf, parametersOf, membersOf, numbersIn } = surface

const pure = exported.filter(({ door, isNamespace }) => door === 'index' && isNamespace === undefined)
const own = /\bThe library's own\b|\bthe library's own\b/

/** The collections are nobody's business but the states': what they are made of is not looked at. */
const looked = [...reachable].filter((declaration) => !placeOf(declaration).startsWith('collections/'))

test('every export of every door has a comment, namespaces included', () => {
  expect(exported.filter(({ comment }) => comment === '').map(({ door, path }) => `${door}: ${path}`)).toStrictEqual([])
  expect(exported.length).toBeGreaterThan(500)
})

test('what exports are made of is exported by some door, or says that it is internal', () => {
  const declared = new Set(exported.flatMap(({ declarations }) => declarations))
  const others = [...reachable].filter((declaration) => !declared.has(declaration))
  const unsaid = others.filter((declaration) => !commentOf(declaration).includes('@internal'))
  expect(unsaid.map(placeOf)).toStrictEqual([])
  expect(others.length).toBeGreaterThan(0)
})

test('nothing that is exported says that it is internal', () => {
  expect(exported.filter(({ comment }) => comment.includes('@internal')).map(({ path }) => path)).toStrictEqual([])
})

/** A name that says what it holds: an id, a name, or a time with its unit. */
const speaking = /^id$|(Id|Ids|_id|Name|_name|Ms)$/

test('every member has a comment, but for those whose name or type says it all', () => {
  const silent = looked
    .flatMap(membersOf)
    .filter(({ comment, name, isLiteral, isNamedType }) => comment === '' && !isLiteral && !isNamedType && !speaking.test(name))
  expect(silent.map(({ place }) => place)).toStrictEqual([])
})

test('every time says in which unit it is', () => {
  const time = /(time|now|until|from|by|deadline|since|earliest|latest|start|delay|^at|[a-z]At)$/i
  const unsaid = looked.flatMap(numbersIn).filter(({ name, said }) => time.test(name) && !/milliseconds/i.test(said))
  expect(unsaid.map(({ place }) => place)).toStrictEqual([])
})

describe('the documented source', () => {
  const pages = new Set([
    ...Object.keys(resourceSharing.operations),
    ...Object.keys(backupPolicies.operations),
    'each operation',
    'the authorisation of each operation',
    '"Error Codes"'
  ])

  test('is named by every export of the pure interface, or it is the library’s own', () => {
    const unsaid = pure.filter(({ comment }) => !/\bDocumented in\b/.test(comment) && !own.test(comment.replace(/\s+/g, ' ')))
    expect(unsaid.map(({ path }) => path)).toStrictEqual([])
  })

  test('is a page of the service', () => {
    const named = pure.flatMap(({ path, comment }) =>
      [...comment.replace(/\s+/g, ' ').matchAll(/Documented in (.+?)(?=\.|, but| as )/g)].flatMap(([, names = '']) =>
        names.split(' and ').map((name) => [path, name] as const)
      )
    )
    expect(named.filter(([, name]) => !pages.has(name))).toStrictEqual([])
    const operations = new Set(named.map(([, name]) => name))
    expect([...pages].filter((page) => !operations.has(page))).toStrictEqual([])
  })
})

test('what takes facts or a state says what it throws: the one is a programmer’s, the other is not made by hand', () => {
  const taking = pure.filter((entry) => parametersOf(entry).some((type) => /^Facts$|State>?$/.test(type)))
  expect(taking.filter(({ comment }) => !comment.includes('@throws')).map(({ path }) => path)).toStrictEqual([])
  expect(taking.length).toBeGreaterThan(20)
})
