/** The reports of the public interface are those of the package as it is: whoever changes a type sees it in the report, and says so. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { makeReports, surface } from './support.ts'

const { reports, found } = makeReports()

const here = new URL('./', import.meta.url)

test.each([...reports])('%s is what npm run api writes', (file, text) => {
  expect(readFileSync(new URL(file, here), 'utf8'), `test/api/${file} is not the interface as it is: npm run api`).toBe(text)
})

test('there is a report of each door, and no other', () => {
  const files = readdirSync(here).filter((file) => file.endsWith('.api.md'))
  expect(files.sort(), 'npm run api').toStrictEqual([...reports.keys()].sort())
})

test('each report has every name of its door, in namespaces, too', () => {
  const missing = surface.exported.filter(
    ({ door, name }) => !new RegExp(`\\b${name}(_\\d+)?\\b`).test(reports.get(`${door}.api.md`) ?? '')
  )
  expect(missing.map(({ path }) => path)).toStrictEqual([])
})

test('API Extractor finds nothing wrong: neither types nor comments', () => {
  expect(found).toStrictEqual([])
})

test('no report speaks of a machine', () => {
  const places = /(^|[\s"'(])\/[a-z]+\/|\b[A-Z]:\\|\d{4}-\d\d-\d\dT/m
  expect([...reports].filter(([, text]) => places.test(text)).map(([file]) => file)).toStrictEqual([])
})
