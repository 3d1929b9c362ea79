/** The envelope and the checks that any stored state goes through, on a small state of their own. */
import { describe, expect, test } from 'vitest'
import {
  breachIn,
  deadline,
  type FieldRule,
  faultAt,
  faultIn,
  faultInEach,
  findRepeated,
  flag,
  instant,
  type Law,
  object,
  oneOf,
  optional,
  type Rules,
  seal,
  status,
  storedError,
  text,
  timeLaws,
  unseal
} from '../../src/decider/stored.ts'

describe('what a field may hold', () => {
  const values = [undefined, null, 0, -0, 1.5, '', 'a', true, [], {}, Symbol('x'), 1n]

  test.each<readonly [string, FieldRule, readonly unknown[], says: string]>([
    ['a text', text, ['', 'a'], 'a text'],
    ['a flag', flag, [true], 'true or false'],
    ['an object', object, [{}], 'an object'],
    ['a time', instant, [0, 1.5], 'a time in epoch milliseconds that a date can be'],
    ['a deadline', deadline, [0, 1.5], 'a time in epoch milliseconds'],
    ['a word', oneOf(['a', 'b']), ['a'], 'one of a, b']
  ])('%s', (_, rule, right, says) => {
    expect(rule).toMatchObject({ isRequired: true, says })
    expect(values.filter(rule.is)).toStrictEqual(right)
    expect(values.filter(optional(rule).is)).toStrictEqual(right)
    expect(optional(rule)).toMatchObject({ isRequired: false, says })
  })

  test.each([
    [0, true, true],
    [-0, false, false],
    [0.5, true, true],
    [8_640_000_000_000_000, true, true],
    [8_640_000_000_000_001, false, true],
    [-8_640_000_000_000_000, true, true],
    [-8_640_000_000_000_001, false, true],
    [Number.MAX_VALUE, false, true],
    [Number.POSITIVE_INFINITY, false, false],
    [Number.NEGATIVE_INFINITY, false, false],
    [Number.NaN, false, false]
  ])('%d is a time: %s; a deadline: %s', (value, isInstant, isDeadline) => {
    expect([instant.is(value), deadline.is(value)]).toStrictEqual([isInstant, isDeadline])
    if (isInstant) expect(new Date(value).toISOString()).toMatch(/Z$/)
  })

  test('a status is a word with an error of its own', () => {
    expect(status(['On', 'Off'])).toStrictEqual({ ...oneOf(['On', 'Off']), is: expect.any(Function), statuses: ['On', 'Off'] })
    expect(oneOf(['On']).statuses).toBe(undefined)
  })
})

const rules: Rules = { name: text, state: status(['On', 'Off']), note: optional(text), kind: optional(oneOf(['A', 'B'])) }

describe('what is wrong with the fields of a value', () => {
  const malformed = (message: string) => storedError('Malformed', message)
  test.each([
    [{ name: '', state: 'On' }, undefined],
    [{ state: 'Off', name: 'x', kind: 'A', note: '' }, undefined],
    [Object.assign(Object.create(null), { name: 'x', state: 'On' }), undefined],
    [{}, malformed('it lacks its name')],
    [{ name: 'x' }, malformed('it lacks its state')],
    [{ name: 'x', note: 'x', kind: 'A' }, malformed('it lacks its state')],
    [Object.create({ name: 'x', state: 'On' }), malformed('it lacks its name')],
    [{ name: 5, state: 'On' }, malformed('it.name must be a text; it is 5')],
    [{ name: undefined, state: 'On' }, malformed('it.name must be a text; it is missing')],
    [{ name: 'x', state: 5 }, malformed('it.state must be one of On, Off; it is 5')],
    [{ name: 'x', state: 'On', kind: 'C' }, malformed('it.kind must be one of A, B; it is "C"')],
    [{ name: 'x', state: 'On', more: 1 }, malformed('it has a field that this version does not know: "more"')],
    [{ name: 'x', state: 'On', toString: 1 }, malformed('it has a field that this version does not know: "toString"')],
    [
      JSON.parse('{"__proto__":1,"name":"x","state":"On"}'),
      malformed('it has a field that this version does not know: "__proto__"')
    ],
    [
      { name: 'x', state: 'On', ['x'.repeat(100)]: 1 },
      malformed(`it has a field that this version does not know: "${'x'.repeat(79)}…"`)
    ],
    [
      { more: 1, name: 5, state: 'Idle' },
      storedError('UnknownStatus', 'it.state is "Idle", a status that this version does not know')
    ],
    [{ state: 'Idle' }, storedError('UnknownStatus', 'it.state is "Idle", a status that this version does not know')],
    [
      { name: 'x', state: 'a\n"b"' },
      storedError('UnknownStatus', 'it.state is "a\\n\\"b\\"", a status that this version does not know')
    ],
    [null, malformed('it must be an object; it is null')],
    [undefined, malformed('it must be an object; it is missing')],
    [[], malformed('it must be an object; it is a list')],
    ['x', malformed('it must be an object; it is "x"')],
    [-0, malformed('it must be an object; it is -0')],
    [1e300, malformed('it must be an object; it is 1e+300')]
  ])('%j', (value, fault) => {
    expect(faultIn('it', value, rules)).toStrictEqual(fault)
  })

  test('no rules, no fields', () => {
    expect(faultIn('it', {}, {})).toBe(undefined)
    expect(faultIn('it', { a: 1 }, {})).toStrictEqual(malformed('it has a field that this version does not know: "a"'))
  })

  test('a value that is nested too deeply for a text of it is still told of', () => {
    let nested: unknown = 1
    for (let level = 0; level < 100_000; level += 1) nested = level % 2 === 0 ? [nested] : { nested }
    expect(faultIn('it', { name: nested, state: 'On' }, rules)).toStrictEqual(
      malformed('it.name must be a text; it is an object')
    )
    expect(faultIn('it', [nested], rules)).toStrictEqual(malformed('it must be an object; it is a list'))
  })
})

describe('laws', () => {
  const laws: readonly Law<number>[] = [
    ['must be positive', (value) => value > 0],
    ['must be small', (value) => value < 10],
    ['must be odd', (value) => value % 2 === 1]
  ]
  test.each([
    [1, undefined],
    [-2, 'n must be positive'],
    [12, 'n must be small'],
    [2, 'n must be odd']
  ])('%d: the first that is broken', (value, message) => {
    expect(breachIn('n', value, laws)).toStrictEqual(message === undefined ? undefined : storedError('Malformed', message))
  })

  const both = 'it must have expiresFrom and expiresBy when it has ended, and only then'
  const order = 'it must have updateTime <= expiresFrom <= expiresBy'
  test.each([
    [{ createTime: 1, updateTime: 1 }, false, undefined],
    [{ createTime: 2, updateTime: 1 }, false, 'it must not have an updateTime before its createTime'],
    [{ createTime: 1, updateTime: 2 }, true, both],
    [{ createTime: 1, updateTime: 2, expiresFrom: 2 }, true, both],
    [{ createTime: 1, updateTime: 2, expiresBy: 2 }, true, both],
    [{ createTime: 1, updateTime: 2, expiresFrom: 2 }, false, both],
    [{ createTime: 1, updateTime: 2, expiresBy: 2 }, false, both],
    [{ createTime: 1, updateTime: 2, expiresFrom: 2, expiresBy: 2 }, false, both],
    [{ createTime: 1, updateTime: 2, expiresFrom: 2, expiresBy: 2 }, true, undefined],
    [{ createTime: 1, updateTime: 2, expiresFrom: 3, expiresBy: 1e300 }, true, undefined],
    [{ createTime: 1, updateTime: 2, expiresFrom: 1.5, expiresBy: 3 }, true, order],
    [{ createTime: 1, updateTime: 2, expiresFrom: 4, expiresBy: 3 }, true, order]
  ])('times: %j, ended: %s', (record, hasEnded, message) => {
    const found = breachIn<typeof record>(
      'it',
      record,
      timeLaws(() => hasEnded)
    )
    expect(found?.message).toBe(message)
  })
})

describe('lists', () => {
  const oddFault = (where: string, entry: number) => (entry % 2 === 0 ? undefined : storedError('Malformed', `${where} is odd`))

  test.each<readonly [readonly number[], string | undefined]>([
    [[], undefined],
    [[2, 4], undefined],
    [[1, 2], 'list[0] is odd'],
    [[2, 4, 3, 5], 'list[2] is odd']
  ])('%j: the first fault, with its place', (entries, message) => {
    expect(faultInEach('list', entries, oddFault)?.message).toBe(message)
  })

  test('the place of an entry is its own, whatever is like it', () => {
    const [a, b] = [{ id: 1 }, { id: 1 }]
    expect(faultAt('list', [a, b], b, 'is wrong')).toStrictEqual(storedError('Malformed', 'list[1] is wrong'))
    expect(faultAt('list', [a, b], a, 'is wrong')).toStrictEqual(storedError('Malformed', 'list[0] is wrong'))
    expect(faultAt('list', [a, b], undefined, 'is wrong')).toBe(undefined)
  })

  test.each<readonly [string, string | undefined]>([
    ['', undefined],
    ['a1', undefined],
    ['a1 b1', undefined],
    ['a1 a2', 'a2'],
    ['a1 b1 c1 b2 a2 b3', 'b2'],
    ['_1 _2', '_2']
  ])('%j: of entries with the same letter the second is found', (text, found) => {
    expect(findRepeated(text.split(' ').filter(Boolean), (entry) => entry.slice(0, 1))).toBe(found)
  })
})

describe('the envelope', () => {
  const open = (given: unknown) => unseal(given, 'test/thing', 3)

  test('what is sealed is opened', () => {
    const content = { b: [1, { c: null }], a: '":' }
    expect(seal('test/thing', 3, content)).toBe('{"format":"test/thing","version":3,"b":[1,{"c":null}],"a":"\\":"}')
    expect(open(seal('test/thing', 3, content))).toStrictEqual({ ok: true, state: content })
    expect(open(seal('test/thing', 3, {}))).toStrictEqual({ ok: true, state: {} })
  })

  test.each([
    ['NotJson', undefined, 'not JSON: a text is needed, got undefined'],
    ['NotJson', ['{}'], 'not JSON: a text is needed, got object'],
    ['NotJson', '', expect.stringMatching(/^not JSON: \S/)],
    ['Malformed', '[]', 'the envelope must be an object; it is a list'],
    ['Malformed', '{"version":3}', 'format must be "test/thing"; it is missing'],
    ['Malformed', '{"format":"test/thin","version":3}', 'format must be "test/thing"; it is "test/thin"'],
    ['UnknownVersion', '{"format":"test/thing"}', 'version must be 3, the one that this library writes; it is missing'],
    [
      'UnknownVersion',
      '{"format":"test/thing","version":4,"a":1,"a":2}',
      'version must be 3, the one that this library writes; it is 4'
    ],
    [
      'UnknownVersion',
      '{"format":"test/thing","version":[3]}',
      'version must be 3, the one that this library writes; it is a list'
    ]
  ])('%s: %s', (code, given, message) => {
    expect(open(given)).toStrictEqual({ ok: false, error: { status: 422, code, message } })
  })

  const sealed = (fields: string) => `{"format":"test/thing","version":3,${fields}}`

  test.each([
    ['a', '"a":1,"a":1'],
    ['a', '"a":1,"b":2,"a":3'],
    ['a', '"list":[{"a":1},{"b":1,"a":2,"c":[],"a":3}]'],
    ['a', '"a":{"a":{"a":1,"a":2}}'],
    ['a', '"a":{"a":1},"a":2'],
    ['a', '"\\u0061":1,"a":2'],
    ['a', '"a" \r\n\t:1,"a"\n: 2'],
    ['', '"":1,"":2'],
    ['a"b', '"a\\"b":1,"a\\"b":2'],
    ['a\\', '"a\\\\":1,"a\\\\":2'],
    ['__proto__', '"__proto__":1,"__proto__":2'],
    ['constructor', '"constructor":1,"constructor":2'],
    ['version', '"version":3'],
    ['b', '"a":"\\"b\\":1,\\"b\\":2","b":1,"b":2'],
    ['b', '"a":"\\\\","b":1,"b":2'],
    ['b', '"a":"}{","b":{"c":"]["},"b":2']
  ])('%j there twice: %s', (name, fields) => {
    expect(open(sealed(fields))).toStrictEqual({
      ok: false,
      error: storedError('Malformed', `an object has two fields of the name ${JSON.stringify(name)}`)
    })
  })

  test.each([
    '"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]',
    '"a":"\\"b\\":1,\\"b\\":2","b":":"',
    '"a":"\\"b\\" :1","b":[":",":","\\":\\":"]',
    '"a":"\\\\\\":","b":"\\\\\\\\"',
    '"a\\"":1,"a":2,"A":3',
    '"__proto__":{"__proto__":1}'
  ])('a name that is there once in each object: %s', (fields) => {
    const { format: _format, version: _version, ...content } = JSON.parse(sealed(fields))
    expect(open(sealed(fields))).toStrictEqual({ ok: true, state: content })
  })

  test('depth is no matter', () => {
    const levels = 100_000
    const lists = sealed(`"a":${'['.repeat(levels)}${']'.repeat(levels)}`)
    const objects = sealed(`"a":${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`)
    expect(open(lists).ok).toBe(true)
    expect(open(objects).ok).toBe(true)
    expect(open(objects.replace('"a":1', '"a":1,"a":1'))).toMatchObject({ ok: false, error: { code: 'Malformed' } })
    expect(open('['.repeat(levels))).toMatchObject({ ok: false, error: { code: 'NotJson' } })
  })
})
