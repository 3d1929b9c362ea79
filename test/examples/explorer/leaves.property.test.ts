/** A request as fields: a change to one of them changes that one. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonText } from '../../../docs/examples/explorer/model/facts.ts'
import { leavesOf, withLeaf } from '../../../docs/examples/explorer/model/leaves.ts'

const requests = fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 })

test('a change to a field changes that field alone', () => {
  fc.assert(
    fc.property(requests, fc.nat(), fc.string(), (request, which, typed) => {
      const text = jsonText(request)
      const before = leavesOf(text) ?? []
      const leaf = before[which % Math.max(1, before.length)]
      if (leaf === undefined) return
      const after = leavesOf(withLeaf(text, leaf.path, typed)) ?? []
      expect(after.map(({ path }) => path)).toStrictEqual(before.map(({ path }) => path))
      for (const [at, { path, value }] of after.entries()) {
        if (path === before[at]?.path || JSON.stringify(path) !== JSON.stringify(leaf.path))
          expect(value).toStrictEqual(before[at]?.value)
        else expect(String(value) === typed || Number(value) === Number(typed)).toBe(true)
      }
    }),
    { numRuns: 300 }
  )
})

test('fields are named by the way to them, and keep their kinds', () => {
  const text = '{ "Resources": [{ "ResourceId": "a" }], "MaxResults": 4, "AllowExternalTargets": false }'
  expect(leavesOf(text)?.map(({ label }) => label)).toStrictEqual([
    'Resources[0].ResourceId',
    'MaxResults',
    'AllowExternalTargets'
  ])
  expect(JSON.parse(withLeaf(text, ['MaxResults'], '5'))).toMatchObject({ MaxResults: 5 })
  expect(JSON.parse(withLeaf(text, ['MaxResults'], 'many'))).toMatchObject({ MaxResults: 'many' })
  expect(JSON.parse(withLeaf(text, ['AllowExternalTargets'], 'true'))).toMatchObject({ AllowExternalTargets: true })
  expect(leavesOf('{')).toBeUndefined()
  expect(withLeaf('{', ['a'], 'b')).toBe('{')
})
