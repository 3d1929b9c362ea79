/** The wire for any request: what is written is read back, lists keep what is in them apart, and nothing throws. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BackupPoliciesCommand } from '../../src/backup-policies/index.ts'
import type { Read, WireCall, WireRequest } from '../../src/backup-policies/wire.ts'
import { backupPolicies } from '../../src/index.ts'
import {
  association,
  disassociation,
  factsOf,
  policyId,
  project,
  ready,
  run,
  schedule,
  uuid,
  volume,
  volumeId
} from './support.ts'

const { decide, errors, listBackupPolicies, operations, wire } = backupPolicies
const { readOutcomes, readReply, readRequest, writeReply, writeRequest } = wire

/** Valid where a text can be anything, and made to be mistaken for something else. */
const hostileTexts = [
  '',
  '__proto__',
  'constructor',
  'policy_id',
  '{policy_id}',
  '{project_id}',
  '$&',
  '$1',
  '$<policy_id>',
  'a/b',
  '/deleted_resources',
  '..',
  '?x=y',
  '#',
  '100%',
  '%41%zz',
  '%2F',
  'a+b',
  ' ',
  '\n',
  '\0',
  '"',
  '\\',
  '<script>',
  'é',
  'e\u0301',
  '漢字',
  '😀👩‍👧',
  '\uFFFD'
]

/** UTF-8 can carry no half of a surrogate pair, so neither can the wire. */
const text = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary', maxLength: 60 }), fc.uuid())
const anyCase = fc.uuid().chain((id) => fc.constantFrom(id, id.toUpperCase()))
const json = fc.jsonValue({ maxDepth: 3 })

const someOf = <T extends Record<string, fc.Arbitrary<unknown>>>(model: T) => fc.record(model, { requiredKeys: [] })
const merged = (...parts: fc.Arbitrary<object>[]): fc.Arbitrary<object> =>
  fc.tuple(...parts).map((given) => Object.assign({}, ...given))

const unknownFields = fc.dictionary(text, json, { maxKeys: 3 })
const listOf = (entry: fc.Arbitrary<unknown>) => fc.record({ resources: fc.array(entry, { maxLength: 5 }) })
const hostFields = someOf({ availability_zone: text, os_vol_host_attr: text })
const inPath = fc.record({ policy_id: text })

/** Requests of each operation, valid ones among them. One of disassociating always has something beside the id that is in the path. */
const requests: { readonly [O in WireCall['type']]: fc.Arbitrary<object> } = {
  CreateBackupPolicy: merged(unknownFields, someOf({ backup_policy_name: fc.oneof(text, json), scheduled_policy: json })),
  AssociateResources: merged(
    unknownFields,
    fc.record({ backup_policy_id: fc.oneof(anyCase, json) }),
    listOf(fc.oneof(merged(anyCase.map(volume), hostFields), json))
  ),
  DisassociateResources: merged(unknownFields, listOf(fc.oneof(fc.record({ resource_id: anyCase }), json)), inPath),
  DeleteBackupPolicy: inPath,
  ListBackupPolicies: fc.constant({})
}

const types = Object.keys(operations) as WireCall['type'][]
const callsOf = (type: WireCall['type']) =>
  requests[type].map((request) => ({ type, request: JSON.parse(JSON.stringify(request)) }) as WireCall)

const isReady = ready()

/** The code that a call is answered with, or `ok`. */
const answerTo = (call: WireCall, given: object = {}): string => {
  const facts = factsOf(given)
  const answer =
    call.type === 'ListBackupPolicies'
      ? listBackupPolicies(isReady, call.request, facts)
      : decide({ ...call, policyId: uuid(9) } as BackupPoliciesCommand, isReady, facts)
  return answer.ok ? 'ok' : answer.error.code
}

describe('what is written is read', () => {
  test.each(types)('%s', (type) => {
    fc.assert(
      fc.property(text, callsOf(type), text, (projectId, call, query) => {
        const written = writeRequest(projectId, call)
        // Not toStrictEqual: to it a field of the name `constructor` is the type of the object.
        const isRead = (request: WireRequest) => expect(readRequest(request)).toEqual({ ok: true, projectId, call })
        isRead(written)
        isRead({ ...written, path: `${written.path}?${query}` })
        if (written.body !== undefined) isRead({ ...written, body: JSON.parse(String(written.body)) })
        expect(written.path).toMatch(/^\/v2\/[\w%.!~*'()-]*\/[a-z]/)
      })
    )
  })

  test('replies and errors', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.constantFrom(...Object.values(errors)),
        fc.dictionary(text, json),
        (type, { status, code, message }, given) => {
          const refused = { ok: false, error: { status, code, message } } as const
          expect(readReply(JSON.parse(JSON.stringify(writeReply(type, refused))))).toStrictEqual(refused)
          const reply = JSON.parse(JSON.stringify(given))
          const isEmpty = operations[type].status === 204
          expect(readReply(writeReply(type, { ok: true, reply }))).toStrictEqual({ ok: true, reply: isEmpty ? {} : reply })
        }
      )
    )
  })
})

describe('what became of each resource', () => {
  const entry = merged(
    unknownFields,
    someOf({ code: fc.oneof(text, json), message: text, resource_type: json }),
    fc.record({ resource_id: text })
  )

  test('is said by the list that its entry is in, whatever the entry holds', () => {
    fc.assert(
      fc.property(fc.array(entry), fc.array(entry), unknownFields, (succeeded, failed, more) => {
        const reply = { ...more, success_resources: succeeded, fail_resources: failed }
        expect(readOutcomes(reply)).toStrictEqual({ succeeded, failed })
      })
    )
  })

  test('is read as it was decided: each resource once, in the order of the request', () => {
    const pool = fc.integer({ min: 1, max: 6 }).map(uuid)
    const list = fc.array(pool, { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(list, list, fc.boolean(), fc.integer({ min: 0, max: 7 }), (before, named, isJoining, resourcesPerPolicy) => {
        const make = isJoining ? association : disassociation
        const { result } = run(ready(before), make(named), { limits: { resourcesPerPolicy } })
        const read = readReply(
          JSON.parse(JSON.stringify(writeReply(isJoining ? 'AssociateResources' : 'DisassociateResources', result)))
        )
        const { succeeded = [], failed = [] } = readOutcomes(read?.ok && read.reply) ?? {}
        const each = [...new Set(named)]
        const joined = new Set(before)
        let room = resourcesPerPolicy - joined.size
        const works = (id: string) => {
          if (!isJoining || joined.has(id)) return joined.has(id)
          room -= 1
          return room >= 0
        }
        const expected = each.map((id) => [id, works(id)] as const)
        expect(succeeded.map(({ resource_id }) => resource_id)).toStrictEqual(expected.flatMap(([id, ok]) => (ok ? [id] : [])))
        expect(failed.map(({ resource_id }) => resource_id)).toStrictEqual(expected.flatMap(([id, ok]) => (ok ? [] : [id])))
        expect(result).toMatchObject({ failures: failed.map(({ resource_id }) => ({ resource_id })) })
      })
    )
  })
})

describe('anything may come', () => {
  const own = Reflect.ownKeys(Object.prototype)
  const isUntouched = () => expect(Reflect.ownKeys(Object.prototype)).toStrictEqual(own)

  const segment = fc.oneof(
    fc.constantFrom('v2', 'backuppolicy', 'backuppolicyresources', 'deleted_resources', project, policyId, '%3C', '%zz'),
    text
  )
  const paths = fc.oneof(
    fc.constantFrom(
      `/v2/${project}/backuppolicy`,
      `/v2/${project}/backuppolicyresources`,
      `/v2/${project}/backuppolicyresources/${policyId}/deleted_resources`,
      `/v2/${project}/backuppolicy/${policyId}`
    ),
    fc.array(segment, { maxLength: 6 }).map((segments) => `/${segments.join('/')}`),
    fc.webPath(),
    fc.string({ unit: 'binary' }).map((given) => `${given}\uD800`)
  )
  const methods = fc.oneof(fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'post', '__proto__'), text)
  const body = fc.oneof(
    text,
    fc.json(),
    json,
    fc.anything({ withNullPrototype: true, withSparseArray: true, withBigInt: true, withDate: true, withMap: true }),
    fc.record({ resources: fc.anything({ withNullPrototype: true, withSparseArray: true }), policy_id: fc.anything() }),
    fc.constantFrom('{"__proto__":{"polluted":true},"resources":[]}', JSON.stringify({ resources: [{ resource_id: volumeId }] })),
    fc.record({ backup_policy_name: text, scheduled_policy: fc.oneof(fc.anything(), fc.constant(schedule)) })
  )

  const isAnswered = (read: Read) => {
    if (!read.ok) expect(['NotFound', 'MethodNotAllowed', 'AutoBackup.0008']).toContain(read.error.code)
    else {
      expect(Object.hasOwn(operations, read.call.type)).toBe(true)
      const code = answerTo(read.call, { projectId: read.projectId })
      expect(code === 'ok' || Object.hasOwn(errors, code)).toBe(true)
    }
    isUntouched()
  }

  test('as a request', () => {
    fc.assert(
      fc.property(methods, paths, body, (method, path, given) => {
        isAnswered(readRequest({ method, path, body: given }))
      }),
      { numRuns: 2_000 }
    )
  })

  test('as a request whose method and path are no texts', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), body, (method, path, given) => {
        isAnswered(readRequest({ method, path, body: given } as WireRequest))
      }),
      { numRuns: 1_000, examples: [[null, { toString: '' }, undefined]] }
    )
  })

  test('as an answer', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer(), fc.double(), fc.integer({ min: 190, max: 310 })),
        fc.oneof(fc.anything({ withNullPrototype: true }), json, fc.record({ error: fc.anything() })),
        (status, given) => {
          const read = readReply({ status, body: given })
          if (read !== undefined) expect(read.ok).toBe(status >= 200 && status < 300)
          isUntouched()
        }
      )
    )
  })

  test('as a reply', () => {
    const entries = fc.array(fc.oneof(fc.anything({ withNullPrototype: true }), fc.record({ resource_id: fc.anything() })))
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.record({ success_resources: entries, fail_resources: entries })), (given) => {
        const outcomes = readOutcomes(given)
        for (const { resource_id } of [...(outcomes?.succeeded ?? []), ...(outcomes?.failed ?? [])])
          expect(typeof resource_id).toBe('string')
        isUntouched()
      })
    )
  })
})
