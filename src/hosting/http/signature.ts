/**
 * Signatures in the RPC style, as the platform's clients make them: HMAC-SHA1 over the method and all parameters in order. A request is
 * good for 15 minutes, and once.
 */
import { formOf, type ReadBody } from './body.ts'
import type { DoorErrorCode } from './errors.ts'
import type { Denied } from './service.ts'

/** How far the clocks of client and server may be apart. */
const windowMs = 900_000

/** What the host knows of an access key. */
export interface AccessKey {
  /** What the client signs with. */
  readonly secret: string
}

/** Where keys come from, and the time. */
export interface SignatureOptions<K extends AccessKey> {
  /** The key of this id; `undefined` where nobody has it. */
  readonly keyOf: (accessKeyId: string) => K | undefined | Promise<K | undefined>
  /** The time by which clients sign, in epoch milliseconds: the real one, whatever clock the runtime has. Default: the system's. */
  readonly now?: () => number
}

/** A request that its key has signed. */
export interface Signed<K extends AccessKey> {
  /** The key, as `keyOf` has given it. */
  readonly key: K
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)

type Parameters = readonly (readonly [string, string])[]

const signedText = (method: string, given: Parameters): string => {
  const signed = given.filter(([name]) => name !== 'Signature').sort(([one], [other]) => (one < other ? -1 : Number(one > other)))
  const canonical = signed.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
  return `${method}&${encode('/')}&${encode(canonical)}`
}

const bytesOfBase64 = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

/** In constant time: that is the platform's own promise. */
const isSignedWith = async (secret: string, signature: string, text: string): Promise<boolean> => {
  const bytes = bytesOfBase64(signature)
  if (bytes === undefined) return false
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-1' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(`${secret}&`), algorithm, false, ['verify'])
  return crypto.subtle.verify('HMAC', key, bytes, encoder.encode(text))
}

const timeForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/

const timeOf = (text: string): number => (timeForm.test(text) ? Date.parse(text) : Number.NaN)

/** Nonces that were used, each for as long as its request would still be good. They are of this process alone. */
const nonceBook = () => {
  const goodUntil = new Map<string, number>()
  return (nonce: string, until: number, now: number): boolean => {
    for (const [old, end] of goodUntil) {
      if (end >= now) break
      goodUntil.delete(old)
    }
    if (goodUntil.has(nonce)) return false
    goodUntil.set(nonce, until)
    return true
  }
}

/** The one value of each parameter; `undefined` where there is none, or more. */
const singleOf = (given: Parameters, name: string): string | undefined => {
  const values = given.filter(([other]) => other === name)
  return values.length === 1 ? values[0]?.[1] : undefined
}

/**
 * Makes the check of signatures: for `authenticate` of Resource Sharing. It answers with the key that has signed, with why the request is
 * refused, or with `undefined` where it has no `AccessKeyId` at all.
 */
export const checkRpcSignature = <K extends AccessKey>({ keyOf, now: clock = Date.now }: SignatureOptions<K>) => {
  const isFresh = nonceBook()
  const deny = (denied: DoorErrorCode): Denied<DoorErrorCode> => ({ denied })

  return async (request: Request, readBody: ReadBody): Promise<Signed<K> | Denied<DoorErrorCode> | undefined> => {
    const form = request.method === 'POST' ? await formOf(request, readBody) : []
    const given: Parameters = [...new URL(request.url).searchParams, ...form]
    const [id, signature, nonce, timestamp, method, version] = [
      'AccessKeyId',
      'Signature',
      'SignatureNonce',
      'Timestamp',
      'SignatureMethod',
      'SignatureVersion'
    ].map((name) => singleOf(given, name))
    if (id === undefined) return undefined
    if (!signature || !nonce || timestamp === undefined || method !== 'HMAC-SHA1' || version !== '1.0')
      return deny('IncompleteSignature')
    const [time, now] = [timeOf(timestamp), clock()]
    if (Number.isNaN(time)) return deny('InvalidTimeStamp.Format')
    if (Math.abs(now - time) > windowMs) return deny('InvalidTimeStamp.Expired')
    const key = await keyOf(id)
    if (key === undefined) return deny('InvalidAccessKeyId.NotFound')
    if (!(await isSignedWith(key.secret, signature, signedText(request.method, given)))) return deny('SignatureDoesNotMatch')
    return isFresh(JSON.stringify([id, nonce]), time + windowMs, now) ? { key } : deny('SignatureNonceUsed')
  }
}
