/** A schema and the service never disagree, and JSON Schema says the same as both but for what is listed. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differences } from '../../../src/hosting/schemas/index.ts'
import { hostile } from '../../../src/testing/index.ts'
import { jsonValidatorOf, type Operation, operations, requestsOf } from './support.ts'

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
const entriesOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : [])

/** However deep it is: some of what comes in is deeper than calls can be. */
const holdsNull = (value: unknown): boolean => {
  const open = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (next === null) return true
    if (typeof next === 'object') open.push(...Object.values(next as object))
  }
  return false
}

const isJson = (text: unknown) => {
  try {
    return JSON.parse(String(text)) !== undefined
  } catch {
    return false
  }
}

const keysOf = (resources: unknown) => entriesOf(resources).map(({ ResourceId, ResourceType }) => `${ResourceId} ${ResourceType}`)

/** Whether a difference may be what explains a request. `code`: with what the checks refuse it. */
const explains: Readonly<Record<string, (request: unknown, operation: Operation, code?: string) => boolean>> = {
  'null is absent': (request) => holdsNull(request),
  'an empty id is absent': (request) => [fieldsOf(request).Target, fieldsOf(request).ResourceId].includes(''),
  'no object is no fields': (request, { type }) =>
    type.startsWith('List') && (typeof request !== 'object' || request === null || Array.isArray(request)),
  'a policy id of another kind': (request) =>
    [fieldsOf(request).policy_id, fieldsOf(request).backup_policy_id].some((id) => id !== undefined && typeof id !== 'string'),
  'what a reply leaves out': (request) =>
    entriesOf(fieldsOf(request).resources).some((entry) =>
      [entry.availability_zone, entry.os_vol_host_attr].some((field) => field !== undefined && typeof field !== 'string')
    ),
  'the same resource': (request, _, code) =>
    code === 'InvalidParameter.Resources.Duplicate' &&
    new Set(keysOf(fieldsOf(request).Resources)).size < keysOf(fieldsOf(request).Resources).length,
  'code units': (request, _, code) =>
    ['InvalidParameter.Resources', 'InvalidParameter.ResourceId'].includes(code ?? '') &&
    [fieldsOf(request).ResourceId, ...entriesOf(fieldsOf(request).Resources).map(({ ResourceId }) => ResourceId)].some(
      (id) => typeof id === 'string' && id.length > 128 && [...id].length <= 128
    ),
  'a JSON text': (request, _, code) =>
    code === 'InvalidParameter.TargetProperties' &&
    entriesOf(fieldsOf(request).TargetProperties).some(({ Property }) => !isJson(Property)),
  'a service that is named': (request, _, code) => {
    const ids = entriesOf(fieldsOf(request).TargetProperties).map(({ TargetId }) => TargetId)
    const { Targets = [] } = fieldsOf(request)
    const isNamed = (id: unknown) => Array.isArray(Targets) && Targets.includes(id)
    return code === 'InvalidParameter.TargetProperties' && (new Set(ids).size < ids.length || !ids.every(isNamed))
  },
  'a page that was given out': (_, __, code) => code?.startsWith('InvalidParameter.NextToken') === true,
  'angle brackets': (_, __, code) => code === 'AutoBackup.0221'
}

const numRuns = 300

test('there is a schema of every operation, and of the query that is on no wire', () => {
  expect(operations.length).toBe(13)
  expect(Object.keys(explains)).toStrictEqual(differences.map(({ name }) => name))
})

describe.each(operations.map((operation) => [operation.type, operation] as const))('%s', (_, operation) => {
  const { validate } = operation.schema['~standard']
  const isRightJson = jsonValidatorOf(operation)

  const agrees = (request: unknown) => {
    const { issues } = validate(request)
    const said = operation.answer(request)
    if (issues === undefined) return said.ok || !operation.shapeCodes.has(said.error.code)
    const [{ code, message, status }] = issues
    return !said.ok && said.error.code === code && said.error.message === message && said.error.status === status
  }

  test('what the schema takes the service never refuses for its shape, and what it refuses the service refuses with the same error', () => {
    const anything = fc.oneof({ weight: 8, arbitrary: requestsOf(operation) }, { weight: 1, arbitrary: hostile })
    fc.assert(fc.property(anything, agrees), { numRuns })
  })

  test('every rule of shape is broken in these tests, and each is found in a request', () => {
    const broken = fc.sample(operation.broken, { numRuns: 500, seed: 8 })
    expect(broken.filter((request) => !agrees(request))).toStrictEqual([])
    const codes = new Set(broken.map((request) => validate(request).issues?.[0].code))
    expect([...operation.shapeCodes].filter((code) => !codes.has(code))).toStrictEqual([])
  })

  test('takes what is right, and gives back the very same', () => {
    fc.assert(
      fc.property(operation.right, (request) => {
        const result = validate(request)
        return result.issues === undefined && result.value === request && isRightJson(JSON.parse(JSON.stringify(request)))
      }),
      { numRuns: 100 }
    )
  })

  test('JSON Schema says the same, but for the differences that are listed', () => {
    fc.assert(
      fc.property(requestsOf(operation), (request) => {
        const { issues } = validate(request)
        const isRight = issues === undefined
        if (isRight === isRightJson(request)) return true
        return differences.some(
          ({ name, takenBy }) =>
            (takenBy === 'checks') === isRight && explains[name]?.(request, operation, issues?.[0].code) === true
        )
      }),
      { numRuns }
    )
  })

  test('the path of an issue leads into the request', () => {
    fc.assert(
      fc.property(requestsOf(operation), (request) => {
        const { issues } = validate(request)
        const path = issues?.[0].path ?? []
        const [field = '', place] = path
        if (typeof place === 'number') {
          const list = fieldsOf(request)[String(field)]
          expect(Array.isArray(list) && place < list.length).toBe(true)
        }
      }),
      { numRuns: 100 }
    )
  })
})
