import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { checkRpcSignature } from '../../../src/hosting/http/index.ts'
import { base } from './support.ts'

const now = Date.parse('2020-12-04T09:40:41Z')
const key = { secret: 'testsecret', accountId: '1' }

const checker = () => {
  const clock = { now }
  const check = checkRpcSignature({ keyOf: (id) => (id === 'testid' ? key : undefined), now: () => clock.now })
  const ask = (request: Request) => check(request, async () => new Uint8Array(await request.arrayBuffer()))
  return { clock, ask }
}

/** From the platform's page on signing requests, signed with `testsecret`. */
const platformExample =
  `${base}/?AccessKeyId=testid&Action=DescribeRegions&Format=XML&SignatureMethod=HMAC-SHA1` +
  '&SignatureNonce=3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf&SignatureVersion=1.0&Timestamp=2016-02-23T12%3A46%3A24Z&Version=2014-05-26' +
  `&Signature=${encodeURIComponent('OLeaidS1JvxuMvnyHOwuJ+uX5qY=')}`

let nonces = 0
const parameters = (given: Record<string, string> = {}) => {
  nonces += 1
  return {
    Action: 'DeleteResourceShare',
    ResourceShareId: "rs-a*'(!)~ +/ü",
    AccessKeyId: 'testid',
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: `nonce-${nonces}`,
    Timestamp: '2020-12-04T09:40:41Z',
    ...given
  }
}

/** Written down once more, with other means. */
const sign = (method: string, given: Readonly<Record<string, string>>, secret = key.secret): string => {
  const encode = (text: string) =>
    [...Buffer.from(text)]
      .map((byte) =>
        /[A-Za-z0-9._~-]/.test(String.fromCharCode(byte))
          ? String.fromCharCode(byte)
          : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
      )
      .join('')
  const names = Object.keys(given).sort()
  const canonical = names.map((name) => `${encode(name)}=${encode(given[name] ?? '')}`).join('&')
  return createHmac('sha1', `${secret}&`)
    .update(`${method}&%2F&${encode(canonical)}`)
    .digest('base64')
}

const get = (given: Readonly<Record<string, string>>, signature = sign('GET', given)) =>
  new Request(`${base}/?${new URLSearchParams({ ...given, Signature: signature })}`)

describe('a signature', () => {
  test('of the platform’s own example is right', async () => {
    const { clock, ask } = checker()
    clock.now = Date.parse('2016-02-23T12:46:24Z')
    expect(await ask(new Request(platformExample))).toStrictEqual({ key })
  })

  test('is of the query, or of query and form together', async () => {
    const { ask } = checker()
    expect(await ask(get(parameters()))).toStrictEqual({ key })
    const { Action, ...rest } = parameters()
    const body = new URLSearchParams({ ...rest, Signature: sign('POST', { Action, ...rest }) })
    expect(await ask(new Request(`${base}/?Action=${Action}`, { method: 'POST', body }))).toStrictEqual({ key })
  })

  test('is of the query alone where the body is no form', async () => {
    const { ask } = checker()
    const given = parameters()
    const query = new URLSearchParams({ ...given, Signature: sign('POST', given) })
    const headers = { 'content-type': 'application/json' }
    expect(await ask(new Request(`${base}/?${query}`, { method: 'POST', headers, body: '{"a":1}' }))).toStrictEqual({ key })
  })

  test.each([
    ['another secret', 'SignatureDoesNotMatch', (given: Record<string, string>) => get(given, sign('GET', given, 'guess'))],
    ['another method', 'SignatureDoesNotMatch', (given: Record<string, string>) => get(given, sign('POST', given))],
    [
      'a changed parameter',
      'SignatureDoesNotMatch',
      (given: Record<string, string>) => get({ ...given, Action: 'x' }, sign('GET', given))
    ],
    [
      'an added parameter',
      'SignatureDoesNotMatch',
      (given: Record<string, string>) => get({ ...given, Extra: 'x' }, sign('GET', given))
    ],
    ['no base64', 'SignatureDoesNotMatch', (given: Record<string, string>) => get(given, '%')],
    ['a shorter one', 'SignatureDoesNotMatch', (given: Record<string, string>) => get(given, sign('GET', given).slice(0, 8))],
    ['none', 'IncompleteSignature', (given: Record<string, string>) => get(given, '')]
  ])('with %s is refused: %s', async (_, denied, request) => {
    expect(await checker().ask(request(parameters()))).toStrictEqual({ denied })
  })

  test.each([
    ['SignatureMethod', 'HMAC-SHA256', 'IncompleteSignature'],
    ['SignatureVersion', '2.0', 'IncompleteSignature'],
    ['SignatureNonce', '', 'IncompleteSignature'],
    ['Timestamp', 'yesterday', 'InvalidTimeStamp.Format'],
    ['Timestamp', '2020-13-04T09:40:41Z', 'InvalidTimeStamp.Format'],
    ['Timestamp', '2020-12-04T09:40:41+01:00', 'InvalidTimeStamp.Format'],
    ['Timestamp', '2020-12-04T09:25:40Z', 'InvalidTimeStamp.Expired'],
    ['Timestamp', '2020-12-04T09:55:42Z', 'InvalidTimeStamp.Expired'],
    ['AccessKeyId', '__proto__', 'InvalidAccessKeyId.NotFound']
  ])('with %s %j is refused: %s', async (name, value, denied) => {
    expect(await checker().ask(get(parameters({ [name]: value })))).toStrictEqual({ denied })
  })

  test.each(['2020-12-04T09:25:41Z', '2020-12-04T09:55:41Z'])('made a quarter of an hour away is good: %s', async (Timestamp) => {
    expect(await checker().ask(get(parameters({ Timestamp })))).toStrictEqual({ key })
  })

  test('there twice is no signature, and without a key there is nobody', async () => {
    const { ask } = checker()
    const once = get(parameters())
    expect(await ask(new Request(`${once.url}&SignatureNonce=other`))).toStrictEqual({ denied: 'IncompleteSignature' })
    expect(await ask(new Request(`${base}/?Action=DeleteResourceShare`))).toBeUndefined()
  })
})

describe('a nonce', () => {
  test('is good once for as long as its request is', async () => {
    const { clock, ask } = checker()
    const given = parameters({ Timestamp: '2020-12-04T09:55:41Z' })
    expect(await ask(get(given))).toStrictEqual({ key })
    clock.now += 1_800_000
    expect(await ask(get(given))).toStrictEqual({ denied: 'SignatureNonceUsed' })
    clock.now += 1
    expect(await ask(get(given))).toStrictEqual({ denied: 'InvalidTimeStamp.Expired' })
    const later = parameters({ SignatureNonce: given.SignatureNonce, Timestamp: '2020-12-04T10:10:41Z' })
    expect(await ask(get(later))).toStrictEqual({ key })
  })

  test('of a wrong signature is not used up', async () => {
    const { ask } = checker()
    const given = parameters()
    expect(await ask(get(given, sign('GET', given, 'guess')))).toStrictEqual({ denied: 'SignatureDoesNotMatch' })
    expect(await ask(get(given))).toStrictEqual({ key })
  })
})
